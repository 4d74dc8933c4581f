"""Judge a batch: fixes and ticks, the world and a memory in; findings, run steps and the next memory out. Pure.

No clock, no I/O. A batch in which a vehicle occurs several times is walked in rounds, one element of each vehicle a round.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Bools, Fixes, Ints, rounds
from rules.catalogue import RULES
from rules.elements import Elements
from rules.evidence import FindingChange, began, ended, reached
from rules.look import is_judged, look
from rules.machine import Working, advance
from rules.memory import CALM, Busy, Changed, Memory, Rows, as_bytes, busy_of
from rules.modes import Column
from rules.seen import Seen
from rules.states import state_of
from rules.ticks import Ticks
from rules.world import World
from runs.progress import Steps

RULE_IDS = tuple(rule.id for rule in RULES)


@dataclass(frozen=True, slots=True)
class RunChange:
    """A step of a run: it began, came to a stop, or ended. `late_s` None where no approved time tells."""

    run_id: int
    state: str
    at_s: float
    stop: int
    planned_s: float
    late_s: float | None


@dataclass(frozen=True, slots=True)
class Live:
    """What the vehicles of the batch look like after it: columns, one row a vehicle whose live row changed."""

    vehicle: Ints
    base: Rows


@dataclass(slots=True)
class Judgement:
    """All that a batch led to, in order: findings that began or ended, steps of runs, and the memory rows as they are now."""

    findings: list[FindingChange] = field(default_factory=list)
    runs: list[RunChange] = field(default_factory=list)
    changed: Changed | None = None
    live: Live | None = None
    delayed_vehicle: Ints = field(default_factory=lambda: np.zeros(0, np.int64))  # of the delayed rows in `changed`


def judge(fixes: Fixes, ticks: Ticks, world: World, memory: Memory) -> Judgement:
    """Judge a batch; ticks come after its fixes. `memory` is read, never written (room is made for new vehicles).

    The caller puts `changed` into the memory once the batch is committed.
    """
    made, batch = Judgement(), Elements.of(fixes, ticks)
    if not len(batch):
        return made
    slot = memory.slots(batch.vehicle)
    touched, inverse = np.unique(np.concatenate((2 * slot + batch.delayed, 2 * slot)), return_inverse=True)
    base, before = memory.base[touched], memory.busy(touched)
    rules = Working.of(len(touched), before)
    modes = world.modes.of_batch(RULE_IDS, batch.vehicle, batch.time_s)
    own, live = inverse[: len(batch)], inverse[len(batch) :]
    for which in rounds(slot):
        round_, rows = batch if len(which) == len(batch) else batch.take(which), own[which]
        judged = is_judged(world, round_, base[rows])
        if judged.any():
            own_live = live[which]
            if not judged.all():
                round_, rows, own_live = round_.take(judged), rows[judged], own_live[judged]
            now = {number: column[which[judged]] for number, column in modes.items()}
            _round(made, world, round_, rows, own_live, base, rules, now)
    differs = _differ(base, rules, memory.base[touched], before)
    made.changed = Changed(touched[differs], base[differs], busy_of(rules.busy(), differs))
    of_live = differs & (touched % 2 == 0)
    made.live = Live(memory.vehicle[touched[of_live] // 2], base[of_live])
    made.delayed_vehicle = memory.vehicle[touched[differs & (touched % 2 == 1)] // 2]
    return made


def _round(
    made: Judgement,
    world: World,
    round_: Elements,
    own: Ints,
    live: Ints,
    base: Rows,
    rules: Working,
    modes: dict[int, Column],
) -> None:
    """One round, each vehicle once: ask every rule and move `base` and `rules` (rows `own`) on in place."""
    delayed, before = bool(round_.delayed.any()), base[own]
    sight = look(world, round_, before, base[live] if delayed else before)
    seen, after = sight.seen, sight.after
    busy, reported = np.any(rules.phase[own], axis=0).tolist(), int(np.bitwise_or.reduce(seen.signals))
    present = seen.present()
    for number, rule in enumerate(RULES):
        if not (busy[number] or rule.asks(reported, present)):
            continue
        verdict = rule(seen)
        turns = advance(number, verdict, rules, own, seen, sight.moved_m, modes.get(number))
        made.findings += ended(rule, turns, seen)
        made.findings += began(rule, verdict, turns, seen, world)
        if delayed:
            made.findings += reached(rule, number, rules, own, seen)
    late_s, parked_after_s = seen.parameter("late_s"), seen.parameter("parked_after_s")
    after["state"] = state_of(after, _told(rules, own), late_s, parked_after_s, seen.time_s)
    base[own] = after
    made.runs += _run_changes(sight.steps, seen, world)


def _told(rules: Working, own: Ints) -> NDArray[np.uint8]:
    """The phases without those of breaches in trial, by which no bus is drawn."""
    phase = rules.phase[own]
    row, rule = np.nonzero(phase)
    trial = rules.records[own[row], rule]["trial"]
    phase[row[trial], rule[trial]] = CALM
    return phase


def _run_changes(steps: Steps, seen: Seen, world: World) -> list[RunChange]:
    runs, changes = world.runs, list[RunChange]()
    for kind, rows in (("under_way", steps.moved), ("ended", steps.ended)):
        for i in rows[~seen.delayed[rows]]:
            run, stop = int(steps.run[i]), int(steps.stop[i])
            due = float(runs.stop_due_s[runs.first_stop[run] + max(stop, 0)])
            behind = float(seen.time_s[i]) - due if kind == "under_way" else None
            changes.append(RunChange(int(runs.id[run]), kind, float(seen.time_s[i]), stop, due, behind))
    return changes


def _differ(base: Rows, rules: Working, base_before: Rows, busy_before: Busy) -> Bools:
    """Which rows are not what they were: a tick that changed nothing is not saved."""
    differs: Bools = np.any(as_bytes(base) != as_bytes(base_before), axis=1)
    rows = np.union1d(busy_before.row, np.flatnonzero(rules.phase.any(axis=1)))
    mine = Busy(np.searchsorted(rows, busy_before.row), busy_before.rule, busy_before.record)
    before = Working.of(len(rows), mine)
    differs[rows] |= np.any(as_bytes(rules.records[rows]) != as_bytes(before.records), axis=1)
    return differs
