"""The file of one bus (一车一档), read."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.models import Organisation
from fleet.models import Person, Vehicle
from fleet.service import vehicle as shown_vehicle
from geofences.hazards.models import Hazard
from permits.desk.models import Application
from permits.models import InForce, Permit, PermitDriver
from permits.registers.hold import Hand, is_own, seen, version_of
from permits.registers.kinds import DESK, EDITORS, OWN, RECORDS, VEHICLE_FIELDS
from permits.registers.models import Equipment, Insurance, Maintenance, RegisterFile
from permits.registers.read import common
from permits.registers.read.shapes import EquipmentOut, InsuranceOut, MaintenanceOut, NamedOut, VehicleFile
from permits.registers.read.standing import Today, of_vehicles


async def vehicle_file(session: AsyncSession, *, hand: Hand, vehicle_id: int) -> VehicleFile:
    """All that concerns a bus, what is missing or runs out first. Raises Missing."""
    viewer = hand.viewer
    one = await seen(session, viewer, Vehicle, vehicle_id)
    now = Today(hand.now, hand.today)
    owner = None if one.owner_id is None else await session.get_one(Organisation, one.owner_id)
    return VehicleFile(
        version=await version_of(session, Vehicle, one.id),
        may=_may(hand, one),
        items=(await of_vehicles(session, [one], now))[one.id],
        papers=await common.papers_of(session, RegisterFile.vehicle_id == one.id),
        permits=await common.permits_of(session, viewer, Permit.vehicle_id == one.id, hand.now),
        lines=await common.lines_of(session, InForce.vehicle_id == one.id, hand.now),
        hazards=await common.hazards_of(session, viewer, Hazard.vehicle_id == one.id),
        history=await common.history_of(session, "vehicle", one.id),
        vehicle=await shown_vehicle(session, viewer=viewer, vehicle_id=one.id),
        vin=one.vin,
        registered_on=one.registered_on,
        inspection_valid_to=one.inspection_valid_to,
        inspection_requested_on=one.inspection_requested_on,
        licence_class=one.licence_class,
        owner=None if owner is None else NamedOut(id=str(owner.id), name=owner.name),
        insurances=await _rows(session, Insurance, InsuranceOut, one.id, Insurance.valid_to.desc()),
        equipment=await _rows(session, Equipment, EquipmentOut, one.id, Equipment.id),
        maintenance=await _rows(session, Maintenance, MaintenanceOut, one.id, Maintenance.done_on.desc()),
        applications=await common.applications_of(session, viewer, Application.vehicle_id == one.id),
        drivers=await _drivers(session, hand, one.id),
    )


def _may(hand: Hand, one: Vehicle) -> list[str]:
    role = hand.viewer.role
    if role not in EDITORS or (role in OWN and not is_own(hand.viewer, one)):
        return []
    fields = [name for name, roles in VEHICLE_FIELDS.items() if role in roles]
    records = [name for name in ("insurance", "equipment", "maintenance") if role in RECORDS[name]]
    return fields + records + (["paper"] if role in DESK | OWN else [])


async def _rows(session: AsyncSession, table: Any, shape: Any, vehicle_id: int, order: Any) -> list[Any]:
    statement = select(table).where(table.vehicle_id == vehicle_id).order_by(order, table.id.desc()).limit(common.MOST)
    return [shape.model_validate(row) for row in await session.scalars(statement)]


async def _drivers(session: AsyncSession, hand: Hand, vehicle_id: int) -> list[NamedOut]:
    """Whom the permit in force names, of those that the viewer may see."""
    rows = await session.execute(
        select(Person.id, Person.name)
        .distinct()
        .join(PermitDriver, PermitDriver.person_id == Person.id)
        .join(InForce, InForce.permit_version_id == PermitDriver.permit_version_id)
        .where(InForce.vehicle_id == vehicle_id, InForce.during.contains(hand.now), visible(hand.viewer, "person"))
        .order_by(Person.name)
    )
    return [NamedOut(id=str(id_), name=name) for id_, name in rows]
