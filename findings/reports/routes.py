"""HTTP of the offices' inbox of public reports: the list with its clock, one, its steps, the contact, photographs, working days."""

from typing import Annotated

import chinese_calendar
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse

from core import clock
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.photos.drawing import KEPT_AS
from core.shapes import BigPathId, Page
from findings.reports import act, inbox, term
from findings.reports.public.darkroom import HEADERS
from findings.reports.schemas import (
    ContactIn,
    ContactOut,
    Deed,
    Kind,
    ReportClock,
    ReportDetail,
    ReportOut,
    State,
    StepIn,
    WorkingDayIn,
    WorkingDayOut,
    WorkingDays,
)
from fleet.schemas import QueryText

router = APIRouter(tags=["reports"])
LAST_KNOWN = max(chinese_calendar.constants.holidays).replace(month=12, day=31)


@router.get("/reports")
async def list_reports(
    session: Db,
    viewer: Me,
    paging: Paging,
    state: Annotated[list[State] | None, Query()] = None,
    kind: Kind | None = None,
    overdue: bool | None = None,
    q: QueryText = None,
) -> Page[ReportOut]:
    """Public reports, the newest first."""
    filters = inbox.Filters(states=tuple(state or ()), kind=kind, overdue=overdue, q=q)
    return Page.of(*await inbox.list_reports(session, viewer=viewer, query=paging, filters=filters, now=clock.now()))


@router.get("/report-clock")
async def get_clock(session: Db, viewer: Me) -> ReportClock:
    """How many wait to be accepted or transferred, and how many longer than a working day."""
    return await inbox.report_clock(session, viewer=viewer, now=clock.now())


@router.get("/reports/{public_report_id}")
async def get_report(session: Db, viewer: Me, public_report_id: BigPathId) -> ReportDetail:
    """One report with its photographs and history, and what the viewer may do now."""
    return await inbox.one_report(session, viewer=viewer, report_id=public_report_id, now=clock.now())


@router.post("/reports/{public_report_id}/steps")
async def take_step(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("report.step"))],
    settings: Conf,
    request: Request,
    public_report_id: BigPathId,
    body: StepIn,
) -> ReportDetail:
    """Take a step. 409 says what is allowed, or who did what since `version`."""
    now = clock.now()
    deed = Deed.model_validate(body.model_dump(include=set(Deed.model_fields)))
    await act.take_step(
        session, viewer=viewer, report_id=public_report_id, name=body.step, version=body.version, deed=deed, now=now,
        settings=settings, address=caller_of(request).address,
    )  # fmt: skip
    await commit_now(session)
    return await inbox.one_report(session, viewer=viewer, report_id=public_report_id, now=now)


@router.post("/reports/{public_report_id}/contact")
async def show_contact(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("report.contact"))],
    request: Request,
    public_report_id: BigPathId,
    body: ContactIn,
) -> ContactOut:
    """How the reporter may be reached; that it was looked at is recorded."""
    return await act.contact(
        session, viewer=viewer, report_id=public_report_id, purpose=body.purpose, address=caller_of(request).address
    )


@router.get("/report-photos/{report_photo_id}", response_class=FileResponse)
async def get_photo(session: Db, viewer: Me, settings: Conf, report_photo_id: BigPathId) -> FileResponse:
    """The bytes of a photograph, for who may see its report."""
    path = await inbox.photo(session, viewer=viewer, photo_id=report_photo_id, settings=settings)
    return FileResponse(path, media_type=KEPT_AS, content_disposition_type="inline", headers=HEADERS)


@router.get("/working-days")
async def list_working_days(session: Db, _viewer: Me, settings: Conf) -> WorkingDays:
    """The days, from this year on, on which the office differs from the State Council's calendar, with their source."""
    entered = await term.working_days(session, since=clock.today(settings.zone).replace(month=1, day=1))
    return WorkingDays(items=[WorkingDayOut.model_validate(one) for one in entered], known_until=LAST_KNOWN)


@router.post("/working-days")
async def set_working_day(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("working_day.set"))],
    settings: Conf,
    request: Request,
    body: WorkingDayIn,
) -> WorkingDays:
    """Enter a day, or take an entry back; the terms of reports that wait are reckoned anew."""
    await term.set_working_day(
        session, viewer=viewer, day=body.day, works=body.works, source=body.source, settings=settings,
        address=caller_of(request).address,
    )  # fmt: skip
    return await list_working_days(session, viewer, settings)
