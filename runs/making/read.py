"""What a day's runs are made from, read in one question each: what permits approve, whom they name, what is planned already."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import cast

from core.class_day import ClassDay
from core.models import Organisation
from core.school_days import SchoolDays
from fleet.models import Line, LineStop, LineVersion, Person, RunningTime
from permits.models import InForce, PermitDriver, PermitLine
from runs.making.changes import Planned
from runs.making.wanted import Approved
from runs.models import Run, RunProgress


async def approved_for(session: AsyncSession, day: date, zone: ZoneInfo) -> list[Approved]:
    """Every running time that a permit version approves which is in force at some moment of the local day."""
    begins = datetime.combine(day, time(), zone)
    whole: Range[datetime] = Range(begins, begins + timedelta(days=1))
    last = select(LineStop.line_version_id, func.max(LineStop.offset_s).label("offset_s")).group_by(
        LineStop.line_version_id
    )
    stops = last.subquery()
    statement = (
        select(
            InForce.vehicle_id,
            InForce.permit_version_id,
            InForce.during,
            LineVersion.id.label("line_version_id"),
            Line.school_id,
            Line.direction,
            RunningTime,
            stops.c.offset_s,
        )
        .join(PermitLine, PermitLine.permit_version_id == InForce.permit_version_id)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(RunningTime, RunningTime.line_version_id == LineVersion.id)
        .outerjoin(stops, stops.c.line_version_id == LineVersion.id)
        .where(InForce.during.overlaps(cast(whole, TSTZRANGE)))
    )
    return [_approved(row) for row in await session.execute(statement)]


def _approved(row: Row[tuple[object, ...]]) -> Approved:
    at: RunningTime = row.RunningTime
    return Approved(
        row.vehicle_id, row.permit_version_id, row.during.lower, row.during.upper, row.line_version_id, row.school_id,
        row.direction, at.id, at.departs, at.weekdays, at.class_days_only, at.season_from, at.season_to,
        duration_s=max(at.offsets_s) if at.offsets_s else row.offset_s or 0,
    )  # fmt: skip


async def schools_on(session: AsyncSession, days: SchoolDays, day: date, ids: Collection[int]) -> dict[int, ClassDay]:
    """What the day is in each of these schools."""
    asked = select(Organisation.id, Organisation.stage).where(Organisation.id.in_(ids))
    return {row.id: days.on(day, school_id=row.id, stage=row.stage) for row in await session.execute(asked)}


async def named_by(session: AsyncSession, versions: Collection[int], day: date) -> defaultdict[int, frozenset[int]]:
    """The drivers whom each permit version names and who still work on the day."""
    statement = (
        select(PermitDriver.permit_version_id, PermitDriver.person_id)
        .join(Person, Person.id == PermitDriver.person_id)
        .where(PermitDriver.permit_version_id.in_(versions), or_(Person.left_on.is_(None), Person.left_on >= day))
    )
    found = defaultdict[int, frozenset[int]](frozenset)
    for version, person in await session.execute(statement):
        found[version] |= {person}
    return found


async def planned_on(session: AsyncSession, day: date) -> list[Planned]:
    """Every run of the day."""
    begun = exists().where(RunProgress.run_id == Run.id)
    sealed = func.is_sealed(Run.vehicle_id, func.tstzrange(Run.planned_start, Run.planned_end, "[]"))
    statement = select(Run, or_(begun, sealed).label("begun")).where(Run.day == day)
    return [
        Planned(
            run.id, run.vehicle_id, run.line_version_id, run.running_time_id, run.permit_version_id, run.driver_id,
            run.planned_start, run.cancelled, run.reason, bool(begun),
        )
        for run, begun in await session.execute(statement.execution_options(populate_existing=True))
    ]  # fmt: skip
