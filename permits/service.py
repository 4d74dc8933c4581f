"""Use cases of permits read: which version rules a vehicle now, what it approves, which sign goes with it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Label, Row, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Organisation
from core.pagination import PageQuery, page_rows
from fleet.models import Line, LineVersion, Person, Vehicle
from fleet.people import masked
from permits.models import InForce, Permit, PermitDriver, PermitLine, PermitVersion, Sign
from permits.schemas import (
    PermitDetail,
    PermitDriverOut,
    PermitLineOut,
    PermitOnCard,
    PermitOut,
    PermitState,
    SignOut,
)

Holder = aliased(Organisation, name="holder")
AnySelect = Select[*tuple[Any, ...]]


async def list_permits(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, at: datetime, vehicle_id: int | None, number: str | None
) -> tuple[list[PermitOut], str | None]:
    """Permits by number, each with the version that says most of the moment."""
    statement = _permits(viewer, at)
    if vehicle_id is not None:
        statement = statement.where(Permit.vehicle_id == vehicle_id)
    if number is not None:
        statement = statement.where(Permit.number == number)
    keys = {"number": Permit.number, "id": Permit.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="number", unique=Permit.id)
    return [PermitOut.model_validate(_summary(row)) for row in rows], following


async def permitted_vehicles(session: AsyncSession, *, at: datetime) -> set[int]:
    """The vehicles whose permit and sign are both in force at a moment."""
    signed = select(Sign.vehicle_id).where(Sign.during.contains(at))
    statement = select(InForce.vehicle_id).where(InForce.during.contains(at), InForce.vehicle_id.in_(signed))
    return set(await session.scalars(statement))


async def permit(session: AsyncSession, *, viewer: Viewer, permit_id: int, at: datetime) -> PermitDetail:
    """One permit with its terms. Raises Missing."""
    row = (await session.execute(_permits(viewer, at).where(Permit.id == permit_id))).one_or_none()
    if row is None:
        raise Missing("permit", permit_id)
    during = row.during
    return PermitDetail.model_validate(
        _summary(row)
        | {
            "lines": await lines_of(session, version_id=row.PermitVersion.id),
            "drivers": await _drivers(session, version_id=row.PermitVersion.id),
            "in_force_since": None if during is None else during.lower,
            "in_force_until": None if during is None else during.upper,
        }
    )


async def permit_of(session: AsyncSession, *, vehicle_id: int, at: datetime, zone: ZoneInfo) -> PermitOnCard | None:
    """The permit that rules a vehicle at a moment, else the last that did; None for one never permitted.

    The vehicle's permit is shown with the vehicle: whoever may see that may see this.
    """
    statement = (
        select(Permit, PermitVersion, InForce.during)
        .join(PermitVersion, PermitVersion.permit_id == Permit.id)
        .join(InForce, InForce.permit_version_id == PermitVersion.id)
        .where(InForce.vehicle_id == vehicle_id, func.lower(InForce.during) <= at)
        .order_by(func.lower(InForce.during).desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    granted, version, during = row
    over_at = during.upper if during.upper is not None and during.upper <= at else None
    return PermitOnCard(
        id=str(granted.id),
        number=granted.number,
        version_id=str(version.id),
        valid_from=version.valid_from,
        valid_to=version.valid_to if over_at is None else _last_day(over_at, zone),
        state="in_force" if over_at is None else "expired",
        lines=await lines_of(session, version_id=version.id),
    )


async def sign_of(session: AsyncSession, *, vehicle_id: int, at: datetime) -> SignOut | None:
    """The sign that a vehicle may use at a moment, else the last that it might."""
    statement = (
        select(Sign)
        .where(Sign.vehicle_id == vehicle_id, func.lower(Sign.during) <= at)
        .order_by(Sign.during.contains(at).desc(), func.lower(Sign.during).desc())
        .limit(1)
    )
    found = await session.scalar(statement)
    return None if found is None else SignOut(number=found.number, valid_to=found.valid_to)


async def lines_of(session: AsyncSession, *, version_id: int) -> list[PermitLineOut]:
    """The lines that a permit version approves, by code."""
    statement = (
        select(Line, LineVersion.id)
        .join(LineVersion, LineVersion.line_id == Line.id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .where(PermitLine.permit_version_id == version_id)
        .order_by(Line.code)
    )
    return [
        PermitLineOut.model_validate(
            {
                "id": line.id,
                "version_id": line_version,
                "name": line.name,
                "name_en": line.name_en,
                "direction": line.direction,
            }
        )
        for line, line_version in await session.execute(statement)
    ]


async def _drivers(session: AsyncSession, *, version_id: int) -> list[PermitDriverOut]:
    statement = (
        select(Person)
        .join(PermitDriver, PermitDriver.person_id == Person.id)
        .where(PermitDriver.permit_version_id == version_id)
        .order_by(Person.id)
    )
    return [
        PermitDriverOut(id=str(person.id), name=person.name, phone_masked=masked(person.phone))
        for person in await session.scalars(statement)
    ]


def _permits(viewer: Viewer, at: datetime) -> AnySelect:
    """Permits, each with one version and one stretch of it: in force at `at`, else the last begun, else the next."""
    begins = func.lower(InForce.during)
    nearest = (
        select(PermitVersion.id.label("version_id"), InForce.id.label("in_force_id"))
        .outerjoin(InForce, InForce.permit_version_id == PermitVersion.id)
        .where(PermitVersion.permit_id == Permit.id)
        .order_by(
            func.coalesce(begins <= at, False).desc(),
            func.abs(func.extract("epoch", begins - at)).nulls_last(),
            PermitVersion.id.desc(),
        )
        .limit(1)
        .correlate(Permit)
        .lateral("nearest")
    )
    return (
        select(Permit, PermitVersion, InForce.during.label("during"), Vehicle.plate, Holder.name, _state(at))
        .select_from(Permit)
        .join(nearest, nearest.c.version_id.is_not(None))
        .join(PermitVersion, PermitVersion.id == nearest.c.version_id)
        .outerjoin(InForce, InForce.id == nearest.c.in_force_id)
        .join(Vehicle, Vehicle.id == Permit.vehicle_id)
        .join(Holder, Holder.id == Permit.holder_id)
        .where(visible(viewer, "permit"))
    )


def _state(at: datetime) -> Label[PermitState]:
    return case(
        (func.upper(InForce.during) <= at, "expired"), (func.lower(InForce.during) <= at, "in_force"), else_="not_yet"
    ).label("state")


def _summary(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    granted, version = row.Permit, row.PermitVersion
    return {
        "id": granted.id,
        "number": granted.number,
        "vehicle_id": granted.vehicle_id,
        "plate": row.plate,
        "holder_id": granted.holder_id,
        "holder_name": row.name,
        "version_id": version.id,
        "version": version.version,
        "state": row.state,
        "seats": version.seats,
        "granted_on": version.granted_on,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
    }


def _last_day(until: datetime, zone: ZoneInfo) -> date:
    """The last day on which it ruled: `until` itself is no more in force."""
    return (until.astimezone(zone) - timedelta(microseconds=1)).date()
