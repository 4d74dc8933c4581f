"""The lines of the operation plan: route, times and stops are there (REG 14(3)), and a bus can drive them (REG 35). Pure."""

from dataclasses import dataclass

from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic

LINES = topic("lines", "14(3)", "校车运行方案", "Operation plan")
COMPLETE = topic("line_complete", "14(3)", "线路、开行时间、停靠站点", "Route, times and stops")
DRIVABLE = topic("drivable", "35", "运行时间可行", "Times that a bus can drive")
BELL = topic("school_times", "14(3)", "与上下学时间衔接", "Fits the school's times")

FEWEST_STOPS = 2
MPS_TO_KMH = 3.6
AT_THE_LINE_M = 60.0  # as R26: half a wide road, a lay-by and a receiver's error


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop: how far along the path and how far beside it; `inside` are the (name, kind) of risk segments and roads around it."""

    name: str
    along_m: float
    beside_m: float
    inside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trip:
    """A running time: `stops_s` seconds after local midnight at each stop. `weekdays`: bit 0 Monday. `season`: MM-DD to MM-DD.

    `starts`, `ends`: where, as (lon, lat) in degrees.
    """

    stops_s: tuple[int, ...]
    weekdays: int = 31
    season: tuple[str, str] | None = None
    starts: tuple[float, float] = (0.0, 0.0)
    ends: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two stops; `least_s`: what it takes without a halt at the highest speed allowed on each piece."""

    length_m: float
    least_s: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line version of the plan. `legs` lie between the stops; empty where the stops do not follow each other on the path."""

    name: str
    direction: str
    is_newest: bool
    stops: tuple[Stop, ...] = ()
    trips: tuple[Trip, ...] = ()
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True)
class Bell:
    """When classes of a school begin and end, seconds after local midnight."""

    begins_s: int
    ends_s: int


def has_lines(lines: tuple[Line, ...]) -> Check:
    """A plan names a line."""
    seen = saw("线路数", "lines", len(lines))
    if not lines:
        return not_met(LINES, "运行方案没有线路", "the plan names no line", seen)
    return met(LINES, "运行方案有线路", "the plan names lines", seen)


def is_complete(line: Line) -> Check:
    """A line has a path, two stops and a running time, and is the newest that was drawn."""
    seen = (saw("停靠站点", "stops", len(line.stops)), saw("开行时间", "running times", len(line.trips)))
    if len(line.stops) < FEWEST_STOPS:
        return not_met(COMPLETE, "停靠站点不足两个", "has fewer than two stops", *seen, about=line.name)
    if not line.trips:
        return not_met(COMPLETE, "没有开行时间", "has no running time", *seen, about=line.name)
    if not line.is_newest:
        return cannot_tell(
            COMPLETE,
            "该线路已有更新的版本，方案所列的可能已过时",
            "there is a newer version of the line: what the plan names may be out of date",
            *seen,
            about=line.name,
        )
    return met(COMPLETE, "线路、时间、站点齐全", "route, times and stops are there", *seen, about=line.name)


def can_be_driven(line: Line) -> Check:
    """No leg is planned quicker than a bus may drive it: at 60 km/h, on motorways 80, less where a sign posts less (REG 35)."""
    if not line.trips or not line.legs or len(line.legs) != len(line.stops) - 1:
        return cannot_tell(
            DRIVABLE,
            "没有开行时间，或站点不依次在线路上，无法计算",
            "there are no times, or the stops do not follow each other on the path",
            about=line.name,
        )
    if any(len(trip.stops_s) != len(line.stops) for trip in line.trips):
        return cannot_tell(DRIVABLE, "开行时间与站点数不符", "the times do not go with the stops", about=line.name)
    worst_ratio, seen = 0.0, saw("—", "—", None)
    for trip in line.trips:
        for index, leg in enumerate(line.legs):
            planned_s = trip.stops_s[index + 1] - trip.stops_s[index]
            ratio = leg.least_s / planned_s if planned_s > 0 else float("inf")
            if ratio > worst_ratio:
                worst_ratio = ratio
                start, end = line.stops[index].name, line.stops[index + 1].name
                seen = saw(f"{start}—{end}", f"{start} – {end}", _told(leg, planned_s))
    if worst_ratio > 1:
        return not_met(
            DRIVABLE,
            "有路段的时间快于校车限速",
            "a leg is planned quicker than a school bus may drive",
            seen,
            about=line.name,
        )
    return met(
        DRIVABLE,
        "各路段在限速内可行，最紧的如下",
        "each leg can be driven within the limits; the tightest is",
        seen,
        about=line.name,
    )


def fits_the_bell(line: Line, bell: Bell | None) -> Check:
    """It arrives before classes begin, or leaves when they have ended; `bell` None: the school's times are not on record."""
    if bell is None:
        return cannot_tell(BELL, "学校上下课时间没有登记", "the school's times are not on record", about=line.name)
    if not line.trips:
        return cannot_tell(BELL, "没有开行时间", "there are no running times", about=line.name)
    if line.direction == "to_school":
        last_s = max(trip.stops_s[-1] for trip in line.trips)
        seen = (saw("到校", "arrives", hhmm(last_s)), saw("上课", "classes begin", hhmm(bell.begins_s)))
        if last_s > bell.begins_s:
            return not_met(BELL, "上课后才到校", "arrives after classes have begun", *seen, about=line.name)
        return met(BELL, "上课前到校", "arrives before classes begin", *seen, about=line.name)
    first_s = min(trip.stops_s[0] for trip in line.trips)
    seen = (saw("离校", "leaves", hhmm(first_s)), saw("放学", "classes end", hhmm(bell.ends_s)))
    if first_s < bell.ends_s:
        return not_met(BELL, "放学前已发车", "leaves before classes have ended", *seen, about=line.name)
    return met(BELL, "放学后发车", "leaves when classes have ended", *seen, about=line.name)


def _told(leg: Leg, planned_s: int) -> str:
    mean = "∞" if planned_s <= 0 else f"{leg.length_m / planned_s * MPS_TO_KMH:.0f}"
    compared = "<" if planned_s < leg.least_s else "≥"
    return f"{leg.length_m / 1000:.1f} km, {planned_s} s {compared} {leg.least_s:.0f} s, {mean} km/h"


def hhmm(time_s: int) -> str:
    """Seconds after midnight as HH:MM."""
    return f"{time_s // 3600:02}:{time_s % 3600 // 60:02}"
