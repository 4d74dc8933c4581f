"""Appointments for many vehicles: within what police inspect a day, on working days, at times of the day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from core.calendar import Calendar
from permits.rounds.spread import Inspections, spread

ZONE = ZoneInfo("Asia/Shanghai")
AGREED = Inspections(per_day=3, first=date(2026, 9, 24), opens=time(9), closes=time(12), zone=ZONE)


def days_of(given: dict[int, datetime]) -> list[tuple[int, str]]:
    """File and appointment on the wall clock."""
    return [(file, f"{at:%m-%d %H:%M}") for file, at in given.items()]


def test_a_day_takes_as_many_as_police_inspect_and_the_next_one_is_a_working_day() -> None:
    """2026: Mid-autumn Festival on Friday, 25 September to Sunday; Monday works."""
    given = spread(range(1, 6), agreed=AGREED, taken={}, calendar=Calendar())
    assert days_of(given) == [
        (1, "09-24 09:00"), (2, "09-24 10:00"), (3, "09-24 11:00"), (4, "09-28 09:00"), (5, "09-28 10:00"),
    ]  # fmt: skip


def test_a_sunday_that_is_worked_takes_vehicles_and_the_holiday_before_it_does_not() -> None:
    """20 September 2026 is a Sunday that is worked for the National Day."""
    calendar = Calendar()
    assert calendar.is_working_day(date(2026, 9, 20)) == (True, False)
    one = Inspections(per_day=1, first=date(2026, 9, 19), opens=time(9), closes=time(12), zone=ZONE)
    assert days_of(spread([1], agreed=one, taken={}, calendar=calendar)) == [(1, "09-20 09:00")]


def test_what_stands_already_counts_for_its_day_whatever_its_time() -> None:
    stands = datetime(2026, 9, 24, 10, 0, tzinfo=ZONE)
    by_hand = datetime(2026, 9, 24, 16, 20, tzinfo=ZONE)
    taken = {date(2026, 9, 24): [stands, by_hand]}
    given = spread([1, 2], agreed=AGREED, taken=taken, calendar=Calendar())
    assert days_of(given) == [(1, "09-24 09:00"), (2, "09-28 09:00")]


@pytest.mark.parametrize(("per_day", "count"), [(1, 1), (7, 120), (30, 120), (200, 120)])
def test_no_day_has_more_than_its_number_and_every_time_is_within_the_hours(per_day: int, count: int) -> None:
    agreed = Inspections(per_day=per_day, first=date(2026, 9, 24), opens=time(9), closes=time(17), zone=ZONE)
    given = spread(range(count), agreed=agreed, taken={}, calendar=Calendar())
    assert len(given) == count
    by_day: dict[date, int] = {}
    for at in given.values():
        by_day[at.date()] = by_day.get(at.date(), 0) + 1
        assert time(9) <= at.time() < time(17)
        assert at.minute % 5 == 0
    assert max(by_day.values()) <= per_day
    assert sum(by_day.values()) == count


def test_where_several_come_at_one_time_one_that_stands_takes_the_room_of_one() -> None:
    many = Inspections(per_day=6, first=date(2026, 9, 24), opens=time(9), closes=time(9, 10), zone=ZONE)
    assert [at.minute for at in many.times(many.first)] == [0, 0, 0, 5, 5, 5]
    taken = {many.first: [datetime(2026, 9, 24, 9, 0, tzinfo=ZONE)]}
    given = spread(range(6), agreed=many, taken=taken, calendar=Calendar())
    assert [f"{at:%d %H:%M}" for at in given.values()] == ["24 09:00"] * 2 + ["24 09:05"] * 3 + ["28 09:00"]


def test_what_finds_no_room_within_a_year_has_none() -> None:
    agreed = Inspections(per_day=1, first=date(2026, 9, 24), opens=time(9), closes=time(12), zone=ZONE)
    given = spread(range(1000), agreed=agreed, taken={}, calendar=Calendar())
    assert 250 < len(given) < 300
