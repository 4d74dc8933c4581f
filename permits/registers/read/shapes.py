"""What the registers give: a vehicle's, a person's and an organisation's file, and the lists of them."""

from datetime import date
from typing import Any, Literal

from core.errors import Text
from core.shapes import Id, Out, Utc
from fleet.people import PersonListed
from fleet.schemas import VehicleOut

State = Literal["not_met", "expired", "missing", "unknown", "soon", "in_order"]


class Both(Out):
    """Words in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, words: Text) -> "Both":
        """The words."""
        return cls(zh=words.zh, en=words.en)


class ItemOut(Out):
    """One thing that is asked for, and how it stands today; `valid_to`: its last day, where it has one."""

    name: str
    article: str
    title: Both
    state: State
    valid_to: date | None = None
    days_left: int | None = None
    why: Both | None = None


class NamedOut(Out):
    """A thing by its id and its name; `detail` says a little more."""

    id: Id
    name: str
    detail: str | None = None


class FileOut(Out):
    """A scan in the file."""

    id: Id
    kind: str
    at: Utc
    by: str
    name: str
    media_type: str
    size: int


class LineOfHistory(Out):
    """One change of the file: who, when, what was there before and after."""

    id: Id
    at: Utc
    by: str | None
    action: str
    detail: dict[str, Any]


class PermitShown(Out):
    """A permit with its newest version and the newest sign of that."""

    id: Id
    number: str
    plate: str
    vehicle_id: Id
    holder: str
    valid_from: date
    valid_to: date | None
    in_force: bool
    sign_number: str | None
    sign_valid_to: date | None


class ApplicationShown(Out):
    """An application of this vehicle or organisation."""

    id: Id
    number: str | None
    kind: str
    state: str
    due_on: date | None


class HazardShown(Out):
    """An open hazard."""

    id: Id
    title: str
    grade: str | None
    state: str
    due_on: date | None


class InsuranceOut(Out):
    """A policy."""

    id: Id
    kind: str
    insurer: str
    number: str
    valid_from: date
    valid_to: date
    amount_per_seat: int | None
    file_id: Id | None


class EquipmentOut(Out):
    """A thing aboard."""

    id: Id
    kind: str
    count: int
    checked_on: date
    expires_on: date | None
    note: str | None
    file_id: Id | None


class MaintenanceOut(Out):
    """A line of the maintenance file."""

    id: Id
    kind: str
    done_on: date
    odometer_km: int | None
    work: str
    place: str
    file_id: Id | None


class ConfirmationOut(Out):
    """Confirmed by police on a day, by a document."""

    id: Id
    about: str
    confirmed_on: date
    document_number: str


class CycleOut(Out):
    """A scoring cycle."""

    ends: date
    points: int | None
    reviewed_on: date | None
    source: str


class OffenceOut(Out):
    """An offence as police told of it."""

    committed_on: date
    kind: str
    serious: bool
    source: str


class QualificationOut(Out):
    """An endorsement by police, in force or ended."""

    classes: list[str]
    licence_first_on: date | None
    endorsed_on: date
    reviewed_on: date | None
    offences_queried_on: date | None
    in_force: bool
    ended_on: date | None


class TrainingOut(Out):
    """A training certificate."""

    course: str
    hours: float
    passed_on: date
    valid_to: date


class DutyOut(Out):
    """A duty in a period and how it stands; `id` of the record, where there is one."""

    id: Id | None
    kind: str
    rule: str | None
    article: str
    title: Both
    state: Literal["overdue", "unknown", "soon", "due", "done"]
    period: str | None
    since: date | None
    due_on: date | None
    own_due_on: date | None
    done_on: date | None
    counterpart: NamedOut | None
    note: str | None
    file_id: Id | None


class Common(Out):
    """What every file has. `may`: which fields and records the viewer may write in it."""

    version: int
    may: list[str]
    items: list[ItemOut]
    papers: list[FileOut]
    permits: list[PermitShown]
    lines: list[NamedOut]
    hazards: list[HazardShown]
    history: list[LineOfHistory]


class VehicleFile(Common):
    """A bus (一车一档)."""

    vehicle: VehicleOut
    vin: str | None
    registered_on: date | None
    inspection_valid_to: date | None
    inspection_requested_on: date | None
    licence_class: str | None
    owner: NamedOut | None
    insurances: list[InsuranceOut]
    equipment: list[EquipmentOut]
    maintenance: list[MaintenanceOut]
    applications: list[ApplicationShown]
    drivers: list[NamedOut]


class PersonFile(Common):
    """A driver, an attendant or a safety person. The telephone number in full is asked for by itself."""

    person: PersonListed
    born_on: date | None
    left_on: date | None
    may_reveal: bool
    qualifications: list[QualificationOut]
    cycles: list[CycleOut]
    offences: list[OffenceOut]
    confirmations: list[ConfirmationOut]
    trainings: list[TrainingOut]
    vehicles: list[NamedOut]


class OrganisationFile(Common):
    """A school or a service provider."""

    id: Id
    name: str
    name_en: str | None
    kind: str
    stage: str | None
    duties: list[DutyOut]
    vehicles: list[NamedOut]
    people: list[NamedOut]
    applications: list[ApplicationShown]


class Row(Out):
    """A line of a list: whose file, and what in it is worst. `open`: how many items are not in order."""

    id: Id
    name: str
    detail: str
    organisation: str | None
    phone_masked: str | None = None
    worst: State
    open: int
    first: ItemOut | None
