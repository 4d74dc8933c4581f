"""The sightings of the window as the score takes them: who was at schools on days enough, and what each was seen doing."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import calendar
from findings.suspects.models import KnownPlate, Sighting
from findings.suspects.score.hours import load_hours
from findings.suspects.score.misread import Seen, alike
from findings.suspects.score.parameters import Parameters
from findings.suspects.score.visits import Glimpse, Hours
from fleet.models import Vehicle
from fleet.service import plain_plate_column

PLATES_AT_ONCE = 500
COUNTS_AT_ONCE = 5000
LEAST = 2  # sightings: seen once it is no candidate, and nothing is misread for it


@dataclass(frozen=True, slots=True)
class Ground:
    """What the sightings are seen against: hours, class days, lists."""

    since: datetime
    zone: ZoneInfo
    hours: Mapping[int, Hours]
    usual: Hours
    days: calendar.Calendar
    lists: Mapping[str, tuple[str, ...]]

    def class_day(self, day: date) -> bool:
        """Whether pupils have classes; while no term is entered every working day is taken for one."""
        return self.days.is_class_day(day) if self.days.terms else self.days.is_working_day(day)[0]


async def load_ground(session: AsyncSession, *, parameters: Parameters, now: datetime, zone: ZoneInfo) -> Ground:
    """As the database has it now."""
    since = now - timedelta(days=parameters["window_days"])
    usual = parameters.usual
    today = now.astimezone(zone).date()
    lists: dict[str, tuple[str, ...]] = {}
    rows = select(KnownPlate.plate, KnownPlate.kind).where(KnownPlate.until >= today).order_by(KnownPlate.kind)
    for plate, kind in await session.execute(rows):
        lists[plate] = (*lists.get(plate, ()), kind)
    hours = await load_hours(session, usual=usual)
    return Ground(since, zone, hours, usual, await calendar.load_calendar(session), lists)


async def seen_alike(session: AsyncSession, *, plates: Sequence[str], since: datetime) -> dict[str, Seen]:
    """How often these plates and those that look like one of them were seen at schools; of all others nothing is kept."""
    if not plates:
        return {}
    wanted = alike(plates)
    counts = (
        select(Sighting.plate, func.count(), func.array_agg(Sighting.school_id.distinct()))
        .where(Sighting.seen_at >= since, Sighting.school_id.is_not(None))
        .group_by(Sighting.plate)
        .having(func.count() >= LEAST)
    )
    rows = await session.stream(counts, execution_options={"yield_per": COUNTS_AT_ONCE})
    return {
        plate: Seen(times, frozenset(school for school in schools if school is not None))
        async for plate, times, schools in rows
        if wanted(plate)
    }


async def candidates(session: AsyncSession, *, ground: Ground, min_days: int) -> list[str]:
    """The plates that were at schools on so many days; those of registered vehicles are not strangers."""
    day = cast(func.timezone(ground.zone.key, Sighting.seen_at), Date)
    statement = (
        select(Sighting.plate)
        .where(
            Sighting.seen_at >= ground.since,
            Sighting.school_id.is_not(None),
            Sighting.plate.not_in(select(plain_plate_column()).select_from(Vehicle)),
        )
        .group_by(Sighting.plate)
        .having(func.count(day.distinct()) >= min_days)
        .order_by(Sighting.plate)
    )
    return list(await session.scalars(statement))


async def glimpses(
    session: AsyncSession, *, plates: Sequence[str], since: datetime
) -> AsyncIterator[tuple[str, list[Glimpse]]]:
    """Plate by plate what was seen of it at schools, by time; so many plates at once that memory is bounded."""
    for first in range(0, len(plates), PLATES_AT_ONCE):
        statement = (
            select(
                Sighting.plate, Sighting.seen_at, Sighting.school_id, Sighting.left_at, Sighting.children,
                Sighting.vehicle_kind,
            )
            .where(
                Sighting.plate.in_(plates[first : first + PLATES_AT_ONCE]),
                Sighting.seen_at >= since,
                Sighting.school_id.is_not(None),
            )
            .order_by(Sighting.plate, Sighting.seen_at, Sighting.id)
        )  # fmt: skip
        for plate, rows in _by_plate((await session.execute(statement)).all()):
            yield plate, [Glimpse(*row[1:]) for row in rows]


def _by_plate(rows: Sequence[Any]) -> Iterator[tuple[str, Iterator[Any]]]:
    yield from groupby(rows, key=lambda row: row[0])
