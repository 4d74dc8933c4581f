"""As what a bus is drawn: one of six states, from its open breaches, its run and whether it stands. Pure.

`silent` is not among these: only the passing of time tells it, so who shows the bus lays it over (web/live).
Early and late against the approved time (R29) are a state here, never a breach: a jam is none.
"""

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Floats, Ints
from rules.catalogue import RULES
from rules.memory import OPEN, Rows

IN_ORDER, LATE, BREACH, NO_PERMIT, PARKED = range(5)
NAMES = ("in_order", "late", "breach", "no_permit", "parked")
MOVING_MPS = 1.0
_DRAWN = np.array([rule.state or "" for rule in RULES])


def state_of(base: Rows, phase: NDArray[np.uint8], late_s: Floats, parked_after_s: Floats, time_s: Floats) -> Ints:
    """The state of each row, whose rules' phases are given in columns; the gravest wins."""
    on_run = base["run"] >= 0
    stands = base["speed"] < MOVING_MPS
    long = stands & (time_s - base["standing_since"] > parked_after_s)
    parked = ~on_run & stands & ((base["ignition"] == 0) | long)
    state = np.where(base["late"] > late_s, LATE, np.where(parked, PARKED, IN_ORDER))
    if phase.any():
        state = np.where((phase[:, _DRAWN == "breach"] == OPEN).any(axis=1), BREACH, state)
        state = np.where((phase[:, _DRAWN == "no_permit"] == OPEN).any(axis=1), NO_PERMIT, state)
    return state
