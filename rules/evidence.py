"""What is written down of a breach: the finding that began or ended, with the versions of all that judged it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import numpy as np

from fleet.fixes import Ints
from rules.machine import Turns, Working
from rules.memory import OPEN
from rules.rule import Rule, Verdict
from rules.seen import Seen
from rules.world import World

FINDINGS = UUID("5f0e6a0e-5d0c-5c58-9a60-6d1a3e9c1e77")
PROGRAM = "2"  # raised when a rule's meaning changes


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that began (`evidence` is filled) or ended (`ended_s` is set; measured and allowed are those of the worst fix).

    `points`: what the points table gives for the worst fix so far (R25, R19), 0 for nothing.
    Times are seconds since 1970 UTC, measured and allowed in the rule's unit, NaN where there is none.
    """

    id: UUID
    rule: Rule
    vehicle: int
    began_s: float
    delayed: bool
    measured: float
    allowed: float
    ended_s: float | None = None
    trial: bool = False
    device: int = -1
    lon: float = np.nan
    lat: float = np.nan
    place: int = -1
    permit_version: int = -1
    run: int = -1
    points: int = 0
    evidence: dict[str, Any] = field(default_factory=dict)


def finding_id(rule: str, vehicle: int, began_s: float, delayed: bool, trial: bool = False) -> UUID:
    """The same breach has the same id, however often it is judged: made of vehicle, rule, beginning (µs) and marks."""
    return uuid5(FINDINGS, f"{vehicle}/{rule}/{round(began_s * 1e6)}/{int(delayed)}{'/trial' if trial else ''}")


def began(rule: Rule, verdict: Verdict, turns: Turns, seen: Seen, world: World) -> Iterator[FindingChange]:
    """The findings that began in a round, from the records of the rule."""
    for i, record in zip(turns.began, turns.opened, strict=True):
        vehicle, delayed = int(seen.vehicle[i]), bool(seen.delayed[i])
        since, trial = float(record["since"]), bool(record["trial"])
        yield FindingChange(
            id=finding_id(rule.id, vehicle, since, delayed, trial),
            rule=rule,
            vehicle=vehicle,
            began_s=since,
            delayed=delayed,
            measured=float(record["worst"]),
            allowed=float(record["allowed"]),
            trial=trial,
            device=int(seen.device[i]),
            lon=float(record["lon"]),
            lat=float(record["lat"]),
            place=int(record["place"]),
            permit_version=_permit(seen, world, int(i)),
            run=_run(verdict, seen, int(i)),
            points=int(record["points"]),
            evidence=_evidence(verdict, record, seen, world, int(i)),
        )


def ended(rule: Rule, turns: Turns, seen: Seen) -> Iterator[FindingChange]:
    """The findings that ended in a round, from the records as they were."""
    for i, ended_s, record in zip(turns.ended, turns.ended_s, turns.closed, strict=True):
        yield _over(rule, record, seen, int(i), float(ended_s))


def reached(rule: Rule, number: int, memory: Working, own: Ints, seen: Seen) -> Iterator[FindingChange]:
    """The open findings of delayed fixes, as ended at the last of them: nobody knows whether another one will come."""
    for i in np.flatnonzero(seen.delayed & (memory.phase[own, number] == OPEN)):
        record = memory.records[own[i], number]
        if record["last"] == seen.time_s[i]:
            yield _over(rule, record, seen, int(i), float(record["last"]))


def _over(rule: Rule, record: np.void, seen: Seen, i: int, ended_s: float) -> FindingChange:
    vehicle, delayed, since = int(seen.vehicle[i]), bool(seen.delayed[i]), float(record["since"])
    trial = bool(record["trial"])
    return FindingChange(
        id=finding_id(rule.id, vehicle, since, delayed, trial),
        rule=rule,
        vehicle=vehicle,
        began_s=since,
        delayed=delayed,
        measured=float(record["worst"]),
        allowed=float(record["allowed"]),
        ended_s=ended_s,
        trial=trial,
        points=int(record["points"]),
    )


def _permit(seen: Seen, world: World, i: int) -> int:
    """The permit version in force then, else the last one that was: evidence for "has expired"."""
    if seen.permit_version[i] >= 0:
        return int(seen.permit_version[i])
    one: Ints = seen.vehicle[i : i + 1]
    return int(world.permits.in_force.last(one, seen.time_s[i : i + 1])[0])


def _evidence(verdict: Verdict, record: np.void, seen: Seen, world: World, i: int) -> dict[str, Any]:
    place = max(int(verdict.place[i]), -1) if verdict.place is not None else _road(seen, i)
    condition = int(seen.condition_place[i])
    declared = {"condition": world.conditions.told(condition)} if condition >= 0 else {}
    return declared | {
        "aboard": _aboard(seen, i),
        "notes": [
            *(note for note, holds in verdict.notes if holds[i]),
            *(("unproven",) if seen.unproven[i] else ()),
        ],
        "speed_kmh": None if np.isnan(seen.speed_kmh[i]) else round(float(seen.speed_kmh[i]), 1),
        "points": int(record["points"]),
        "stop": int(seen.missed_stop[i]),
        "line_version": int(seen.line_version[i]),
        "versions": {
            "permit": int(seen.permit_version[i]),
            "place": place,
            "parameter": world.parameters.version,
            "run": _run(verdict, seen, i),
            "program": PROGRAM,
            "world": world.number,
        },
    }


def _run(verdict: Verdict, seen: Seen, i: int) -> int:
    """The run that the breach is of: one that is over where the rule says so, else the one under way."""
    over = -1 if verdict.run is None else int(verdict.run[i])
    return over if over >= 0 else int(seen.run_id[i])


def _aboard(seen: Seen, i: int) -> str:
    """How it is known whether pupils were in the bus: counted, or presumed between the first and the last stop."""
    if seen.run[i] < 0:
        return "no"
    return "presumed" if seen.pupils[i] < 0 else "known"


def _road(seen: Seen, i: int) -> int:
    """The place whose limit holds on the road: the sign of Art 28 where it is the lower, else the road section."""
    lower = not (np.isnan(seen.sign_kmh[i]) or seen.sign_kmh[i] > seen.posted_kmh[i])
    return int(seen.sign_place[i] if lower or seen.section[i] < 0 else seen.section[i])
