"""Walk through a stretch of history in the order of its own time and judge it again; nothing is written."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.settings import Settings
from findings.load import Connection
from findings.world import World
from fleet.fixes import Fixes, Floats
from fleet.kept import kept_fixes
from rules.evidence import FindingChange
from rules.judge import judge
from rules.memory import Memory
from rules.ticks import NONE, due

WARM_S = 3 * 3600.0  # before the stretch, so that a run under way at its beginning has begun
READ_S = 3600.0  # of history at once
STEP_S = 10.0  # of history judged at once; a tick stands at its end
QUIET_S = 60.0  # before our doors were noted down: so long nothing from anybody, and they are taken to have been shut


@dataclass(frozen=True, slots=True)
class Span:
    """What is judged again: from `since_s` to `until_s` (seconds since 1970 UTC), some vehicles or (None) all of them."""

    since_s: float
    until_s: float
    vehicles: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An hour of the walk: up to when it has come, how many fixes it judged, and what began and ended in it."""

    reached_s: float
    fixes: int
    changes: list[FindingChange]


@dataclass(slots=True)
class Doors:
    """Since when our doors had been open at a moment: by what was noted down, and before that by whether anybody was heard.

    `stretches` are (since, until) in order; nobody is called silent while the doors were shut.
    """

    stretches: Sequence[tuple[float, float]]
    _heard_s: float = field(default=-np.inf)
    _open_s: float = field(default=np.inf)

    def hear(self, time_s: Floats) -> None:
        """Fixes of a step, in their order."""
        if len(time_s):
            if time_s[0] - self._heard_s > QUIET_S:
                self._open_s = float(time_s[0])
            self._heard_s = float(time_s[-1])

    def open_since(self, moment_s: float) -> float | None:
        """None where they were shut."""
        if not self.stretches or moment_s < self.stretches[0][0]:
            return self._open_s if moment_s - self._heard_s <= QUIET_S else None
        return next((since for since, until in self.stretches if since <= moment_s <= until), None)


async def walk(
    conn: Connection, settings: Settings, span: Span, doors: Doors, *, warned: Callable[[bytes], int]
) -> AsyncIterator[Step]:
    """Judge the kept fixes with the permits, places, parameters and modes of their time, an hour a step.

    What a rule in trial finds is told to nobody, here neither.

    Of what a device sent late all is in its place here: nothing is delayed any more. Reports without a place are not kept as
    positions and cannot be judged again. `warned`: see `fleet.kept`.
    """
    at_s = span.since_s - WARM_S
    world, memory = await World.load(conn, settings, at_s), Memory()
    while at_s < span.until_s:
        end_s = min(at_s + READ_S, span.until_s)
        fixes = await kept_fixes(conn, at_s, end_s, vehicles=span.vehicles, warned=warned)
        world = await world.refresh(conn, np.array([at_s, end_s]))
        changes, memory = _hour(fixes, at_s, end_s, world, memory, doors)
        told = [change for change in changes if change.began_s >= span.since_s and not change.trial]
        yield Step(end_s, len(fixes), told)
        at_s = end_s


def _hour(
    fixes: Fixes, at_s: float, end_s: float, world: World, memory: Memory, doors: Doors
) -> tuple[list[FindingChange], Memory]:
    changes = list[FindingChange]()
    ends = np.append(np.arange(at_s + STEP_S, end_s, STEP_S), end_s)
    cuts = np.searchsorted(fixes.time_s, ends)
    first = 0
    for moment_s, cut in zip(ends.tolist(), cuts.tolist(), strict=True):
        part, first = fixes.take(slice(first, cut)), cut
        doors.hear(part.time_s)
        open_s = doors.open_since(moment_s)
        ticks = NONE if open_s is None else due(world.rules, memory, moment_s, open_s)
        judgement = judge(part, ticks, world.rules, memory)
        changes += judgement.findings
        if judgement.changed is not None:
            memory = memory.put(judgement.changed)
    return changes, memory
