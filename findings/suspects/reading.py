"""Use cases of suspects read: the list, one with its own sightings and steps, one plate looked up, how the score is made."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import calendar
from core.access import Viewer, visible
from core.errors import Field, Invalid, Missing, Text
from core.models import Account, Organisation
from core.pagination import PageQuery, page_rows
from findings.schemas import Both
from findings.suspects.models import KnownPlate, Sighting, SightingSource, Suspect, SuspectEvent, SuspectWeights
from findings.suspects.schemas import (
    EventOut,
    ParameterOut,
    PlateSightings,
    ReasonOut,
    ScoreOut,
    SightingOut,
    SuspectDetail,
    SuspectOut,
    WeightOut,
)
from findings.suspects.score.habits import Habits
from findings.suspects.score.hours import load_hours
from findings.suspects.score.parameters import KNOWN, WEIGHT, load_parameters
from findings.suspects.score.reasons import BY_NAME, OURS, in_words
from findings.suspects.score.visits import Hours
from findings.suspects.steps import LIFE
from findings.suspects.telling.known import hours_out
from findings.suspects.telling.plates import plate_of, spelled
from fleet.geojson import point_of
from fleet.models import Vehicle
from fleet.service import plain_plate_column
from permits.models import Sign

MOST_SEEN = 500
HEAVIEST = 3
SAME = (
    "id", "plate", "state", "version", "score", "sightings", "days", "first_seen", "last_seen", "listed_at", "handed_at",
    "result", "decided_at",
)  # fmt: skip


async def list_suspects(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, states: Sequence[str], q: str | None
) -> tuple[list[SuspectOut], str | None]:
    """Suspects, the highest score first; `q` is a plate or a part of one."""
    statement = select(Suspect).where(visible(viewer, "suspect"))
    if states:
        statement = statement.where(Suspect.state.in_(states))
    if q is not None:
        statement = statement.where(Suspect.plate.contains(spelled(q), autoescape=True))
    keys = {
        "score": Suspect.score,
        "last_seen": Suspect.last_seen,
        "listed_at": Suspect.listed_at,
        "days": Suspect.days,
    }
    rows, following = await page_rows(session, statement, query, keys=keys, default="-score", unique=Suspect.id)
    weights = await _weights(session, {row[0].weights for row in rows})
    names = await _schools(session)
    return [
        SuspectOut.model_validate(_summary(row[0], weights[row[0].weights], names, HEAVIEST)) for row in rows
    ], following


async def one_suspect(
    session: AsyncSession, *, viewer: Viewer, suspect_id: int, now: datetime, zone: ZoneInfo
) -> SuspectDetail:
    """One suspect with all that belongs to it. Raises Missing. That it was looked at, the caller records."""
    found = await session.scalar(select(Suspect).where(Suspect.id == suspect_id, visible(viewer, "suspect")))
    if found is None:
        raise Missing("suspect", suspect_id)
    weights = (await _weights(session, {found.weights}))[found.weights]
    names = await _schools(session)
    usual = (await load_parameters(session, now=now)).usual
    hours = await load_hours(session, usual=usual)
    signed = exists().where(
        plain_plate_column() == found.plate, Sign.vehicle_id == Vehicle.id, Sign.during.contains(now)
    )
    return SuspectDetail.model_validate(
        _summary(found, weights, names, len(BY_NAME))
        | {
            "signed": bool(await session.scalar(select(signed))),
            "start": weights["start"],
            "weights": found.weights,
            "scored_at": found.scored_at,
            "seen": await _sightings(session, found.plate, hours, usual, zone),
            "hours": [
                hours_out(id_, names[id_], hours.get(id_, usual)) for id_ in found.facts["schools"] if id_ in names
            ],
            "events": await _events(session, found.id),
            "may": [step.name for step in LIFE.allowed(viewer.role, found.state)],
        }
    )


async def plate_sightings(
    session: AsyncSession, *, viewer: Viewer, text: str, now: datetime, zone: ZoneInfo
) -> PlateSightings:
    """What is kept of one whole plate. Raises Invalid for what is none. That it was looked up, the caller records."""
    plate = plate_of(text)
    if isinstance(plate, Text):
        raise Invalid(Field("plate", plate))
    usual = (await load_parameters(session, now=now)).usual
    hours = await load_hours(session, usual=usual)
    own = select(Vehicle.id).where(plain_plate_column() == plate.plain, visible(viewer, "vehicle"))
    listed = select(Suspect.id).where(Suspect.plate == plate.plain, visible(viewer, "suspect"))
    today = now.astimezone(zone).date()
    kinds = select(KnownPlate.kind).where(KnownPlate.plate == plate.plain, KnownPlate.until >= today)
    return PlateSightings.model_validate(
        {
            "plate": plate.plain,
            "suspect_id": await session.scalar(listed),
            "vehicle_id": await session.scalar(own),
            "lists": list(await session.scalars(kinds.order_by(KnownPlate.kind))),
            "items": await _sightings(session, plate.plain, hours, usual, zone),
        }
    )


async def how_scored(session: AsyncSession, *, now: datetime) -> ScoreOut:
    """The weights that hold with those they began with, and the parameters, each with its source."""
    parameters = await load_parameters(session, now=now)
    newest = await session.scalar(select(SuspectWeights).order_by(SuspectWeights.version.desc()).limit(1))
    held = parameters.weights if newest is None else newest.weights["now"]
    return ScoreOut(
        version=0 if newest is None else newest.version,
        made_at=None if newest is None else newest.made_at,
        learned_from=0 if newest is None else newest.learned_from,
        start=parameters["start"],
        weights=[
            WeightOut(name=name, title=_both(BY_NAME[name].title), first=first, now=held.get(name, first), source=OURS)
            for name, first in parameters.weights.items()
        ],
        parameters=[
            ParameterOut(
                name=name, unit=one.unit, value=parameters.values[name], default=one.default, source=one.source
            )
            for name, one in KNOWN.items()
            if not name.startswith(WEIGHT)
        ],
    )


async def _sightings(
    session: AsyncSession, plate: str, hours: Mapping[int, Hours], usual: Hours, zone: ZoneInfo
) -> list[SightingOut]:
    statement = (
        select(Sighting, SightingSource.name, Organisation)
        .outerjoin(SightingSource, SightingSource.id == Sighting.source_id)
        .outerjoin(Organisation, Organisation.id == Sighting.school_id)
        .where(Sighting.plate == plate)
        .order_by(Sighting.seen_at.desc(), Sighting.id.desc())
        .limit(MOST_SEEN)
    )
    days = await calendar.load_calendar(session)
    found = []
    for seen, source_name, school in await session.execute(statement):
        local = seen.seen_at.astimezone(zone)
        in_class = days.is_class_day(local.date()) if days.terms else days.is_working_day(local.date())[0]
        within = hours.get(school.id, usual).at(local.time()) if school is not None and in_class else None
        own = {name: getattr(seen, name) for name in SightingOut.model_fields if hasattr(Sighting, name)}
        point = point_of(seen.geom) or (None if school is None else point_of(school.point))
        told = {"source_name": source_name, "school": None if school is None else school.name}
        found.append(SightingOut.model_validate(own | told | {"point": point, "within": within}))
    return found


async def _events(session: AsyncSession, suspect_id: int) -> list[EventOut]:
    statement = (
        select(SuspectEvent, Account.display_name)
        .join(Account, Account.id == SuspectEvent.account_id)
        .where(SuspectEvent.suspect_id == suspect_id)
        .order_by(SuspectEvent.id)
    )
    return [
        EventOut.model_validate(
            {name: getattr(event, name) for name in ("id", "at", "step", "from_state", "to_state", "note")}
            | {"by": name, "result": event.detail.get("result")}
        )
        for event, name in await session.execute(statement)
    ]


async def _weights(session: AsyncSession, versions: set[int]) -> dict[int, dict[str, Any]]:
    rows = await session.scalars(select(SuspectWeights).where(SuspectWeights.version.in_(versions)))
    return {row.version: row.weights for row in rows}


async def _schools(session: AsyncSession) -> dict[int, str]:
    rows = await session.execute(select(Organisation.id, Organisation.name).where(Organisation.kind == "school"))
    return {row.id: row.name for row in rows}


def _summary(found: Suspect, weights: Mapping[str, Any], names: Mapping[int, str], most: int) -> dict[str, Any]:
    habits = habits_from(found.facts)
    reasons = list(in_words(habits, found.features, weights["now"]))[:most]
    return {name: getattr(found, name) for name in SAME} | {
        "schools": [names[school] for school in habits.schools if school in names],
        "reasons": [
            ReasonOut(name=reason.name, title=_both(reason.title), points=round(points, 2), words=_both(words))
            for reason, points, words in reasons
        ],
    }


def habits_from(facts: Mapping[str, Any]) -> Habits:
    """The habits that were kept as plain data."""
    known = {one.name: facts.get(one.name) for one in fields(Habits)}
    return Habits(**known | {name: tuple(known[name] or ()) for name in ("schools", "lists")})


def _both(text: Text) -> Both:
    return Both(zh=text.zh, en=text.en)
