"""Which limit held where a bus was, by the places and the law that judge it: for the chart of its speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

import numpy as np
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Parameter
from core.settings import Settings
from findings.load import hours_of, season_of
from fleet.fixes import Floats
from fleet.tracks import TrackPoint
from geofences.conditions import ConditionRecord
from geofences.index import PlaceRecord
from geofences.models import Condition, Place
from geofences.plane import Plane
from rules.law.speed import MOTORWAY_KMH, OTHER_ROAD_KMH, RISK_KMH
from rules.parameters import Parameters
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
        conditions=await _declared(session, where),
        parameters=await _parameters(session),
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
    declared = world.conditions.at(x, y, time_s, everywhere, world.parameters.at("R24.visibility_m", time_s))
    in_risk = (world.risks.at(x, y, time_s) >= 0) | (declared >= 0)
    limit[in_risk] = np.fmin(limit[in_risk], RISK_KMH)
    return limit


async def _near(session: AsyncSession, where: Where) -> list[PlaceRecord]:
    """The versions of segments and sections near the points that were the true ones in their time."""
    west, east = float(where.lon.min()) - NEAR_DEG, float(where.lon.max()) + NEAR_DEG
    south, north = float(where.lat.min()) - NEAR_DEG, float(where.lat.max()) + NEAR_DEG
    first, last = _ends(where)
    statement = select(Place).where(
        Place.category.in_(("risk_segment", "road_section")),
        func.ST_Intersects(Place.geom, func.ST_MakeEnvelope(west, south, east, north, 4326)),
        Place.during.overlaps(func.tstzrange(first, last, "[]")),
    )
    return [_record(place) for place in await session.scalars(statement)]


def _ends(where: Where) -> tuple[datetime, datetime]:
    """The first and the last moment."""
    first, last = (datetime.fromtimestamp(float(where.time_s[end]), UTC) for end in (0, -1))
    return first, last


async def _declared(session: AsyncSession, where: Where) -> list[ConditionRecord]:
    """The conditions that were declared for some of that time."""
    first, last = _ends(where)
    statement = select(Condition).where(Condition.during.overlaps(func.tstzrange(first, last, "[]")))
    return [
        ConditionRecord(
            one.id, one.kind, one.visibility_m, None if one.area is None else to_shape(one.area), *_times(one.during)
        )
        for one in await session.scalars(statement)
    ]


async def _parameters(session: AsyncSession) -> Parameters:
    rows = await session.scalars(select(Parameter).where(Parameter.name == "R24.visibility_m"))
    return Parameters.of((row.name, row.since.timestamp(), row.value) for row in rows)


def _times(during: Range[datetime]) -> tuple[float, float]:
    since, until = during.lower, during.upper
    return -inf if since is None else since.timestamp(), inf if until is None else until.timestamp()


def _record(place: Place) -> PlaceRecord:
    since_s, until_s = _times(place.during)
    return PlaceRecord(
        place.id,
        place.category,
        place.kind,
        place.name,
        to_shape(place.geom),
        place.width_m,
        place.limit_kmh,
        place.direction,
        since_s,
        until_s,
        hours_of(place.hours),
        season_of(place.season),
    )
