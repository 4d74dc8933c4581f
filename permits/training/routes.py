"""HTTP of training: courses, plans, sessions with their steps, certificates, the figure of who is trained."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse

from core import files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Paging, allowed, origin_of
from core.paper.fonts import chinese_font
from core.shapes import BIGINT_MAX, BigPathId, Page, QueryId
from permits.desk.files import TAKEN
from permits.desk.routes import Acting
from permits.training import act, certificates, read, reminders, service
from permits.training.paper import certificate_pdf
from permits.training.schemas import (
    CertificateOut,
    CourseIn,
    CourseOut,
    Coverage,
    Deed,
    Endings,
    PlanIn,
    PlanOut,
    SessionDetail,
    SessionIn,
    SessionOut,
    State,
    StepIn,
    TokenOut,
    WithdrawalIn,
)

router = APIRouter(prefix="/training", tags=["training"])
ATTACH = "/training/papers"
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(TAKEN)}}}
Organiser = Annotated[Viewer, Depends(allowed("training.organise"))]
Bureau = Annotated[Viewer, Depends(allowed("training.lay_down"))]


@router.get("/coverage")
async def get_coverage(session: Db, hand: Acting) -> Coverage:
    """Of the people whom the viewer may see, by organisation and kind: how many hold a training that is valid today."""
    assert hand.viewer is not None
    return await reminders.coverage(session, viewer=hand.viewer, today=hand.today)


@router.get("/endings")
async def get_endings(session: Db, hand: Acting) -> Endings:
    """Whose training ends within thirty days or has ended, with the reminders that were given."""
    assert hand.viewer is not None
    return await reminders.endings(session, viewer=hand.viewer, today=hand.today)


@router.get("/courses")
async def list_courses(session: Db, hand: Acting) -> list[CourseOut]:
    """The courses that the bureau laid down."""
    return await service.list_courses(session, hand=hand)


@router.post("/courses", status_code=201)
async def add_course(session: Db, _viewer: Bureau, hand: Acting, body: CourseIn) -> CourseOut:
    """Lay down a course."""
    return await service.add_course(session, hand=hand, wish=body)


@router.get("/plans")
async def list_plans(session: Db, hand: Acting) -> list[PlanOut]:
    """Plans of the bureau and one's own."""
    return await service.list_plans(session, hand=hand)


@router.post("/plans", status_code=201)
async def add_plan(session: Db, _viewer: Organiser, hand: Acting, body: PlanIn) -> list[PlanOut]:
    """Make a plan of a year."""
    await service.add_plan(session, hand=hand, wish=body)
    return await service.list_plans(session, hand=hand)


@router.get("/sessions")
async def list_sessions(
    session: Db,
    hand: Acting,
    paging: Paging,
    state: Annotated[list[State] | None, Query()] = None,
    plan_id: QueryId = None,
) -> Page[SessionOut]:
    """Sessions, the latest first."""
    found = await read.list_sessions(session, hand=hand, query=paging, states=tuple(state or ()), plan_id=plan_id)
    return Page.of(*found)


@router.post("/sessions", status_code=201)
async def plan_session(session: Db, _viewer: Organiser, hand: Acting, body: SessionIn) -> SessionDetail:
    """Plan a session."""
    made = await service.plan_session(session, hand=hand, wish=body)
    return await read.one_session(session, hand=hand, session_id=made)


@router.get("/sessions/{training_session_id}")
async def get_session(session: Db, hand: Acting, training_session_id: BigPathId) -> SessionDetail:
    """One session with its list, its life, and what the viewer may do now."""
    return await read.one_session(session, hand=hand, session_id=training_session_id)


@router.get("/sessions/{training_session_id}/door")
async def get_door(session: Db, hand: Acting, training_session_id: BigPathId) -> TokenOut:
    """What the projector's QR holds now; it changes every thirty seconds."""
    return await read.door_of(session, hand=hand, session_id=training_session_id)


@router.post("/sessions/{training_session_id}/steps")
async def take_step(
    session: Db, _viewer: Organiser, hand: Acting, training_session_id: BigPathId, body: StepIn
) -> SessionDetail:
    """Take a step. 409 says what is allowed, or who did what since `version`."""
    deed = Deed.model_validate(body.model_dump(include=set(Deed.model_fields)))
    await act.take_step(
        session, hand=hand, session_id=training_session_id, name=body.step, version=body.version, deed=deed
    )
    await commit_now(session)
    return await read.one_session(session, hand=hand, session_id=training_session_id)


@router.post(ATTACH.removeprefix("/training"), openapi_extra=A_FILE, status_code=201)
async def attach(
    session: Db,
    _viewer: Organiser,
    hand: Acting,
    request: Request,
    session_id: Annotated[int, Query(ge=1, le=BIGINT_MAX)],
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> SessionDetail:
    """Add a photographed sheet of signatures, as it is; what it is, its content says."""
    await act.attach(session, hand=hand, session_id=session_id, name=name, data=await request.body())
    await commit_now(session)
    return await read.one_session(session, hand=hand, session_id=session_id)


@router.get(ATTACH.removeprefix("/training") + "/{document_id}", response_class=FileResponse)
async def get_paper(session: Db, hand: Acting, document_id: BigPathId) -> FileResponse:
    """The bytes of a sheet, for who may see its session."""
    one, path = await act.paper_file(session, hand=hand, paper_id=document_id)
    return FileResponse(
        path, media_type=one.media_type, filename=one.name, content_disposition_type="inline", headers=files.HEADERS
    )


@router.get("/certificates")
async def list_certificates(
    session: Db, hand: Acting, paging: Paging, person_id: QueryId = None
) -> Page[CertificateOut]:
    """Certificates, the newest first."""
    assert hand.viewer is not None
    return Page.of(
        *await certificates.list_certificates(
            session, viewer=hand.viewer, query=paging, today=hand.today, person_id=person_id
        )
    )


@router.post("/certificates/{training_certificate_id}/withdrawal")
async def withdraw(
    session: Db, _viewer: Bureau, hand: Acting, training_certificate_id: BigPathId, body: WithdrawalIn
) -> CertificateOut:
    """Take a certificate back, with the reason."""
    return await certificates.withdraw(session, hand=hand, certificate_id=training_certificate_id, reason=body.reason)


@router.get("/certificates/{training_certificate_id}/certificate.pdf", response_class=Response)
async def get_certificate(session: Db, hand: Acting, settings: Conf, training_certificate_id: BigPathId) -> Response:
    """The certificate in PDF, with a QR by which anybody can check it."""
    assert hand.viewer is not None
    one = await certificates.certificate(
        session, viewer=hand.viewer, certificate_id=training_certificate_id, today=hand.today
    )
    issuer = await certificates.issuer_of(session, training_certificate_id)
    font = await asyncio.to_thread(chinese_font, settings)
    url = f"{origin_of(settings)}/certificate/{one.number}"
    made = await asyncio.to_thread(certificate_pdf, one, issuer=issuer, url=url, font=font)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'培训合格证-{one.number}.pdf', safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(made, media_type="application/pdf", headers=headers)
