"""Where a vehicle was: its kept fixes read by their primary key, in chunks, so that a long history needs no memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.errors import Invalid, field
from fleet.fixes import Mark
from fleet.geojson import DECIMALS
from fleet.models import Position

DEFAULT_WINDOW = timedelta(hours=24)
MAX_POINTS = 500_000
CHUNK = 2000
MPS_TO_KMH = 3.6


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both ends included."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One kept fix: the device's own time in UTC, degrees WGS-84, km/h; course None where the device gave none."""

    time: datetime
    lon: float
    lat: float
    speed_kmh: float
    course_deg: float | None
    delayed: bool


def window(since: datetime | None, until: datetime | None, newest: datetime) -> Window:
    """What was asked for: without `until` up to the newest that a fix may be, without `since` the 24 hours before.

    Raises Invalid for one that ends before it begins.
    """
    end = newest if until is None else until
    if since is None:
        try:
            since = end - DEFAULT_WINDOW
        except OverflowError as error:
            raise Invalid(field("until", zh="时间过早", en="is too early")) from error
    if since > end:
        raise Invalid(field("since", zh="开始时间应早于结束时间", en="must not be later than until"))
    return Window(since, end)


async def refuse_too_many(session: AsyncSession, *, vehicle_id: int, window: Window) -> None:
    """Raise Invalid when the window holds more than MAX_POINTS fixes."""
    some = _in(select(Position.fix_time), vehicle_id, window).limit(MAX_POINTS + 1).subquery()
    if (await session.scalar(select(func.count()).select_from(some)) or 0) > MAX_POINTS:
        raise Invalid(
            field(
                "since",
                zh=f"该时段超过 {MAX_POINTS} 个定位点，请缩短时段",
                en=f"there are more than {MAX_POINTS} points in this time; ask for a shorter one",
            )
        )


async def chunks(
    sessions: async_sessionmaker[AsyncSession], *, vehicle_id: int, window: Window
) -> AsyncIterator[list[TrackPoint]]:
    """The fixes in order of their time, CHUNK at a time, in a transaction of their own (the route's is over by then)."""
    async with sessions() as session, session.begin():
        result = await session.stream(points_of(vehicle_id, window).execution_options(yield_per=CHUNK))
        async for rows in result.partitions():
            yield [_point(row) for row in rows]


async def points(session: AsyncSession, *, vehicle_id: int, window: Window) -> list[TrackPoint]:
    """The fixes of a short time at once."""
    return [_point(row) for row in await session.execute(points_of(vehicle_id, window))]


async def last_received(session: AsyncSession, *, vehicle_id: int, fix_time: datetime) -> datetime | None:
    """When the fix of that time reached us; None when it is not kept any more."""
    statement = select(func.max(Position.received_at)).where(
        Position.vehicle_id == vehicle_id, Position.fix_time == fix_time
    )
    return await session.scalar(statement)


def points_of(vehicle_id: int, window: Window) -> Select[*tuple[Any, ...]]:
    """The query of a track: the fixes of a stretch of time in their order."""
    columns = select(
        Position.fix_time,
        func.ST_X(Position.geom),
        func.ST_Y(Position.geom),
        Position.speed_mps,
        Position.course_deg,
        Position.flags,
    )
    return _in(columns, vehicle_id, window).order_by(Position.fix_time, Position.device_no)


def _in(statement: Select[*tuple[Any, ...]], vehicle_id: int, window: Window) -> Select[*tuple[Any, ...]]:
    """By the front of the primary key; the bounds leave all other partitions alone."""
    return statement.where(
        Position.vehicle_id == vehicle_id, Position.fix_time >= window.since, Position.fix_time <= window.until
    )


def _point(row: Row[*tuple[Any, ...]]) -> TrackPoint:
    time, lon, lat, speed_mps, course_deg, flags = row
    return TrackPoint(
        time.astimezone(UTC),
        round(lon, DECIMALS),
        round(lat, DECIMALS),
        round(speed_mps * MPS_TO_KMH, 2),
        None if course_deg is None else round(course_deg, 1),
        bool(flags & Mark.DELAYED),
    )
