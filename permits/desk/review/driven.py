"""Read how much of a vehicle's last thirty days, at the hours of the plan, lay along the proposed lines (PostGIS)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Integer, Time, cast, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fleet.models import LineVersion, Position
from permits.desk.review.plan.lines import AT_THE_LINE_M, Trip
from permits.desk.review.tracks import DAYS, Driven

MOVING_MPS = 1.0  # ours, as elsewhere: a standing receiver reports up to 1.5 km/h
SATURDAY = 6  # ISO
DAY_S = 86_400


async def load_driven(
    session: AsyncSession,
    *,
    vehicle_id: int | None,
    line_version_ids: list[int],
    trips: Iterable[Trip],
    at: datetime,
    zone: ZoneInfo,
) -> Driven | None:
    """None where there is no vehicle, no line or no running time to compare with. Weekdays only, moving only."""
    hours = merged((trip.stops_s[0], trip.stops_s[-1]) for trip in trips)
    if vehicle_id is None or not hours:
        return None
    around = func.geometry(func.ST_Buffer(func.geography(LineVersion.path), AT_THE_LINE_M))
    corridor = select(func.ST_Union(around)).where(LineVersion.id.in_(line_version_ids)).scalar_subquery()
    local = func.timezone(str(zone), Position.fix_time)
    second = extract("epoch", cast(local, Time))
    near = func.ST_Covers(corridor, Position.geom)
    statement = select(
        func.count(),
        func.coalesce(func.sum(cast(near, Integer)), 0),
        func.count(cast(local, Date).distinct()),
        func.max(cast(local, Date)),
    ).where(
        Position.vehicle_id == vehicle_id,
        Position.fix_time >= at - timedelta(days=DAYS),
        Position.fix_time <= at,
        Position.speed_mps >= MOVING_MPS,
        extract("isodow", local) < SATURDAY,
        or_(*(second.between(since_s, until_s) for since_s, until_s in hours)),
    )
    fixes, along, days, last_on = (await session.execute(statement)).one()
    return Driven(fixes, along, days, last_on)


def merged(hours: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the day, seconds after midnight, in order and without overlaps; past midnight is left out."""
    found: list[tuple[int, int]] = []
    for since_s, until_s in sorted(hours):
        end_s = min(until_s, DAY_S)
        if found and since_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end_s))
        elif since_s < end_s:
            found.append((since_s, end_s))
    return found
