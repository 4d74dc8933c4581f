"""The bus's register of insurance and equipment, each on its last good day and the day after; what nobody recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from permits.registers.dated import Item
from rules.law.papers_vehicle import equipped_on_the_day, insured_on_the_day
from rules.papers.paper import Said
from tests.rules.papers.paper_world import EQUIPMENT, LOOKED, POLICY, papers

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (POLICY.valid_from - ONE_DAY, Said.BREACH),
        (POLICY.valid_from, Said.IN_ORDER),
        (POLICY.valid_to, Said.IN_ORDER),
        (POLICY.valid_to + ONE_DAY, Said.BREACH),
    ],
)
def test_a_bus_serves_while_the_carriers_insurance_covers_the_day(day: date, said: Said) -> None:
    """R48: from the first to the last day of the policy (Art 14(5))."""
    assert insured_on_the_day(papers(day=day)).said is said


def test_another_insurance_is_not_the_carriers_and_the_next_policy_joins_on() -> None:
    """R48: compulsory insurance alone says nothing of it; where one policy ends and the next begins there is no gap."""
    assert insured_on_the_day(papers(vehicle__policies=(replace(POLICY, kind="compulsory"),))).said is Said.UNKNOWN
    following = replace(POLICY, valid_from=POLICY.valid_to + ONE_DAY, valid_to=POLICY.valid_to + 300 * ONE_DAY)
    assert (
        insured_on_the_day(papers(day=following.valid_from, vehicle__policies=(POLICY, following))).said
        is Said.IN_ORDER
    )


def test_a_bus_without_its_hammer_or_with_an_expired_extinguisher_does_not_serve() -> None:
    """R51: what is missing and what has expired is named (Art 21, 46)."""
    assert equipped_on_the_day(papers()).said is Said.IN_ORDER
    missing = equipped_on_the_day(papers(vehicle__equipment=(Item("hammer", 0, LOOKED), *EQUIPMENT[1:])))
    assert (missing.said, [one.value for one in missing.facts]) == (Said.BREACH, ["×"])
    last = LOOKED + 10 * ONE_DAY
    expiring = (EQUIPMENT[0], replace(EQUIPMENT[1], expires_on=last), *EQUIPMENT[2:])
    assert equipped_on_the_day(papers(day=last, vehicle__equipment=expiring)).said is Said.IN_ORDER
    assert equipped_on_the_day(papers(day=last + ONE_DAY, vehicle__equipment=expiring)).said is Said.BREACH


def test_equipment_that_nobody_looked_at_for_half_a_year_cannot_be_told() -> None:
    """R51: a stale record is no proof; nor is one without the date until when it is good."""
    old = tuple(replace(one, checked_on=LOOKED - 200 * ONE_DAY) for one in EQUIPMENT)
    assert equipped_on_the_day(papers(vehicle__equipment=old)).said is Said.UNKNOWN
    undated = (*EQUIPMENT[:1], replace(EQUIPMENT[1], expires_on=None), *EQUIPMENT[2:])
    assert equipped_on_the_day(papers(vehicle__equipment=undated)).said is Said.UNKNOWN
