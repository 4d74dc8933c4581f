"""HTTP of permits that were granted: the list, one permit, its steps, revocations, signs, papers and letters."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse

from core import audit, files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Paging, allowed
from core.paper.fonts import chinese_font
from core.shapes import BigPathId, Page, PathId, QueryId
from fleet.schemas import QueryText
from permits.desk.files import TAKEN
from permits.desk.letters.paper import letter_pdf
from permits.desk.letters.routes import pdf_file
from permits.desk.routes import Acting
from permits.desk.schemas import Deed
from permits.held import life, listed, penalties, read
from permits.held.listed import HeldFilters
from permits.held.paper import files as papers
from permits.held.paper.letters import letter_of
from permits.held.people import qualifications
from permits.held.people.read import qualification
from permits.held.schemas import (
    HeldDocumentOut,
    HeldPaper,
    HeldPermitDetail,
    HeldPermitOut,
    HeldState,
    HeldStepIn,
    HeldSummary,
    PenaltyIn,
    QualificationDeed,
    QualificationOut,
    QualificationStepIn,
    RenewalListIn,
    RenewedOut,
)
from permits.held.signs import renewals, steps

router = APIRouter(prefix="/permits", tags=["permits held"])
ATTACH = "/permits/documents"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(TAKEN)}}}
Stepper = Annotated[Viewer, Depends(allowed("permit.step"))]
Proposer = Annotated[Viewer, Depends(allowed("penalty.open"))]
Renewer = Annotated[Viewer, Depends(allowed("sign.renew"))]
Endorser = Annotated[Viewer, Depends(allowed("qualification.step"))]


def filters_of(
    state: Annotated[list[HeldState] | None, Query()] = None,
    holder_id: QueryId = None,
    vehicle_id: QueryId = None,
    renewal: bool | None = None,
    sign_ends: bool | None = None,
    penalty: bool | None = None,
    q: QueryText = None,
) -> HeldFilters:
    """What a reader asks of the list: `renewal` is due, the sign ends within thirty days, a revocation is under way."""
    return HeldFilters(tuple(state or ()), holder_id, vehicle_id, renewal, sign_ends, penalty, q)


Asked = Annotated[HeldFilters, Depends(filters_of)]


@router.get("/granted")
async def list_granted(session: Db, hand: Acting, paging: Paging, filters: Asked) -> Page[HeldPermitOut]:
    """Permits, what ends first at the head."""
    return Page.of(*await listed.list_held(session, hand=hand, query=paging, filters=filters))


@router.get("/granted/summary")
async def get_granted_summary(session: Db, hand: Acting) -> HeldSummary:
    """How many permits are in each state, and how many ask for something."""
    return await listed.summary(session, hand=hand)


@router.get("/granted/{granted_id}")
async def get_granted(session: Db, hand: Acting, granted_id: PathId) -> HeldPermitDetail:
    """One permit with all that belongs to it, and what the viewer may do now."""
    found = await read.one_permit(session, hand=hand, permit_id=granted_id)
    assert hand.viewer is not None
    await audit.record_view(
        session,
        viewer=hand.viewer,
        kind="permit",
        id=granted_id,
        since=hand.midnight(hand.today),
        address=hand.address,
    )
    return found


@router.post("/granted/{granted_id}/steps")
async def take_permit_step(
    session: Db, _viewer: Stepper, hand: Acting, granted_id: PathId, body: HeldStepIn
) -> HeldPermitDetail:
    """Take a step of a permit. 409 says what is allowed, or who did what since `version`."""
    await life.take_permit_step(
        session, hand=hand, permit_id=granted_id, name=body.step, version=body.version, deed=_deed(body)
    )
    return await _answer(session, hand, granted_id)


@router.post("/granted/{granted_id}/penalties", status_code=201)
async def open_penalty(
    session: Db, _viewer: Proposer, hand: Acting, granted_id: PathId, body: PenaltyIn
) -> HeldPermitDetail:
    """Propose to revoke a permit (REG 54)."""
    await penalties.open_penalty(session, hand=hand, permit_id=granted_id, reasons=body.reasons)
    return await _answer(session, hand, granted_id)


@router.post("/penalties/{penalty_id}/steps")
async def take_penalty_step(
    session: Db, _viewer: Stepper, hand: Acting, penalty_id: BigPathId, body: HeldStepIn
) -> HeldPermitDetail:
    """Take a step of a revocation; `version` is its own."""
    permit = await penalties.take_penalty_step(
        session, hand=hand, penalty_id=penalty_id, name=body.step, version=body.version, deed=_deed(body)
    )
    return await _answer(session, hand, permit.id)


@router.post("/signs/renewals")
async def renew_signs(session: Db, _viewer: Renewer, hand: Acting, body: RenewalListIn) -> list[RenewedOut]:
    """Signs renewed at one inspection (VEH 62): what became of each line; one that fails keeps no other back."""
    return await renewals.renew_by_list(session, hand=hand, wish=body)


@router.post("/signs/{sign_id}/steps")
async def take_sign_step(
    session: Db, _viewer: Stepper, hand: Acting, sign_id: PathId, body: HeldStepIn
) -> HeldPermitDetail:
    """Take a step of a sign that police have made; `version` is the sign's own."""
    permit = await steps.take_sign_step(
        session, hand=hand, sign_id=sign_id, name=body.step, version=body.version, deed=_deed(body)
    )
    return await _answer(session, hand, permit.id)


