"""Use cases of places: which there are at a moment."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from fleet.geojson import geometry_of
from geofences.models import Place
from geofences.schemas import PlaceFeature, PlaceProperties, Places


async def places_at(
    session: AsyncSession, *, viewer: Viewer, at: datetime, kind: str | None, category: str | None
) -> Places:
    """The versions of places that were the true ones at a moment, zones first so that roads are drawn over them."""
    statement = _places(viewer).where(Place.during.contains(at))
    if kind is not None:
        statement = statement.where(Place.kind == kind)
    if category is not None:
        statement = statement.where(Place.category == category)
    found = await session.scalars(statement.order_by(Place.category.desc(), Place.id))
    return Places(features=[_feature(place) for place in found])


async def place(session: AsyncSession, *, viewer: Viewer, place_id: int) -> PlaceFeature:
    """One version of a place, also one that is not the true one any more: findings name it. Raises Missing."""
    found = await session.scalar(_places(viewer).where(Place.id == place_id))
    if found is None:
        raise Missing("place", place_id)
    return _feature(found)


def _places(viewer: Viewer) -> Select[Place]:
    return select(Place).where(visible(viewer, "place"))


def _feature(place: Place) -> PlaceFeature:
    road_class = place.kind if place.category == "road_section" else None
    own = {name: getattr(place, name) for name in PlaceProperties.model_fields if name != "road_class"}
    properties = PlaceProperties.model_validate(own | {"road_class": road_class})
    return PlaceFeature(id=str(place.id), geometry=geometry_of(place.geom), properties=properties)
