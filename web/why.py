"""HTTP of "why was nothing raised?": asked of a bus and a moment, answered by judging its stored fixes again."""

from fastapi import APIRouter, Request

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, Me
from core.shapes import PathId
from findings.access import BUREAU
from findings.why.schemas import Why
from findings.why.service import Question, why
from fleet.schemas import TimeInReach
from fleet.service import vehicle
from gps_ingest.decode.jt808.items import warnings
from gps_ingest.uptime import up_times

router = APIRouter(tags=["findings"])
LOOKED_BACK_S = 5 * 3600.0


@router.get("/vehicles/{vehicle_id}/why")
async def get_why(
    request: Request, session: Db, viewer: Me, settings: Conf, vehicle_id: PathId, at: TimeInReach | None = None
) -> Why:
    """What each rule saw of a bus at a moment (now if none is given), and why it raised nothing or something.

    Of rules in trial or off the bureau alone is told. Few are answered at once; who comes when more wait is told when to ask
    again (429).
    """
    shown = await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    moment = min(at or clock.now(), clock.now())
    up = await up_times(settings.database_url, moment.timestamp() - LOOKED_BACK_S, moment.timestamp())
    await commit_now(session)  # who waits for his turn holds no connection
    async with request.app.state.replays.turn():
        answer = await why(settings, Question(vehicle_id, shown.plate, moment, up, warnings))
    if viewer.role in BUREAU:
        return answer
    return answer.model_copy(update={"rules": [rule for rule in answer.rules if rule.mode == "on"]})
