"""What must always be true of judging: however a track is cut, whoever dies between two batches, whichever device tells it."""

from dataclasses import replace
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet.fixes import Fixes, Mark
from fleet.stretches import Stretches
from rules import ticks
from rules.catalogue import RULES
from rules.judge import judge
from rules.memory import Memory
from tests.rules.road import (
    RUN_RECORD,
    START_S,
    at,
    began,
    drive,
    judged,
    permits,
    reborn,
    rules_of,
    section,
    segment,
    told,
    world,
)

PLACES = [section("other", 50.0), segment("sharp_bend", 1000, 1100)]
EVENTFUL = drive(55, every_s=2).aside(150, 240, 120)
WORLD = world(places=PLACES, permits=permits(until_s=START_S + 300))
N = len(EVENTFUL.second)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, N - 1), max_size=12, unique=True), st.data())
def test_the_same_track_gives_the_same_findings_however_it_is_cut(cuts: list[int], data: st.DataObject) -> None:
    """Random cuts into batches, and the process dying between any two of them, change no finding and no step of a run."""
    fixes = EVENTFUL.fixes()
    whole = told(judged(fixes, WORLD))
    memory, pieces = Memory(), list[str]()
    bounds = [0, *sorted(cuts), N]
    for since, until in pairwise(bounds):
        pieces += told(judged(fixes.take(slice(since, until)), WORLD, memory))
        if data.draw(st.booleans()):
            memory = reborn(memory)
    assert sorted(pieces) == sorted(whole)
    assert len(whole) >= 8


def test_a_batch_that_was_never_committed_leaves_no_trace() -> None:
    """Judging reads the memory and writes nothing into it: after an error the same batch is judged the same."""
    memory, fixes = Memory(), EVENTFUL.fixes()
    first = judge(fixes, ticks.NONE, WORLD, memory)
    second = judge(fixes, ticks.NONE, WORLD, memory)
    assert told(first) == told(second) == told(judged(fixes, WORLD))


def test_many_buses_in_one_batch_are_judged_as_each_alone() -> None:
    """A batch of several vehicles, interleaved, gives what each gives by itself."""
    runs = [replace(RUN_RECORD, id=vehicle, vehicle_id=vehicle) for vehicle in (1, 2, 3)]
    made = world(places=PLACES, runs=runs)
    alone = [told(judged(EVENTFUL.fixes(vehicle=v, device=v), made)) for v in (1, 2, 3)]
    together = Fixes.joined([EVENTFUL.fixes(vehicle=v, device=v) for v in (1, 2, 3)])
    mixed = together.take(np.arange(3 * N).reshape(3, N).T.ravel())
    assert sorted(told(judged(mixed, made))) == sorted(chain.from_iterable(alone))


def test_delayed_fixes_never_move_the_present() -> None:
    """A tunnel's fixes come after later ones: they are judged in a memory of their own and marked; the present stays."""
    fixes = drive(36).with_speed(200, 260, 70).fixes()
    seconds = fixes.time_s - START_S
    tunnel = (seconds >= 200) & (seconds < 260)
    late = fixes.take(tunnel).marked(np.ones(int(tunnel.sum()), bool), Mark.DELAYED)
    before, after = fixes.take(seconds < 200), fixes.take(seconds >= 260)
    memory = Memory()
    judged(before, world(), memory)
    judged(after.take(slice(0, 50)), world(), memory)
    present = memory.base[0].tobytes()
    judgement = judged(late, world(), memory)
    [finding] = began(judgement, "R23")
    assert finding.delayed
    [*_, last] = judgement.findings
    assert (last.id, last.ended_s) == (finding.id, START_S + 259), "a delayed breach is never left open"
    assert memory.base[0].tobytes() == present
    assert judgement.runs == []
    assert judgement.live is not None
    assert len(judgement.live.vehicle) == 0


def test_a_buffer_uploaded_newest_first_is_found_and_never_ends_before_it_began() -> None:
    """Some terminals send their buffer backwards: the breach in it is found all the same."""
    fixes = drive(36).with_speed(200, 260, 70).fixes()
    seconds = fixes.time_s - START_S
    tunnel = np.flatnonzero((seconds >= 190) & (seconds < 270))[::-1]
    late = fixes.take(tunnel).marked(np.ones(len(tunnel), bool), Mark.DELAYED)
    memory = Memory()
    judged(fixes.take((seconds < 190) | (seconds >= 270)).take(slice(0, 400)), world(), memory)
    found = [change for change in judged(late, world(), memory).findings if change.rule.id == "R23"]
    assert [change.ended_s is None for change in found][:1] == [True]
    assert all(change.ended_s is None or change.ended_s >= change.began_s for change in found)


