"""Whether a rule is off, in trial or on: by date, for the district and for one operator. Pure.

Off: not judged. Trial: judged and counted, told to nobody. What nobody has said anything of is on. An operator's own mode
goes before the district's; a fix is judged by the mode of its own time.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Floats, Ints

OFF, TRIAL, ON = 0, 1, 2
MODES = ("off", "trial", "on")
ModeRow = tuple[str, int | None, float, str]
Column = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class History:
    """What somebody said of one rule, in order: `mode` holds from `since_s` (seconds since 1970 UTC) to the next."""

    since_s: tuple[float, ...]
    mode: tuple[int, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[float, str]]) -> "History":
        ordered = sorted(rows, key=lambda row: row[0])
        return cls(tuple(since for since, _ in ordered), tuple(MODES.index(mode) for _, mode in ordered))

    def at(self, time_s: Floats, before: Column | int) -> Column:
        """The mode at each time, and before the first that was said."""
        index = np.searchsorted(np.array(self.since_s), time_s, side="right") - 1
        said = np.array(self.mode, np.uint8)[np.maximum(index, 0)]
        return np.where(index >= 0, said, before).astype(np.uint8)

    def steady(self, first_s: float, last_s: float) -> int | None:
        """The one mode of a stretch of time, None where it changes in it."""
        begins, ends = bisect_right(self.since_s, first_s), bisect_right(self.since_s, last_s)
        if begins != ends:
            return None
        return self.mode[begins - 1] if begins else ON


@dataclass(frozen=True, slots=True)
class Modes:
    """The modes of all rules; `operator` is the organisation that runs each vehicle, for those that have modes of their own."""

    district: Mapping[str, History] = field(default_factory=dict)
    own: Mapping[str, Sequence[tuple[int, History]]] = field(default_factory=dict)
    operator: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[ModeRow], operator: Mapping[int, int] | None = None) -> "Modes":
        """From (rule, organisation or None for the district, since in seconds, mode) and (vehicle -> its operator)."""
        said: dict[tuple[str, int | None], list[tuple[float, str]]] = {}
        for rule, organisation, since_s, mode in rows:
            said.setdefault((rule, organisation), []).append((since_s, mode))
        own: dict[str, list[tuple[int, History]]] = {}
        for (rule, organisation), history in said.items():
            if organisation is not None:
                own.setdefault(rule, []).append((organisation, History.of(history)))
        district = {rule: History.of(history) for (rule, who), history in said.items() if who is None}
        return cls(district, own, operator or {})

    def of_batch(self, rules: Sequence[str], vehicle: Ints, time_s: Floats) -> dict[int, Column]:
        """For each rule that is not simply on, by its number in `rules`: the mode of each element of a batch."""
        if not (self.district or self.own):
            return {}
        first_s, last_s = float(time_s.min()), float(time_s.max())
        runs_it = self._operators(vehicle) if self.own else None
        found: dict[int, Column] = {}
        for number, rule in enumerate(rules):
            history, own = self.district.get(rule), self.own.get(rule, ())
            steady = ON if history is None else history.steady(first_s, last_s)
            if steady == ON and not own:
                continue
            if steady is not None or history is None:
                column = np.full(len(time_s), ON if steady is None else steady, np.uint8)
            else:
                column = history.at(time_s, ON)
            for organisation, theirs in own:
                mine = np.flatnonzero(runs_it == organisation)
                column[mine] = theirs.at(time_s[mine], column[mine])
            if (column != ON).any():
                found[number] = column
        return found

    def at(self, rule: str, vehicle: int, time_s: float) -> int:
        """The mode of one rule for one vehicle at one moment."""
        column = self.of_batch((rule,), np.array([vehicle]), np.array([time_s])).get(0)
        return ON if column is None else int(column[0])

    def _operators(self, vehicle: Ints) -> Ints:
        which, index = np.unique(vehicle, return_inverse=True)
        return np.array([self.operator.get(one, -1) for one in which.tolist()], np.int64)[index]
