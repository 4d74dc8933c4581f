"""The statutory clocks: over Spring Festival and its worked weekends, in a year not announced, with pauses; deemed renewal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Calendar
from permits.procedure.clocks import (
    CLOCKS,
    Deadline,
    Pause,
    days_left,
    days_of,
    due,
    is_deemed_renewed,
    renewal_asked_by,
    sign_valid_to,
)

ANNOUNCED = Calendar()
# Spring Festival 2026 is free from Sunday 15 to Monday 23 February; the Saturdays 14 and 28 are worked (State Council notice).
BEFORE = date(2026, 2, 12)  # a Thursday


@pytest.mark.parametrize(
    ("clock", "began", "on"),
    [
        ("call", BEFORE, date(2026, 2, 13)),
        ("inspect", BEFORE, date(2026, 2, 14)),  # the worked Saturday counts
        ("police_reply", BEFORE, date(2026, 2, 24)),  # nine days of holiday do not
        ("completeness", BEFORE, date(2026, 2, 26)),
        ("decide", BEFORE, date(2026, 2, 28)),  # and neither is the other Saturday lost
        ("send", date(2026, 2, 18), date(2026, 2, 26)),  # received in the holiday: counted from the first day worked
    ],
)
def test_a_term_runs_over_spring_festival_and_its_worked_weekends(clock: str, began: date, on: date) -> None:
    """REG 15, VEH 58-59, 行政许可法 32, 82: working days, from the day after, 调休 Saturdays among them."""
    found = due(ANNOUNCED, began, CLOCKS[clock].days, began)
    assert (found.on, found.provisional) == (on, False)


def test_a_term_into_a_year_that_nobody_announced_is_counted_monday_to_friday_and_marked() -> None:
    """A permit filed in December 2026 runs into January 2027, whose holidays are not known."""
    filed = date(2026, 12, 29)
    assert due(ANNOUNCED, filed, 2, filed) == Deadline(date(2026, 12, 31), 2, provisional=False)
    assert due(ANNOUNCED, filed, 3, filed) == Deadline(date(2027, 1, 1), 3, provisional=True)


def test_what_the_office_enters_moves_the_term_and_takes_the_mark_away() -> None:
    """The admin's table wins over the library, and a deadline that is asked for again is another."""
    entered = Calendar(works={date(2027, 1, 1): False, date(2027, 1, 2): False, date(2027, 1, 4): True})
    assert due(entered, date(2026, 12, 29), 3, date(2026, 12, 29)) == Deadline(date(2027, 1, 4), 3, provisional=True)
    # Sunday 3 January is still a guess: it lies within the term
    entered = Calendar(works={**entered.works, date(2027, 1, 3): True})
    assert due(entered, date(2026, 12, 29), 3, date(2026, 12, 29)) == Deadline(date(2027, 1, 3), 3, provisional=False)


def test_a_pause_is_not_counted() -> None:
    """行政许可法 45: the time of an inspection or an expert's review, told in writing."""
    began = date(2026, 11, 23)  # a Monday
    without = due(ANNOUNCED, began, 5, began)
    assert without.on == date(2026, 11, 30)
    paused = Pause(date(2026, 11, 25), date(2026, 11, 27))  # Thursday and Friday stand
    assert due(ANNOUNCED, began, 5, began, pauses=[paused]).on == date(2026, 12, 2)
    overlapping = [paused, Pause(date(2026, 11, 26), date(2026, 11, 30))]
    assert due(ANNOUNCED, began, 5, began, pauses=overlapping).on == date(2026, 12, 3)


def test_a_clock_that_stands_moves_with_today_and_says_so() -> None:
    """VEH 59: while the vehicle has not been presented the police are not late."""
    began, stands = date(2026, 11, 23), [Pause(date(2026, 11, 24))]
    for today, on in ((date(2026, 11, 24), date(2026, 11, 26)), (date(2026, 12, 7), date(2026, 12, 9))):
        found = due(ANNOUNCED, began, 3, today, pauses=stands)
        assert (found.on, found.left, found.stopped) == (on, 2, True)


def test_days_left_are_working_days_and_fall_below_nothing() -> None:
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert [days_left(ANNOUNCED, monday, today) for today in (friday, monday, date(2026, 12, 1))] == [1, 0, -1]
    assert days_left(ANNOUNCED, friday, date(2026, 11, 29)) == 0  # the weekend makes nobody late by a day
    assert days_left(ANNOUNCED, date(2026, 2, 14), date(2026, 2, 24)) == -1


@given(
    began=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    days=st.integers(1, 40),
    pauses=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=3),
)
def test_exactly_the_days_of_the_term_are_counted(began: date, days: int, pauses: list[tuple[int, int]]) -> None:
    """Of the days after the beginning, up to the last one, as many are worked and not paused as the term has."""
    stretches = [
        Pause(began + timedelta(days=start), began + timedelta(days=start + length)) for start, length in pauses
    ]
    on = due(ANNOUNCED, began, days, began, pauses=stretches).on
    between = [began + timedelta(days=number) for number in range(1, (on - began).days + 1)]
    counted = [
        day
        for day in between
        if ANNOUNCED.is_working_day(day)[0] and not any(one.since < day <= (one.until or day) for one in stretches)
    ]
    assert len(counted) == days
    assert counted[-1] == on


def test_a_term_of_no_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        due(ANNOUNCED, BEFORE, 0, BEFORE)


def test_an_office_may_bind_itself_to_less_than_the_law_and_not_to_more() -> None:
    """But what only the place's own rule says, another place sets as it has it."""
    assert days_of("review", {}) == 5
    assert days_of("review", {"clock.review": 3}) == 3
    assert days_of("review", {"clock.review": 9}) == 5
    assert days_of("decide", {"clock.decide": 15}) == 15


@pytest.mark.parametrize(
    ("asked_on", "decided_on", "today", "deemed"),
    [
        (date(2026, 8, 1), None, date(2026, 9, 1), True),
        (date(2026, 8, 1), None, date(2026, 8, 31), False),  # its last day is not over
        (date(2026, 8, 2), None, date(2026, 9, 1), False),  # asked for 29 days before: too late
        (date(2026, 8, 1), date(2026, 8, 31), date(2026, 9, 1), False),  # decided on the last day
        (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 2), True),  # decided a day too late
    ],
)
def test_a_renewal_asked_for_in_time_and_not_decided_is_granted_by_silence(
    asked_on: date, decided_on: date | None, today: date, deemed: bool
) -> None:
    """行政许可法 50: thirty days before, and by the permit's expiry."""
    valid_to = date(2026, 8, 31)
    assert renewal_asked_by(valid_to) == date(2026, 8, 1)
    found = is_deemed_renewed(asked_on=asked_on, valid_to=valid_to, decided_on=decided_on, today=today)
    assert found is deemed


def test_a_sign_ends_with_the_inspection_and_never_after_the_permit() -> None:
    """VEH 61."""
    inspection, permit = date(2027, 2, 28), date(2027, 1, 31)
    assert sign_valid_to(inspection_to=inspection, permit_to=permit) == permit
    assert sign_valid_to(inspection_to=permit, permit_to=inspection) == permit
    assert sign_valid_to(inspection_to=inspection, permit_to=None) == inspection
