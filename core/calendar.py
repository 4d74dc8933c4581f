"""Working days of the office and class days of the schools; a year whose holidays are not announced is provisional.

Source: PyPI chinesecalendar (State Council notices), domain.md section 9. Its years end with the last announced one; past
that Monday to Friday are taken as working days, and the answer says so. What the office entered itself wins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import SchoolDay, Term, WorkingDay

HOLIDAYS = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "National Day": "国庆节", "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利日",
}  # fmt: skip
FRIDAY = 4
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A snapshot of what is known of days: the office's own entries, the terms, the schools' special days."""

    works: Mapping[date, bool] = field(default_factory=dict)
    terms: tuple[tuple[date, date], ...] = ()
    classes: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> tuple[bool, bool]:
        """Whether the office works that day, and whether that is provisional (the year is not announced yet)."""
        entered = self.works.get(day)
        if entered is not None:
            return entered, False
        try:
            return chinese_calendar.is_workday(day), False
        except NotImplementedError:
            return day.weekday() <= FRIDAY, True

    def add_working_days(self, day: date, count: int) -> tuple[date, bool]:
        """The `count`-th working day after `day` (the day itself is not counted, Civil Code Art 201), and whether provisional.

        For 0: the day itself, or the next working day when it is none. Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("a term is counted forward")
        works, provisional = self.is_working_day(day)
        left = count if count or works else 1
        while left:
            day += ONE_DAY
            works, guessed = self.is_working_day(day)
            provisional |= guessed
            left -= works
        return day, provisional

    def is_class_day(self, day: date) -> bool:
        """Whether pupils have classes: a school's own entry, else a working day inside a term."""
        entered = self.classes.get(day)
        if entered is not None:
            return entered
        return self.is_working_day(day)[0] and any(starts <= day <= ends for starts, ends in self.terms)


def holiday_of(day: date) -> str | None:
    """The Chinese name of the holiday for which a day is off or made up; None for any other day, and in a year not announced."""
    try:
        _, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return None if name is None else HOLIDAYS.get(str(name))


def calendar_of(works: Iterable[WorkingDay], terms: Iterable[Term], school_days: Iterable[SchoolDay]) -> Calendar:
    """A calendar from rows, however they were read."""
    return Calendar(
        works={one.day: one.works for one in works},
        terms=tuple(sorted((one.starts, one.ends) for one in terms)),
        classes={one.day: one.classes for one in school_days},
    )


async def load_calendar(session: AsyncSession) -> Calendar:
    """The calendar as the database has it now."""
    works = await session.scalars(select(WorkingDay))
    terms = await session.scalars(select(Term))
    school_days = await session.scalars(select(SchoolDay))
    return calendar_of(works, terms, school_days)
