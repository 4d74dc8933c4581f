"""Fixes as columns: the one shape in which positions travel from decode to the rules. Pure NumPy."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import IntFlag
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]


class Mark(IntFlag):
    """What is remarkable of a fix; stored with it in `position.flags`."""

    DELAYED = 1  # its device had already a later one kept (补报)
    ROLLOVER = 2  # 1,024 or 2,048 weeks were added to its date
    ABROAD = 4  # a plausible place outside the country
    UNPROVEN = 8  # it came by a door where anyone may claim any identity
    ESTIMATED = 16  # the receiver says that it reckoned the place (mode E) or was told it (M, S)
    PLACELESS = 32  # a terminal's report without a place: never kept as a position, judged for what it signals


@dataclass(frozen=True, slots=True)
class Fixes:
    """N fixes in order of arrival, one array of length N a field.

    device       int64    device number, -1 where the device is unknown
    vehicle      int64    vehicle id, -1 until resolved
    time_s       float64  the device's own time, seconds since 1970 UTC (microseconds are exact)
    received_s   float64  when it reached us
    lon, lat     float64  degrees, WGS-84
    speed_mps    float64  metres a second over ground
    course_deg   float64  true course; NaN where the device gave none (rounded to float32, as it is stored)
    altitude_m   float64  NaN where unknown (rounded to float32)
    hdop         float64  NaN where unknown (rounded to float32)
    satellites   int64    -1 where unknown
    ignition     int64    1 on, 0 off, -1 where unknown
    flags        int64    of `Mark`
    alarm        int64    alarm bits of JT/T 808 (0x0200), 0 where there are none
    status       int64    status bits of JT/T 808, -1 where the protocol has none
    signals      int64    of `fleet.signals.Signal`: what the terminal itself reports, 0 where nothing
    items        bytes    additional items of JT/T 808 as they came (an object array), b"" where there are none
    frame        int64    index of the frame in its batch, so that one fix can be parked with its raw bytes
    """

    device: Ints
    vehicle: Ints
    time_s: Floats
    received_s: Floats
    lon: Floats
    lat: Floats
    speed_mps: Floats
    course_deg: Floats
    altitude_m: Floats
    hdop: Floats
    satellites: Ints
    ignition: Ints
    flags: Ints
    alarm: Ints
    status: Ints
    signals: Ints
    items: Objects
    frame: Ints

    def __len__(self) -> int:
        return len(self.time_s)

    def take(self, which: Any) -> Self:
        """The fixes that a mask or an index array names, in that order."""
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def marked(self, mask: Bools, mark: Mark) -> Self:
        """The same fixes with a mark set where the mask is true."""
        flags = np.where(mask, self.flags | int(mark), self.flags)
        return type(self)(*(flags if field.name == "flags" else getattr(self, field.name) for field in fields(self)))

    @property
    def delayed(self) -> Bools:
        marked: Bools = (self.flags & int(Mark.DELAYED)) != 0
        return marked

    @property
    def placeless(self) -> Bools:
        marked: Bools = (self.flags & int(Mark.PLACELESS)) != 0
        return marked

    @classmethod
    def of(cls, size: int, **columns: Any) -> Self:
        """Fixes of a size from the columns given; the others say "unknown"."""
        unknown: dict[str, Any] = {
            **dict.fromkeys(("course_deg", "altitude_m", "hdop"), np.nan),
            **dict.fromkeys(("device", "vehicle", "satellites", "ignition", "status"), -1),
            **dict.fromkeys(("speed_mps", "flags", "alarm", "signals", "received_s", "time_s", "lon", "lat"), 0),
            "items": b"",
        }
        kinds: dict[str, Any] = {"items": np.object_} | dict.fromkeys(INTEGERS, np.int64)
        made: dict[str, Any] = {}
        for field in fields(cls):
            given = columns.get(field.name)
            kind = kinds.get(field.name, np.float64)
            if given is None and field.name == "frame":
                given = np.arange(size)
            made[field.name] = (
                np.full(size, unknown[field.name], kind) if given is None else np.asarray(given, kind).reshape(size)
            )
        return cls(**made)

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Several stretches of fixes as one, in their order."""
        if not parts:
            return cls.of(0)
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


INTEGERS = ("device", "vehicle", "satellites", "ignition", "flags", "alarm", "status", "signals", "frame")


def rounds(row: Ints) -> Iterator[Ints]:
    """Cut a batch into rounds: index arrays in which each row (a vehicle's stream) occurs at most once, in order.

    `row` names for each element the stream it belongs to. The n-th round holds every stream's n-th element.
    """
    if len(row) == 0:
        return
    order = np.argsort(row, kind="stable")
    ordered = row[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[first, len(row)])
    nth = np.arange(len(row)) - np.repeat(first, lengths)
    longest = int(lengths.max())
    if longest == 1:
        yield np.arange(len(row))
        return
    by_round = np.argsort(nth, kind="stable")
    bounds = np.searchsorted(nth[by_round], np.arange(longest + 1))
    for start, end in pairwise(bounds):
        yield np.sort(order[by_round[start:end]])
