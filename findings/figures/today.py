"""Today: what was found until now, what waits, which buses were seen, how the runs stand."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Term
from findings.figures import handling
from findings.figures.ask import Ask
from findings.figures.counted import of_runs
from findings.figures.schemas import Buses, RunsNow, SchoolTerm, Spread, Today
from findings.figures.trend import counted_by_day, totals
from fleet.models import Line, LineVersion, Vehicle, VehicleState
from runs.models import Run, RunProgress
from runs.service import state_of_run


async def today(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> Today:
    """The figures of the day it is; of a span only its filters are looked at."""
    day = ask.of_today()
    found = totals(await counted_by_day(session, viewer=viewer, ask=day))
    waiting = await handling.of_the_moment(session, viewer=viewer, ask=day)
    return Today(
        day=day.first,
        at=day.now,
        findings=found.findings,
        rejected=found.rejected,
        before=found.before,
        severities=Spread.model_validate(found.severities),
        open=waiting["open"],
        overdue=waiting["overdue"],
        unanswered=waiting["unanswered"],
        handling=handling.together(await handling.handling(session, viewer=viewer, ask=day)),
        buses=await _buses(session, viewer, day),
        runs=await _runs(session, viewer, day),
        term=await _term(session, day),
    )


def seen_today(ask: Ask) -> ColumnElement[bool]:
    """That a bus (joined with its state) has sent a position of the day."""
    return func.coalesce(VehicleState.fix_time >= ask.of_today().begin, False)


def of_buses(ask: Ask) -> list[ColumnElement[bool]]:
    """The filters on vehicles: whose they are; for a school also those that drive for it today."""
    only = ask.only
    conditions = []
    if only.operator_id is not None:
        conditions.append(Vehicle.operator_id == only.operator_id)
    if only.school_id is not None:
        drives = (
            select(Run.vehicle_id)
            .join(LineVersion, LineVersion.id == Run.line_version_id)
            .join(Line, Line.id == LineVersion.line_id)
            .where(Run.day == ask.of_today().first, Line.school_id == only.school_id)
            .correlate(None)
        )
        conditions.append(or_(Vehicle.school_id == only.school_id, Vehicle.id.in_(drives)))
    return conditions


async def _buses(session: AsyncSession, viewer: Viewer, ask: Ask) -> Buses:
    seen = seen_today(ask)
    statement = (
        select(func.count().filter(seen), func.count().filter(~seen))
        .select_from(Vehicle)
        .outerjoin(VehicleState, VehicleState.vehicle_id == Vehicle.id)
        .where(visible(viewer, "vehicle"), *of_buses(ask))
    )
    counts = (await session.execute(statement)).one()
    return Buses(seen=counts[0], unseen=counts[1])


async def _runs(session: AsyncSession, viewer: Viewer, ask: Ask) -> RunsNow:
    state = state_of_run()
    statement = (
        select(state, func.count())
        .select_from(Run)
        .outerjoin(RunProgress, RunProgress.run_id == Run.id)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(Vehicle, Vehicle.id == Run.vehicle_id)
        .where(visible(viewer, "run"), *of_runs(ask))
        .group_by(state)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in await session.execute(statement)}
    return RunsNow(**{name: counts.get(name, 0) for name in RunsNow.model_fields})


async def _term(session: AsyncSession, ask: Ask) -> SchoolTerm | None:
    term = await session.scalar(select(Term).where(Term.starts <= ask.first, Term.ends >= ask.first).limit(1))
    return None if term is None else SchoolTerm(name=term.name, first=term.starts, last=term.ends)