@router.get("/drivers/{person_id}/qualification")
async def get_qualification(session: Db, hand: Acting, person_id: PathId) -> QualificationOut:
    """A driver's qualification for school buses."""
    return await qualification(session, hand=hand, person_id=person_id)


@router.post("/drivers/{person_id}/qualification/steps")
async def take_qualification_step(
    session: Db, _viewer: Endorser, hand: Acting, person_id: PathId, body: QualificationStepIn
) -> QualificationOut:
    """Endorse, review or cancel a driver's qualification: police, or the desk by police's paper."""
    deed = QualificationDeed.model_validate(body.model_dump(include=set(QualificationDeed.model_fields)))
    await qualifications.take_qualification_step(
        session, hand=hand, person_id=person_id, name=body.step, version=body.version, deed=deed
    )
    await commit_now(session)
    return await qualification(session, hand=hand, person_id=person_id)


@router.post(ATTACH.removeprefix("/permits"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    _viewer: Stepper,
    hand: Acting,
    request: Request,
    kind: HeldPaper,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    permit_id: QueryId = None,
    person_id: QueryId = None,
) -> HeldDocumentOut:
    """Add a paper of a permit, of a driver, or a list of many: a photograph or a PDF, sent as it is."""
    paper = await papers.attach(
        session, hand=hand, permit_id=permit_id, person_id=person_id, kind=kind, name=name, data=await request.body()
    )
    await commit_now(session)
    return papers.shown_by(paper, hand)


@router.get(ATTACH.removeprefix("/permits") + "/{held_document_id}", response_class=FileResponse)
async def get_document(session: Db, hand: Acting, held_document_id: BigPathId) -> FileResponse:
    """The bytes of a paper, for who may see what it is of."""
    one, path = await papers.document(session, hand=hand, document_id=held_document_id)
    return FileResponse(
        path, media_type=one.media_type, filename=one.name, content_disposition_type="inline", headers=files.HEADERS
    )


@router.get("/granted/{granted_id}/letters/{held_event_id}", response_class=Response)
async def get_letter(
    session: Db, hand: Acting, settings: Conf, granted_id: PathId, held_event_id: BigPathId
) -> Response:
    """The letter of a step in PDF; the first making gives its number and keeps its text. 404 for a step that makes none."""
    font = await asyncio.to_thread(chinese_font, settings)
    said = await letter_of(session, hand=hand, permit_id=granted_id, event_id=held_event_id)
    await commit_now(session)
    made = await asyncio.to_thread(letter_pdf, said, font=font)
    return pdf_file(made, f"{said.title}-{said.number}.pdf")


async def _answer(session: Db, hand: Acting, permit_id: int) -> HeldPermitDetail:
    await commit_now(session)
    return await read.one_permit(session, hand=hand, permit_id=permit_id)


def _deed(body: HeldStepIn) -> Deed:
    return Deed.model_validate(body.model_dump(include=set(Deed.model_fields)))
