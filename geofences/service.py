"""Use cases of places read: which there are at a moment, one of them, and its history."""

from datetime import datetime
from typing import Any

import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import DateTime, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Account
from core.settings import Settings
from fleet.geojson import geometry_of
from geofences.models import Place
from geofences.plane import Plane
from geofences.schemas import Box, PlaceFeature, PlaceProperties, Places, PlaceVersion, PlaceVersions
from geofences.validity import Ground

REFERRED = ("road_class", "radius_m", "width_m", "since", "until")


async def places_at(
    session: AsyncSession,
    *,
    viewer: Viewer,
    at: datetime,
    kind: str | None = None,
    category: str | None = None,
    box: Box | None = None,
) -> Places:
    """The versions of places that were the true ones at a moment, zones first so that roads are drawn over them."""
    return await _listed(session, _narrowed(_places(viewer).where(Place.during.contains(at)), kind, category, box))


async def ended_places(
    session: AsyncSession,
    *,
    viewer: Viewer,
    at: datetime,
    kind: str | None = None,
    category: str | None = None,
    box: Box | None = None,
) -> Places:
    """The last version of each place that is no more."""
    later = aliased(Place)
    statement = _places(viewer).where(
        func.upper(Place.during, type_=DateTime(timezone=True)) <= at,
        ~select(later.id).where(later.key == Place.key, later.version > Place.version).exists(),
    )
    return await _listed(session, _narrowed(statement, kind, category, box))


async def place(session: AsyncSession, *, viewer: Viewer, place_id: int) -> PlaceFeature:
    """One version of a place, also one that is not the true one any more: findings name it. Raises Missing."""
    found = await session.scalar(_places(viewer).where(Place.id == place_id))
    if found is None:
        raise Missing("place", place_id)
    return feature(found)


async def versions(session: AsyncSession, *, viewer: Viewer, place_id: int) -> PlaceVersions:
    """Every version of the place that has this one, the newest first. Raises Missing."""
    key = select(Place.key).where(Place.id == place_id).scalar_subquery()
    rows = await session.execute(
        select(Place, Account.display_name)
        .outerjoin(Account, Account.id == Place.changed_by)
        .where(visible(viewer, "place"), Place.key == key)
        .order_by(Place.version.desc())
    )
    items = [
        PlaceVersion(id=str(one.id), version=one.version, changed_by=name, place=feature(one)) for one, name in rows
    ]
    if not items:
        raise Missing("place", place_id)
    return PlaceVersions(items=items)


async def ground_of(session: AsyncSession, settings: Settings, at: datetime) -> Ground:
    """Where places may lie: the district as it is drawn, else what the map shows."""
    drawn = await session.scalars(
        select(Place.geom).where(Place.category == "zone", Place.kind == "district", Place.during.contains(at))
    )
    outlines = [to_shape(one) for one in drawn]
    district = shapely.union_all(outlines) if outlines else shapely.box(*settings.map_bounds)
    return Ground(Plane(*settings.map_center), district)


def feature(one: Place) -> PlaceFeature:
    """A version as GeoJSON; a point's width is told as its radius."""
    geometry = geometry_of(one.geom)
    is_point = geometry["type"] == "Point"
    own: dict[str, Any] = {name: getattr(one, name) for name in PlaceProperties.model_fields if name not in REFERRED}
    properties = PlaceProperties.model_validate(
        own
        | {
            "road_class": one.kind if one.category == "road_section" else None,
            "radius_m": one.width_m / 2 if is_point and one.width_m is not None else None,
            "width_m": None if is_point else one.width_m,
            "since": one.during.lower,
            "until": one.during.upper,
        }
    )
    return PlaceFeature(id=str(one.id), geometry=geometry, properties=properties)


def _places(viewer: Viewer) -> Select[Place]:
    return select(Place).where(visible(viewer, "place"))


def _narrowed(statement: Select[Place], kind: str | None, category: str | None, box: Box | None) -> Select[Place]:
    if kind is not None:
        statement = statement.where(Place.kind == kind)
    if category is not None:
        statement = statement.where(Place.category == category)
    if box is not None:
        seen = func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326)
        statement = statement.where(func.ST_Intersects(Place.geom, seen))
    return statement


async def _listed(session: AsyncSession, statement: Select[Place]) -> Places:
    found = await session.scalars(statement.order_by(Place.category.desc(), Place.id))
    return Places(features=[feature(one) for one in found])
