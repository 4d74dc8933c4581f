"""REG 39(5): that nobody is left behind, judged by the passing of time after a run has ended."""

import numpy as np
import pytest

from fleet.fixes import Fixes
from rules import ticks
from rules.evidence import FindingChange
from rules.judge import judge
from rules.known import Known
from rules.memory import Memory
from rules.world import World
from tests.rules.road import RUN, START_S, VEHICLE, drive, judged, world

ARRIVED_S = 600.0  # after the run's start, at 36 km/h


def after(known: list[Known], *moments_s: float) -> list[tuple[str, float, float | None]]:
    """What is found when a bus arrived, says nothing more, and time passes: rule, when it began and ended after the arrival."""
    made, memory = world(known=known), Memory()
    changes = judged(drive(until_s=602).fixes(), made, memory).findings
    for moment_s in moments_s:
        changes = changes + _tick(made, memory, ARRIVED_S + moment_s)
    began = {change.id: change for change in changes if change.ended_s is None}
    ends = {change.id: change.ended_s for change in changes if change.ended_s is not None}
    assert all((change.run, change.vehicle) == (RUN, VEHICLE) for change in began.values())
    return [
        (c.rule.id, c.began_s - START_S - ARRIVED_S, None if ends.get(i) is None else ends[i] - START_S - ARRIVED_S)
        for i, c in began.items()
    ]


def _tick(made: World, memory: Memory, at_s: float) -> list[FindingChange]:
    judgement = judge(Fixes.of(0), ticks.due(made, memory, START_S + at_s, START_S), made, memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)
    return judgement.findings


def known(at_s: float = 0.0, **counts: int) -> Known:
    """What is known of the run from so many seconds after its arrival on."""
    return Known(RUN, START_S + ARRIVED_S + at_s, **counts)


@pytest.mark.parametrize(("at_s", "found"), [(299.0, 0), (300.0, 0), (301.0, 1)])
def test_a_proof_that_nobody_was_left_aboard_is_there_five_minutes_after_the_arrival(at_s: float, found: int) -> None:
    """Until then the attendant walks through the bus; then the finding counts from the arrival (Art 39)."""
    assert after([known(-60, boarded=12, swept=0)], at_s) == [("R33", 0.0, None)] * found


def test_a_sweep_in_time_is_the_end_of_it() -> None:
    """Proved after four minutes: nothing is found; after ten: the finding ends then (Art 39)."""
    owed = known(-60, boarded=12, swept=0)
    assert after([owed, known(240, boarded=12, swept=1)], 301, 900) == []
    late = after([owed, known(600, boarded=12, swept=1)], 301, 599, 600, 900)
    assert late == [("R33", 0.0, 600.0)]


@pytest.mark.parametrize(("boarded", "found"), [(-1, 1), (0, 0), (1, 1)])
def test_a_run_that_carried_nobody_owes_no_proof(boarded: int, found: int) -> None:
    """None got on; where nobody counted it is owed all the same (Art 39)."""
    assert len(after([known(-60, boarded=boarded, swept=0)], 301)) == found


def test_where_nobody_sweeps_in_this_program_nobody_is_accused() -> None:
    """Pupils are counted, proofs are not kept here: -1 is no missing proof."""
    assert after([known(-60, boarded=12)], 301, 7000) == []


@pytest.mark.parametrize(("alighted", "found"), [(11, 1), (12, 0), (13, 1), (-1, 0)])
def test_as_many_get_off_as_got_on(alighted: int, found: int) -> None:
    """Twelve got on; eleven or thirteen got off: somebody is missing or was never counted (Art 39)."""
    assert after([known(-60, boarded=12, alighted=alighted)], 301) == [("R32", 0.0, None)] * found


@pytest.mark.parametrize(("at_s", "found"), [(299.0, 0), (300.0, 0), (301.0, 1)])
def test_a_count_may_be_put_right_within_five_minutes(at_s: float, found: int) -> None:
    """The attendant counts again at the kerb (Art 39)."""
    assert len(after([known(-60, boarded=12, alighted=11)], at_s)) == found


@pytest.mark.parametrize(("absent", "found"), [(-1, 0), (0, 0), (1, 1)])
def test_who_was_counted_aboard_and_is_absent_from_class_is_looked_for_at_once(absent: int, found: int) -> None:
    """The class is called half an hour after the arrival: the first tick after it finds the child (Art 39)."""
    rows = [known(-60, boarded=12, alighted=12), known(1800, boarded=12, alighted=12, absent=absent)]
    assert after(rows, 1799, 1810) == [("R34", 0.0, None)] * found


def test_a_child_that_is_found_again_ends_the_finding() -> None:
    """The class corrects its roll."""
    rows = [known(0, boarded=12, alighted=12, absent=1), known(600, boarded=12, alighted=12, absent=0)]
    assert after(rows, 10, 700) == [("R34", 0.0, 700.0)]


def test_a_roll_that_is_called_while_the_run_is_under_way_is_heard_too() -> None:
    """Its tracker has not told of the arrival: the child is missed all the same (Art 39)."""
    made, memory = world(known=[Known(RUN, START_S + 300, boarded=12, absent=1)]), Memory()
    found = judged(drive(until_s=320).fixes(), made, memory).findings
    assert [(c.rule.id, c.began_s, c.run) for c in found] == [("R34", START_S + 300, RUN)]


def test_two_hours_after_the_arrival_time_is_no_longer_told() -> None:
    """A bus that is parked for the night is not asked every ten seconds for the proof of its last run."""
    made, memory = world(known=[known(-60, boarded=12, swept=1)]), Memory()
    judged(drive(until_s=602).fixes(), made, memory)
    at = START_S + ARRIVED_S
    assert [len(ticks.due(made, memory, at + s, START_S)) for s in (7200.0, 7201.0)] == [1, 0]
    assert len(ticks.due(world(), memory, at + 60, START_S)) == 0, "and not at all where nothing is known of it"
    assert np.isneginf(Memory().base["last_ended"]).all()
