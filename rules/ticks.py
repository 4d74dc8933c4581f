"""The passing of time as an input: a tick for every vehicle whose run is under way or due. Pure."""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Fixes, Floats, Ints
from rules.memory import Memory, Rows
from rules.world import World
from runs.progress import Progress, waited_for


@dataclass(frozen=True, slots=True)
class Ticks:
    """N ticks: for which vehicle, at what time, and since when our doors have been open without a break.

    A tick's time is one up to which the doors have delivered everything, so that nobody is called silent for our outage.
    A terminal's report without a place is one too: `signals` says what it reports, `after` behind which fix (the index of
    its frame in the batch) it came; a tick that the pipeline makes comes behind all.
    """

    vehicle: Ints
    time_s: Floats
    up_since_s: Floats
    signals: Ints
    after: Ints

    def __len__(self) -> int:
        return len(self.time_s)

    @classmethod
    def at(cls, vehicle: Ints, time_s: float, up_since_s: float) -> "Ticks":
        """One moment for all these vehicles."""
        size = len(vehicle)
        nothing, last = np.zeros(size, np.int64), np.full(size, LAST)
        return cls(vehicle, np.full(size, time_s), np.full(size, up_since_s), nothing, last)

    def with_reports(self, fixes: Fixes) -> "Ticks":
        """These ticks, and the fixes that have no place, in their order."""
        if not len(fixes):
            return self
        return Ticks(
            np.concatenate((fixes.vehicle, self.vehicle)),
            np.concatenate((fixes.time_s, self.time_s)),
            np.concatenate((np.full(len(fixes), -np.inf), self.up_since_s)),
            np.concatenate((fixes.signals, self.signals)),
            np.concatenate((fixes.frame, self.after)),
        )


LAST = np.iinfo(np.int64).max
AFTER_RUN_S = 7_200.0  # so long the passing of time is told of a run that has ended: a class is called well within it
NONE = Ticks.at(np.zeros(0, np.int64), 0.0, 0.0)


def due(world: World, memory: Memory, watermark_s: float | None, up_since_s: float) -> Ticks:
    """The ticks of one moment: `watermark_s` is how far the doors have delivered, None while they have not."""
    if watermark_s is None or not (len(memory.vehicle) or len(world.runs.id)):
        return NONE
    planned = np.unique(world.runs.vehicle[(world.runs.start_s <= watermark_s) & (watermark_s < world.runs.end_s)])
    live = memory.base[0::2]
    rest = planned[~np.isin(planned, memory.vehicle)]
    known = progress_of(live)
    waiting, _ = waited_for(world.runs, known, memory.vehicle, np.full(len(live), watermark_s))
    watched = (live["run"] >= 0) | (waiting >= 0)
    if len(world.known.run):  # a proof is owed by the run that has just ended
        just = np.isin(live["last_run"], world.known.run) & (watermark_s - live["last_ended"] <= AFTER_RUN_S)
        watched |= just
    vehicle = np.concatenate((memory.vehicle[watched], rest))
    return Ticks.at(vehicle, watermark_s, up_since_s)


def progress_of(base: Rows) -> Progress:
    """The run's progress as columns, out of base records."""
    return Progress(
        base["run"].astype(np.int64),
        base["stop"].astype(np.int64),
        base["started"].copy(),
        base["last_start"].copy(),
        base["late"].copy(),
    )
