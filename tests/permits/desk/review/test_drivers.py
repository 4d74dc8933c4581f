"""Drivers: each check of the review at, under and over its limit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from permits.desk.review.drivers import (
    Ages,
    drivers_qualified,
    has_driven_long_enough,
    has_no_full_score,
    has_no_serious_offence,
    is_endorsed,
    is_of_age,
    is_reviewed,
)
from permits.desk.review.verdicts import Check, Verdict, worst
from permits.drivers.papers import Cycle, DriverPapers, Offence, years_after

MET, NOT_MET, CANNOT_TELL = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_TELL
TODAY = date(2026, 9, 7)
DAY = timedelta(days=1)
CYCLES = tuple(Cycle(date(year, 6, 1), 0, date(year, 6, 20)) for year in (2024, 2025, 2026))
DRIVER = DriverPapers(
    1, "张海涛", date(1985, 5, 5), date(2010, 1, 1), frozenset({"A1"}), CYCLES, offences_queried_on=TODAY - 5 * DAY
)  # fmt: skip


def test_of_the_29th_of_february_the_anniversary_is_the_1st_of_march() -> None:
    """Who was born on a leap day is a year older on 1 March of other years."""
    assert years_after(date(2000, 2, 29), 25) == date(2025, 3, 1)
    assert years_after(date(2000, 2, 29), 60) == date(2060, 2, 29)


def verdicts(checks: list[Check]) -> set[Verdict]:
    """The verdicts that occur."""
    return {check.verdict for check in checks}


def test_every_driver_named_is_qualified_and_one_at_least_is_named() -> None:
    """Art 14(2), 25: without a driver the condition is not met; one of two who is not qualified spoils it."""
    assert worst(drivers_qualified((), "A1", TODAY, Ages())) is NOT_MET
    assert verdicts(drivers_qualified((DRIVER,), "A1", TODAY, Ages())) == {MET}
    other = replace(DRIVER, name="李四", classes=None)
    checks = drivers_qualified((DRIVER, other), "A1", TODAY, Ages())
    assert [check.about for check in checks if check.verdict is NOT_MET] == ["李四"]


@pytest.mark.parametrize(
    ("classes", "needed", "verdict"),
    [
        (frozenset({"A1", "B1"}), "A1", MET),
        (frozenset({"B1"}), "A1", NOT_MET),
        (None, "A1", NOT_MET),
        (frozenset({"A1"}), None, CANNOT_TELL),
    ],
)
def test_an_endorsement_in_force_covers_the_class(
    classes: frozenset[str] | None, needed: str | None, verdict: Verdict
) -> None:
    """Art 25, LIC 89: endorsed for school buses of that vehicle class."""
    assert is_endorsed(replace(DRIVER, classes=classes), needed).verdict is verdict


@pytest.mark.parametrize(
    ("born_on", "verdict"),
    [
        (date(2001, 9, 8), NOT_MET),  # 25 tomorrow
        (date(2001, 9, 7), MET),  # 25 today
        (date(1966, 9, 7), MET),  # 60 today: the last lawful day
        (date(1966, 9, 6), NOT_MET),  # 60 yesterday
        (None, CANNOT_TELL),
    ],
)
def test_a_driver_is_between_twenty_five_and_sixty(born_on: date | None, verdict: Verdict) -> None:
    """Art 23(1): 25周岁以上、不超过60周岁."""
    assert is_of_age(replace(DRIVER, born_on=born_on), TODAY, Ages()).verdict is verdict


def test_the_oldest_age_is_a_dated_setting() -> None:
    """Where the district dates 63, a driver of 61 is lawful."""
    older = replace(DRIVER, born_on=date(1965, 9, 7))
    assert is_of_age(older, TODAY, Ages()).verdict is NOT_MET
    assert is_of_age(older, TODAY, Ages(25, 63)).verdict is MET


@pytest.mark.parametrize(
    ("first", "verdict"),
    [(date(2023, 9, 8), NOT_MET), (date(2023, 9, 7), MET), (date(2023, 9, 6), MET), (None, CANNOT_TELL)],
)
def test_a_driver_has_driven_for_three_years(first: date | None, verdict: Verdict) -> None:
    """Art 23(1): three years to the day are enough."""
    assert has_driven_long_enough(replace(DRIVER, licence_first_on=first), TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ((0, 0, 11), MET),
        ((0, 0, 12), NOT_MET),
        ((12, 0, 0), NOT_MET),
        ((0, None, 0), CANNOT_TELL),
        ((0, 0), CANNOT_TELL),
    ],
)
def test_no_cycle_of_the_last_three_has_twelve_points(points: tuple[int | None, ...], verdict: Verdict) -> None:
    """Art 23(2): eleven are none; a cycle of which police told nothing cannot be told."""
    cycles = tuple(Cycle(date(2027 - len(points) + i, 6, 1) - 365 * DAY, p) for i, p in enumerate(points, 1))
    assert has_no_full_score(replace(DRIVER, cycles=cycles), TODAY).verdict is verdict


def test_twelve_points_four_cycles_ago_are_past_but_in_the_running_cycle_they_count() -> None:
    """Art 23(2): 最近连续3个记分周期, and the one that runs."""
    long_ago = (Cycle(date(2023, 6, 1), 12), *CYCLES)
    assert has_no_full_score(replace(DRIVER, cycles=long_ago), TODAY).verdict is MET
    running = (*CYCLES, Cycle(date(2027, 6, 1), 12))
    assert has_no_full_score(replace(DRIVER, cycles=running), TODAY).verdict is NOT_MET


def test_cycles_that_ended_over_a_year_ago_tell_nothing_of_today() -> None:
    """Stale: the newest cycle on record ended a year ago to the day, it is told; a day more, it is not."""
    assert has_no_full_score(DRIVER, date(2027, 6, 1)).verdict is MET
    assert has_no_full_score(DRIVER, date(2027, 6, 2)).verdict is CANNOT_TELL
    assert is_reviewed(DRIVER, date(2027, 6, 1)).verdict is MET
    assert is_reviewed(DRIVER, date(2027, 6, 2)).verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("offence", "verdict"),
    [
        (Offence(date(2025, 9, 8), "overload", serious=True), NOT_MET),  # a year less a day ago
        (Offence(date(2025, 9, 7), "overload", serious=True), MET),  # a year ago to the day
        (Offence(date(2026, 9, 1), "speeding", serious=False), MET),
        (Offence(date(2005, 1, 1), "drink_driving", serious=True), NOT_MET),
    ],
)
def test_no_serious_offence_within_a_year_and_no_drink_driving_ever(offence: Offence, verdict: Verdict) -> None:
    """Art 23(4)."""
    assert has_no_serious_offence(replace(DRIVER, offences=(offence,)), TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [(TODAY - 31 * DAY, MET), (TODAY - 32 * DAY, CANNOT_TELL), (None, CANNOT_TELL)],
)
def test_offences_are_asked_for_every_month(asked: date | None, verdict: Verdict) -> None:
    """VEH 65: an empty answer that is older than a month says nothing."""
    assert has_no_serious_offence(replace(DRIVER, offences_queried_on=asked), TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("ends", "reviewed_on", "verdict"),
    [
        (TODAY - 30 * DAY, None, MET),
        (TODAY - 31 * DAY, None, NOT_MET),
        (TODAY - 31 * DAY, TODAY - 2 * DAY, MET),
    ],
)
def test_a_driver_is_reviewed_within_thirty_days_after_the_cycle(
    ends: date, reviewed_on: date | None, verdict: Verdict
) -> None:
    """Art 26, LIC 90: the thirtieth day is in time."""
    assert is_reviewed(replace(DRIVER, cycles=(Cycle(ends, 0, reviewed_on),)), TODAY).verdict is verdict
    assert is_reviewed(replace(DRIVER, cycles=()), TODAY).verdict is CANNOT_TELL
