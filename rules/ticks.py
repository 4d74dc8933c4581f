"""The passing of time as an input: a tick for every vehicle whose run is under way or due. Pure."""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Floats, Ints
from rules.memory import Memory, Rows
from rules.world import World
from runs.progress import Progress, waited_for


@dataclass(frozen=True, slots=True)
class Ticks:
    """N ticks: for which vehicle, at what time, and since when our doors have been open without a break.

    A tick's time is one up to which the doors have delivered everything, so that nobody is called silent for our outage.
    """

    vehicle: Ints
    time_s: Floats
    up_since_s: Floats

    def __len__(self) -> int:
        return len(self.time_s)


NONE = Ticks(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def due(world: World, memory: Memory, watermark_s: float | None, up_since_s: float) -> Ticks:
    """The ticks of one moment: `watermark_s` is how far the doors have delivered, None while they have not."""
    if watermark_s is None or not (len(memory.vehicle) or len(world.runs.id)):
        return NONE
    planned = np.unique(world.runs.vehicle[(world.runs.start_s <= watermark_s) & (watermark_s < world.runs.end_s)])
    live = memory.base[0::2]
    rest = planned[~np.isin(planned, memory.vehicle)]
    known = progress_of(live)
    waiting, _ = waited_for(world.runs, known, memory.vehicle, np.full(len(live), watermark_s))
    vehicle = np.concatenate((memory.vehicle[(live["run"] >= 0) | (waiting >= 0)], rest))
    return Ticks(vehicle, np.full(len(vehicle), watermark_s), np.full(len(vehicle), up_since_s))


def progress_of(base: Rows) -> Progress:
    """The run's progress as columns, out of base records."""
    return Progress(
        base["run"].astype(np.int64),
        base["stop"].astype(np.int64),
        base["started"].copy(),
        base["last_start"].copy(),
        base["late"].copy(),
    )
