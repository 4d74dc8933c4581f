"""Use cases of places changed: every change is a new version from now on, and closes the one before in the same transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from geoalchemy2.shape import from_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused
from geofences.models import Place
from geofences.schemas import PlaceIn
from geofences.validity import Ground, examined

SAME = (
    "category", "kind", "name", "name_en", "limit_kmh", "direction", "guard_rail", "limit_sign", "warning_sign",
    "organisation_id", "source", "surveyed_on",
)  # fmt: skip
CONTENT = (*SAME, "geom", "width_m", "season", "hours")
SHORTEST = timedelta(microseconds=1)


async def add(
    session: AsyncSession, *, viewer: Viewer, given: PlaceIn, ground: Ground, address: str | None = None
) -> Place:
    """A new place, true from now on. Raises Invalid."""
    content = content_of(given, ground)
    made = await _put(session, viewer, uuid4(), 1, content, await now_of(session))
    await _tell(session, viewer, "place.add", made, {}, address)
    return made


async def change(
    session: AsyncSession, *, viewer: Viewer, place_id: int, given: PlaceIn, ground: Ground, address: str | None = None
) -> Place:
    """The next version of a place. Raises Missing, Invalid, Refused when `place_id` is not its newest version any more."""
    content = content_of(given, ground)
    newest = await _newest(session, viewer, place_id)
    _must_be(newest, place_id)
    return await succeed(session, viewer=viewer, newest=newest, content=content, action="place.change", address=address)


async def end(
    session: AsyncSession, *, viewer: Viewer, place_id: int, reason: str, address: str | None = None
) -> Place:
    """The place is no more. Raises Missing, Refused."""
    newest = await _newest(session, viewer, place_id)
    _must_be(newest, place_id)
    await _close(session, newest)
    await _tell(session, viewer, "place.end", newest, {"reason": reason}, address)
    return newest


async def restore(
    session: AsyncSession, *, viewer: Viewer, place_id: int, newest_id: int, address: str | None = None
) -> Place:
    """Undo: a new version equal to an older one, also of a place that had ended. Raises Missing, Refused."""
    newest = await _newest(session, viewer, place_id)
    if newest.id != newest_id:
        raise _changed()
    older = await session.scalar(select(Place).where(Place.id == place_id))
    if older is None or (older.id == newest.id and newest.during.upper is None):
        raise Refused("place_same", zh="这已是现行版本。", en="This is the version that holds already.")
    content = {name: getattr(older, name) for name in CONTENT}
    told = {"equal_to": older.version}
    return await succeed(
        session, viewer=viewer, newest=newest, content=content, action="place.restore", detail=told, address=address
    )


async def succeed(
    session: AsyncSession,
    *,
    viewer: Viewer,
    newest: Place,
    content: Mapping[str, Any],
    action: str,
    detail: Mapping[str, Any] | None = None,
    address: str | None = None,
) -> Place:
    """Close the newest version (which the caller holds locked) and put the next one behind it, with the trail."""
    before = {name: getattr(newest, name) for name in SAME}
    since = await _close(session, newest)
    made = await _put(session, viewer, newest.key, newest.version + 1, content, since)
    changed = {
        name: [_plain(was), _plain(getattr(made, name))] for name, was in before.items() if was != getattr(made, name)
    }
    await _tell(session, viewer, action, made, {**(detail or {}), "changed": changed}, address)
    return made


async def newest_of(session: AsyncSession, *, viewer: Viewer, place_id: int) -> Place:
    """The newest version of a place, locked until the end of the transaction. Raises Missing, Refused when it has ended."""
    newest = await _newest(session, viewer, place_id)
    _must_be(newest, newest.id)
    return newest


def content_of(given: PlaceIn, ground: Ground) -> dict[str, Any]:
    """The columns of a version, apart from its number and time. Raises Invalid with every field at fault."""
    shape, wrong = examined(given, ground)
    if wrong or shape is None:
        raise Invalid(*wrong)
    return columns(given, shape)


def columns(given: PlaceIn, shape: BaseGeometry) -> dict[str, Any]:
    """As `content_of`, of a place whose shape has been examined."""
    width = given.radius_m * 2 if given.radius_m is not None else given.width_m
    return {
        **{name: getattr(given, name) for name in SAME},
        "geom": from_shape(shape, 4326),
        "width_m": width,
        "season": None if given.season is None else list(given.season),
        "hours": None if given.hours is None else [list(window) for window in given.hours],
    }


async def _newest(session: AsyncSession, viewer: Viewer, place_id: int) -> Place:
    key = select(Place.key).where(Place.id == place_id).scalar_subquery()
    # whoever waited here for somebody's change reads again what that led to
    await session.execute(select(Place.id).where(Place.key == key).order_by(Place.id).with_for_update())
    statement = (
        select(Place)
        .where(visible(viewer, "place"), Place.key == key)
        .order_by(Place.version.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    newest = await session.scalar(statement)
    if newest is None:
        raise Missing("place", place_id)
    return newest


def _must_be(newest: Place, place_id: int) -> None:
    if newest.during.upper is not None:
        raise Refused(
            "place_ended", zh="此地点已停用，如需使用请先恢复。", en="This place has ended; restore it to use it again."
        )
    if newest.id != place_id:
        raise _changed()


def _changed() -> Refused:
    return Refused(
        "place_changed",
        zh="此地点刚被他人修改，请刷新后再改。",
        en="Somebody has just changed this place; reload it and try again.",
    )


async def now_of(session: AsyncSession) -> datetime:
    """The moment of this transaction, by the database's clock."""
    moment: datetime | None = await session.scalar(select(func.now()))
    assert moment is not None
    return moment


async def _close(session: AsyncSession, newest: Place) -> datetime:
    """End the stretch of a version now; one that has only begun keeps a moment, for it may have judged."""
    begins = newest.during.lower
    moment = max(await now_of(session), begins + SHORTEST) if begins is not None else await now_of(session)
    if newest.during.upper is not None and newest.during.upper <= moment:
        return moment
    newest.during = Range(begins, moment)
    await session.flush()
    return moment


async def _put(
    session: AsyncSession, viewer: Viewer, key: UUID, version: int, content: Mapping[str, Any], since: datetime
) -> Place:
    made = Place(key=key, version=version, **content, changed_by=viewer.account_id, during=Range(since, None))
    session.add(made)
    await session.flush()
    return made


async def _tell(
    session: AsyncSession, viewer: Viewer, action: str, one: Place, detail: Mapping[str, Any], address: str | None
) -> None:
    told = {"version": one.version, "category": one.category, "kind": one.kind, "name": one.name, **detail}
    await audit.record(session, viewer=viewer, action=action, kind="place", id=one.key, detail=told, address=address)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
