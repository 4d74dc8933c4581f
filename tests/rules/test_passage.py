"""REG 35 where fixes are sparse: a risk segment is judged by passage, by what two fixes around it prove."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet.fixes import Mark
from rules.memory import Memory
from tests.rules.road import START_S, Drive, began, drive, judged, reborn, segment, world

BEND = segment("sharp_bend", 1000, 1200)


def passing(speed_kmh: float, every_s: float = 30.0, offset_s: float = 0.0) -> Drive:
    """At one speed along the road, told every so many seconds."""
    driven = drive(speed_kmh, every_s=every_s, until_s=6000 / speed_kmh * 3.6)
    shifted = replace(driven, second=driven.second + offset_s)
    return replace(shifted, metres=np.clip(shifted.second * speed_kmh / 3.6, 0, 6000))


def slow_inside(inside_kmh: float, around_kmh: float, at_s: tuple[float, ...]) -> Drive:
    """Around the bend (from 1,000 m to 1,200 m) at one speed and inside at another, told at some moments only."""
    there_s, through_s = 1000 / around_kmh * 3.6, 200 / inside_kmh * 3.6
    second = np.array([-10.0, *at_s])
    metres = np.interp(
        second, [0, there_s, there_s + through_s, there_s + through_s + 600], [0, 1000, 1200, 1200 + around_kmh / 0.006]
    )
    inside = (metres > 1000) & (metres < 1200)
    return Drive(
        second, metres, np.zeros(len(second)), np.where(inside, inside_kmh, np.where(second < 0, 0, around_kmh))
    )


def test_a_bend_passed_between_two_fixes_is_found_by_its_mean_speed() -> None:
    """No fix lies inside: at 40 km/h and a fix every 30 s the fixes before and behind it prove more than 20 (Art 35)."""
    (found,) = began(judged(passing(40).fixes(), world(places=[BEND])), "R24")
    assert found.evidence["notes"] == ["mean_speed"]
    assert (found.place, found.evidence["versions"]["place"]) == (12, 12)
    assert found.began_s == START_S + 80, "since the last fix before it"
    assert 20 < found.measured <= 40.0, "never more than was driven"
    assert found.allowed == 20.0


@pytest.mark.parametrize(("inside_s", "found"), [(36.1, 0), (36.0, 0), (35.9, 1)])
def test_the_mean_speed_in_the_segment_is_judged_at_twenty(inside_s: float, found: int) -> None:
    """The bend is 200 m long: at 20 km/h that takes 36 s; the fixes lie a metre before and behind it."""
    second = np.array([-10.0, 60.0, 80.0, 80.0 + inside_s, 200.0, 230.0])
    metres = np.array([0.0, 700.0, 999.0, 1201.0, 1700.0, 2000.0])
    driven = Drive(second, metres, np.zeros(6), np.array([0.0, 30, 18, 18, 30, 30]))
    assert len(began(judged(driven.fixes(), world(places=[BEND])), "R24")) == found


@pytest.mark.parametrize("around_kmh", [30.0, 45.0, 60.0])
@pytest.mark.parametrize("first_s", [0.0, 7.0, 13.0, 22.0, 28.0])
def test_who_slows_to_twenty_inside_is_never_accused(around_kmh: float, first_s: float) -> None:
    """It comes and goes at the road's limit and drives 20 inside: whatever the moments of its fixes, they prove no more."""
    driven = slow_inside(20.0, around_kmh, tuple(first_s + 30.0 * n for n in range(12)))
    assert began(judged(driven.fixes(), world(places=[BEND])), "R24") == []


@settings(max_examples=60, deadline=None)
@given(
    st.floats(25, 60),
    st.floats(10, 20),
    st.lists(st.integers(5, 60), min_size=8, max_size=20),
    st.floats(0, 30),
    st.lists(st.floats(-5, 5), min_size=20, max_size=20),
)
def test_no_lawful_passage_is_found_whatever_the_moments_and_the_receivers_error(
    around_kmh: float, inside_kmh: float, gaps: list[int], first_s: float, errors_m: list[float]
) -> None:
    """Fixes 5 to 60 s apart, each up to five metres before or behind where the bus is."""
    told = slow_inside(inside_kmh, around_kmh, tuple((first_s + np.cumsum(gaps)).tolist()))
    wandering = replace(told, metres=told.metres + np.array([0.0, *errors_m[: len(gaps)]]))
    found = began(judged(wandering.fixes(), world(places=[BEND])), "R24")
    assert [f for f in found if "mean_speed" in f.evidence["notes"]] == []


