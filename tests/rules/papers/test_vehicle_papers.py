"""Permit, sign and inspection of a bus, each on its last good day and the day after."""

from datetime import date, timedelta

import pytest

from rules.law.papers_vehicle import (
    inspection_asked_for,
    inspection_valid,
    no_open_hazard,
    permit_and_sign_on_the_day,
    sign_expires_with_inspection_and_permit,
)
from rules.papers.catalogue import PAPER_RULES
from rules.papers.paper import Said, month_before
from tests.rules.papers.paper_world import DAY, GOOD, SIGN, papers

ONE_DAY = timedelta(days=1)


def test_papers_in_good_order_let_a_bus_depart() -> None:
    """Every rule of papers says that all is in order, and each has its words in both languages."""
    assert {rule.id: rule(GOOD).said for rule in PAPER_RULES} == dict.fromkeys(
        [rule.id for rule in PAPER_RULES], Said.IN_ORDER
    )
    for rule in PAPER_RULES:
        assert all((rule.title.zh, rule.title.en, rule.sentence.zh, rule.sentence.en))


def test_a_bus_of_which_nothing_is_recorded_is_not_called_good() -> None:
    """With no record at all no rule says "in order": each is in breach or cannot tell what it would need."""
    from rules.papers.papers import Papers, VehiclePapers

    for rule in PAPER_RULES:
        answer = rule(Papers(DAY, VehiclePapers()))
        assert answer.said is not Said.IN_ORDER, rule.id
        assert (answer.missing is not None) == (answer.said is Said.UNKNOWN)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (SIGN.issued_on - ONE_DAY, Said.BREACH),
        (SIGN.issued_on, Said.IN_ORDER),
        (SIGN.valid_to, Said.IN_ORDER),
        (SIGN.valid_to + ONE_DAY, Said.BREACH),
    ],
)
def test_a_sign_serves_from_the_day_of_its_issue_to_its_last_day(day: date, said: Said) -> None:
    """R01: on the first and the last day of the sign the bus may serve, the day before and the day after it may not (Art 18)."""
    assert permit_and_sign_on_the_day(papers(day=day)).said is said


def test_without_a_permit_or_a_sign_a_bus_does_not_serve() -> None:
    """R01: one of the two is not enough; a sign that was returned is none (Art 18, 19)."""
    assert permit_and_sign_on_the_day(papers(permit=None)).said is Said.BREACH
    assert permit_and_sign_on_the_day(papers(sign=None)).said is Said.BREACH
    assert permit_and_sign_on_the_day(papers(sign__usable=False)).said is Said.BREACH


def test_a_sign_ends_with_the_inspection_or_the_permit_whichever_is_first() -> None:
    """R02: the same day as the earlier of both is in order, a day more is a breach (VEH 61)."""
    inspected, permitted = date(2027, 1, 31), date(2027, 7, 31)
    asked = sign_expires_with_inspection_and_permit
    assert asked(papers(sign__valid_to=inspected - ONE_DAY)).said is Said.IN_ORDER
    assert asked(papers(sign__valid_to=inspected)).said is Said.IN_ORDER
    assert asked(papers(sign__valid_to=inspected + ONE_DAY)).said is Said.BREACH
    later = {"vehicle__inspection_to": date(2027, 12, 31)}
    assert asked(papers(**later, sign__valid_to=permitted)).said is Said.IN_ORDER
    assert asked(papers(**later, sign__valid_to=permitted + ONE_DAY)).said is Said.BREACH


def test_a_sign_that_outlives_the_permit_is_found_even_where_the_inspection_is_unknown() -> None:
    """R02: what is known suffices for a breach, not for "in order"; a permit without an end limits nothing."""
    asked, unknown = sign_expires_with_inspection_and_permit, {"vehicle__inspection_to": None}
    assert asked(papers(**unknown)).said is Said.UNKNOWN
    assert asked(papers(**unknown, sign__valid_to=date(2027, 8, 1))).said is Said.BREACH
    assert asked(papers(permit__valid_to=None)).said is Said.IN_ORDER
    assert asked(papers(permit=None)).said is Said.UNKNOWN


def test_an_inspection_is_valid_to_the_end_of_its_last_day() -> None:
    """R03: on the date that the vehicle licence states the bus may drive, the day after it may not (Art 20)."""
    until = date(2027, 1, 31)
    assert inspection_valid(papers(day=until - ONE_DAY)).said is Said.IN_ORDER
    assert inspection_valid(papers(day=until)).said is Said.IN_ORDER
    assert inspection_valid(papers(day=until + ONE_DAY)).said is Said.BREACH
    assert inspection_valid(papers(vehicle__inspection_to=None)).said is Said.UNKNOWN


def test_the_new_inspection_is_asked_for_within_the_last_month() -> None:
    """R04: before the last month nothing is due; from its first day on a request must be there, one from before it is none."""
    ends, opens = date(2027, 1, 31), date(2026, 12, 31)
    assert inspection_asked_for(papers(day=opens - ONE_DAY)).said is Said.IN_ORDER
    assert inspection_asked_for(papers(day=opens)).said is Said.BREACH
    assert inspection_asked_for(papers(day=ends, vehicle__inspection_requested_on=opens)).said is Said.IN_ORDER
    early = papers(day=ends, vehicle__inspection_requested_on=opens - ONE_DAY)
    assert inspection_asked_for(early).said is Said.BREACH
    assert inspection_asked_for(papers(vehicle__inspection_to=None)).said is Said.UNKNOWN


def test_a_bus_with_an_open_technical_hazard_does_not_depart() -> None:
    """R17: one open hazard blocks; none is in order; no ledger at all tells nothing (Art 22, 41)."""
    assert no_open_hazard(papers(hazards=())).said is Said.IN_ORDER
    assert no_open_hazard(papers(hazards=("制动偏软",))).said is Said.BREACH
    assert no_open_hazard(papers(hazards=None)).said is Said.UNKNOWN


def test_a_month_before_days_that_not_every_month_has() -> None:
    """A month before the 31st of March is the last of February."""
    assert month_before(date(2027, 3, 31)) == date(2027, 2, 28)
    assert month_before(date(2028, 3, 30)) == date(2028, 2, 29)
    assert month_before(date(2027, 1, 15)) == date(2026, 12, 15)
