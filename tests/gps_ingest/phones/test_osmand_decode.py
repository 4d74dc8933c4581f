"""The OsmAnd protocol: cases of Traccar's own documentation and tests, reckoned by hand, and anything at all."""

import json
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.fixes import Mark
from fleet.signals import Signal
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Frame, Stream
from tests.gps_ingest.phones.conftest import NOW, decoded, fix, parked

KNOT_MPS = 0.514444  # 1852 m / 3600 s
IPHONE = {
    "location": {
        "extras": {}, "mock": True, "is_moving": False, "age": 188, "odometer": 0, "event": "motionchange",
        "coords": {
            "speed_accuracy": -1, "speed": -1, "longitude": -122.406417, "ellipsoidal_altitude": 0, "floor": None,
            "heading_accuracy": -1, "latitude": 37.785834, "accuracy": 5, "altitude_accuracy": -1, "altitude": 0,
            "heading": -1,
        },
        "battery": {"level": -1, "is_charging": False}, "activity": {"type": "unknown", "confidence": 100},
        "timestamp": "2025-05-09T04:11:30.579Z",
    },
    "device_id": "658765",
}  # fmt: skip
ANDROID = {
    "location": {
        "event": "motionchange", "is_moving": False, "uuid": "0e9a2473", "timestamp": "2021-07-21T08:06:34.444Z",
        "odometer": 0, "activity": {"type": "still", "confidence": 100}, "extras": {},
        "coords": {
            "latitude": -6.1148096, "longitude": 106.6837015, "accuracy": 3.8, "speed": 18.67, "speed_accuracy": 0.26,
            "heading": 63, "heading_accuracy": 0.28, "altitude": 35.7, "altitude_accuracy": 3.8,
        },
        "battery": {"is_charging": False, "level": 0.79},
    },
    "device_id": "8737767034",
}  # fmt: skip


def query(**fields: Any) -> bytes:
    """A report with time and place, and what else is given; None leaves a field out."""
    good = {"id": "phone-01", "timestamp": int(NOW), "lat": 34.72, "lon": 119.38}
    return urlencode({name: value for name, value in (good | fields).items() if value is not None}).encode()


