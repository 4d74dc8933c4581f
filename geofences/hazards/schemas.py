"""What the API takes and gives of hazards."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words
from fleet.geojson import Point
from fleet.schemas import BodyId

SubjectKind = Literal["road", "bus", "person", "school", "operator"]
Grade = Literal["general", "major"]
State = Literal["found", "graded", "assigned", "rectifying", "submitted", "verified", "closed", "dismissed"]
Purpose = Literal["found", "evidence"]
StepName = Literal[
    "grade", "assign", "begin", "submit", "verify", "send_back", "close", "supervise", "regrade", "dismiss", "restore",
    "reopen", "note",
]  # fmt: skip
Phone = Annotated[str, Field(pattern=r"^[0-9+() -]{5,32}$")]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class HazardIn(In):
    """A hazard as somebody enters it. `subject_id` is the bus's, person's, school's or operator's; `place_id` a road's place.

    A `grade` is the bureau's to give; `found_at` null is now.
    """

    subject_kind: SubjectKind
    subject_id: BodyId | None = None
    place_id: BodyId | None = None
    location: Line | None = None
    point: tuple[Longitude, Latitude] | None = None
    title: Line
    description: Words
    grade: Grade | None = None
    source: Line = "manual"
    found_at: Utc | None = None


class Deed(In):
    """What a step brings beside its name; which of it is needed, the table of steps says."""

    note: Words | None = None
    grade: Grade | None = None
    owner_id: BodyId | None = None
    office: Line | None = None
    office_contact: Line | None = None
    office_phone: Phone | None = None
    responsible: Line | None = None
    measure: Words | None = None
    funds: Line | None = None
    plan: Words | None = None
    due_on: date | None = None


class StepIn(Deed):
    """One step; `version` is that of the hazard as the person saw it."""

    step: StepName
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class SubjectOut(Out):
    """What is in danger: `id` of the bus, person, school or operator, of a road the place as it is now; null: in words only."""

    kind: SubjectKind
    id: Id | None
    name: str


class OwnerOut(Out):
    """Who removes it: an organisation, or (`id` null) an office without an account."""

    id: Id | None
    name: str


class WhoOut(Out):
    """An account as the ledger names it."""

    id: Id
    name: str
    role: str


class HazardOut(Out):
    """A hazard in the list. `overdue` by the day of the answer; `level` 1 escalated, 2 under listed supervision (挂牌督办)."""

    id: Id
    subject: SubjectOut
    location: str | None
    point: Point | None
    title: str
    grade: Grade | None
    state: State
    level: int
    overdue: bool
    owner: OwnerOut | None
    due_on: date | None
    found_at: Utc
    version: int
    round: int


class EventOut(Out):
    """One line of a hazard's life; `by` null with `said_by`: over a link; with neither: by the program."""

    id: Id
    at: Utc
    by: WhoOut | None
    said_by: str | None
    step: str
    from_state: str | None
    to_state: str
    round: int
    note: str | None
    detail: dict[str, Any]


class FileOut(Out):
    """A photograph or a document."""

    id: Id
    at: Utc
    by: WhoOut | None
    purpose: Purpose
    round: int
    name: str
    media_type: str
    size: int
    sha256: str


class LinkOut(Out):
    """A one-time link as the bureau sees it later: never its address again."""

    id: Id
    created_at: Utc
    created_by: WhoOut
    expires_at: Utc
    ended_at: Utc | None
    alive: bool


class HazardDetail(HazardOut):
    """All of a hazard. `may` is what the viewer may do now; `own_work`: the answer is the viewer's (R58)."""

    description: str
    source: str
    found_by: WhoOut | None
    opened_at: Utc
    place_key: UUID | None
    office_contact: str | None
    office_phone: str | None
    responsible: str | None
    measure: str | None
    funds: str | None
    plan: str | None
    assigned_at: Utc | None
    submitted_at: Utc | None
    verified_at: Utc | None
    ended_at: Utc | None
    events: list[EventOut]
    files: list[FileOut]
    links: list[LinkOut]
    may: list[str]
    may_link: bool
    own_work: bool
