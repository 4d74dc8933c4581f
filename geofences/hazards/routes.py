"""HTTP of the hazard ledger: the list, one, opening one, its steps, its files, the table for the office's own books."""

import asyncio
from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse

from core import clock, files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.problems import locale_of
from core.shapes import BigPathId, Page, QueryId
from fleet.schemas import QueryText
from geofences.hazards import act, export, read
from geofences.hazards import files as attachments
from geofences.hazards.read import Filters
from geofences.hazards.report import report
from geofences.hazards.schemas import (
    Deed,
    Grade,
    HazardDetail,
    HazardIn,
    HazardOut,
    Purpose,
    State,
    StepIn,
    SubjectKind,
)  # fmt: skip

router = APIRouter(prefix="/hazards", tags=["hazards"])
ATTACH = "/hazards/attachments"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(files.MEDIA_TYPES)}}}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HazardQuery = Annotated[int, Query(ge=1, le=2**63 - 1)]
Worker = Annotated[Viewer, Depends(allowed("hazard.step"))]


def filters_of(
    kind: Annotated[list[SubjectKind] | None, Query()] = None,
    grade: Annotated[list[Grade] | None, Query()] = None,
    state: Annotated[list[State] | None, Query()] = None,
    overdue: bool | None = None,
    level: Annotated[int | None, Query(ge=0, le=2)] = None,
    subject_id: QueryId = None,
    owner_id: QueryId = None,
    place_key: UUID | None = None,
    q: QueryText = None,
) -> Filters:
    """What a reader asks of the ledger; `level` at least so far raised and not over."""
    return Filters(
        tuple(kind or ()), tuple(grade or ()), tuple(state or ()), overdue, level, subject_id, owner_id, place_key, q
    )


Asked = Annotated[Filters, Depends(filters_of)]


@router.get("")
async def list_hazards(session: Db, viewer: Me, settings: Conf, paging: Paging, filters: Asked) -> Page[HazardOut]:
    """Hazards, what is due first."""
    today = clock.today(settings.zone)
    return Page.of(*await read.list_hazards(session, viewer=viewer, query=paging, filters=filters, today=today))


@router.post("", status_code=201)
async def open_hazard(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("hazard.open"))],
    settings: Conf,
    request: Request,
    body: HazardIn,
) -> HazardDetail:
    """Enter a hazard."""
    now = clock.now()
    made = await report(session, viewer=viewer, wish=body, now=now, address=caller_of(request).address)
    return await _shown(session, viewer, settings, made.id)


@router.get("/ledger", response_class=Response)
async def get_ledger(
    session: Db, viewer: Me, settings: Conf, request: Request, filters: Asked, form: Literal["csv", "xlsx"] = "csv"
) -> Response:
    """The ledger as a table, filtered as the list is."""
    today, locale = clock.today(settings.zone), locale_of(request)
    rows = await export.rows_of(session, viewer=viewer, filters=filters, today=today, zone=settings.zone, locale=locale)
    name = quote(f"{export.SHEET.of(locale)}-{today:%Y%m%d}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if form == "csv":
        return Response(export.as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)
    return Response(await asyncio.to_thread(export.as_xlsx, rows, locale), media_type=XLSX, headers=headers)


@router.post(ATTACH.removeprefix("/hazards"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    viewer: Worker,
    settings: Conf,
    request: Request,
    hazard_id: HazardQuery,
    purpose: Purpose,
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> HazardDetail:
    """Add a photograph, a PDF or a sound, sent as it is; what it is, its content says."""
    await attachments.attach(
        session, viewer=viewer, hazard_id=hazard_id, purpose=purpose, name=name, data=await request.body(),
        now=clock.now(), settings=settings, address=caller_of(request).address,
    )  # fmt: skip
    await commit_now(session)
    return await _shown(session, viewer, settings, hazard_id)


@router.get(ATTACH.removeprefix("/hazards") + "/{hazard_attachment_id}", response_class=FileResponse)
async def get_attachment(session: Db, viewer: Me, settings: Conf, hazard_attachment_id: BigPathId) -> FileResponse:
    """The bytes of a file, for who may see its hazard."""
    one, path = await attachments.attachment(
        session, viewer=viewer, attachment_id=hazard_attachment_id, settings=settings
    )
    return FileResponse(
        path, media_type=one.media_type, filename=one.name, content_disposition_type="inline", headers=files.HEADERS
    )


@router.get("/{hazard_id}")
async def get_hazard(session: Db, viewer: Me, settings: Conf, hazard_id: BigPathId) -> HazardDetail:
    """One hazard with its life, its files, and what the viewer may do now."""
    return await _shown(session, viewer, settings, hazard_id)


@router.post("/{hazard_id}/steps")
async def take_step(
    session: Db, viewer: Worker, settings: Conf, request: Request, hazard_id: BigPathId, body: StepIn
) -> HazardDetail:
    """Take a step. 409 says what is allowed, who did what since `version`, or that another person must verify (R58)."""
    await act.take_step(
        session, viewer=viewer, hazard_id=hazard_id, name=body.step, version=body.version,
        deed=Deed.model_validate(body.model_dump(include=set(Deed.model_fields))), now=clock.now(), zone=settings.zone,
        address=caller_of(request).address,
    )  # fmt: skip
    await commit_now(session)
    return await _shown(session, viewer, settings, hazard_id)


async def _shown(session: Db, viewer: Viewer, settings: Conf, hazard_id: int) -> HazardDetail:
    return await read.one_hazard(
        session, viewer=viewer, hazard_id=hazard_id, now=clock.now(), today=clock.today(settings.zone)
    )
