"""Harsh braking and turning in the ways of buses, as their own fixes show them; one wild value is none. Pure NumPy.

A braking is what lies between two successive fixes: the speed lost by the time it took. A turning is the speed times the change
of course by that time (lateral acceleration). Both need fixes not further apart than `gap_s`: between sparse ones anything may
have happened, so nothing is said. What would be gone again at the next fix, what the distance driven contradicts, and what no bus
can do are errors of the receiver.
"""

from dataclasses import dataclass

import numpy as np

from findings.danger.seen.limits import BRAKE_MOST_MPS2, ONCE_S, SLOW_MPS, TURN_MOST_MPS2, Limits
from findings.danger.seen.track import Steps, Track
from fleet.fixes import Bools, Floats, Ints

KINDS = ("brake", "turn", "speeding", "stop", "terminal")
BRIEFEST_S = 0.5
OFF_MPS, OFF_SHARE = 4.0, 0.5  # how far the distance may contradict the speeds: a receiver's error of some metres
SHORTEST_M = 2.0  # of a way that tells a direction


@dataclass(frozen=True, slots=True)
class Events:
    """N events of one kind: whose, when, where (metres of the plane), how much (m/s², km/h, s; NaN where not measured)."""

    kind: str
    vehicle: Ints
    time_s: Floats
    x: Floats
    y: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.time_s)

    def only(self, mask: Bools | Ints) -> "Events":
        """Those that a mask or an index names."""
        return Events(
            self.kind, self.vehicle[mask], self.time_s[mask], self.x[mask], self.y[mask], self.value[mask]
        )  # fmt: skip


def brakings(track: Track, steps: Steps, limits: Limits) -> Events:
    """Harsh braking, each once, at its hardest."""
    return _events("brake", track, *_braking(track, steps, limits))


def turnings(track: Track, steps: Steps, limits: Limits) -> Events:
    """Harsh turning, each once, at its hardest."""
    return _events("turn", track, *_turning(track, steps, limits))


def _braking(track: Track, steps: Steps, limits: Limits) -> tuple[Ints, Floats]:
    """The steps in which it was, and m/s²."""
    at = _looked_at(steps, limits)
    before, first, last, after = (track.speed_mps[at + offset] for offset in (-1, 0, 1, 2))
    lost = first - last
    lone = (first - before > lost / 2) | (after - last > lost / 2)
    mps2 = lost / steps.took_s[at]
    held = (mps2 >= limits.brake_mps2) & (mps2 <= BRAKE_MOST_MPS2) & (first >= SLOW_MPS) & ~lone
    held &= _driven(steps, at, first, last)
    return at[held], mps2[held]


def _turning(track: Track, steps: Steps, limits: Limits) -> tuple[Ints, Floats]:
    at = _looked_at(steps, limits)
    turned = np.radians(_wrapped(np.diff(track.course_deg)))
    before, now, after = turned[at - 1], turned[at], turned[at + 1]
    first, last = track.speed_mps[at], track.speed_mps[at + 1]
    sign, size = np.sign(now), np.abs(now)
    lone = (before * sign < -size / 2) | (after * sign < -size / 2)
    mps2 = (first + last) / 2 * size / steps.took_s[at]
    held = (mps2 >= limits.turn_mps2) & (mps2 <= TURN_MOST_MPS2) & (np.minimum(first, last) >= SLOW_MPS) & ~lone
    held &= _driven(steps, at, first, last) & (_way_turned(track, steps, at) * sign >= size / 3)
    return at[held], mps2[held]  # NaN, where a course is unknown, holds nothing


def _looked_at(steps: Steps, limits: Limits) -> Ints:
    """The steps that are short enough and have one of the same kind before and behind them."""
    good = steps.sound & (steps.took_s >= BRIEFEST_S) & (steps.took_s <= limits.gap_s)
    if len(good) < 3:
        return np.zeros(0, np.int64)
    return np.flatnonzero(good[1:-1] & good[:-2] & good[2:]) + 1


def _driven(steps: Steps, at: Ints, first: Floats, last: Floats) -> Bools:
    """Whether the distance is what the two speeds make of it."""
    mean = (first + last) / 2
    agrees: Bools = np.abs(steps.far_m[at] / steps.took_s[at] - mean) <= np.maximum(OFF_MPS, OFF_SHARE * mean)
    return agrees


def _way_turned(track: Track, steps: Steps, at: Ints) -> Floats:
    """By how much the way itself turned, from the step before to the step behind, in radians; clockwise like the course."""
    east, north = np.diff(track.x), np.diff(track.y)
    bearing = np.degrees(np.arctan2(east, north))
    turned = np.radians(_wrapped(bearing[at + 1] - bearing[at - 1]))
    told = (steps.far_m[at - 1] >= SHORTEST_M) & (steps.far_m[at + 1] >= SHORTEST_M)
    return np.where(told, turned, 0.0)


def _wrapped(degrees: Floats) -> Floats:
    return (degrees + 180.0) % 360.0 - 180.0


def _events(kind: str, track: Track, at: Ints, value: Floats) -> Events:
    """Where each step ended; what lies close together of one vehicle is one, the hardest."""
    found = Events(
        kind, track.vehicle[at], track.time_s[at + 1], track.x[at + 1], track.y[at + 1], value
    )  # fmt: skip
    if not len(found):
        return found
    apart = (np.diff(found.time_s) > ONCE_S) | (np.diff(found.vehicle) != 0)
    group = np.cumsum(np.r_[0, apart])
    order = np.lexsort((-found.value, group))
    first = np.r_[True, group[order][1:] != group[order][:-1]]
    return found.only(order[first])
