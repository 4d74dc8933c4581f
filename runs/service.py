"""Use cases of runs read: what is planned for a day, and how far a run has come."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from core.pagination import PageQuery, page_rows
from fleet.models import Line, LineVersion, RunningTime, Vehicle, VehicleState
from fleet.people import person_shown
from fleet.service import stops_of
from runs.models import Run, RunProgress, RunStop
from runs.schemas import RunDetail, RunOut, RunStopOut

SOON = timedelta(hours=1)  # a run that starts within this is shown as the bus's next
OVERDUE = timedelta(minutes=45)  # and one that should have ended this long ago no more


async def list_runs(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    vehicle_id: int | None,
    line_id: int | None,
    day: date | None,
    state: str | None,
) -> tuple[list[RunOut], str | None]:
    """Runs by their planned start."""
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (vehicle_id, Run.vehicle_id == vehicle_id),
        (line_id, Line.id == line_id),
        (day, Run.day == day),
        (state, state_of_run() == state),
    )
    conditions = [condition for value, condition in asked if value is not None]
    return await runs_where(session, viewer=viewer, query=query, conditions=conditions)


async def runs_where(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, conditions: Sequence[ColumnElement[bool]]
) -> tuple[list[RunOut], str | None]:
    """Those of the viewer's runs, joined with line, vehicle and progress, that fulfil the conditions."""
    statement = _runs().where(visible(viewer, "run"), *conditions)
    keys = {"planned_start": Run.planned_start, "id": Run.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="planned_start", unique=Run.id)
    return [RunOut.model_validate(_shown(row)) for row in rows], following


async def run(session: AsyncSession, *, viewer: Viewer, run_id: int) -> RunDetail:
    """One run with its stops. Raises Missing."""
    row = (await session.execute(_runs().where(Run.id == run_id, visible(viewer, "run")))).one_or_none()
    if row is None:
        raise Missing("run", run_id)
    return await _detail(session, row)


async def runs_between(
    session: AsyncSession, *, vehicle_id: int, since: datetime, until: datetime, most: int
) -> list[RunDetail]:
    """The runs of a vehicle that were planned or under way in a time, in order; shown with the vehicle, as `run_of`."""
    starts = func.least(Run.planned_start, RunProgress.started_at)
    ends = func.greatest(Run.planned_end, RunProgress.ended_at)
    statement = _runs().where(Run.vehicle_id == vehicle_id, starts <= until, ends >= since)
    rows = (await session.execute(statement.order_by(Run.planned_start, Run.id).limit(most))).all()
    return [await _detail(session, row) for row in rows]


async def run_of(session: AsyncSession, *, vehicle_id: int, at: datetime) -> RunDetail | None:
    """The run that a vehicle is on, else the one that it should begin about now; None for private movement.

    Shown with the vehicle: whoever may see that may see this.
    """
    on = select(VehicleState.run_id).where(VehicleState.vehicle_id == vehicle_id).scalar_subquery()
    due = (
        state_of_run().in_(("planned", "under_way"))
        & (Run.planned_start <= at + SOON)
        & (Run.planned_end >= at - OVERDUE)
    )
    statement = (
        _runs()
        .where(Run.vehicle_id == vehicle_id, or_(Run.id == on, due))
        .order_by((Run.id == on).desc().nulls_last(), Run.planned_start)
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    return None if row is None else await _detail(session, row)


async def _detail(session: AsyncSession, row: Row[*tuple[Any, ...]]) -> RunDetail:
    planned: Run = row.Run
    stops = await _stops(session, planned)
    return RunDetail.model_validate(
        _shown(row)
        | {
            "driver": await person_shown(session, person_id=planned.driver_id),
            "attendant": await person_shown(session, person_id=planned.attendant_id),
            "next_stop": _next(stops, row.RunProgress),
            "stops": stops,
        }
    )


async def _stops(session: AsyncSession, planned: Run) -> list[RunStopOut]:
    """The stops in order with planned and real times; the table of arrivals counts them from 0."""
    stops = await stops_of(session, line_version_id=planned.line_version_id)
    offsets: list[int] | None = await session.scalar(
        select(RunningTime.offsets_s).where(RunningTime.id == planned.running_time_id)
    )
    arrivals = select(RunStop.seq, RunStop.arrived_at).where(RunStop.run_id == planned.id)
    arrived = {row.seq: row.arrived_at for row in await session.execute(arrivals)}
    if offsets is None or len(offsets) != len(stops):
        offsets = [stop.offset_s for stop in stops]
    return [
        RunStopOut(
            seq=number,
            name=stop.name,
            name_en=stop.name_en,
            planned=planned.planned_start + timedelta(seconds=offset_s),
            arrived=arrived.get(number),
        )
        for number, (stop, offset_s) in enumerate(zip(stops, offsets, strict=True))
    ]


def _next(stops: list[RunStopOut], progress: RunProgress | None) -> str | None:
    """The stop that the bus drives to: the one after the last it came to; none when the run is over."""
    if progress is not None and progress.state in ("ended", "cancelled"):
        return None
    ahead = 0 if progress is None else progress.last_stop + 1
    return stops[ahead].name if 0 <= ahead < len(stops) else None


def state_of_run() -> ColumnElement[str]:
    """The state of a run that is joined with its progress, which it has from its beginning on."""
    return case((Run.cancelled, "cancelled"), else_=func.coalesce(RunProgress.state, "planned"))


def _runs() -> Select[*tuple[Any, ...]]:
    return (
        select(Run, RunProgress, Line, Vehicle.plate)
        .outerjoin(RunProgress, RunProgress.run_id == Run.id)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(Vehicle, Vehicle.id == Run.vehicle_id)
    )


def _shown(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    planned, progress, line = row.Run, row.RunProgress, row.Line
    told = {"state": "planned", "started_at": None, "ended_at": None, "late_s": None}
    if progress is not None:
        told = {name: getattr(progress, name) for name in told}
    if planned.cancelled:
        told["state"] = "cancelled"
    own = ("id", "day", "vehicle_id", "permit_version_id", "planned_start", "planned_end")
    return {
        **{name: getattr(planned, name) for name in own},
        **told,
        "plate": row.plate,
        "line_id": line.id,
        "line_name": line.name,
        "direction": line.direction,
    }
