"""What a bus's own fixes show: harsh braking, turning, stands in odd places, passages; and that noise shows nothing."""

from dataclasses import fields, replace

import numpy as np
import pytest
import shapely

from findings.danger.seen.bounds import difference, score, wilson
from findings.danger.seen.events import brakings, turnings
from findings.danger.seen.limits import Limits
from findings.danger.seen.passages import passages
from findings.danger.seen.stands import stands
from findings.danger.seen.track import Steps, Track
from fleet.fixes import Fixes
from rules.book.dated import KNOWN
from rules.parameters import Parameters
from tests.findings.danger.roads import MONDAY_S, PLANE, bend, drive, fixes

LIMITS = Limits.at(Parameters.of(), MONDAY_S)
START_S = MONDAY_S + 7 * 3600


def seen(parts: Fixes, limits: Limits = LIMITS) -> dict[str, list[float]]:
    """The values of each kind that is found."""
    track = Track.of(parts, PLANE)
    steps = Steps.of(track)
    found = (brakings(track, steps, limits), turnings(track, steps, limits), stands(track, steps, limits, []))
    return {each.kind: each.value.tolist() for each in found if len(each)}


def test_every_limit_is_a_dated_parameter_with_its_source() -> None:
    for one in fields(Limits):
        known = KNOWN[f"danger.{one.name}"]
        assert known.source
        assert known.unit
        assert getattr(LIMITS, one.name) == known.default


@pytest.mark.parametrize(("mps2", "found"), [(2.9, False), (3.1, True), (4.0, True)])
def test_a_braking_counts_from_three_metres_a_second_squared(mps2: float, found: bool) -> None:
    assert ("brake" in seen(drive(1, START_S, brakes_at_m=450, brake_mps2=mps2))) is found


def test_one_braking_is_one_event_at_its_hardest() -> None:
    """It lasts three seconds: three steps between fixes are beyond the limit."""
    [value] = seen(drive(1, START_S, brakes_at_m=450))["brake"]
    assert value == pytest.approx(4.0, abs=0.15)


@pytest.mark.parametrize(("radius_m", "found"), [(33.0, False), (26.0, True), (20.0, True), (12.0, False)])
def test_a_turning_counts_from_its_limit_to_what_a_bus_can_do(radius_m: float, found: bool) -> None:
    """At 36 km/h: 3.0, 3.8, 5.0 and, which no bus does without tipping over, 8.3 m/s²."""
    assert ("turn" in seen(bend(1, START_S, radius_m))) is found


def test_a_stand_where_nothing_is_to_stand_for_is_odd_and_at_a_stop_it_is_none() -> None:
    """Two and a half minutes in mid-road; with a stop 60 m on it is ordinary, with one 200 m on it is odd."""
    track = Track.of(drive(1, START_S, stands_at_m=450, stands_s=150), PLANE)
    steps = Steps.of(track)
    assert [round(value, -1) for value in stands(track, steps, LIMITS, []).value.tolist()] == [150]
    for far_m, odd in ((60.0, 0), (200.0, 1)):
        assert len(stands(track, steps, LIMITS, [shapely.Point(450 + far_m, 0)])) == odd


@pytest.mark.parametrize(("seconds", "found"), [(90, False), (150, True), (1000, False)])
def test_a_red_light_is_too_short_and_parking_too_long_for_a_stand(seconds: float, found: bool) -> None:
    assert ("stop" in seen(drive(1, START_S, stands_at_m=450, stands_s=seconds))) is found


def _parked() -> Fixes:
    """A night in a lay-by: the receiver wanders by some metres, told speeds flicker up to 12 km/h."""
    dice = np.random.default_rng(5)
    time_s = START_S + np.arange(0.0, 7200.0, 10.0)
    x, y = dice.normal(450, 6, len(time_s)), dice.normal(0, 6, len(time_s))
    speed = np.where(
        dice.random(len(time_s)) < 0.04, dice.uniform(1.0, 3.3, len(time_s)), dice.uniform(0, 0.4, len(time_s))
    )
    return fixes(1, time_s, x, y, speed)


