"""HTTP of the public report page: no login. The code is never in an address, so no log has it."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from sqlalchemy.exc import IntegrityError

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, caller_of
from core.files import PHOTOS as PHOTO_TYPES
from core.photos.room import received
from core.problems import locale_of
from core.settings import Settings
from findings.reports.models import PublicReport
from findings.reports.public import intake, limits, ticket
from findings.reports.public.schemas import Asked, Code, FormOut, Gone, Number, PhotosOut, Receipt, ReportIn, StatusOut
from findings.reports.term import WORKING_DAYS

router = APIRouter(prefix="/public", tags=["public"])
PHOTOS = "/public/report-photos"
A_PHOTO = {"requestBody": {"required": True, "content": {media: {} for media in sorted(PHOTO_TYPES)}}}


@router.get("/report-form")
async def open_form(settings: Conf) -> FormOut:
    """A ticket for one report, good for a day, and what the page must say before anything is typed. Nothing is kept of it."""
    return FormOut(
        ticket=ticket.issue(settings, clock.now()),
        least_s=settings.report_form_least_s,
        photos_max=settings.report_photos_max,
        photo_max_bytes=settings.attachment_max_bytes,
        contact_days=settings.report_contact_days,
        photo_days=settings.report_photo_days,
        refused_photo_days=settings.report_refused_photo_days,
        untouched_days=settings.report_untouched_days,
        working_days=WORKING_DAYS,
    )


@router.post("/reports", status_code=201)
async def send_report(session: Db, settings: Conf, request: Request, told: ReportIn) -> Receipt:
    """Send a report. The same form sent again answers with the same receipt. 409 `form_expired`, 429 with Retry-After."""
    now = clock.now()
    receipt = await intake.known_receipt(session, given=told.ticket, settings=settings)
    if receipt is not None:
        return receipt
    ticket.check(told.ticket, settings, now)
    intake.check_time(told.happened_at, now)
    await commit_now(session)
    async with request.app.state.bulkhead.turn():
        await limits.count_report(request.app.state.sessions, settings, caller_of(request).address)
    try:
        return await intake.receive(session, told=told, locale=locale_of(request), now=now, settings=settings)
    except IntegrityError:  # the same form, sent a second time at the same moment
        await session.rollback()
        receipt = await intake.known_receipt(session, given=told.ticket, settings=settings)
        if receipt is None:
            raise
        return receipt


@router.post(PHOTOS.removeprefix("/public"), openapi_extra=A_PHOTO)
async def send_photo(
    session: Db,
    settings: Conf,
    request: Request,
    number: Annotated[Number, Query()],
    x_report_code: Annotated[Code, Header()],
) -> PhotosOut:
    """Add a photograph to one's own report, as it is; it is drawn anew, so that nothing is kept but its pixels.

    One that is not taken counts as a code that did not fit. 429 with Retry-After when too many are sent at once.
    """
    now, room = clock.now(), request.app.state.darkroom
    with room.place():
        report, attempt = await _own(session, request, settings, number, x_report_code)
        await intake.may_add_photo(session, report=report, now=now, settings=settings)
        await commit_now(session)
        developed = await room.develop(await received(request))
        added = await intake.add_photo(session, report_id=report.id, developed=developed, now=now, settings=settings)
        await commit_now(session)
        await limits.take_back(request.app.state.sessions, attempt)
        return added


@router.post("/report-status")
async def ask_status(session: Db, settings: Conf, request: Request, asked: Asked) -> StatusOut:
    """How a report stands, for who has its code."""
    report = await _fits(session, request, settings, asked)
    return await intake.status(session, report=report, now=clock.now(), settings=settings)


@router.post("/report-contact-removal")
async def remove_contact(session: Db, settings: Conf, request: Request, asked: Asked) -> Gone:
    """Delete how the reporter may be reached."""
    report = await _fits(session, request, settings, asked)
    await intake.forget_contact(session, report=report)
    return Gone()


async def _fits(session: Db, request: Request, settings: Settings, asked: Asked) -> PublicReport:
    """The report of number and code; each that does not fit is counted. Raises Missing, TooMany."""
    report, attempt = await _own(session, request, settings, asked.number, asked.code)
    await commit_now(session)  # its connection is free before another is asked for
    await limits.take_back(request.app.state.sessions, attempt)
    return report


async def _own(session: Db, request: Request, settings: Settings, number: str, code: str) -> tuple[PublicReport, int]:
    """The report of number and code, and the count of this attempt, to be taken back. Raises Missing, TooMany."""
    async with request.app.state.bulkhead.turn():
        attempt = await limits.count_guess(request.app.state.sessions, settings, caller_of(request).address)
    return await intake.found(session, number=number, code=code), attempt
