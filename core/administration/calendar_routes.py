"""HTTP of the school calendar: the district's terms and days, those of a school or a stage, a month as it is in one school."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from core import clock
from core.access import Viewer
from core.administration import own_calendar, school_calendar
from core.administration.calendar_schemas import (
    Month,
    OwnDayIn,
    OwnTermIn,
    RemovalIn,
    SchoolCalendar,
    SchoolDayIn,
    TermIn,
)  # fmt: skip
from core.administration.schemas import Stage
from core.deps import Conf, Db, Me, allowed, caller_of
from core.shapes import PathId, QueryId

router = APIRouter(prefix="/administration", tags=["administration"])
Keeper = Annotated[Viewer, Depends(allowed("school_calendar.keep"))]
OwnKeeper = Annotated[Viewer, Depends(allowed("school_calendar.own"))]
MonthText = Annotated[str | None, Query(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]


@router.get("/school-calendar")
async def get_school_calendar(session: Db, _viewer: Me) -> SchoolCalendar:
    """Terms of the district, and the days that differ in it."""
    return await school_calendar.school_calendar(session)


@router.get("/school-calendar/month")
async def get_month(
    session: Db,
    viewer: Me,
    settings: Conf,
    month: MonthText = None,
    school_id: QueryId = None,
    stage: Stage | None = None,
    district: bool = False,
) -> Month:
    """A month as it is in a school, a stage, the district; else this one, and a school its own unless `district`."""
    if school_id is None and stage is None and not district and viewer.role == "school":
        school_id = viewer.organisation_id
    return await own_calendar.month(
        session, viewer=viewer, today=clock.today(settings.zone), month=month, school_id=school_id, stage=stage
    )


@router.post("/terms")
async def add_term(session: Db, viewer: Keeper, request: Request, body: TermIn) -> SchoolCalendar:
    """Enter a term."""
    address = caller_of(request).address
    await school_calendar.keep_term(session, viewer=viewer, term_id=None, given=body, address=address)
    return await school_calendar.school_calendar(session)


@router.put("/terms/{term_id}")
async def change_term(
    session: Db, viewer: Keeper, request: Request, term_id: PathId, body: TermIn
) -> SchoolCalendar:  # fmt: skip
    """Change a term."""
    address = caller_of(request).address
    await school_calendar.keep_term(session, viewer=viewer, term_id=term_id, given=body, address=address)
    return await school_calendar.school_calendar(session)


@router.delete("/terms/{term_id}", status_code=204)
async def drop_term(session: Db, viewer: Keeper, request: Request, term_id: PathId) -> None:
    """Take a term out."""
    await school_calendar.drop_term(session, viewer=viewer, term_id=term_id, address=caller_of(request).address)


@router.post("/school-days")
async def set_school_day(session: Db, viewer: Keeper, request: Request, body: SchoolDayIn) -> SchoolCalendar:
    """Enter a day of the district that differs from the calendar, or take it out; runs follow within two minutes."""
    await school_calendar.set_school_day(session, viewer=viewer, given=body, address=caller_of(request).address)
    return await school_calendar.school_calendar(session)


@router.post("/own-terms", status_code=204)
async def add_own_term(session: Db, viewer: OwnKeeper, request: Request, body: OwnTermIn) -> None:
    """Enter a term of one school (a school: its own) or of one stage (the bureau), instead of the district's that it overlaps."""
    await own_calendar.add_term(session, viewer=viewer, given=body, address=caller_of(request).address)


@router.post("/own-terms/removal", status_code=204)
async def remove_own_term(session: Db, viewer: OwnKeeper, request: Request, body: RemovalIn) -> None:
    """Take such a term out."""
    await own_calendar.drop_term(session, viewer=viewer, term_id=body.id, address=caller_of(request).address)


@router.post("/own-school-days", status_code=204)
async def set_own_day(session: Db, viewer: OwnKeeper, request: Request, body: OwnDayIn) -> None:
    """Enter a day that differs in one school or stage, or take it out; runs follow within two minutes."""
    await own_calendar.set_day(session, viewer=viewer, given=body, address=caller_of(request).address)