def _told(second: int, **wrong: float) -> Fixes:
    """An even drive in which one fix tells something else."""
    good = drive(1, START_S)
    for name, value in wrong.items():
        getattr(good, name)[second] = value
    return good


def _sideways() -> Fixes:
    """One fix 300 m off the road."""
    good = drive(1, START_S)
    good.lat[30] += 300 / PLANE.north_m
    return good


def _jam() -> Fixes:
    """A queue that moves ten metres every three minutes."""
    time_s = START_S + np.arange(0.0, 1800.0)
    moving = (np.arange(1800) % 180) < 5
    x = 400 + np.cumsum(np.where(moving, 2.0, 0.0))
    return fixes(1, time_s, x, np.zeros(1800), np.where(moving, 2.0, 0.0))


NOISE = {
    "a parked receiver that wanders": _parked(),
    "one fix far off the road": _sideways(),
    "one fix that tells 0 km/h in mid-drive": _told(30, speed_mps=0.0),
    "one fix that tells 90 km/h": _told(30, speed_mps=25.0),
    "one fix that tells a course to the south": _told(30, course_deg=180.0),
    "a course that is unknown": _told(30, course_deg=np.nan),
    "a hard braking between fixes ten seconds apart": drive(1, START_S, brakes_at_m=450, every_s=10),
    "two drives of one bus, nothing heard between them": Fixes.joined(
        [drive(1, START_S).take(slice(0, 30)), drive(1, START_S + 9000)]
    ),
    "a queue": _jam(),
    "no fix at all": Fixes.of(0),
    "one fix": drive(1, START_S).take(slice(0, 1)),
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_makes_no_event(noise: str) -> None:
    assert seen(NOISE[noise]) == {}


def test_what_a_second_terminal_of_the_bus_tells_is_not_counted_again() -> None:
    first = drive(1, START_S, brakes_at_m=450)
    second = replace(first, device=first.device + 50, time_s=first.time_s + 0.4).take(slice(0, 50))
    assert len(seen(Fixes.joined([first, second]))["brake"]) == 1


ZONE = shapely.box(400, -30, 500, 30)


def passed(parts: Fixes) -> list[bool]:
    """The passages of the zone: dense or not."""
    track = Track.of(parts, PLANE)
    return [bool(dense) for dense in passages(track, Steps.of(track), [ZONE], LIMITS).dense]


def test_a_passage_is_one_way_through_dense_or_sparse_and_a_stand_in_it_does_not_make_two() -> None:
    assert passed(drive(1, START_S)) == [True]
    assert passed(drive(1, START_S, every_s=20)) == [False]  # no fix lies in the zone: the way between two crosses it
    assert passed(drive(1, START_S, stands_at_m=450, stands_s=150)) == [True]
    assert passed(drive(1, START_S, aside_m=200)) == []
    there_and_back = Fixes.joined([drive(1, START_S), drive(1, START_S + 600)])
    assert passed(there_and_back) == [True, True]


def test_a_bus_that_only_stands_in_the_zone_has_not_passed() -> None:
    time_s = START_S + np.arange(0.0, 3600.0, 10.0)
    wander = np.random.default_rng(1).normal(450, 4, len(time_s))
    assert passed(fixes(1, time_s, wander, np.zeros(len(time_s)), np.full(len(time_s), 0.2))) == []


def test_wilsons_bounds_are_those_of_the_published_table() -> None:
    """Newcombe 1998, table I: 81 of 263 and 0 of 20; table II: 56/70 against 48/80 (there 0.0524 to 0.3339)."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = difference((56, 70), (48, 80))
    assert (-high, -low) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_two_of_two_do_not_win_and_neither_does_traffic() -> None:
    """By Wilson's bound alone 2 of 2 (34 %) would lead; with the credit a place that is known to be bad does."""
    places = {"2 of 2": (2, 2), "12 of 40": (12, 40), "12 of 400": (12, 400)}
    assert max(places, key=lambda name: wilson(*places[name])[0]) == "2 of 2"
    ranked = sorted(places, key=lambda name: -score(*places[name], LIMITS.credit))
    assert ranked == ["12 of 40", "2 of 2", "12 of 400"]
