"""Who may drive: endorsement, age, years, points, offences and review, each at, under and over its limit."""

from datetime import date, timedelta

import pytest

from permits.drivers.papers import Cycle, Offence
from rules.law.papers_driver import (
    endorsed_for_the_class,
    no_full_score,
    no_serious_offence,
    of_lawful_age,
    reviewed_after_the_cycle,
    three_years_of_driving,
)
from rules.papers.paper import PaperRule, Said
from tests.rules.papers.paper_world import CYCLES, DAY, papers

ONE_DAY = timedelta(days=1)
DRIVER_RULES = (
    endorsed_for_the_class, of_lawful_age, three_years_of_driving, no_full_score, no_serious_offence,
    reviewed_after_the_cycle,
)  # fmt: skip


@pytest.mark.parametrize("rule", DRIVER_RULES, ids=[rule.id for rule in DRIVER_RULES])
def test_where_no_driver_is_named_nothing_can_be_told_of_one(rule: PaperRule) -> None:
    """R05 to R10 say "cannot tell" for a run without a driver; they never take nobody for somebody qualified."""
    assert rule(papers(driver=None)).said is Said.UNKNOWN


def test_a_driver_is_endorsed_for_the_class_of_the_bus() -> None:
    """R05: endorsed for A1 a driver drives an A1 bus and no B1 bus; without an endorsement in force none (Art 25)."""
    assert endorsed_for_the_class(papers(driver__classes=frozenset({"A1", "B1"}))).said is Said.IN_ORDER
    assert endorsed_for_the_class(papers(driver__classes=frozenset({"B1"}))).said is Said.BREACH
    assert endorsed_for_the_class(papers(driver__classes=None)).said is Said.BREACH
    assert endorsed_for_the_class(papers(vehicle__licence_class=None)).said is Said.UNKNOWN


@pytest.mark.parametrize(
    ("born_on", "said"),
    [
        (date(2001, 9, 8), Said.BREACH),  # 25 tomorrow
        (date(2001, 9, 7), Said.IN_ORDER),  # 25 today
        (date(1966, 9, 7), Said.IN_ORDER),  # 60 today: 不超过60周岁
        (date(1966, 9, 6), Said.BREACH),  # 60 yesterday
        (None, Said.UNKNOWN),
    ],
)
def test_a_driver_is_between_twenty_five_and_sixty(born_on: date | None, said: Said) -> None:
    """R06: from the 25th birthday to the 60th, both included (Art 23(1)); LIC 92 cancels past that."""
    assert of_lawful_age(papers(driver__born_on=born_on)).said is said


def test_the_ages_are_dated_settings() -> None:
    """R06: where the licence rule of 2025 is held to reach school buses, the district dates 63, and 61 is lawful."""
    older = papers(driver__born_on=date(1965, 9, 7))
    assert of_lawful_age(older).said is Said.BREACH
    assert of_lawful_age(papers(driver__born_on=date(1965, 9, 7), oldest_years=63)).said is Said.IN_ORDER


def test_a_driver_has_driven_for_three_years() -> None:
    """R07: three years to the day are enough, a day less is not (Art 23(1))."""
    three = date(2023, 9, 7)
    assert three_years_of_driving(papers(driver__licence_first_on=three + ONE_DAY)).said is Said.BREACH
    assert three_years_of_driving(papers(driver__licence_first_on=three)).said is Said.IN_ORDER
    assert three_years_of_driving(papers(driver__licence_first_on=three - ONE_DAY)).said is Said.IN_ORDER
    assert three_years_of_driving(papers(driver__licence_first_on=None)).said is Said.UNKNOWN


def test_no_scoring_cycle_of_the_last_three_is_full() -> None:
    """R08: eleven points are in order, twelve in any of three cycles are not, nor in the one that runs (Art 23(2))."""

    def said(*points: int | None, running: int = 0) -> Said:
        cycles = [Cycle(one.ends, count) for one, count in zip(CYCLES[-len(points) :], points, strict=True)]
        return no_full_score(papers(driver__cycles=(*cycles, Cycle(date(2027, 6, 15), running)))).said

    assert said(11, 0, 0) is Said.IN_ORDER
    assert said(12, 0, 0) is Said.BREACH
    assert said(0, 13, 0) is Said.BREACH
    assert said(0, 0, 0, running=12) is Said.BREACH
    assert said(0, None, 0) is Said.UNKNOWN
    assert said(0, 0) is Said.UNKNOWN, "two cycles known are not three"
    assert said(12, 0) is Said.BREACH, "what is known suffices for a breach"


def test_a_full_score_of_the_fourth_cycle_back_counts_no_more() -> None:
    """R08: only the last three cycles are looked at."""
    assert no_full_score(papers(driver__cycles=(Cycle(date(2023, 6, 15), 12), *CYCLES))).said is Said.IN_ORDER


def test_a_serious_offence_counts_for_one_year_and_drink_driving_for_ever() -> None:
    """R09: overload a year ago to the day is over, a day later it is not; drink-driving never is (Art 23(4))."""

    def said(*offences: Offence) -> Said:
        return no_serious_offence(papers(driver__offences=offences)).said

    year_ago = date(2025, 9, 7)
    assert said(Offence(year_ago, "overload", True)) is Said.IN_ORDER
    assert said(Offence(year_ago + ONE_DAY, "overload", True)) is Said.BREACH
    assert said(Offence(DAY, "speeding", False)) is Said.IN_ORDER, "a slight one is none of these"
    assert said(Offence(date(2010, 1, 1), "drink_driving", False)) is Said.BREACH


def test_offences_that_nobody_has_asked_for_are_unknown() -> None:
    """R09: an empty list says nothing before police were asked (VEH 65); one that is known counts all the same."""
    assert no_serious_offence(papers(driver__offences_queried_on=None)).said is Said.UNKNOWN
    known = papers(driver__offences_queried_on=None, driver__offences=(Offence(DAY, "overload", True),))
    assert no_serious_offence(known).said is Said.BREACH


def test_a_driver_is_reviewed_within_thirty_days_after_the_cycle() -> None:
    """R10: on the thirtieth day it may still be done, on the thirty-first a driver without it stays (Art 26, LIC 90)."""
    ends = date(2026, 6, 15)
    cycles = (*CYCLES[:-1], Cycle(ends, 0, None))
    assert reviewed_after_the_cycle(papers(driver__cycles=cycles, day=ends + timedelta(days=29))).said is Said.IN_ORDER
    assert reviewed_after_the_cycle(papers(driver__cycles=cycles, day=ends + timedelta(days=30))).said is Said.IN_ORDER
    assert reviewed_after_the_cycle(papers(driver__cycles=cycles, day=ends + timedelta(days=31))).said is Said.BREACH
    assert reviewed_after_the_cycle(papers()).said is Said.IN_ORDER, "reviewed on the 1st of July"
    assert reviewed_after_the_cycle(papers(driver__cycles=())).said is Said.UNKNOWN
