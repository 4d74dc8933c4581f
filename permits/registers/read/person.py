"""The file of a driver, an attendant or a safety person, read; the telephone number in full is not in it."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.models import Organisation
from fleet.models import Person, Vehicle
from fleet.people import PersonListed, masked
from geofences.hazards.models import Hazard
from permits.models import (
    DriverOffence,
    InForce,
    Permit,
    PermitDriver,
    PermitVersion,
    Qualification,
    ScoringCycle,
    Training,
)
from permits.registers.hold import Hand, is_own, seen, version_of
from permits.registers.kinds import DESK, EDITORS, OWN, PERSON_FIELDS, RECORDS, REVEALING
from permits.registers.models import Confirmation, RegisterFile
from permits.registers.read import common
from permits.registers.read.shapes import (
    ConfirmationOut,
    CycleOut,
    NamedOut,
    OffenceOut,
    PersonFile,
    QualificationOut,
    TrainingOut,
)
from permits.registers.read.standing import Today, of_people


async def person_file(session: AsyncSession, *, hand: Hand, person_id: int) -> PersonFile:
    """All that concerns a person. Raises Missing."""
    viewer = hand.viewer
    one = await seen(session, viewer, Person, person_id)
    employer = await session.get_one(Organisation, one.organisation_id)
    named = select(PermitVersion.permit_id).join(PermitDriver).where(PermitDriver.person_id == one.id)
    on = select(InForce.vehicle_id).join(
        PermitDriver, PermitDriver.permit_version_id == InForce.permit_version_id
    ).where(PermitDriver.person_id == one.id, InForce.during.contains(hand.now))  # fmt: skip
    writes = viewer.role in EDITORS and (viewer.role not in OWN or is_own(viewer, one))
    return PersonFile(
        version=await version_of(session, Person, one.id),
        may=_may(hand, one) if writes else [],
        items=(await of_people(session, [one], Today(hand.now, hand.today)))[one.id],
        papers=await common.papers_of(session, RegisterFile.person_id == one.id),
        permits=await common.permits_of(session, viewer, Permit.id.in_(named), hand.now),
        lines=await common.lines_of(session, InForce.vehicle_id.in_(on), hand.now),
        hazards=await common.hazards_of(session, viewer, Hazard.person_id == one.id),
        history=await common.history_of(session, "person", one.id),
        person=PersonListed(
            id=str(one.id), kind=one.kind, name=one.name, name_en=one.name_en, phone_masked=masked(one.phone),
            organisation_id=str(employer.id), organisation_name=employer.name,
        ),
        born_on=one.born_on,
        left_on=one.left_on,
        may_reveal=viewer.role in REVEALING and (viewer.role not in OWN or is_own(viewer, one)),
        qualifications=await _qualifications(session, hand, one.id),
        cycles=await _cycles(session, one.id),
        offences=await _offences(session, one.id),
        confirmations=await _confirmations(session, one.id),
        trainings=await _trainings(session, one.id),
        vehicles=await _vehicles(session, hand, one.id),
    )  # fmt: skip


def _may(hand: Hand, one: Person) -> list[str]:
    role = hand.viewer.role
    fields = [name for name, roles in PERSON_FIELDS.items() if role in roles]
    if one.kind == "driver" and role in RECORDS["confirmation"]:
        fields.append("confirmation")
    return fields + (["paper"] if role in DESK | OWN else [])


async def _qualifications(session: AsyncSession, hand: Hand, person_id: int) -> list[QualificationOut]:
    rows = await session.scalars(
        select(Qualification)
        .where(Qualification.person_id == person_id)
        .order_by(func.lower(Qualification.during).desc(), Qualification.id.desc())
    )
    found = []
    for one in rows:
        ended = one.during.upper
        in_force = hand.now in one.during
        found.append(
            QualificationOut(
                classes=sorted(one.classes), licence_first_on=one.licence_first_on, endorsed_on=one.endorsed_on,
                reviewed_on=one.reviewed_on, offences_queried_on=one.offences_queried_on, in_force=in_force,
                ended_on=None if ended is None or in_force else ended.astimezone(hand.zone).date(),
            )
        )  # fmt: skip
    return found


async def _cycles(session: AsyncSession, person_id: int) -> list[CycleOut]:
    of_it = select(ScoringCycle).where(ScoringCycle.person_id == person_id).order_by(ScoringCycle.ends.desc())
    return [CycleOut.model_validate(one) for one in await session.scalars(of_it.limit(10))]


async def _offences(session: AsyncSession, person_id: int) -> list[OffenceOut]:
    of_it = select(DriverOffence).where(DriverOffence.person_id == person_id)
    rows = await session.scalars(of_it.order_by(DriverOffence.committed_on.desc()).limit(common.MOST))
    return [OffenceOut.model_validate(one) for one in rows]


async def _confirmations(session: AsyncSession, person_id: int) -> list[ConfirmationOut]:
    of_it = select(Confirmation).where(Confirmation.person_id == person_id)
    rows = await session.scalars(of_it.order_by(Confirmation.confirmed_on.desc()).limit(common.MOST))
    return [ConfirmationOut.model_validate(one) for one in rows]


async def _trainings(session: AsyncSession, person_id: int) -> list[TrainingOut]:
    of_it = select(Training).where(Training.person_id == person_id).order_by(Training.valid_to.desc())
    return [TrainingOut.model_validate(one) for one in await session.scalars(of_it.limit(common.MOST))]


async def _vehicles(session: AsyncSession, hand: Hand, person_id: int) -> list[NamedOut]:
    rows = await session.execute(
        select(Vehicle.id, Vehicle.plate)
        .distinct()
        .join(InForce, InForce.vehicle_id == Vehicle.id)
        .join(PermitDriver, PermitDriver.permit_version_id == InForce.permit_version_id)
        .where(PermitDriver.person_id == person_id, InForce.during.contains(hand.now), visible(hand.viewer, "vehicle"))
        .order_by(Vehicle.plate)
    )
    return [NamedOut(id=str(id_), name=plate) for id_, plate in rows]
