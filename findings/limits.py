"""Which limit held where a bus was, by the places and the law that judge it: for the chart of its speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

import numpy as np
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from findings.load import hours_of
from fleet.fixes import Floats
from fleet.tracks import TrackPoint
from geofences.index import PlaceRecord
from geofences.models import Place
from geofences.plane import Plane
from rules.law.speed import MOTORWAY_KMH, OTHER_ROAD_KMH, RISK_KMH
from rules.world import World, make_world

NEAR_DEG = 0.002  # some 200 m: wider than any road section or risk segment


@dataclass(frozen=True, slots=True)
class Where:
    """Where a bus was: columns in order of time; seconds since 1970 UTC, degrees WGS-84, course NaN where there is none."""

    time_s: Floats
    lon: Floats
    lat: Floats
    course_deg: Floats


async def limits_kmh(session: AsyncSession, *, points: Sequence[TrackPoint], settings: Settings) -> list[float]:
    """The limit with pupils aboard at each point (REG 35, and the signs of REG 28), in km/h."""
    where = Where(
        np.array([point.time.timestamp() for point in points]),
        np.array([point.lon for point in points]),
        np.array([point.lat for point in points]),
        np.array([np.nan if point.course_deg is None else point.course_deg for point in points]),
    )
    return [float(limit) for limit in await limits_along(session, where=where, settings=settings)]


async def limits_along(session: AsyncSession, *, where: Where, settings: Settings) -> Floats:
    """The same of columns, by the places of their time."""
    if not len(where.time_s):
        return np.empty(0)
    offset = datetime.fromtimestamp(float(where.time_s[-1]), settings.zone).utcoffset()
    world = make_world(
        plane=Plane(*settings.map_center),
        utc_offset_s=0.0 if offset is None else offset.total_seconds(),
        places=await _near(session, where),
    )
    return _limits(world, where)


def _limits(world: World, where: Where) -> Floats:
    x, y = world.plane.xy(where.lon, where.lat)
    time_s, course = where.time_s, where.course_deg
    everywhere, unknown = np.ones(len(x), np.bool_), np.full(len(x), -1)
    section = world.sections.at(x, y, course, time_s, unknown, everywhere)
    general = np.full(len(x), OTHER_ROAD_KMH)
    if len(world.sections.motorway):
        general[(section >= 0) & world.sections.motorway[np.maximum(section, 0)]] = MOTORWAY_KMH
    limit: Floats = np.fmin(general, world.sections.posted_kmh(section, time_s))
    sign = world.signs.at(x, y, time_s)
    if len(world.signs.limit_kmh):
        limit = np.fmin(limit, np.where(sign >= 0, world.signs.limit_kmh[np.maximum(sign, 0)], np.nan))
    in_risk = world.risks.at(x, y, time_s) >= 0
    limit[in_risk] = np.fmin(limit[in_risk], RISK_KMH)
    return limit


async def _near(session: AsyncSession, where: Where) -> list[PlaceRecord]:
    """The versions of segments and sections near the points that were the true ones in their time."""
    west, east = float(where.lon.min()) - NEAR_DEG, float(where.lon.max()) + NEAR_DEG
    south, north = float(where.lat.min()) - NEAR_DEG, float(where.lat.max()) + NEAR_DEG
    first, last = (datetime.fromtimestamp(float(where.time_s[end]), UTC) for end in (0, -1))
    statement = select(Place).where(
        Place.category.in_(("risk_segment", "road_section")),
        func.ST_Intersects(Place.geom, func.ST_MakeEnvelope(west, south, east, north, 4326)),
        Place.during.overlaps(func.tstzrange(first, last, "[]")),
    )
    return [_record(place) for place in await session.scalars(statement)]


def _record(place: Place) -> PlaceRecord:
    since, until = place.during.lower, place.during.upper
    return PlaceRecord(
        place.id,
        place.category,
        place.kind,
        place.name,
        to_shape(place.geom),
        place.width_m,
        place.limit_kmh,
        place.direction,
        -inf if since is None else since.timestamp(),
        inf if until is None else until.timestamp(),
        hours_of(place.hours),
    )
