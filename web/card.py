"""The card of a bus: all that the drawer beside the map shows, put together from the rooms."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.deps import Conf, Db, Me
from core.settings import Settings
from core.shapes import Out, PathId, Utc
from findings.limits import limits_kmh
from findings.schemas import FindingOut
from findings.service import open_findings
from fleet import tracks
from fleet.models import VehicleState
from fleet.people import PersonOut
from fleet.schemas import VehicleOut
from fleet.service import vehicle
from permits.schemas import PermitOnCard, SignOut
from permits.service import permit_of, sign_of
from runs.schemas import RunDetail
from runs.service import run_of
from web.live_hub import Hub

CHART = timedelta(minutes=10)
KMH = 3.6

router = APIRouter(tags=["fleet"])


class ChartPoint(Out):
    """Speed at a moment, and the limit that holds there with pupils aboard."""

    time: Utc
    speed_kmh: float
    limit_kmh: float | None


class Card(Out):
    """Everything about one bus; each part null where there is none. `last_heard` is when the last fix reached us.

    Whoever may see the bus may see who is on duty on it: by name and with a masked telephone number, nothing more of them.
    """

    vehicle: VehicleOut
    state: str | None
    fix_time: Utc | None
    last_heard: Utc | None
    speed_kmh: float | None
    driver: PersonOut | None
    attendant: PersonOut | None
    permit: PermitOnCard | None
    sign: SignOut | None
    run: RunDetail | None
    chart: list[ChartPoint]
    open_findings: list[FindingOut]


@router.get("/vehicles/{vehicle_id}/card")
async def get_card(session: Db, viewer: Me, settings: Conf, request: Request, vehicle_id: PathId) -> Card:
    """The card of a bus that the viewer may see."""
    now = clock.now()
    shown = await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    state = await session.scalar(select(VehicleState).where(VehicleState.vehicle_id == vehicle_id))
    run = await run_of(session, vehicle_id=vehicle_id, at=now)
    fix_time = None if state is None else state.fix_time
    heard = None if fix_time is None else await tracks.last_received(session, vehicle_id=vehicle_id, fix_time=fix_time)
    hub: Hub = request.app.state.hub
    return Card(
        vehicle=shown,
        state=hub.state.shown_of(vehicle_id) or (None if state is None else state.state),
        fix_time=fix_time,
        last_heard=heard or fix_time,
        speed_kmh=None if state is None or state.speed_mps is None else round(state.speed_mps * KMH, 1),
        driver=None if run is None else run.driver,
        attendant=None if run is None else run.attendant,
        permit=await permit_of(session, vehicle_id=vehicle_id, at=now, zone=settings.zone),
        sign=await sign_of(session, vehicle_id=vehicle_id, at=now),
        run=run,
        chart=await _chart(session, vehicle_id, now, settings),
        open_findings=await open_findings(session, viewer=viewer, vehicle_id=vehicle_id),
    )


async def _chart(session: AsyncSession, vehicle_id: int, now: datetime, settings: Settings) -> list[ChartPoint]:
    window = tracks.Window(now - CHART, now + timedelta(seconds=settings.future_max_s))
    points = await tracks.points(session, vehicle_id=vehicle_id, window=window)
    limits = await limits_kmh(session, points=points, settings=settings)
    return [
        ChartPoint(time=point.time, speed_kmh=point.speed_kmh, limit_kmh=limit)
        for point, limit in zip(points, limits, strict=True)
    ]
