"""What all cases are sown on: who acts, the last working days, the moment that it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.calendar import Calendar, load_calendar
from core.models import Account, Organisation
from core.settings import Settings
from schoolbus.demo.ground import Ids
from web.access import make_access

DAYS_BACK = 10
ONE_DAY = timedelta(days=1)
NO_SESSION = 0  # nobody has logged in: the demo acts for its accounts


@dataclass(frozen=True)
class Scene:
    """The demo's accounts by user name, its organisations' ids by key, and its last working days, the newest first."""

    session: AsyncSession
    settings: Settings
    now: datetime
    calendar: Calendar
    days: tuple[date, ...]
    viewers: Mapping[str, Viewer]
    organisations: Ids

    @property
    def today(self) -> date:
        """The local day that it is."""
        return self.now.astimezone(self.settings.zone).date()

    def at(self, day: date, clock: str) -> datetime:
        """A time of the clock ("07:30") on a local day."""
        return datetime.combine(day, time.fromisoformat(clock), self.settings.zone)

    def ago(self, working_days: int, clock: str) -> datetime:
        """The same so many working days before today, at most ten."""
        return self.at(self.days[working_days - 1], clock)


async def set_scene(session: AsyncSession, *, settings: Settings, now: datetime) -> Scene:
    """The scene of the district that was just sown, with its accounts."""
    calendar = await load_calendar(session)
    days = _working_days(calendar, now.astimezone(settings.zone).date())
    rows = await session.execute(select(Organisation.slug, Organisation.id))
    organisations = {slug: id_ for slug, id_ in rows if slug is not None}
    return Scene(session, settings, now, calendar, days, await _viewers(session), organisations)


def _working_days(calendar: Calendar, today: date) -> tuple[date, ...]:
    """The last ones before today, the newest first."""
    days: list[date] = []
    day = today
    while len(days) < DAYS_BACK:
        day -= ONE_DAY
        if calendar.is_working_day(day)[0]:
            days.append(day)
    return tuple(days)


async def _viewers(session: AsyncSession) -> dict[str, Viewer]:
    access = make_access()
    rows = await session.execute(
        select(Account, Organisation.kind).outerjoin(Organisation, Organisation.id == Account.organisation_id)
    )
    return {
        one.username: Viewer(
            account_id=one.id, username=one.username, display_name=one.display_name, role=one.role,
            organisation_id=one.organisation_id, organisation_kind=kind, locale="zh-CN", session_id=NO_SESSION, access=access,
        )
        for one, kind in rows
    }  # fmt: skip
