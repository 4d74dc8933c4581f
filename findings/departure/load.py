"""Read the papers of a bus, a driver, an attendant and a run out of the tables, as they are for one moment."""

from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Organisation
from fleet.models import LineVersion, Person, RunningTime, Vehicle
from permits.drivers.load import drivers_papers
from permits.drivers.papers import DriverPapers
from permits.models import (
    InForce,
    Permit,
    PermitDriver,
    PermitLine,
    PermitVersion,
    Sign,
    Training,
)
from rules.papers.papers import (
    AttendantPapers,
    PermitPapers,
    SignPapers,
    VehiclePapers,
)


async def vehicle_papers(session: AsyncSession, vehicle_id: int) -> VehiclePapers:
    """What the vehicle licence says, as far as it is recorded."""
    statement = (
        select(Vehicle, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Vehicle.owner_id)
        .where(Vehicle.id == vehicle_id)
    )
    vehicle, owner = (await session.execute(statement)).one()
    return VehiclePapers(
        inspection_to=vehicle.inspection_valid_to,
        inspection_requested_on=vehicle.inspection_requested_on,
        licence_class=vehicle.licence_class,
        owner=owner,
    )


async def sign_papers(session: AsyncSession, vehicle_id: int, at: datetime) -> SignPapers | None:
    """The sign that may be used at a moment, else the last that might; the drivers are those of its permit version."""
    statement = (
        select(Sign, Sign.during.contains(at))
        .where(Sign.vehicle_id == vehicle_id, func.lower(Sign.during) <= at)
        .order_by(Sign.during.contains(at).desc(), func.lower(Sign.during).desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    sign, usable = row
    drivers = await _drivers(session, sign.permit_version_id)
    return SignPapers(sign.number, sign.issued_on, sign.valid_to, bool(usable), drivers)


async def permit_papers(session: AsyncSession, vehicle_id: int, at: datetime) -> PermitPapers | None:
    """The permit version in force at a moment with all that it approves."""
    statement = (
        select(Permit.number, PermitVersion, Organisation.name)
        .join(PermitVersion, PermitVersion.permit_id == Permit.id)
        .join(InForce, InForce.permit_version_id == PermitVersion.id)
        .join(Organisation, Organisation.id == PermitVersion.owner_id)
        .where(InForce.vehicle_id == vehicle_id, InForce.during.contains(at))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    number, version, owner = row
    lines: dict[int, int] = {}
    departures: dict[int, set[time]] = {}
    approved = (
        select(LineVersion.line_id, LineVersion.id, RunningTime.departs)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .outerjoin(RunningTime, RunningTime.line_version_id == LineVersion.id)
        .where(PermitLine.permit_version_id == version.id)
        .order_by(LineVersion.version)
    )
    for line, line_version, departs in await session.execute(approved):
        lines[line] = line_version
        if departs is not None:
            departures.setdefault(line_version, set()).add(departs)
    return PermitPapers(
        number=number,
        valid_to=version.valid_to,
        owner=owner,
        drivers=await _drivers(session, version.id),
        lines=lines,
        departures={key: frozenset(times) for key, times in departures.items()},
    )


async def driver_papers(session: AsyncSession, person_id: int | None, at: datetime) -> DriverPapers | None:
    """A driver's papers at a moment; None for nobody."""
    return None if person_id is None else (await drivers_papers(session, [person_id], at)).get(person_id)


async def attendant_papers(session: AsyncSession, person_id: int | None) -> AttendantPapers | None:
    """An attendant's newest certificate; None for nobody."""
    person = None if person_id is None else await session.get(Person, person_id)
    if person is None:
        return None
    until: date | None = await session.scalar(
        select(func.max(Training.valid_to)).where(Training.person_id == person.id)
    )
    return AttendantPapers(person.name, until)


async def _drivers(session: AsyncSession, version_id: int) -> frozenset[int]:
    statement = select(PermitDriver.person_id).where(PermitDriver.permit_version_id == version_id)
    return frozenset(await session.scalars(statement))
