"""Which runs a day wants, from what permits approve and what the day is in each school. Pure.

A running time of class days goes by the weekday that the day counts as, on class days alone; any other goes by the day's own
weekday, classes or not. A permit has to be in force at the departure, whatever it is for the rest of the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.class_day import ClassDay

YEAR_BEGINS, YEAR_ENDS = "01-01", "12-31"
HOME = "from_school"


@dataclass(frozen=True, slots=True)
class Approved:
    """A running time of a line that a permit version approves, and when that version is in force; `until` None: open."""

    vehicle_id: int
    permit_version_id: int
    since: datetime
    until: datetime | None
    line_version_id: int
    school_id: int
    direction: str
    running_time_id: int
    departs: time
    weekdays: int
    class_days_only: bool
    season_from: str | None
    season_to: str | None
    duration_s: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A run that a day wants. `moved`: it leaves at another time than approved."""

    vehicle_id: int
    line_version_id: int
    permit_version_id: int
    running_time_id: int
    start: datetime
    end: datetime
    moved: bool = False


Key = tuple[int, int]  # vehicle, running time


@dataclass(frozen=True, slots=True)
class Plan:
    """The runs wanted by vehicle and running time, and of each approved running time that is not why (`runs.models.REASONS`)."""

    wanted: dict[Key, Wanted]
    why_not: dict[Key, str]


def plan_of(day: date, zone: ZoneInfo, schools: Mapping[int, ClassDay], approved: Iterable[Approved]) -> Plan:
    """The day's plan. `schools` has every school that a line leads to."""
    rows = sorted(approved, key=lambda one: (one.vehicle_id, one.departs, one.running_time_id, one.since))
    why_not, days = dict[Key, str](), list[Approved]()
    for one in rows:
        kept_back = _kept_back(day, schools[one.school_id], one)
        if kept_back is None:
            days.append(one)
        else:
            why_not[_key(one)] = kept_back
    earlier = _earlier_by(schools, days)
    wanted, slots = dict[Key, Wanted](), set[tuple[int, int, datetime]]()
    for one in days:
        leaves, half = _leaves(schools[one.school_id], one, earlier)
        if leaves is None:
            why_not[_key(one)] = "half_day"
            continue
        start = datetime.combine(day, leaves, zone)
        if not (one.since <= start and (one.until is None or start < one.until)):
            why_not[_key(one)] = "no_permit"
            continue
        slot = (one.vehicle_id, one.line_version_id, start)
        if _key(one) in wanted or slot in slots:
            why_not[_key(one)] = "half_day" if half else "not_approved"
            continue
        slots.add(slot)
        end = start + timedelta(seconds=one.duration_s)
        wanted[_key(one)] = Wanted(
            one.vehicle_id, one.line_version_id, one.permit_version_id, one.running_time_id, start, end,
            moved=leaves != one.departs,
        )  # fmt: skip
    return Plan(wanted, {key: why for key, why in why_not.items() if key not in wanted})


def in_season(day: date, season_from: str | None, season_to: str | None) -> bool:
    """Whether a day lies in a season of MM-DD to MM-DD, both included, which may go over the turn of the year."""
    first, last, here = season_from or YEAR_BEGINS, season_to or YEAR_ENDS, f"{day:%m-%d}"
    return first <= here <= last if first <= last else here >= first or here <= last


def _key(one: Approved) -> Key:
    return one.vehicle_id, one.running_time_id


def _kept_back(day: date, school: ClassDay, one: Approved) -> str | None:
    """Why a running time is not one of this day; None when it is."""
    if not in_season(day, one.season_from, one.season_to):
        return "season"
    if one.class_days_only and not school.classes:
        return "no_classes"
    weekday = school.weekday if one.class_days_only else day.weekday()
    return None if one.weekdays >> weekday & 1 else "weekday"


def _cut(school: ClassDay, one: Approved) -> bool:
    """Whether a departure is one of the hours without classes of a half day."""
    return one.class_days_only and school.ends_at is not None and one.departs >= school.ends_at


def _earlier_by(schools: Mapping[int, ClassDay], days: Iterable[Approved]) -> dict[tuple[int, int], int]:
    """By bus and school: how many seconds earlier its ways home of a half day leave, so that the first is at the hour given."""
    first = dict[tuple[int, int], int]()
    for one in days:
        school = schools[one.school_id]
        if one.direction == HOME and _cut(school, one) and school.leaves_at is not None:
            bus = (one.vehicle_id, one.school_id)
            first[bus] = min(first.get(bus, _seconds(one.departs)), _seconds(one.departs))
    leaves = {school_id: school.leaves_at for school_id, school in schools.items()}
    return {bus: seconds - _seconds(at) for bus, seconds in first.items() if (at := leaves[bus[1]]) is not None}


def _leaves(school: ClassDay, one: Approved, earlier: Mapping[tuple[int, int], int]) -> tuple[time | None, bool]:
    """When a departure of the day really leaves (None: not at all), and whether a half day has to do with it."""
    if not _cut(school, one):
        return one.departs, school.ends_at is not None
    by = earlier.get((one.vehicle_id, one.school_id))
    if by is None or one.direction != HOME:
        return None, True
    seconds = _seconds(one.departs) - by
    if not 0 <= seconds < 24 * 3600:
        return None, True
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60), True


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
