"""The plan against the road: dangerous stretches and their facilities (REG 28), and where the stops lie (REG 32, 33). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from permits.desk.review.plan.lines import AT_THE_LINE_M, Line, Stop
from permits.desk.review.verdicts import Check, Evidence, cannot_tell, met, not_met, saw, topic

DANGER = topic("dangerous_stretch", "28", "危险路段的安全设施", "Facilities at dangerous stretches")
STOPS = topic("stops_placed", "32, 33", "停靠站点位置", "Where the stops lie")

DANGEROUS = frozenset({"sharp_bend", "steep_slope", "cliff_side", "water_side"})  # REG 28
SLOW_ONLY = frozenset({"narrow_road", "narrow_bridge"})  # REG 35 names these too: 20 km/h, no facilities asked for
EXPRESSWAYS = frozenset({"motorway", "urban_expressway"})
SURVEYED_WITHIN = timedelta(days=366)  # ours: what stood there over a year ago may not stand there now
KINDS = {
    "sharp_bend": "急弯",
    "steep_slope": "陡坡",
    "cliff_side": "临崖",
    "water_side": "临水",
    "narrow_road": "窄路",
    "narrow_bridge": "窄桥",
    "motorway": "高速公路",
    "urban_expressway": "城市快速路",
}
SAID = {True: "有 yes", False: "无 no", None: "—"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A risk segment that a line's path runs through; its facilities are there, missing, or (None) not looked at."""

    name: str
    kind: str
    guard_rail: bool | None = None
    limit_sign: bool | None = None
    warning_sign: bool | None = None
    surveyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """How much of the ground is on record at all: risk segments of REG 28, and road sections."""

    stretches: int = 0
    roads: int = 0


def is_guarded(line: Line, stretches: tuple[Stretch, ...], known: Known, today: date) -> list[Check]:
    """One check a dangerous stretch that the line runs through; one that says so where it runs through none."""
    slow = tuple(one for one in stretches if one.kind in SLOW_ONLY)
    narrow = tuple(saw(f"{KINDS[one.kind]}（限速20）", f"{one.kind} (20 km/h)", one.name) for one in slow)
    found = [one for one in stretches if one.kind in DANGEROUS]
    if found:
        return [_facilities(line, one, narrow, today) for one in found]
    seen = (saw("登记的危险路段", "dangerous stretches on record", known.stretches), *narrow)
    if not known.stretches:
        return [
            cannot_tell(
                DANGER, "没有登记过危险路段", "no dangerous stretch is on record anywhere", *seen, about=line.name
            )
        ]
    return [met(DANGER, "不经过登记的危险路段", "runs through none that is on record", *seen, about=line.name)]


def stops_placed(line: Line, known: Known) -> Check:
    """No stop lies in a dangerous or narrow stretch or on a motorway, and each lies at the line."""
    if not line.stops:
        return cannot_tell(STOPS, "没有停靠站点", "there are no stops", about=line.name)
    bad = [
        saw(f"{stop.name}：{KINDS.get(kind, kind)}", f"{stop.name}: {kind}", name)
        for stop in line.stops
        for name, kind in stop.inside
        if kind in DANGEROUS | SLOW_ONLY | EXPRESSWAYS
    ]
    if bad:
        return not_met(
            STOPS,
            "有站点在危险路段、窄路或高速公路、快速路上",
            "a stop lies in a dangerous or narrow stretch or on a motorway",
            *bad,
            about=line.name,
        )
    far = [_beside(stop) for stop in line.stops if stop.beside_m > AT_THE_LINE_M]
    if far:
        return cannot_tell(
            STOPS,
            "有站点不在线路上，请核对",
            "a stop does not lie at the line: look at the drawing",
            *far,
            about=line.name,
        )
    seen = (
        saw("登记的危险路段", "dangerous stretches on record", known.stretches),
        saw("登记的道路", "roads on record", known.roads),
    )
    if not known.stretches or not known.roads:
        return cannot_tell(
            STOPS, "危险路段或道路没有登记，无法比对", "stretches or roads are not on record", *seen, about=line.name
        )
    return met(
        STOPS,
        "站点都在线路上，且不在危险路段",
        "every stop lies at the line and in no dangerous stretch",
        *seen,
        about=line.name,
    )


def _facilities(line: Line, one: Stretch, narrow: tuple[Evidence, ...], today: date) -> Check:
    there = (one.guard_rail, one.limit_sign, one.warning_sign)
    seen = (
        saw("危险路段", "stretch", f"{one.name}（{KINDS[one.kind]} {one.kind}）"),
        saw("安全防护设施", "guard", SAID[one.guard_rail]),
        saw("限速标志", "speed-limit sign", SAID[one.limit_sign]),
        saw("警告标牌", "warning sign", SAID[one.warning_sign]),
        saw("查勘日期", "surveyed on", one.surveyed_on),
        *narrow,
    )
    if False in there:
        return not_met(
            DANGER,
            "经过危险路段，设施不全",
            "runs through a dangerous stretch that lacks facilities",
            *seen,
            about=line.name,
        )
    if None in there:
        return cannot_tell(
            DANGER,
            "经过危险路段，设施没有查勘",
            "runs through a dangerous stretch whose facilities nobody looked at",
            *seen,
            about=line.name,
        )
    if one.surveyed_on is None or today - one.surveyed_on > SURVEYED_WITHIN:
        return cannot_tell(
            DANGER,
            "经过危险路段，一年内没有查勘",
            "runs through a dangerous stretch not surveyed within a year",
            *seen,
            about=line.name,
        )
    return met(
        DANGER,
        "经过危险路段，设施齐全",
        "runs through a dangerous stretch that has its facilities",
        *seen,
        about=line.name,
    )


def _beside(stop: Stop) -> Evidence:
    return saw(f"{stop.name} 距线路", f"{stop.name}, from the line", f"{stop.beside_m:.0f} m")
