"""HTTP of the permit desk: drafts, the work list, one file, its steps, its opinions, its papers, its sign."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse

from core import audit, clock, files
from core.access import Viewer
from core.calendar import load_calendar
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import BIGINT_MAX, BigPathId, Page, QueryId
from fleet.schemas import QueryText
from permits.desk import act, opinions, read, service, signs
from permits.desk import files as papers
from permits.desk.happening import Hand
from permits.desk.read import Filters
from permits.desk.schemas import (
    ApplicationDetail,
    ApplicationIn,
    ApplicationOut,
    Deed,
    DraftIn,
    Kind,
    Office,
    Paper,
    State,
    StepIn,
    Summary,
)

router = APIRouter(prefix="/applications", tags=["applications"])
ATTACH = "/applications/documents"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(papers.TAKEN)}}}
ApplicationQuery = Annotated[int, Query(ge=1, le=BIGINT_MAX)]
Applicant = Annotated[Viewer, Depends(allowed("application.begin"))]
Stepper = Annotated[Viewer, Depends(allowed("application.step"))]


def filters_of(
    state: Annotated[list[State] | None, Query()] = None,
    kind: Annotated[list[Kind] | None, Query()] = None,
    applicant_id: QueryId = None,
    vehicle_id: QueryId = None,
    office: Office | None = None,
    overdue: bool | None = None,
    q: QueryText = None,
) -> Filters:
    """What a reader asks of the work list; `office`: what this office is asked for and has not answered."""
    return Filters(tuple(state or ()), tuple(kind or ()), applicant_id, vehicle_id, office, overdue, q)


async def hand_of(session: Db, viewer: Me, settings: Conf, request: Request) -> Hand:
    """Who acts, now, by the calendar as it is."""
    return Hand(
        viewer, clock.now(), clock.today(settings.zone), settings.zone, settings, await load_calendar(session),
        caller_of(request).address,
    )  # fmt: skip


Acting = Annotated[Hand, Depends(hand_of)]
Asked = Annotated[Filters, Depends(filters_of)]


@router.get("")
async def list_applications(session: Db, hand: Acting, paging: Paging, filters: Asked) -> Page[ApplicationOut]:
    """The work list: what is due first at the head."""
    return Page.of(*await read.list_applications(session, hand=hand, query=paging, filters=filters))


@router.get("/summary")
async def get_summary(session: Db, hand: Acting) -> Summary:
    """How many applications are in each state, over time, and soon due."""
    return await read.summary(session, hand=hand)


@router.post("", status_code=201)
async def begin(session: Db, _viewer: Applicant, hand: Acting, body: ApplicationIn) -> ApplicationDetail:
    """Begin a draft."""
    made = await service.begin(session, hand=hand, wish=body)
    return await read.one_application(session, hand=hand, application_id=made.id)


@router.post(ATTACH.removeprefix("/applications"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    _viewer: Stepper,
    hand: Acting,
    request: Request,
    application_id: ApplicationQuery,
    kind: Paper,
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> ApplicationDetail:
    """Add a paper: a photograph or a PDF, sent as it is; what it is, its content says."""
    await papers.attach(
        session, hand=hand, application_id=application_id, kind=kind, name=name, data=await request.body()
    )
    await commit_now(session)
    return await read.one_application(session, hand=hand, application_id=application_id)


@router.get(ATTACH.removeprefix("/applications") + "/{document_id}", response_class=FileResponse)
async def get_document(session: Db, hand: Acting, settings: Conf, document_id: BigPathId) -> FileResponse:
    """The bytes of a paper, for who may see its application."""
    one, path = await papers.document(session, hand=hand, document_id=document_id, settings=settings)
    return FileResponse(
        path, media_type=one.media_type, filename=one.name, content_disposition_type="inline", headers=files.HEADERS
    )


@router.get("/{application_id}")
async def get_application(session: Db, hand: Acting, application_id: BigPathId) -> ApplicationDetail:
    """One file with its clocks, opinions, papers, sign and life, and what the viewer may do now; who sees it is kept."""
    found = await read.one_application(session, hand=hand, application_id=application_id)
    assert hand.viewer is not None
    await audit.record_view(
        session,
        viewer=hand.viewer,
        kind="application",
        id=application_id,
        since=hand.midnight(hand.today),
        address=hand.address,
    )
    return found


@router.put("/{application_id}/draft")
async def keep_draft(
    session: Db, _viewer: Applicant, hand: Acting, application_id: BigPathId, body: DraftIn
) -> ApplicationDetail:
    """Keep a draft as it is now. 409 when it was changed elsewhere, or is received and no draft any more."""
    await service.keep_draft(session, hand=hand, application_id=application_id, draft=body)
    await commit_now(session)
    return await read.one_application(session, hand=hand, application_id=application_id)


@router.post("/{application_id}/steps")
async def take_step(
    session: Db, _viewer: Stepper, hand: Acting, application_id: BigPathId, body: StepIn
) -> ApplicationDetail:
    """Take a step. 409 says what is allowed, or who did what since `version`."""
    await act.take_step(
        session, hand=hand, application_id=application_id, name=body.step, version=body.version, deed=_deed(body)
    )
    await commit_now(session)
    return await read.one_application(session, hand=hand, application_id=application_id)


@router.post("/{application_id}/opinions/{office}/steps")
async def take_opinion_step(
    session: Db,
    _viewer: Stepper,
    hand: Acting,
    application_id: BigPathId,
    office: Office,
    body: StepIn,
) -> ApplicationDetail:
    """Take a step of an office's opinion; `version` is the application's."""
    await opinions.take_opinion_step(
        session, hand=hand, application_id=application_id, office=office, name=body.step, version=body.version,
        deed=_deed(body),
    )  # fmt: skip
    await commit_now(session)
    return await read.one_application(session, hand=hand, application_id=application_id)


@router.post("/signs/{sign_file_id}/steps")
async def take_sign_step(
    session: Db, _viewer: Stepper, hand: Acting, sign_file_id: BigPathId, body: StepIn
) -> ApplicationDetail:
    """Take a step of a sign; `version` is the sign's own."""
    one = await signs.take_sign_step(
        session, hand=hand, sign_file_id=sign_file_id, name=body.step, version=body.version, deed=_deed(body)
    )
    application_id = one.id
    await commit_now(session)
    return await read.one_application(session, hand=hand, application_id=application_id)


def _deed(body: StepIn) -> Deed:
    return Deed.model_validate(body.model_dump(include=set(Deed.model_fields)))
