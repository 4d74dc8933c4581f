"""Sightings of one plate put together to visits: coming, staying and going, each in the school's hours or outside them. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SAME_VISIT_S = 600.0  # two cameras at one school, or one that reads a plate twice

ARRIVAL, LEAVING = "arrival", "leaving"


@dataclass(frozen=True, slots=True)
class Hours:
    """When pupils of a school come and go, local time. `source`: told by the school, from its lines, or the usual ones."""

    arrival: tuple[time, time]
    leaving: tuple[time, time]
    source: str = "usual"

    def at(self, moment: time) -> str | None:
        """Which of its hours a time of the day lies in, None outside."""
        if self.arrival[0] <= moment <= self.arrival[1]:
            return ARRIVAL
        return LEAVING if self.leaving[0] <= moment <= self.leaving[1] else None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One sighting at a school; `left_at` where it was seen to go, `children` where they were counted."""

    at: datetime
    school_id: int
    left_at: datetime | None = None
    children: int | None = None
    kind: str | None = None


@dataclass(slots=True)
class Visit:
    """One stay at a school: from when to when it was seen there; `within` is arrival, leaving or None (outside the hours)."""

    day: date
    school_id: int
    within: str | None
    came: datetime
    went: datetime
    seen_going: bool
    children: int | None

    @property
    def stay_min(self) -> float:
        """Minutes from the first to the last time it was seen."""
        return (self.went - self.came).total_seconds() / 60.0


def visits_of(
    glimpses: Iterable[Glimpse],
    *,
    hours: Mapping[int, Hours],
    usual: Hours,
    class_day: Callable[[date], bool],
    zone: ZoneInfo,
) -> list[Visit]:
    """The visits of one plate, by time; `usual` hours for a school that has none. On a day without classes all is outside."""
    found: list[Visit] = []
    open_at: dict[int, Visit] = {}
    for seen in sorted(glimpses, key=lambda one: one.at):
        last = open_at.get(seen.school_id)
        went = seen.left_at or seen.at
        if last is not None and not _later(last, seen):
            last.went, last.seen_going = max(last.went, went), last.seen_going or seen.left_at is not None
            last.children = _more(last.children, seen.children)
            continue
        local = seen.at.astimezone(zone)
        within = hours.get(seen.school_id, usual).at(local.time()) if class_day(local.date()) else None
        visit = Visit(local.date(), seen.school_id, within, seen.at, went, seen.left_at is not None, seen.children)
        open_at[seen.school_id] = visit
        found.append(visit)
    return found


def _later(last: Visit, seen: Glimpse) -> bool:
    """Whether it is another visit: it was seen to go before, or was not seen for a while."""
    return (seen.at - last.went).total_seconds() > (0.0 if last.seen_going else SAME_VISIT_S)


def _more(one: int | None, other: int | None) -> int | None:
    return max((count for count in (one, other) if count is not None), default=None)
