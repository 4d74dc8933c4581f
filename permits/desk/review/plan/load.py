"""Read the plan's lines with the ground around them, and what vehicle and drivers are booked for by other permits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from geoalchemy2.shape import to_shape
from shapely import LineString
from sqlalchemy import ColumnElement, DateTime, Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.models import Organisation
from fleet.models import Line, LineStop, LineVersion, RunningTime
from geofences.index import PlaceRecord
from geofences.models import Place
from permits.desk.review.plan import ground
from permits.desk.review.plan.bookings import Booked
from permits.desk.review.plan.ground import Drawn, DrawnStop, Timed
from permits.desk.review.plan.risks import DANGEROUS, Known, Stretch
from permits.desk.review.vehicle import School
from permits.models import InForce, Permit, PermitDriver, PermitLine, PermitVersion

NEAR_DEG = 0.003  # some 300 m: wider than any road or stretch is drawn
REVIEWED = ("risk_segment", "road_section")


@dataclass(frozen=True, slots=True)
class Bookings:
    """Trips of other permits: of this vehicle, and of those that name one of the drivers."""

    of_vehicle: tuple[Booked, ...] = ()
    of_drivers: tuple[Booked, ...] = ()


async def load_lines(session: AsyncSession, version_ids: list[int]) -> tuple[list[Drawn], tuple[School, ...]]:
    """The line versions by name, and the schools to which they go."""
    other = aliased(LineVersion)
    newest = select(func.max(other.version)).where(other.line_id == LineVersion.line_id).scalar_subquery()
    rows = await session.execute(
        select(LineVersion, Line, Organisation, LineVersion.version == newest)
        .join(Line, Line.id == LineVersion.line_id)
        .join(Organisation, Organisation.id == Line.school_id)
        .where(LineVersion.id.in_(version_ids))
        .order_by(Line.name, LineVersion.id)
    )
    stops, times = await _stops(session, version_ids), await _times(session, version_ids)
    drawn: list[Drawn] = []
    schools: dict[int, School] = {}
    for version, line, school, is_newest in rows:
        schools[school.id] = School(school.name, school.stage)
        path = LineString(shapely.get_coordinates(to_shape(version.path)))
        own_stops, own_times = tuple(stops.get(version.id, ())), tuple(times.get(version.id, ()))
        drawn.append(Drawn(line.name, line.direction, is_newest, path, own_stops, own_times))
    return drawn, tuple(schools.values())


async def load_ground(session: AsyncSession, version_ids: list[int], at: datetime) -> tuple[list[ground.Place], Known]:
    """The risk segments and road sections near the lines at a moment, and how many there are on record at all."""
    now = (Place.category.in_(REVIEWED), Place.during.contains(at))
    near = (
        select(LineVersion.id)
        .where(LineVersion.id.in_(version_ids), func.ST_DWithin(LineVersion.path, Place.geom, NEAR_DEG))
        .exists()
    )
    found = await session.scalars(select(Place).where(*now, near).order_by(Place.id))
    stretches, roads = (
        await session.execute(
            select(
                func.count().filter(Place.kind.in_(DANGEROUS)),
                func.count().filter(Place.category == "road_section"),
            ).where(*now)
        )
    ).one()
    return [_place(one) for one in found], Known(stretches, roads)


async def load_bookings(
    session: AsyncSession,
    *,
    viewer: Viewer,
    vehicle_id: int | None,
    driver_ids: list[int],
    but_permit_id: int | None,
    at: datetime,
) -> Bookings:
    """What other permits that rule at a moment or later have the vehicle or the drivers do."""
    of_drivers = select(PermitDriver.permit_version_id).where(PermitDriver.person_id.in_(driver_ids))
    until = func.upper(InForce.during, type_=DateTime(timezone=True))
    wanted: list[ColumnElement[bool]] = [InForce.permit_version_id.in_(of_drivers)]
    wanted += [] if vehicle_id is None else [InForce.vehicle_id == vehicle_id]
    statement = (
        select(
            PermitVersion.id, InForce.vehicle_id, Permit.number, visible(viewer, "permit"), Line.name, RunningTime,
        )
        .join(InForce, InForce.permit_version_id == PermitVersion.id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .join(PermitLine, PermitLine.permit_version_id == PermitVersion.id)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(RunningTime, RunningTime.line_version_id == LineVersion.id)
        .where(or_(*wanted), or_(until.is_(None), until > at))
        .order_by(Permit.number, Line.name, RunningTime.departs)
    )  # fmt: skip
    if but_permit_id is not None:
        statement = statement.where(Permit.id != but_permit_id)
    rows = (await session.execute(statement)).all()
    drivers = await _drivers(session, {row[0] for row in rows})
    stops = await _stops(session, {row[5].line_version_id for row in rows})
    booked = [(row, one) for row in rows for one in _booked(row, stops, drivers)]
    named = set(driver_ids)
    return Bookings(
        of_vehicle=tuple(one for row, one in booked if row[1] == vehicle_id),
        of_drivers=tuple(one for _, one in booked if one.drivers & named),
    )


def _booked(
    row: Row[*tuple[Any, ...]], stops: dict[int, list[DrawnStop]], drivers: dict[int, frozenset[int]]
) -> list[Booked]:
    version_id, _, number, is_seen, line, running = row
    trips = ground.trips_of([_timed(running)], stops.get(running.line_version_id, []))
    return [Booked(number if is_seen else None, line, trip, drivers.get(version_id, frozenset())) for trip in trips]


async def _drivers(session: AsyncSession, version_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    statement = select(PermitDriver).where(PermitDriver.permit_version_id.in_(version_ids))
    for one in await session.scalars(statement):
        found.setdefault(one.permit_version_id, set()).add(one.person_id)
    return {version_id: frozenset(ids) for version_id, ids in found.items()}


async def _stops(session: AsyncSession, version_ids: Iterable[int]) -> dict[int, list[DrawnStop]]:
    found: dict[int, list[DrawnStop]] = {}
    statement = (
        select(LineStop, func.ST_X(LineStop.point), func.ST_Y(LineStop.point))
        .where(LineStop.line_version_id.in_(version_ids))
        .order_by(LineStop.line_version_id, LineStop.seq)
    )
    for stop, lon, lat in await session.execute(statement):
        found.setdefault(stop.line_version_id, []).append(DrawnStop(stop.name, lon, lat, stop.offset_s))
    return found


async def _times(session: AsyncSession, version_ids: Iterable[int]) -> dict[int, list[Timed]]:
    found: dict[int, list[Timed]] = {}
    statement = select(RunningTime).where(RunningTime.line_version_id.in_(version_ids)).order_by(RunningTime.departs)
    for one in await session.scalars(statement):
        found.setdefault(one.line_version_id, []).append(_timed(one))
    return found


def _timed(one: RunningTime) -> Timed:
    season = (one.season_from, one.season_to) if one.season_from and one.season_to else None
    return Timed(one.departs, one.weekdays, season, None if one.offsets_s is None else tuple(one.offsets_s))


def _place(one: Place) -> ground.Place:
    """A limit that holds at some hours only is left out: nobody is told that a time is too short by it."""
    always = one.season is None and one.hours is None
    record = PlaceRecord(
        id=one.id, category=one.category, kind=one.kind, name=one.name, geometry=to_shape(one.geom), width_m=one.width_m,
        limit_kmh=one.limit_kmh if always else None,
    )  # fmt: skip
    if one.category != "risk_segment":
        return ground.Place(record)
    return ground.Place(
        record, Stretch(one.name, one.kind, one.guard_rail, one.limit_sign, one.warning_sign, one.surveyed_on)
    )
