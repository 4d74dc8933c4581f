"""Positions that lower platforms report, through a real ingest into the table."""

import time
from typing import Any

import psycopg
import pytest

from gps_ingest.lower import OverJt809
from tests.gps_ingest.conftest import Fleet, rmc, send_tcp, until
from tests.gps_ingest.jt809.conftest import SECRETS, Upper
from tests.gps_ingest.jt809.wire import Fix, Speaker, number, octets

NOW = float(int(time.time()))
PLATE = "苏G12345"
DELAYED = 1
KEPT = """SELECT d.id, (extract(epoch FROM p.fix_time) - %s)::int, p.flags FROM position p
    JOIN device d ON d.no = p.device_no ORDER BY p.fix_time, d.id"""


def kept(upper: Upper) -> list[Any]:
    """Device, seconds after NOW, flags of every position, by time."""
    return upper.ingest.rows(KEPT, NOW)


def await_count(upper: Upper, many: int) -> None:
    """Wait until so many positions are kept."""
    until(lambda: upper.ingest.count() >= many, f"{many} positions\n{upper.ingest.log.read_text()}")


@pytest.mark.parametrize("secrets", [None, SECRETS])
def test_real_time_positions_of_both_editions_end_in_the_table(
    upper: Upper, fleet: Fleet, secrets: tuple[int, int, int] | None
) -> None:
    """Each as it was said; the bus gets a device for each platform, behind all that report directly, since it was let in."""
    vehicle = fleet.bus(PLATE)
    speakers = [Speaker(2011, 7, secrets), Speaker(2019, 8, secrets)]
    for speaker in speakers:
        upper.platform(speaker, since="2026-02-01 00:00+00")
    upper.ingest.start()
    for speaker in speakers:
        with upper.lower(speaker) as lower:
            lower.log_in_until_welcome()
            lower.send(*(speaker.real_time("苏g·12345", Fix(NOW + second)) for second in (-9, -6, -3)))
            await_count(upper, 3 * (1 + speakers.index(speaker)))
    assert kept(upper) == [(f"p{code}-{vehicle}", second, 0) for second in (-9, -6, -3) for code in (7, 8)]
    said = upper.ingest.rows(
        """SELECT DISTINCT vehicle_id, round(ST_X(geom)::numeric, 6)::float8, round(ST_Y(geom)::numeric, 6)::float8,
            round((speed_mps * 3.6)::numeric, 3)::float8, course_deg::float8, altitude_m::float8, alarm, status FROM position"""
    )
    assert said == [(vehicle, 119.4, 34.7, 30.0, 90.0, 8.0, 0, 3)]
    bound = upper.ingest.rows(
        """SELECT d.id, d.protocol, b.vehicle_id, b.rank, lower(during) = '2026-02-01 00:00+00', upper_inf(during)
            FROM binding b JOIN device d ON d.no = b.device_no ORDER BY d.id"""
    )
    assert bound == [(f"p{code}-{vehicle}", "jt809", vehicle, 100, True, True) for code in (7, 8)]
    assert upper.ingest.rows("SELECT action, object_id FROM audit_entry ORDER BY object_id") == [
        ("device.bind", f"p{code}-{vehicle}") for code in (7, 8)
    ]


def test_make_up_after_a_break_is_kept_as_delayed_and_sent_again_adds_nothing(upper: Upper, fleet: Fleet) -> None:
    """What was driven while the link was away comes in fives; it is marked, whatever was kept before."""
    fleet.bus(PLATE)
    speaker = Speaker(2019)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.send(speaker.real_time(PLATE, Fix(NOW - 60)))
        await_count(upper, 1)
        lower.break_main()
        lower.log_in_until_welcome()
        away = [Fix(NOW - 50 + 5 * nth) for nth in range(7)]
        lower.send(speaker.make_up(PLATE, *away[:5]))  # before anything newer
        lower.send(speaker.real_time(PLATE, Fix(NOW - 10)))
        lower.send(speaker.make_up(PLATE, *away[5:]))  # and after
        await_count(upper, 9)
        before = kept(upper)
        lower.send(*(speaker.make_up(PLATE, *away[:5]), speaker.real_time(PLATE, Fix(NOW - 5))))
        await_count(upper, 10)
    assert [(second, flags) for _, second, flags in before] == [
        (-60, 0), *((-50 + 5 * nth, DELAYED) for nth in range(7)), (-10, 0)
    ]  # fmt: skip
    assert kept(upper)[:-1] == before