def test_a_delayed_fix_from_before_the_run_is_private_and_moves_no_run() -> None:
    """What was driven before the first stop was no service, also when it is told only now."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    empty = drive(70, until_s=60).fixes().take(slice(15, 70))
    before = replace(empty, time_s=empty.time_s - 400).marked(np.ones(len(empty), bool), Mark.DELAYED)
    judgement = judged(before, world(), memory)
    assert rules_of(judgement) == []
    assert judgement.runs == []
    at_stops = drive(36).fixes().take(slice(150, 420)).marked(np.ones(270, bool), Mark.DELAYED)
    assert judged(at_stops, world(), memory).runs == [], "the run's steps are those of what is live"


def _two(order: list[tuple[int, float, float, int]]) -> Stretches:
    return Stretches.of(order)


def test_a_second_device_on_a_bus_makes_no_finding_that_one_alone_would_not() -> None:
    """The main device judges; the other, a hundred metres off and half a second behind, is kept and not judged."""
    main, other = EVENTFUL.fixes(device=1), drive(55, every_s=2).aside(-10, 700, 100).fixes(device=2)
    other = replace(other, time_s=other.time_s + 0.5)
    made = world(places=PLACES, device_order=_two([(1, 0, 4e9, 1), (2, 0, 4e9, 2)]))
    both = Fixes.joined([main, other]).take(np.arange(2 * N).reshape(2, N).T.ravel())
    assert told(judged(both, made)) == told(judged(main, made))


def test_when_the_main_device_falls_silent_the_next_one_judges() -> None:
    """After 90 s without the main device the other's fixes count, and the main one takes over again when it is back."""
    seconds = EVENTFUL.second
    main = EVENTFUL.fixes(device=1)
    away = (seconds > 20) & (seconds < 140)
    other = drive(55, every_s=2).aside(100, 140, 150).fixes(device=2)
    other = replace(other, time_s=other.time_s + 0.5)
    made = world(device_order=_two([(1, 0, 4e9, 1), (2, 0, 4e9, 2)]))
    both = Fixes.joined([main.take(~away), other])
    both = both.take(np.argsort(both.time_s, kind="stable"))
    memory = Memory()
    judged(both.take(both.time_s < START_S + 135), made, memory)
    assert memory.base[0]["device"] == 2
    judged(both.take(both.time_s >= START_S + 135), made, memory)
    assert memory.base[0]["device"] == 1


def _ticked(memory: Memory, at_s: float, up_since_s: float = -1e9) -> list[str]:
    due = ticks.due(world(), memory, START_S + at_s, START_S + up_since_s)
    judgement = judge(Fixes.of(0), due, world(), memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)
    return rules_of(judgement)


def test_a_tracker_silent_during_a_run_is_found_after_four_minutes() -> None:
    """Nothing arrives: at 240 s it is not yet silent too long, just after it is (Art 21)."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    assert _ticked(memory, 99 + 240) == []
    assert _ticked(memory, 99 + 241) == ["R39"]
    assert _ticked(memory, 99 + 251) == [], "it is said once"
    silent = memory.rules[0][[rule.id for rule in RULES].index("R39")]
    assert (silent["lon"], silent["lat"]) == pytest.approx(at(990)), "the last known place is the evidence"
    heard = drive(36).fixes()
    ended = judged(heard.take(heard.time_s >= START_S + 400), world(), memory).findings
    assert [(change.rule.id, change.ended_s) for change in ended] == [("R39", START_S + 400)]


def test_nobody_is_called_silent_for_our_own_outage() -> None:
    """The doors were shut until second 500: silence counts from then."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    assert _ticked(memory, 740, up_since_s=500) == []
    assert _ticked(memory, 741, up_since_s=500) == ["R39"]


def test_our_own_restart_does_not_make_two_silences_of_one() -> None:
    """The doors open anew while a bus is silent: its finding stays open until the bus itself is heard."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    assert _ticked(memory, 99 + 241) == ["R39"]
    assert _ticked(memory, 400, up_since_s=390) == []
    assert _ticked(memory, 700, up_since_s=390) == [], "still the same silence"


def test_a_silence_ends_with_the_run_that_it_is_of() -> None:
    """Two hours after its planned end the lost run is over, and so is the silence during it."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    assert _ticked(memory, 99 + 241) == ["R39"]
    due = ticks.due(world(), memory, START_S + 600 + 7201, START_S)
    ended = judge(Fixes.of(0), due, world(), memory).findings
    assert [(change.rule.id, change.ended_s) for change in ended] == [("R39", START_S + 600 + 7201)]


def test_while_the_doors_have_not_delivered_there_are_no_ticks() -> None:
    """A backlog is being worked off: no watermark, so time does not pass for the rules."""
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), world(), memory)
    assert len(ticks.due(world(), memory, None, 0.0)) == 0


def test_a_bus_that_has_not_begun_its_run_is_late_and_no_finding() -> None:
    """Six minutes after the planned start it is still at the depot: a state, never a breach (R29)."""
    memory = Memory()
    depot = drive(36, until_s=5).aside(-10, 10, 3000).fixes()
    judged(depot, world(), memory)
    assert _ticked(memory, 290) == []
    assert memory.base[0]["state"] != 1
    assert _ticked(memory, 310) == []
    assert memory.base[0]["state"] == 1


def test_a_bus_twenty_minutes_late_in_a_jam_breaks_no_rule() -> None:
    """The approved time is shown as late, it is no breach (REG 16, VEH 64)."""
    slow = drive(10, until_s=2300).fixes()
    memory = Memory()
    judgement = judged(slow, world(places=PLACES), memory)
    assert rules_of(judgement) == []
    assert max(change.late_s or 0 for change in judgement.runs) > 1200


def test_a_finding_from_a_door_where_an_id_line_proves_nothing_says_so() -> None:
    """Plain NMEA over TCP or UDP: evidence, but of somebody who could be anybody; silence of such a tracker says so too."""
    fixes = drive().with_speed(100, 200, 70.0).fixes()
    unproven = fixes.marked(np.ones(len(fixes), np.bool_), Mark.UNPROVEN)
    (proven_one,), (unproven_one,) = (began(judged(each, world()), "R23") for each in (fixes, unproven))
    assert "unproven" not in proven_one.evidence["notes"]
    assert "unproven" in unproven_one.evidence["notes"]
