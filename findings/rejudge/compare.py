"""What was found then beside what is found now: the same, gone, new, or changed. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isnan
from uuid import UUID

from rules.evidence import FindingChange

KINDS = ("same", "changed", "gone", "new")
NEAR_S = 60.0  # two breaches of a rule, of one bus, that lie so near to each other are one
TOLERANCE = 0.05  # of measured and allowed: half of what a page shows


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, kept or made again. Times are seconds since 1970 UTC; `ended_s` inf while it lasts; values NaN for none."""

    rule: str
    vehicle: int
    began_s: float
    ended_s: float
    measured: float
    allowed: float
    permit_version: int = -1
    id: UUID | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.vehicle, self.rule


@dataclass(frozen=True, slots=True)
class Difference:
    """`then` is what stands in the table, `now` what judging again finds; one of them is None for what is gone or new."""

    kind: str
    then: Found | None
    now: Found | None

    @property
    def what(self) -> Found:
        """The one that there is, the kept one first."""
        found = self.then or self.now
        assert found is not None
        return found


def found_again(changes: Iterable[FindingChange]) -> list[Found]:
    """The findings that a walk came upon, each once, with its end and its worst."""
    made: dict[UUID, Found] = {}
    for change in changes:
        known = made.get(change.id)
        made[change.id] = Found(
            change.rule.id,
            change.vehicle,
            change.began_s,
            inf if change.ended_s is None else change.ended_s,
            change.measured,
            change.allowed,
            change.permit_version if known is None else known.permit_version,
            change.id,
        )
    return list(made.values())


def compare(then: Sequence[Found], now: Sequence[Found]) -> list[Difference]:
    """Pair what overlaps, of one bus and rule, the longest overlap first; what finds no partner is gone or new."""
    kept, made = _by_key(then), _by_key(now)
    differences = list[Difference]()
    for key in sorted(kept.keys() | made.keys()):
        olds, news = kept.get(key, []), made.get(key, [])
        pairs = sorted(
            (
                (overlap, o, n)
                for o, old in enumerate(olds)
                for n, new in enumerate(news)
                if (overlap := _s(old, new)) > 0
            ),
            reverse=True,
        )
        free_old, free_new = set(range(len(olds))), set(range(len(news)))
        for _, o, n in pairs:
            if o in free_old and n in free_new:
                free_old.remove(o)
                free_new.remove(n)
                same = _alike(olds[o], news[n])
                differences.append(Difference("same" if same else "changed", olds[o], news[n]))
        differences += [Difference("gone", olds[o], None) for o in sorted(free_old)]
        differences += [Difference("new", None, news[n]) for n in sorted(free_new)]
    return sorted(differences, key=lambda each: (each.what.began_s, each.what.key))


def _by_key(found: Sequence[Found]) -> dict[tuple[int, str], list[Found]]:
    sorted_out: dict[tuple[int, str], list[Found]] = defaultdict(list)
    for each in found:
        sorted_out[each.key].append(each)
    return sorted_out


def _s(old: Found, new: Found) -> float:
    """Seconds that two share, both widened by half of NEAR_S on each side."""
    return min(old.ended_s, new.ended_s, 1e12) + NEAR_S - max(old.began_s, new.began_s)


def _alike(old: Found, new: Found) -> bool:
    near = _near(old.measured, new.measured) and _near(old.allowed, new.allowed)
    return near and old.permit_version == new.permit_version and abs(old.began_s - new.began_s) < 1.0


def _near(a: float, b: float) -> bool:
    return (isnan(a) and isnan(b)) or abs(a - b) <= TOLERANCE
