"""What a device sent before it spoke for a vehicle: set aside, then judged as delayed and kept, once it does."""

import json
from functools import partial

import numpy as np
import psycopg
import pytest

from core.settings import Settings
from fleet.fixes import Mark
from fleet.roster import Roster
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.doors.parked import KINDS, frame_of
from gps_ingest.frames import COLUMNS, Frame, Stream
from gps_ingest.keys import Keys
from gps_ingest.resolve import resolve
from gps_ingest.service import doors_of
from gps_ingest.unknown import Unknown
from tests.conftest import Broker
from tests.gps_ingest.conftest import Fleet, Ingest, MqttDevice, rmc, send_tcp, until

START = 1_795_505_400.0  # 2026-11-24T07:30:00Z


def let_in(ingest: Ingest, plate: str, device: str, since: str = "2005-01-01T00:00:00Z") -> int:
    """The device is let in and bound, as an adoption does; the vehicle's id."""
    with psycopg.connect(ingest.database_url) as connection:
        row = connection.execute(
            "INSERT INTO vehicle (plate, type) VALUES (%s, 'primary_bus') RETURNING id", (plate,)
        ).fetchone()
        assert row is not None
        connection.execute(
            "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_tcp', '') ON CONFLICT DO NOTHING",
            (device,),
        )
        connection.execute(
            "INSERT INTO binding (device_no, vehicle_id, during) SELECT no, %s, tstzrange(%s, NULL) FROM device WHERE id = %s",
            (row[0], since, device),
        )
    return int(row[0])


def kept(ingest: Ingest) -> list[tuple[float, int]]:
    """Time and flags of every position, by time."""
    return ingest.rows("SELECT extract(epoch FROM fix_time)::float8, flags FROM position ORDER BY 1")


def is_done(ingest: Ingest) -> bool:
    return bool(ingest.one("SELECT count(*) > 0 AND bool_and(done_at IS NOT NULL) FROM reread"))


def is_parked(ingest: Ingest, reason: str, fixes: int) -> bool:
    return ingest.parked() == {reason: fixes}


def test_what_an_unknown_tracker_sent_is_kept_as_delayed_once_it_is_let_in(ingest: Ingest) -> None:
    """All of it, marked delayed and unproven, with the time at which it was received; nothing stays set aside."""
    ingest.start()
    send_tcp(ingest.tcp_port, b"tracker-7\r\n", *(rmc(START + second) + b"\r\n" for second in range(40)))
    until(lambda: is_parked(ingest, "unknown_device", 40), f"the fixes to be parked\n{ingest.log.read_text()}")
    [(first,)] = ingest.rows("SELECT min(received_at) FROM parked")
    vehicle = let_in(ingest, "苏G00001", "tracker-7")
    until(lambda: is_done(ingest), f"the fixes to be read again\n{ingest.log.read_text()}")
    marks = int(Mark.DELAYED | Mark.UNPROVEN)
    assert kept(ingest) == [(START + second, marks) for second in range(40)]
    assert ingest.one("SELECT min(received_at) FROM position WHERE vehicle_id = %s", vehicle) == first
    assert ingest.parked() == {}


def test_the_present_does_not_go_back_to_what_is_read_again(ingest: Ingest) -> None:
    """The bus stands where its newest fix says, though older ones are kept after it."""
    ingest.start()
    send_tcp(ingest.tcp_port, b"tracker-7\r\n", *(rmc(START + second) + b"\r\n" for second in range(30)))
    until(lambda: is_parked(ingest, "unknown_device", 30), "the fixes to be parked")
    ingest.stop()
    vehicle = let_in(ingest, "苏G00001", "tracker-7")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("UPDATE reread SET done_at = now()")  # not yet
        ingest.start()
        send_tcp(ingest.tcp_port, b"tracker-7\r\n", rmc(START + 600) + b"\r\n")
        until(lambda: ingest.count() == 1, "the newest fix to be kept")
        connection.execute("UPDATE reread SET done_at = NULL")
        connection.execute("NOTIFY reread")
    until(lambda: ingest.count() == 31, f"the older to be kept\n{ingest.log.read_text()}")
    stands = ingest.one("SELECT extract(epoch FROM fix_time)::float8 FROM vehicle_state WHERE vehicle_id = %s", vehicle)
    assert stands == START + 600


def test_what_was_sent_before_the_binding_began_stays_set_aside(ingest: Ingest) -> None:
    """A device that is bound from the middle of a drive keeps the later half; the earlier one is no vehicle's."""
    ingest.start()
    send_tcp(ingest.tcp_port, b"tracker-7\r\n", *(rmc(START + second) + b"\r\n" for second in range(40)))
    until(lambda: is_parked(ingest, "unknown_device", 40), "the fixes to be parked")
    let_in(ingest, "苏G00001", "tracker-7", since="2026-11-24T07:30:20Z")
    until(lambda: is_done(ingest), f"the fixes to be read again\n{ingest.log.read_text()}")
    assert [time_s for time_s, _ in kept(ingest)] == [START + second for second in range(20, 40)]
    assert ingest.rows("SELECT DISTINCT door, reason, count(*)::int FROM parked GROUP BY 1, 2") == [
        ("nmea_tcp", "not_bound", 20)
    ]


