"""HTTP of drawn lines: as approved, as asked for, proposed from tracks or from a file."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import INT_MAX, Page, PathId, QueryId
from fleet import service as fleet
from fleet.schemas import Direction, LineDetail
from geofences.imports.datum import Datum
from permits.lines import service
from permits.lines.imports import MEDIA_TYPES, proposal_of
from permits.lines.schemas import LineIn, LinePlan, LineProposal, TracksIn, VersionIn
from permits.lines.tracks import propose_from_tracks

router = APIRouter(prefix="/lines", tags=["lines"])
IMPORT = "/lines/import"
BODY_MAX_BYTES = 8 * 1024 * 1024
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(MEDIA_TYPES)}}}
Drawer = Annotated[Viewer, Depends(allowed("line.draw"))]


@router.get("/details")
async def list_line_details(
    session: Db, viewer: Me, paging: Paging, school_id: QueryId = None, direction: Direction | None = None
) -> Page[LineDetail]:
    """Lines with the paths and stops of what is approved, as a map shows them."""
    found = await fleet.list_line_details(
        session, viewer=viewer, query=paging, school_id=school_id, direction=direction, of=service.approved()
    )
    return Page.of(*found)


@router.post("", status_code=201)
async def draw_line(session: Db, viewer: Drawer, request: Request, body: LineIn) -> LinePlan:
    """Draw a line. It rules nothing until a permit names its version."""
    return await service.draw(session, viewer=viewer, wish=body, address=caller_of(request).address)


@router.post("/proposals")
async def propose_line(session: Db, viewer: Drawer, settings: Conf, body: TracksIn) -> LineProposal:
    """A line as a bus drove it: its path, stops where it stood, its times. Nothing is kept."""
    return await propose_from_tracks(session, viewer=viewer, wish=body, zone=settings.zone)


@router.post(IMPORT.removeprefix("/lines"), openapi_extra=A_FILE)
async def read_line(_viewer: Drawer, request: Request, datum: Datum = "wgs84") -> LineProposal:
    """A line out of a file: its longest path, its points as stops. Nothing is kept."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return await asyncio.to_thread(proposal_of, await request.body(), media_type, datum)


@router.get("/{line_id}")
async def get_line(session: Db, viewer: Me, line_id: PathId) -> LineDetail:
    """A line with the path and the stops that are approved."""
    return await fleet.line_detail(session, viewer=viewer, line_id=line_id, of=service.approved())


@router.get("/{line_id}/plan")
async def get_plan(session: Db, viewer: Me, line_id: PathId) -> LinePlan:
    """A line's newest version, approved or only asked for, with its times: what is drawn on."""
    return await service.plan_of(session, viewer=viewer, line_id=line_id)


@router.post("/{line_id}/versions", status_code=201)
async def draw_version(
    session: Db,
    viewer: Drawer,
    request: Request,
    line_id: PathId,
    after: Annotated[int, Query(ge=0, le=INT_MAX)],
    body: VersionIn,
) -> LinePlan:
    """Draw a line's next version. 409 when another one than `after` is the newest."""
    return await service.draw_next(
        session, viewer=viewer, line_id=line_id, after=after, wish=body, address=caller_of(request).address
    )
