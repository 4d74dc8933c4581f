"""Reads what the live hub holds out of the database: everything at once, or what a message names."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import clock
from core.models import World
from findings.rulebook.modes import modes_of
from findings.schemas import FindingOut
from findings.service import findings_by_id, live_findings
from fleet.fixes import Mark
from fleet.models import Binding, Device, Line, LineVersion, Vehicle, VehicleState
from gps_ingest.models import Share
from permits.access import vehicle_facts
from permits.service import permitted_vehicles
from rules.modes import ON
from runs.models import Run
from web.live_state import DEGREES, ONE_DECIMAL, Known, Loaded, Told, milliseconds

KMH = 3.6
PAPERS = "R01"  # permit and sign in force


async def load(sessions: async_sessionmaker[AsyncSession], silent_after_s: float) -> Loaded:
    """Everything as of one moment: the batch numbers are those whose outcome the rows show."""
    async with _one_moment(sessions) as session:
        buses = [_told(state) for state in await session.scalars(_states())]
        shares = list(await session.scalars(select(Share)))
        return Loaded(
            known=await _known(session, silent_after_s),
            lines=await _lines(session, [bus.run_id for bus in buses if bus.run_id is not None]),
            buses=buses,
            findings=await live_findings(session, now=clock.now()),
            batches={share.share: share.batch for share in shares},
            watermarks={share.share: _seconds(share.watermark) for share in shares},
            world=await _world(session),
        )


async def load_known(
    sessions: async_sessionmaker[AsyncSession], silent_after_s: float, world: int | None
) -> tuple[dict[int, Known], int] | None:
    """What is known of all vehicles and the world's number; None when the number is still `world`.

    With None for `world` it is read in any case: a permit or a binding that begins or ends by its date raises no number.
    """
    async with _one_moment(sessions) as session:
        number = await _world(session)
        return None if number == world else (await _known(session, silent_after_s), number)


async def load_named(
    sessions: async_sessionmaker[AsyncSession], run_ids: Iterable[int], finding_ids: Iterable[UUID]
) -> tuple[dict[int, str], list[FindingOut]]:
    """The line names of runs, and findings as they are now."""
    async with sessions() as session:
        return await _lines(session, run_ids), await findings_by_id(session, ids=finding_ids)


@asynccontextmanager
async def _one_moment(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A session whose every query sees the database as of its first."""
    async with sessions() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def _states() -> Any:
    return select(VehicleState).where(VehicleState.lon.is_not(None), VehicleState.fix_time.is_not(None))


def _told(state: VehicleState) -> Told:
    assert state.fix_time is not None
    assert state.lon is not None
    assert state.lat is not None
    return Told(
        id=state.vehicle_id,
        lon=round(state.lon, DEGREES),
        lat=round(state.lat, DEGREES),
        course_deg=None if state.course_deg is None else round(state.course_deg, ONE_DECIMAL),
        speed_kmh=round((state.speed_mps or 0.0) * KMH, ONE_DECIMAL),
        state=state.state,
        fix_s=milliseconds(state.fix_time),
        run_id=state.run_id,
        late_s=state.late_s,
        moving=state.moving,
        unproven=bool(state.flags & Mark.UNPROVEN),
    )


async def _known(session: AsyncSession, silent_after_s: float) -> dict[int, Known]:
    facts = await vehicle_facts(session)
    vehicles = list(await session.scalars(select(Vehicle)))
    permitted = await _permitted(session, [vehicle.id for vehicle in vehicles])
    own = (
        select(Binding.vehicle_id, Device.silent_after_s)
        .join(Device, Device.no == Binding.device_no)
        .where(Binding.during.contains(func.now()))
        .order_by(Binding.rank.desc(), Binding.id.desc())
    )
    # a vehicle is judged by its first device: the last of these to be written
    silent = {row.vehicle_id: row.silent_after_s for row in await session.execute(own)}
    return {
        vehicle.id: Known(
            vehicle.plate,
            vehicle.operator_id,
            float(silent.get(vehicle.id) or silent_after_s),
            facts[vehicle.id],
            permitted.get(vehicle.id),
        )
        for vehicle in vehicles
    }


async def _permitted(session: AsyncSession, ids: list[int]) -> dict[int, bool]:
    """Whether permit and sign are in force now, of the vehicles that are judged by it (not where the rule is off or in trial)."""
    if not ids:
        return {}
    at, modes = clock.now(), await modes_of(session, PAPERS)
    vehicle, time_s = np.array(ids, np.int64), np.full(len(ids), at.timestamp())
    column = modes.of_batch((PAPERS,), vehicle, time_s).get(0)
    judged = ids if column is None else vehicle[column == ON].tolist()
    permitted = await permitted_vehicles(session, at=at)
    return {id_: id_ in permitted for id_ in judged}


async def _lines(session: AsyncSession, run_ids: Iterable[int]) -> dict[int, str]:
    wanted = list(run_ids)
    if not wanted:
        return {}
    statement = (
        select(Run.id, Line.name)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(Run.id.in_(wanted))
    )
    return {row.id: row.name for row in await session.execute(statement)}


async def _world(session: AsyncSession) -> int:
    return await session.scalar(select(World.number)) or 0


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
