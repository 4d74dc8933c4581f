"""Score everybody who was seen on days enough, and keep the list of suspects as the score says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from findings.suspects.models import Suspect, SuspectWeights
from findings.suspects.score.habits import Habits, habits_of
from findings.suspects.score.load import Ground, candidates, glimpses, load_ground
from findings.suspects.score.misread import misread_of
from findings.suspects.score.parameters import load_parameters
from findings.suspects.score.reasons import measures, total
from findings.suspects.score.visits import Glimpse, visits_of
from findings.suspects.score.weights import weights_now
from findings.suspects.steps import SCORED

LOCK = "suspects"  # one at a time: two would list a plate twice


@dataclass(frozen=True, slots=True)
class Scored:
    """A plate with its habits, how much of each reason they show, and the score."""

    plate: str
    habits: Habits
    features: dict[str, float]
    score: float
    first_seen: datetime
    last_seen: datetime
    sightings: int


@dataclass(frozen=True, slots=True)
class Rescored:
    """How many plates were scored, newly listed, and let go."""

    scored: int
    listed: int
    dropped: int


async def rescore(session: AsyncSession, *, now: datetime, zone: ZoneInfo) -> Rescored:
    """Score the window that ends now and write the list, in the session's transaction. Done twice it does nothing new."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(LOCK))))
    parameters = await load_parameters(session, now=now)
    weights = await weights_now(session, now=now)
    scored = await score_all(session, now=now, zone=zone, weights=weights)
    above = [one for one in scored if one.score >= parameters["list_at"]]
    known = {row.plate: row.state for row in await session.execute(select(Suspect.plate, Suspect.state))}
    await _list(session, [one for one in above if one.plate not in known], weights.version, now)
    for one in scored:
        if one.plate in known:
            await _renew(session, one, weights.version, now)
    gone = [plate for plate, state in known.items() if state == "new" and plate not in {one.plate for one in above}]
    dropped = 0
    if gone:
        untouched = delete(Suspect).where(Suspect.plate.in_(gone), Suspect.state == "new", Suspect.version == 1)
        dropped = len((await session.scalars(untouched.returning(Suspect.id))).all())
    return Rescored(len(scored), sum(one.plate not in known for one in above), dropped)


async def score_all(session: AsyncSession, *, now: datetime, zone: ZoneInfo, weights: SuspectWeights) -> list[Scored]:
    """Every plate that was seen on days enough, the highest score first."""
    parameters = await load_parameters(session, now=now)
    min_days = int(parameters["min_days"])
    ground = await load_ground(session, parameters=parameters, now=now, zone=zone)
    plates = await candidates(session, ground=ground, min_days=min_days)
    misread = misread_of(plates, ground.seen)
    scored: list[Scored] = []
    async for plate, seen in glimpses(session, plates=plates, since=ground.since):
        habits = _habits(plate, seen, ground, misread.get(plate))
        if habits.days < min_days:
            continue
        features = measures(habits)
        score = total(features, weights.weights["now"], weights.weights["start"])
        scored.append(Scored(plate, habits, features, round(score, 3), seen[0].at, seen[-1].at, len(seen)))
    return sorted(scored, key=lambda one: (-one.score, one.plate))


def _habits(plate: str, seen: Sequence[Glimpse], ground: Ground, misread: str | None) -> Habits:
    visits = visits_of(seen, hours=ground.hours, usual=ground.usual, class_day=ground.class_day, zone=ground.zone)
    return habits_of(visits, [one.kind for one in seen], lists=ground.lists.get(plate, ()), misread_of=misread)


async def _list(session: AsyncSession, found: Sequence[Scored], version: int, now: datetime) -> None:
    if found:
        rows = [{"plate": one.plate, **_values(one, version, now)} for one in found]
        await session.execute(insert(Suspect).on_conflict_do_nothing(), rows)


async def _renew(session: AsyncSession, one: Scored, version: int, now: datetime) -> None:
    """What the score still moves is moved; of the others only that they were seen again."""
    moved = update(Suspect).where(Suspect.plate == one.plate)
    await session.execute(moved.where(Suspect.state.in_(SCORED)).values(_values(one, version, now)))
    later = func.greatest(Suspect.last_seen, one.last_seen)
    await session.execute(moved.where(Suspect.state.not_in(SCORED)).values(last_seen=later))


def _values(one: Scored, version: int, now: datetime) -> dict[str, Any]:
    return {
        "score": one.score, "features": one.features, "facts": one.habits.as_json(), "weights": version,
        "sightings": one.sightings, "days": one.habits.days, "first_seen": one.first_seen, "last_seen": one.last_seen,
        "scored_at": now,
    }  # fmt: skip
