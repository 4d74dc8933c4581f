"""Working days and class days, also in years whose holidays nobody has announced yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from core.calendar import Calendar, load_calendar
from core.database import make_engine, make_sessions, session_scope
from core.models import SchoolDay, Term, WorkingDay
from core.settings import Settings

NATIONAL_DAY = date(2026, 10, 1)
MADE_UP_SATURDAY = date(2026, 10, 10)
TERM = (date(2026, 9, 1), date(2027, 1, 22))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 22), False),
        (NATIONAL_DAY, False),
        (MADE_UP_SATURDAY, True),
    ],
)
def test_an_announced_year_knows_holidays_and_worked_weekends(day: date, works: bool) -> None:
    assert Calendar().is_working_day(day) == (works, False)


@pytest.mark.parametrize(
    ("day", "works"), [(date(2027, 1, 1), True), (date(2027, 1, 2), False), (date(2060, 5, 3), True)]
)
def test_a_year_not_announced_yet_takes_monday_to_friday_and_says_so(day: date, works: bool) -> None:
    assert Calendar().is_working_day(day) == (works, True)


def test_what_the_office_entered_wins_over_every_calendar_and_is_no_guess() -> None:
    entered = Calendar(works={date(2027, 1, 1): False, date(2026, 11, 24): False, date(2026, 11, 22): True})
    assert entered.is_working_day(date(2027, 1, 1)) == (False, False)
    assert entered.is_working_day(date(2026, 11, 24)) == (False, False)
    assert entered.is_working_day(date(2026, 11, 22)) == (True, False)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the whole holiday of 1-7 October
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # the worked Saturday counts
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 22), 0, date(2026, 11, 23)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, count: int, due: date) -> None:
    assert Calendar().add_working_days(day, count) == (due, False)


def test_a_permit_filed_in_december_that_runs_into_an_unannounced_year_is_provisional_not_broken() -> None:
    assert Calendar().add_working_days(date(2026, 12, 25), 10) == (date(2027, 1, 8), True)


def test_nothing_is_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        Calendar().add_working_days(NATIONAL_DAY, -1)


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_the_last_counted_day_works_and_just_so_many_lie_in_between(day: date, count: int) -> None:
    calendar = Calendar()
    due, _provisional = calendar.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert calendar.is_working_day(due)[0]
    assert sum(calendar.is_working_day(one)[0] for one in between) == count


def test_class_days_are_working_days_of_a_term_unless_the_school_says_otherwise() -> None:
    storm, makeup = date(2026, 11, 24), date(2026, 11, 28)
    calendar = Calendar(terms=(TERM,), classes={storm: False, makeup: True})
    assert calendar.is_class_day(date(2026, 11, 25))
    assert calendar.is_class_day(MADE_UP_SATURDAY)
    assert calendar.is_class_day(makeup)
    assert not calendar.is_class_day(storm)
    assert not calendar.is_class_day(NATIONAL_DAY)
    assert not calendar.is_class_day(date(2026, 8, 28))


async def test_the_calendar_is_read_from_the_tables(module_database_url: str) -> None:
    engine = make_engine(Settings(database_url=module_database_url))
    async with session_scope(make_sessions(engine)) as session:
        await _enter(session)
        calendar = await load_calendar(session)
    await engine.dispose()
    assert calendar == Calendar(works={date(2027, 1, 1): False}, terms=(TERM,), classes={date(2026, 11, 24): False})


async def _enter(session: AsyncSession) -> None:
    session.add(WorkingDay(day=date(2027, 1, 1), works=False, source="元旦"))
    session.add(Term(name="秋", starts=TERM[0], ends=TERM[1]))
    session.add(SchoolDay(day=date(2026, 11, 24), classes=False, note="暴雨"))
    await session.flush()
