"""The handling rate: of the cases that went to an operator or a school, how many it answered, and in time."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from core.shapes import Id, Out, Utc
from findings.desk.models import DeskCase
from fleet.models import Vehicle

By = Literal["operator", "school"]


class RateOut(Out):
    """Figures of one operator's (school's) buses; rates are null where there is nothing to count.

    cases: opened in the time and given to the first line; those whose time still runs are not counted in the rates.
    """

    id: Id
    name: str
    cases: int
    answered: int
    in_time: int
    running: int
    handled: int
    verified: int
    rejected: int
    answer_rate: float | None
    in_time_rate: float | None


class Rates(Out):
    """The figures of a stretch of time."""

    since: Utc
    until: Utc
    items: list[RateOut]


def given() -> tuple[ColumnElement[bool], ...]:
    """Cases that went to the first line; one that was rejected before anybody answered does not count."""
    counts = or_(DeskCase.state != "rejected", DeskCase.answered_at.is_not(None))
    return DeskCase.answer_due_at.is_not(None), counts


def running(now: datetime) -> ColumnElement[bool]:
    """That the first line's time still runs and nothing was done yet."""
    return and_(DeskCase.answered_at.is_(None), DeskCase.answer_due_at >= now, DeskCase.handled_at.is_(None))


async def rates(
    session: AsyncSession, *, viewer: Viewer, by: By, since: datetime, until: datetime, now: datetime
) -> Rates:
    """By operator or by the school that owns the bus, of the cases that the viewer may see; known faults do not count."""
    owner = Vehicle.operator_id if by == "operator" else Vehicle.school_id
    over = DeskCase.handled_at.is_not(None) | DeskCase.state.in_(("handled", "closed"))
    rows = await session.execute(
        select(
            Organisation.id,
            Organisation.name,
            func.count().label("cases"),
            func.count(DeskCase.answered_at).label("answered"),
            func.count().filter(DeskCase.answered_at <= DeskCase.answer_due_at).label("in_time"),
            func.count().filter(running(now)).label("running"),
            func.count().filter(over).label("handled"),
            func.count().filter(DeskCase.verified).label("verified"),
            func.count().filter(DeskCase.state == "rejected").label("rejected"),
        )
        .select_from(DeskCase)
        .join(Vehicle, Vehicle.id == DeskCase.vehicle_id)
        .join(Organisation, Organisation.id == owner)
        .where(visible(viewer, "case"), DeskCase.opened_at >= since, DeskCase.opened_at < until)
        .where(*given())
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name, Organisation.id)
    )
    return Rates(since=since, until=until, items=[_rate(*row) for row in rows])


def _rate(
    id_: int,
    name: str,
    cases: int,
    answered: int,
    in_time: int,
    running: int,
    handled: int,
    verified: int,
    rejected: int,
) -> RateOut:
    counted = cases - running
    return RateOut(
        id=str(id_), name=name, cases=cases, answered=answered, in_time=in_time, running=running, handled=handled,
        verified=verified, rejected=rejected,
        answer_rate=None if counted <= 0 else round(answered / counted, 4),
        in_time_rate=None if counted <= 0 else round(in_time / counted, 4),
    )  # fmt: skip
