"""How long a driver has driven without a rest, told from the bus alone, and what its terminal can tell of its doors. Pure."""

import numpy as np

from fleet.fixes import Bools, Floats
from fleet.signals import Signal
from rules.elements import Elements
from rules.memory import Rows
from rules.parameters import Parameters


def drive_on(parameters: Parameters, round_: Elements, before: Rows, after: Rows) -> tuple[Floats, Bools]:
    """Seconds since each row's driver began to drive, NaN after a rest or where nothing is known; and whether he drives now.

    He drives while two fixes in a row are faster than a walk; slower, with the engine off, or unheard of for as long as a rest
    lasts, he may rest: nobody is called tired by a guess. Who drives is not known: two drivers who take turns are one here.
    `after` is moved on in place.
    """
    fix = ~round_.tick
    rest_s, least_mps = (parameters.at(name, round_.time_s) for name in ("R37.rest_s", "R37.moving_kmh"))
    least_mps = least_mps / 3.6
    drives = fix & (round_.speed_mps >= least_mps) & (before["speed"] >= least_mps) & (round_.ignition != 0)
    until_s = np.where(drives, before["time"], round_.time_s)
    rested = fix & ((until_s - before["resting"] >= rest_s) | (round_.time_s - before["time"] >= rest_s))
    since = np.where(rested, np.nan, before["driving"])
    since = np.where(drives & np.isnan(since), round_.time_s, since)
    resting = np.where(np.isnan(before["resting"]), round_.time_s, before["resting"])
    after["driving"] = np.where(fix, since, before["driving"])
    after["resting"] = np.where(fix, np.where(drives, np.nan, resting), before["resting"])
    return np.where(fix, round_.time_s - since, np.nan), drives


def doors_told(round_: Elements, after: Rows) -> None:
    """A terminal that has once reported an open door tells of its doors; one that never has may have no wire to them."""
    opened = ~round_.tick & ((round_.signals & int(Signal.DOOR_OPEN)) != 0)
    after["door_told"][opened] = 1
