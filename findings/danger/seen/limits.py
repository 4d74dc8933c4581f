"""From when on a braking, a turning, a stand counts, as of one moment; the dated values themselves are in rules.parameters."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Self

import numpy as np

from rules.parameters import Parameters

SLOW_MPS = 15 / 3.6  # who creeps brakes and turns without danger
BRAKE_MOST_MPS2, TURN_MOST_MPS2 = 9.0, 7.0  # no bus does more: a tyre does not hold it, or it has tipped over before
ONCE_S = 10.0  # one braking is one event, however many fixes lie in it
HEARD_S = 60.0  # of a stand or a passage nothing is known where fixes are further apart
AROUND_S = 300.0  # of the way before and after a slice of time, beside the longest stand


@dataclass(frozen=True, slots=True)
class Limits:
    """Metres, seconds, m/s²; `credit` is a number of passages, `events` one of events. See `rules.parameters.DEFAULTS`."""

    brake_mps2: float
    turn_mps2: float
    gap_s: float
    stop_after_s: float
    stop_most_s: float
    clear_m: float
    near_m: float
    longest_m: float
    events: float
    credit: float

    @classmethod
    def at(cls, parameters: Parameters, moment_s: float) -> Self:
        """The values that hold at a moment (seconds since 1970)."""
        when = np.array([moment_s])
        return cls(**{one.name: float(parameters.at(f"danger.{one.name}", when)[0]) for one in fields(cls)})

    def plain(self) -> dict[str, Any]:
        """As a run keeps them."""
        return asdict(self)

    @property
    def margin_s(self) -> float:
        """So much of the time before and after a slice is read with it."""
        return self.stop_most_s + AROUND_S
