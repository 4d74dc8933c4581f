"""The elements of a batch in their order: fixes and reports without a place, then ticks, as one set of columns. Pure."""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from fleet.fixes import Bools, Fixes, Floats, Ints
from rules.ticks import LAST, Ticks


@dataclass(frozen=True, slots=True)
class Elements:
    """N elements, arrays of length N. A tick has no device (-1) and no place, speed or course (NaN)."""

    vehicle: Ints
    device: Ints
    tick: Bools
    delayed: Bools
    time_s: Floats
    lon: Floats
    lat: Floats
    speed_mps: Floats
    course_deg: Floats
    ignition: Ints
    signals: Ints
    flags: Ints
    up_since_s: Floats

    @classmethod
    def of(cls, fixes: Fixes, ticks: Ticks) -> Self:
        n, none = len(ticks), np.full(len(ticks), np.nan)
        made = cls(
            np.concatenate((fixes.vehicle, ticks.vehicle)),
            np.concatenate((fixes.device, np.full(n, -1, np.int64))),
            np.arange(len(fixes) + n) >= len(fixes),
            np.concatenate((fixes.delayed, np.zeros(n, np.bool_))),
            np.concatenate((fixes.time_s, ticks.time_s)),
            np.concatenate((fixes.lon, none)),
            np.concatenate((fixes.lat, none)),
            np.concatenate((fixes.speed_mps, none)),
            np.concatenate((fixes.course_deg, none)),
            np.concatenate((fixes.ignition, np.full(n, -1, np.int64))),
            np.concatenate((fixes.signals, ticks.signals)),
            np.concatenate((fixes.flags, np.zeros(n, np.int64))),
            np.concatenate((np.full(len(fixes), -np.inf), ticks.up_since_s)),
        )
        if not (ticks.after < LAST).any():
            return made
        return made.take(np.argsort(np.concatenate((fixes.frame, ticks.after)), kind="stable"))

    def take(self, which: Any) -> Self:
        """The elements that a mask or an index array names."""
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def __len__(self) -> int:
        return len(self.time_s)
