"""Where the objects of each noun are kept, and the facts that decide who sees each of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.administration.access import AccountFacts, EntryFacts
from core.models import Account, AuditEntry, Organisation, Term
from findings.danger.models import DangerCluster, DangerRun
from findings.desk.models import DeskCase, KnownFault, PoliceNotice, SavedView
from findings.desk.watch.models import Duty, Handover
from findings.models import Finding, RuleMode
from findings.rejudge.models import Rejudgement
from findings.reports.models import PublicReport
from findings.seals.models import Seal
from findings.suspects.models import KnownPlate, Sighting, SightingSource, Suspect
from fleet.access import DeviceFacts, LineFacts, PersonFacts, VehicleFacts
from fleet.models import Binding, Device, Line, LineVersion, Person, Vehicle
from geofences.hazards.access import HazardFacts
from geofences.hazards.models import Hazard
from geofences.models import Condition, Exemption, Place
from gps_ingest.models import Parked, UnknownDevice
from gps_ingest.platforms.models import Platform
from permits.access import vehicle_facts
from permits.desk.access import ApplicationFacts
from permits.desk.models import Application
from permits.held.access import GrantedFacts
from permits.imports.models import RegisterImport
from permits.label.models import Label
from permits.models import Permit, PermitLine, PermitVersion, Sign
from permits.rounds.models import Round
from permits.training.access import PlanFacts, SessionFacts
from permits.training.exam.models import TrainingQuestion
from permits.training.models import TrainingCertificate, TrainingCourse, TrainingPlan, TrainingSeat, TrainingSession
from runs.models import Run

# noun -> the key of its table. A table with rows of somebody's that is in neither list is refused to everybody.
NOUNS: dict[str, InstrumentedAttribute[Any]] = {
    "organisation": Organisation.id,
    "vehicle": Vehicle.id,
    "device": Device.no,
    "person": Person.id,
    "line": Line.id,
    "place": Place.id,
    "exemption": Exemption.id,
    "condition": Condition.id,
    "permit": Permit.id,
    "run": Run.id,
    "finding": Finding.id,
    "parked": Parked.id,
    "rejudgement": Rejudgement.id,
    "rule_mode": RuleMode.id,
    "seal": Seal.id,
    "platform": Platform.id,
    "unknown_device": UnknownDevice.id,
    "case": DeskCase.id,
    "known_fault": KnownFault.id,
    "duty": Duty.id,
    "handover": Handover.id,
    "police_notice": PoliceNotice.id,
    "saved_view": SavedView.id,
    "hazard": Hazard.id,
    "danger_run": DangerRun.id,
    "danger_cluster": DangerCluster.id,
    "suspect": Suspect.id,
    "sighting": Sighting.id,
    "sighting_source": SightingSource.id,
    "known_plate": KnownPlate.plate,
    "public_report": PublicReport.id,
    "application": Application.id,
    "register_import": RegisterImport.id,
    "account": Account.id,
    "audit_entry": AuditEntry.id,
    "term": Term.id,
    "round": Round.id,
    "training_course": TrainingCourse.id,
    "training_plan": TrainingPlan.id,
    "training_session": TrainingSession.id,
    "training_certificate": TrainingCertificate.id,
    "training_question": TrainingQuestion.id,
    "granted": Permit.id,
    "organisation_file": Organisation.id,
    "label": Label.id,
}
TRAINING = ("training_plan", "training_session", "training_certificate")
PART_OF = {
    "binding": "device",
    "rejudgement_difference": "rejudgement",
    "evidence_track": "finding",
    "seal_stretch": "seal",
    "seal_release": "seal",
    "line_version": "line",
    "line_stop": "line",
    "running_time": "line",
    "position": "vehicle",
    "vehicle_state": "vehicle",
    "permit_version": "permit",
    "permit_driver": "permit",
    "permit_line": "permit",
    "in_force": "permit",
    "sign": "permit",
    "qualification": "person",
    "training": "person",
    "scoring_cycle": "person",
    "driver_offence": "person",
    "run_progress": "run",
    "run_stop": "run",
    "quality_day": "vehicle",
    "media": "vehicle",
    "driver_card": "vehicle",
    "command": "device",
    "case_finding": "case",
    "case_event": "case",
    "case_attachment": "case",
    "summons": "case",
    "danger_event": "danger_cluster",
    "danger_passage": "danger_cluster",
    "danger_word": "danger_cluster",
    "danger_day": "hazard",
    "hazard_event": "hazard",
    "hazard_attachment": "hazard",
    "hazard_link": "hazard",
    "suspect_event": "suspect",
    "school_hours": "organisation",
    "report_contact": "public_report",
    "report_photo": "public_report",
    "report_event": "public_report",
    "application_event": "application",
    "application_clock": "application",
    "application_pause": "application",
    "application_document": "application",
    "consultation": "application",
    "letter": "application",
    "login_session": "account",
    "sign_file": "application",
    "register_import_item": "register_import",
    "round_file": "round",
    "round_deed": "round",
    "round_deed_file": "round",
    "round_paper": "round",
    "round_letter": "round",
    "training_seat": "training_session",
    "training_event": "training_session",
    "training_paper": "training_session",
    "training_attempt": "training_session",
    "training_answer": "training_session",
    "training_reminder": "person",
    "penalty": "granted",
    "permit_event": "granted",
    "permit_clock": "granted",
    "held_document": "granted",
    "held_letter": "granted",
    "bar": "granted",
    "qualification_event": "person",
    "insurance": "vehicle",
    "equipment": "vehicle",
    "maintenance": "vehicle",
    "confirmation": "person",
    "safety_duty": "organisation_file",
    "register_file": "vehicle",  # or of a person or an organisation, and then seen with that one
    "label_void": "label",
}
NO_ROUTE_SHOWS = {
    "login_attempt", "parameter", "school_day", "working_day", "own_term", "own_school_day", "run_day",
    "world", "world_change", "memory_layout", "share", "up_time", "reread",
    "quality_due", "quality_done", "repeated_day", "link_attempt", "suspect_weights", "report_attempt", "document_number",
    "letter_template", "training_try", "public_try", "label_key",
}  # fmt: skip


async def facts_of(session: AsyncSession, noun: str) -> Mapping[Any, object]:
    """The facts of every object of a noun, by the key of its table."""
    if noun == "device":
        return await _grouped(
            session,
            select(Device.no, func.array_agg(Vehicle.operator_id))
            .outerjoin(Binding, Binding.device_no == Device.no)
            .outerjoin(Vehicle, Vehicle.id == Binding.vehicle_id)
            .group_by(Device.no),
            lambda _key, ids: DeviceFacts(operator_ids=frozenset(one for one in ids if one is not None)),
        )
    if noun in ("person", "saved_view", "granted", "organisation_file", "audit_entry"):
        of_one = {
            "granted": (Permit.id, Permit.holder_id, GrantedFacts),
            "organisation_file": (Organisation.id, Organisation.id, int),
            "audit_entry": (AuditEntry.id, AuditEntry.object_kind, EntryFacts),
            "person": (Person.id, Person.organisation_id, PersonFacts),
            "saved_view": (SavedView.id, SavedView.account_id, int),
        }
        key, owner, fact = of_one[noun]
        return await _grouped(session, select(key, owner), lambda _key, whose: fact(whose))
    if noun == "line":
        lines = (
            select(Line.id, Line.school_id, Line.proposed_by_id, func.array_agg(Permit.holder_id))
            .outerjoin(LineVersion, LineVersion.line_id == Line.id)
            .outerjoin(PermitLine, PermitLine.line_version_id == LineVersion.id)
            .outerjoin(PermitVersion, PermitVersion.id == PermitLine.permit_version_id)
            .outerjoin(Permit, Permit.id == PermitVersion.permit_id)
            .group_by(Line.id)
        )
        return await _grouped(
            session,
            lines,
            lambda _key, school, drawn_by, ids: LineFacts(
                school_id=school, operator_ids=frozenset(ids) - {None}, proposed_by_id=drawn_by
            ),
        )
    vehicles = await vehicle_facts(session)
    if noun in ("vehicle", "hazard", "application", "account", "label", *TRAINING):
        return vehicles if noun == "vehicle" else await _facts_of_a_file(session, noun, vehicles)
    vehicle_of = {
        "permit": Permit.vehicle_id,
        "run": Run.vehicle_id,
        "finding": Finding.vehicle_id,
        "case": DeskCase.vehicle_id,
        "known_fault": KnownFault.vehicle_id,
    }.get(noun)
    if vehicle_of is not None:
        return await _grouped(session, select(NOUNS[noun], vehicle_of), lambda _key, vehicle: vehicles[vehicle])
    return dict.fromkeys(await session.scalars(select(NOUNS[noun])))


async def _facts_of_a_file(
    session: AsyncSession, noun: str, vehicles: Mapping[int, VehicleFacts]
) -> Mapping[Any, object]:
    if noun == "application":
        asked = select(Application.id, Application.applicant_id, Application.state)
        return await _grouped(session, asked, lambda _key, applicant, state: ApplicationFacts(applicant, state))
    if noun == "account":
        kept = select(Account.id, Account.role, Account.organisation_id)
        return await _grouped(session, kept, lambda _key, role, of: AccountFacts(role, of))
    if noun in TRAINING:
        return await _facts_of_training(session, noun)
    if noun == "label":
        signs = select(Label.id, Sign.vehicle_id).join(Sign, Sign.id == Label.sign_id)
        return await _grouped(session, signs, lambda _key, vehicle: vehicles[vehicle])
    people = {id_: PersonFacts(of) for id_, of in await session.execute(select(Person.id, Person.organisation_id))}
    columns = (Hazard.owner_id, Hazard.organisation_id, Hazard.vehicle_id, Hazard.person_id)
    return await _grouped(
        session,
        select(Hazard.id, *columns),
        lambda _key, owner, of, vehicle, person: HazardFacts(owner, of, vehicles.get(vehicle), people.get(person)),
    )


async def _facts_of_training(session: AsyncSession, noun: str) -> Mapping[Any, object]:
    if noun == "training_plan":
        plans = select(TrainingPlan.id, Organisation.id, Organisation.kind).join(
            Organisation, Organisation.id == TrainingPlan.organiser_id
        )
        return await _grouped(session, plans, lambda _key, organiser, kind: PlanFacts(organiser, kind))
    if noun == "training_certificate":
        certificates = select(TrainingCertificate.id, Person.organisation_id).join(
            Person, Person.id == TrainingCertificate.person_id
        )
        return await _grouped(session, certificates, lambda _key, of: PersonFacts(of))
    return await _grouped(
        session,
        select(TrainingSession.id, TrainingSession.organiser_id, func.array_agg(Person.organisation_id))
        .outerjoin(TrainingSeat, TrainingSeat.session_id == TrainingSession.id)
        .outerjoin(Person, Person.id == TrainingSeat.person_id)
        .group_by(TrainingSession.id),
        lambda _key, organiser, of: SessionFacts(organiser, frozenset(one for one in of if one is not None)),
    )


async def _grouped(session: AsyncSession, rows: Any, make: Any) -> dict[Any, object]:
    return {row[0]: make(*row) for row in await session.execute(rows)}
