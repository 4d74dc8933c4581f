"""The weights that hold: learned from the results of the police, kept in versions, made anew only when they differ."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from findings.suspects.models import SuspectEvent, SuspectWeights
from findings.suspects.score.learn import Example, learned
from findings.suspects.score.parameters import load_parameters

RESULT_STEPS = ("result", "correct")
LOCK = "suspect_weights"


async def hold_weights(session: AsyncSession) -> None:
    """Wait until nobody else makes weights, and keep others waiting until the transaction ends.

    Who also locks a suspect takes this first: the other way round two would wait for each other.
    """
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(LOCK))))


async def weights_now(session: AsyncSession, *, now: datetime, event_id: int | None = None) -> SuspectWeights:
    """The newest version, made first where results or parameters say something else than the last; `event_id` is what did."""
    await hold_weights(session)
    parameters = await load_parameters(session, now=now)
    examples = await _examples(session)
    start, trust = parameters["start"], parameters["trust"]
    told: dict[str, Any] = {
        "start": start,
        "first": parameters.weights,
        "now": learned(examples, weights=parameters.weights, start=start, trust=trust),
    }
    newest = await session.scalar(select(SuspectWeights).order_by(SuspectWeights.version.desc()).limit(1))
    if newest is not None and newest.weights == told and newest.learned_from == len(examples):
        return newest
    version = 1 if newest is None else newest.version + 1
    made = SuspectWeights(version=version, weights=told, learned_from=len(examples), event_id=event_id)
    session.add(made)
    await session.flush()
    await session.refresh(made)
    return made


async def _examples(session: AsyncSession) -> list[Example]:
    """The last result of each suspect that says something, with what was known of it when it was handed over."""
    last = (
        select(SuspectEvent.detail)
        .where(SuspectEvent.step.in_(RESULT_STEPS))
        .ext(distinct_on(SuspectEvent.suspect_id))
        .order_by(SuspectEvent.suspect_id, SuspectEvent.id.desc())
    )
    return [
        Example(detail["features"], detail["result"] == "illegal")
        for detail in await session.scalars(last)
        if detail["result"] != "unknown"
    ]
