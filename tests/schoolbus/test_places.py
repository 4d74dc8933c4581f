"""The stack's files lie where its servers can reach them, whatever the folder is called and whoever owns it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from schoolbus.stack import places as at
from schoolbus.stack.stack import ANY_PORTS, Given, Stack

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that only we can enter, with a name beyond what a socket's path may have and with a space in it."""
    made = Path(tempfile.mkdtemp(prefix="schoolbus-test-")) / "a folder" / ("long" * 40)
    made.mkdir(parents=True)
    yield made
    at.remove(at.find(made))


@pytest.mark.slow
def test_a_stack_runs_in_a_long_folder_that_the_servers_users_cannot_enter(folder: Path) -> None:
    stack = Stack(folder, ports=ANY_PORTS, given=Given(redis_url="redis://x", mqtt_url="mqtt://x"))
    stack.start()
    try:
        with psycopg.connect(stack.database_url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert (folder / at.POINTER).exists() == AS_ROOT  # as root the files lie where the servers' users can enter
        assert stack.places.servers.is_relative_to(at.SYSTEM_STORE if AS_ROOT else folder)
    finally:
        stack.stop()


def test_a_secret_is_made_once_and_readable_by_us_alone(tmp_path: Path) -> None:
    places = at.Places(data_dir=tmp_path, servers=tmp_path)
    first = at.secrets_of(places, ("one",))
    again = at.secrets_of(places, ("one", "two"))
    assert again["one"] == first["one"] != again["two"]
    assert places.secrets_file.stat().st_mode & 0o777 == 0o600
