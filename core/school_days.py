"""What a day is in a school: classes or none, whole or half, by which weekday's timetable; and who says so. Pure but for the load.

A school's own entry wins over that of its stage, that over the district's. A term of its own stands instead of those that it
overlaps. Without any term the working days of the office decide (`Decided.OFFICE`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.calendar import FRIDAY, Calendar, load_calendar
from core.class_day import ClassDay, Decided
from core.models import OwnSchoolDay, OwnTerm, SchoolDay, Term

Scope = int | str | None  # a school's id, a stage, the whole district


@dataclass(frozen=True, slots=True)
class Special:
    """One entry of a day that differs, as `core.models.DayKind` has it."""

    classes: bool
    counts_as: int | None = None
    ends_at: time | None = None
    leaves_at: time | None = None
    note: str | None = None


Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """A snapshot of the school calendar: terms and special days by whose they are."""

    office: Calendar
    terms: Mapping[Scope, tuple[Stretch, ...]]
    days: Mapping[tuple[Scope, date], Special]

    def on(self, day: date, *, school_id: int | None = None, stage: str | None = None) -> ClassDay:
        """What a day is in a school of a stage; without either, in the district."""
        for scope, decided in ((school_id, Decided.SCHOOL), (stage, Decided.STAGE), (None, Decided.DISTRICT)):
            special = self.days.get((scope, day))
            if special is not None and (scope is None) == (decided is Decided.DISTRICT):
                return _special(day, special, decided)
        works = self.office.is_working_day(day)[0]
        terms = self.terms_of(school_id=school_id, stage=stage)
        if not terms:
            return _plain(day, works, Decided.OFFICE)
        return _plain(day, works and any(starts <= day <= ends for starts, ends in terms), Decided.TERM)

    def terms_of(self, *, school_id: int | None = None, stage: str | None = None) -> tuple[Stretch, ...]:
        """The terms that hold for a school, in order."""
        found: list[Stretch] = []
        for scope in dict.fromkeys((school_id, stage, None)):
            found += [term for term in self.terms.get(scope, ()) if not any(_overlap(term, own) for own in found)]
        return tuple(sorted(found))


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _special(day: date, special: Special, decided: Decided) -> ClassDay:
    weekday = day.weekday() if special.counts_as is None else special.counts_as
    return ClassDay(
        special.classes,
        weekday,
        decided,
        special.ends_at,
        special.leaves_at,
        special.classes and special.counts_as is None and day.weekday() > FRIDAY,
        special.note,
    )


def _plain(day: date, classes: bool, decided: Decided) -> ClassDay:
    return ClassDay(classes, day.weekday(), decided, unsaid=classes and day.weekday() > FRIDAY)


def school_days_of(
    office: Calendar, terms: Iterable[tuple[Scope, date, date]], days: Iterable[tuple[Scope, date, Special]]
) -> SchoolDays:
    """A snapshot from rows, however they were read."""
    by_scope: dict[Scope, tuple[Stretch, ...]] = {}
    for scope, starts, ends in terms:
        by_scope[scope] = (*by_scope.get(scope, ()), (starts, ends))
    return SchoolDays(office, by_scope, {(scope, day): special for scope, day, special in days})


async def load_school_days(session: AsyncSession) -> SchoolDays:
    """The school calendar as the database has it now."""
    terms: list[tuple[Scope, date, date]] = [
        (None, one.starts, one.ends) for one in await session.scalars(select(Term))
    ]
    terms += [(_scope(one), one.starts, one.ends) for one in await session.scalars(select(OwnTerm))]
    days: list[tuple[Scope, date, Special]] = [
        (None, one.day, special_of(one)) for one in await session.scalars(select(SchoolDay))
    ]
    days += [(_scope(one), one.day, special_of(one)) for one in await session.scalars(select(OwnSchoolDay))]
    return school_days_of(await load_calendar(session), terms, days)


def special_of(row: SchoolDay | OwnSchoolDay) -> Special:
    """An entry as the snapshot has it."""
    return Special(row.classes, row.counts_as, row.ends_at, row.leaves_at, row.note)


def _scope(row: OwnTerm | OwnSchoolDay) -> Scope:
    return row.stage if row.school_id is None else row.school_id
