"""The additional items of a location report: in plain units, and what they warn of."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.signals import Signal
from gps_ingest.decode.jt808.details import details
from gps_ingest.decode.jt808.header import read
from gps_ingest.decode.jt808.items import glance, items, tyres, warnings
from gps_ingest.decode.jt808.location import BASIC, locations
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import one, recorded

BASE = bytes.fromhex("28 0064 01DFDA0A 073D70C4 241128095921 0401") + bytes(16)  # what all active safety items end with


def item(id_: int, value: bytes) -> bytes:
    return bytes([id_, len(value)]) + value


def safety(id_: int, state: int, type_: int) -> bytes:
    """An active safety item of the Jiangsu layout."""
    middle = bytes([1, 0, 0, 0, 0, 0]) if id_ in {0x64, 0x65} else b""
    return item(id_, bytes.fromhex("00000009") + bytes([state, type_]) + middle + BASE)


def tyre(*alarms: int) -> bytes:
    """Item 0x66 with a tyre for each of the alarm words."""
    each = [bytes([nth]) + word.to_bytes(2) + bytes.fromhex("0320 0028 0064") for nth, word in enumerate(alarms)]
    return item(0x66, bytes.fromhex("00000009 01") + BASE + bytes([len(alarms)]) + b"".join(each))


def test_a_real_report_is_told_in_plain_units() -> None:
    """A lock maker's sample (Huabao): standard items, and two of its own that stay as they are."""
    raw = bytes.fromhex(
        "7E0200005200200260432300A4000200 00000C00020158B91B06CB7061004600 00005921092216375801040000000103"
        "0200002504000000013001113101 10E30100D51B02200260432327959378616000122000001234279593786158001286 7E"
    )
    header, body = read(one(raw))
    said = locations([body])
    assert (header.phone, said.lat[0], said.lon[0], said.altitude_m[0]) == ("2002604323", 22.591771, 113.995873, 70)
    assert (said.alarm[0], said.status[0], said.course_deg[0], said.satellites[0]) == (0x20000, 0xC0002, 89, 16)
    assert details(body[BASIC:]) == {
        "mileage_km": 0.1,
        "recorder_kmh": 0.0,
        "vehicle": ["low_beam"],
        "signal_strength": 17,
        "satellites": 16,
        "other": {"e3": "00", "d5": body[-27:].hex()},
    }


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("01 04 00000064", {"mileage_km": 10.0}),
        ("02 02 007D", {"fuel_l": 12.5}),
        ("03 02 0258", {"recorder_kmh": 60.0}),
        ("04 02 0007", {"alarm_to_confirm": 7}),
        ("11 01 00", {"overspeed": {"place": "none"}}),
        ("11 05 04 00000009", {"overspeed": {"place": "section", "area_id": 9}}),
        ("12 06 01 00000009 01", {"in_out": {"place": "circle", "area_id": 9, "direction": "out"}}),
        ("13 07 00000009 003C 00", {"section_time": {"section_id": 9, "seconds": 60, "result": "short"}}),
        ("14 04 00000031", {"video": ["signal_lost", "overload", "abnormal_driving"]}),
        ("15 04 80000001", {"video_lost": [1, 32]}),
        ("16 04 00000002", {"video_covered": [2]}),
        ("17 02 8001", {"storage_fault": [1, 16]}),
        ("18 02 0006", {"behaviour": ["telephone", "smoking"]}),
        ("18 03 0001 09", {"behaviour": ["fatigue"]}),
        ("25 04 00004014", {"vehicle": ["right_turn", "brake", "clutch"]}),
        ("25 04 00008000", {"vehicle": ["bit 15"]}),
        ("2A 02 0003", {"io": ["deep_sleep", "sleep"]}),
        ("2B 04 00020001", {"analog": [1, 2]}),
        ("30 01 1F", {"signal_strength": 31}),
        ("31 01 0C", {"satellites": 12}),
        ("01 02 0064", {"other": {"01": "0064"}}),
        ("E1 02 0064", {"other": {"e1": "0064"}}),
        ("31 01 0C 01 04 0000", {"satellites": 12, "rest": "01040000"}),
        ("31", {"rest": "31"}),
        ("", {}),
    ],
)
def test_each_item_is_told_in_its_unit(raw: str, told: dict[str, object]) -> None:
    """As the standard's tables say; what has another length, is a maker's own or is cut off stays hex."""
    assert details(bytes.fromhex(raw)) == told


