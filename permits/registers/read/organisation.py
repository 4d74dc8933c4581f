"""The file of a school or a service provider, read: its duties first, then its buses, people, permits and lines."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Missing
from core.models import Organisation
from fleet.models import Line, Person, Vehicle
from geofences.hazards.models import Hazard
from permits.desk.models import Application
from permits.models import InForce, Permit
from permits.registers.hold import Hand, seen, version_of
from permits.registers.kinds import DESK, OWN
from permits.registers.models import RegisterFile
from permits.registers.read import common
from permits.registers.read.owed import as_item, duties_of
from permits.registers.read.shapes import NamedOut, OrganisationFile
from permits.registers.read.standing import Today, worst_first

KINDS = ("school", "operator")


async def organisation_file(session: AsyncSession, *, hand: Hand, organisation_id: int) -> OrganisationFile:
    """All that concerns a school or a provider. Raises Missing."""
    viewer = hand.viewer
    one = await seen(session, viewer, Organisation, organisation_id)
    if one.kind not in KINDS:
        raise Missing("organisation", organisation_id)
    duties = (await duties_of(session, [one], Today(hand.now, hand.today)))[one.id]
    held = select(Permit.vehicle_id).where(Permit.holder_id == one.id)
    lines = Line.school_id == one.id if one.kind == "school" else InForce.vehicle_id.in_(held)
    return OrganisationFile(
        version=await version_of(session, Organisation, one.id),
        may=["duty", "paper"] if viewer.role in DESK | OWN else [],
        items=worst_first([as_item(duty, hand.today) for duty in duties]),
        papers=await common.papers_of(session, RegisterFile.organisation_id == one.id),
        permits=await common.permits_of(session, viewer, Permit.holder_id == one.id, hand.now),
        lines=await common.lines_of(session, lines, hand.now),
        hazards=await common.hazards_of(session, viewer, Hazard.organisation_id == one.id),
        history=await common.history_of(session, "organisation", one.id),
        id=str(one.id),
        name=one.name,
        name_en=one.name_en,
        kind=one.kind,
        stage=one.stage,
        duties=duties,
        vehicles=await _vehicles(session, one.id),
        people=await _people(session, hand, one.id),
        applications=await common.applications_of(session, viewer, Application.applicant_id == one.id),
    )


async def _vehicles(session: AsyncSession, id_: int) -> list[NamedOut]:
    rows = await session.execute(
        select(Vehicle.id, Vehicle.plate)
        .where(or_(Vehicle.operator_id == id_, Vehicle.school_id == id_))
        .order_by(Vehicle.plate)
        .limit(common.MOST)
    )
    return [NamedOut(id=str(vehicle), name=plate) for vehicle, plate in rows]


async def _people(session: AsyncSession, hand: Hand, id_: int) -> list[NamedOut]:
    rows = await session.execute(
        select(Person.id, Person.name, Person.kind)
        .where(Person.organisation_id == id_, or_(Person.left_on.is_(None), Person.left_on >= hand.today))
        .order_by(Person.kind, Person.name)
        .limit(common.MOST)
    )
    return [NamedOut(id=str(person), name=name, detail=kind) for person, name, kind in rows]
