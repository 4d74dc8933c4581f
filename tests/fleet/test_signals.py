"""What a terminal signals, as one bit set."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.signals import Signal, signals_of

ALARMS = {
    0: Signal.SOS, 2: Signal.FATIGUE, 4: Signal.GNSS_FAULT, 5: Signal.ANTENNA, 6: Signal.ANTENNA, 7: Signal.POWER_LOW,
    8: Signal.POWER_CUT, 14: Signal.FATIGUE, 26: Signal.STOLEN, 29: Signal.COLLISION, 30: Signal.ROLLOVER,
    31: Signal.ILLEGAL_DOOR,
}  # fmt: skip


def one(alarm: int = 0, status: int = 0, warned: int = 0) -> int:
    """The signals of a single fix."""
    made = signals_of(np.array([alarm]), np.array([status]), np.array([warned]))
    assert made.dtype == np.int64
    return int(made[0])


@pytest.mark.parametrize("bit", range(32))
def test_each_alarm_bit_gives_its_signal_or_none(bit: int) -> None:
    """The table of the standard; overspeed and the terminal's own fences are not among them: we judge those ourselves."""
    assert one(alarm=1 << bit) == ALARMS.get(bit, 0)


@pytest.mark.parametrize("bit", range(32))
def test_any_open_door_is_an_open_door(bit: int) -> None:
    """Bits 13 to 17 of the status; no other bit of it is a signal."""
    drivers = Signal.DRIVER_DOOR if bit == 16 else Signal(0)
    assert one(status=1 << bit) == (Signal.DOOR_OPEN | drivers if 13 <= bit <= 17 else 0)


words = st.integers(0, 2**32 - 1)


@given(st.lists(st.tuples(words, words, st.integers(0, 2**22 - 1)), max_size=9))
def test_many_fixes_at_once_are_what_each_is_alone(rows: list[tuple[int, int, int]]) -> None:
    """The warnings of the items stay, what alarm and status say is added."""
    columns = [np.array([row[nth] for row in rows], np.int64) for nth in range(3)]
    expected = []
    for alarm, status, warned in rows:
        bits = warned | (int(Signal.DOOR_OPEN) if any(status >> bit & 1 for bit in range(13, 18)) else 0)
        bits |= int(Signal.DRIVER_DOOR) if status >> 16 & 1 else 0
        for bit, signal in ALARMS.items():
            bits |= int(signal) if alarm >> bit & 1 else 0
        expected.append(bits)
    assert signals_of(*columns).tolist() == expected


def test_stored_bits_keep_their_meaning() -> None:
    """A number in the database must read tomorrow as it does today."""
    assert [(signal.name, int(signal)) for signal in Signal] == [
        ("SOS", 1), ("COLLISION", 2), ("ROLLOVER", 4), ("POWER_CUT", 8), ("POWER_LOW", 16), ("ANTENNA", 32),
        ("GNSS_FAULT", 64), ("ILLEGAL_DOOR", 128), ("STOLEN", 256), ("DOOR_OPEN", 512), ("FATIGUE", 1024),
        ("TELEPHONE", 2048), ("SMOKING", 4096), ("DISTRACTION", 8192), ("DRIVER_ABNORMAL", 16384),
        ("FORWARD_COLLISION", 32768), ("LANE_DEPARTURE", 65536), ("TOO_CLOSE", 131072), ("PEDESTRIAN", 262144),
        ("TYRE", 524288), ("BLIND_SPOT", 1048576), ("OVERLOAD", 2097152), ("DRIVER_DOOR", 4194304),
        ("SIGN_LAMP", 8388608), ("STOP_SIGN", 16777216),
    ]  # fmt: skip
