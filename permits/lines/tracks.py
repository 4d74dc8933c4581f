"""A proposal out of a vehicle's kept fixes: read by day, laid on a plane, with the names of stops and schools that are known."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Organisation
from fleet.fixes import Floats
from fleet.geojson import Point, point_at, point_of
from fleet.models import Line, LineStop, LineVersion, Vehicle
from fleet.tracks import MPS_TO_KMH, Window, points
from geofences.plane import Plane
from permits.lines.propose import Day, Proposed, propose
from permits.lines.schemas import DayLeftOut, LineProposal, ProposedStop, TracksIn

DAYS_MAX = 31
WINDOW_MAX = timedelta(hours=4)
KNOWN_WITHIN_M = 80.0
NEAR_DEG = 0.002  # some 200 m: what the index gives before the plane measures


async def propose_from_tracks(session: AsyncSession, *, viewer: Viewer, wish: TracksIn, zone: ZoneInfo) -> LineProposal:
    """A line as the vehicle drove it on these days. Raises Missing, Invalid, Refused when no day holds a passage."""
    _refuse_impossible(wish)
    seen = select(Vehicle.id).where(Vehicle.id == wish.vehicle_id, visible(viewer, "vehicle"))
    if await session.scalar(seen) is None:
        raise Missing("vehicle", wish.vehicle_id)
    days, plane = await _days(session, wish, zone)
    found = await asyncio.to_thread(propose, days)
    if found is None:
        raise Refused(
            "no_passage",
            zh="这些天的这个时段里没有可用的行驶轨迹；请换日期、时段或车辆。",
            en="In this time of these days there is no drive to use: try other days, another time, or another bus.",
        )
    assert plane is not None
    return await _shown(session, found, plane)


def _refuse_impossible(wish: TracksIn) -> None:
    wrong = []
    if wish.until < wish.since or wish.until - wish.since >= timedelta(days=DAYS_MAX):
        wrong.append(
            field(
                "until",
                zh=f"不得早于开始日，最多 {DAYS_MAX} 天",
                en=f"not before the first day, {DAYS_MAX} days at most",
            )
        )
    long = datetime.combine(date.min, wish.arrives) - datetime.combine(date.min, wish.departs)
    if not timedelta(0) < long <= WINDOW_MAX:
        wrong.append(field("arrives", zh="应晚于开始时刻，最长 4 小时", en="later than the start, by 4 hours at most"))
    if wrong:
        raise Invalid(*wrong)


async def _days(session: AsyncSession, wish: TracksIn, zone: ZoneInfo) -> tuple[list[Day], Plane | None]:
    days: list[Day] = []
    plane: Plane | None = None
    for i in range((wish.until - wish.since).days + 1):
        on = wish.since + timedelta(days=i)
        midnight = datetime.combine(on, time(), zone)
        window = Window(_at(on, wish.departs, zone), _at(on, wish.arrives, zone))
        fixes = await points(session, vehicle_id=wish.vehicle_id, window=window)
        degrees = np.array([(one.lon, one.lat) for one in fixes], float).reshape(-1, 2)
        if plane is None and fixes:
            plane = Plane(*degrees[0].tolist())
        days.append(
            Day(
                on,
                np.array([(one.time - midnight).total_seconds() for one in fixes]),
                degrees if plane is None else plane.flat(degrees),
                np.array([one.speed_kmh / MPS_TO_KMH for one in fixes]),
            )
        )
    return days, plane


def _at(on: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, moment, zone).astimezone(UTC)


async def _shown(session: AsyncSession, found: Proposed, plane: Plane) -> LineProposal:
    path = plane.degrees(found.path)
    known = await _known(session, path)
    stops = []
    for halt in found.halts:
        lon, lat = plane.degrees(np.array([halt.xy]))[0].tolist()
        stops.append(
            ProposedStop(
                name=_nearest(known, plane, halt.xy), point=_point(lon, lat), offset_s=halt.offset_s, days=halt.days,
                dwell_s=halt.dwell_s,
            )
        )  # fmt: skip
    hours, minutes = divmod(found.departs_s // 60, 60)
    return LineProposal(
        path=geojson_of(path),
        stops=stops,
        departs=f"{hours:02d}:{minutes:02d}",
        days_used=list(found.used),
        days_left_out=[DayLeftOut.model_validate({"day": day, "why": why}) for day, why in found.left_out],
        offsets_are_reckoned=False,
    )


def geojson_of(degrees: Floats) -> dict[str, object]:
    """(n, 2) degrees as a GeoJSON LineString."""
    return {"type": "LineString", "coordinates": degrees.round(7).tolist()}


def _point(lon: float, lat: float) -> Point:
    point = point_at(lon, lat)
    assert point is not None
    return point


async def _known(session: AsyncSession, path: Floats) -> list[tuple[str, float, float]]:
    """(name, lon, lat) of the stops and schools around a path; what hangs at any road side, and so nobody's secret."""
    way = func.ST_SetSRID(func.ST_GeomFromText(shapely.LineString(path).wkt), 4326)
    newest = select(func.max(LineVersion.id)).join(Line).group_by(Line.id)
    stops = select(LineStop.name, LineStop.point).where(
        LineStop.line_version_id.in_(newest), func.ST_DWithin(LineStop.point, way, NEAR_DEG)
    )
    schools = select(Organisation.name, Organisation.point).where(
        Organisation.kind == "school", func.ST_DWithin(Organisation.point, way, NEAR_DEG)
    )
    rows = [*(await session.execute(stops)).all(), *(await session.execute(schools)).all()]
    return [(name, *point.coordinates) for name, element in rows if (point := point_of(element)) is not None]


def _nearest(known: list[tuple[str, float, float]], plane: Plane, xy: tuple[float, float]) -> str | None:
    if not known:
        return None
    there = plane.flat(np.array([one[1:] for one in known], float))
    far = np.hypot(there[:, 0] - xy[0], there[:, 1] - xy[1])
    nearest = int(far.argmin())
    return known[nearest][0] if far[nearest] <= KNOWN_WITHIN_M else None
