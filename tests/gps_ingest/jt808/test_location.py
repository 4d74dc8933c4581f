"""Location reports as columns: the vectors of the domain reference, and equal to the second decoder on anything."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.jt808.fields import times
from gps_ingest.decode.jt808.header import read
from gps_ingest.decode.jt808.location import Locations, locations
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import one, recorded

FIRST = bytes.fromhex(
    "7E0200002612345678901200 7D02 000000010000000200BA7F0E07E4F11C0028003C0000181015101010 010400000064 0202007D01 13 7E"
)


def utc(text: str) -> float:
    """A moment of China's clock."""
    return datetime.fromisoformat(text + "+08:00").astimezone(UTC).timestamp()


def test_the_first_vector_is_read_field_by_field() -> None:
    """Two escapes, the emergency button, 12.222222 N 132.444444 E, 40 m, 6 km/h."""
    header, body = read(one(FIRST))
    assert header.serial == 0x007E
    said = locations([body])
    assert said.alarm.tolist() == [1]
    assert said.status.tolist() == [2]
    assert said.located.tolist() == [True]
    assert (said.lat[0], said.lon[0]) == (12.222222, 132.444444)
    assert (said.altitude_m[0], said.course_deg[0]) == (40, 0)
    assert said.speed_mps[0] == pytest.approx(6 / 3.6)
    assert said.time_s[0] == utc("2018-10-15T10:10:10")
    assert said.items == [bytes.fromhex("0104000000640202007D")]
    assert (said.satellites[0], said.warnings[0], said.bad) == (-1, 0, {})


def test_south_and_west_are_negative() -> None:
    """Bits 2 and 3 of the status."""
    body = bytearray(read(one(FIRST))[1])
    body[7] = 0b1110
    said = locations([bytes(body)])
    assert (said.lat[0], said.lon[0]) == (-12.222222, -132.444444)


def test_a_course_past_359_is_none_and_an_altitude_may_be_below_the_sea() -> None:
    """360 is no direction of the standard."""
    body = bytearray(read(one(FIRST))[1])
    body[16:18], body[20:22] = (-3 & 0xFFFF).to_bytes(2), (360).to_bytes(2)
    said = locations([bytes(body)])
    assert said.altitude_m[0] == -3
    assert math.isnan(said.course_deg[0])


def test_no_reports_are_no_rows() -> None:
    """A batch may hold none."""
    said = locations([])
    assert (len(said), len(said.lat), len(said.warnings)) == (0, 0, 0)


def test_a_report_that_is_too_short_hurts_no_neighbour() -> None:
    """Its row says nothing, and why."""
    body = read(one(FIRST))[1]
    said = locations([body, body[:27], b"", body])
    assert said.bad == {1: "bad_length", 2: "bad_length"}
    assert said.lat.tolist()[::3] == [12.222222, 12.222222]
    for column in (said.lat, said.lon, said.altitude_m, said.speed_mps, said.course_deg, said.time_s):
        assert all(math.isnan(value) for value in column[1:3])
    assert said.alarm.tolist() == [1, 0, 0, 1]
    assert said.located.tolist() == [True, False, False, True]


def test_a_clock_that_tells_no_time_spoils_only_the_time() -> None:
    """The emergency button of a terminal with a broken clock still counts."""
    body = bytearray(read(one(FIRST))[1])
    body[22:28] = bytes.fromhex("181315101010")
    said = locations([bytes(body)])
    assert said.bad == {0: "bad_time"}
    assert math.isnan(said.time_s[0])
    assert (said.alarm[0], said.lat[0]) == (1, 12.222222)


def test_every_day_of_the_century_is_told_as_the_calendar_tells_it() -> None:
    """2000 to 2099, and the days that are none: 0, 30 February, 31 April, month 13."""
    days = [bytes.fromhex(f"{y:02d}{m:02d}{d:02d}081502") for y in range(100) for m in range(14) for d in range(33)]
    said = times(np.frombuffer(b"".join(days), np.uint8).reshape(-1, 6))
    assert [none_or(value) for value in said.tolist()] == [second.moment(day) for day in days]
    assert np.isfinite(said).sum() == 36_525


def same(said: Locations, bodies: list[bytes]) -> None:
    """Every row is what the second decoder says of it alone."""
    assert len(said) == len(bodies)
    for row, body in enumerate(bodies):
        try:
            expected = second.location(body)
        except second.WrongError:
            assert said.bad[row] == "bad_length"
            continue
        assert [bit for bit in range(64) if int(said.alarm[row]) >> bit & 1] == expected["alarm"]
        assert [bit for bit in range(64) if int(said.status[row]) >> bit & 1] == expected["status"]
        assert bool(said.located[row]) == expected["located"]
        assert (said.lat[row], said.lon[row]) == (expected["lat"], expected["lon"])
        assert said.altitude_m[row] == expected["altitude"]
        assert said.speed_mps[row] == pytest.approx(expected["kmh"] / 3.6)
        assert none_or(said.course_deg[row]) == expected["course"]
        assert none_or(said.time_s[row]) == expected["time"]
        assert (row in said.bad) == (expected["time"] is None)
        assert said.satellites[row] == (-1 if expected["satellites"] is None else expected["satellites"])
        assert said.items[row] == expected["items"]


def none_or(value: float) -> float | None:
    return None if math.isnan(value) else value


digit = st.one_of(st.integers(0, 9), st.integers(0, 9), st.integers(0, 15))
nonsense = st.lists(st.tuples(digit, digit).map(lambda pair: pair[0] * 16 + pair[1]), min_size=6, max_size=6).map(bytes)
clocks = st.integers(int(utc("2000-01-01")), int(utc("2099-12-31"))).map(
    lambda time_s: bytes.fromhex(f"{datetime.fromtimestamp(time_s + 8 * 3600, UTC):%y%m%d%H%M%S}")
)
near_month_ends = st.builds(
    lambda year, month, day, second_: bytes.fromhex(f"{year:02d}{month:02d}{day:02d}2359{second_:02d}"),
    st.integers(0, 99), st.integers(0, 13), st.integers(27, 32), st.integers(57, 62),
)  # fmt: skip
tails = st.lists(
    st.tuples(st.sampled_from([0x01, 0x14, 0x18, 0x25, 0x31, 0x31, 0x64, 0xE1]), st.binary(max_size=6)), max_size=4
).map(lambda pairs: b"".join(bytes([id_, len(value)]) + value for id_, value in pairs))
reports = st.builds(
    lambda front, clock, tail: front + clock + tail,
    st.binary(min_size=22, max_size=22),
    st.one_of(clocks, nonsense, near_month_ends),
    st.one_of(tails, st.binary(max_size=20), st.tuples(tails, st.binary(max_size=5)).map(b"".join)),
)


@given(st.lists(st.one_of(reports, reports, reports, st.binary(max_size=40)), max_size=12))
def test_many_reports_at_once_are_what_each_is_alone(bodies: list[bytes]) -> None:
    """Whatever the bytes, also where the time is nonsense and the items are cut off."""
    same(locations(bodies), bodies)


def test_recorded_reports_are_what_each_is_alone() -> None:
    """Every 0x0200 that someone else recorded."""
    bodies = [read(one(row.raw))[1] for row in recorded() if row.id == 0x0200]
    assert len(bodies) == 29
    same(locations(bodies), bodies)
