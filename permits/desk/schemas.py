"""What the API takes and gives of applications."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words
from fleet.schemas import PRINTABLE, BodyId, TimeInReach
from permits.desk.draft import Plan

Kind = Literal["new", "renewal", "change", "ending"]
State = Literal[
    "draft", "submitted", "correction", "accepted", "consulting", "reviewing", "government", "granted", "issued",
    "struck_off", "not_accepted", "refused", "withdrawn", "discarded",
]  # fmt: skip
Office = Literal["police", "transport"]
Opinion = Literal["agrees", "disagrees"]
Ground = Literal["false_papers", "fraud"]  # for which an applicant is barred (行政许可法 78, 79)
Paper = Literal[
    "application_form", "vehicle_licence", "inspection", "driver_licence", "plan", "safety_system", "insurance",
    "responsibility_letter", "identity", "reply", "decision", "photo", "other",
]  # fmt: skip
Number = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=PRINTABLE)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class ApplicationIn(In):
    """A new draft. An applicant's own organisation applies; a clerk says whose application is typed in."""

    kind: Kind
    applicant_id: BodyId | None = None
    vehicle_id: BodyId | None = None
    permit_id: BodyId | None = None
    portal_number: Number | None = None
    content: Plan = Field(default_factory=Plan)


class DraftIn(In):
    """A draft as it is now, whole; `version` is that which the person saw."""

    version: Version
    vehicle_id: BodyId | None = None
    permit_id: BodyId | None = None
    portal_number: Number | None = None
    content: Plan


class Deed(In):
    """What a step brings beside its name; which of it is needed, the table of steps says."""

    note: Words | None = None
    missing: Annotated[list[Line], Field(min_length=1, max_length=40)] | None = None
    inspectors: Annotated[list[Line], Field(min_length=1, max_length=6)] | None = None
    until: date | None = None
    opinion: Opinion | None = None
    appointment: TimeInReach | None = None
    document_id: BodyId | None = None
    document_number: Number | None = None
    dated_on: date | None = None
    number: Number | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    ground: Ground | None = None


class StepIn(Deed):
    """One step; `version` is that of the file as the person saw it."""

    step: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    version: Version


class MayOut(Out):
    """A step that the viewer may take now: its name, whether it records another office's act, and what it needs."""

    step: str
    recorded: bool
    needs: list[str]


class NamedOut(Out):
    """Something with a name."""

    id: Id
    name: str


class DeedByOut(Out):
    """An account as a file names it."""

    id: Id
    name: str
    role: str


class ApplicationOut(Out):
    """An application in the work list. `days_left`: working days to `due_on`, below 0 once it is over; null: no clock runs.

    `stands`: the clocks are stopped. `provisional`: a year in between has no announced holidays yet.
    """

    id: Id
    number: str | None
    portal_number: str | None
    kind: Kind
    state: State
    version: int
    applicant: NamedOut
    vehicle: NamedOut | None
    received_on: date | None
    due_on: date | None
    due_clock: str | None
    days_left: int | None
    provisional: bool
    stands: bool


class ClockOut(Out):
    """A clock of the file, running or stopped."""

    name: str
    article: str
    days: int
    began_on: date
    stopped_on: date | None
    due_on: date
    days_left: int | None
    provisional: bool
    stands: bool


class OpinionOut(Out):
    """What an office said."""

    office: Office
    state: str
    opinion: Opinion | None
    note: str | None
    appointment: Utc | None
    sent_on: date
    replied_on: date | None
    may: list[MayOut]


class EventOut(Out):
    """One line of the file's life; `by` null: the program. `recorded`: the desk wrote down what another office did.

    `letter`: the name of the letter that this step makes, null where it makes none or no office has made it yet.
    """

    id: Id
    subject: str
    at: Utc
    by: DeedByOut | None
    step: str
    from_state: str | None
    to_state: str
    dated_on: date
    recorded: bool
    note: str | None
    detail: dict[str, Any]
    letter: str | None


class DocumentOut(Out):
    """A paper of the file; the highest `version` of a kind is the one that counts."""

    id: Id
    kind: Paper
    version: int
    at: Utc
    by: DeedByOut
    name: str
    media_type: str
    size: int
    sha256: str


class SignFileOut(Out):
    """The sign of the file: asked for, issued, and what came of it."""

    id: Id
    state: str
    version: int
    filed_on: date
    number: str | None
    valid_to: date | None
    may: list[MayOut]


class ApplicationDetail(ApplicationOut):
    """All of an application."""

    content: Plan
    permit: NamedOut | None
    drivers: list[NamedOut]
    attendants: list[NamedOut]
    lines: list[NamedOut]
    created_at: Utc
    accepted_on: date | None
    decided_on: date | None
    decision_number: str | None
    clocks: list[ClockOut]
    opinions: list[OpinionOut]
    documents: list[DocumentOut]
    signs: list[SignFileOut]
    events: list[EventOut]
    may: list[MayOut]
    may_edit: bool


class Summary(Out):
    """How much is in the viewer's work list: by state, and what is over time or due within two working days."""

    states: dict[str, int]
    overdue: int
    soon: int
