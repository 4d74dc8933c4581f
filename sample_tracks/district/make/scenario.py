"""What each bus does in the demo, so that every kind of finding shows within three minutes of its start."""

from collections.abc import Sequence
from typing import Any

from sample_tracks.district.make.fleet import BUSES, NEVER_PERMITTED, SPARES
from sample_tracks.district.make.network import Edge
from sample_tracks.district.make.places import way_path
from sample_tracks.district.make.shapes import Point, rounded
from schoolbus.simulate.ground import Path, path_of
from schoolbus.simulate.motion import Stop, Stretch, Timeline, plan

Row = dict[str, Any]
PARKED_AT = {"bus-02": "zone-depot-xugou", "bus-14": "zone-depot-chaoyang", "bus-20": "zone-depot-banqiao"}
HURRY_FACTOR = 2.3
LATE_S = 1320.0
TURNAROUND_S = 90.0


def scenario(
    network: Sequence[Edge], lines: Sequence[Row], vehicles: Sequence[Row], risks: Sequence[Row], zones: Sequence[Row]
) -> Row:
    by_key = {line["key"]: line for line in lines}
    at_zone = {zone["properties"]["key"]: zone["geometry"]["coordinates"][0] for zone in zones}
    buses = []
    for number, vehicle in enumerate(v for v in vehicles if v["key"] not in SPARES):
        key = vehicle["key"]
        route = _route_of(key, by_key)
        base = {
            "vehicle": key, "device": vehicle["device"], "role": "in_order", "sentence": "在批准线路上正常运行",
            "sentence_en": "runs its approved lines in order", "seed": 100 + number, "interval_s": 2.0, "parked": None,
            "begin": {"line": f"{route}-{'to' if number % 2 else 'from'}", "elapsed_s": float(90 + 61 * number % 420)},
            "lines": [f"{route}-to", f"{route}-from"], "turnaround_s": TURNAROUND_S, "planned_earlier_s": 0.0, "deviations": [],
        }  # fmt: skip
        buses.append(base | _role(key, base, network, by_key, risks, at_zone))
    return {
        "within_s": 180,
        "reference": "valid dates and days are counted from the day of the demo's start",
        "lines": _wild_lines(by_key),
        "buses": buses,
    }


def _route_of(key: str, by_key: dict[str, Row]) -> str:
    route = {bus[0]: bus[5] for bus in BUSES}[key]
    return route if f"{route}-to" in by_key else "wild"


def _role(
    key: str, base: Row, network: Sequence[Edge], by_key: dict[str, Row], risks: Sequence[Row], at_zone: dict[str, Any]
) -> Row:
    if key in PARKED_AT:
        ring = at_zone[PARKED_AT[key]]
        spread = 0.3 + 0.1 * (int(key[-2:]) % 5)
        point = [ring[0][0] + (ring[2][0] - ring[0][0]) * spread, ring[0][1] + (ring[2][1] - ring[0][1]) * 0.5]
        return {"role": "parked", "sentence": "收车后停在场站，已熄火", "sentence_en": "parked at its depot, ignition off",
                "parked": {"type": "Point", "coordinates": rounded([point], 6)[0]}, "begin": None, "interval_s": 20.0}  # fmt: skip
    special = {
        "bus-13": _speeding,
        "bus-04": _off_route,
        "bus-16": _expired,
        "bus-19": _silent,
        "bus-08": _late,
        NEVER_PERMITTED: _never,
    }
    return special[key](base, network, by_key, risks) if key in special else {}


def _speeding(_: Row, __: Sequence[Edge], by_key: dict[str, Row], risks: Sequence[Row]) -> Row:
    segment = next(r for r in risks if r["properties"]["key"] == "risk-yunsu-bends-upper")
    deviations = []
    for key in ("l04-to", "l04-from"):
        first, last = _span(by_key[key], segment)
        deviations.append(
            {
                "line": key,
                "kind": "hurry",
                "start_m": round(first - 20, 1),
                "end_m": round(last + 20, 1),
                "factor": HURRY_FACTOR,
            }
        )
    first, _last = _span(by_key["l04-to"], segment)
    begin = _timeline(by_key["l04-to"]).reached_s(first) - 25
    return {"role": "speeding", "sentence": "云宿路急弯路段超过20公里/小时", "sentence_en": "over 20 km/h in a sharp-bend segment",
            "deviations": deviations, "begin": {"line": "l04-to", "elapsed_s": round(begin, 1)}}  # fmt: skip


