"""A rule is off, in trial or on: by the fix's own time and the bus's operator, however the track is cut."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import ticks
from rules.catalogue import RULES
from rules.judge import judge
from rules.memory import Memory
from rules.modes import OFF, ON, TRIAL, Modes
from rules.states import BREACH
from tests.rules.road import RUN_RECORD, START_S, VEHICLE, began, drive, judged, reborn, rules_of, told, world

OPERATOR, OTHER = 31, 32
FAST = drive(36, every_s=2).with_speed(100, 400, 75)
N = len(FAST.second)


def modes(*rows: tuple[int | None, float, str], rule: str = "R23") -> Modes:
    """From (operator or None, seconds after the run's start, mode)."""
    dated = ((rule, who, START_S + second, mode) for who, second, mode in rows)
    return Modes.of(dated, {VEHICLE: OPERATOR})


def found(*rows: tuple[int | None, float, str]) -> list[tuple[float, float | None, bool]]:
    """What R23 finds of the fast drive: began and ended (seconds after the run's start), and whether in trial."""
    changes = judged(FAST.fixes(), world(modes=modes(*rows))).findings
    ended = {change.id: change.ended_s for change in changes if change.ended_s is not None}
    return [
        (change.began_s - START_S, ended[change.id] - START_S, change.trial)
        for change in changes
        if change.ended_s is None and change.rule.id == "R23"
    ]


def test_a_rule_of_which_nobody_has_said_anything_is_on() -> None:
    """A world without modes judges as ever, and so does one whose rows speak of another rule."""
    plain = told(judged(FAST.fixes(), world()))
    assert plain == told(judged(FAST.fixes(), world(modes=modes((None, -1e6, "off"), rule="R26"))))
    assert found() == [(100, 400, False)]


def test_a_rule_that_is_off_finds_nothing() -> None:
    """The same speeding, while the district has the rule off, is not judged."""
    assert found((None, -1e6, "off")) == []


def test_a_rule_in_trial_finds_the_same_and_says_that_it_is_in_trial() -> None:
    """What trial counts is exactly what would be raised, and the bus is not drawn as one in breach."""
    assert found((None, -1e6, "trial")) == [(100, 400, True)]
    memory = Memory()
    made = world(modes=modes((None, -1e6, "trial")))
    judged(FAST.fixes().take(FAST.second < 300), made, memory)
    assert memory.base[0]["state"] != BREACH
    assert judged(FAST.fixes().take(FAST.second < 300), world()).live is not None
    on = Memory()
    judged(FAST.fixes().take(FAST.second < 300), world(), on)
    assert on.base[0]["state"] == BREACH


def test_an_operators_own_mode_goes_before_the_districts() -> None:
    """The district has the rule on, one operator is still in trial; another operator's mode changes nothing."""
    assert found((None, -1e6, "on"), (OPERATOR, -1e6, "trial")) == [(100, 400, True)]
    assert found((None, -1e6, "trial"), (OPERATOR, -1e6, "on")) == [(100, 400, False)]
    assert found((None, -1e6, "on"), (OTHER, -1e6, "off")) == [(100, 400, False)]


def test_a_fix_is_judged_by_the_mode_of_its_own_time() -> None:
    """Switched on at second 500 a past breach stays unjudged; one second before the breach it is judged."""
    assert found((None, -1e6, "off"), (None, 500, "on")) == []
    assert found((None, -1e6, "off"), (None, 99, "on")) == [(100, 400, False)]


def test_a_breach_under_way_when_its_rule_is_switched_off_ends_with_its_last_breaching_fix() -> None:
    """Nothing stays open that nobody judges any more; what had not outlasted its patience is forgotten."""
    assert found((None, 200, "off")) == [(100, 198, False)]
    assert found((None, 120, "off")) == []
    memory = Memory()
    judged(FAST.fixes(), world(modes=modes((None, 200, "off"))), memory)
    assert not memory.rules["phase"][:, [rule.id for rule in RULES].index("R23")].any()


def test_a_breach_that_outlasts_the_change_from_trial_to_on_is_raised_anew() -> None:
    """The district switches the rule on at 08:00: who is in breach then is found from then on, and not kept quiet."""
    assert found((None, -1e6, "trial"), (None, 200, "on")) == [(100, 198, True), (200, 400, False)]
    assert found((None, -1e6, "on"), (None, 200, "trial")) == [(100, 198, False), (200, 400, True)]


def test_a_silence_that_outlasts_the_change_is_raised_anew_under_another_id() -> None:
    """A silence began when the bus was last heard, in trial and after it: the two findings are not one row."""
    made = world(modes=modes((None, -1e6, "trial"), (None, 500, "on"), rule="R39"))
    memory = Memory()
    judged(drive(36, until_s=100).fixes(), made, memory)
    first = judge(judged_nothing(), ticks.due(made, memory, START_S + 400, START_S - 1e6), made, memory)
    assert first.changed is not None
    memory.put(first.changed)
    [trial] = began(first, "R39")
    second = judge(judged_nothing(), ticks.due(made, memory, START_S + 600, START_S - 1e6), made, memory)
    [raised] = began(second, "R39")
    assert (trial.trial, raised.trial, trial.began_s) == (True, False, raised.began_s)
    assert trial.id != raised.id
    assert [change.id for change in second.findings if change.ended_s is not None] == [trial.id]


def judged_nothing() -> Any:
    """No fixes."""
    return FAST.fixes().take(slice(0, 0))


CHANGING = modes((None, -1e6, "trial"), (None, 150, "on"), (OPERATOR, 210, "off"), (OPERATOR, 300, "trial"))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, N - 1), max_size=12, unique=True), st.data())
def test_modes_that_change_give_the_same_findings_however_the_track_is_cut(
    cuts: list[int], data: st.DataObject
) -> None:
    """Cuts anywhere, also at the change itself, and a process that dies between two batches, change nothing."""
    made, fixes = world(modes=CHANGING), FAST.fixes()
    whole = told(judged(fixes, made))
    memory, pieces = Memory(), list[str]()
    for since, until in pairwise([0, *sorted(cuts), N]):
        pieces += told(judged(fixes.take(slice(since, until)), made, memory))
        if data.draw(st.booleans()):
            memory = reborn(memory)
    assert sorted(pieces) == sorted(whole)
    assert len([line for line in whole if " R23 " in line]) >= 4


