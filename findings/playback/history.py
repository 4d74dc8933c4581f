"""What was true of a vehicle in a stretch of time: permits in force, runs, findings, the corridor, when places changed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Parameter
from findings.playback.schemas import ApprovedLine, CorridorThen, History, PermitThen
from findings.service import findings_between
from fleet.geojson import geometry_of
from fleet.models import Line, LineVersion
from fleet.service import stops_of, vehicle
from fleet.tracks import Window
from geofences.models import Place
from permits.models import InForce, Permit, PermitLine, PermitVersion
from rules.parameters import DEFAULTS
from runs.service import runs_between

CORRIDOR = "R26.corridor_m"
MOST_RUNS = 200
MOST_CHANGES = 200


async def history(session: AsyncSession, *, viewer: Viewer, vehicle_id: int, window: Window) -> History:
    """All of it, for who may see the vehicle. Raises Missing."""
    shown = await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    since, until = window.since, window.until
    return History(
        vehicle_id=shown.id,
        plate=shown.plate,
        since=since,
        until=until,
        permits=await _permits(session, vehicle_id, window),
        corridor=await _corridor(session, window),
        runs=await runs_between(session, vehicle_id=vehicle_id, since=since, until=until, most=MOST_RUNS),
        findings=await findings_between(session, viewer=viewer, vehicle_id=vehicle_id, since=since, until=until),
        places_changed=await _places_changed(session, viewer, window),
    )


async def _permits(session: AsyncSession, vehicle_id: int, window: Window) -> list[PermitThen]:
    """In the order in which they ruled. They are shown with the vehicle, as on its card."""
    statement = (
        select(Permit, PermitVersion, InForce.during)
        .join(PermitVersion, PermitVersion.permit_id == Permit.id)
        .join(InForce, InForce.permit_version_id == PermitVersion.id)
        .where(
            InForce.vehicle_id == vehicle_id, InForce.during.overlaps(func.tstzrange(window.since, window.until, "[]"))
        )
        .order_by(func.lower(InForce.during))
    )
    return [
        PermitThen.model_validate(
            {
                "id": permit.id,
                "number": permit.number,
                "version_id": version.id,
                "version": version.version,
                "since": during.lower,
                "until": during.upper,
                "lines": await _lines(session, version.id),
            }
        )
        for permit, version, during in (await session.execute(statement)).all()
    ]


async def _lines(session: AsyncSession, permit_version_id: int) -> list[ApprovedLine]:
    statement = (
        select(Line, LineVersion)
        .join(LineVersion, LineVersion.line_id == Line.id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .where(PermitLine.permit_version_id == permit_version_id)
        .order_by(Line.code)
    )
    own = ("id", "name", "name_en", "direction")
    return [
        ApprovedLine.model_validate(
            {
                **{name: getattr(line, name) for name in own},
                "version_id": version.id,
                "path": geometry_of(version.path),
                "stops": await stops_of(session, line_version_id=version.id),
            }
        )
        for line, version in (await session.execute(statement)).all()
    ]


async def _corridor(session: AsyncSession, window: Window) -> list[CorridorThen]:
    """The dated parameter from the window's beginning on; the program's own value where none was set yet."""
    rows = await session.execute(
        select(Parameter.since, Parameter.value)
        .where(Parameter.name == CORRIDOR, Parameter.since <= window.until)
        .order_by(Parameter.since)
    )
    begins, later = DEFAULTS[CORRIDOR][0], []
    for since, value in rows:
        if since <= window.since:
            begins = value
        else:
            later.append(CorridorThen(since=since, corridor_m=value))
    return [CorridorThen(since=window.since, corridor_m=begins), *later]


async def _places_changed(session: AsyncSession, viewer: Viewer, window: Window) -> list[datetime]:
    found: set[datetime] = set()
    for bound in (func.lower(Place.during), func.upper(Place.during)):
        statement: Any = select(bound).where(visible(viewer, "place"), bound > window.since, bound <= window.until)
        found |= {moment.astimezone(UTC) for moment in await session.scalars(statement.distinct().limit(MOST_CHANGES))}
    return sorted(found)
