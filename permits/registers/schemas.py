"""What the registers take: fields of a vehicle and of a person, records of five kinds; `version` is the file's as it was read."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from core.shapes import BIGINT_MAX, Id, In, Out
from core.words import Line, Words
from fleet.schemas import BodyId, Name, PersonKind, VehicleType

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
PHONE = r"^\+?[0-9][0-9 -]{4,18}$"
VIN = r"^[A-HJ-NPR-Z0-9]{17}$"
LICENCE_CLASS = r"^[ABC][1-6]$"

SubjectKind = Literal["vehicle", "person", "organisation"]
InsuranceKind = Literal["carrier", "compulsory", "commercial", "accident"]
EquipmentKind = Literal[
    "hammer", "extinguisher", "first_aid", "locator", "lamp", "stop_sign", "seat_belts", "safety_door", "triangle", "video"
]  # fmt: skip
MaintenanceKind = Literal["service", "repair", "check"]
ConfirmedKind = Literal["crime", "health"]
DutyName = Literal[
    "safety_system", "safety_staff", "driver_training", "responsibility_letter", "pupil_education", "drill"
]
PaperKind = Literal[
    "vehicle_licence", "inspection", "insurance", "equipment", "maintenance", "driver_licence", "training", "contract",
    "safety_system", "appointment", "responsibility_letter", "education", "drill", "licence", "photo", "other",
]  # fmt: skip


def _in_reach(value: date) -> date:
    if not FIRST <= value <= LAST:
        raise ValueError(f"must lie between {FIRST.year} and {LAST.year}")
    return value


Day = Annotated[date, AfterValidator(_in_reach)]
Version = Annotated[int, Field(ge=0, le=BIGINT_MAX)]
FileId = Annotated[int, Field(ge=1, le=BIGINT_MAX)]


class VehicleEdit(In):
    """Fields of a vehicle to be changed; those not given stay. `version`: of its file."""

    version: Version
    inspection_valid_to: Day | None = None
    inspection_requested_on: Day | None = None
    registered_on: Day | None = None
    licence_class: Annotated[str, StringConstraints(pattern=LICENCE_CLASS)] | None = None
    seats: Annotated[int, Field(ge=1, le=100)] | None = None
    type: VehicleType | None = None
    vin: Annotated[str, StringConstraints(pattern=VIN)] | None = None
    owner_id: BodyId | None = None
    operator_id: BodyId | None = None
    school_id: BodyId | None = None


class PersonIn(In):
    """A person who is new; of a school or an operator its own if `organisation_id` is not said."""

    kind: PersonKind
    name: Name
    name_en: Name | None = None
    phone: Annotated[str, StringConstraints(pattern=PHONE)] | None = None
    born_on: Day | None = None
    organisation_id: BodyId | None = None


class PersonEdit(In):
    """Fields of a person to be changed; those not given stay."""

    version: Version
    name: Name | None = None
    name_en: Name | None = None
    phone: Annotated[str, StringConstraints(pattern=PHONE)] | None = None
    born_on: Day | None = None
    left_on: Day | None = None
    organisation_id: BodyId | None = None


class RecordIn(In):
    """What every record brings: the vehicle, person or organisation in whose file it stands, and that file's version."""

    subject_id: BodyId
    version: Version


class InsuranceIn(RecordIn):
    """A policy; the amount in yuan."""

    record: Literal["insurance"]
    kind: InsuranceKind
    insurer: Line
    number: Line
    valid_from: Day
    valid_to: Day
    amount_per_seat: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    file_id: FileId | None = None


class EquipmentIn(RecordIn):
    """A thing aboard as it was last looked at; none at all is a `count` of 0."""

    record: Literal["equipment"]
    kind: EquipmentKind
    count: Annotated[int, Field(ge=0, le=200)]
    checked_on: Day
    expires_on: Day | None = None
    note: Line | None = None
    file_id: FileId | None = None


class MaintenanceIn(RecordIn):
    """A line of the maintenance file."""

    record: Literal["maintenance"]
    kind: MaintenanceKind
    done_on: Day
    odometer_km: Annotated[int, Field(ge=0, le=5_000_000)] | None = None
    work: Words
    place: Line
    file_id: FileId | None = None


class ConfirmationIn(RecordIn):
    """A day and the number of the police's document: nothing else of crime or health."""

    record: Literal["confirmation"]
    about: ConfirmedKind
    confirmed_on: Day
    document_number: Line


class DutyIn(RecordIn):
    """A duty in the period that begins on `since`; with `done_on` it is done."""

    record: Literal["duty"]
    kind: DutyName
    since: Day
    counterpart_id: BodyId | None = None
    due_on: Day | None = None
    done_on: Day | None = None
    note: Line | None = None
    file_id: FileId | None = None


AnyRecord = Annotated[
    InsuranceIn | EquipmentIn | MaintenanceIn | ConfirmationIn | DutyIn, Field(discriminator="record")
]


class Removal(In):
    """Which record is taken out of a file."""

    record: Literal["insurance", "equipment", "maintenance", "confirmation", "duty"]
    subject_id: BodyId
    version: Version


class Changed(Out):
    """What was made or changed, and its file's version now."""

    id: Id
    version: int


class RevealIn(In):
    """Why a number is asked for; the audit trail keeps it."""

    purpose: Literal["work", "emergency", "check"]


class Revealed(Out):
    """A person's telephone number in full."""

    phone: str | None
