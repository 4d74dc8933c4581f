"""Read the papers of a bus, a driver, an attendant and a run out of the tables, as they are for one moment."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
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
from permits.registers.load import equipment_of, policies_of
from rules.papers.papers import (
    AttendantPapers,
    PermitPapers,
    SignPapers,
    VehiclePapers,
)


async def vehicle_papers(session: AsyncSession, vehicle_id: int) -> VehiclePapers:
    """What the vehicle licence and the register say, as far as it is recorded."""
    return (await vehicles_papers(session, [vehicle_id]))[vehicle_id]


async def vehicles_papers(session: AsyncSession, ids: Collection[int]) -> dict[int, VehiclePapers]:
    """The same of many, by id."""
    statement = (
        select(Vehicle, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Vehicle.owner_id)
        .where(Vehicle.id.in_(ids))
    )
    policies = await policies_of(session, ids)
    things = await equipment_of(session, ids)
    return {
        vehicle.id: VehiclePapers(
            inspection_to=vehicle.inspection_valid_to,
            inspection_requested_on=vehicle.inspection_requested_on,
            licence_class=vehicle.licence_class,
            owner=owner,
            policies=tuple(policies[vehicle.id]),
            equipment=tuple(things[vehicle.id]),
        )
        for vehicle, owner in await session.execute(statement)
    }


async def sign_papers(session: AsyncSession, vehicle_id: int, at: datetime) -> SignPapers | None:
    """The sign that may be used at a moment, else the last that might; the drivers are those of its permit version."""
    return (await signs_papers(session, [vehicle_id], at)).get(vehicle_id)


async def signs_papers(session: AsyncSession, ids: Collection[int], at: datetime) -> dict[int, SignPapers]:
    """The same of many vehicles, by id."""
    usable = Sign.during.contains(at)
    statement = (
        select(Sign, usable)
        .ext(distinct_on(Sign.vehicle_id))
        .where(Sign.vehicle_id.in_(ids), func.lower(Sign.during) <= at)
        .order_by(Sign.vehicle_id, usable.desc(), func.lower(Sign.during).desc())
    )
    rows = (await session.execute(statement)).all()
    drivers = await _drivers(session, [sign.permit_version_id for sign, _ in rows])
    return {
        sign.vehicle_id: SignPapers(
            sign.number, sign.issued_on, sign.valid_to, bool(may), drivers[sign.permit_version_id]
        )
        for sign, may in rows
    }


async def permit_papers(session: AsyncSession, vehicle_id: int, at: datetime) -> PermitPapers | None:
    """The permit version in force at a moment with all that it approves."""
    return (await permits_papers(session, [vehicle_id], at)).get(vehicle_id)


async def permits_papers(session: AsyncSession, ids: Collection[int], at: datetime) -> dict[int, PermitPapers]:
    """The same of many vehicles, by id."""
    statement = (
        select(InForce.vehicle_id, Permit.number, PermitVersion, Organisation.name)
        .join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .join(Organisation, Organisation.id == PermitVersion.owner_id)
        .where(InForce.vehicle_id.in_(ids), InForce.during.contains(at))
    )
    rows = (await session.execute(statement)).all()
    versions = [version.id for _, _, version, _ in rows]
    drivers = await _drivers(session, versions)
    lines = defaultdict[int, dict[int, int]](dict)
    departures: dict[int, set[time]] = {}
    approved = (
        select(PermitLine.permit_version_id, LineVersion.line_id, LineVersion.id, RunningTime.departs)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .outerjoin(RunningTime, RunningTime.line_version_id == LineVersion.id)
        .where(PermitLine.permit_version_id.in_(versions))
        .order_by(LineVersion.version)
    )
    for version_id, line, line_version, departs in await session.execute(approved):
        lines[version_id][line] = line_version
        if departs is not None:
            departures.setdefault(line_version, set()).add(departs)
    return {
        vehicle_id: PermitPapers(
            number=number,
            valid_to=version.valid_to,
            owner=owner,
            drivers=drivers[version.id],
            lines=lines[version.id],
            departures={key: frozenset(departures[key]) for key in lines[version.id].values() if key in departures},
        )
        for vehicle_id, number, version, owner in rows
    }


async def named_on_signs(
    session: AsyncSession, person_ids: Collection[int], at: datetime
) -> defaultdict[int, list[int]]:
    """By driver the vehicles whose usable sign names him."""
    statement = (
        select(PermitDriver.person_id, Sign.vehicle_id)
        .distinct()
        .join(Sign, Sign.permit_version_id == PermitDriver.permit_version_id)
        .where(PermitDriver.person_id.in_(person_ids), Sign.during.contains(at))
        .order_by(PermitDriver.person_id, Sign.vehicle_id)
    )
    found = defaultdict[int, list[int]](list)
    for person_id, vehicle_id in await session.execute(statement):
        found[person_id].append(vehicle_id)
    return found


async def driver_papers(session: AsyncSession, person_id: int | None, at: datetime) -> DriverPapers | None:
    """A driver's papers at a moment; None for nobody."""
    return None if person_id is None else (await drivers_papers(session, [person_id], at)).get(person_id)


async def attendant_papers(session: AsyncSession, person_id: int | None, day: date) -> AttendantPapers | None:
    """An attendant's newest certificate; None for nobody."""
    person = None if person_id is None else await session.get(Person, person_id)
    if person is None:
        return None
    until: date | None = await session.scalar(
        select(func.max(Training.valid_to)).where(Training.person_id == person.id)
    )
    return AttendantPapers(person.name, until, await attendants_registered(session, day))


async def attendants_registered(session: AsyncSession, day: date) -> bool:
    """Whether any attendant's certificate is on record by a day: before that nobody is untrained by the record (R15)."""
    ever = exists(
        select(Training.id)
        .join(Person, Person.id == Training.person_id)
        .where(Person.kind == "attendant", Training.passed_on <= day, Training.passed_on <= Training.valid_to)
    )
    return bool(await session.scalar(select(ever)))


async def _drivers(session: AsyncSession, version_ids: Collection[int]) -> defaultdict[int, frozenset[int]]:
    statement = select(PermitDriver.permit_version_id, PermitDriver.person_id).where(
        PermitDriver.permit_version_id.in_(version_ids)
    )
    found = defaultdict[int, frozenset[int]](frozenset)
    for version_id, person_id in await session.execute(statement):
        found[version_id] |= {person_id}
    return found
