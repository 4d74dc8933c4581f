"""Sums over the days of vehicles, as queries: of a platform, of each operator, of each vehicle that somebody may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, Subquery, cast, exists, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.access import Viewer, visible
from core.models import Organisation
from fleet.models import Vehicle
from fleet.quality.days import ONE_DAY
from fleet.quality.metrics import Totals
from fleet.quality.models import QualityDay
from gps_ingest.quality.schemas import By

NO_OPERATOR = 0
SUMMED = ("kept", "qualified", "parked", "repeated", "drift", "complete_m", "total_m")
COUNTED = ("online_days", "drift_days")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    def holds(self) -> ColumnElement[bool]:
        """The condition that a day is one of them."""
        return QualityDay.day.between(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: what the viewer may see, of one operator or one vehicle only where that is asked."""

    viewer: Viewer
    operator_id: int | None = None
    vehicle_id: int | None = None

    def holds(self) -> ColumnElement[bool]:
        """The condition on vehicles."""
        condition = visible(self.viewer, "vehicle")
        if self.operator_id is not None:
            condition &= Vehicle.operator_id == self.operator_id
        if self.vehicle_id is not None:
            condition &= Vehicle.id == self.vehicle_id
        return condition


def _key(by: By) -> ColumnElement[int]:
    keys: dict[By, ColumnElement[int]] = {
        "platform": literal(NO_OPERATOR),
        "operator": func.coalesce(Vehicle.operator_id, NO_OPERATOR),
        "vehicle": Vehicle.__table__.c.id,
    }
    return keys[by]


def grouped(scope: Scope, period: Period, by: By) -> Subquery:
    """One row a key (`NO_OPERATOR` for the platform and for vehicles of no operator): vehicles counted, days summed."""
    sums = [func.sum(getattr(QualityDay, name)).label(name) for name in SUMMED]
    month = (
        select(
            QualityDay.vehicle_id,
            *sums,
            func.count().filter(QualityDay.kept > 0).label("online_days"),
            func.count().filter(QualityDay.drift > 0).label("drift_days"),
            func.max(QualityDay.last_at).label("last_at"),
        )
        .where(period.holds())
        .group_by(QualityDay.vehicle_id)
        .subquery("month")
    )
    ever = exists().where(QualityDay.vehicle_id == Vehicle.id, QualityDay.day <= period.until, QualityDay.qualified > 0)
    vehicles = (
        select(_key(by).label("key"), ever.label("networked"), *(c for c in month.c if c.name != "vehicle_id"))
        .select_from(Vehicle)
        .outerjoin(month, month.c.vehicle_id == Vehicle.id)
        .where(scope.holds())
        .subquery("vehicles")
    )
    c = vehicles.c
    return (
        select(
            c.key,
            func.count().label("registered"),
            func.count().filter(c.networked).label("networked"),
            func.count().filter(c.networked, c.online_days > 0).label("online"),
            *(func.coalesce(func.sum(c[name]), 0).label(name) for name in (*SUMMED, *COUNTED)),
            func.max(c.last_at).label("last_at"),
        )
        .group_by(c.key)
        .subquery("grouped")
    )


def named(sums: Subquery, by: By) -> tuple[Select[Any], ColumnElement[str]]:
    """The rows of `grouped` with `name`, `operator_id` and `operator_name`; and the name to sort by."""
    operator = Organisation.__table__.c
    if by == "vehicle":
        name: ColumnElement[str] = Vehicle.__table__.c.plate
        statement = (
            select(sums, name.label("name"), Vehicle.operator_id, operator.name.label("operator_name"))
            .join(Vehicle, Vehicle.id == sums.c.key)
            .outerjoin(Organisation, operator.id == Vehicle.operator_id)
        )
        return statement, name
    statement = select(
        sums, operator.name.label("name"), operator.id.label("operator_id"), operator.name.label("operator_name")
    ).outerjoin(Organisation, operator.id == sums.c.key)
    return statement, func.coalesce(operator.name, "")


async def by_reason(
    session: AsyncSession, column: InstrumentedAttribute[dict[str, Any]], scope: Scope, period: Period, by: By
) -> dict[int, dict[str, int]]:
    """How often each reason of a column of counts, by key; the most frequent first."""
    each = func.jsonb_each_text(cast(column, JSONB)).table_valued("key", "value", name="each")
    count = func.sum(cast(each.c.value, BigInteger))
    statement = (
        select(_key(by).label("group"), each.c.key, count)
        .select_from(QualityDay)
        .join(Vehicle, Vehicle.id == QualityDay.vehicle_id)
        .join(each, literal(value=True))
        .where(period.holds(), scope.holds())
        .group_by("group", each.c.key)
        .order_by(count.desc(), each.c.key)
    )
    found: dict[int, dict[str, int]] = {}
    for key, reason, number in await session.execute(statement):
        found.setdefault(key, {})[reason] = int(number)
    return found


def totals_of(row: Row[Any]) -> Totals:
    """The sums of a row of `grouped` as the metrics take them."""
    return Totals(
        registered=row.registered,
        networked=row.networked,
        online=row.online,
        received=int(row.kept + row.parked),
        qualified=int(row.qualified),
        complete_m=float(row.complete_m),
        total_m=float(row.total_m),
        online_days=int(row.online_days),
        drift_days=int(row.drift_days),
    )


def days(scope: Scope, period: Period) -> Select[Any]:
    """One row a day of which something came, in order."""
    return (
        select(
            QualityDay.day,
            func.count().filter(QualityDay.kept > 0).label("online"),
            *(func.sum(getattr(QualityDay, name)).label(name) for name in SUMMED),
            func.min(QualityDay.first_at).label("first_at"),
            func.max(QualityDay.last_at).label("last_at"),
        )
        .join(Vehicle, Vehicle.id == QualityDay.vehicle_id)
        .where(period.holds(), scope.holds())
        .group_by(QualityDay.day)
        .order_by(QualityDay.day)
    )


def month_of(year: int, month: int) -> Period:
    """The days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), following - ONE_DAY)
