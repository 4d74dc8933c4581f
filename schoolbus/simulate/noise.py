"""What a receiver adds to the truth: an error of place that wanders slowly, and a little speed where there is none."""

from dataclasses import dataclass

import numpy as np

from schoolbus.simulate.ground import Floats


@dataclass(frozen=True)
class Noise:
    """Standard deviations; the place errs by `sigma_m` on each axis and forgets its error over `memory_s`."""

    sigma_m: float = 2.0
    memory_s: float = 40.0
    speed_mps: float = 0.08


NONE = Noise(sigma_m=0.0, speed_mps=0.0)
STANDING_MPS = 0.5
"""Below this a receiver's course means nothing: it keeps the last one."""


def wander_m(rng: np.random.Generator, noise: Noise, count: int, interval_s: float) -> Floats:
    """Errors of place, metres, shape (count, 2): a first-order Gauss-Markov process on each axis."""
    kept = float(np.exp(-interval_s / noise.memory_s))
    fresh = rng.normal(0.0, noise.sigma_m, (count, 2))
    errors = np.empty((count, 2))
    last = fresh[0] if count else np.zeros(2)
    for i in range(count):
        last = fresh[i] if i == 0 else kept * last + (1 - kept * kept) ** 0.5 * fresh[i]
        errors[i] = last
    return errors


def measured_speed_mps(rng: np.random.Generator, noise: Noise, speed_mps: Floats) -> Floats:
    """Speeds as a receiver reports them: never negative, never off by more than three standard deviations."""
    error = np.clip(rng.normal(0.0, noise.speed_mps, len(speed_mps)), -3 * noise.speed_mps, 3 * noise.speed_mps)
    measured: Floats = np.abs(speed_mps + error)
    return measured


def held_course_deg(course_deg: Floats, speed_mps: Floats) -> Floats:
    """The courses, but the last moving one while the bus stands (the first moving one before it ever moved)."""
    moving = np.flatnonzero(speed_mps >= STANDING_MPS)
    if not len(moving):
        return np.full(len(course_deg), course_deg[0] if len(course_deg) else 0.0)
    last = moving[np.clip(np.searchsorted(moving, np.arange(len(course_deg)), side="right") - 1, 0, None)]
    held: Floats = course_deg[last]
    return held
