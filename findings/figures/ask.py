"""What is asked of the figures: a span of local days, what to group by, and what to look at alone."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from core import clock
from core.deps import Conf
from core.errors import Field, Invalid, field
from core.shapes import QueryId
from fleet.schemas import QueryText

By = Literal["operator", "school", "driver", "rule", "place"]
Step = Literal["day", "week"]
Severity = Literal["A1", "A2", "B", "I"]
ONE_DAY = timedelta(days=1)
MOST_DAYS = 400
DAYLY_UP_TO = 62  # longer spans are shown by week unless asked otherwise
YEARS = range(2001, 2100)


@dataclass(frozen=True, slots=True)
class Only:
    """What is looked at alone; None asks nothing. `place` is the key of a place, whatever its version."""

    operator_id: int | None = None
    school_id: int | None = None
    driver_id: int | None = None
    rule: str | None = None
    severity: str | None = None
    place: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Local days `first` to `last`, both included, as they look at `now`; the span before is as long and ends before it.

    A span that is not over yet is compared with the same part of the span before.
    """

    first: date
    last: date
    by: By
    step: Step
    only: Only
    zone: ZoneInfo
    now: datetime

    @property
    def days(self) -> int:
        """How many days the span has."""
        return (self.last - self.first).days + 1

    @property
    def begin(self) -> datetime:
        """When the span begins."""
        return self._midnight(self.first)

    @property
    def end(self) -> datetime:
        """When it ends, or now."""
        return max(self.begin, min(self._midnight(self.last + ONE_DAY), self.now))

    @property
    def before_begin(self) -> datetime:
        """When the span before begins."""
        return self._midnight(self.first - timedelta(days=self.days))

    @property
    def before_end(self) -> datetime:
        """As far into the span before as `end` is into this one."""
        return self.before_begin + (self.end - self.begin)

    def of_today(self) -> Self:
        """The same of the day it is."""
        return replace(self, first=self.today, last=self.today, step="day")

    @property
    def today(self) -> date:
        """The local day it is."""
        return self.now.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """When a local day is over."""
        return self._midnight(day + ONE_DAY)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


def only(
    operator_id: QueryId = None,
    school_id: QueryId = None,
    driver_id: QueryId = None,
    rule: QueryText = None,
    severity: Severity | None = None,
    place: UUID | None = None,
) -> Only:
    """The filters, as a FastAPI dependency."""
    return Only(operator_id, school_id, driver_id, rule, severity, place)


def asked(
    settings: Conf,
    alone: Annotated[Only, Depends(only)],
    first: Annotated[date | None, Query(description="the first local day; without it the span is last month")] = None,
    last: Annotated[date | None, Query(description="the last local day, included")] = None,
    by: By = "operator",
    step: Step | None = None,
) -> Ask:
    """The whole question, as a FastAPI dependency. Raises Invalid for a span that is none or too long."""
    now = clock.now()
    begin, end = _span(first, last, now.astimezone(settings.zone).date())
    steps: Step = step or ("day" if (end - begin).days < DAYLY_UP_TO else "week")
    return Ask(begin, end, by, steps, alone, settings.zone, now)


Asked = Annotated[Ask, Depends(asked)]


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    last = today.replace(day=1) - ONE_DAY
    return last.replace(day=1), last


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    if first is None and last is None:
        return last_month(today)
    wrong = _wrong(first, last)
    if wrong is not None or first is None or last is None:
        raise Invalid(wrong or field("last", zh="请给出起止两日", en="give both days"))
    return first, last


def _wrong(first: date | None, last: date | None) -> Field | None:
    if first is None or last is None:
        missing = "first" if first is None else "last"
        return field(missing, zh="请给出起止两日", en="give both days, or none for last month")
    if first.year not in YEARS or last.year not in YEARS:
        return field("first" if first.year not in YEARS else "last", zh="年份超出范围", en="is out of range")
    if last < first:
        return field("last", zh="止日早于起日", en="is before the first day")
    if (last - first).days >= MOST_DAYS:
        return field("last", zh=f"最多查看 {MOST_DAYS} 天", en=f"a span has at most {MOST_DAYS} days")
    return None
