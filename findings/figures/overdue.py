"""What is overdue, of every kind: a list of sources, each of which tells how many and which. A new kind is one entry of SOURCES."""

from collections.abc import Awaitable, Callable

from sqlalchemy import false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from findings.desk.models import DeskCase
from findings.figures.ask import Ask, Only
from findings.figures.counted import case_sets, of_cases
from findings.figures.schemas import Late, Overdue
from findings.reports.models import PublicReport
from findings.reports.steps import WAITING
from findings.schemas import Both
from fleet.models import Vehicle
from geofences.hazards.models import Hazard
from geofences.hazards.steps import TIMED
from rules.catalogue import CATALOGUE

MOST_LATE = 50  # of each kind, those that waited longest
Source = Callable[[AsyncSession, Viewer, Ask], Awaitable[Overdue]]


async def overdue_cases(session: AsyncSession, viewer: Viewer, ask: Ask) -> Overdue:
    """Cases whose time is over, whoever's turn it is."""
    conditions = (visible(viewer, "case"), case_sets(ask)["overdue"], *of_cases(ask.only))
    joined = select(DeskCase, DeskCase.due_at, Vehicle.plate, Organisation.name, func.count().over()).join(
        Vehicle, Vehicle.id == DeskCase.vehicle_id
    )
    rows = list(
        await session.execute(
            joined.outerjoin(Organisation, Organisation.id == Vehicle.operator_id)
            .where(*conditions)
            .order_by(DeskCase.due_at, DeskCase.id)
            .limit(MOST_LATE)
        )
    )
    titles = {one.id: Both(zh=f"{one.id} {one.title_zh}", en=f"{one.id} {one.title_en}") for one in CATALOGUE}
    return Overdue(
        kind="case",
        name=Both(zh="处置单", en="Cases"),
        count=rows[0][4] if rows else 0,
        items=[
            Late(
                id=str(case.id), title=titles.get(case.rule, Both(zh=case.rule, en=case.rule)), subject=plate, owner=owner,
                due_at=due_at, href=f"/desk?state=all&case={case.id}",
            )
            for case, due_at, plate, owner, _count in rows
            if due_at is not None
        ],
    )  # fmt: skip


async def overdue_hazards(session: AsyncSession, viewer: Viewer, ask: Ask) -> Overdue:
    """Hazards whose last day is over (R57). One operator's or school's alone: those of it, and those that it is to remove."""
    only = ask.only
    organisation = only.operator_id or only.school_id
    conditions = [visible(viewer, "hazard"), Hazard.state.in_(TIMED), Hazard.due_on < ask.today]
    if organisation is not None:
        conditions.append(or_(Hazard.owner_id == organisation, Hazard.organisation_id == organisation))
    if only != Only(operator_id=only.operator_id, school_id=only.school_id):
        conditions.append(false())  # a hazard has no driver, no rule and no severity of a finding
    statement = (
        select(Hazard, Vehicle.plate, Organisation.name, func.count().over())
        .outerjoin(Vehicle, Vehicle.id == Hazard.vehicle_id)
        .outerjoin(Organisation, Organisation.id == Hazard.owner_id)
        .where(*conditions)
        .order_by(Hazard.due_on, Hazard.id)
        .limit(MOST_LATE)
    )
    rows = list(await session.execute(statement))
    return Overdue(
        kind="hazard",
        name=Both(zh="隐患", en="Hazards"),
        count=rows[0][3] if rows else 0,
        items=[
            Late(
                id=str(one.id), title=Both(zh=one.title, en=one.title), subject=plate or one.location or "",
                owner=owner or one.office, due_at=ask.end_of(one.due_on), href=f"/hazards?hazard={one.id}",
            )
            for one, plate, owner, _count in rows
            if one.due_on is not None
        ],
    )  # fmt: skip


async def overdue_reports(session: AsyncSession, viewer: Viewer, ask: Ask) -> Overdue:
    """Public reports that nobody has accepted or handed on within their working day (Art 8); they are of the district alone."""
    conditions = [visible(viewer, "public_report"), PublicReport.state == WAITING, PublicReport.due_at <= ask.now]
    if ask.only != Only():
        conditions.append(false())
    statement = (
        select(PublicReport, func.count().over())
        .where(*conditions)
        .order_by(PublicReport.due_at, PublicReport.id)
        .limit(MOST_LATE)
    )
    rows = list(await session.execute(statement))
    return Overdue(
        kind="report",
        name=Both(zh="举报", en="Reports"),
        count=rows[0][1] if rows else 0,
        items=[
            Late(
                id=str(one.id), title=Both(zh=one.number, en=one.number), subject=one.plate or one.place or "",
                owner=None, due_at=one.due_at, href=f"/reports?report={one.id}",
            )
            for one, _count in rows
        ],
    )  # fmt: skip


SOURCES: tuple[Source, ...] = (overdue_cases, overdue_hazards, overdue_reports)


async def overdue(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> list[Overdue]:
    """Of every source, in order."""
    return [await source(session, viewer, ask) for source in SOURCES]
