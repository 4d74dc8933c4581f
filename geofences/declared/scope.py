"""Where a declaration holds: the outline of an area drawn, of a place, of a whole road; none is the district."""

from math import inf

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, field
from geofences.declared.schemas import Scope
from geofences.index import PlaceRecord, outline
from geofences.models import Place
from geofences.validity import AREAS, Ground, shape_of

SIMPLER_M = 0.5  # corners that differ by less say nothing: a buffered road has thousands


async def outline_of(
    session: AsyncSession, *, viewer: Viewer, given: Scope, ground: Ground
) -> tuple[BaseGeometry | None, str | None]:
    """The outline in degrees and its name in words; (None, None) for the district. Raises Invalid."""
    told = [name for name in ("area", "place_id", "road", "line_id") if getattr(given, name, None) is not None]
    if len(told) > 1:
        only_one = field(told[1], zh="范围只能选一种", en="choose one extent only")
        raise Invalid(only_one)
    if given.area is not None:
        return _drawn(given, ground), None
    if given.place_id is not None:
        places = select(Place).where(Place.id == given.place_id)
        return await _covered(session, viewer, places, "place_id", ground)
    if given.road is not None:
        roads = select(Place).where(Place.category == "road_section", Place.name == given.road)
        return await _covered(session, viewer, roads, "road", ground)
    return None, None


def _drawn(given: Scope, ground: Ground) -> BaseGeometry:
    shape, wrong = shape_of(given.area or {})
    if shape is not None and (shape.geom_type not in AREAS or not shape.is_valid):
        wrong = field("area", zh="请画一个不自相交的多边形", en="must be a polygon that does not cross itself")
    elif shape is not None and not ground.holds(shape):
        wrong = field("area", zh="在本辖区之外", en="lies outside the district")
    if wrong is not None or shape is None:
        raise Invalid(wrong or field("area", zh="不是有效的几何", en="is no valid geometry"))
    return shape


async def _covered(
    session: AsyncSession, viewer: Viewer, places: Select[Place], name: str, ground: Ground
) -> tuple[BaseGeometry, str]:
    found = list(await session.scalars(places.where(visible(viewer, "place"), func.upper_inf(Place.during))))
    if not found:
        raise Invalid(field(name, zh="没有这个现行的地点或道路", en="is no place or road that there is now"))
    records = [
        PlaceRecord(one.id, one.category, one.kind, one.name, to_shape(one.geom), one.width_m, since_s=-inf)
        for one in found
    ]
    covered = shapely.union_all([outline(record, ground.plane) for record in records]).simplify(SIMPLER_M)
    return ground.round(covered), found[0].name
