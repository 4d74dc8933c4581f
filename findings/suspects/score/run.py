"""Score everybody who was seen on days enough, and keep the list of suspects as the score says."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.database import commit_now, make_engine, make_sessions, session_scope
from core.settings import Settings
from findings.suspects.models import Suspect, SuspectWeights
from findings.suspects.score.habits import Habits, habits_of
from findings.suspects.score.load import Ground, candidates, glimpses, load_ground, seen_alike
from findings.suspects.score.misread import misread_of
from findings.suspects.score.parameters import load_parameters
from findings.suspects.score.reasons import measures, total
from findings.suspects.score.visits import Glimpse, visits_of
from findings.suspects.score.weights import weights_now
from findings.suspects.steps import SCORED

LOCK = "suspects"  # one at a time: two would list a plate twice
LONGEST_S = 1800.0  # a statement here: it reads four weeks of what cameras tell


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


def score_now(settings: Settings) -> Rescored:
    """Score up to now, in a connection and an event loop of its own: it counts for minutes, which no request may wait behind."""
    return asyncio.run(_score_now(settings.model_copy(update={"database_timeout_s": LONGEST_S})))


async def _score_now(settings: Settings) -> Rescored:
    engine = make_engine(settings)
    try:
        async with session_scope(make_sessions(engine)) as session:
            return await rescore(session, now=clock.now(), zone=settings.zone)
    finally:
        await engine.dispose()


async def rescore(session: AsyncSession, *, now: datetime, zone: ZoneInfo) -> Rescored:
    """Score the window that ends now and write the list. Done twice it does nothing new.

    The weights are committed first, so that no result of the police waits for the scoring; the list is the session's transaction.
    """
    weights = await weights_now(session, now=now)
    await commit_now(session)
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(LOCK))))
    parameters = await load_parameters(session, now=now)
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
    """Every plate that was seen on days enough, the highest score first.

    Whether it may be misread is asked of those that stand on the list or would: it can only lower a score.
    """
    parameters = await load_parameters(session, now=now)
    min_days = int(parameters["min_days"])
    ground = await load_ground(session, parameters=parameters, now=now, zone=zone)
    plates = await candidates(session, ground=ground, min_days=min_days)
    scored: list[Scored] = []
    async for plate, seen in glimpses(session, plates=plates, since=ground.since):
        habits = _habits(plate, seen, ground)
        if habits.days >= min_days:
            scored.append(Scored(plate, habits, *_weighed(habits, weights), seen[0].at, seen[-1].at, len(seen)))
    listed = set(await session.scalars(select(Suspect.plate).where(Suspect.state.in_(SCORED))))
    asked = [one.plate for one in scored if one.score >= parameters["list_at"] or one.plate in listed]
    misread = misread_of(asked, await seen_alike(session, plates=asked, since=ground.since))
    return sorted((_as_read(one, misread, weights) for one in scored), key=lambda one: (-one.score, one.plate))


def _habits(plate: str, seen: Sequence[Glimpse], ground: Ground) -> Habits:
    visits = visits_of(seen, hours=ground.hours, usual=ground.usual, class_day=ground.class_day, zone=ground.zone)
    return habits_of(visits, [one.kind for one in seen], lists=ground.lists.get(plate, ()))


def _weighed(habits: Habits, weights: SuspectWeights) -> tuple[dict[str, float], float]:
    """How much of each reason there is, and the score."""
    features = measures(habits)
    return features, round(total(features, weights.weights["now"], weights.weights["start"]), 3)


def _as_read(one: Scored, misread: Mapping[str, str], weights: SuspectWeights) -> Scored:
    """The same, with the plate that it may be misread for weighed where there is one."""
    if one.plate not in misread:
        return one
    habits = replace(one.habits, misread_of=misread[one.plate])
    features, score = _weighed(habits, weights)
    return replace(one, habits=habits, features=features, score=score)


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
