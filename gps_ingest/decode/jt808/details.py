"""The additional items of a location report in plain units, for people and for the log of a fix."""

from collections.abc import Callable
from typing import Any

from gps_ingest.decode.jt808.items import items, tyres

PLACES = {0: "none", 1: "circle", 2: "rectangle", 3: "polygon", 4: "section"}
VEHICLE = (
    "low_beam", "high_beam", "right_turn", "left_turn", "brake", "reverse", "fog", "clearance", "horn", "air_conditioning",
    "neutral", "retarder", "abs", "heater", "clutch",
)  # fmt: skip
SLEEP = ("deep_sleep", "sleep")
VIDEO = (
    "signal_lost", "signal_covered", "storage_fault", "device_fault", "overload", "abnormal_driving", "recording_full",
)  # fmt: skip
BEHAVIOUR = ("fatigue", "telephone", "smoking")
SAFETY = {0x64: "driving", 0x65: "driver", 0x66: "tyre", 0x67: "blind_spot"}
STATES = {0: "event", 1: "began", 2: "ended"}
Read = Callable[[bytes], tuple[str, Any]]
BASE = 6  # bytes of an active safety item up to its type


def details(raw: bytes) -> dict[str, Any]:
    """What the items say; of an id that comes twice the last one counts, but of active safety all do. Raises nothing.

    mileage_km, fuel_l, recorder_kmh, signal_strength, satellites          numbers
    alarm_to_confirm       the number of an alarm that a person must confirm
    overspeed, in_out, section_time   why such an alarm was raised: place, area_id, direction, section_id, seconds, result
    vehicle, io, video, behaviour     names of the bits that are set (`VEHICLE` …); a bit without a name as "bit 15"
    video_lost, video_covered, storage_fault   numbers from 1 of the channels and storages
    analog                 the two readings AD0, AD1
    active_safety          a list: system, alarm_id, state, type, level, tyres
    other                  hex by hex id: items that are not the standard's, or not as long as it says
    rest                   hex: bytes behind the last item that is whole
    """
    said: dict[str, Any] = {}
    used = 0
    for id_, value in items(raw):
        used += 2 + len(value)
        sizes, read = _STANDARD.get(id_, ((), None))
        if read is not None and len(value) in sizes:
            name, told = read(value)
            said[name] = told
        elif id_ in SAFETY and len(value) >= BASE:
            said.setdefault("active_safety", []).append(_safety(id_, value))
        else:
            said.setdefault("other", {})[f"{id_:02x}"] = value.hex()
    if used < len(raw):
        said["rest"] = raw[used:].hex()
    return said


def _number(name: str) -> Read:
    return lambda value: (name, int.from_bytes(value))


def _tenths(name: str) -> Read:
    return lambda value: (name, int.from_bytes(value) / 10)


def _bits(name: str, names: tuple[str, ...] = ()) -> Read:
    """The names of bits that are set; without names, their numbers from 1."""

    def read(value: bytes) -> tuple[str, Any]:
        number = int.from_bytes(value)
        on = [bit for bit in range(8 * len(value)) if number >> bit & 1]
        if not names:
            return name, [bit + 1 for bit in on]
        return name, [names[bit] if bit < len(names) else f"bit {bit}" for bit in on]

    return read


def _overspeed(value: bytes) -> tuple[str, Any]:
    told: dict[str, Any] = {"place": PLACES.get(value[0], value[0])}
    if len(value) == 5:
        told["area_id"] = int.from_bytes(value[1:])
    return "overspeed", told


def _in_out(value: bytes) -> tuple[str, Any]:
    return "in_out", {
        "place": PLACES.get(value[0], value[0]),
        "area_id": int.from_bytes(value[1:5]),
        "direction": {0: "in", 1: "out"}.get(value[5], value[5]),
    }


def _section_time(value: bytes) -> tuple[str, Any]:
    return "section_time", {
        "section_id": int.from_bytes(value[:4]),
        "seconds": int.from_bytes(value[4:6]),
        "result": {0: "short", 1: "long"}.get(value[6], value[6]),
    }


def _analog(value: bytes) -> tuple[str, Any]:
    return "analog", [int.from_bytes(value[2:]), int.from_bytes(value[:2])]  # AD0 is the lower word


def _behaviour(value: bytes) -> tuple[str, Any]:
    return _bits("behaviour", BEHAVIOUR)(value[:2])  # a third byte, in some terminals, says how tired


def _safety(id_: int, value: bytes) -> dict[str, Any]:
    """One active safety item: what all of them have, as far as `items` is sure of it."""
    told: dict[str, Any] = {
        "system": SAFETY[id_],
        "alarm_id": int.from_bytes(value[:4]),
        "state": STATES.get(value[4], value[4]),
    }
    if id_ == 0x66:
        names = ("position", "alarms", "pressure_kpa", "temperature_c", "battery_percent")
        return told | {"tyres": [dict(zip(names, tyre, strict=True)) for tyre in tyres(value)]}
    told["type"] = value[5]
    return told | ({"level": value[6]} if id_ != 0x67 and len(value) > BASE else {})


_STANDARD: dict[int, tuple[tuple[int, ...], Read]] = {
    0x01: ((4,), _tenths("mileage_km")),
    0x02: ((2,), _tenths("fuel_l")),
    0x03: ((2,), _tenths("recorder_kmh")),
    0x04: ((2,), _number("alarm_to_confirm")),
    0x11: ((1, 5), _overspeed),
    0x12: ((6,), _in_out),
    0x13: ((7,), _section_time),
    0x14: ((4,), _bits("video", VIDEO)),
    0x15: ((4,), _bits("video_lost")),
    0x16: ((4,), _bits("video_covered")),
    0x17: ((2,), _bits("storage_fault")),
    0x18: ((2, 3), _behaviour),
    0x25: ((4,), _bits("vehicle", VEHICLE)),
    0x2A: ((2,), _bits("io", SLEEP)),
    0x2B: ((4,), _analog),
    0x30: ((1,), _number("signal_strength")),
    0x31: ((1,), _number("satellites")),
}
