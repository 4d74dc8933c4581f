"""The additional items of a location report (id, length, value), and what they warn of.

Where the numbers come from, and how sure each is:

0x01-0x13, 0x25-0x31  the standard's own table (JT/T 808-2013, tables 27-32): sure
0x14, 0x18            JT/T 1078-2016; bits read alike in three public programs: 0x14 bit 4 overload; 0x18 bits 0 fatigue,
                      1 telephone, 2 smoking
0x64-0x67             active safety, T/JSATL 12-2017 and DB32/T 3610-2019 (苏标); the type numbers are read alike in more than
                      five public programs, for the Guangdong edition too, whose longer tail changes nothing in the bytes
                      read here. 0x65 type 5 is "driver abnormal" in the first and "no driver detected" in the second, 4 is
                      "distracted" or "not looking ahead". The type of a tyre is bits in all but one program; bit 0 is its
                      regular report and warns of nothing
other ids             the makers' own, also such as break the form: never looked into
"""

from collections.abc import Iterator

from fleet.signals import Signal

SATELLITES = 0x31
END = 2  # flag of an active safety item: what was warned of has ended
TYRES_AT, TYRE_SIZE = 40, 9  # the count of tyres in 0x66; position, bits, pressure, temperature, battery of each
REGULAR = 1
_BY_TYPE = {
    (0x64, 1): Signal.FORWARD_COLLISION,
    (0x64, 2): Signal.LANE_DEPARTURE,
    (0x64, 3): Signal.TOO_CLOSE,
    (0x64, 4): Signal.PEDESTRIAN,
    (0x65, 1): Signal.FATIGUE,
    (0x65, 2): Signal.TELEPHONE,
    (0x65, 3): Signal.SMOKING,
    (0x65, 4): Signal.DISTRACTION,
    (0x65, 5): Signal.DRIVER_ABNORMAL,
    (0x67, 1): Signal.BLIND_SPOT,
    (0x67, 2): Signal.BLIND_SPOT,
    (0x67, 3): Signal.BLIND_SPOT,
}
_BEHAVIOUR = (Signal.FATIGUE, Signal.TELEPHONE, Signal.SMOKING)
_WARNING = frozenset({0x14, 0x18, 0x64, 0x65, 0x66, 0x67})


def items(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Id and value of each item, in order; ends before one that the bytes do not hold whole."""
    at, end = 0, len(raw) - 1
    while at < end:
        after = at + 2 + raw[at + 1]
        if after > end + 1:
            return
        yield raw[at], raw[at + 2 : after]
        at = after


def glance(raw: bytes) -> tuple[int, int]:
    """What every fix is asked: its satellites (-1 where not told) and its warnings. The same as by `items`, quicker."""
    satellites, warned, at, end = -1, 0, 0, len(raw) - 1
    while at < end:
        id_, size = raw[at], raw[at + 1]
        after = at + 2 + size
        if after > end + 1:
            break
        if id_ == SATELLITES:
            if size == 1:
                satellites = raw[at + 2]
        elif id_ in _WARNING:
            warned |= _warning(id_, raw[at + 2 : after])
        at = after
    return satellites, warned


def warnings(raw: bytes) -> int:
    """The bits of `Signal` that the items warn of. An active safety item that says "ended" warns of nothing."""
    return glance(raw)[1]


def _warning(id_: int, value: bytes) -> int:
    """Bits of `Signal` of one item; 0 for one too short to say."""
    if id_ == 0x14:
        return int(Signal.OVERLOAD) if len(value) == 4 and value[3] & 0x10 else 0
    if id_ == 0x18:
        return sum(int(signal) for bit, signal in enumerate(_BEHAVIOUR) if len(value) > 1 and value[1] >> bit & 1)
    if len(value) < 6 or value[4] == END:
        return 0
    if id_ == 0x66:
        return int(Signal.TYRE) if any(tyre[1] & ~REGULAR for tyre in tyres(value)) else 0
    return int(_BY_TYPE.get((id_, value[5]), 0))


def tyres(value: bytes) -> list[tuple[int, int, int, int, int]]:
    """Position, alarm bits, pressure (kPa), temperature (°C), battery (%) of each tyre in item 0x66; empty where they do not fit.

    Only the Jiangsu layout is read, in which 16 bytes name the alarm; tyres in another warn of nothing, for a regular report
    could not be told from an alarm.
    """
    count = value[TYRES_AT] if len(value) > TYRES_AT else 0
    if len(value) != TYRES_AT + 1 + TYRE_SIZE * count:
        return []
    words = [
        (value[at], *(int.from_bytes(value[at + 1 + 2 * nth : at + 3 + 2 * nth]) for nth in range(4)))
        for at in range(TYRES_AT + 1, len(value), TYRE_SIZE)
    ]
    return [(position, bits, pressure, heat, battery) for position, bits, pressure, heat, battery in words]
