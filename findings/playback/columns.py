"""A track as few bytes for a page that plays it: columns of whole numbers, differences where they are small. Pure NumPy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from fleet.fixes import Bools, Floats, Ints, Mark

DEGREE = 1e6  # parts of a degree: 0.1 m, finer than any receiver
TENTHS_KMH = 36.0  # of one m/s
NO_COURSE = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """N fixes of one vehicle in order of time: seconds since 1970 UTC, degrees WGS-84, m/s, course NaN where none was given.

    `device` is the number of the device that sent each, `flags` the bits of `fleet.fixes.Mark`.
    """

    time_s: Floats
    lon: Floats
    lat: Floats
    speed_mps: Floats
    course_deg: Floats
    device: Ints
    flags: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> Self:
        """From rows (time in seconds, lon, lat, speed, course or None, device, flags)."""
        columns = list(zip(*rows, strict=True)) if rows else [()] * 7
        time_s, lon, lat, speed_mps, course_deg = (np.array(column, np.float64) for column in columns[:5])
        device, flags = (np.array(column, np.int64) for column in columns[5:])
        return cls(time_s, lon, lat, speed_mps, course_deg, device, flags)

    def __len__(self) -> int:
        return len(self.time_s)

    def only(self, mask: Bools) -> "Columns":
        """Those of a mask."""
        return Columns(*(getattr(self, name)[mask] for name in Columns.__dataclass_fields__))


def joined(several: Sequence[Columns]) -> Columns:
    """All fixes of several tracks in order, each once."""
    whole = Columns(*(np.concatenate([getattr(one, name) for one in several]) for name in Columns.__dataclass_fields__))
    keys = np.stack(((whole.time_s * 1e6).round().astype(np.int64), whole.device), axis=1)
    _, first = np.unique(keys, axis=0, return_index=True)
    return Columns(*(getattr(whole, name)[first] for name in Columns.__dataclass_fields__))


def one_at_a_time(columns: Columns, order: Sequence[int], silent_after_s: float) -> Bools:
    """Which fixes make the track of a vehicle that several devices speak for, as they are judged: by the first of `order`, and by
    another only while those before it have been silent for so long.
    """
    kept = np.zeros(len(columns), np.bool_)
    others = sorted(set(columns.device.tolist()) - set(order))
    for device in (*order, *others):
        own = np.flatnonzero(columns.device == device)
        before = columns.time_s[kept]
        if not len(before) or not len(own):
            kept[own] = True
            continue
        last = np.searchsorted(before, columns.time_s[own], side="right") - 1
        since_s = columns.time_s[own] - before[np.maximum(last, 0)]
        kept[own[(last < 0) | (since_s > silent_after_s)]] = True
    return kept


def packed(columns: Columns, limit_kmh: Floats | None = None) -> dict[str, Any]:
    """What goes over the wire; `unpack` of `web/ui/src/playback/track.ts` is its other half.

    time      milliseconds since 1970 UTC of the first, then differences
    lon, lat  millionths of a degree, likewise
    speed     tenths of a km/h;  course  degrees, -1 where there is none
    delayed, unproven  [from, to) pairs of indices, one after the other
    limit     (index, km/h) pairs where it changes, one after the other; null where it was not asked for
    """
    course = np.where(np.isnan(columns.course_deg), NO_COURSE, np.nan_to_num(columns.course_deg)).round()
    return {
        "count": len(columns),
        "time": _steps(columns.time_s * 1000),
        "lon": _steps(columns.lon * DEGREE),
        "lat": _steps(columns.lat * DEGREE),
        "speed": (columns.speed_mps * TENTHS_KMH).round().astype(np.int64),
        "course": course.astype(np.int64),
        "delayed": _stretches((columns.flags & int(Mark.DELAYED)) != 0),
        "unproven": _stretches((columns.flags & int(Mark.UNPROVEN)) != 0),
        "limit": None if limit_kmh is None else _changes(limit_kmh),
    }


def _steps(values: Floats) -> Ints:
    whole = values.round().astype(np.int64)
    return whole - np.concatenate((np.zeros(min(1, len(whole)), np.int64), whole[:-1]))


def _stretches(mask: Bools) -> Ints:
    return np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))


def _changes(values: Floats) -> list[float]:
    at = np.flatnonzero(np.diff(values, prepend=np.nan) != 0)
    return [number for index in at.tolist() for number in (index, round(float(values[index]), 1))]
