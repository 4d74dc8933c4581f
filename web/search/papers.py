"""What has a page of its own: applications and permits by number and plate, people and operators by name, signs by number."""

from sqlalchemy import ColumnElement, func, literal, select

from core.access import Viewer, visible
from core.models import Organisation
from fleet.models import Person, Vehicle
from fleet.service import Operator, plain_plate, plain_plate_column
from permits.desk.models import Application
from permits.models import Permit, PermitVersion, Sign
from web.search.ranking import NOT_AT_ALL, Rows, rank_of, rank_of_names, ranked

NOWHERE = (literal(None).label("lon"), literal(None).label("lat"))
NO_ENGLISH = literal(None).label("title_en")


def applications(viewer: Viewer, wanted: str) -> Rows:
    """By its own number or that of the portal, or by the plate; a draft has none of the first."""
    title = func.coalesce(Application.number, Application.portal_number, Vehicle.plate)
    return ranked(
        select(Application.id, title.label("title"), NO_ENGLISH, Operator.name.label("subtitle"), *NOWHERE)
        .join(Operator, Operator.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .where(visible(viewer, "application")),
        func.least(rank_of_names(wanted, Application.number, Application.portal_number), _rank_of_plate(wanted)),
        func.coalesce(Application.number, ""),
    )


def permits(viewer: Viewer, wanted: str) -> Rows:
    """By its number, by the number of a sign that was issued for it, or by the plate."""
    sign = (
        select(func.min(Sign.number))
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .where(PermitVersion.permit_id == Permit.id, func.lower(Sign.number) == wanted.lower())
    )
    return ranked(
        select(Permit.id, Permit.number.label("title"), NO_ENGLISH, Vehicle.plate.label("subtitle"), *NOWHERE)
        .join(Vehicle, Vehicle.id == Permit.vehicle_id)
        .where(visible(viewer, "granted")),
        func.least(rank_of_names(wanted, Permit.number, sign.scalar_subquery()), _rank_of_plate(wanted)),
        Permit.number,
    )


def people(viewer: Viewer, wanted: str) -> Rows:
    """Drivers, attendants and safety persons by name."""
    return ranked(
        select(
            Person.id, Person.name.label("title"), Person.name_en.label("title_en"), Operator.name.label("subtitle"), *NOWHERE
        )
        .join(Operator, Operator.id == Person.organisation_id)
        .where(visible(viewer, "person")),
        rank_of_names(wanted, Person.name, Person.name_en),
        Person.name,
    )  # fmt: skip


def operators(viewer: Viewer, wanted: str) -> Rows:
    """Providers of school-bus service by name."""
    return ranked(
        select(
            Organisation.id, Organisation.name.label("title"), Organisation.name_en.label("title_en"),
            literal(None).label("subtitle"), *NOWHERE,
        ).where(Organisation.kind == "operator", visible(viewer, "organisation")),
        rank_of_names(wanted, Organisation.name, Organisation.name_en),
        Organisation.name,
    )  # fmt: skip


def _rank_of_plate(wanted: str) -> ColumnElement[int]:
    plate = plain_plate(wanted)
    return rank_of(plate, plain_plate_column()) if plate else literal(NOT_AT_ALL)
