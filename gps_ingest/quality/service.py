"""Use cases of quality: a month's figures by platform, operator or vehicle; its days; the last days of one vehicle."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.access import Viewer
from core.pagination import PageQuery, page_rows
from core.settings import Settings
from fleet.quality.days import ONE_DAY, span
from fleet.quality.definitions import DEFINITIONS
from fleet.quality.metrics import Connected, Share, connected
from fleet.quality.models import QualityDay
from fleet.quality.reasons import NAMES, UNQUALIFYING, Reason
from fleet.service import vehicle
from gps_ingest.models import UpTime
from gps_ingest.quality import sums
from gps_ingest.quality.ledger import BREAK_S
from gps_ingest.quality.schemas import (
    By,
    DefinitionOut,
    DefinitionsOut,
    QualityDayOut,
    QualityDaysOut,
    QualityOut,
    QualityPage,
    ReasonOut,
    ShareOut,
    VehicleQualityOut,
    WordsOut,
)
from gps_ingest.quality.sums import Period, Scope

CONNECTIVITY = "connectivity"


def definitions() -> DefinitionsOut:
    """The six metrics, for whoever reads their figures."""
    return DefinitionsOut(
        items=[DefinitionOut.model_validate(one) for one in DEFINITIONS],
        reasons=[
            ReasonOut(
                id=reason.word,
                name=WordsOut.model_validate(NAMES[reason]),
                unqualifying=reason in UNQUALIFYING,
            )
            for reason in Reason
        ],
    )


def period_of(month: str | None, settings: Settings) -> Period:
    """The days of a month (YYYY-MM); of the present one where none is given."""
    if month is None:
        today = clock.today(settings.zone)
        return sums.month_of(today.year, today.month)
    year, number = month.split("-")
    return sums.month_of(int(year), int(number))


async def quality(
    session: AsyncSession, *, scope: Scope, period: Period, by: By, query: PageQuery, settings: Settings
) -> QualityPage:
    """A month's figures, by name."""
    grouped = sums.grouped(scope, period, by)
    statement, name = sums.named(grouped, by)
    keys = {"name": name, "id": grouped.c.key}
    rows, following = await page_rows(session, statement, query, keys=keys, default="name", unique=grouped.c.key)
    return QualityPage(
        items=await shown(session, rows, scope=scope, period=period, by=by, settings=settings),
        next=following,
        month=f"{period.since:%Y-%m}",
        since=period.since,
        until=period.until,
        by=by,
        computed_at=await _computed_at(session, period),
    )


async def every(session: AsyncSession, *, scope: Scope, period: Period, by: By, settings: Settings) -> list[QualityOut]:
    """All rows of a month's figures, by name."""
    grouped = sums.grouped(scope, period, by)
    statement, name = sums.named(grouped, by)
    rows = list(await session.execute(statement.order_by(name, grouped.c.key)))
    return await shown(session, rows, scope=scope, period=period, by=by, settings=settings)


async def shown(
    session: AsyncSession, rows: Any, *, scope: Scope, period: Period, by: By, settings: Settings
) -> list[QualityOut]:
    """Rows of sums as answers: with the six metrics, and how often each reason."""
    reasons = await sums.by_reason(session, QualityDay.reasons, scope, period, by)
    parked = await sums.by_reason(session, QualityDay.parked_reasons, scope, period, by)
    platform = await connectivity(session, period, settings) if by == "platform" else None
    return [_shown(row, reasons.get(row.key, {}), parked.get(row.key, {}), platform) for row in rows]


def _shown(
    row: Row[Any], reasons: dict[str, int], parked_reasons: dict[str, int], platform: Connected | None
) -> QualityOut:
    totals = sums.totals_of(row)
    metrics = {one.id: _share(one.of(totals)) for one in DEFINITIONS if one.of is not None}
    if platform is not None:
        metrics = {CONNECTIVITY: _share(platform.share), **metrics}
    return QualityOut(
        id=str(row.key),
        name=row.name,
        operator_id=None if row.operator_id is None else str(row.operator_id),
        operator_name=row.operator_name,
        metrics=metrics,
        breaks=None if platform is None else platform.breaks,
        received=totals.received,
        kept=row.kept,
        qualified=totals.qualified,
        parked=row.parked,
        repeated=row.repeated,
        drift_points=row.drift,
        online_days=totals.online_days,
        drift_days=totals.drift_days,
        last_at=row.last_at,
        reasons=reasons,
        parked_reasons=parked_reasons,
    )


def _share(share: Share) -> ShareOut:
    return ShareOut(numerator=share.numerator, denominator=share.denominator, rate=share.rate)


async def connectivity(session: AsyncSession, period: Period, settings: Settings) -> Connected:
    """How long our own doors were open in a period, up to now and from when they were first; of several shares the sum."""
    now_s = clock.now().timestamp()
    since_s, until_s = span(period.since, settings.zone)[0], min(span(period.until, settings.zone)[1], now_s)
    shares: dict[int, list[tuple[float, float]]] = {}
    for share, since, until in await session.execute(select(UpTime.share, UpTime.since, UpTime.until)):
        end_s = until.timestamp()  # one that still goes on is written every few seconds only
        shares.setdefault(share, []).append((since.timestamp(), now_s if now_s - end_s <= BREAK_S else end_s))
    found = [connected(each, max(since_s, min(each)[0]), until_s) for each in shares.values()]
    together = Share(sum(one.share.numerator for one in found), sum(one.share.denominator for one in found))
    return Connected(together, sum(one.breaks for one in found))


async def days(session: AsyncSession, *, scope: Scope, period: Period) -> QualityDaysOut:
    """The days of a month. Raises Missing for a vehicle that is not there, or not the viewer's to see."""
    if scope.vehicle_id is not None:
        await vehicle(session, viewer=scope.viewer, vehicle_id=scope.vehicle_id)
    rows = await session.execute(sums.days(scope, period))
    return QualityDaysOut(
        month=f"{period.since:%Y-%m}",
        since=period.since,
        until=period.until,
        items=[
            QualityDayOut(
                received=row.kept + row.parked,
                drift_points=row.drift,
                **{
                    name: getattr(row, name)
                    for name in QualityDayOut.model_fields
                    if name not in ("received", "drift_points")
                },
            )
            for row in rows
        ],
    )


async def last_days(
    session: AsyncSession, *, viewer: Viewer, vehicle_id: int, count: int, settings: Settings
) -> VehicleQualityOut:
    """One vehicle over its last `count` days, today included. Raises Missing."""
    await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    today = clock.today(settings.zone)
    period = Period(today - timedelta(days=count) + ONE_DAY, today)
    scope = Scope(viewer, vehicle_id=vehicle_id)
    [found] = await every(session, scope=scope, period=period, by="vehicle", settings=settings)
    return VehicleQualityOut(
        **found.model_dump(),
        days=count,
        since=period.since,
        until=period.until,
        computed_at=await _computed_at(session, period),
    )


async def _computed_at(session: AsyncSession, period: Period) -> datetime | None:
    newest: datetime | None = await session.scalar(select(func.max(QualityDay.computed_at)).where(period.holds()))
    return newest
