"""Judge a bus's stored fixes again up to a moment, watching each rule: nothing is written, nothing is guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isnan

import numpy as np

from fleet.fixes import Fixes
from rules import ticks
from rules.catalogue import RULES
from rules.judge import judge
from rules.memory import Memory
from rules.ticks import NONE, Ticks
from rules.trace import Asked, Moment, trace
from rules.world import World

TICK_S = 10.0
WATCHED_S = 600.0  # before the moment: within it the longest breach that became no finding is remembered
Up = Sequence[tuple[float, float]]


@dataclass(slots=True)
class Watched:
    """What was seen: at the newest fix, at the moment itself (time alone), and each rule's longest breach that was let be."""

    fix: Moment | None = None
    tick: Moment | None = None
    nearest: dict[str, Asked] = field(default_factory=dict)


def watch(fixes: Fixes, world: World, vehicle: int, at_s: float, up: Up) -> Watched:
    """`fixes` of one vehicle in order of arrival, none made after `at_s`; `up` are the times in which our doors were open."""
    seen, memory = Watched(), Memory()
    newest = float(fixes.time_s.max()) if len(fixes) else inf
    for part, tick_s in _steps(fixes, at_s):
        watched = tick_s > at_s - WATCHED_S
        for one in _singly(part) if watched else ():
            moment, _ = trace(one, NONE, world, memory)
            _note(seen, moment)
            if one.time_s[0] == newest:
                seen.fix = moment
        if not watched:
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


def _judge(fixes: Fixes, passing: Ticks, world: World, memory: Memory) -> None:
    judgement = judge(fixes, passing, world, memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)


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


def _note(seen: Watched, moment: Moment) -> None:
    """Remember the longest breach of each rule that has not become a finding."""
    for asked in moment.asked:
        if asked.phase == "pending" and asked.breach:
            known = seen.nearest.get(asked.rule.id)
            if known is None or (asked.seconds, asked.fixes) > (known.seconds, known.fixes):
                seen.nearest[asked.rule.id] = asked
