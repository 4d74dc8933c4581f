"""A device that sends far too much: nothing of it is lost, it is slowed down or shut out, and seen; nobody else suffers."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from urllib.request import urlopen

import psycopg
import pytest

from core.metrics import make_metrics
from schoolbus.door.keeper import Doorkeeper
from schoolbus.stack.ports import any_free
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.gps_ingest.answered import AnsweredDevice
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, MqttDevice, rmc, send_tcp, until
from tests.gps_ingest.jt808.terminal import Terminal, place
from tests.schoolbus.test_doorkeeper import NO_LIMITS, Kept
from tests.schoolbus.test_stack_servers import is_let_in

START = 1_795_505_400.0  # 2026-11-24T07:30:00Z


@pytest.fixture
def strict(ingest: Ingest) -> Ingest:
    """An ingest that allows little, and shows what it counts."""
    ingest.environment |= {
        "SCHOOLBUS_DEVICE_RATE_MAX_PER_S": "100",
        "SCHOOLBUS_DEVICE_RATE_BURST": "500",
        "SCHOOLBUS_DEVICE_FLOOD_MAX": "1000",
        "SCHOOLBUS_DEVICE_SHUT_S": "4",
        "SCHOOLBUS_PARKED_BURST": "50",
        "SCHOOLBUS_INGEST_METRICS_PORT": str(any_free()),
    }
    return ingest


@contextmanager
def kept_door(stack: Stack, database_url: str) -> Iterator[None]:
    """A doorkeeper that looks all the time and a broker that is watched, as supervised; nobody else tells it whom to let in."""
    kept, over = Kept(stack, database_url, stack.places.servers), Event()
    door = Doorkeeper(kept, NO_LIMITS, unknown_max=100, say=print, gauges=make_metrics().broker)

    def look() -> None:
        while not over.is_set():
            stack.tend()  # Mosquitto 2.0.11 may die at a reload while a device that is shut out is away: as supervised
            door.look()
            door.wait(0.5)

    looking = Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()
        door.close()


def shown(ingest: Ingest, sample: str) -> float:
    """A metric of the ingest, 0 where it does not show it."""
    address = f"http://127.0.0.1:{ingest.environment['SCHOOLBUS_INGEST_METRICS_PORT']}/metrics"
    with urlopen(address) as answer:
        lines = answer.read().decode().splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{sample} ")), 0.0)


def test_over_tcp_a_flood_is_slowed_down_and_loses_nothing_while_another_bus_gets_through(
    strict: Ingest, fleet: Fleet
) -> None:
    """The connection is left unread for as long as it has sent too much: its own buffer fills. It is listed, once a minute."""
    flooding, quiet = fleet.bus("苏G00001", "bus-0001"), fleet.bus("苏G00002", "bus-0002")
    strict.environment["SCHOOLBUS_DEVICE_RATE_MAX_PER_S"] = "1000"
    strict.start()
    strict.ready()

    def kept(vehicle: int) -> int:
        return int(strict.one("SELECT count(*) FROM position WHERE vehicle_id = %s", vehicle))

    lines = [rmc(START - 20_000 + number) + b"\n" for number in range(10_000)]
    sending = Thread(target=send_tcp, args=(strict.tcp_port, b"bus-0001\n" + b"".join(lines)))
    sending.start()
    until(lambda: strict.parked().get("flooding"), "the flood to be listed")
    assert kept(flooding) < 10_000  # the rest is not read yet
    send_tcp(strict.tcp_port, b"bus-0002\n", rmc(START) + b"\n")
    until(lambda: kept(quiet) == 1, "the other bus")
    assert kept(flooding) < 10_000
    until(lambda: shown(strict, 'schoolbus_ingest_connections{door="nmea_tcp"}') >= 1, "the connection to be counted")
    until(lambda: kept(flooding) == 10_000, "all of it")
    sending.join()
    assert set(strict.parked()) == {"flooding"}
    said = strict.rows("SELECT DISTINCT device, detail FROM parked")
    assert said == [("bus-0001", "more than 1000 fixes a second for long")]
    assert strict.parked()["flooding"] <= 2  # once before its id line was read
    until(lambda: shown(strict, 'schoolbus_throttled_total{door="nmea_tcp"}') > 0, "the metric")


def test_a_terminal_that_floods_is_slowed_down_and_each_of_its_reports_is_acknowledged(
    strict: Ingest, fleet: Fleet
) -> None:
    """Its connection is left unread for as long as it has sent too much; another terminal is answered meanwhile."""
    for number, phone in enumerate(("13900000001", "13900000002")):
        fleet.bus(f"苏G0000{number}", phone)
        with psycopg.connect(strict.database_url, autocommit=True) as connection:
            connection.execute("UPDATE device SET protocol = 'jt808' WHERE id = %s", (phone,))
    strict.environment["SCHOOLBUS_DEVICE_RATE_MAX_PER_S"] = "1000"
    strict.start()
    strict.ready()
    flooding, quiet = (Terminal(strict.jt808_port, phone).connect() for phone in ("13900000001", "13900000002"))
    assert flooding.authenticate(SECRET) == quiet.authenticate(SECRET) == 0
    assert flooding.connection is not None
    serials = range(2, 10_002)
    flood = b"".join(flooding.message(0x0200, place(START - 20_000 + serial), serial) for serial in serials)
    sending = Thread(target=flooding.connection.sendall, args=(flood,))
    sending.start()
    until(lambda: strict.parked().get("flooding"), "the flood to be listed")
    assert quiet.report(place(START)) == 0
    assert strict.count() < 10_000  # the rest is not read yet
    until(lambda: flooding.listen() and len(flooding.acknowledged()) > len(serials), "each to be acknowledged")
    sending.join()
    for terminal in (flooding, quiet):
        terminal.leave()
    assert strict.count() == 10_001
    assert strict.parked() == {"flooding": 1}
    until(lambda: shown(strict, 'schoolbus_throttled_total{door="jt808"}') > 0, "the metric")


def test_over_mqtt_a_flood_is_stored_and_answered_and_listed(strict: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """Nobody can slow a publisher down; what the broker acknowledged is kept."""
    fleet.bus("苏G00001", "bus-0001")
    strict.start()
    strict.ready()
    device = AnsweredDevice(mqtt, "bus-0001")
    for number in range(1200):
        device.send(rmc(START - 9000 + number))
    until(lambda: len(device.answered) == 1200, f"all answers\n{strict.log.read_text()}")
    device.leave()
    assert strict.count() == 1200
    assert strict.parked() == {"flooding": 1}
    until(lambda: shown(strict, 'schoolbus_throttled_total{door="mqtt"}') > 0, "the metric")
    assert strict.one("SELECT throttled_until FROM device") is None


@pytest.mark.slow
def test_far_beyond_its_rate_a_device_is_shut_out_by_the_broker_and_has_lost_nothing_when_it_is_back(
    strict: Ingest, fleet: Fleet, mqtt: Broker, stack: Stack
) -> None:
    """Its own buffer fills meanwhile; the other devices stay connected. Within seconds, without restarting the broker."""
    flooding = fleet.bus("苏G00001", "bus-0001")
    fleet.bus("苏G00002", "bus-0002")
    strict.start()
    strict.ready()
    broker = stack.pids["mosquitto"]
    with kept_door(stack, strict.database_url):
        until(lambda: is_let_in(mqtt.device_url, "bus-0002", SECRET), "the doorkeeper to let them in")
        other, device = MqttDevice(mqtt, "bus-0002"), AnsweredDevice(mqtt, "bus-0001")
        gone: list[str] = []
        device.client.on_disconnect = lambda *_: gone.append("bus-0001")
        other.client.on_disconnect = lambda *_: gone.append("bus-0002")
        for number in range(12_000):
            device.send(rmc(START - 20_000 + number))
        until(lambda: gone, f"the device to be shut out\n{strict.log.read_text()}")
        until(lambda: len(device.answered) == 12_000, f"it to be back with all\n{strict.log.read_text()}", 180.0)
        assert set(gone) == {"bus-0001"} or stack.pids["mosquitto"] != broker
        device.leave()
        other.leave()
    assert strict.one("SELECT count(*) FROM position WHERE vehicle_id = %s", flooding) == 12_000
    assert set(strict.parked()) == {"flooding", "shut_out"}
    assert strict.rows("SELECT id FROM device WHERE throttled_until IS NOT NULL") == [("bus-0001",)]


def test_line_noise_is_listed_up_to_its_limit_and_counted_beyond_it(strict: Ingest, fleet: Fleet, mqtt: Broker) -> None:
    """Each frame is acknowledged; the fixes between are kept, all of them."""
    fleet.bus("苏G00001", "bus-0001")
    strict.start()
    strict.ready()
    device = MqttDevice(mqtt, "bus-0001")
    for number in range(300):
        device.send(b"\xfe\x00noise %d\n" % number + rmc(START - 9000 + number))
    device.all_acknowledged()
    device.leave()
    until(lambda: strict.count() == 300, "the fixes")
    assert 50 <= strict.parked()["not_nmea"] <= 60
    until(lambda: shown(strict, 'schoolbus_ingest_parked_total{door="mqtt",reason="not_nmea"}') == 300, "all counted")
    unlisted = shown(strict, 'schoolbus_ingest_unlisted_total{door="mqtt"}')
    assert strict.parked()["not_nmea"] + unlisted == 300
