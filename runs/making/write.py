"""Make the runs of a day: once for good, and again whenever a permit, a line or the calendar changed. One transaction a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.database import session_scope
from core.models import World
from core.school_days import SchoolDays, load_school_days
from runs.making.changes import Change, Changes, changes_of
from runs.making.read import approved_for, named_by, planned_on, schools_on
from runs.making.wanted import Wanted, plan_of
from runs.models import RunDay

AHEAD = 7  # days after today
LOCK = "make_runs"
# One statement a kind of change: each that touches runs raises the world's number, however many they are.
ADD = text("""
    INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, running_time_id, driver_id, planned_start, planned_end,
        reason)
    SELECT :day, * FROM unnest(CAST(:vehicles AS integer[]), CAST(:lines AS integer[]), CAST(:permits AS integer[]),
        CAST(:times AS bigint[]), CAST(:drivers AS integer[]), CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]),
        CAST(:reasons AS varchar[]))
    ON CONFLICT DO NOTHING""")
CHANGE = text("""
    UPDATE run SET running_time_id = c.at, permit_version_id = c.permit, driver_id = c.driver,
        planned_start = c.starts, planned_end = coalesce(c.ends, run.planned_end), cancelled = c.cancelled, reason = c.reason
    FROM unnest(CAST(:ids AS bigint[]), CAST(:times AS bigint[]), CAST(:permits AS integer[]), CAST(:drivers AS integer[]),
        CAST(:starts AS timestamptz[]), CAST(:ends AS timestamptz[]), CAST(:cancelled AS boolean[]), CAST(:reasons AS varchar[]))
        AS c (id, at, permit, driver, starts, ends, cancelled, reason)
    WHERE run.id = c.id AND NOT EXISTS (SELECT FROM run_progress p WHERE p.run_id = run.id)""")
# The days of :days that were never made, or since when something changed that runs hang on; and those with a driver who has left.
STALE = text("""
    SELECT d FROM unnest(CAST(:days AS date[])) AS d LEFT JOIN run_day m ON m.day = d
    WHERE m.day IS NULL OR EXISTS (SELECT FROM world_change c
        WHERE c.number > m.number AND c.kind IN ('vehicle', 'line', 'calendar', 'run'))
        OR EXISTS (SELECT FROM run r JOIN person p ON p.id = r.driver_id WHERE r.day = d AND p.left_on < d
            AND r.planned_start > :now AND NOT r.cancelled AND r.running_time_id IS NOT NULL)
    ORDER BY d""")


@dataclass(frozen=True, slots=True)
class Made:
    """What making a day did to its runs."""

    added: int
    changed: int
    cancelled: int


async def make_runs(
    sessions: async_sessionmaker[AsyncSession], *, now: datetime, zone: ZoneInfo, ahead: int = AHEAD
) -> dict[date, Made]:
    """Make those of today and the days ahead that were not made since something changed; by day what that did."""
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in range(ahead + 1)]
    async with sessions() as session:
        stale = list(await session.scalars(STALE, {"days": days, "now": now}))
    found = {}
    for day in stale:
        async with session_scope(sessions) as session:
            found[day] = await make_day(session, day=day, now=now, zone=zone)
    return found


async def make_day(
    session: AsyncSession, *, day: date, now: datetime, zone: ZoneInfo, calendar: SchoolDays | None = None
) -> Made:
    """Make the runs of one local day. Again gives nothing new. One process at a time; no commit."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(LOCK))))
    # before anything is read: what is committed while we read makes the day stale again
    number: int = (await session.scalars(select(World.number))).one()
    known = calendar or await load_school_days(session)
    approved = await approved_for(session, day, zone)
    schools = await schools_on(session, known, day, {one.school_id for one in approved})
    plan = plan_of(day, zone, schools, approved)
    drivers = await named_by(session, {one.permit_version_id for one in plan.wanted.values()}, day)
    changes = changes_of(plan, await planned_on(session, day), drivers, now)
    await _write(session, day, changes)
    statement = insert(RunDay).values(day=day, number=number, made_at=now)
    made = {"number": statement.excluded.number, "made_at": statement.excluded.made_at}
    await session.execute(statement.on_conflict_do_update(index_elements=[RunDay.day], set_=made))
    changed = [one for step in changes.steps for one in step]
    cancelled = sum(one.cancelled for one in changed)
    return Made(len(changes.added), len(changed) - cancelled, cancelled)


async def _write(session: AsyncSession, day: date, changes: Changes) -> None:
    for step in changes.steps:
        await session.execute(CHANGE, _change_columns(step))
    if changes.added:
        await session.execute(ADD, {"day": day, **_add_columns(changes.added)})


def _add_columns(added: Sequence[tuple[Wanted, int | None]]) -> dict[str, list[Any]]:
    return {
        "vehicles": [one.vehicle_id for one, _ in added],
        "lines": [one.line_version_id for one, _ in added],
        "permits": [one.permit_version_id for one, _ in added],
        "times": [one.running_time_id for one, _ in added],
        "drivers": [driver for _, driver in added],
        "starts": [one.start for one, _ in added],
        "ends": [one.end for one, _ in added],
        "reasons": ["half_day" if one.moved else None for one, _ in added],
    }


def _change_columns(step: Sequence[Change]) -> dict[str, list[Any]]:
    return {
        "ids": [one.id for one in step],
        "times": [one.running_time_id for one in step],
        "permits": [one.permit_version_id for one in step],
        "drivers": [one.driver_id for one in step],
        "starts": [one.start for one in step],
        "ends": [one.end for one in step],
        "cancelled": [one.cancelled for one in step],
        "reasons": [one.reason for one in step],
    }