def test_what_is_sent_on_the_slave_link_while_the_main_link_is_broken_is_kept(upper: Upper, fleet: Fleet) -> None:
    """The standard's rule: when one link breaks, all is sent on the other."""
    fleet.bus(PLATE)
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        lower.break_main()
        until(lambda: upper.state("main_since IS NULL AND slave_since IS NOT NULL"), "the main link alone to be gone")
        lower.send_on_slave(speaker.real_time(PLATE, Fix(NOW - 3)))
        await_count(upper, 1)


def test_a_plate_that_we_do_not_have_is_listed_and_nothing_is_kept_of_where_it_is(upper: Upper, fleet: Fleet) -> None:
    """A haulier's lorry; a car that has the bus's number in another colour. When the bus is added, its next report counts."""
    fleet.bus("苏G00001")
    speaker = Speaker(2019, 7)
    upper.platform(speaker)
    upper.ingest.start()
    listed = (
        "SELECT device, address, detail ->> 'plate', detail ->> 'colour', detail ->> 'platform', detail ->> 'sim' FROM"
    )
    listed += " unknown_device ORDER BY device"
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        terminal = b"".join(
            octets(text, size) for text, size in (("32070000001", 11), ("4403", 11), ("M8", 30), ("86", 15), ("T1", 30))
        )
        lower.send(
            speaker.vehicle(PLATE, 0x1201, terminal + octets("013912345678", 13)),
            speaker.real_time(PLATE, Fix(NOW - 9)),
            speaker.real_time("苏G00001", Fix(NOW - 9), colour=1),
            speaker.real_time("苏G00001", Fix(NOW - 8)),
        )
        await_count(upper, 1)
        until(lambda: len(upper.ingest.rows(listed)) == 2, "both to be listed")
        assert upper.ingest.rows(listed) == [
            ("p7-82CFG00001", "127.0.0.1", "苏G00001", "blue", "平台 7", None),
            ("p7-82CFG12345", "127.0.0.1", PLATE, "yellow", "平台 7", "013912345678"),
        ]
        until(lambda: lower.all_of(0x9200), "the registration to be answered")
        vehicle = fleet.bus(PLATE)

        def reported() -> bool:
            lower.send(speaker.real_time(PLATE, Fix(NOW - 1)))
            return upper.ingest.count() == 2

        until(reported, "its report to count")
        assert kept(upper)[1] == (f"p7-{vehicle}", -1, 0)
        until(lambda: len(upper.ingest.rows(listed)) == 1, "it to be listed no more")
    assert upper.ingest.parked() == {}


