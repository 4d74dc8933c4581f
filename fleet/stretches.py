"""Stretches of time that belong to something: a device's bindings, a vehicle's permits in force. Pure NumPy."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, isinf

import numpy as np

from fleet.fixes import Floats, Ints

_EARLIEST, _LATEST = -6.2e10, 2.5e11  # years 5 and 9892, where open ends stand


@dataclass(frozen=True, slots=True)
class Stretches:
    """Who holds what, and when: `[since_s, until_s)`, never two at one moment for one owner. Look-up by columns.

    owner, value  int64; since_s, until_s float64 seconds since 1970 UTC; sorted by owner, then since.
    """

    owner: Ints
    since_s: Floats
    until_s: Floats
    value: Ints
    _first: Ints

    @classmethod
    def of(cls, rows: Iterable[tuple[int, float, float, int]]) -> "Stretches":
        """From (owner, since, until, value); -inf and inf are open ends, an empty stretch is left out."""
        kept = sorted((o, max(s, _EARLIEST), min(u, _LATEST), v) for o, s, u, v in rows if u > s)
        table = np.array(kept, dtype=np.float64).reshape(-1, 4)
        owner = table[:, 0].astype(np.int64)
        top = int(owner[-1]) + 2 if len(owner) else 1
        return cls(
            owner, table[:, 1], table[:, 2], table[:, 3].astype(np.int64), np.searchsorted(owner, np.arange(top))
        )

    def at(self, owner: Ints, time_s: Floats) -> Ints:
        """The value in force for each owner at each time, -1 where there is none. O(n log longest history)."""
        found = np.full(len(owner), -1, np.int64)
        known = (owner >= 0) & (owner < len(self._first) - 1)
        if not known.any():
            return found
        who, when = owner[known], time_s[known]
        low, high = self._first[who], self._first[who + 1]
        end = high.copy()
        while (low < high).any():  # binary search in all histories at once: first stretch that begins after `when`
            middle = (low + high) // 2
            later = np.where(low < high, self.since_s[np.minimum(middle, len(self.since_s) - 1)] > when, True)
            open_ = low < high
            high = np.where(open_ & later, middle, high)
            low = np.where(open_ & ~later, middle + 1, low)
        index = low - 1
        valid = (index >= self._first[who]) & (index < end)
        safe = np.where(valid, index, 0)
        valid &= when < self.until_s[safe]
        found[known] = np.where(valid, self.value[safe], -1)
        return found


def seconds(bound: float | None, if_open: float) -> float:
    """A bound of a time range as seconds, an open one as given."""
    return if_open if bound is None or isinf(bound) else bound


OPEN_START, OPEN_END = -inf, inf
