"""Judge a bus's stored fixes again up to a moment, watching each rule: nothing is written, nothing is guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isnan

import numpy as np

from fleet.fixes import Fixes
from rules import ticks
from rules.catalogue import RULES
from rules.judge import Judgement, judge
from rules.memory import PENDING, Memory
from rules.ticks import NONE, Ticks
from rules.trace import Asked, Moment, trace
from rules.world import World

TICK_S = 10.0
WATCHED_S = 600.0  # before the moment: within it the longest breach that became no finding is remembered
Up = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Lasted:
    """A breach that was let be: since when, how long, and the worst of it in the rule's unit."""

    since_s: float
    seconds: float
    metres: float
    fixes: int
    measured: float
    allowed: float


@dataclass(slots=True)
class Watched:
    """What was seen: at the newest fix, at the moment itself (time alone), and the breaches that became no finding (`let_be`,
    by rule and beginning).
    """

    fix: Moment | None = None
    tick: Moment | None = None
    let_be: dict[tuple[str, float], Lasted] = field(default_factory=dict)

    def nearest(self, rule: str) -> Lasted | None:
        """The longest of a rule."""
        own = [lasted for (name, _), lasted in self.let_be.items() if name == rule]
        return max(own, key=lambda lasted: (lasted.seconds, lasted.fixes), default=None)


def watch(fixes: Fixes, world: World, vehicle: int, at_s: float, up: Up) -> Watched:
    """`fixes` of one vehicle in order of arrival, none made after `at_s`; `up` are the times in which our doors were open."""
    seen, memory = Watched(), Memory()
    newest = float(fixes.time_s.max()) if len(fixes) else inf
    for part, tick_s in _steps(fixes, at_s):
        if tick_s > at_s - WATCHED_S:
            for one in _singly(part):
                if one.time_s[0] == newest:
                    seen.fix, judgement = trace(one, NONE, world, memory)
                else:
                    judgement = _judge(one, NONE, world, memory)
                _note(seen, judgement)
        else:
            _judge(part, NONE, world, memory)
        passing = _due(world, memory, vehicle, tick_s, up)
        if tick_s == at_s and len(passing):
            seen.tick, _ = trace(Fixes.of(0), passing, world, memory)
        else:
            _judge(Fixes.of(0), passing, world, memory)
    return seen


def chosen(seen: Watched) -> Iterator[Asked]:
    """For each rule what it saw of the moment: of the passing of time where that is what it measures, else of the fix."""
    for number, _ in enumerate(RULES):
        of_fix = None if seen.fix is None else seen.fix.asked[number]
        of_tick = None if seen.tick is None else seen.tick.asked[number]
        if of_tick is not None and (of_fix is None or of_tick.judged or not isnan(of_tick.measured)):
            yield of_tick
        elif of_fix is not None:
            yield of_fix


def _steps(fixes: Fixes, at_s: float) -> Iterator[tuple[Fixes, float]]:
    """What arrived, cut by the ticks that follow it; the last tick is the moment itself."""
    if not len(fixes):
        yield fixes, at_s
        return
    arrived = np.minimum(np.maximum.accumulate(fixes.received_s), at_s)
    marks = np.append(np.arange(float(arrived[0]) + TICK_S, at_s, TICK_S), at_s)
    begin = 0
    for mark in marks.tolist():
        end = len(fixes) if mark == at_s else int(np.searchsorted(arrived, mark))
        yield fixes.take(slice(begin, end)), mark
        begin = end


def _singly(fixes: Fixes) -> Iterator[Fixes]:
    for i in range(len(fixes)):
        yield fixes.take(slice(i, i + 1))


def _judge(fixes: Fixes, passing: Ticks, world: World, memory: Memory) -> Judgement:
    judgement = judge(fixes, passing, world, memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)
    return judgement


def _due(world: World, memory: Memory, vehicle: int, tick_s: float, up: Up) -> Ticks:
    """The tick of this vehicle, if its run is under way or due and our doors were open then."""
    since_s = next((since for since, until in up if since <= tick_s <= until + TICK_S), None)
    if since_s is None:
        return NONE
    found = ticks.due(world, memory, tick_s, since_s)
    which = found.vehicle == vehicle
    return replace(
        found,
        vehicle=found.vehicle[which],
        time_s=found.time_s[which],
        up_since_s=found.up_since_s[which],
        signals=found.signals[which],
        after=found.after[which],
    )


def _note(seen: Watched, judgement: Judgement) -> None:
    """Remember each breach for as long as it has not become a finding."""
    if judgement.changed is None:
        return
    busy = judgement.changed.busy
    for number, record in zip(busy.rule.tolist(), busy.record, strict=True):
        breach = RULES[number].id, float(record["since"])
        if record["phase"] != PENDING:
            seen.let_be.pop(breach, None)
            continue
        seen.let_be[breach] = Lasted(
            since_s=float(record["since"]),
            seconds=float(record["last"] - record["since"]),
            metres=float(record["metres"]),
            fixes=int(record["fixes"]),
            measured=float(record["worst"]),
            allowed=float(record["allowed"]),
        )
