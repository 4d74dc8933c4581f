"""The one machine of all rules: from "this row is in breach" to a breach that began, lasted and ended. Pure.

calm → pending (first breach) → open (it has outlasted its patience: a finding began) → calm (a finding ended).
"""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from rules.memory import CALM, OPEN, PENDING, RULE, Rows
from rules.rule import Rule, Verdict
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


def advance(rule: Rule, verdict: Verdict, memory: Rows, seen: Seen, moved_m: Floats) -> Turns:
    """One rule, one round: `memory` (its records, a row each) is moved on in place; `moved_m` since the row's last fix.

    Most rows are calm and in order: only the others are looked at.
    """
    row = np.flatnonzero(verdict.judged & (verdict.breach | (memory["phase"] != CALM)))
    if not row.size:
        return NOTHING
    records, time_s, breach = memory[row], seen.time_s[row], verdict.breach[row]
    place = np.full(len(row), -1) if verdict.place is None else verdict.place[row]
    want = {name: seen.parameters.at(f"{rule.id}.{name}", time_s, getattr(rule.patience, name)) for name in LIMITS}

    busy, phase = records["phase"] != CALM, records["phase"]
    apart = busy & ((time_s - records["last"] > want["gap_s"]) | (breach & (place != records["place"])))
    starts_calm = ~breach & (phase == OPEN) & np.isnan(records["calm"])
    records["calm"] = np.where(starts_calm, time_s, np.where(breach, np.nan, records["calm"]))
    calmed = ~breach & (time_s - records["calm"] >= want["calm_s"])
    over = (phase == OPEN) & (apart | calmed)
    ended_s, closed = np.where(calmed, records["calm"], records["last"])[over], records[over]

    lapsed = over | ((phase == PENDING) & (~breach | apart))
    records["phase"][lapsed] = CALM
    _note(verdict, records, seen, row, breach, place, moved_m)
    lasted = (want["seconds"] == 0) | (records["last"] - records["since"] > want["seconds"])
    lasted &= records["fixes"] >= want["fixes"]
    lasted &= (want["metres"] == 0) | (records["metres"] > want["metres"])
    begins = breach & (records["phase"] == PENDING) & lasted
    records["phase"][begins] = OPEN
    memory[row] = records
    return Turns(row[begins], records[begins], row[over], ended_s, closed)


def _note(verdict: Verdict, records: Rows, seen: Seen, row: Ints, breach: Bools, place: Ints, moved_m: Floats) -> None:
    """Write the breaching rows down: where and when it began, how far it went, what was worst."""
    time_s, measured, allowed = seen.time_s[row], verdict.measured[row], verdict.allowed[row]
    first = breach & (records["phase"] == CALM)
    since = (
        time_s if verdict.since_s is None else np.where(np.isnan(verdict.since_s[row]), time_s, verdict.since_s[row])
    )
    begin = {
        "phase": PENDING, "fixes": 0, "since": since, "lon": seen.lon[row], "lat": seen.lat[row], "metres": 0.0,
        "worst": measured, "allowed": allowed, "place": place, "run": seen.run_id[row], "calm": np.nan,
    }  # fmt: skip
    for name, value in begin.items():
        records[name][first] = value[first] if isinstance(value, np.ndarray) else value
    on = breach & ~first
    records["metres"][on] += moved_m[row][on]
    records["fixes"][breach] = np.minimum(records["fixes"][breach], 60_000) + 1
    records["last"][breach] = np.where(first, time_s, np.maximum(records["last"], time_s))[
        breach
    ]  # delayed ones may go back
    pending = on & (records["phase"] == PENDING)
    records["since"][pending] = np.minimum(records["since"], since)[pending]
    worse = on & (measured - allowed > records["worst"] - records["allowed"])
    records["worst"][worse] = measured[worse]
    records["allowed"][worse] = allowed[worse]
