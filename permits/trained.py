"""Who holds a valid training on which day, as columns: certificates count by whole days of the district's time. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import inf

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from fleet.stretches import Stretches

DAY_S = 86_400.0
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, order=True)
class TrainingRecord:
    """A certificate: valid from the day it was passed to its last day, both included. One withdrawn ends the day before that.

    `attends`: its holder is an attendant. Whose last day lies before the first never was valid.
    """

    person_id: int
    passed_on: date
    valid_to: date
    attends: bool = True


@dataclass(frozen=True, slots=True)
class Trained:
    """`valid`: by person and time, 1 while a certificate is; `kept_since_s`: before it no attendant's was ever valid here."""

    valid: Stretches
    kept_since_s: float

    @classmethod
    def of(cls, records: Iterable[TrainingRecord] = (), utc_offset_s: float = 0.0) -> "Trained":
        """From certificates in any order; those of one person may overlap."""
        rows = sorted(record for record in records if record.passed_on <= record.valid_to)
        stretches = [
            (person_id, since * DAY_S - utc_offset_s, until * DAY_S - utc_offset_s, 1)
            for person_id, own in groupby(rows, key=lambda record: record.person_id)
            for since, until in _merged(own)
        ]
        kept = min((_number(record.passed_on) * DAY_S for record in rows if record.attends), default=inf)
        return cls(Stretches.of(stretches), kept - utc_offset_s)

    def count(self, person: Ints, time_s: Floats) -> Ints:
        """1 for each person who holds a valid training at each time, 0 who holds none, -1 where nobody can tell.

        That is for nobody (-1), and at times before the first attendant's certificate of the district.
        """
        told: Bools = (person >= 0) & (time_s >= self.kept_since_s)
        if not told.any():
            return np.full(len(person), -1, np.int64)
        held = self.valid.at(np.where(told, person, -1), time_s)
        return np.where(told, np.maximum(held, 0), -1)

    def ended(self, person: Ints, time_s: Floats) -> Bools:
        """Who held one before and holds none at each time."""
        over: Bools = (self.valid.last(person, time_s) >= 0) & (self.valid.at(person, time_s) < 0)
        return over


def _merged(own: Iterable[TrainingRecord]) -> Iterator[tuple[int, int]]:
    """The days [since, until) of one person's certificates, in order and never two at once."""
    since, until = 0, 0
    for record in own:
        first, after = _number(record.passed_on), _number(record.valid_to) + 1
        if first > until:
            if until:
                yield since, until
            since, until = first, after
        until = max(until, after)
    yield since, until


def _number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH
