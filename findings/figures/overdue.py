"""What is overdue, of every kind: a list of sources, each of which tells how many and which. A new kind is one entry of SOURCES."""

from collections.abc import Awaitable, Callable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from findings.desk.models import DeskCase
from findings.figures.ask import Ask
from findings.figures.counted import case_sets, of_cases
from findings.figures.schemas import Late, Overdue
from findings.schemas import Both
from fleet.models import Vehicle
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


SOURCES: tuple[Source, ...] = (overdue_cases,)


async def overdue(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> list[Overdue]:
    """Of every source, in order."""
    return [await source(session, viewer, ask) for source in SOURCES]
