"""What the office's API takes and gives of public reports."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words, on_one_line
from fleet.geojson import Point

Kind = Literal[
    "overload", "no_permit", "speeding", "unqualified_driver", "no_attendant", "child_left", "wrong_stop", "dangerous_road",
    "other",
]  # fmt: skip
State = Literal["received", "accepted", "transferred", "refused", "joined", "investigated", "answered", "closed"]
Refusal = Literal["not_a_school_bus", "not_a_violation", "too_little_known", "not_our_district", "untrue", "other"]
StepName = Literal[
    "accept", "transfer", "refuse", "join", "investigate", "answer", "close", "reopen", "plate", "note",
]  # fmt: skip
PlateText = Annotated[str, Field(min_length=2, max_length=20), AfterValidator(on_one_line)]


class Deed(In):
    """What a step brings beside its name; which of it is needed, the table of steps says. `said` is told to the reporter."""

    note: Words | None = None
    said: Words | None = None
    office: Line | None = None
    receipt_number: Line | None = None
    receipt_on: date | None = None
    reason: Refusal | None = None
    duplicate_of: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    plate: PlateText | None = None


class StepIn(Deed):
    """One step; `version` is that of the report as the person saw it."""

    step: StepName
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ReportOut(Out):
    """A report in the inbox. `overdue` is by the moment of the answer: not decided although its term is over."""

    id: Id
    number: str
    kind: Kind
    words: str
    place: str | None
    point: Point | None
    happened_at: Utc | None
    received_at: Utc
    plate: str | None
    vehicle_id: Id | None
    state: State
    version: int
    due_at: Utc
    provisional: bool
    decided_at: Utc | None
    overdue: bool
    late: bool
    photos: int
    has_contact: bool
    transferred_to: str | None


class EventOut(Out):
    """One thing that happened to a report; `by` null is the program."""

    id: Id
    at: Utc
    by: str | None
    step: str
    from_state: str | None
    to_state: str
    note: str | None
    detail: dict[str, Any]


class PhotoOut(Out):
    """A photograph; the bytes are at /report-photos/{id}."""

    id: Id
    at: Utc
    width: int
    height: int


class NearFinding(Out):
    """What we found ourselves of the same vehicle within two hours of the time reported."""

    id: Id
    rule: str
    severity: str
    began: Utc


class OtherReport(Out):
    """Another report that may be of the same, or was joined with this one."""

    id: Id
    number: str
    kind: Kind
    received_at: Utc
    state: State


class ReportDetail(ReportOut):
    """A report with its photographs, history, what is near it, and what the viewer may do now."""

    receipt_number: str | None
    receipt_on: date | None
    refusal: Refusal | None
    answer: str | None
    duplicate_of: OtherReport | None
    joined: list[OtherReport]
    alike: list[OtherReport]
    findings: list[NearFinding]
    photo_list: list[PhotoOut]
    events: list[EventOut]
    may: list[str]
    may_see_contact: bool


class ReportClock(Out):
    """How many reports wait for a decision, how many of them longer than their working day, and when the next is over."""

    waiting: int
    overdue: int
    next_due_at: Utc | None


class ContactIn(In):
    """Why the contact is looked at; it is recorded."""

    purpose: Literal["ask", "answer", "danger"]


class ContactOut(Out):
    """How the reporter may be reached."""

    name: str | None
    phone: str | None


class WorkingDayIn(In):
    """That the office works on a day or does not, and where that is written; `works` null takes the entry back."""

    day: date
    works: bool | None
    source: Line


class WorkingDayOut(Out):
    """A day on which the office differs from the calendar."""

    day: date
    works: bool
    source: str


class WorkingDays(Out):
    """The office's own entries, and where the rest comes from."""

    items: list[WorkingDayOut]
    known_until: date