def _off_route(_: Row, network: Sequence[Edge], by_key: dict[str, Row], __: Sequence[Row]) -> Row:
    other = way_path(network, ["ZS6", "PS4", "ZS4"])
    path = _path(by_key["l03-to"])
    leave, _off = path.nearest(*other.points[0])
    rejoin, _off = path.nearest(*other.points[-1])
    deviations = [
        _detour("l03-to", leave, rejoin, other.points),
        _detour("l03-from", path.length_m - rejoin, path.length_m - leave, other.points[::-1]),
    ]
    begin = _timeline(by_key["l03-to"]).reached_s(leave - 10)
    return {"role": "off_route", "sentence": "擅自改走大港路，偏离批准线路", "sentence_en": "leaves its line for Dagang Road",
            "deviations": deviations, "begin": {"line": "l03-to", "elapsed_s": round(begin, 1)}}  # fmt: skip


def _detour(line: str, leave_m: float, rejoin_m: float, points: Sequence[Point]) -> Row:
    return {
        "line": line,
        "kind": "detour",
        "leave_m": round(leave_m, 1),
        "rejoin_m": round(rejoin_m, 1),
        "speed_kmh": 38.0,
        "points": rounded(points, 6),
    }


def _expired(_: Row, __: Sequence[Edge], ___: dict[str, Row], ____: Sequence[Row]) -> Row:
    return {"role": "expired", "sentence": "许可已过期仍在接送学生", "sentence_en": "in service with an expired permit",
            "begin": {"line": "l08-to", "elapsed_s": 60.0}}  # fmt: skip


def _silent(_: Row, __: Sequence[Edge], ___: dict[str, Row], ____: Sequence[Row]) -> Row:
    return {"role": "silent", "sentence": "运行途中车载终端失联", "sentence_en": "falls silent in the middle of a run",
            "begin": {"line": "l10-to", "elapsed_s": 240.0},
            "deviations": [{"line": None, "kind": "silence", "from_s": 20.0, "for_s": 600.0, "every_s": 1800.0}]}  # fmt: skip


def _late(_: Row, __: Sequence[Edge], ___: dict[str, Row], ____: Sequence[Row]) -> Row:
    return {"role": "late", "sentence": "晚点约22分钟，不违规", "sentence_en": "about 22 minutes late, which is no breach",
            "planned_earlier_s": LATE_S, "begin": {"line": "l07-to", "elapsed_s": 220.0}}  # fmt: skip


def _never(_: Row, __: Sequence[Edge], by_key: dict[str, Row], ___: Sequence[Row]) -> Row:
    line = _wild_lines(by_key)[0]
    begin = _timeline(line).reached_s(line["stops"][2]["along_m"]) + 6
    return {"role": "never_permitted", "sentence": "从未取得校车许可，却在校车站点和学校接送学生",
            "sentence_en": "never permitted, yet stops at school-bus stops and a school like a school bus",
            "begin": {"line": "wild-to", "elapsed_s": round(begin, 1)}}  # fmt: skip


def _wild_lines(by_key: dict[str, Row]) -> list[Row]:
    """What the bus without a permit drives: the last stops of line 8 and the school, and back; no line that anybody approved."""
    first = by_key["l08-to"]["stops"][2]["along_m"]
    end = by_key["l08-to"]["length_m"]
    return [_tail("wild-to", by_key["l08-to"], first, end), _tail("wild-from", by_key["l08-from"], 0.0, end - first)]


def _tail(key: str, line: Row, start_m: float, end_m: float) -> Row:
    part = _path(line).part(start_m, end_m)
    kept = [stop for stop in line["stops"] if start_m - 0.2 <= stop["along_m"] <= end_m + 0.2]
    stops = [
        stop | {"seq": seq, "along_m": round(stop["along_m"] - start_m, 1)} for seq, stop in enumerate(kept, start=1)
    ]
    stops[0]["dwell_s"] = stops[-1]["dwell_s"] = 0.0
    speeds = [
        {
            "start_m": max(round(s["start_m"] - start_m, 1), 0.0),
            "end_m": round(s["end_m"] - start_m, 1),
            "speed_kmh": s["speed_kmh"],
        }
        for s in line["speeds"]
        if s["end_m"] > start_m
    ]
    wild = {"key": key, "direction": line["direction"], "school": line["school"], "length_m": round(part.length_m, 1),
            "path": {"type": "LineString", "coordinates": rounded(part.points, 6)}, "stops": stops, "speeds": speeds}  # fmt: skip
    timeline = _timeline(wild)
    for stop in stops:
        stop["offset_s"] = round(timeline.reached_s(stop["along_m"]))
    return wild


def _span(line: Row, segment: Row) -> tuple[float, float]:
    path = _path(line)
    ends = sorted(path.nearest(*segment["geometry"]["coordinates"][i])[0] for i in (0, -1))
    return ends[0], ends[1]


def _path(line: Row) -> Path:
    return path_of(line["path"]["coordinates"])


def _timeline(line: Row) -> Timeline:
    stops = [Stop(stop["along_m"], stop["dwell_s"]) for stop in line["stops"][1:-1]]
    return plan(_path(line), stops, [Stretch(s["start_m"], s["end_m"], s["speed_kmh"] / 3.6) for s in line["speeds"]])
