"""The one machine of all rules: from "this row is in breach" to a breach that began, lasted and ended. Pure.

calm → pending (first breach) → open (it has outlasted its patience: a finding began) → calm (a finding ended).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Bools, Floats, Ints
from rules.catalogue import RULES
from rules.memory import CALM, OPEN, PENDING, RULE, Busy, Rows
from rules.modes import OFF, TRIAL, Column
from rules.rule import Verdict
from rules.seen import Seen

LIMITS = ("seconds", "metres", "fixes", "calm_s", "gap_s")


@dataclass(frozen=True, slots=True)
class Turns:
    """What happened in a round: rows whose breach began to count, and rows whose breach ended with when it did.

    `row` indices are into the round; `opened` and `closed` hold the records of both, the closed ones as they were.
    """

    began: Ints
    opened: Rows
    ended: Ints
    ended_s: Floats
    closed: Rows


NOTHING = Turns(np.zeros(0, np.int64), np.zeros(0, RULE), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, RULE))


@dataclass(frozen=True, slots=True)
class Working:
    """What the rules remember of the rows of a batch while it is judged: `records` (rows, rules), and their phases apart.

    Almost all is calm, and then a record is all zeros that nobody looks at.
    """

    records: Rows
    phase: NDArray[np.uint8]

    @classmethod
    def of(cls, size: int, busy: Busy) -> "Working":
        made = cls(np.zeros((size, len(RULES)), RULE), np.zeros((size, len(RULES)), np.uint8))
        made.records[busy.row, busy.rule] = busy.record
        made.phase[busy.row, busy.rule] = busy.record["phase"]
        return made

    def busy(self) -> Busy:
        """What is not calm now."""
        row, rule = np.nonzero(self.phase)
        return Busy(row, rule, self.records[row, rule])


def advance(
    number: int, verdict: Verdict, memory: Working, own: Ints, seen: Seen, moved_m: Floats, mode: Column | None = None
) -> Turns:
    """One rule (by its number in the catalogue), one round: its records in the rows `own` of `memory` are moved on in place;
    `moved_m` since the row's last fix, `mode` of `rules.modes` (None: on everywhere).

    Where the rule is off what it remembers lapses; a breach that outlasts the change from trial to on, or back, is two.

    Most rows are calm and in order: only the others are looked at.
    """
    kept = memory.phase[own, number] != CALM
    off = np.zeros(len(own), np.bool_) if mode is None else mode == OFF
    row = np.flatnonzero((verdict.judged & ~off & (verdict.breach | kept)) | (off & kept))
    if not row.size:
        return NOTHING
    rule = RULES[number]
    records, time_s, breach = memory.records[own[row], number], seen.time_s[row], verdict.breach[row] & ~off[row]
    trial = np.zeros(len(row), np.bool_) if mode is None else mode[row] == TRIAL
    place = np.full(len(row), -1) if verdict.place is None else verdict.place[row]
    want = {name: seen.parameters.at(f"{rule.id}.{name}", time_s, getattr(rule.patience, name)) for name in LIMITS}

    busy, phase = records["phase"] != CALM, records["phase"]
    apart = busy & ((time_s - records["last"] > want["gap_s"]) | (breach & (place != records["place"])) | off[row])
    apart |= busy & breach & (trial != records["trial"])
    starts_calm = ~breach & (phase == OPEN) & np.isnan(records["calm"])
    records["calm"] = np.where(starts_calm, time_s, np.where(breach, np.nan, records["calm"]))
    calmed = ~breach & (time_s - records["calm"] >= want["calm_s"])
    over = (phase == OPEN) & (apart | calmed)
    ended_s, closed = np.where(calmed, records["calm"], records["last"])[over], records[over]

    lapsed = over | ((phase == PENDING) & (~breach | apart))
    records["phase"][lapsed] = CALM
    _note(verdict, records, seen, row, breach, place, moved_m, trial)
    lasted = (want["seconds"] == 0) | (records["last"] - records["since"] > want["seconds"])
    enough = records["fixes"] >= want["fixes"]
    lasted &= enough if verdict.at_once is None else enough | verdict.at_once[row]
    lasted &= (want["metres"] == 0) | (records["metres"] > want["metres"])
    begins = breach & (records["phase"] == PENDING) & lasted
    records["phase"][begins] = OPEN
    records[records["phase"] == CALM] = np.zeros(1, RULE)
    memory.records[own[row], number] = records
    memory.phase[own[row], number] = records["phase"]
    return Turns(row[begins], records[begins], row[over], ended_s, closed)


def _note(
    verdict: Verdict, records: Rows, seen: Seen, row: Ints, breach: Bools, place: Ints, moved_m: Floats, trial: Bools
) -> None:
    """Write the breaching rows down: where and when it began, how far it went, what was worst."""
    time_s, measured, allowed = seen.time_s[row], verdict.measured[row], verdict.allowed[row]
    first = breach & (records["phase"] == CALM)
    since = (
        time_s if verdict.since_s is None else np.where(np.isnan(verdict.since_s[row]), time_s, verdict.since_s[row])
    )
    begin = {
        "phase": PENDING, "points": 0, "fixes": 0, "since": since, "lon": seen.lon[row], "lat": seen.lat[row], "metres": 0.0,
        "worst": measured, "allowed": allowed, "place": place, "run": seen.run_id[row], "calm": np.nan,
        "trial": trial,
    }  # fmt: skip
    for name, value in begin.items():
        records[name][first] = value[first] if isinstance(value, np.ndarray) else value
    on = breach & ~first
    records["metres"][on] += moved_m[row][on]
    records["fixes"][breach] = np.minimum(records["fixes"][breach], 60_000) + 1
    records["last"][breach] = np.where(first, time_s, np.maximum(records["last"], time_s))[
        breach
    ]  # delayed ones may go back
    if verdict.points is not None:
        records["points"][breach] = np.maximum(records["points"], verdict.points[row])[breach]
    pending = on & (records["phase"] == PENDING)
    records["since"][pending] = np.minimum(records["since"], since)[pending]
    worse = on & (measured - allowed > records["worst"] - records["allowed"])
    records["worst"][worse] = measured[worse]
    records["allowed"][worse] = allowed[worse]
