"""Locations of both editions into columns, and whatever else comes, aside."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.fixes import Mark
from fleet.signals import Signal
from gps_ingest.decode.frames import decode
from gps_ingest.decode.jt809.header import Edition, Header, plain
from gps_ingest.decode.jt809.kinds import Kind
from gps_ingest.frames import Decoded, Frame, Stream
from tests.gps_ingest.jt809.wire import Fix, Speaker, number, octets

NOW = 1_795_505_400.0  # 2026-11-24 07:30:00 UTC
PLATE = octets("苏G12345", 21) + b"\x02"
EDITIONS = list(Edition)


def framed(body: bytes, edition: Edition, kind: int = Kind.UP_EXG_MSG, **more: Any) -> Frame:
    """A message as the door queues it."""
    raw = plain(Header(kind, 1, 1001), body, edition)
    given = {"received_s": NOW + 60, "start": edition.header_size, **more}
    return Frame("jt809", Stream(device="p1001-1", proven=True), raw, format="jt809", **given)


def said(sub: int, data: bytes) -> bytes:
    """The body of a vehicle's message."""
    return PLATE + number(sub, 2) + number(len(data), 4) + data


def one(edition: Edition, fix: Fix, **more: Any) -> Decoded:
    """What becomes of one real-time location."""
    return decode([framed(said(0x1202, Speaker(int(edition)).location(fix)), edition, **more)], knows=())


def reasons(decoded: Decoded) -> list[str]:
    """What was set aside, and why."""
    return [bad.reason for bad in decoded.bad]


def test_a_2011_location_made_by_hand_is_read_as_its_table_says() -> None:
    """19 July 2012, 15:15:15 GMT+8; 24.123456 N, 133.123456 E; 50 km/h, the recorder 51; 150 km; 45 degrees, 45 m; alarms 0, 8."""
    data = bytes.fromhex("00 13 07 07DC 0F0F0F 07EF4D80 01701840 0032 0033 00000096 002D 002D 00000003 00000101")
    decoded = decode([framed(said(0x1202, data), Edition.Y2011)], knows=())
    assert decoded.time_s.tolist() == [1_342_682_115.0]
    assert (decoded.lat.tolist(), decoded.lon.tolist()) == ([24.123456], [133.123456])
    assert decoded.speed_mps.tolist() == [pytest.approx(50 / 3.6)]
    assert (decoded.course_deg.tolist(), decoded.altitude_m.tolist()) == ([45.0], [45.0])
    assert (decoded.status.tolist(), decoded.alarm.tolist(), decoded.ignition.tolist()) == ([3], [0x101], [1])
    # its mileage and the recorder's speed as JT/T 808 says them: tenths of a kilometre, tenths of a km/h
    assert decoded.sources[0].items == bytes.fromhex("01 04 000005DC 03 02 01FE")


def test_a_2019_location_of_a_real_platform_is_read_as_its_terminal_sent_it() -> None:
    """Recorded and published: 32.353134 N, 121.357231 E, 22.4 km/h, 11:35:45 GMT+8; behind it one stray byte, no whole item."""
    data = bytes.fromhex(
        "00 0000001D 00040000 00481003 01EDAB6E 073BC3AF 0064 00E0 0000 250822113545 FF"
        "3000000000000000000000 00040000 0101010101010101010101 00000000 0000000000000000000000 00000000"
    )
    decoded = decode([framed(said(0x1202, data), Edition.Y2019)], knows=())
    assert decoded.time_s.tolist() == [1_755_833_745.0]
    assert (decoded.lat.tolist(), decoded.lon.tolist()) == ([32.353134], [121.357231])
    assert decoded.speed_mps.tolist() == [pytest.approx(22.4 / 3.6)]
    assert (decoded.alarm.tolist(), decoded.status.tolist()) == ([0x40000], [0x481003])
    assert decoded.sources[0].items == b"\xff"


@given(
    st.sampled_from(EDITIONS),
    st.builds(
        Fix,
        time_s=st.integers(946_684_800 - 8 * 3600, 1_795_505_400),
        lat=st.integers(1, 90_000_000).map(lambda millionths: millionths / 1e6),
        lon=st.integers(1, 180_000_000).map(lambda millionths: millionths / 1e6),
        kmh=st.integers(0, 299),
        course=st.integers(0, 359),
        alarm=st.integers(0, 2**32 - 1),
        status=st.integers(0, 2**32 - 1).map(lambda status: status & ~0b10_1110 | 2),
    ),
)
def test_any_location_is_read_as_it_was_written(edition: Edition, fix: Fix) -> None:
    """Both editions, in the north and the east; to the last digit."""
    decoded = one(edition, fix)
    assert len(decoded) == 1
    assert decoded.time_s[0] == fix.time_s
    assert (round(decoded.lat[0], 6), round(decoded.lon[0], 6)) == (fix.lat, fix.lon)
    assert decoded.speed_mps[0] == pytest.approx(fix.kmh / 3.6)
    assert (decoded.course_deg[0], decoded.altitude_m[0]) == (fix.course, 8)
    assert (decoded.alarm[0], decoded.status[0]) == (fix.alarm, fix.status)
    assert decoded.sources[0].device == "p1001-1"


