"""Use cases of those who tell by the API: let a camera or a gate in, give it a token, know it by it, see how much it tells."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Missing, NotLoggedIn, Refused
from core.models import Organisation
from findings.suspects.models import Sighting, SightingSource
from findings.suspects.service import Kept, Seen, add_sightings, is_school
from findings.suspects.telling.schemas import FeedIn, Intake, SourceIn, SourceMade, SourceOut, Sources
from fleet.geojson import point_of
from fleet.secrets import broker_hash, make_secret, opens

WEEK = timedelta(days=7)


async def sources(
    session: AsyncSession, *, viewer: Viewer, now: datetime, zone: ZoneInfo, retention_days: int
) -> Sources:
    """Every source by name, and what came in without one."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    lately = func.count().filter(Sighting.created_at >= today)
    told = (
        select(Sighting.source, Sighting.source_id, lately, func.count())
        .where(Sighting.created_at >= today - WEEK + timedelta(days=1), visible(viewer, "sighting"))
        .group_by(Sighting.source, Sighting.source_id)
    )
    counts = {(source, id_): (day, week) for source, id_, day, week in await session.execute(told)}
    rows = (
        select(SightingSource, Organisation.name)
        .outerjoin(Organisation, Organisation.id == SightingSource.school_id)
        .where(visible(viewer, "sighting_source"))
        .order_by(SightingSource.name)
    )
    items = [
        SourceOut.model_validate(_shown(one, school, *counts.get((one.kind, one.id), (0, 0))))
        for one, school in await session.execute(rows)
    ]
    others = [
        Intake.model_validate({"source": source, "today": day, "week": week})
        for (source, id_), (day, week) in sorted(counts.items(), key=str)
        if id_ is None
    ]
    return Sources(items=items, others=others, retention_days=retention_days)


async def add_source(session: AsyncSession, *, viewer: Viewer, given: SourceIn, address: str | None) -> SourceMade:
    """Let a source in; its token is in this answer and nowhere else. Raises Invalid, Refused("source_exists")."""
    await is_school(session, given.school_id)
    secret = make_secret()
    point = None
    if given.lon is not None and given.lat is not None:
        point = func.ST_SetSRID(func.ST_MakePoint(given.lon, given.lat), 4326)
    made = SightingSource(
        name=given.name, kind=given.kind, school_id=given.school_id, geom=point, token_hash=broker_hash(secret),
        created_by=viewer.account_id,
    )  # fmt: skip
    session.add(made)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Refused("source_exists", zh="已有同名的来源。", en="There is already a source of this name.") from error
    await _audit(session, viewer, "add", made, address)
    return await _told(session, made, secret)


async def change_source(
    session: AsyncSession, *, viewer: Viewer, source_id: int, disabled: bool, address: str | None
) -> SourceOut:
    """Shut a source out, or let it in again. Raises Missing."""
    found = await _one(session, viewer, source_id)
    found.disabled = disabled
    await session.flush()
    await _audit(session, viewer, "shut" if disabled else "open", found, address)
    return SourceOut.model_validate(_shown(found, await _school(session, found), 0, 0))


async def new_token(session: AsyncSession, *, viewer: Viewer, source_id: int, address: str | None) -> SourceMade:
    """Give a source another token, told once; the old one opens nothing any more. Raises Missing."""
    found = await _one(session, viewer, source_id)
    secret = make_secret()
    found.token_hash = broker_hash(secret)
    await session.flush()
    await _audit(session, viewer, "token", found, address)
    return await _told(session, found, secret)


async def source_of(session: AsyncSession, authorization: str | None) -> SightingSource:
    """Who speaks, by `Authorization: Bearer <token>`. Raises NotLoggedIn."""
    kind, _, token = (authorization or "").strip().partition(" ")
    number, _, secret = token.strip().partition(".")
    if kind.lower() != "bearer" or not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise NotLoggedIn
    found = await session.get(SightingSource, int(number))
    if found is None or found.disabled or not opens(secret, found.token_hash):
        raise NotLoggedIn
    return found


async def told_by(session: AsyncSession, *, source: SightingSource, given: FeedIn, now: datetime) -> list[Kept]:
    """Keep what a source tells: all of it or, when one sighting cannot be, none. Raises Invalid (`sightings.3.plate`)."""
    stands = point_of(source.geom)
    lon, lat = (None, None) if stands is None else stands.coordinates
    told = []
    for one in given.sightings:
        said: dict[str, Any] = one.model_dump()
        if one.school_id is None and one.lon is None and one.place is None:
            said |= {"school_id": source.school_id, "lon": lon, "lat": lat, "place": source.name}
        told.append(Seen(**said, source=source.kind, source_id=source.id))
    kept = await add_sightings(session, told, now=now, path="sightings")
    source.last_heard = now
    return kept


async def _one(session: AsyncSession, viewer: Viewer, source_id: int) -> SightingSource:
    statement = select(SightingSource).where(SightingSource.id == source_id, visible(viewer, "sighting_source"))
    found = await session.scalar(statement)
    if found is None:
        raise Missing("sighting_source", source_id)
    return found


async def _school(session: AsyncSession, source: SightingSource) -> str | None:
    school = None if source.school_id is None else await session.get(Organisation, source.school_id)
    return None if school is None else school.name


async def _told(session: AsyncSession, row: SightingSource, secret: str) -> SourceMade:
    await session.refresh(row)
    return SourceMade.model_validate(_shown(row, await _school(session, row), 0, 0) | {"token": f"{row.id}.{secret}"})


def _shown(row: SightingSource, school: str | None, today: int, week: int) -> dict[str, Any]:
    same = ("id", "name", "kind", "disabled", "created_at", "last_heard")
    own = {name: getattr(row, name) for name in same}
    return own | {"school": school, "point": point_of(row.geom), "today": today, "week": week}


async def _audit(session: AsyncSession, viewer: Viewer, what: str, row: SightingSource, address: str | None) -> None:
    await audit.record(
        session, viewer=viewer, action=f"sighting_source.{what}", kind="sighting_source", id=row.id,
        detail={"name": row.name, "kind": row.kind}, address=address,
    )  # fmt: skip