def test_active_safety_items_are_told_each_with_its_state() -> None:
    """What began, what ended, which tyre."""
    raw = safety(0x64, 1, 2) + safety(0x65, 2, 1) + safety(0x67, 0, 3) + tyre(2)
    assert details(raw)["active_safety"] == [
        {"system": "driving", "alarm_id": 9, "state": "began", "type": 2, "level": 1},
        {"system": "driver", "alarm_id": 9, "state": "ended", "type": 1, "level": 1},
        {"system": "blind_spot", "alarm_id": 9, "state": "event", "type": 3},
        {
            "system": "tyre", "alarm_id": 9, "state": "began",
            "tyres": [{"position": 0, "alarms": 2, "pressure_kpa": 800, "temperature_c": 40, "battery_percent": 100}],
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "type_", "signal"),
    [
        (0x64, 1, Signal.FORWARD_COLLISION), (0x64, 2, Signal.LANE_DEPARTURE), (0x64, 3, Signal.TOO_CLOSE),
        (0x64, 4, Signal.PEDESTRIAN), (0x64, 5, 0), (0x64, 16, 0), (0x65, 1, Signal.FATIGUE), (0x65, 2, Signal.TELEPHONE),
        (0x65, 3, Signal.SMOKING), (0x65, 4, Signal.DISTRACTION), (0x65, 5, Signal.DRIVER_ABNORMAL), (0x65, 17, 0),
        (0x67, 1, Signal.BLIND_SPOT), (0x67, 2, Signal.BLIND_SPOT), (0x67, 3, Signal.BLIND_SPOT), (0x67, 9, 0),
    ],
)  # fmt: skip
def test_an_active_safety_item_warns_until_it_says_ended(id_: int, type_: int, signal: int) -> None:
    """States 0 (an event) and 1 (began) warn, 2 (ended) does not; unknown types warn of nothing."""
    assert warnings(safety(id_, 0, type_)) == warnings(safety(id_, 1, type_)) == signal
    assert warnings(safety(id_, 2, type_)) == 0


def test_a_tyre_warns_by_its_bits_and_not_by_its_regular_report() -> None:
    """Bit 0 says only that it is time; a list that does not fit says nothing."""
    assert warnings(tyre(0x0001, 0x0001)) == warnings(tyre(0x0000)) == warnings(tyre()) == 0
    assert warnings(tyre(0x0001, 0x0004)) == Signal.TYRE
    cut = tyre(0x0004)[2:-1]
    assert (tyres(cut), warnings(item(0x66, cut))) == ([], 0)


def test_the_cameras_of_jt_1078_warn_too() -> None:
    """More people than seats; a driver who is tired, telephones or smokes."""
    assert warnings(bytes.fromhex("14 04 00000010")) == Signal.OVERLOAD
    assert warnings(bytes.fromhex("14 04 FFFFFFEF")) == 0
    assert warnings(bytes.fromhex("18 02 0005")) == Signal.FATIGUE | Signal.SMOKING
    assert warnings(bytes.fromhex("18 03 0002 09")) == Signal.TELEPHONE


def test_warnings_of_several_items_add_up() -> None:
    """And other items between them change nothing."""
    raw = safety(0x64, 1, 1) + bytes.fromhex("31010C") + safety(0x65, 1, 2) + safety(0x65, 2, 3)
    assert glance(raw) == (12, Signal.FORWARD_COLLISION | Signal.TELEPHONE)


IDS = [*range(0x01, 0x06), *range(0x11, 0x19), 0x25, 0x2A, 0x2B, 0x30, 0x31, *range(0x64, 0x68)]
standard = st.tuples(
    st.sampled_from(IDS), st.one_of(st.binary(max_size=8), st.binary(min_size=35, max_size=60))
).map(lambda pair: item(*pair))  # fmt: skip


@given(st.lists(st.one_of(standard, st.binary(max_size=5)), max_size=6).map(b"".join))
def test_no_bytes_make_the_items_stumble(raw: bytes) -> None:
    """They are split as the second decoder splits them, and told as JSON can carry it."""
    assert list(items(raw)) == second.items(raw)
    told = details(raw)
    assert json.loads(json.dumps(told)) == told
    known = int(sum(Signal))
    assert warnings(raw) & ~known == 0


def test_recorded_items_are_told_to_their_end() -> None:
    """Every report that others recorded; but three that their authors cut off behind the items, to see what happens."""
    cut, warned = [], 0
    for row in recorded():
        if row.id == 0x0200:
            raw = read(one(row.raw))[1][BASIC:]
            told = details(raw)
            warned |= warnings(raw)
            if "rest" in told:
                cut.append((row.where.rsplit("/", 1)[1], told["rest"]))
            assert told.get("satellites", 0) <= 60
            assert told.get("mileage_km", 0) < 10_000
    assert cut == [
        ("t_0x0200_addition_extensions_test.go:111", "01"),
        ("t_0x0200_addition_test.go:68", "330301"),
        ("t_0x0200_addition_test.go:79", "33"),
    ]
    driver = Signal.FATIGUE | Signal.TELEPHONE | Signal.SMOKING
    assert warned == driver | Signal.FORWARD_COLLISION | Signal.LANE_DEPARTURE | Signal.BLIND_SPOT | Signal.OVERLOAD
