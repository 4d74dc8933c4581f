"""When pupils of each school come and go: as the school told; else the usual hours, widened by the times of its lines.

Lines never make them narrower: who does not ride a bus may stay for the afternoon's care (课后服务), long after it left.
"""

from collections import defaultdict
from datetime import time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from findings.suspects.models import SchoolHours
from findings.suspects.score.visits import Hours
from fleet.models import Line, LineStop, LineVersion, RunningTime

BEFORE_BELL_MIN, AFTER_BELL_MIN = 45, 15  # around the arrival of its buses
BEFORE_HOME_MIN, AFTER_HOME_MIN = 30, 45  # around their departure
LAST_MIN = 24 * 60 - 1


async def load_hours(session: AsyncSession, *, usual: Hours) -> dict[int, Hours]:
    """The hours of each school of which something is known."""
    found = await _from_lines(session, usual)
    for told in await session.scalars(select(SchoolHours)):
        arrival, leaving = (told.arrival_from, told.arrival_to), (told.leaving_from, told.leaving_to)
        found[told.school_id] = Hours(arrival, leaving, "told")
    return found


async def _from_lines(session: AsyncSession, usual: Hours) -> dict[int, Hours]:
    """From when its buses arrive and leave, by the newest version of each of its lines."""
    newest = (
        select(LineVersion.line_id, func.max(LineVersion.id).label("id"))
        .group_by(LineVersion.line_id)
        .subquery("newest")
    )
    takes_s = (
        select(func.max(LineStop.offset_s))
        .where(LineStop.line_version_id == newest.c.id)
        .correlate(newest)
        .scalar_subquery()
    )
    statement = (
        select(Line.school_id, Line.direction, RunningTime.departs, RunningTime.offsets_s, takes_s)
        .join(newest, newest.c.line_id == Line.id)
        .join(RunningTime, RunningTime.line_version_id == newest.c.id)
    )
    times: dict[tuple[int, str], list[int]] = defaultdict(list)
    for school_id, direction, departs, offsets_s, usual_s in await session.execute(statement):
        takes = (offsets_s[-1] if offsets_s else usual_s) or 0
        minute = departs.hour * 60 + departs.minute
        times[school_id, direction].append(minute + (round(takes / 60) if direction == "to_school" else 0))
    found: dict[int, Hours] = {}
    for school_id in {school_id for school_id, _ in times}:
        to, home = times.get((school_id, "to_school")), times.get((school_id, "from_school"))
        arrival = _wider(usual.arrival, to, BEFORE_BELL_MIN, AFTER_BELL_MIN)
        leaving = _wider(usual.leaving, home, BEFORE_HOME_MIN, AFTER_HOME_MIN)
        found[school_id] = Hours(arrival, leaving, "lines")
    return found


def _wider(usual: tuple[time, time], minutes: list[int] | None, before: int, after: int) -> tuple[time, time]:
    if minutes is None:
        return usual
    first, last = max(min(minutes) - before, 0), min(max(minutes) + after, LAST_MIN)
    return min(usual[0], time(first // 60, first % 60)), max(usual[1], time(last // 60, last % 60))
