"""Which fixes are new, which are delayed, which were kept before: by the last time kept of each device on each vehicle."""

from dataclasses import dataclass, field

import numpy as np

from fleet.fixes import Bools, Fixes, Floats, Ints, Mark

Pair = tuple[int, int]


@dataclass(slots=True)
class LastKept:
    """The time of the newest fix kept of each (vehicle, device), -inf where none is; asked of the database when needed."""

    times: dict[Pair, float] = field(default_factory=dict)

    def unknown(self, pairs: list[Pair]) -> list[Pair]:
        """Those of the pairs that the database has to be asked for."""
        return [pair for pair in pairs if pair not in self.times]

    def put(self, newest: dict[Pair, float]) -> None:
        """What is kept now; to be called after the commit."""
        self.times.update(newest)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A batch told apart, in masks over its fixes: `later` than all before of its pair, older (`delayed`), or neither,
    which is a repetition of the last one kept. `newest` is the last time of each pair after the batch.
    """

    later: Bools
    delayed: Bools
    newest: Floats


def pairs_of(fixes: Fixes) -> tuple[list[Pair], Ints]:
    """The distinct (vehicle, device) of the fixes, and the index of each fix's pair in them."""
    keys, index = np.unique(fixes.vehicle << 32 | fixes.device, return_inverse=True)
    return list(zip((keys >> 32).tolist(), (keys & 0xFFFF_FFFF).tolist(), strict=True)), index


def told_apart(time_s: Floats, pair: Ints, last_s: Floats) -> Sorted:
    """Order of arrival decides: a fix is delayed when a later one of its pair was kept, or stands before it in the batch.

    `pair` is the index of each fix's pair, `last_s` the last time kept of each pair before the batch.
    """
    order = np.argsort(pair, kind="stable")
    first = np.searchsorted(pair[order], np.arange(len(last_s)))
    # ranks of all times, so that one running maximum serves all pairs: a pair's ranks lie above those of the pair before
    values, rank = np.unique(np.concatenate((time_s[order], last_s)), return_inverse=True)
    lifted = rank[: len(order)] + pair[order] * len(values)
    floor = rank[len(order) :] + np.arange(len(last_s)) * len(values)
    running = np.maximum.accumulate(np.maximum(lifted, floor[pair[order]]))
    before = np.empty_like(running)
    before[1:] = running[:-1]
    before[first] = floor
    later, delayed = np.empty(len(order), np.bool_), np.empty(len(order), np.bool_)
    later[order], delayed[order] = lifted > before, lifted < before
    ends = np.append(first[1:], len(order)) - 1
    return Sorted(later, delayed, values[running[ends] % len(values)])


def marked(fixes: Fixes, delayed: Bools) -> Fixes:
    """The fixes with the delayed ones (补报) marked."""
    return fixes.marked(delayed, Mark.DELAYED) if delayed.any() else fixes
