"""The stack starts, comes back when a server dies, gives way to other programs' ports, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from schoolbus.stack import identity, mqtt_probe
from schoolbus.stack import places as at
from schoolbus.stack.errors import ServerFailedError
from schoolbus.stack.ports import OUTGOING, any_free, choose
from schoolbus.stack.stack import ANY_PORTS, Ports, Stack
from schoolbus.supervise import given

pytestmark = pytest.mark.slow
PATIENCE_S = 60.0


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A data directory of this test alone."""
    made = Path(tempfile.mkdtemp(prefix="schoolbus-test-"))
    made.chmod(0o711)
    yield made
    at.remove(at.find(made))


def eventually(happened: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> bool:
    """Whether it happens at all, within a patience that no sound machine needs."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        meanwhile()
        if happened():
            return True
        time.sleep(0.05)
    return False


def processes_of(data_dir: Path) -> list[str]:
    """Command lines of running processes that name this data directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(data_dir) in line and int(process.parent.name) != os.getpid():
            found.append(line)
    return found


def test_a_stopped_stack_leaves_no_process_and_no_open_port(data_dir: Path) -> None:
    stack = Stack(data_dir, ports=ANY_PORTS)
    stack.start()
    ports = [urlsplit(url).port or 0 for url in (stack.database_url, stack.redis_url, stack.mqtt_url)]
    assert len(processes_of(data_dir)) >= 3
    stack.stop()
    assert processes_of(data_dir) == []
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert list(stack.places.pids.glob("*.pid")) == []


def test_what_was_committed_is_there_after_a_stop_and_a_start(data_dir: Path) -> None:
    for expected in (1, 2):
        stack = Stack(data_dir, ports=ANY_PORTS)
        stack.start()
        try:
            with psycopg.connect(stack.database_url) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS t (n int)")
                connection.execute("INSERT INTO t VALUES (1)")
                assert connection.execute("SELECT count(*) FROM t").fetchone() == (expected,)
        finally:
            stack.stop()


def test_each_server_that_dies_is_started_again_and_said(data_dir: Path) -> None:
    said: list[str] = []
    stack = Stack(data_dir, ports=ANY_PORTS, say=said.append)
    stack.start()
    try:
        before = dict(stack.pids)
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)

        def all_are_back() -> bool:
            now = stack.pids
            return len(now) == len(before) and all(now[name] != pid for name, pid in before.items()) and answers(stack)

        assert eventually(all_are_back, stack.tend)
        assert {line.split()[0] for line in said} >= {"postgres", "redis", "mosquitto"}
    finally:
        stack.stop()


def answers(stack: Stack) -> bool:
    """Whether all three servers take requests."""
    try:
        psycopg.connect(stack.database_url).close()
        with redis.Redis.from_url(stack.redis_url) as cache:
            cache.ping()
    except (psycopg.OperationalError, redis.RedisError):
        return False
    return mqtt_probe.may_connect(stack.mqtt_url)


def test_a_port_in_use_is_replaced_by_another_and_said(data_dir: Path) -> None:
    said: list[str] = []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        stack = Stack(data_dir, ports=Ports(taken, 0, 0, 0), say=said.append)
        stack.start()
        try:
            port = urlsplit(stack.database_url).port
            assert port != taken
            assert said == [f"port {taken} is in use: PostgreSQL listens on {port} instead"]
        finally:
            stack.stop()


def test_two_servers_are_never_promised_the_same_port() -> None:
    taken: set[int] = set()
    ports = [choose(0, what="x", say=print, taken=taken) for _ in range(50)]
    assert len(set(ports)) == 50
    assert choose(ports[0], what="x", say=lambda _: None, taken=taken) != ports[0]


def test_a_dead_servers_port_is_given_to_no_client_that_tries_to_reach_it() -> None:
    """Any free port lies outside those that the kernel gives to outgoing connections, or a client could take it for itself."""
    low, high = map(int, OUTGOING.read_text().split())
    ports = {any_free() for _ in range(50)} | {any_free(kind=socket.SOCK_DGRAM) for _ in range(50)}
    assert not any(low <= port <= high for port in ports)
    assert len(ports) > 50


def test_a_server_that_cannot_start_is_said_with_its_log_and_stops_the_others(data_dir: Path) -> None:
    stack = Stack(data_dir, ports=ANY_PORTS)
    broken = at.find(data_dir).of("redis")
    broken.mkdir()
    (broken / "appendonlydir").write_text("no folder")
    with pytest.raises(ServerFailedError, match=r"redis does not start; its log .*redis\.log"):
        stack.start()
    assert processes_of(data_dir) == []


SUPERVISOR = """
import pathlib, sys, time
from schoolbus.stack.stack import ANY_PORTS, Stack
stack = Stack(pathlib.Path(sys.argv[1]), ports=ANY_PORTS)
stack.start()
print("ready", flush=True)
time.sleep(600)
"""


def test_after_kill_9_of_the_supervisor_nothing_survives_and_the_next_start_works(data_dir: Path) -> None:
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(data_dir)], stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "ready\n"
    servers = [identity.load(file) for file in at.find(data_dir).pids.glob("*.pid")]
    assert len(servers) == 3
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    stack = Stack(data_dir, ports=ANY_PORTS)
    stack.start()
    try:
        assert answers(stack)
        assert not any(server.is_alive() for server in servers if server is not None)
    finally:
        stack.stop()


def test_a_server_that_outlived_its_supervisor_is_ended_at_the_next_start(data_dir: Path) -> None:
    places = at.find(data_dir)
    left = subprocess.Popen(["sleep", "600"])
    try:
        known = identity.of(left.pid)
        assert known is not None
        known.save(places.pids / "redis.pid")
        said: list[str] = []
        stack = Stack(data_dir, ports=ANY_PORTS, say=said.append)
        stack.start()
        stack.stop()
        assert left.wait() == -signal.SIGTERM
        assert said == ["ended redis, left behind by a stack that was killed"]
    finally:
        left.kill()
        left.wait()


def test_servers_of_the_users_own_stand_in_for_ours_and_are_not_stopped(stack: Stack, data_dir: Path) -> None:
    environment = {
        "SCHOOLBUS_DATABASE_URL": stack.database_url,
        "SCHOOLBUS_REDIS_URL": stack.redis_url,
        "SCHOOLBUS_MQTT_URL": stack.mqtt_url,
    }
    ours = Stack(data_dir, ports=ANY_PORTS, given=given(environment))
    ours.start()
    assert ours.pids == {}
    assert (ours.database_url, ours.redis_url, ours.mqtt_url) == tuple(environment.values())
    assert (
        ours.mqtt_device_url == f"mqtt://127.0.0.1:{urlsplit(stack.mqtt_url).port}"
    )  # no password for devices to read
    ours.stop()
    assert answers(stack)
