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
        """The value in force for each owner at each time, -1 where there is none."""
        index = self._begun(owner, time_s)
        if not len(self.value):
            return index
        safe = np.maximum(index, 0)
        return np.where((index >= 0) & (time_s < self.until_s[safe]), self.value[safe], -1)

    def last(self, owner: Ints, time_s: Floats) -> Ints:
        """The value of the newest stretch that had begun by each time, also one that was over; -1 where there is none."""
        index = self._begun(owner, time_s)
        return np.where(index >= 0, self.value[np.maximum(index, 0)], -1) if len(self.value) else index

    def _begun(self, owner: Ints, time_s: Floats) -> Ints:
        """Index of each owner's newest stretch begun by each time, by a binary search in all histories at once."""
        found = np.full(len(owner), -1, np.int64)
        known = np.flatnonzero((owner >= 0) & (owner < len(self._first) - 1))
        if not known.size:
            return found
        who, when = owner[known], time_s[known]
        low, high = self._first[who], self._first[who + 1]
        while (low < high).any():
            open_, middle = low < high, (low + high) // 2
            later = self.since_s[np.minimum(middle, len(self.since_s) - 1)] > when
            high = np.where(open_ & later, middle, high)
            low = np.where(open_ & ~later, middle + 1, low)
        found[known] = np.where(low > self._first[who], low - 1, -1)
        return found


def seconds(bound: float | None, if_open: float) -> float:
    """A bound of a time range as seconds, an open one as given."""
    return if_open if bound is None or isinf(bound) else bound


OPEN_START, OPEN_END = -inf, inf
