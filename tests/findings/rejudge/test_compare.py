"""What stood beside what is found now: paired by overlap, and told apart."""

from math import inf, nan
from uuid import uuid4

import pytest

from findings.rejudge.compare import Found, compare


def found(began_s: float, ended_s: float, measured: float = 50.0, *, vehicle: int = 1, permit: int = 7) -> Found:
    """A finding of R24."""
    return Found("R24", vehicle, began_s, ended_s, measured, 20.0, permit, uuid4())


def kinds(then: list[Found], now: list[Found]) -> list[str]:
    """What the comparison says, in order of time."""
    return [each.kind for each in compare(then, now)]


def test_the_same_breach_found_again_is_the_same() -> None:
    assert kinds([found(100, 160)], [found(100, 160)]) == ["same"]


def test_one_that_lasts_still_is_the_same_as_one_that_lasts_still() -> None:
    assert kinds([found(100, inf)], [found(100, inf)]) == ["same"]


def test_no_measure_on_either_side_is_no_difference() -> None:
    assert kinds([found(100, 160, nan)], [found(100, 160, nan)]) == ["same"]


@pytest.mark.parametrize(
    "now", [found(100, 160, 55.0), found(130, 160), found(100, 160, permit=8)], ids=["worst", "beginning", "permit"]
)
def test_another_worst_another_beginning_or_another_permit_is_a_change(now: Found) -> None:
    assert kinds([found(100, 160)], [now]) == ["changed"]


def test_what_is_not_found_any_more_is_gone_and_what_did_not_stand_is_new() -> None:
    assert kinds([found(100, 160)], [found(1000, 1060)]) == ["gone", "new"]


def test_another_bus_is_never_the_same() -> None:
    assert kinds([found(100, 160)], [found(100, 160, vehicle=2)]) == ["gone", "new"]


def test_of_two_that_are_one_now_the_longer_is_its_partner() -> None:
    """Two fixes that came late closed the gap between two breaches."""
    made = compare([found(100, 130), found(170, 400)], [found(100, 400)])
    assert [(each.kind, each.what.began_s) for each in made] == [("gone", 100), ("changed", 170)]
