"""What the visits of one plate say of its habits: the facts that the score weighs and the page shows in words. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import median
from typing import Any

from findings.suspects.score.visits import ARRIVAL, LEAVING, Visit

MANY, SOME, FEW = 5, 3, 2  # children: more than a car has room for; neighbours sharing; one family's
AGAIN_MIN = 15.0  # between two comings to one school in one morning: who only brings a child has long gone
VANS = frozenset({"van", "minibus", "bus"})


@dataclass(frozen=True, slots=True)
class Habits:
    """Facts of one plate in the window. Days are those with classes on which it was at a school in its hours.

    `days_many`, `days_some`: with five or more, with three or four children counted; `days_counted`: with any count,
    of which `children_usual` is the middle of the days' highest: a camera that counts one too many now and then does not move it;
    `days_again`: it came a second time to one school in the same hours; `outside`: visits out of the hours;
    `stay_min`: median stay of its mornings. `lists`: the lists that name it; `misread_of`: the plate it may be read for.
    """

    days: int
    visits: int
    schools: tuple[int, ...]
    days_two: int
    days_three: int
    days_both: int
    days_again: int
    days_counted: int
    days_many: int
    days_some: int
    children_most: int | None
    children_usual: float | None
    kind: str | None
    outside: int
    stay_min: float | None
    lists: tuple[str, ...] = ()
    misread_of: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data, as it is kept."""
        return asdict(self)


def habits_of(visits: Sequence[Visit], kinds: Iterable[str | None], *, lists: tuple[str, ...] = ()) -> Habits:
    """The habits that these visits show; `kinds` are the kinds of vehicle that the sightings named."""
    inside = [visit for visit in visits if visit.within is not None]
    by_day: dict[date, list[Visit]] = defaultdict(list)
    for visit in inside:
        by_day[visit.day].append(visit)
    schools = [len({visit.school_id for visit in day}) for day in by_day.values()]
    counts = [most for most in (_most(day) for day in by_day.values()) if most is not None]
    stays = [visit.stay_min for visit in inside if visit.within == ARRIVAL and visit.went > visit.came]
    named = Counter(kind for kind in kinds if kind is not None)
    return Habits(
        days=len(by_day),
        visits=len(inside),
        schools=tuple(sorted({visit.school_id for visit in inside})),
        days_two=sum(number == 2 for number in schools),
        days_three=sum(number > 2 for number in schools),
        days_both=sum({visit.within for visit in day} == {ARRIVAL, LEAVING} for day in by_day.values()),
        days_again=sum(_came_again(day) for day in by_day.values()),
        days_counted=len(counts),
        days_many=sum(most >= MANY for most in counts),
        days_some=sum(SOME <= most < MANY for most in counts),
        children_most=max(counts, default=None),
        children_usual=median(counts) if counts else None,
        kind=named.most_common(1)[0][0] if named else None,
        outside=len(visits) - len(inside),
        stay_min=round(median(stays), 1) if stays else None,
        lists=lists,
    )


def _most(day: Iterable[Visit]) -> int | None:
    return max((visit.children for visit in day if visit.children is not None), default=None)


def _came_again(day: Sequence[Visit]) -> bool:
    """Whether it came twice to one school in the same hours. Who waits in the afternoon is seen coming and going: there the
    first visit must have been seen to end.
    """
    last: dict[tuple[int, str | None], Visit] = {}
    for visit in day:
        key = (visit.school_id, visit.within)
        before = last.get(key)
        waits = visit.within != ARRIVAL and before is not None and not before.seen_going
        if before is not None and not waits and (visit.came - before.came).total_seconds() >= AGAIN_MIN * 60.0:
            return True
        last[key] = visit
    return False