def test_one_fix_over_the_limit_inside_is_judged_with_the_fixes_around_it() -> None:
    """A single fix inside could be wild; the passage as a whole says the same, so it is found by its mean speed (Art 35)."""
    driven = passing(40, every_s=15, offset_s=4.0)
    inside = (driven.metres > 985) & (driven.metres < 1215)
    assert inside.sum() == 1
    (found,) = began(judged(driven.fixes(), world(places=[BEND])), "R24")
    assert found.evidence["notes"] == ["mean_speed"]


def test_two_fixes_inside_tell_by_themselves_and_once() -> None:
    """Where fixes are dense the passage is no second finding (Art 35)."""
    (found,) = began(judged(passing(40, every_s=3).fixes(), world(places=[BEND])), "R24")
    assert found.evidence["notes"] == []


def test_one_wild_fix_behind_the_segment_is_no_passage() -> None:
    """A bus that waits before the bend, one fix a kilometre ahead, and the bus is still there."""
    second = np.array([-10.0, *np.arange(20.0, 400.0, 20.0)])
    metres = np.minimum(np.maximum(second, 0) * 10, 900.0)
    wild = np.where(second == 200.0, 1300.0, metres)
    driven = Drive(second, wild, np.zeros(len(second)), np.where(metres < 900, 36.0, 0.0))
    assert began(judged(driven.fixes(), world(places=[BEND])), "R24") == []


def test_one_wild_fix_before_the_segment_is_no_passage() -> None:
    """A bus that waits behind the bend, one fix before it, and the bus is still there."""
    second = np.array([-10.0, *np.arange(10.0, 400.0, 10.0)])
    slow = np.interp(second, [0, 100, 160, 170], [0, 980, 1220, 1300])
    wild = np.where(second == 250.0, 950.0, slow)
    driven = Drive(second, wild, np.zeros(len(second)), np.where(slow < 1300, 14.0, 0.0))
    assert began(judged(driven.fixes(), world(places=[BEND])), "R24") == []


def test_fixes_too_far_apart_prove_nothing() -> None:
    """Three minutes between two fixes: nobody knows what happened in them."""
    driven = slow_inside(40.0, 40.0, (60.0, 240.0, 270.0, 300.0))
    assert began(judged(driven.fixes(), world(places=[BEND])), "R24") == []


def test_an_empty_bus_passes_as_it_likes() -> None:
    """The 20 of Art 35 are for pupils aboard."""
    assert began(judged(passing(40).fixes(), world(places=[BEND], runs=[])), "R24") == []


def test_a_passage_that_arrives_late_is_found_for_the_record() -> None:
    """Fixes of a dead zone come after later ones: judged in their own memory, marked, and ended with the last of them."""
    fixes = passing(40).fixes()
    zone = (fixes.time_s >= START_S + 50) & (fixes.time_s <= START_S + 200)
    late = fixes.take(zone).marked(np.ones(int(zone.sum()), bool), Mark.DELAYED)
    memory, made = Memory(), world(places=[BEND])
    assert began(judged(fixes.take(~zone), made, memory), "R24") == []
    (found,) = began(judged(late, made, memory), "R24")
    assert found.delayed
    assert "mean_speed" in found.evidence["notes"]


@pytest.mark.parametrize("cut", range(3, 9))
def test_a_passage_is_found_also_when_the_process_dies_within_it(cut: int) -> None:
    """What was driven of the segment so far is remembered to the byte."""
    fixes, made, memory = passing(40, every_s=15, offset_s=4.0).fixes(), world(places=[BEND]), Memory()
    found = began(judged(fixes.take(slice(0, cut)), made, memory), "R24")
    found += began(judged(fixes.take(slice(cut, None)), made, reborn(memory)), "R24")
    assert [f.evidence["notes"] for f in found] == [["mean_speed"]]