def test_buses_of_several_operators_in_one_batch_are_judged_each_by_its_own_mode() -> None:
    """Three buses drive alike: of the one in trial, the one off and the one on, only the last is told."""
    from dataclasses import replace

    from fleet.fixes import Fixes

    rows = [("R23", 1, 0.0, "trial"), ("R23", 2, 0.0, "off")]
    made = world(
        modes=Modes.of(rows, {1: 1, 2: 2, 3: 3}),
        runs=[replace(RUN_RECORD, id=vehicle, vehicle_id=vehicle) for vehicle in (1, 2, 3)],
    )
    together = Fixes.joined([FAST.fixes(vehicle=vehicle, device=vehicle) for vehicle in (1, 2, 3)])
    mixed = together.take(np.arange(3 * N).reshape(3, N).T.ravel())
    assert [(one.vehicle, one.trial) for one in began(judged(mixed, made), "R23")] == [(1, True), (3, False)]
    assert "R23" in rules_of(judged(mixed, made))


@pytest.mark.parametrize(("second", "mode"), [(-1.0, ON), (0.0, TRIAL), (99.0, TRIAL), (100.0, OFF)])
def test_the_mode_of_one_moment(second: float, mode: int) -> None:
    """A mode holds from its own moment on, to the next; before the first that was said the rule is on."""
    assert modes((None, 0, "trial"), (None, 100, "off")).at("R23", VEHICLE, START_S + second) == mode


def test_a_batch_in_which_all_is_on_costs_nothing() -> None:
    """Where every rule is simply on, no column is made: neither without rows nor with rows that say so."""
    vehicle, time_s = np.array([VEHICLE]), np.array([START_S])
    assert Modes().of_batch(("R23",), vehicle, time_s) == {}
    assert modes((None, -100, "trial"), (None, -1, "on")).of_batch(("R23",), vehicle, time_s) == {}