def test_what_a_device_with_a_password_sent_while_it_had_no_vehicle_is_kept_as_proven(
    ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """Its door knows who it is, then as now."""
    fleet.bus("苏G00001", "bus-0001", until="2006-01-01")
    ingest.start()
    device = MqttDevice(mqtt, "bus-0001")
    for second in range(20):
        device.send(rmc(START + second))
    device.all_acknowledged()
    device.leave()
    until(lambda: is_parked(ingest, "not_bound", 20), f"the fixes to be parked\n{ingest.log.read_text()}")
    let_in(ingest, "苏G00002", "bus-0001", since="2026-11-24T00:00:00Z")
    until(lambda: is_done(ingest), "the fixes to be read again")
    assert kept(ingest) == [(START + second, int(Mark.DELAYED)) for second in range(20)]


def test_each_is_there_once_whenever_the_ingest_dies_while_it_reads_again(ingest: Ingest) -> None:
    """`kill -9` in the middle, several times: what was kept and not yet taken off the shelf is not kept twice."""
    fixes = 6000
    with psycopg.connect(ingest.database_url) as connection, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO parked (received_at, door, device, reason, raw, size)"
            " VALUES ('2026-11-24T07:30:00Z', 'nmea_tcp', 'tracker-7', 'unknown_device', %s, 70)",
            [(rmc(START - fixes + number),) for number in range(fixes)],
        )
    let_in(ingest, "苏G00001", "tracker-7")
    ingest.start()
    for number in (1, 1500, 3000):
        until(partial(has_kept, ingest, number), f"some to be kept\n{ingest.log.read_text()}")
        ingest.kill()
        ingest.start()
    until(lambda: is_done(ingest), f"all to be read again\n{ingest.log.read_text()}")
    assert [time_s for time_s, _ in kept(ingest)] == [START - fixes + number for number in range(fixes)]
    assert ingest.parked() == {}


def has_kept(ingest: Ingest, number: int) -> bool:
    return ingest.count() >= number


DEVICE = "13900001234"
# A terminal's report as the domain reference has it (0x0200 of 2013), its header of 12 bytes before it.
REPORT = bytes.fromhex(
    "0200002612345678901200 7d00000001 00000002 00BA7F0E 07E4F11C 0028 003C 0000 181015101010 010400000064 0202007D"
)
TWO = json.dumps(
    [
        {"timestamp": 1795505400, "coords": {"latitude": 34.7, "longitude": 119.4, "speed": 9}},
        {"timestamp": 1795505401, "coords": {"latitude": 34.8, "longitude": 119.4}},
    ]
).encode()
MESSAGES: list[tuple[str, str, bytes, int]] = [
    ("nmea_tcp", "nmea", rmc(START), 0),
    ("nmea_udp", "nmea", rmc(START), 0),
    ("mqtt", "nmea", rmc(START) + b"\r\n" + rmc(START + 1), 0),
    ("mqtt", "owntracks", b'{"_type":"location","lat":34.7,"lon":119.4,"tst":1795505400,"vel":54,"cog":90}', 0),
    ("osmand", "osmand", b"id=13900001234&timestamp=1795505400&lat=34.7&lon=119.4&speed=10", 0),
    ("osmand", "osmand", b'{"device_id":"13900001234","location":%s}' % TWO, 0),
    ("jt808", "jt808", REPORT, 12),
]  # fmt: skip


@pytest.mark.parametrize(("door", "format_", "raw", "start"), MESSAGES, ids=lambda each: str(each)[:12])
def test_what_any_door_set_aside_is_read_again_as_it_was_read_first(
    door: str, format_: str, raw: bytes, start: int
) -> None:
    """Each fix of a message, of which only its own bytes were kept, is the same fix, marked delayed."""
    first = decode(
        [Frame(door, Stream(device=DEVICE, proven=True), raw, START + 5, whole=True, format=format_, start=start)],
        knows=(DEVICE,),
    )
    assert len(first), first.bad
    _, strangers = resolve(first, Roster.of([(DEVICE, 1, False)], []))
    rows = [(number, bad.received_s, bad.door, bad.raw) for number, bad in enumerate(strangers)]
    again = decode([frame_of(DEVICE, row) for row in rows], knows=(DEVICE,))
    for name in COLUMNS:
        if name != "flags":
            np.testing.assert_array_equal(getattr(again, name), getattr(first, name), name)
    assert [source.items for source in again.sources] == [source.items for source in first.sources]
    assert all(flags & Mark.DELAYED for flags in again.flags.tolist())


def test_every_door_through_which_fixes_come_is_read_again() -> None:
    """None is forgotten when one is added."""
    doors = {one.name for one in doors_of(Settings(nmea_plain=True, jt809=True), *outsides())}
    assert doors - {"parked"} == set(KINDS)


def outsides() -> tuple[Frames, Keys, Unknown]:
    """What doors are made with; nothing is opened."""
    settings = Settings()
    return Frames(10), Keys(settings), Unknown(settings)
