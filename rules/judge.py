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
from rules.machine import advance
from rules.memory import Changed, Memory, Rows
from rules.seen import Seen
from rules.states import state_of
from rules.ticks import Ticks
from rules.world import World
from runs.progress import Steps


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
    base, rules = memory.base[touched].copy(), memory.rules[touched].copy()
    own, live = inverse[: len(batch)], inverse[len(batch) :]
    for which in rounds(slot):
        judged = which[is_judged(world, batch.take(which), base[own[which]])]
        _round(made, world, batch.take(judged), own[judged], live[judged], base, rules)
    differs = _differ(memory, touched, base, rules)
    made.changed = Changed(touched[differs], base[differs], rules[differs])
    of_live = differs & (touched % 2 == 0)
    made.live = Live(memory.vehicle[touched[of_live] // 2], base[of_live])
    made.delayed_vehicle = memory.vehicle[touched[differs & (touched % 2 == 1)] // 2]
    return made


def _round(made: Judgement, world: World, round_: Elements, own: Ints, live: Ints, base: Rows, rules: Rows) -> None:
    """One round, each vehicle once: ask every rule and move `base` and `rules` (rows `own`) on in place."""
    sight = look(world, round_, base[own], base[live])
    seen, after, memory = sight.seen, sight.after, rules[own]
    for number, rule in enumerate(RULES):
        verdict = rule(seen)
        turns = advance(rule, verdict, memory[:, number], seen, sight.moved_m)
        made.findings += ended(rule, turns, seen)
        made.findings += began(rule, verdict, turns, seen, world)
        made.findings += reached(rule, memory[:, number], seen)
    late_s, parked_after_s = seen.parameter("late_s"), seen.parameter("parked_after_s")
    after["state"] = state_of(after, memory, late_s, parked_after_s, seen.time_s)
    rules[own], base[own] = memory, after
    made.runs += _run_changes(sight.steps, seen, world)


def _run_changes(steps: Steps, seen: Seen, world: World) -> list[RunChange]:
    runs, changes = world.runs, list[RunChange]()
    for kind, rows in (("under_way", steps.moved), ("ended", steps.ended)):
        for i in rows[~seen.delayed[rows]]:
            run, stop = int(steps.run[i]), int(steps.stop[i])
            due = float(runs.stop_due_s[runs.first_stop[run] + max(stop, 0)])
            behind = float(seen.time_s[i]) - due if kind == "under_way" else None
            changes.append(RunChange(int(runs.id[run]), kind, float(seen.time_s[i]), stop, due, behind))
    return changes


def _differ(memory: Memory, touched: Ints, base: Rows, rules: Rows) -> Bools:
    """Which touched rows are not what they were: a tick that changed nothing is not saved."""

    def differ(now: Rows, then: Rows) -> Bools:
        changed: Bools = np.any(_bytes(now) != _bytes(then), axis=1)
        return changed

    return differ(base, memory.base[touched]) | differ(rules, memory.rules[touched])


def _bytes(rows: Rows) -> NDArray[np.uint8]:
    return np.ascontiguousarray(rows).view(np.uint8).reshape(len(rows), -1)