@pytest.mark.parametrize(
    ("raw", "device", "expected"),
    [
        # 2016-01-27T18:55:47Z is 16,827 days, 18 h 55 min 47 s after 1970
        (
            b"id=902064&lat=42.06288&lon=-88.23412&timestamp=2016-01-27T18%3A55%3A47Z&hdop=6.0&altitude=224.0&speed=0.0",
            "902064",
            {"time_s": 16_827 * 86_400.0 + 68_147, "lat": 42.06288, "lon": -88.23412, "hdop": 6.0, "altitude_m": 224.0,
             "speed_mps": 0.0, "course_deg": None},
        ),
        (
            b"id=902064&lat=42.06288&lon=-88.23412&timestamp=1442068686579&hdop=6.0&altitude=224.0&speed=0.0",
            "902064",
            {"time_s": 1_442_068_686.579},
        ),
        # a date and time as people write them, in UTC: 2014-06-04 is day 16,225
        (
            b"lat=49.60688&lon=6.15788&timestamp=2014-06-04+09%3A10%3A11&altitude=384.7&speed=0.0&id=353861053849681",
            "353861053849681",
            {"time_s": 16_225 * 86_400.0 + 33_011, "altitude_m": 384.7},
        ),
        (b"id=123456&timestamp=1377177267&location=60.0,30.0", "123456", {"lat": 60.0, "lon": 30.0, "speed_mps": 0.0}),
        # 40 knots are 40 * 1852 / 3600 m/s
        (
            b"id=123456789012345&timestamp=1504763810&lat=40.72329&lon=-74.00614&bearing=7.198898&speed=40&ignition=true&rpm=933",
            "123456789012345",
            {"speed_mps": 20.5777778, "course_deg": 7.198898, "ignition": 1},
        ),
        # without a time it is of now
        (
            b"lat=60.0&lon=30.0&speed=0.0&heading=5.0&vacc=0&hacc=0&altitude=0&deviceid=123456",
            "123456",
            {"time_s": NOW, "course_deg": 5.0},
        ),
        (query(timestamp="2026-11-24T15:30:00+08:00"), "phone-01", {"time_s": NOW}),
        # a plus that nobody escaped is a blank
        (b"timestamp=2026-11-24T15:29:59+08:00&lat=1&lon=2", "phone-01", {"time_s": NOW - 1}),
        (query(speed_mps="10"), "phone-01", {"speed_mps": 10.0}),
        (query(speed_kmh="36"), "phone-01", {"speed_mps": 10.0}),
        (query(sat=9, ignition=0, charge="true", batt=87), "phone-01", {"satellites": 9, "ignition": 0}),
        (query(speed="-1", bearing="-1", altitude="x"), "phone-01",
         {"speed_mps": 0.0, "course_deg": None, "altitude_m": None}),
        (query(accuracy=100), "phone-01", {"flags": 0}),
        (query(accuracy=1500), "phone-01", {"flags": int(Mark.ESTIMATED)}),
    ],
)  # fmt: skip
def test_a_query_is_read_as_traccar_reads_it(raw: bytes, device: str, expected: dict[str, Any]) -> None:
    """Time in seconds, milliseconds or words, speed in knots, course by either name; what is not said is not known."""
    result = decoded("osmand", raw, device=device)
    assert parked(result) == []
    found = fix(result)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_the_traccar_client_s_json_says_metres_a_second_and_minus_one_for_unknown() -> None:
    """Two of Traccar's own examples; a place that a test tool made up is marked as told, not received."""
    made_up = fix(decoded("osmand", json.dumps(IPHONE).encode(), device="658765"))
    assert made_up["time_s"] == pytest.approx(1_746_763_890.579)  # 2025-05-09, day 20,217
    assert (made_up["lat"], made_up["lon"], made_up["speed_mps"], made_up["course_deg"]) == (
        37.785834,
        -122.406417,
        0,
        None,
    )
    assert made_up["flags"] == Mark.ESTIMATED | Mark.ABROAD
    real = fix(decoded("osmand", json.dumps(ANDROID).encode(), device="8737767034"))
    assert real["time_s"] == pytest.approx(1_626_854_794.444)  # 2021-07-21, day 18,829
    assert (real["speed_mps"], real["course_deg"], real["altitude_m"], real["flags"]) == (18.67, 63, 35.7, Mark.ABROAD)


def test_locations_in_a_row_are_as_many_fixes_and_a_bad_one_harms_no_neighbour() -> None:
    """A telephone that was offline sends what it has kept in one request; each is parked or kept for itself."""
    one = ANDROID["location"]
    broken = {"timestamp": "2021-07-21T08:06:35Z", "coords": {"latitude": "north", "longitude": 106.6}}
    nowhere = {"timestamp": "2021-07-21T08:06:36Z", "event": "heartbeat"}
    raw = json.dumps({"location": [one, broken, nowhere, one], "device_id": "8737767034"}).encode()
    result = decoded("osmand", raw, device="8737767034")
    assert len(result) == 2
    assert result.no_fix == 1
    assert parked(result) == [("bad_field", "latitude: north")]
    assert json.loads(result.bad[0].raw) == broken | {"device_id": "8737767034"}


