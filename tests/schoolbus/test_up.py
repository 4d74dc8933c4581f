"""`schoolbus up` runs the whole service, keeps it running, and leaves nothing behind."""

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from schoolbus.stack import identity
from schoolbus.stack import places as at
from tests.schoolbus.test_commands import schoolbus
from tests.schoolbus.test_stack_life import eventually, processes_of
from tests.small_disk import open_folder, small_disk

pytestmark = pytest.mark.slow
ANY_PORT = {f"SCHOOLBUS_{door}_PORT": "0" for door in ("HTTP", "NMEA_TCP", "NMEA_UDP", "JT808", "OSMAND")}


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data directory of this test alone, its stack stopped in the end whatever happened."""
    made = Path(tempfile.mkdtemp(prefix="schoolbus-test-"))
    made.chmod(0o711)
    yield made
    schoolbus(made, "down")
    at.remove(at.find(made))


def info(data_dir: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(schoolbus(data_dir, "info", "--json").stdout)
    return told


def metrics(told: dict[str, Any]) -> str:
    """What `/metrics` shows of all processes together."""
    return httpx.get(f"{told['web']}/metrics", trust_env=False).text


def test_up_detached_is_ready_when_it_returns_restarts_what_dies_and_is_gone_after_down(data_dir: Path) -> None:
    started = schoolbus(data_dir, "up", "--detach", **ANY_PORT)
    assert started.returncode == 0, started.stdout + started.stderr
    told = info(data_dir)
    assert told["web"] in started.stdout
    assert set(told["pids"]) == {"postgres", "redis", "mosquitto", "api", "ingest", "worker", "beat"}
    assert httpx.get(f"{told['web']}/readyz", trust_env=False).status_code == 200
    assert schoolbus(data_dir, "up", **ANY_PORT).returncode == 1  # a second one would tear the first

    os.kill(told["pids"]["api"], signal.SIGKILL)

    def api_is_back() -> bool:
        pid = info(data_dir)["pids"].get("api")
        if pid in {None, told["pids"]["api"]}:
            return False
        try:
            return httpx.get(f"{told['web']}/readyz", trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    assert eventually(api_is_back)
    assert schoolbus(data_dir, "down").returncode == 0
    assert schoolbus(data_dir, "info").returncode == 3
    assert processes_of(data_dir) == []
    assert not any(identity.of(pid) for pid in told["pids"].values())


def test_after_kill_9_of_the_supervisor_the_processes_end_and_up_works_again(data_dir: Path) -> None:
    assert schoolbus(data_dir, "up", "--detach", **ANY_PORT).returncode == 0
    before = info(data_dir)["pids"]
    os.kill(json.loads((data_dir / "run.json").read_text())["supervisor"]["pid"], signal.SIGKILL)
    assert eventually(lambda: not any(identity.of(pid) for pid in before.values()))
    assert schoolbus(data_dir, "info").returncode == 3
    assert schoolbus(data_dir, "up", "--detach", **ANY_PORT).returncode == 0
    assert set(info(data_dir)["pids"]) == set(before)


@pytest.mark.parametrize("moment", ["starting PostgreSQL", "starting ingest", "To stop it"])
def test_ctrl_c_at_any_moment_leaves_nothing_behind(moment: str, data_dir: Path) -> None:
    # as a shell starts what it is told to start with `&`: SIGINT ignored, which must not make us deaf
    command = f"trap '' INT; exec {shlex.quote(sys.executable)} -u -m schoolbus up"
    environment = {**os.environ, **ANY_PORT, "SCHOOLBUS_DATA_DIR": str(data_dir)}
    process = subprocess.Popen(
        ["/bin/sh", "-c", command], env=environment, stdout=subprocess.PIPE, text=True, process_group=0
    )
    assert process.stdout is not None
    assert any(line.startswith(moment) for line in process.stdout)
    os.killpg(process.pid, signal.SIGINT)
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait() == 0
    assert rest.endswith("stopping\nstopped\n")
    assert processes_of(data_dir) == []
    assert schoolbus(data_dir, "info").returncode == 3


def test_a_full_disk_ends_nobody_who_watches_and_what_dies_of_it_is_back_when_there_is_room() -> None:
    """Configuration, logs, counters cannot be written: the ingest lives on, the supervisor tries again and says so."""
    with open_folder() as folder, small_disk(folder / "data", "500m") as disk:
        data_dir = disk.folder
        try:
            assert schoolbus(data_dir, "up", "--detach", **ANY_PORT).returncode == 0
            told = info(data_dir)
            before = metrics(told)
            disk.fill()
            assert (
                httpx.get(f"{told['web']}/api/v1/session", trust_env=False).status_code == 401
            )  # a new thing to count
            os.kill(told["pids"]["worker"], signal.SIGKILL)
            os.kill(told["pids"]["redis"], signal.SIGKILL)
            assert eventually(lambda: identity.of(told["pids"]["redis"]) is None)
            time.sleep(5.0)  # several tries to start them again
            assert schoolbus(data_dir, "info").returncode == 0  # the supervisor lives
            assert identity.of(told["pids"]["ingest"]) is not None
            assert before != metrics(told)
            assert "schoolbus_broker_door_open 1.0" in before
            assert eventually(lambda: "schoolbus_broker_door_open 0.0" in metrics(told))

            disk.empty()
            assert eventually(lambda: info(data_dir)["pids"].get("worker") not in {None, told["pids"]["worker"]})
            assert eventually(lambda: httpx.get(f"{told['web']}/readyz", trust_env=False).status_code == 200)
            assert info(data_dir)["pids"]["ingest"] == told["pids"]["ingest"]
        finally:
            schoolbus(data_dir, "down")
