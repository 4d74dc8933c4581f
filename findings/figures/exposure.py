"""How much was driven: runs by operator, school or driver, kilometres by operator; the measure that findings are held against."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from findings.figures.ask import Ask, By
from findings.figures.counted import driven, of_runs
from fleet.models import Line, LineVersion, Vehicle
from fleet.quality.models import QualityDay
from runs.models import Run, RunProgress

Keys = dict[int | None, Any]
RUN_KEYS: dict[By, ColumnElement[Any]] = {
    "operator": Vehicle.operator_id.expression,
    "school": Line.school_id.expression,
    "driver": Run.driver_id.expression,
}


async def runs(session: AsyncSession, *, viewer: Viewer, ask: Ask, by: By | None) -> Keys | None:
    """Runs of the span that were driven, by key, or all under None; None where nobody knows how many passed a place."""
    if ask.only.place is not None or by == "place":
        return None
    key = None if by is None else RUN_KEYS[by]
    statement = (
        select(*(() if key is None else (key,)), func.count())
        .select_from(Run)
        .join(RunProgress, RunProgress.run_id == Run.id)
        .join(Vehicle, Vehicle.id == Run.vehicle_id)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(visible(viewer, "run"), driven(), *of_runs(ask))
    )
    rows = await session.execute(statement if key is None else statement.group_by(key))
    return {None: rows.scalar_one()} if key is None else {row[0]: row[1] for row in rows}


async def metres(session: AsyncSession, *, viewer: Viewer, ask: Ask, by: By | None) -> Keys | None:
    """What the buses drove on the days of the span, by operator, or all under None.

    None where it cannot be told apart: a bus drives for several schools and with several drivers, and past many places.
    """
    only = ask.only
    if by in ("school", "driver", "place") or (only.school_id, only.driver_id, only.place) != (None, None, None):
        return None
    key = Vehicle.operator_id if by == "operator" else None
    statement = (
        select(*(() if key is None else (key,)), func.coalesce(func.sum(QualityDay.total_m), 0.0))
        .select_from(QualityDay)
        .join(Vehicle, Vehicle.id == QualityDay.vehicle_id)
        .where(visible(viewer, "vehicle"), QualityDay.day >= ask.first, QualityDay.day <= ask.last)
    )
    if only.operator_id is not None:
        statement = statement.where(Vehicle.operator_id == only.operator_id)
    rows = await session.execute(statement if key is None else statement.group_by(key))
    return {None: rows.scalar_one()} if key is None else {row[0]: row[1] for row in rows}
