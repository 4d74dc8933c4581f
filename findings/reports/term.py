"""The clock of a report: one working day to accept it or to hand it on; and the days on which the office differs from the calendar.

The day of receipt is not counted (Civil Code Art 201); the term ends when the first working day after it does. Which days those are
is `core.calendar`'s: the State Council's notices (PyPI chinesecalendar), over them what the office entered itself with its source.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer
from core.calendar import Calendar, load_calendar
from core.models import WorkingDay
from core.settings import Settings
from findings.reports.models import PublicReport
from findings.reports.steps import WAITING

WORKING_DAYS = 1
ONE_DAY = timedelta(days=1)


def due_at(calendar: Calendar, received_at: datetime, settings: Settings) -> tuple[datetime, bool]:
    """When the term of a report is over, and whether that is provisional (the year's holidays are not announced)."""
    day, provisional = calendar.add_working_days(received_at.astimezone(settings.zone).date(), WORKING_DAYS)
    return datetime.combine(day + ONE_DAY, time.min, settings.zone), provisional


async def working_days(session: AsyncSession, *, since: date) -> list[WorkingDay]:
    """What the office entered itself, from a day on."""
    statement = select(WorkingDay).where(WorkingDay.day >= since).order_by(WorkingDay.day).limit(400)
    return list(await session.scalars(statement))


async def set_working_day(
    session: AsyncSession,
    *,
    viewer: Viewer,
    day: date,
    works: bool | None,
    source: str,
    settings: Settings,
    address: str | None,
) -> None:
    """Enter that the office works on a day or does not; None takes the entry back. Running terms are reckoned anew."""
    entered = await session.get(WorkingDay, day)
    if works is None:
        if entered is not None:
            await session.delete(entered)
    elif entered is None:
        session.add(WorkingDay(day=day, works=works, source=source))
    else:
        entered.works, entered.source = works, source
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="working_day.set", kind="working_day", id=day.isoformat(),
        detail={"works": works, "source": source}, address=address,
    )  # fmt: skip
    await _reckon_anew(session, settings)


async def _reckon_anew(session: AsyncSession, settings: Settings) -> None:
    calendar = await load_calendar(session)
    waiting = select(PublicReport).where(PublicReport.state == WAITING).with_for_update().order_by(PublicReport.id)
    for report in await session.scalars(waiting):
        report.due_at, report.provisional = due_at(calendar, report.received_at, settings)
    await session.flush()
