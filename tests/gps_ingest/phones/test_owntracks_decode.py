"""OwnTracks: what its booklet says of a location, reckoned by hand, and anything at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.fixes import Mark
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Frame, Stream
from tests.gps_ingest.phones.conftest import NOW, decoded, fix, parked


def location(**fields: Any) -> bytes:
    """A location as an app publishes it."""
    return json.dumps({"_type": "location", "lat": 34.72, "lon": 119.38, "tst": int(NOW)} | fields).encode()


def test_a_location_is_read_in_the_units_of_the_booklet() -> None:
    """km/h, degrees, metres, seconds since 1970."""
    found = fix(decoded("owntracks", location(vel=54, cog=271, alt=13, acc=8, batt=41, tid="JJ", t="u", conn="m")))
    assert found["time_s"] == NOW
    assert (found["lat"], found["lon"], found["speed_mps"], found["course_deg"], found["altitude_m"]) == (
        34.72,
        119.38,
        15.0,
        271,
        13,
    )
    assert found["flags"] == 0


def test_what_is_zero_is_left_out_and_a_rough_place_is_marked() -> None:
    """No `vel` is a standing bus (the booklet: only added if not zero); -1 is an iPhone's "not known"."""
    assert fix(decoded("owntracks", location()))["speed_mps"] == 0
    assert fix(decoded("owntracks", location(vel=-1, cog=-1)))["speed_mps"] == 0
    assert fix(decoded("owntracks", location(acc=165)))["flags"] == Mark.ESTIMATED
    assert fix(decoded("owntracks", location(ign=True)))["ignition"] == 1


@pytest.mark.parametrize(
    "raw",
    [b"", b'{"_type":"lwt","tst":1795505400}', b'{"_type":"transition","event":"enter","lat":1,"lon":2,"tst":1795505400}',
     b'{"_type":"waypoint","desc":"school"}', b'{"_type":"card","name":"x"}'],
)  # fmt: skip
def test_other_messages_of_the_app_are_counted_and_not_parked(raw: bytes) -> None:
    """A last will, a region entered, a waypoint, a card: no positions, and no faults."""
    result = decoded("owntracks", raw)
    assert (len(result), parked(result), result.no_fix) == (0, [], 1)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"hello", "not_json"), (b"[1]", "not_json"), (b"{}", "empty_field"), (b'{"_type":5}', "empty_field"),
        (b'{"_type":"encrypted","data":"AAAA"}', "encrypted"), (location(lat="x"), "bad_field"),
        (location(lat=None), "empty_field"),
        (location(lon=181), "bad_position"), (location(lat=0, lon=0), "no_position"), (location(tst="?"), "bad_time"),
        (location(tst=int(NOW) + 301), "future"), (location(vel=301), "too_fast"), (location(vel="x"), "bad_field"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_parked_with_its_reason(raw: bytes, reason: str) -> None:
    """An encrypted location too: a telephone that is set up so would else never appear, and nobody know why."""
    result = decoded("owntracks", raw)
    assert len(result) == 0
    assert [bad.reason for bad in result.bad] == [reason]


@given(
    st.lists(
        st.binary(max_size=200)
        | st.fixed_dictionaries(
            {"_type": st.sampled_from(["location", "lwt", 5, None])},
            optional={
                name: st.none()
                | st.booleans()
                | st.floats()
                | st.integers()
                | st.text(max_size=5)
                | st.lists(st.none(), max_size=2)
                for name in ("lat", "lon", "tst", "vel", "cog", "alt", "acc", "ign")
            },
        ).map(lambda value: json.dumps(value).encode()),
        max_size=5,
    )
)
def test_nothing_is_raised_whatever_the_bytes(raws: list[bytes]) -> None:
    """Each message ends as one fix, as one parked, or as one of another kind."""
    stream = Stream(device="phone-01", proven=True)
    result = decode([Frame("mqtt", stream, raw, NOW, format="owntracks") for raw in raws], knows=())
    assert len(result) + len(result.bad) + result.no_fix == len(raws)
