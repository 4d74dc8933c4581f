"""What is on record of a driver, and the days and limits that the law draws from it: REG 23, 25, 26; LIC 89, 90; VEH 65. Pure.

None is always "nobody has recorded it": who judges says then that it cannot tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LICENCE_YEARS = 3  # REG 23(1)
YOUNGEST_YEARS, OLDEST_YEARS = 25, 60  # REG 23(1); dated settings may say otherwise
FULL_SCORE, CYCLES = 12, 3  # REG 23(2)
CLEAN_YEARS = 1  # REG 23(4)
REVIEW_WITHIN = timedelta(days=30)  # LIC 90: calendar days after the cycle's end


@dataclass(frozen=True, slots=True)
class Cycle:
    """A scoring cycle (记分周期) by its last day; points None where police have not told them."""

    ends: date
    points: int | None
    reviewed_on: date | None = None

    @property
    def is_full(self) -> bool:
        """Whether it is known to have the full score (满分)."""
        return self.points is not None and self.points >= FULL_SCORE

    @property
    def review_due(self) -> date:
        """The last day for the review (审验) after it."""
        return self.ends + REVIEW_WITHIN


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence in a passenger vehicle: overload, speeding, drink_driving or other."""

    on: date
    kind: str
    serious: bool

    def counts(self, day: date) -> bool:
        """Whether it stands in the way on a day: drink-driving for ever, another serious one for a year."""
        lately = day < years_after(self.on, CLEAN_YEARS)
        return self.kind == "drink_driving" or (self.serious and lately)


@dataclass(frozen=True, slots=True)
class DriverPapers:
    """A driver's papers. `classes` of the endorsement in force on the day, None where there is none in force.

    `offences_queried_on` is when police were last asked for offences: before that an empty list says nothing.
    """

    id: int
    name: str
    born_on: date | None = None
    licence_first_on: date | None = None
    classes: frozenset[str] | None = None
    cycles: tuple[Cycle, ...] = ()
    offences_queried_on: date | None = None
    offences: tuple[Offence, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """The cycles that REG 23(2) looks at on a day: the last three that ended, by their ends, and any that runs."""

    over: tuple[Cycle, ...]
    running: tuple[Cycle, ...]

    @property
    def looked_at(self) -> tuple[Cycle, ...]:
        """All of them."""
        return self.over + self.running

    @property
    def is_full(self) -> bool:
        """Whether one is known to have the full score."""
        return any(one.is_full for one in self.looked_at)

    @property
    def is_whole(self) -> bool:
        """Whether all that is looked at is on record with its points."""
        return len(self.over) == CYCLES and all(one.points is not None for one in self.looked_at)


def scored(cycles: Iterable[Cycle], day: date) -> Scored:
    """What is looked at of a driver's cycles on a day."""
    known = sorted(cycles, key=lambda one: one.ends)
    over = [one for one in known if one.ends < day]
    return Scored(tuple(over[-CYCLES:]), tuple(one for one in known if one.ends >= day))


def lawful_days(born_on: date, youngest_years: int, oldest_years: int) -> tuple[date, date]:
    """The first and the last day on which a driver is of the age: both birthdays are included (不超过60周岁)."""
    return years_after(born_on, youngest_years), years_after(born_on, oldest_years)


def experienced_on(licence_first_on: date) -> date:
    """The first day with three years of driving."""
    return years_after(licence_first_on, LICENCE_YEARS)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of the 29th of February, the 1st of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
