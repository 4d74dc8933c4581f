"""What a terminal itself says of its vehicle, in one bit set: alarms, faults, doors, warnings of its cameras. Pure NumPy."""

from enum import IntFlag

import numpy as np

from fleet.fixes import Ints


class Signal(IntFlag):
    """What was signalled with a fix; stored, so a bit never changes its meaning. Article numbers are the rules' business."""

    SOS = 1 << 0  # the emergency button
    COLLISION = 1 << 1
    ROLLOVER = 1 << 2
    POWER_CUT = 1 << 3
    POWER_LOW = 1 << 4
    ANTENNA = 1 << 5  # open or short
    GNSS_FAULT = 1 << 6
    ILLEGAL_DOOR = 1 << 7  # a door was opened where the terminal was set up to forbid it
    STOLEN = 1 << 8
    DOOR_OPEN = 1 << 9  # any door, by the status and not as an alarm
    FATIGUE = 1 << 10
    TELEPHONE = 1 << 11
    SMOKING = 1 << 12
    DISTRACTION = 1 << 13  # eyes off the road
    DRIVER_ABNORMAL = 1 << 14  # no driver to be seen, or not as he should be
    FORWARD_COLLISION = 1 << 15
    LANE_DEPARTURE = 1 << 16
    TOO_CLOSE = 1 << 17
    PEDESTRIAN = 1 << 18
    TYRE = 1 << 19
    BLIND_SPOT = 1 << 20
    OVERLOAD = 1 << 21  # more people aboard than seats, as counted by a camera
    DRIVER_DOOR = 1 << 22  # the driver's own door is open, by the status (DOOR_OPEN is set with it)
    SIGN_LAMP = (
        1 << 23
    )  # the school-bus lamp (校车标志灯) is lit: no standard message tells it, a terminal's own input may
    STOP_SIGN = 1 << 24  # the stop sign (停车指示标志) is out: the same


ALARMS = {
    0: Signal.SOS,
    2: Signal.FATIGUE,
    4: Signal.GNSS_FAULT,
    5: Signal.ANTENNA,
    6: Signal.ANTENNA,
    7: Signal.POWER_LOW,
    8: Signal.POWER_CUT,
    14: Signal.FATIGUE,
    26: Signal.STOLEN,
    29: Signal.COLLISION,
    30: Signal.ROLLOVER,
    31: Signal.ILLEGAL_DOOR,
}
DOORS = 0b11111 << 13  # of the status: front, middle, rear, driver's, one more
DRIVERS_DOOR = 1 << 16


def signals_of(alarm: Ints, status: Ints, warnings: Ints) -> Ints:
    """The bits of `Signal` of N fixes, from the alarm and status words of JT/T 808 and what the items already warned of."""
    signals = np.where((status & DOORS) != 0, warnings | int(Signal.DOOR_OPEN), warnings)
    signals = np.where((status & DRIVERS_DOOR) != 0, signals | int(Signal.DRIVER_DOOR), signals)
    for bit, signal in ALARMS.items():
        signals = np.where((alarm >> bit) & 1 != 0, signals | int(signal), signals)
    return signals.astype(np.int64)
