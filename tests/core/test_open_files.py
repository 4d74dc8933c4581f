"""How many devices may be connected: as many as the system lets a process hold open."""

import resource
from collections.abc import Iterator

import pytest

from core import open_files


@pytest.fixture
def limits() -> Iterator[tuple[int, int]]:
    """The limits of this process, put back afterwards."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_process_that_was_started_with_a_low_limit_takes_what_the_system_allows(limits: tuple[int, int]) -> None:
    """A shell gives 1,024 open files; a county has ten thousand terminals."""
    _, most = limits
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
    assert open_files.allow_most() == most
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
