"""How cases were handled: the sets of cases counted, and the rates of each operator's first line."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from findings.desk.models import DeskCase
from findings.figures.ask import Ask
from findings.figures.counted import case_sets, of_cases
from findings.figures.schemas import HandlingRow
from findings.schemas import Both
from fleet.models import Vehicle

OPENED = ("given", "running", "answered", "in_time", "handled", "rejected")
PRESENT = ("open", "overdue", "unanswered")


async def of_the_moment(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> dict[str, int]:
    """How many cases are open, overdue, unanswered now."""
    sets = case_sets(ask)
    statement = _cases(viewer, ask, *(func.count().filter(sets[name]) for name in PRESENT)).where(sets["open"])
    return dict(zip(PRESENT, (await session.execute(statement)).one(), strict=True))


async def handling(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> list[HandlingRow]:
    """The cases that were opened in the span and given to the first line, by operator."""
    sets = case_sets(ask)
    columns = [func.count().filter(sets[name]).label(name) for name in OPENED]
    statement = (
        _cases(viewer, ask, Organisation.id, Organisation.name, Organisation.name_en, *columns)
        .outerjoin(Organisation, Organisation.id == Vehicle.operator_id)
        .where(sets["given"])
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [_row(row) for row in await session.execute(statement)]


def together(rows: list[HandlingRow]) -> HandlingRow:
    """All operators' as one row."""
    counts = {name: sum(getattr(row, name) for row in rows) for name in OPENED}
    return HandlingRow.model_validate({"key": None, "name": None, **counts, **_rates(**counts)})


def _cases(viewer: Viewer, ask: Ask, *columns: ColumnElement[Any] | Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(DeskCase)
        .join(Vehicle, Vehicle.id == DeskCase.vehicle_id)
        .where(visible(viewer, "case"), *of_cases(ask.only))
    )


def _row(row: Row[Any]) -> HandlingRow:
    counts = {name: getattr(row, name) for name in OPENED}
    name = None if row.id is None else Both(zh=row.name, en=row.name_en or row.name)
    return HandlingRow.model_validate({"key": row.id, "name": name, **counts, **_rates(**counts)})


def _rates(*, given: int, running: int, answered: int, in_time: int, **_others: int) -> dict[str, float | None]:
    counted = given - running
    return {
        "answer_rate": round(answered / counted, 4) if counted > 0 else None,
        "in_time_rate": round(in_time / counted, 4) if counted > 0 else None,
    }
