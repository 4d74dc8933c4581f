"""Memory is bounded whatever comes and however long the database is away; afterwards everything is there and acknowledged."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from core.metrics import make_metrics
from fleet.secrets import broker_hash
from schoolbus.door.keeper import Doorkeeper
from schoolbus.door.limits import Limits
from tests.conftest import Broker
from tests.gps_ingest.answered import AnsweredDevice
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, MqttDevice, rmc, sentence, until
from tests.gps_ingest.own_stack import OwnStack, own_stack
from tests.schoolbus.test_stack_servers import is_let_in
from tests.small_disk import open_folder

pytestmark = pytest.mark.slow
START = 1_795_505_400.0  # 2026-11-24T07:30:00Z
MIB = 1024 * 1024
BACKLOG_MAX = 3000
TCP_FIXES = 40_000
# What an ingest may grow by while nothing is committed: the queue's bytes (32 MiB) and as many objects as it holds
# sentences (32,000 of about a kilobyte each), doubled for what the allocator keeps to itself.
GROWTH_MAX = 2 * (32 + 32) * MIB


def resident(ingest: Ingest) -> int:
    """Bytes of the ingest's memory that are in use."""
    assert ingest.process is not None
    for line in Path(f"/proc/{ingest.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("a process without memory")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnStack]:
    """Servers of this test's own."""
    with open_folder() as folder, own_stack(folder, tmp_path) as made:
        yield made


@contextmanager
def kept_door(own: OwnStack) -> Iterator[None]:
    """A doorkeeper that looks all the time, as the supervisor's does."""
    limits = Limits(messages=BACKLOG_MAX, bytes=1 << 40, age_s=1e9, free_bytes=0)
    door = Doorkeeper(own.stack, limits, unknown_max=100, say=own.sayings.append, gauges=make_metrics().broker)
    over = Event()

    def look() -> None:
        while not over.is_set():
            door.look()
            door.wait(0.2)

    looking = Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()
        door.close()


def stream_tcp(port: int, data: bytes) -> None:
    """Send, however long it takes, and wait until all of it was read."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def hold_down(own: OwnStack, how: str) -> None:
    """Take the database away: hung, with every connection open and silent, or gone."""
    child = own.stack.child("postgres")
    if how == "hangs":
        assert child.pid is not None
        os.kill(child.pid, signal.SIGSTOP)  # first: it begets no more
        for pid in children(child.pid):
            os.kill(pid, signal.SIGSTOP)
    else:
        child.stop()


def bring_back(own: OwnStack, how: str) -> None:
    child = own.stack.child("postgres")
    if how == "hangs":
        assert child.pid is not None
        for pid in (*children(child.pid), child.pid):
            os.kill(pid, signal.SIGCONT)
    else:
        child.start()


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("how", ["hangs", "is gone"])
def test_a_database_held_down_past_the_limits_costs_nothing_that_was_acknowledged(own: OwnStack, how: str) -> None:
    """The ingest stops reading and acknowledging, keeps its connections and its memory; the broker's door is shut when too
    much waits, so that devices fill their own buffers; all goes on by itself when the database is back.
    """
    vehicles = [own.fleet.bus(f"苏G0000{number}", f"bus-000{number}") for number in (1, 2, 3)]
    with psycopg.connect(own.stack.database_url, autocommit=True) as connection:
        connection.execute("UPDATE device SET secret_hash = %s", (broker_hash(SECRET),))
    own.ingest.environment["SCHOOLBUS_DEVICE_RATE_BURST"] = "1000000"  # how a flood is slowed down is another test
    own.ingest.start()
    own.ingest.ready()
    with kept_door(own):
        until(lambda: is_let_in(own.broker.device_url, "bus-0001", SECRET), "the doorkeeper to let them in")
        held_down(own, how, *vehicles)


def held_down(own: OwnStack, how: str, over_mqtt: int, over_tcp: int, answered: int) -> None:
    """The test itself, while the door is kept."""
    stock, waiting = MqttDevice(own.broker, "bus-0001"), AnsweredDevice(own.broker, "bus-0003", session_s=0)
    before = resident(own.ingest)
    hold_down(own, how)

    lines = [rmc(START - 50_000 + number) + b"\n" for number in range(TCP_FIXES)]
    streaming = Thread(target=stream_tcp, args=(own.ingest.tcp_port, b"bus-0002\n" + b"".join(lines * 3)), daemon=True)
    streaming.start()
    total, deadline = 0, time.monotonic() + 120.0
    while not own.said("the broker's door for devices is shut"):
        assert time.monotonic() < deadline, "the door stays open"
        stock.send(lines[total])
        waiting.send(lines[total])
        total += 1
        time.sleep(0.001)
    for line in lines[total : total + 1000]:  # into the devices' own buffers
        stock.send(line)
        waiting.send(line)
    total += 1000
    time.sleep(5.0)
    assert waiting.answered == set()
    assert 0 < len(stock.acknowledged) < total
    print(f"grown by {(resident(own.ingest) - before) / MIB:.1f} MiB, {total} sent")
    assert resident(own.ingest) - before < GROWTH_MAX
    assert streaming.is_alive()  # TCP holds it back

    bring_back(own, how)
    own.tended(lambda: len(stock.acknowledged) == total, f"every PUBACK, {own.sayings}")
    own.tended(waiting.all_answered, "every answer")
    own.tended(lambda: not streaming.is_alive(), "TCP to be read to its end")
    kept = "SELECT vehicle_id, count(*)::int FROM position GROUP BY vehicle_id"
    wanted = {over_mqtt: total, over_tcp: TCP_FIXES, answered: total}
    own.tended(lambda: dict(own.ingest.rows(kept)) == wanted, f"{wanted} to be kept")
    assert own.said("open again")
    assert own.ingest.parked() == {}
    assert own.ingest.process is not None
    assert own.ingest.process.poll() is None
    assert resident(own.ingest) - before < GROWTH_MAX
    stock.leave()
    waiting.leave()


def test_long_messages_that_cannot_be_committed_wait_at_the_broker_and_not_in_memory(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """180 MB of messages of 60 kB while nothing can be committed; then all of it is there, and one too long is parked."""
    vehicle = fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    sentences = 3000 * 8
    parts = [
        b"".join(rmc(START - 80_000 + at + number) + b"\n" for number in range(8)) for at in range(0, sentences, 8)
    ]
    padding = sentence("GNTXT," + "x" * 900) + b"\n"  # sound, and nothing to us
    with psycopg.connect(ingest.database_url) as other:
        other.execute("LOCK TABLE share")  # no batch gets its number
        before = resident(ingest)
        device = MqttDevice(mqtt, "bus-0001")
        for part in parts:
            device.send(part + padding * 64)
        device.send(b"\xff" * 1_000_000)
        device.all_acknowledged()
        until(lambda: "more bytes wait at the broker" in ingest.log.read_text(), "the ingest to say it")
        time.sleep(2.0)
        print(f"grown by {(resident(ingest) - before) / MIB:.1f} MiB while 180 MB waited")
        assert resident(ingest) - before < GROWTH_MAX
    until(lambda: ingest.one("SELECT count(*) FROM position WHERE vehicle_id = %s", vehicle) == sentences, "all", 300.0)
    until(lambda: "too_long" in ingest.parked(), "the one that is too long")
    assert ingest.rows("SELECT size, length(raw) FROM parked WHERE reason = 'too_long'") == [(1_000_000, 4096)]
    assert resident(ingest) - before < GROWTH_MAX
    device.leave()


def test_who_never_says_who_it_is_is_cut_off_and_who_has_said_it_stays(ingest: Ingest, fleet: Fleet) -> None:
    """Silent from the first byte, or full of sentences without a name, or a byte now and then: a connection costs memory."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.environment |= {"SCHOOLBUS_NMEA_TCP_LOGIN_S": "2", "SCHOOLBUS_NMEA_TCP_IDLE_S": "6"}
    ingest.start()
    ingest.ready()
    silent, nameless, slow, named = (socket.create_connection(("127.0.0.1", ingest.tcp_port)) for _ in range(4))
    named.sendall(b"bus-0001\n" + rmc(START) + b"\n")
    slow.sendall(b"bus-0001\n")
    says = {"silent": (silent, b""), "nameless": (nameless, rmc(START) + b"\n"), "slow": (slow, b"x")}
    gone: set[str] = set()
    began = time.monotonic()

    def look() -> bool:
        for name, (connection, what) in says.items():
            connection.settimeout(0.05)
            with suppress(TimeoutError):
                try:
                    connection.sendall(what)
                    if connection.recv(1) == b"":
                        gone.add(name)
                except ConnectionError:
                    gone.add(name)
        named.sendall(rmc(START + time.monotonic() - began) + b"\n")
        return gone == set(says)

    until(look, "the three to be cut off")
    named.settimeout(0.2)
    with pytest.raises(TimeoutError):
        named.recv(1)
    for connection in (silent, nameless, slow, named):
        connection.close()