def test_flat_json_has_the_names_and_units_of_a_query() -> None:
    """The library that Traccar Client is moving to: an array of flat reports, knots, seconds."""
    report = {"id": "phone-01", "lat": 34.7, "lon": 119.4, "timestamp": int(NOW), "speed": 19.44, "bearing": 90.0,
              "batt": 80, "charge": False, "alarm": "sos"}  # fmt: skip
    result = decoded("osmand", json.dumps([report, report | {"alarm": None, "timestamp": int(NOW) - 1}]).encode())
    assert result.speed_mps.tolist() == pytest.approx([19.44 * KNOT_MPS] * 2, rel=1e-5)
    assert result.signals.tolist() == [Signal.SOS, 0]
    assert result.time_s.tolist() == [NOW, NOW - 1]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (query(lat="abc"), ("bad_field", "lat: abc")),
        (query(lat=None), ("empty_field", "lat")),
        (query(lat="nan"), ("bad_field", "lat: nan")),
        (query(lat="1_0"), ("bad_field", "lat: 1_0")),
        (query(lon="٣"), ("bad_field", "lon: ٣")),
        (query(lat="\x00"), ("bad_field", "lat: \ufffd")),
        (query(lat=91), ("bad_position", "")),
        (query(lat=0, lon=0), ("no_position", "")),
        (query(timestamp="yesterday"), ("bad_time", "yesterday")),
        (query(timestamp=0), ("bad_time", "0")),
        (query(timestamp=int(NOW) + 301), ("future", "")),
        (query(speed=163), ("too_fast", "")),  # 301.9 km/h
        (query(speed="fast"), ("bad_field", "speed: fast")),
        (query(id="phone-02"), ("bad_identity", "phone-02")),
        (query(location="60.0"), ("bad_field", "location: 60.0")),
        (b"id=phone-01", ("empty_field", "lat")),
        (b"", ("empty_field", "lat")),
        (b'{"location": ', ("not_json", "unexpected end of data: line 1 column 14 (char 13)")),
        (b'{"location": 5, "device_id": "phone-01"}', ("bad_field", "location: 5")),
        (b'{"location": {"timestamp": [], "coords": {"latitude": 1, "longitude": 2}}}', ("bad_time", "list")),
        (b'{"location": {"timestamp": 1795505400, "coords": {"latitude": true, "longitude": 2}}}',
         ("bad_field", "latitude: True")),
        (b"&".join([b"a=1"] * 200), ("bad_field", "more than 100 fields")),
        (json.dumps({"location": [1] * 2001}).encode(), ("too_long", "2001 reports")),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_parked_with_its_reason(raw: bytes, reason: tuple[str, str]) -> None:
    """Each with a word that the page knows, and what was wrong."""
    result = decoded("osmand", raw)
    assert len(result) == 0
    assert parked(result) == [reason]


@pytest.mark.parametrize(
    "raw", [query(valid="false"), query(valid=0), query(lat=None, lon=None), b"id=phone-01&timestamp=1&batt=9"]
)
def test_a_telephone_that_says_it_has_no_place_is_counted_and_nothing_is_parked(raw: bytes) -> None:
    """It is alive; that is all. Were it parked or refused, it would send the same for ever."""
    result = decoded("osmand", raw)
    assert (len(result), parked(result), result.no_fix) == (0, [], 1)


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=300),
            st.text(max_size=200).map(lambda text: f"lat={quote_plus(text)}&lon=1&timestamp={text}".encode("utf-8", "replace")),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
                lambda inner: st.lists(inner, max_size=4)
                | st.dictionaries(
                    st.sampled_from(["location", "coords", "latitude", "longitude", "timestamp", "speed", "lat", "lon", "id",
                                     "device_id", "valid", "alarm", "sat", "mock", "accuracy", "heading", "ignition"]),
                    inner, max_size=6),
                max_leaves=30,
            ).map(lambda value: json.dumps(value).encode()),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_nothing_is_raised_whatever_the_bytes(raws: list[bytes]) -> None:
    """Every request ends as fixes, as something parked, or as one that says it has no place."""
    frames = [Frame("osmand", Stream(device="phone-01", proven=True), raw, NOW, format="osmand") for raw in raws]
    result = decode(frames, knows=())
    assert len(result) + len(result.bad) + result.no_fix >= len([raw for raw in raws if _has_reports(raw)])
    assert all("\x00" not in bad.detail for bad in result.bad)


def _has_reports(raw: bytes) -> bool:
    """An empty list holds none."""
    return raw.strip() != b"[]" and b'"location": []' not in raw


def test_json_nested_as_deep_as_can_be_is_parked() -> None:
    """No depth of nesting gets the better of the reader."""
    for depth in (200, 300, 1000, 5000, 50_000):
        deep = b"[" * depth + b"]" * depth
        assert len(decoded("osmand", b'{"location": [' + deep + b"]}").bad) == 1
        assert len(decoded("osmand", b'{"location": {"timestamp": 1, "coords": {"latitude": ' + deep + b"}}}").bad) == 1
