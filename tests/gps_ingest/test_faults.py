"""What must not be lost, proved on a real ingest, broker and database: kill -9, SIGTERM, an outage, a poisoned row."""

import signal
import time
from functools import partial
from threading import Thread

import psycopg
import pytest

from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.gps_ingest.conftest import Fleet, Ingest, MqttDevice, rmc, send_tcp, until

START = 1_795_505_400.0  # 2026-11-24T07:30:00Z


def kept_times(ingest: Ingest) -> list[float]:
    return [row[0] for row in ingest.rows("SELECT extract(epoch FROM fix_time)::float8 FROM position ORDER BY 1")]


def kept_more_than(ingest: Ingest, number: int) -> bool:
    return ingest.count() > number


def stream(device: MqttDevice, fixes: int, every_s: float = 0.0005, first: int = 0) -> Thread:
    """Send so many fixes, a second apart by the device's clock, in the background."""

    def send() -> None:
        for number in range(first, first + fixes):
            device.send(rmc(START - 80_000 + number))
            time.sleep(every_s)

    thread = Thread(target=send)
    thread.start()
    return thread


@pytest.mark.slow
def test_every_fix_that_the_broker_acknowledged_is_there_once_after_kill_9(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """The ingest is killed in mid-stream, several times; nothing that was acknowledged is missing, nothing is there twice."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    device = MqttDevice(mqtt, "bus-0001")
    sending = stream(device, 6000)
    for kept in (300, 1500, 3000):
        until(partial(kept_more_than, ingest, kept), "some fixes to be kept")
        ingest.kill()
        ingest.start()
    sending.join()
    device.all_acknowledged()
    device.leave()
    until(lambda: ingest.count() >= len(device.acknowledged), f"all to be kept\n{ingest.log.read_text()}")
    assert len(device.acknowledged) == 6000
    assert kept_times(ingest) == [START - 80_000 + number for number in range(6000)]


def test_sigterm_finishes_and_acknowledges_the_batch_and_leaves_the_rest_to_the_broker(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """A stop in mid-stream is orderly: exit code 0, and what was not taken is there after the next start."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    device = MqttDevice(mqtt, "bus-0001")
    sending = stream(device, 3000)
    until(lambda: ingest.count() > 500, "some fixes to be kept")
    assert ingest.stop() == 0
    stopped = ingest.count()
    sending.join()
    device.all_acknowledged()
    device.leave()
    assert ingest.count() == stopped
    ingest.start()
    until(lambda: ingest.count() >= 3000, "the rest to be kept")
    ingest.ready()
    assert kept_times(ingest) == [START - 80_000 + number for number in range(3000)]
    assert ingest.one("SELECT count(*) FROM position WHERE flags & 1 = 1") == 0


@pytest.mark.slow
def test_a_database_killed_under_load_costs_no_fix_and_no_connection(
    ingest: Ingest, fleet: Fleet, mqtt: Broker, stack: Stack
) -> None:
    """Its postmaster is killed with -9: nothing is acknowledged meanwhile, connections stay, and it goes on by itself."""
    fleet.bus("苏G00001", "bus-0001")
    fleet.bus("苏G00002", "bus-0002")
    ingest.start()
    ingest.ready()
    device = MqttDevice(mqtt, "bus-0001")
    sending = stream(device, 4000)
    over_tcp = Thread(
        target=send_tcp,
        args=(ingest.tcp_port, b"bus-0002\n", *(rmc(START - 9000 + number) + b"\n" for number in range(4000))),
    )
    over_tcp.start()
    until(lambda: ingest.count() > 500, "some fixes to be kept")
    stack.child("postgres").signal(signal.SIGKILL)
    sending.join()
    over_tcp.join()
    device.all_acknowledged()
    device.leave()

    def all_kept() -> bool:
        stack.tend()
        try:
            return ingest.count() >= 8000
        except psycopg.OperationalError:
            return False

    until(all_kept, f"all to be kept\n{ingest.log.read_text()}")
    assert ingest.count() == 8000
    assert ingest.process is not None
    assert ingest.process.poll() is None


def test_a_fix_that_the_database_refuses_is_parked_alone_and_never_blocks_its_neighbours(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """The batch is halved until the row at fault stands alone; it is set aside with its bytes, and acknowledged then."""
    fleet.bus("苏G00001", "bus-0001")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE position ADD CONSTRAINT poison CHECK (speed_mps NOT BETWEEN 27.7 AND 27.9)")
    device = MqttDevice(mqtt, "bus-0001")
    lines = [rmc(START - 9000 + number, kmh=100.0 if number in {17, 170} else 50.0) for number in range(400)]
    for line in lines:
        device.send(line)
    device.all_acknowledged()
    device.leave()
    ingest.start()
    until(lambda: ingest.count() == 398, f"the others to be kept\n{ingest.log.read_text()}")
    until(lambda: ingest.parked() == {"refused": 2}, "the two to be parked")
    raw = {bytes(row[0]) for row in ingest.rows("SELECT raw FROM parked")}
    assert raw == {lines[17], lines[170]}
    ingest.ready()
    assert ingest.count() == 398


def test_the_passing_of_time_that_the_database_refuses_parks_no_fix(ingest: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """A tick at fault is dropped and said; the fixes of its batch are kept, each of them."""
    fleet.bus("苏G00001", "bus-0001")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE share ADD CONSTRAINT poison CHECK (watermark IS NULL)")
    device = MqttDevice(mqtt, "bus-0001")
    for number in range(100):
        device.send(rmc(START - 9000 + number))
    device.all_acknowledged()
    device.leave()
    ingest.start()
    until(lambda: ingest.count() == 100, f"all to be kept\n{ingest.log.read_text()}")
    until(lambda: "without the passing of time" in ingest.log.read_text(), "the log to say it")
    assert ingest.parked() == {}


def test_two_devices_on_one_vehicle_lose_nothing(ingest: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """Both devices' fixes are kept, also where their times are the same; neither makes the other's delayed."""
    fleet.bus("苏G00001", "bus-0001", "bus-0002")
    ingest.start()
    ingest.ready()
    devices = [MqttDevice(mqtt, name) for name in ("bus-0001", "bus-0002")]
    for number in range(50):
        devices[0].send(rmc(START - 900 + number))
        devices[1].send(rmc(START - 903 + number))
    for device in devices:
        device.all_acknowledged()
        device.leave()
    until(lambda: ingest.count() == 100, "both devices' fixes")
    assert ingest.one("SELECT count(*) FROM position WHERE flags & 1 = 1") == 0


def test_what_arrives_after_a_later_one_is_kept_and_marked_delayed(ingest: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """A buffer uploaded after a tunnel is kept whole, marked; what of it was known already is not there twice."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    device = MqttDevice(mqtt, "bus-0001")
    order = [0, 1, 2, 30, 31, 10, 11, 12, 2, 31, 11, 32]
    for number in order:
        device.send(rmc(START - 900 + number))
    device.all_acknowledged()
    until(lambda: ingest.count() == 9, "all distinct fixes")
    device.send(rmc(START - 900 + 5))
    device.all_acknowledged()
    device.leave()
    until(lambda: ingest.count() == 10, "one more")
    delayed = ingest.rows(
        "SELECT extract(epoch FROM fix_time)::float8 - %s FROM position WHERE flags & 1 = 1 ORDER BY 1", START - 900
    )
    assert [row[0] for row in delayed] == [5, 10, 11, 12]


def test_strangers_and_noise_are_parked_with_their_reason_and_shown(ingest: Ingest, fleet: Fleet) -> None:
    """Unknown devices, fixes from before a binding, and noise: each is set aside with reason and bytes; the good one stays."""
    fleet.bus("苏G00001", "bus-0001", since="2026-11-24 07:00+00")
    ingest.start()
    before = rmc(START - 3600)
    send_tcp(
        ingest.tcp_port,
        b"nobody-knows-me\n" + rmc(START) + b"\n",
        b"imei:bus-0001\n" + before + b"\n" + rmc(START) + b"\n",
        b"\x00\x01\xff binary \xfe\n" + b"x" * 1_000_000 + b"\n" + rmc(START + 1)[:-2] + b"00\n" + rmc(START + 2),
    )
    until(lambda: ingest.count() == 2, "the good fixes")
    until(lambda: sum(ingest.parked().values()) == 5, "the others to be parked")
    assert ingest.parked() == {
        "unknown_device": 1, "not_bound": 1, "not_nmea": 1, "too_long": 1, "bad_checksum": 1,
    }  # fmt: skip
    assert bytes(ingest.one("SELECT raw FROM parked WHERE reason = 'not_bound'")) == before
    assert ingest.one("SELECT size FROM parked WHERE reason = 'too_long'") == 1_000_000
    assert ingest.one("SELECT device FROM parked WHERE reason = 'unknown_device'") == "nobody-knows-me"


def test_a_second_ingest_of_the_same_share_waits_until_the_first_has_gone(ingest: Ingest, fleet: Fleet) -> None:
    """One writer: whoever starts beside a running one writes nothing until it has the lock."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        taken = connection.execute("SELECT pg_try_advisory_lock(%s, 0)", (0x5B05,)).fetchone()
        assert taken == (False,)
        ingest.kill()
        until(
            lambda: connection.execute("SELECT pg_try_advisory_lock(%s, 0)", (0x5B05,)).fetchone() == (True,),
            "the lock to be free",
        )
        ingest.start()
        send = rmc(START) + b"\n"
        send_tcp(ingest.tcp_port, b"bus-0001\n" + send)
        time.sleep(1.0)
        assert ingest.count() == 0
    until(lambda: ingest.count() == 1, "the fix to be kept once the lock is free")
