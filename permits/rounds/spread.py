"""Appointments for many vehicles: spread over working days within what police inspect a day, at times of the day. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.calendar import ONE_DAY, Calendar

GRAIN_MIN = 5
HORIZON_DAYS = 400  # days: what does not fit within a year is no plan


@dataclass(frozen=True, slots=True)
class Inspections:
    """What was agreed with police: how many vehicles a day, from which day on, between which hours of the local clock."""

    per_day: int
    first: date
    opens: time
    closes: time
    zone: ZoneInfo

    def times(self, day: date) -> tuple[datetime, ...]:
        """The appointments of a day, evenly between the hours, each on five minutes; several at one where they are many."""
        open_min, close_min = _minutes(self.opens), _minutes(self.closes)
        step = (close_min - open_min) / self.per_day
        minutes = (open_min + int(n * step) // GRAIN_MIN * GRAIN_MIN for n in range(self.per_day))
        midnight = datetime.combine(day, time(), self.zone)
        return tuple(midnight + timedelta(minutes=each) for each in minutes)


def spread(
    files: Sequence[int], *, agreed: Inspections, taken: Mapping[date, Collection[datetime]], calendar: Calendar
) -> dict[int, datetime]:
    """An appointment for each file in its order: the first free time of the first working day that has room.

    `taken` are the appointments that stand already; each counts for its day, whatever its time. What finds no room within
    400 days has none and is not in the answer.
    """
    free = _free(agreed, taken, calendar)
    return dict(zip(files, free, strict=False))


def _free(agreed: Inspections, taken: Mapping[date, Collection[datetime]], calendar: Calendar) -> Iterator[datetime]:
    day = agreed.first
    for _ in range(HORIZON_DAYS):
        if calendar.is_working_day(day)[0]:
            stand = taken.get(day, ())
            times = list(agreed.times(day))
            for one in stand:
                if one in times:  # of two at one time one is left
                    times.remove(one)
            yield from times[: max(0, agreed.per_day - len(stand))]
        day += ONE_DAY


def _minutes(of: time) -> int:
    return of.hour * 60 + of.minute
