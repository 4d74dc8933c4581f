"""What a hazard's measure led to: events and findings per passage at its place before and after, each with its interval.

Both windows are of at most DAYS local days; the day of the measure itself is in neither. Findings are compared only over days on
which the place was already drawn as it is: before that nothing there could be found, and that would look like a measure that made
things worse. Events are not compared over the days by whose events a walk chose the place: what is chosen for being high falls by
itself (regression to the mean). A share of fewer than ENOUGH passages is told, and nothing is concluded from it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.access import Viewer, visible
from core.errors import Missing
from core.settings import Settings
from findings.danger.models import DangerDay, DangerWord
from findings.danger.schemas import Compared, EffectOut, Figure, Said
from findings.danger.seen.bounds import difference, wilson
from findings.danger.walk.days import DAYS, measured_on, wanted
from geofences.hazards.models import Hazard
from geofences.models import Place

ENOUGH = 30  # passages; ours: of fewer the interval of any share is wider than half of it


async def effect(session: AsyncSession, *, viewer: Viewer, settings: Settings, hazard_id: int) -> EffectOut:
    """Before and after, as far as the days are reckoned. Raises Missing."""
    hazard = await session.scalar(select(Hazard).where(Hazard.id == hazard_id, visible(viewer, "hazard")))
    if hazard is None:
        raise Missing("hazard", hazard_id)
    measured = measured_on(hazard.state, hazard.submitted_at, settings.zone)
    chosen = await _chosen(session, hazard.id, settings.zone)
    told = {"hazard_id": hazard.id, "measured_on": measured, "enough": ENOUGH, "findings": None, "events": None}
    told |= {"chosen_since": chosen[0] if chosen else None, "chosen_until": chosen[1] if chosen else None}
    if hazard.place_key is None:
        return EffectOut.model_validate({**told, "state": "no_place", "waiting_days": 0})
    found, today = _day(hazard.found_at, settings.zone), clock.today(settings.zone)
    due, oldest = set(wanted(found, measured, today)), today - timedelta(days=settings.track_retention_days)
    version, drawn = await _outline(session, hazard.place_key)
    of_place = (DangerDay.place_key == hazard.place_key) & (DangerDay.place_version == version)
    statement = select(DangerDay).where(of_place).order_by(DangerDay.day)
    days = [row for row in await session.scalars(statement) if row.day in due]
    waiting = len({day for day in due if day >= oldest} - {row.day for row in days})
    if not days:
        return EffectOut.model_validate({**told, "state": "waiting", "waiting_days": waiting})
    placed = [row for row in days if drawn is None or row.day > _day(drawn, settings.zone)]
    free = [row for row in days if chosen is None or not chosen[0] <= row.day <= chosen[1]]
    compared = {
        "findings": _compared(placed, measured, "finding"),
        "events": _compared(free, measured, "event"),
    }
    state = "no_measure" if measured is None else "compared"
    return EffectOut.model_validate({**told, **compared, "state": state, "waiting_days": waiting})


async def _chosen(session: AsyncSession, hazard_id: int, zone: ZoneInfo) -> tuple[date, date] | None:
    """The first and last day of the walk by which a hazard's place was chosen; None where a person found it."""
    statement = select(DangerWord.since, DangerWord.until).where(DangerWord.hazard_id == hazard_id)
    row = (await session.execute(statement)).first()
    return None if row is None else (_day(row[0], zone), _day(row[1] - timedelta(microseconds=1), zone))


async def _outline(session: AsyncSession, key: UUID) -> tuple[int | None, datetime | None]:
    """Since which version, and when, the place lies as it does now."""
    columns = (func.ST_AsBinary(Place.geom), Place.width_m, Place.version, func.lower(Place.during))
    rows = (await session.execute(select(*columns).where(Place.key == key).order_by(Place.version.desc()))).all()
    same = list(takewhile(lambda row: row[:2] == rows[0][:2], rows))
    return same[-1][2:4] if same else (None, None)


def _compared(days: Sequence[DangerDay], measured: date | None, noun: str) -> Compared:
    before = _figure([row for row in days if measured is None or row.day < measured][-DAYS:], noun)
    after = _figure([row for row in days if measured is not None and row.day > measured][:DAYS], noun)
    if measured is None or not before.passages or not after.passages:
        said: Said = "no_measure" if measured is None else "too_few"
        return Compared(before=before, after=after, low=None, high=None, said=said)
    low, high = difference((before.hits, before.passages), (after.hits, after.passages))
    return Compared(before=before, after=after, low=low, high=high, said=_said(before, after, low, high))


def _said(before: Figure, after: Figure, low: float, high: float) -> Said:
    if min(before.passages, after.passages) < ENOUGH:
        return "too_few"
    if high < 0:
        return "fewer"
    return "more" if low > 0 else "no_difference"


def _figure(days: Sequence[DangerDay], noun: str) -> Figure:
    passages = sum(row.passages for row in days)
    hits, count = (sum(getattr(row, name) for row in days) for name in (f"{noun}_hits", f"{noun}s"))
    low, high = wilson(hits, passages)
    return Figure(
        since=days[0].day if days else None,
        until=days[-1].day if days else None,
        days=len(days),
        passages=passages,
        hits=hits,
        count=count,
        share=hits / passages if passages else None,
        low=low,
        high=high,
    )


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
