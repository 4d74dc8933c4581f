"""What is planned against what was approved, who rides along, and the check before the run."""

from datetime import date, time, timedelta

from rules.law.papers_run import (
    as_approved,
    attendant_assigned,
    attendant_trained,
    checked_before_the_run,
    driver_on_the_sign,
)
from rules.papers.paper import Said
from rules.papers.papers import ITEMS, PretripCheck
from tests.rules.papers.paper_world import LINE_VERSION, papers


def test_only_a_driver_whom_the_sign_names_drives_the_bus() -> None:
    """R11: one of the two named on the sign is in order, a third is not (Art 16); with no sign it cannot be told."""
    assert driver_on_the_sign(papers(sign__drivers=frozenset({7, 8}))).said is Said.IN_ORDER
    assert driver_on_the_sign(papers(sign__drivers=frozenset({8, 9}))).said is Said.BREACH
    assert driver_on_the_sign(papers(sign=None)).said is Said.UNKNOWN
    assert driver_on_the_sign(papers(driver=None)).said is Said.UNKNOWN


def test_a_bus_stands_in_only_where_its_own_permit_names_the_line() -> None:
    """R12: a spare bus permitted for the line may drive it for a day, another may not (VEH 64)."""
    assert as_approved(papers()).said is Said.IN_ORDER
    assert as_approved(papers(permit__lines={3: 9})).said is Said.BREACH
    assert as_approved(papers(permit=None)).said is Said.BREACH


def test_a_changed_route_or_stop_is_another_version_than_the_approved() -> None:
    """R12: the plan follows the very version that was approved."""
    assert as_approved(papers(run__line_version=LINE_VERSION + 1)).said is Said.BREACH


def test_a_departure_is_planned_at_an_approved_time() -> None:
    """R12: 07:00 is approved, a minute before and a minute after are not; where no time is recorded it cannot be told."""
    assert as_approved(papers(run__departs=time(6, 59))).said is Said.BREACH
    assert as_approved(papers(run__departs=time(7, 0))).said is Said.IN_ORDER
    assert as_approved(papers(run__departs=time(7, 1))).said is Said.BREACH
    assert as_approved(papers(permit__departures={})).said is Said.UNKNOWN


def test_owner_and_driver_are_the_approved_ones() -> None:
    """R12: another owner than the permit's, or a driver whom it does not name, needs approval first."""
    assert as_approved(papers(vehicle__owner="别的公司")).said is Said.BREACH
    assert as_approved(papers(permit__drivers=frozenset({8}))).said is Said.BREACH
    assert as_approved(papers(vehicle__owner=None)).said is Said.UNKNOWN
    assert as_approved(papers(vehicle__owner=None, run__departs=time(7, 1))).said is Said.BREACH


def test_the_attendant_may_change_freely_but_one_must_ride() -> None:
    """R13 and R12: another attendant needs no approval; none is a breach (Art 38)."""
    assert attendant_assigned(papers(attendant__name="别的老师")).said is Said.IN_ORDER
    assert as_approved(papers(attendant__name="别的老师")).said is Said.IN_ORDER
    assert attendant_assigned(papers(attendant=None)).said is Said.BREACH


def test_an_attendants_certificate_is_valid_to_the_end_of_its_last_day() -> None:
    """R15: on the last day it is valid, the day after it has expired, and who has none is not trained (Art 38)."""
    until = date(2026, 12, 31)
    assert attendant_trained(papers(day=until - timedelta(days=1))).said is Said.IN_ORDER
    assert attendant_trained(papers(day=until)).said is Said.IN_ORDER
    assert attendant_trained(papers(day=until + timedelta(days=1))).said is Said.BREACH
    assert attendant_trained(papers(attendant__trained_to=None)).said is Said.BREACH
    assert attendant_trained(papers(attendant__registered=False)).said is Said.IN_ORDER
    nobody = papers(attendant__trained_to=None, attendant__registered=False)
    assert attendant_trained(nobody).said is Said.UNKNOWN, (
        "no certificate of any attendant is on record in the district"
    )
    assert attendant_trained(papers(attendant=None)).said is Said.UNKNOWN


def test_all_seven_items_are_checked_and_good() -> None:
    """R16: seven good items are in order; one missing, one failed or none at all are not; no records kept tells nothing."""
    good = dict.fromkeys(ITEMS, True)
    assert checked_before_the_run(papers(check=PretripCheck(good))).said is Said.IN_ORDER
    six = {item: True for item in ITEMS if item != "tyres"}
    assert checked_before_the_run(papers(check=PretripCheck(six))).said is Said.BREACH
    assert checked_before_the_run(papers(check=PretripCheck({**good, "brakes": False}))).said is Said.BREACH
    assert checked_before_the_run(papers(check=PretripCheck())).said is Said.BREACH
    assert checked_before_the_run(papers(check=None)).said is Said.UNKNOWN
