"""What results of the police do to the weights: a small logistic fit that is held near the start values. Pure.

Each result is one example (illegal 1, legal 0). The weights minimise the sum of the log losses and `trust / 2` times the square of
how far they have moved from where they started: with few results they hardly move, with many they follow them. The start of
the score (how rare a 黑校车 is) is not learned: only plates that were listed ever get a result, so results cannot say it. And no
reason changes sides: one for suspicion may come down to nothing, never to an excuse, and the other way round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Example:
    """What was known of a plate when it was handed over, and whether the police found it illegal."""

    features: Mapping[str, float]
    illegal: bool


def learned(
    examples: Sequence[Example], *, weights: Mapping[str, float], start: float, trust: float
) -> dict[str, float]:
    """The weights after these results, by projected gradient descent; without results the given ones."""
    names = list(weights)
    first = np.array([weights[name] for name in names])
    if not examples:
        return dict(weights)
    seen = np.array([[one.features.get(name, 0.0) for name in names] for one in examples])
    truth = np.array([float(one.illegal) for one in examples])
    step = 1.0 / (trust + 0.25 * float((seen**2).sum()))
    now = first.copy()
    for _ in range(ROUNDS):
        odds = np.clip(start + seen @ now, -30.0, 30.0)
        slope = seen.T @ (1.0 / (1.0 + np.exp(-odds)) - truth) + trust * (now - first)
        now = np.where(first > 0, np.maximum(now - step * slope, 0.0), np.minimum(now - step * slope, 0.0))
    return {name: round(float(value), 4) for name, value in zip(names, now, strict=True)}
