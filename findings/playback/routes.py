"""HTTP of a vehicle's past: its track in columns, and what was true meanwhile."""

from datetime import timedelta

from fastapi import APIRouter, Response

from core import clock
from core.deps import Conf, Db, Me
from core.shapes import PathId, Utc
from findings.evidence.read import kept_between
from findings.playback import history, track
from findings.playback.columns import Columns, joined
from findings.playback.schemas import History, TrackColumns
from fleet import service, tracks

router = APIRouter(tags=["playback"])
JSON = "application/json"


@router.get("/vehicles/{vehicle_id}/track", response_class=Response, responses={200: {"model": TrackColumns}})
async def get_track(
    session: Db,
    viewer: Me,
    settings: Conf,
    vehicle_id: PathId,
    since: Utc | None = None,
    until: Utc | None = None,
    limits: bool = False,
) -> Response:
    """Where a vehicle was from `since` to `until` (the last 24 hours, if not said) in columns; `limits`: how fast it might go.

    Of a time whose tracks are dropped it is what was kept with findings.
    """
    await service.vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    window = tracks.window(since, until, clock.now() + timedelta(seconds=settings.future_max_s))
    await tracks.refuse_too_many(session, vehicle_id=vehicle_id, window=window)
    columns = await track.columns_of(session, vehicle_id=vehicle_id, window=window)
    kept: list[Columns] = []
    if window.since < clock.now() - timedelta(days=settings.track_retention_days):
        kept = await kept_between(session, viewer=viewer, vehicle_id=vehicle_id, window=window)
    body = await track.answer(
        session,
        columns=joined([columns, *kept]) if kept else columns,
        order=await track.devices_in_order(session, vehicle_id=vehicle_id, window=window),
        settings=settings,
        with_limits=limits,
        source="evidence" if kept else "tracks",
    )
    return Response(body, media_type=JSON)


@router.get("/vehicles/{vehicle_id}/history")
async def get_history(
    session: Db, viewer: Me, settings: Conf, vehicle_id: PathId, since: Utc | None = None, until: Utc | None = None
) -> History:
    """What was true of a vehicle from `since` to `until`: permits, runs, findings, the corridor, when places changed."""
    window = tracks.window(since, until, clock.now() + timedelta(seconds=settings.future_max_s))
    return await history.history(session, viewer=viewer, vehicle_id=vehicle_id, window=window)
