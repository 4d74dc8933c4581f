"""What other rooms know of a run: who boarded and alighted, who rides along, whether the bus was swept; dated. Pure.

Each row is all that is known of a run from a moment on, so that a fix is judged by what was known at its own time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from fleet.fixes import Floats, Ints
from fleet.stretches import Stretches
from runs.columns import index_of

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of run `run_id` since `since_s`; -1 says that nobody has told.

    boarded, alighted  pupils counted on and off so far, recorded drops between the stops included
    adults             people aboard who are no pupils, the driver included
    attendants         counted as riding along (随车照管人员); trained: those among them whose training is valid. Where nobody
                       counts them, training is judged by the attendant of the plan (`rules.look`)
    in_front           pupils in the seat beside the driver
    strangers          people aboard who are neither pupil, driver nor attendant
    absent             pupils counted aboard whom their class has called absent
    swept              1 once somebody has proved that nobody was left aboard, 0 while a proof is owed
    """

    run_id: int
    since_s: float
    boarded: int = UNKNOWN
    alighted: int = UNKNOWN
    adults: int = UNKNOWN
    attendants: int = UNKNOWN
    trained: int = UNKNOWN
    in_front: int = UNKNOWN
    strangers: int = UNKNOWN
    absent: int = UNKNOWN
    swept: int = UNKNOWN


COUNTS = tuple(field.name for field in fields(Known) if field.name not in ("run_id", "since_s"))


@dataclass(frozen=True, slots=True)
class KnownOfRuns:
    """All rows as columns: `counts` has a line for each of COUNTS and a column a row."""

    run: Ints
    counts: Ints
    _then: Stretches

    @classmethod
    def of(cls, rows: Iterable[Known] = ()) -> Self:
        """From rows in any order; of two of one moment the later in the list rules."""
        ordered = sorted(rows, key=lambda row: (row.run_id, row.since_s))
        run = np.array(sorted({row.run_id for row in ordered}), np.int64)
        number = {run_id: index for index, run_id in enumerate(run.tolist())}
        since_s = [row.since_s for row in ordered]
        of = [number[row.run_id] for row in ordered]
        following = zip([*of[1:], -1], [*since_s[1:], np.inf], strict=True) if ordered else ()
        ends = [s if after == here else np.inf for here, (after, s) in zip(of, following, strict=True)]
        stretches = zip(of, since_s, ends, range(len(ordered)), strict=True)
        counts = np.array([[getattr(row, name) for row in ordered] for name in COUNTS], np.int64)
        return cls(run, counts.reshape(len(COUNTS), len(ordered)), Stretches.of(stretches))

    def at(self, run_id: Ints, time_s: Floats) -> Ints:
        """The row that holds for each run at each time, -1 where nothing is known of it then."""
        if not len(self.run):
            return np.full(len(run_id), UNKNOWN, np.int64)
        return self._then.at(index_of(self.run, run_id), time_s)

    def count(self, name: str, row: Ints) -> Ints:
        """One of COUNTS in each row, -1 where there is no row or nobody has told."""
        column = self.counts[COUNTS.index(name)]
        return np.where(row >= 0, column[np.maximum(row, 0)], UNKNOWN) if len(column) else np.full(len(row), UNKNOWN)
