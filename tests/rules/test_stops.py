"""REG 32 and 16: where pupils get on and off, and that no approved stop is left out."""

from dataclasses import replace

import numpy as np
import pytest

from fleet.fixes import Fixes, Mark
from fleet.signals import Signal
from geofences.index import PlaceRecord
from rules.memory import Memory
from rules.parameters import Parameters
from tests.rules.road import START_S, at, began, drive, judged, rules_of, section, stopping, stretch, world

ALL_STOPS = {2000.0: 20.0, 4000.0: 20.0, 6000.0: 20.0}
ASKED = Parameters.of()


def standing(at_m: float, stand_s: float, signal: Signal = Signal.DOOR_OPEN, told_at_stop: bool = True) -> Fixes:
    """A run that stands once more at a place, a signal told there; its door was open at the first stop, too, or was never told."""
    driven = stopping({at_m: stand_s, 6000: 20})
    here = (driven.speed_kmh == 0) & (driven.metres == at_m)
    told = np.where(here, int(signal), 0)
    if told_at_stop:
        told |= np.where(driven.metres == 0, int(Signal.DOOR_OPEN), 0)
    return replace(driven.fixes(), signals=told)


@pytest.mark.parametrize(("from_stop_m", "found"), [(79.0, 0), (80.0, 0), (81.0, 1)])
def test_pupils_get_on_and_off_within_eighty_metres_of_an_approved_stop(from_stop_m: float, found: int) -> None:
    """The door stands open further than that from every stop of the line (Art 32)."""
    narrow = Parameters.of([("R27.stop_m", 0.0, 80.0 + 1e-6), ("R28.gap_s", 0.0, 0.0)])
    judgement = judged(standing(2000 - from_stop_m, 30), world(parameters=narrow))
    assert len(began(judgement, "R27")) == found
    assert [f.evidence["notes"] for f in began(judgement, "R27")] == [["door_open"]] * found


@pytest.mark.parametrize(("open_s", "found"), [(10, 0), (11, 0), (12, 1)])
def test_a_door_that_opens_for_ten_seconds_lets_nobody_on(open_s: int, found: int) -> None:
    """One fix a second: 11 with an open door span ten seconds and do not count, 12 span eleven and do (Art 32)."""
    assert len(began(judged(standing(1000, open_s), world()), "R27")) == found


def test_a_stand_with_shut_doors_is_no_stop_however_long() -> None:
    """A jam of an hour: this terminal tells of its doors, and they are shut (Art 32 speaks of getting on and off)."""
    jam = standing(1000, 3600, Signal(0))
    assert rules_of(judged(jam, world())) == []


@pytest.mark.parametrize(("stand_s", "found"), [(1799, 0), (1800, 0), (1820, 1)])
def test_without_a_door_to_tell_a_stand_counts_after_half_an_hour(stand_s: int, found: int) -> None:
    """No light and no jam lets one expect that; until then a stand alone is no evidence (Art 32)."""
    judgement = judged(standing(1000, stand_s, Signal(0), told_at_stop=False), world())
    assert [(f.evidence["notes"], f.began_s) for f in began(judgement, "R27")] == [
        (["door_not_told"], START_S + 99)
    ] * found


def test_a_driver_who_steps_out_lets_nobody_on() -> None:
    """His own door is not the one by which pupils get on (Art 32)."""
    assert began(judged(standing(1000, 30, Signal.DOOR_OPEN | Signal.DRIVER_DOOR), world()), "R27") == []


def test_a_door_open_without_pupils_aboard_is_nobodys_business() -> None:
    """No run, no pupils (Art 32 speaks of them)."""
    assert rules_of(judged(standing(1000, 60), world(runs=[]))) == []


BUS_STOP = PlaceRecord(40, "zone", "bus_stop", "公交站", stretch(995, 1005))
SCHOOL_STOP = PlaceRecord(41, "zone", "stop", "校车站", stretch(1990, 2010), 80.0)


def test_on_a_section_without_school_bus_stops_a_public_one_will_do() -> None:
    """未设校车停靠站点的路段可以在公共交通站台停靠 (Art 32): on one that has a school-bus stop it will not."""
    away = standing(1000, 30)
    half = section(geometry=stretch(0, 1500))
    assert began(judged(away, world(places=[half, BUS_STOP], stops=[SCHOOL_STOP])), "R27") == []
    assert began(judged(away, world(places=[BUS_STOP])), "R27") == [], "where no section is known nobody can say"
    assert len(began(judged(away, world(places=[section(), BUS_STOP], stops=[SCHOOL_STOP])), "R27")) == 1
    assert len(began(judged(away, world(places=[half], stops=[SCHOOL_STOP])), "R27")) == 1


def test_a_run_that_stands_at_every_stop_has_missed_none() -> None:
    """Twenty seconds at each stop that the sign states (Art 16)."""
    assert rules_of(judged(stopping(ALL_STOPS).fixes(), world(parameters=ASKED))) == []


@pytest.mark.parametrize(("stand_m", "found"), [(2099.0, 0), (2100.0, 0), (2101.0, 1)])
def test_a_stand_within_a_hundred_metres_of_a_stop_is_a_stand_at_it(stand_m: float, found: int) -> None:
    """A queue before the stop, or a receiver's error; further away the stop was not served (Art 16)."""
    wide = Parameters.of([("R28.reach_m", 0.0, 100.0 + 1e-6)])
    driven = stopping({stand_m: 20, 4000: 20, 6000: 20})
    assert len(began(judged(driven.fixes(), world(parameters=wide)), "R28")) == found


@pytest.mark.parametrize(
    ("stands", "stop", "missed"),
    [
        ({4000.0: 20.0, 6000.0: 20.0}, 1, 1),
        ({2000.0: 20.0, 6000.0: 20.0}, 2, 1),
        ({2000.0: 20.0, 4000.0: 20.0, 6200.0: 0.0}, 3, 1),
    ],
)
def test_a_stop_that_was_driven_past_is_found_once_it_is_behind(
    stands: dict[float, float], stop: int, missed: int
) -> None:
    """The finding names the stop by its place in the line (0 is the first) and the run (Art 16)."""
    judgement = judged(stopping(stands).fixes(), world(parameters=ASKED))
    (found,) = began(judgement, "R28")
    assert (found.evidence["stop"], found.measured, found.run) == (stop, missed, 77)
    assert len([f for f in judgement.findings if f.rule.id == "R28" and f.ended_s is not None]) == 1


def test_of_two_stops_passed_by_one_after_the_other_both_are_counted() -> None:
    """It drove past the first of them without standing and came nowhere near the second (Art 16)."""
    driven = stopping({6000.0: 20.0}).aside(380, 420, 500)
    (found,) = began(judged(driven.fixes(), world(parameters=ASKED)), "R28")
    assert (found.evidence["stop"], found.measured) == (1, 2)


def test_two_stops_left_out_by_a_short_cut_are_told_together() -> None:
    """It stood at neither of the stops in the middle and came near one of them only (Art 16)."""
    short_cut = stopping({6000.0: 20.0}).aside(180, 220, 500).aside(380, 420, 500)
    (found,) = began(judged(short_cut.fixes(), world(parameters=ASKED)), "R28")
    assert (found.evidence["stop"], found.measured) == (1, 2)


@pytest.mark.parametrize(("every_s", "found"), [(10.0, 2), (11.0, 0)])
def test_between_fixes_too_far_apart_a_stand_may_have_gone_unseen(every_s: float, found: int) -> None:
    """At one fix in ten seconds a stand would have been seen; beyond that nobody is accused (Art 16)."""
    assert len(began(judged(drive(36, every_s=every_s).fixes(), world(parameters=ASKED)), "R28")) == found


def test_a_stop_in_a_tunnel_whose_fixes_come_later_is_not_missed() -> None:
    """The live fixes jump over the stop, the delayed ones stood there: nothing is found in either (Art 16)."""
    fixes = stopping(ALL_STOPS).fixes()
    seconds = fixes.time_s - START_S
    tunnel = (seconds > 190) & (seconds < 240)
    late = fixes.take(tunnel).marked(np.ones(int(tunnel.sum()), bool), Mark.DELAYED)
    memory, asked = Memory(), world(parameters=ASKED)
    for part in (fixes.take(~tunnel), late):
        assert began(judged(part, asked, memory), "R28") == []


def test_a_run_that_begins_on_its_way_has_missed_nothing_before() -> None:
    """Its device was switched on at the second stop (Art 16)."""
    driven = stopping(ALL_STOPS)
    fixes = driven.fixes()
    late = fixes.take(driven.metres >= 2000)
    assert rules_of(judged(late, world(parameters=ASKED))) == []
    assert at(0)[0] < late.lon[0]
