"""The track of a vehicle read for playing: in columns, by one device at a time, with the limit that held along it."""

from typing import Any

import orjson
from sqlalchemy import Double, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.settings import Settings
from findings.limits import Where, limits_along
from findings.playback.columns import Columns, one_at_a_time, packed
from findings.playback.schemas import Source
from fleet.models import Binding, Position
from fleet.tracks import Window

CHUNK = 5000  # rows between which others are served


async def columns_of(session: AsyncSession, *, vehicle_id: int, window: Window) -> Columns:
    """Every kept fix of a time, both ends included, in order, of whatever device."""
    statement = (
        select(
            cast(func.extract("epoch", Position.fix_time), Double),
            func.ST_X(Position.geom),
            func.ST_Y(Position.geom),
            Position.speed_mps,
            Position.course_deg,
            Position.device_no,
            Position.flags,
        )
        .where(Position.vehicle_id == vehicle_id, Position.fix_time >= window.since, Position.fix_time <= window.until)
        .order_by(Position.fix_time, Position.device_no)
    )
    rows: list[Any] = []
    result = await session.stream(statement.execution_options(yield_per=CHUNK))
    async for some in result.partitions():
        rows += some
    return Columns.of(rows)


async def devices_in_order(session: AsyncSession, *, vehicle_id: int, window: Window) -> list[int]:
    """The devices that spoke for the vehicle then, the first to be judged first."""
    statement = (
        select(Binding.device_no)
        .where(
            Binding.vehicle_id == vehicle_id, Binding.during.overlaps(func.tstzrange(window.since, window.until, "[]"))
        )
        .group_by(Binding.device_no)
        .order_by(func.min(Binding.rank), Binding.device_no)
    )
    return list(await session.scalars(statement))


async def answer(
    session: AsyncSession,
    *,
    columns: Columns,
    order: list[int],
    settings: Settings,
    with_limits: bool,
    source: Source = "tracks",
    sha256: str | None = None,
) -> bytes:
    """`TrackColumns` as JSON; `sha256` is given of what was kept with one finding."""
    shown = columns.only(one_at_a_time(columns, order, settings.silent_after_s))
    limits = None
    if with_limits:
        where = Where(shown.time_s, shown.lon, shown.lat, shown.course_deg)
        limits = await limits_along(session, where=where, settings=settings)
    body = packed(shown, limits) | {
        "others": len(columns) - len(shown),
        "source": source,
        "sha256": sha256,
    }
    return orjson.dumps(body, option=orjson.OPT_SERIALIZE_NUMPY)
