"""Only a process that is provably ours is ever ended."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from schoolbus.stack import identity


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    """A process of nobody's concern."""
    process = subprocess.Popen(["sleep", "60"])
    yield process
    process.kill()
    process.wait()


def known(process: "subprocess.Popen[bytes]") -> identity.Identity:
    found = identity.of(process.pid)
    assert found is not None
    return found


def test_a_leftover_of_ours_is_ended_and_its_pid_file_removed(
    sleeper: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    file = tmp_path / "sleeper.pid"
    known(sleeper).save(file)
    assert identity.end_leftover(file, signal.SIGTERM, timeout_s=10)
    assert sleeper.wait() == -signal.SIGTERM
    assert not file.exists()


@pytest.mark.parametrize("change", [{"start_ticks": 1}, {"boot_id": "another boot"}])
def test_a_stranger_that_took_over_the_pid_of_a_leftover_is_not_touched(
    change: dict[str, object], sleeper: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    file = tmp_path / "sleeper.pid"
    replace(known(sleeper), **change).save(file)  # type: ignore[arg-type]
    assert not identity.end_leftover(file, signal.SIGTERM, timeout_s=10)
    assert sleeper.poll() is None


def test_a_pid_file_that_cannot_be_read_ends_nobody(tmp_path: Path) -> None:
    file = tmp_path / "torn.pid"
    file.write_text(f'{{"pid": {os.getpid()}')
    assert not identity.end_leftover(file, signal.SIGTERM, timeout_s=10)
    assert not file.exists()


def test_a_process_that_ended_is_known_to_be_gone_before_its_parent_fetches_it(
    sleeper: "subprocess.Popen[bytes]",
) -> None:
    before = known(sleeper)
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)  # it ended, and is a zombie still
    assert not before.is_alive()
