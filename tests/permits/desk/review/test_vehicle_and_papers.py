"""Applicant, vehicle, papers, attendants and seats: each check of the review at, under and over its limit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from permits.desk.review.applicant import Applicant, Reply, may_operate
from permits.desk.review.papers import (
    Attendant,
    Filed,
    attendants_ready,
    has_a_safety_officer,
    has_a_safety_system,
    has_signed_the_letter,
    is_insured,
)
from permits.desk.review.seats import asks_for_no_more, seats_its_pupils
from permits.desk.review.tracks import Driven, ran_along_the_plan
from permits.desk.review.vehicle import (
    Bus,
    School,
    has_seats_enough,
    is_equipped,
    is_examined,
    is_inspected,
    is_located,
    is_registered,
    suits_the_pupils,
)
from permits.desk.review.verdicts import Verdict, met, topic, worst
from permits.registers.dated import Item, Policy

MET, NOT_MET, CANNOT_TELL = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_TELL
TODAY = date(2026, 9, 7)
DAY = timedelta(days=1)
BUS = Bus("苏G00001", "primary_bus", 40, date(2022, 8, 1), date(2026, 12, 31), has_device=True, last_fix_on=TODAY)
FILED = Filed(
    "operator", True, "王安全", date(2026, 8, 1), "人保", "PZ-1", date(2026, 1, 1), date(2026, 12, 31),
    dict.fromkeys(("safety_system", "responsibility_letter", "insurance"), date(2026, 8, 2)),
)  # fmt: skip


def test_one_that_is_not_met_outweighs_one_that_cannot_be_told_and_nothing_is_never_met() -> None:
    """A condition is as bad as its worst check; a condition without checks cannot be told."""
    good = met(topic("a", "14", "甲", "a"), "好", "good")
    unsure, bad = replace(good, verdict=CANNOT_TELL), replace(good, verdict=NOT_MET)
    assert worst([good, good]) is MET
    assert worst([good, unsure]) is CANNOT_TELL
    assert worst([unsure, bad, good]) is NOT_MET
    assert worst([]) is CANNOT_TELL


@pytest.mark.parametrize(
    ("kind", "opinion", "verdict"),
    [
        ("school", None, MET),
        ("operator", None, CANNOT_TELL),
        ("operator", "agrees", MET),
        ("operator", "disagrees", CANNOT_TELL),
        ("town", "agrees", NOT_MET),
    ],
)
def test_a_school_may_operate_and_a_provider_where_the_transport_office_agrees(
    kind: str, opinion: str | None, verdict: Verdict
) -> None:
    """Art 9: schools, and providers whose passenger licence the transport office knows; nobody else."""
    assert may_operate(Applicant("某单位", kind, Reply(opinion, TODAY))).verdict is verdict


@pytest.mark.parametrize(
    ("stage", "type_", "verdict"),
    [
        ("kindergarten", "kindergarten_bus", MET),
        ("kindergarten", "primary_bus", NOT_MET),
        ("primary", "primary_bus", MET),
        ("primary", "primary_middle_bus", MET),
        ("primary", "kindergarten_bus", NOT_MET),
        ("primary", "other_bus", NOT_MET),
        ("junior_middle", "other_bus", MET),
        ("junior_middle", "primary_bus", CANNOT_TELL),
        ("nine_year", "primary_middle_bus", MET),
        ("nine_year", "other_bus", CANNOT_TELL),
        (None, "primary_bus", CANNOT_TELL),
    ],
)
def test_the_type_of_bus_is_that_which_the_law_asks_for_these_pupils(
    stage: str | None, type_: str, verdict: Verdict
) -> None:
    """Art 2 and 60: small pupils ride in the bus built for them; which grades of a nine-year school ride is not on record."""
    [check] = suits_the_pupils(replace(BUS, type=type_), (School("学校", stage),), TODAY, date(2015, 12, 31))
    assert check.verdict is verdict


def test_within_the_provinces_transition_another_bus_may_or_may_not_carry_them() -> None:
    """Art 62: to the last day of the transition it depends on whether such buses are lacking; after it no more."""
    other = replace(BUS, type="other_bus")
    pupils = (School("学校", "primary"),)
    assert suits_the_pupils(other, pupils, TODAY, TODAY)[0].verdict is CANNOT_TELL
    assert suits_the_pupils(other, pupils, TODAY, TODAY - DAY)[0].verdict is NOT_MET
    assert suits_the_pupils(other, pupils, TODAY, None)[0].verdict is CANNOT_TELL
    assert suits_the_pupils(other, (), TODAY, None)[0].verdict is CANNOT_TELL


@pytest.mark.parametrize(("seats", "verdict"), [(6, NOT_MET), (7, MET), (8, MET), (None, CANNOT_TELL)])
def test_a_school_bus_has_seven_seats_or_more(seats: int | None, verdict: Verdict) -> None:
    """Art 2: 7座以上."""
    assert has_seats_enough(replace(BUS, seats=seats)).verdict is verdict


@pytest.mark.parametrize(
    ("on", "verdict"), [(TODAY, MET), (TODAY + DAY, NOT_MET), (TODAY - DAY, MET), (None, CANNOT_TELL)]
)
def test_a_bus_is_registered_by_today(on: date | None, verdict: Verdict) -> None:
    """Art 14(1): registered; a day that is not on record proves nothing."""
    assert is_registered(replace(BUS, registered_on=on), TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("until", "starts_on", "verdict"),
    [
        (TODAY, None, MET),
        (TODAY - DAY, None, NOT_MET),
        (TODAY + 30 * DAY, TODAY + 30 * DAY, MET),
        (TODAY + 30 * DAY, TODAY + 31 * DAY, CANNOT_TELL),
        (None, None, CANNOT_TELL),
    ],
)
def test_an_inspection_holds_today_and_where_it_ends_before_the_permit_begins_there_is_to_be_another(
    until: date | None, starts_on: date | None, verdict: Verdict
) -> None:
    """Art 14(1), 20: its last day is still a day of it; it is made every half year."""
    assert is_inspected(replace(BUS, inspection_to=until), TODAY, starts_on).verdict is verdict


def test_an_inspection_that_ends_within_a_month_is_told() -> None:
    """VEH 61, 62: the sign would end with it."""
    assert "一个月内" in is_inspected(replace(BUS, inspection_to=TODAY + 30 * DAY), TODAY, None).why.zh
    assert "一个月内" not in is_inspected(replace(BUS, inspection_to=TODAY + 31 * DAY), TODAY, None).why.zh


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply("agrees", TODAY - timedelta(days=183)), MET),
        (Reply("agrees", TODAY - timedelta(days=184)), CANNOT_TELL),
        (Reply("disagrees", TODAY), CANNOT_TELL),
        (Reply(), CANNOT_TELL),
    ],
)
def test_standard_and_equipment_are_what_police_found_within_half_a_year(reply: Reply, verdict: Verdict) -> None:
    """VEH 59, Art 21: no register keeps the dates of hammer, extinguisher and first-aid box; what is stale proves nothing."""
    assert is_examined(reply, TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("bus", "verdict"),
    [
        (replace(BUS, last_fix_on=TODAY - 7 * DAY), MET),
        (replace(BUS, last_fix_on=TODAY - 8 * DAY), CANNOT_TELL),
        (replace(BUS, last_fix_on=None), CANNOT_TELL),
        (replace(BUS, has_device=False), CANNOT_TELL),
    ],
)
def test_a_positioning_device_was_heard_of_within_a_week(bus: Bus, verdict: Verdict) -> None:
    """Art 21: a device that was silent for longer proves nothing of today."""
    assert is_located(bus, TODAY).verdict is verdict


@pytest.mark.parametrize(
    ("declared", "filed", "verdict"),
    [(True, True, MET), (True, False, CANNOT_TELL), (False, True, CANNOT_TELL), (False, False, NOT_MET)],
)
def test_a_safety_system_is_stated_and_its_text_filed(declared: bool, filed: bool, verdict: Verdict) -> None:
    """Art 10, 14(4): a box that is ticked without the text proves nothing."""
    papers = {"safety_system": TODAY} if filed else {}
    assert has_a_safety_system(replace(FILED, safety_system=declared, papers=papers)).verdict is verdict


def test_somebody_is_responsible_for_safety() -> None:
    """Art 10: 配备安全管理人员."""
    assert has_a_safety_officer(FILED).verdict is MET
    assert has_a_safety_officer(replace(FILED, safety_officer=None)).verdict is NOT_MET


def test_a_provider_signs_the_responsibility_letter_by_today_and_a_school_none() -> None:
    """Art 11: between school and provider; dated today it counts, dated tomorrow it does not."""
    assert has_signed_the_letter(FILED, TODAY).verdict is MET
    assert has_signed_the_letter(replace(FILED, letter_signed_on=TODAY), TODAY).verdict is MET
    assert has_signed_the_letter(replace(FILED, letter_signed_on=TODAY + DAY), TODAY).verdict is NOT_MET
    assert has_signed_the_letter(replace(FILED, letter_signed_on=None), TODAY).verdict is NOT_MET
    assert has_signed_the_letter(replace(FILED, papers={}), TODAY).verdict is CANNOT_TELL
    assert has_signed_the_letter(Filed("school"), TODAY).verdict is MET


def test_attendants_are_named_and_trained_to_the_last_day_of_the_certificate() -> None:
    """Art 38: nobody named is not met; no record of a training proves nothing."""
    assert attendants_ready((), TODAY)[0].verdict is NOT_MET
    assert attendants_ready((Attendant("王", TODAY),), TODAY)[0].verdict is MET
    assert attendants_ready((Attendant("王", TODAY - DAY),), TODAY)[0].verdict is NOT_MET
    assert attendants_ready((Attendant("王"),), TODAY)[0].verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("first", "last", "starts_on", "verdict"),
    [
        (TODAY, TODAY, None, MET),
        (TODAY + DAY, TODAY + 9 * DAY, None, NOT_MET),
        (TODAY - 9 * DAY, TODAY - DAY, None, NOT_MET),
        (TODAY + 3 * DAY, TODAY + 9 * DAY, TODAY + 3 * DAY, MET),
        (TODAY + 4 * DAY, TODAY + 9 * DAY, TODAY + 3 * DAY, NOT_MET),
        (TODAY, TODAY + 2 * DAY, TODAY + 3 * DAY, NOT_MET),
        (None, TODAY, None, CANNOT_TELL),
        (TODAY, None, None, CANNOT_TELL),
    ],
)
def test_insurance_covers_today_or_the_day_on_which_the_permit_begins(
    first: date | None, last: date | None, starts_on: date | None, verdict: Verdict
) -> None:
    """Art 14(5): 已经投保; both its first and its last day are covered."""
    assert is_insured(replace(FILED, insured_from=first, insured_until=last), TODAY, starts_on).verdict is verdict


def test_insurance_without_its_number_or_its_paper_cannot_be_told() -> None:
    """What nobody can look up proves nothing; what has ended is not met with or without the paper."""
    assert is_insured(replace(FILED, insurance_number=None), TODAY, None).verdict is CANNOT_TELL
    assert is_insured(replace(FILED, papers={}), TODAY, None).verdict is CANNOT_TELL
    assert is_insured(replace(FILED, papers={}, insured_until=TODAY - DAY), TODAY, None).verdict is NOT_MET


@pytest.mark.parametrize(
    ("asked", "seats", "type_", "verdict"),
    [
        (6, 40, "primary_bus", NOT_MET),
        (7, 40, "primary_bus", MET),
        (40, 40, "primary_bus", MET),
        (41, 40, "primary_bus", NOT_MET),
        (45, 50, "kindergarten_bus", MET),
        (46, 50, "kindergarten_bus", NOT_MET),
        (56, 60, "primary_bus", MET),
        (57, 60, "primary_bus", NOT_MET),
        (57, 60, "other_bus", MET),
        (None, 40, "primary_bus", CANNOT_TELL),
        (40, None, "primary_bus", CANNOT_TELL),
    ],
)
def test_no_more_persons_are_asked_for_than_the_bus_and_the_standard_have_room_for(
    asked: int | None, seats: int | None, type_: str, verdict: Verdict
) -> None:
    """Art 2, 15, 34; GB 24407: 45 persons in a kindergarten bus, 56 in a primary one."""
    assert asks_for_no_more(asked, seats, type_).verdict is verdict


@pytest.mark.parametrize(
    ("asked", "pupils", "verdict"),
    [(40, 38, MET), (40, 39, NOT_MET), (40, None, CANNOT_TELL), (None, 38, CANNOT_TELL)],
)
def test_driver_attendant_and_every_pupil_have_a_seat(asked: int | None, pupils: int | None, verdict: Verdict) -> None:
    """Art 34, 一人一座: with one attendant a bus of 40 carries 38 pupils; without a roster nothing is told."""
    assert seats_its_pupils(asked, pupils, attendants=1).verdict is verdict


@pytest.mark.parametrize(
    ("driven", "verdict"),
    [
        (Driven(300, 240, 5, TODAY), MET),
        (Driven(300, 239, 5, TODAY), NOT_MET),
        (Driven(299, 299, 5, TODAY), CANNOT_TELL),
        (Driven(300, 300, 4, TODAY), CANNOT_TELL),
        (Driven(300, 300, 5, TODAY - 7 * DAY), MET),
        (Driven(300, 300, 5, TODAY - 8 * DAY), CANNOT_TELL),
        (Driven(0, 0, 0, None), CANNOT_TELL),
        (None, CANNOT_TELL),
    ],
)
def test_a_bus_that_mostly_drove_the_proposed_lines_is_told_from_enough_fixes_only(
    driven: Driven | None, verdict: Verdict
) -> None:
    """Its last thirty days: four fifths along the lines, of 300 fixes on five days, the last within a week."""
    assert ran_along_the_plan(driven, TODAY).verdict is verdict


def test_the_buss_register_of_insurance_goes_before_what_the_application_says() -> None:
    """A policy of the register that has ended is not met, whatever the application claims; its scan is the paper in the file."""
    ended = Policy("carrier", "人保财险", "PZ-9", TODAY - 400 * DAY, TODAY - DAY, on_file=True)
    running = replace(ended, number="PZ-10", valid_from=TODAY, valid_to=TODAY + 364 * DAY)
    assert is_insured(FILED, TODAY, None, (ended,)).verdict is NOT_MET
    assert is_insured(replace(FILED, papers={}, insurer=None), TODAY, None, (ended, running)).verdict is MET
    assert is_insured(replace(FILED, papers={}), TODAY, None, (replace(running, on_file=False),)).verdict is CANNOT_TELL
    assert is_insured(FILED, TODAY, None, (replace(ended, kind="compulsory"),)).verdict is MET


def test_equipment_is_judged_by_the_register_and_what_it_lacks_cannot_be_told() -> None:
    """Hammer, extinguisher, first-aid kit and positioning device (Art 21): all good, one expired, one not on record."""
    items = tuple(
        Item(kind, 1, TODAY - DAY, TODAY + 99 * DAY) for kind in ("hammer", "extinguisher", "first_aid", "locator")
    )
    assert is_equipped(items, TODAY).verdict is MET
    assert is_equipped((replace(items[0], expires_on=TODAY - DAY), *items[1:]), TODAY).verdict is NOT_MET
    assert is_equipped(items[1:], TODAY).verdict is CANNOT_TELL
    assert is_equipped(items, TODAY + 98 * DAY).verdict is MET
