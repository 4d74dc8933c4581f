"""The pattern of school-bus service, told of a vehicle that has no run: it stands at stops and schools in their hours. Pure."""

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from rules.memory import Rows

STAND_MPS = 1.5
STAND_S = 8.0  # so long at a place is a stop there, not a red light passed slowly
WITHIN_S = 3_600.0  # two different places within this time make the pattern
HOLDS_S = 1_800.0  # which holds for so long after the last of them


def notice(memory: Rows, place: Ints, time_s: Floats, speed_mps: Floats, asked: Bools) -> Bools:
    """Note where each asked row stands (`place`: id of a stop or school, -1 for none); which rows are in service by pattern.

    `memory` (base records) is moved on in place.
    """
    here = np.where(asked & (speed_mps < STAND_MPS), place, -1)
    arrived = asked & (here != memory["at_place"])
    memory["at_place"][arrived] = here[arrived]
    memory["at_since"][arrived] = time_s[arrived]
    stands = asked & (here >= 0) & (time_s - memory["at_since"] >= STAND_S)
    second = stands & (memory["seen_place"] >= 0) & (memory["seen_place"] != here)
    second &= time_s - memory["seen_at"] <= WITHIN_S
    again = stands & (time_s <= memory["service_until"])
    memory["service_until"][second | again] = time_s[second | again] + HOLDS_S
    memory["seen_place"][stands] = here[stands]
    memory["seen_at"][stands] = time_s[stands]
    return asked & (time_s <= memory["service_until"])
