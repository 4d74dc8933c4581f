"""Which plates may be another, read wrong in one character: they look alike, come to the same schools, and are far rarer. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from findings.suspects.telling.plates import neighbours

ALIKE = tuple(
    frozenset(group)
    for group in ("0DQC", "8B3", "17T", "2Z", "5S", "6G", "EF", "CG", "UVY", "MNWH", "4A", "PR", "KX", "JL")
)
RARER = 4  # the other plate is seen at least so many times as often


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a plate was seen in the window, and at which schools."""

    times: int
    schools: frozenset[int]


def alike(plates: Iterable[str]) -> Callable[[str], bool]:
    """Whether a plate is one of these or differs from one in a single character."""
    patterns = frozenset(pattern for plate in plates for pattern in neighbours(plate))
    return lambda plate: not patterns.isdisjoint(neighbours(plate))


def misread_of(plates: Iterable[str], seen: Mapping[str, Seen]) -> dict[str, str]:
    """For those of the plates that may be misread: the plate that they may be."""
    by_pattern: dict[str, list[str]] = defaultdict(list)
    for plate, one in seen.items():
        if one.times >= RARER:
            for pattern in neighbours(plate):
                by_pattern[pattern].append(plate)
    found: dict[str, str] = {}
    for plate in plates:
        likely = [
            (seen[other].times, other)
            for pattern in neighbours(plate)
            for other in by_pattern.get(pattern, ())
            if other != plate and _is_like(plate, other, seen)
        ]
        if likely:
            found[plate] = max(likely)[1]
    return found


def _is_like(plate: str, other: str, seen: Mapping[str, Seen]) -> bool:
    mine, theirs = seen[plate], seen[other]
    one, two = next((a, b) for a, b in zip(plate, other, strict=True) if a != b)
    look = any({one, two} <= group for group in ALIKE)
    return look and theirs.times >= RARER * mine.times and mine.schools <= theirs.schools
