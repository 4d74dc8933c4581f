"""HTTP of "why was nothing raised?": asked of a bus and a moment, answered by judging its stored fixes again."""

from datetime import datetime, timedelta

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.deps import Conf, Db, Me
from core.shapes import PathId, Utc
from findings.why.schemas import Why
from findings.why.service import Question, why
from fleet.service import vehicle
from gps_ingest.decode.jt808.items import warnings
from gps_ingest.models import UpTime

router = APIRouter(tags=["findings"])
LOOKED_BACK = timedelta(hours=5)


@router.get("/vehicles/{vehicle_id}/why")
async def get_why(session: Db, viewer: Me, settings: Conf, vehicle_id: PathId, at: Utc | None = None) -> Why:
    """What each rule saw of a bus at a moment (now if none is given), and why it raised nothing or something."""
    shown = await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    moment = min(at or clock.now(), clock.now())
    up = await _up(session, moment)
    return await why(settings, Question(vehicle_id, shown.plate, moment, up, warnings))


async def _up(session: AsyncSession, at: datetime) -> list[tuple[float, float]]:
    """When our doors were open before a moment; whichever share is the vehicle's, a break of one is a break."""
    rows = await session.execute(
        select(UpTime.since, UpTime.until).where(UpTime.until >= at - LOOKED_BACK, UpTime.since <= at)
    )
    return sorted((since.timestamp(), until.timestamp()) for since, until in rows)
