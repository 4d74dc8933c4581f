"""What is missing of each bus before its rules can be switched on: one query over the registers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Invalid, field
from core.models import Organisation
from core.pagination import PageQuery, page_rows
from fleet.models import Binding, Person, Vehicle
from fleet.service import plain_plate, plain_plate_column
from permits.imports.schemas import MissingCount, MissingOut, MissingSummary
from permits.models import InForce, PermitDriver, PermitLine, Qualification, Sign, Training

Operator = aliased(Organisation, name="operator")


def wanting(at: datetime, today: date) -> dict[str, ColumnElement[bool]]:
    """Each thing that a bus must have, with the condition that it lacks it, in the order in which an office would enter it.

    `today` is the district's day: a training of which it is the last day is valid.
    """
    ruled = and_(InForce.vehicle_id == Vehicle.id, InForce.during.contains(at))
    endorsed = (
        select(PermitDriver.person_id)
        .join(InForce, InForce.permit_version_id == PermitDriver.permit_version_id)
        .join(Qualification, Qualification.person_id == PermitDriver.person_id)
        .where(ruled, Qualification.during.contains(at))
    )
    lines = select(PermitLine.line_version_id).join(
        InForce, InForce.permit_version_id == PermitLine.permit_version_id
    )  # fmt: skip
    attendants = select(Person.id).where(
        Person.kind == "attendant",
        Person.organisation_id.in_((Vehicle.operator_id, Vehicle.school_id)),
        or_(Person.left_on.is_(None), Person.left_on >= today),
    )
    trained = attendants.where(
        exists(select(Training.id).where(Training.person_id == Person.id, Training.valid_to >= today))
    )
    return {
        "operator": Vehicle.operator_id.is_(None),
        "seats": Vehicle.seats.is_(None),
        "registered_on": Vehicle.registered_on.is_(None),
        "inspection": Vehicle.inspection_valid_to.is_(None),
        "licence_class": Vehicle.licence_class.is_(None),
        "permit": ~exists(select(InForce.id).where(ruled)),
        "sign": ~exists(select(Sign.id).where(Sign.vehicle_id == Vehicle.id, Sign.during.contains(at))),
        "driver": ~exists(endorsed),
        "line": ~exists(lines.where(ruled)),
        "attendant": ~exists(trained),
        "device": ~exists(select(Binding.id).where(Binding.vehicle_id == Vehicle.id, Binding.during.contains(at))),
    }


async def list_missing(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    at: datetime,
    today: date,
    what: str | None,
    plate: str | None,
) -> tuple[list[MissingOut], str | None]:
    """Buses with what each lacks; `what`: only those that lack this ("any": anything). Raises Invalid."""
    lacks = wanting(at, today)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Vehicle, Operator.name.label("operator_name"), *(condition.label(name) for name, condition in lacks.items())
        )
        .outerjoin(Operator, Operator.id == Vehicle.operator_id)
        .where(visible(viewer, "vehicle"))
    )
    if what == "any":
        statement = statement.where(_any(lacks))
    elif what is not None and what not in lacks:
        raise Invalid(field("what", zh=f"应为以下之一：{'、'.join(lacks)}", en=f"is one of {', '.join(lacks)}"))
    elif what is not None:
        statement = statement.where(lacks[what])
    if plate is not None:
        statement = statement.where(plain_plate_column().contains(plain_plate(plate), autoescape=True))
    keys = {"plate": Vehicle.plate, "id": Vehicle.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="plate", unique=Vehicle.id)
    return [
        MissingOut(
            id=str(row[0].id),
            plate=row[0].plate,
            operator_name=row.operator_name,
            missing=[n for n in lacks if getattr(row, n)],
        )
        for row in rows
    ], following


async def summary(session: AsyncSession, *, viewer: Viewer, at: datetime, today: date) -> MissingSummary:
    """How many buses lack what."""
    lacks = wanting(at, today)
    counted = (func.count(case((condition, 1))).label(name) for name, condition in lacks.items())
    complete = func.count(case((~_any(lacks), 1)))
    row: Any = (
        await session.execute(
            select(func.count(literal(1)), complete, *counted).where(visible(viewer, "vehicle")).select_from(Vehicle)
        )
    ).one()
    counts = [MissingCount(what=name, count=getattr(row, name)) for name in lacks]
    return MissingSummary(vehicles=row[0], complete=row[1], counts=counts)


def _any(lacks: dict[str, ColumnElement[bool]]) -> ColumnElement[bool]:
    conditions = list(lacks.values())
    found = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found