@pytest.mark.parametrize("edition", EDITIONS)
def test_south_and_west_are_bits_of_the_status(edition: Edition) -> None:
    """As in JT/T 808."""
    decoded = one(edition, Fix(NOW, lat=33.5, lon=70.7, status=0b1111))
    assert (decoded.lat.tolist(), decoded.lon.tolist()) == ([-33.5], [-70.7])


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("fix", [Fix(NOW, marked=1), Fix(NOW, status=0b10_0011)])
def test_a_shifted_place_is_parked_and_never_drawn(edition: Edition, fix: Fix) -> None:
    """What went through the surveying bureau's plug-in lies some hundred metres off: it is no WGS-84 and judges nobody."""
    decoded = one(edition, fix)
    assert (len(decoded), reasons(decoded)) == (0, ["shifted_position"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_location_without_satellites_is_counted_and_not_kept(edition: Edition) -> None:
    """Bit 1 of the status: its place is the last one, or none."""
    decoded = one(edition, Fix(NOW, status=1))
    assert (len(decoded), decoded.no_fix, decoded.bad) == (0, 1, [])


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_emergency_without_satellites_counts_without_a_place(edition: Edition) -> None:
    """As one of a terminal that reports to us itself."""
    decoded = one(edition, Fix(NOW, status=1, alarm=1))
    assert (len(decoded), reasons(decoded)) == (1, ["no_fix"])
    assert decoded.flags[0] & Mark.PLACELESS
    assert decoded.signals[0] & Signal.SOS


@pytest.mark.parametrize("edition", EDITIONS)
def test_make_up_brings_its_locations_in_their_order(edition: Edition) -> None:
    """Up to five a message; each alone can be parked and read again, as a real-time one."""
    fixes = [Fix(NOW - 50 + 10 * nth, lat=34.7 + nth / 1000) for nth in range(4)] + [Fix(NOW, lat=95.0)]
    data = number(5, 1) + b"".join(map(Speaker(int(edition)).location, fixes))
    decoded = decode([framed(said(0x1203, data), edition, again=True)], knows=())
    assert decoded.time_s.tolist() == [fix.time_s for fix in fixes[:4]]
    assert decoded.flags.tolist() == [1] * 4, "delayed"
    assert reasons(decoded) == ["bad_position"]
    frame = Frame("jt809", Stream(device="p1001-1"), decoded.bad[0].raw, NOW, format="jt809")
    again = decode([frame], knows=())
    assert (reasons(again), again.bad[0].raw) == (["bad_position"], decoded.bad[0].raw)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_kept_message_is_read_again_without_being_told_its_edition(edition: Edition) -> None:
    """Only one of the two headers makes its lengths fit."""
    first = one(edition, Fix(NOW))
    again = one(edition, Fix(NOW), start=0)
    assert again.time_s.tolist() == first.time_s.tolist() == [NOW]
    noise = decode([framed(b"no vehicle", edition, start=0)], knows=())
    assert reasons(noise) == ["bad_length"]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("cut", [1, 20])
def test_a_location_that_is_not_whole_is_parked(edition: Edition, cut: int) -> None:
    """What is before it in the same message is kept."""
    location = Speaker(int(edition)).location(Fix(NOW))
    alone = decode([framed(said(0x1202, location[:-cut]), edition)], knows=())
    assert reasons(alone) == ["bad_length"]
    empty = decode([framed(said(0x1203, b""), edition)], knows=())
    assert (len(empty), reasons(empty)) == (0, ["bad_length"])


def test_a_date_that_is_none_is_parked() -> None:
    """The 31st of February, the 25th hour, the year 1999."""
    for change in ({1: 31, 2: 2}, {5: 25}, {3: 7, 4: 207}, {1: 200}):
        data = bytearray(Fix(NOW).of_2011())
        for at, value in change.items():
            data[at] = value
        assert reasons(decode([framed(said(0x1202, bytes(data)), Edition.Y2011)], knows=())) == ["bad_time"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_platforms_own_alarm_is_set_aside_with_what_it_says(edition: Edition) -> None:
    """Alarms of the terminal come with its locations; what the platform itself found is shown to whoever looks."""
    text = "疲劳".encode("gbk")
    if edition == Edition.Y2011:
        data = b"\x01" + number(2, 2) + number(int(NOW), 8) + number(1, 4) + number(len(text), 4) + text
        body = said(0x1402, data)
    else:
        data = b"32070000001" + number(2, 2) + number(int(NOW), 8) * 3 + PLATE + bytes(15) + number(len(text), 4) + text
        body = number(0x1402, 2) + number(len(data), 4) + data
    decoded = decode([framed(body, edition, kind=Kind.UP_WARN_MSG)], knows=())
    assert reasons(decoded) == ["platform_alarm"]
    assert decoded.bad[0].detail == "苏G12345 0x0002 2026-11-24T07:30:00Z 疲劳"


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_we_have_no_use_for_is_parked_with_its_number(edition: Edition) -> None:
    """A driver's card, a way bill, an answer to a question nobody asked: kept raw."""
    card = decode([framed(said(0x120C, b"card"), edition)], knows=())
    assert (reasons(card), card.bad[0].detail) == (["unsupported"], "0x120C")
    answer = decode([framed(b"\x13\x01", edition, kind=0x1300)], knows=())
    assert (reasons(answer), answer.bad[0].detail) == (["unsupported"], "0x1300")


def test_messages_of_both_editions_and_nmea_in_one_batch_keep_their_order() -> None:
    """Order of arrival is what decides what is delayed."""
    frames = [
        framed(said(0x1202, Speaker(edition).location(Fix(NOW + nth))), Edition(edition))
        for nth, edition in enumerate((2019, 2011, 2011, 2019))
    ]
    assert decode(frames, knows=()).time_s.tolist() == [NOW, NOW + 1, NOW + 2, NOW + 3]


def test_what_the_door_cannot_read_is_parked_under_its_reason() -> None:
    """A frame too long, a wrong CRC."""
    frame = framed(b"x", Edition.Y2011, unreadable="too_long", size=100_000)
    decoded = decode([frame], knows=())
    assert (reasons(decoded), decoded.bad[0].size) == (["too_long"], 100_000)
