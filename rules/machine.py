"""The one machine of all rules: from "this row is in breach" to a breach that began, lasted and ended. Pure.

calm → pending (first breach) → open (it has outlasted its patience: a finding began) → calm (a finding ended).
"""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from rules.memory import CALM, OPEN, PENDING, Rows
from rules.rule import Rule, Verdict
from rules.seen import Seen


@dataclass(frozen=True, slots=True)
class Turns:
    """What happened in a round: rows whose breach began to count, and rows whose breach ended with when it did.

    `closed` holds the records of the ended breaches as they were, `row` of both are indices into the round.
    """

    began: Ints
    ended: Ints
    ended_s: Floats
    closed: Rows


def advance(rule: Rule, verdict: Verdict, memory: Rows, seen: Seen, moved_m: Floats) -> Turns:
    """One rule, one round: `memory` (its records, a row each) is moved on in place; `moved_m` since the row's last fix."""
    judged = verdict.judged
    breach = verdict.breach & judged
    place = np.full(len(seen), -1) if verdict.place is None else verdict.place
    want = {name: seen.parameters.at(f"{rule.id}.{name}", seen.time_s, getattr(rule.patience, name)) for name in LIMITS}

    gap = judged & (memory["phase"] != CALM) & (seen.time_s - memory["last"] > want["gap_s"])
    elsewhere = breach & (memory["phase"] != CALM) & (place != memory["place"])
    clears = judged & ~breach
    starts_calm = clears & (memory["phase"] == OPEN) & np.isnan(memory["calm"])
    memory["calm"] = np.where(starts_calm, seen.time_s, np.where(breach, np.nan, memory["calm"]))
    calmed = clears & (seen.time_s - memory["calm"] >= want["calm_s"])
    over = (memory["phase"] == OPEN) & (gap | elsewhere | calmed)
    ended = np.flatnonzero(over)
    ended_s = np.where(calmed, memory["calm"], memory["last"])[ended]
    closed = memory[ended].copy()

    lapsed = over | ((memory["phase"] == PENDING) & (clears | gap | elsewhere))
    memory["phase"][lapsed] = CALM
    _note(verdict, memory, seen, breach, place, moved_m)
    patient = (
        (seen.time_s - memory["since"] > want["seconds"])
        & (memory["metres"] > want["metres"] - (want["metres"] == 0))
        & (memory["fixes"] >= want["fixes"])
    )
    begins = breach & (memory["phase"] == PENDING) & patient
    memory["phase"][begins] = OPEN
    return Turns(np.flatnonzero(begins), ended, ended_s, closed)


LIMITS = ("seconds", "metres", "fixes", "calm_s", "gap_s")


def _note(verdict: Verdict, memory: Rows, seen: Seen, breach: Bools, place: Ints, moved_m: Floats) -> None:
    """Write the breaching rows down: where and when it began, how far it went, what was worst."""
    first = breach & (memory["phase"] == CALM)
    since = (
        seen.time_s if verdict.since_s is None else np.where(np.isnan(verdict.since_s), seen.time_s, verdict.since_s)
    )
    begin = {
        "phase": PENDING, "fixes": 0, "since": since, "lon": seen.lon, "lat": seen.lat, "metres": 0.0,
        "worst": verdict.measured, "allowed": verdict.allowed, "place": place, "run": seen.run_id, "calm": np.nan,
    }  # fmt: skip
    for name, value in begin.items():
        memory[name][first] = value[first] if isinstance(value, np.ndarray) else value
    on = breach & ~first
    memory["metres"][on] += np.nan_to_num(moved_m[on])
    memory["fixes"][breach] = np.minimum(memory["fixes"][breach], 60_000) + 1
    memory["last"][breach] = seen.time_s[breach]
    excess = np.nan_to_num(verdict.measured - verdict.allowed) > np.nan_to_num(memory["worst"] - memory["allowed"])
    worse = on & excess
    memory["worst"][worse] = verdict.measured[worse]
    memory["allowed"][worse] = verdict.allowed[worse]
