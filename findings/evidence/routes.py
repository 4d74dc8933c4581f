"""HTTP of the track that is kept with a finding."""

from uuid import UUID

from fastapi import APIRouter, Response

from core.deps import Conf, Db, Me
from findings.evidence.read import track_of
from findings.playback import track
from findings.playback.schemas import TrackColumns

router = APIRouter(tags=["findings"])


@router.get("/findings/{finding_id}/track", response_class=Response, responses={200: {"model": TrackColumns}})
async def get_finding_track(
    session: Db, viewer: Me, settings: Conf, finding_id: UUID, limits: bool = False
) -> Response:
    """The fixes from before a finding to after it: as kept with it, whatever became of the tracks."""
    found = await track_of(session, viewer=viewer, finding_id=finding_id)
    order = await track.devices_in_order(session, vehicle_id=found.vehicle_id, window=found.window)
    body = await track.answer(
        session,
        columns=found.columns,
        order=order,
        settings=settings,
        with_limits=limits,
        source="tracks" if found.sha256 is None else "evidence",
        sha256=found.sha256,
    )
    return Response(body, media_type="application/json")
