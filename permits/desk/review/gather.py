"""Read what is on record of one application: so many queries, however many drivers, lines and permits there are."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Organisation
from fleet.models import Binding, Person, Vehicle, VehicleState
from permits.desk.draft import Plan
from permits.desk.models import Application, ApplicationDocument, Consultation
from permits.desk.review.answer import Facts
from permits.desk.review.applicant import Applicant, Reply
from permits.desk.review.driven import load_driven
from permits.desk.review.drivers import Ages
from permits.desk.review.papers import Attendant, Filed
from permits.desk.review.plan.ground import laid_out
from permits.desk.review.plan.load import load_bookings, load_ground, load_lines
from permits.desk.review.vehicle import Bus
from permits.drivers.load import ages, drivers_papers
from permits.models import PermitVersion, Training
from permits.registers.load import equipment_of, policies_of


async def gather(
    session: AsyncSession, *, viewer: Viewer, application_id: int, at: datetime, today: date, zone: ZoneInfo
) -> Facts:
    """The facts of one application as they are on record at a moment. Raises Missing."""
    row = (
        await session.execute(
            select(Application, Organisation, Vehicle)
            .join(Organisation, Organisation.id == Application.applicant_id)
            .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
            .where(Application.id == application_id, visible(viewer, "application"))
        )
    ).one_or_none()
    if row is None:
        raise Missing("application", application_id)
    one: Application = row[0]
    organisation: Organisation = row[1]
    vehicle: Vehicle | None = row[2]
    plan = Plan.model_validate(one.content)
    replies = await _replies(session, one.id)
    drawn, schools = await load_lines(session, plan.line_version_ids)
    places, known = await load_ground(session, plan.line_version_ids, at)
    lines = tuple(laid_out(each, places) for each in drawn)
    booked = await load_bookings(
        session,
        viewer=viewer,
        vehicle_id=one.vehicle_id,
        driver_ids=plan.driver_ids,
        but_permit_id=one.permit_id,
        at=at,
    )
    papers = await drivers_papers(session, plan.driver_ids, at)
    trips = [trip for line, _ in lines for trip in line.trips]
    buses = [] if one.vehicle_id is None else [one.vehicle_id]
    policies, equipment = await policies_of(session, buses), await equipment_of(session, buses)
    return Facts(
        today=today,
        applicant=Applicant(organisation.name, organisation.kind, replies.get("transport", Reply())),
        filed=await _filed(session, one, organisation.kind, plan, zone),
        bus=None if vehicle is None else await _bus(session, vehicle, at, zone),
        licence_class=None if vehicle is None else vehicle.licence_class,
        police=replies.get("police", Reply()),
        starts_on=await _starts_on(session, one),
        drivers=tuple(papers[id_] for id_ in dict.fromkeys(plan.driver_ids) if id_ in papers),
        ages=Ages(*await ages(session, at)),
        attendants=await _attendants(session, plan.attendant_ids),
        lines=lines,
        schools=schools,
        known=known,
        of_vehicle=booked.of_vehicle,
        of_drivers=booked.of_drivers,
        asked_seats=plan.seats,
        policies=tuple(each for held in policies.values() for each in held),
        equipment=tuple(each for held in equipment.values() for each in held),
        driven=await load_driven(
            session, vehicle_id=one.vehicle_id, line_version_ids=plan.line_version_ids, trips=trips, at=at, zone=zone
        ),
    )


async def _replies(session: AsyncSession, application_id: int) -> dict[str, Reply]:
    rows = await session.scalars(select(Consultation).where(Consultation.application_id == application_id))
    return {one.office: Reply(one.opinion, one.replied_on) for one in rows}


async def _filed(session: AsyncSession, one: Application, kind: str, plan: Plan, zone: ZoneInfo) -> Filed:
    rows = await session.execute(
        select(ApplicationDocument.kind, func.max(ApplicationDocument.at, type_=DateTime(timezone=True)))
        .where(ApplicationDocument.application_id == one.id)
        .group_by(ApplicationDocument.kind)
    )
    return Filed(
        applicant_kind=kind,
        safety_system=plan.safety_system,
        safety_officer=plan.safety_officer,
        letter_signed_on=plan.letter_signed_on,
        insurer=plan.insurer,
        insurance_number=plan.insurance_number,
        insured_from=plan.insured_from,
        insured_until=plan.insured_until,
        papers={paper: filed_at.astimezone(zone).date() for paper, filed_at in rows},
    )


async def _bus(session: AsyncSession, vehicle: Vehicle, at: datetime, zone: ZoneInfo) -> Bus:
    has_device, last = (
        await session.execute(
            select(
                exists().where(Binding.vehicle_id == vehicle.id, Binding.during.contains(at)),
                select(VehicleState.fix_time).where(VehicleState.vehicle_id == vehicle.id).scalar_subquery(),
            )
        )
    ).one()
    return Bus(
        plate=vehicle.plate,
        type=vehicle.type,
        seats=vehicle.seats,
        registered_on=vehicle.registered_on,
        inspection_to=vehicle.inspection_valid_to,
        has_device=has_device,
        last_fix_on=None if last is None else last.astimezone(zone).date(),
    )


async def _starts_on(session: AsyncSession, one: Application) -> date | None:
    """The first day of the permit that was granted; of a renewal the day after the permit's last; else not fixed yet."""
    if one.permit_version_id is not None:
        return (await session.get_one(PermitVersion, one.permit_version_id)).valid_from
    if one.kind != "renewal" or one.permit_id is None:
        return None
    last = await session.scalar(
        select(PermitVersion.valid_to)
        .where(PermitVersion.permit_id == one.permit_id)
        .order_by(PermitVersion.version.desc())
        .limit(1)
    )
    return None if last is None else last + timedelta(days=1)


async def _attendants(session: AsyncSession, ids: list[int]) -> tuple[Attendant, ...]:
    rows = await session.execute(
        select(Person.id, Person.name, func.max(Training.valid_to))
        .outerjoin(Training, Training.person_id == Person.id)
        .where(Person.id.in_(ids))
        .group_by(Person.id, Person.name)
    )
    found = {id_: Attendant(name, until) for id_, name, until in rows}
    return tuple(found[id_] for id_ in dict.fromkeys(ids) if id_ in found)