def test_a_stranger_that_an_officer_lets_in_is_the_vehicle_that_he_says(upper: Upper, fleet: Fleet) -> None:
    """A plate typed wrongly on the other side: the device that was adopted by hand is taken."""
    vehicle = fleet.bus("苏G00001")
    speaker = Speaker(2011, 7)
    upper.platform(speaker)
    with psycopg.connect(upper.ingest.database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO device (id, protocol, secret_hash) VALUES ('p7-82CFG0000I', 'jt809', '-')")
        connection.execute(
            "INSERT INTO binding (device_no, vehicle_id, during, rank) SELECT no, %s, '[2026-01-01,)', 100 FROM device",
            (vehicle,),
        )
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.send(speaker.real_time("苏G0000I", Fix(NOW - 9)))
        await_count(upper, 1)
    assert kept(upper) == [("p7-82CFG0000I", -9, 0)]
    assert upper.ingest.one("SELECT vehicle_id FROM position") == vehicle


def test_a_bus_with_a_device_of_its_own_is_judged_by_that_and_by_a_platform_only_while_it_is_silent(
    upper: Upper, fleet: Fleet
) -> None:
    """All positions are kept. Two platforms that report the same emergency make one finding of it, and none while the
    bus's own device speaks.
    """
    vehicle = fleet.bus(PLATE, "own-device")
    speakers = [Speaker(2011, 7), Speaker(2019, 8)]
    for speaker in speakers:
        upper.platform(speaker)
    upper.ingest.start()
    findings = "SELECT rule, vehicle_id, (extract(epoch FROM began) - %s)::int FROM finding WHERE rule = 'R38'"
    with upper.lower(speakers[0]) as first, upper.lower(speakers[1]) as second:
        first.log_in_until_welcome()
        second.log_in_until_welcome()
        send_tcp(upper.ingest.tcp_port, b"own-device\r\n" + rmc(NOW - 900) + b"\r\n")
        await_count(upper, 1)
        for nth, lower in enumerate((first, second), 2):
            lower.send(lower.speaker.real_time(PLATE, Fix(NOW - 890, alarm=1)))
            await_count(upper, nth)
        upper.ingest.ready()
        assert upper.ingest.rows(findings, NOW) == [], "its own device is not silent yet"
        for nth, lower in enumerate((first, second), 4):
            lower.send(lower.speaker.real_time(PLATE, Fix(NOW - 600, alarm=1)))
            await_count(upper, nth)
        upper.ingest.ready()
    assert upper.ingest.rows(findings, NOW) == [("R38", vehicle, -600)]
    assert [row[0] for row in kept(upper)] == ["own-device", *[f"p{code}-{vehicle}" for code in (7, 8)] * 2]


def test_a_database_that_cannot_bind_makes_the_link_wait_and_loses_nothing(upper: Upper, fleet: Fleet) -> None:
    """The first report of a bus waits for its device, and what follows waits behind it, in order."""
    vehicle = fleet.bus(PLATE)
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        with psycopg.connect(upper.ingest.database_url) as connection:
            connection.execute("LOCK TABLE binding IN EXCLUSIVE MODE")
            lower.send(*(speaker.real_time(PLATE, Fix(NOW - 20 + nth)) for nth in range(20)))
            waiting = "SELECT count(*) FROM pg_locks WHERE relation = 'binding'::regclass AND NOT granted"
            until(lambda: upper.ingest.one(waiting) == 1, "the binding to wait")
            connection.rollback()
        await_count(upper, 20)
    assert kept(upper) == [(f"p1001-{vehicle}", -20 + nth, 0) for nth in range(20)]


def test_what_cannot_be_read_is_parked_and_the_link_goes_on(upper: Upper, fleet: Fleet) -> None:
    """A wrong CRC, a message too long, one of a kind that we have no use for, a shifted place, a platform's own alarm."""
    fleet.bus(PLATE)
    speaker = Speaker(2019)
    upper.platform(speaker)
    upper.ingest.start()
    alarm = (
        b"32070000001" + number(2, 2) + number(int(NOW), 8) * 3 + octets(PLATE, 21) + b"\x02" + bytes(15)
        + number(2, 4) + b"ok"
    )  # fmt: skip
    wrong = bytearray(speaker.real_time(PLATE, Fix(NOW - 5)))
    wrong[12] ^= 1
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.send(
            bytes(wrong),
            speaker.message(0x1200, bytes(70_000)),
            speaker.message(0x1300, b"\x13\x02\x00\x00\x00\x00"),
            speaker.real_time(PLATE, Fix(NOW - 4, marked=1)),
            speaker.message(0x1400, number(0x1402, 2) + number(len(alarm), 4) + alarm),
            speaker.real_time(PLATE, Fix(NOW - 3)),
        )
        await_count(upper, 1)
        lower.send(speaker.vehicle(PLATE, 0x1207, bytes(16)))
        until(lambda: lower.all_of(0x9200), "a request for positions to be refused")
        assert lower.all_of(0x9200)[0].body[22:24] == b"\x92\x07"
    assert upper.ingest.parked() == {
        "bad_checksum": 1, "too_long": 1, "unsupported": 1, "shifted_position": 1, "platform_alarm": 1,
    }  # fmt: skip


def test_a_registration_of_our_bus_is_answered_in_2019_and_kept_with_its_device(upper: Upper, fleet: Fleet) -> None:
    """Who made the terminal, its model, its SIM card."""
    vehicle = fleet.bus(PLATE)
    speaker = Speaker(2019)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        fields = (("32070000001", 11), ("4403", 11), ("M8", 30), ("86", 15), ("t1", 30), ("013912345678", 13))
        lower.send(speaker.vehicle(PLATE, 0x1201, b"".join(octets(text, size) for text, size in fields)))
        until(lambda: lower.all_of(0x9200), "the answer")
        answer = lower.all_of(0x9200)[0]
        assert (answer.link, answer.body[:8], answer.body[-1]) == ("slave", bytes.fromhex("9201000000071201"), 1)
        said = "SELECT registration ->> 'model' FROM device WHERE id = %s"
        until(lambda: upper.ingest.rows(said, f"p1001-{vehicle}") == [("M8",)], "its registration to be kept")


def test_in_2011_a_platform_is_told_how_many_positions_are_stored(upper: Upper, fleet: Fleet) -> None:
    """Every ten thousand, on the slave link, after the commit (0x9101): the only word there is on positions."""
    plates = [f"苏G{number:05d}" for number in range(50)]
    for plate in plates:
        fleet.bus(plate)
    speaker = Speaker(2011)
    upper.platform(speaker)
    upper.ingest.start()
    with upper.lower(speaker) as lower:
        lower.log_in_until_welcome()
        lower.await_slave()
        for nth in range(40):
            fixes = [Fix(NOW - 201 + 5 * nth + each) for each in range(5)]
            lower.send(*(speaker.make_up(plate, *fixes) for plate in plates))
        until(lambda: lower.all_of(0x9101), f"the notice\n{upper.ingest.log.read_text()}")
        assert upper.ingest.count() == 10_000
        notice = lower.all_of(0x9101)[0]
        assert (notice.link, int.from_bytes(notice.body[:4]), len(notice.body)) == ("slave", 10_000, 20)


@pytest.mark.parametrize("edition", [2011, 2019])
def test_a_recording_replayed_as_a_lower_platform_ends_in_the_table(upper: Upper, fleet: Fleet, edition: int) -> None:
    """`schoolbus replay --through jt809`: it finds out which edition is agreed; the fixes are those of the recording."""
    vehicle = fleet.bus(PLATE)
    upper.platform(Speaker(edition, 7))
    upper.ingest.start()
    upper.ingest.ready()
    with pytest.raises(ConnectionError):
        OverJt809("127.0.0.1", upper.port, f"7:77:{PLATE}", "wrong")
    sender = OverJt809("127.0.0.1", upper.port, f"7:77:{PLATE}", "secret88")
    for second in (-9, -8):
        sender.send(rmc(NOW + second, 34.5, 119.25, 36.0))
    sender.send(b"$GPGSV,noise")
    sender.close()
    await_count(upper, 2)
    assert kept(upper) == [(f"p7-{vehicle}", -9, 0), (f"p7-{vehicle}", -8, 0)]
    where = "SELECT DISTINCT ST_X(geom), ST_Y(geom), round(speed_mps::numeric, 3)::float8 FROM position"
    assert upper.ingest.rows(where) == [(119.25, 34.5, 10.0)]
