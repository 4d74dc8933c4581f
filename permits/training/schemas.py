"""What the API takes and gives of training."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from core.shapes import BIGINT_MAX, INT_MAX, Id, In, Out, Utc
from fleet.schemas import TimeInReach

Audience = Literal["driver", "attendant", "safety", "leader"]
State = Literal["planned", "held", "closed", "cancelled"]
CertificateState = Literal["valid", "expired", "withdrawn"]
SignedBy = Literal["qr", "organiser"]
SmallId = Annotated[int, Field(ge=1, le=INT_MAX)]
BigId = Annotated[int, Field(ge=1, le=BIGINT_MAX)]
Short = Annotated[str, Field(min_length=1, max_length=120)]
Note = Annotated[str, Field(min_length=1, max_length=1000)]
Hours = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)]
Score = Annotated[int, Field(ge=0, le=100)]
SmallIds = Annotated[list[SmallId], Field(min_length=1, max_length=500)]


class CourseIn(In):
    """A course to lay down; `article` is its source."""

    name: Short
    audience: Audience
    hours: Hours
    pass_mark: Score | None = None
    validity_months: int = Field(ge=1, le=60)
    topics: list[Short] = Field(default_factory=list, max_length=30)
    article: Short


class CourseOut(Out):
    """A course."""

    id: Id
    name: str
    audience: Audience
    hours: float
    pass_mark: int | None
    validity_months: int
    topics: list[str]
    article: str
    exam_questions: int | None
    exam_minutes: int | None


class Named(Out):
    """Something by its name."""

    id: Id
    name: str


class PlanIn(In):
    """A plan of a year; the organiser is the viewer's own organisation unless the bureau names another."""

    year: int = Field(ge=2012, le=2100)
    name: Short
    note: Note | None = None
    organiser_id: SmallId | None = None


class PlanOut(Out):
    """A plan, with how many of its sessions there are and how many are closed."""

    id: Id
    year: int
    name: str
    note: str | None
    organiser: Named
    sessions: int
    closed: int


class SessionIn(In):
    """A session to plan."""

    course_id: SmallId
    plan_id: SmallId | None = None
    organiser_id: SmallId | None = None
    starts_at: TimeInReach
    place: Short
    teacher: Short
    capacity: int = Field(ge=1, le=500)


class Result(In):
    """What one person came out with; whether passed follows from the course."""

    person_id: SmallId
    hours: Annotated[float, Field(ge=0, le=500, allow_inf_nan=False)]
    score: Score | None = None


class Deed(In):
    """What a step may bring."""

    note: Note | None = None
    person_ids: SmallIds | None = None
    results: Annotated[list[Result], Field(min_length=1, max_length=500)] | None = None


class StepIn(Deed):
    """A step, by who last saw `version`."""

    step: str = Field(min_length=1, max_length=40)
    version: int = Field(ge=1, le=INT_MAX)


class SessionOut(Out):
    """A session in a list; the numbers are of the people whom the viewer may see."""

    id: Id
    course: CourseOut
    plan: Named | None
    organiser: Named
    starts_at: Utc
    place: str
    teacher: str
    capacity: int
    state: State
    version: int
    invited: int
    present: int
    passed: int


class SeatOut(Out):
    """Somebody on the list. `code` is the personal code for the sign-in, for the organiser to hand out; null to others.

    `examined`: the score is of an examination, and not typed.
    """

    person_id: Id
    name: str
    organisation_name: str
    phone_masked: str | None
    code: str | None
    signed_at: Utc | None
    signed_by: SignedBy | None
    hours: float | None
    score: int | None
    passed: bool | None
    examined: bool
    certificate_id: Id | None
    certificate_number: str | None


class PaperOut(Out):
    """A sheet of signatures."""

    id: Id
    name: str
    media_type: str
    at: Utc


class EventOut(Out):
    """A line of the session's life; `by` null: over the QR."""

    at: Utc
    by: str | None
    step: str
    to_state: State
    note: str | None


class MayOut(Out):
    """A step that the viewer may take now."""

    step: str
    needs: list[str]


class SessionDetail(SessionOut):
    """A session with its list, its papers, its life, and what the viewer may do now."""

    seats: list[SeatOut]
    papers: list[PaperOut]
    events: list[EventOut]
    may: list[MayOut]


class TokenOut(Out):
    """What the QR of the projector holds now; null when the session takes no sign-in or is not the viewer's."""

    path: str | None
    valid_s: float | None
    present: int


class CertificateOut(Out):
    """A certificate."""

    id: Id
    number: str
    person: Named
    organisation_name: str
    course: str
    audience: Audience
    hours: float
    score: int | None
    issued_on: date
    valid_to: date
    state: CertificateState
    withdrawn_on: date | None
    withdrawn_reason: str | None


class WithdrawalIn(In):
    """Why a certificate is withdrawn."""

    reason: Note


class CoverageOut(Out):
    """Of one organisation and kind: how many people there are, and how many hold a training that is valid today."""

    organisation: Named
    organisation_kind: str
    kind: Audience
    people: int
    valid: int


class Coverage(Out):
    """The figure by organisation and kind."""

    items: list[CoverageOut]


class EndingOut(Out):
    """Somebody whose training ends soon or has ended; `told` are the reminders given: days before the end, and when."""

    person: Named
    kind: Audience
    organisation_name: str
    valid_to: date
    days_left: int
    told: dict[int, date]


class Endings(Out):
    """Those within thirty days, and those who are over."""

    items: list[EndingOut]


class DoorOut(Out):
    """What the sign-in page shows: the session, who has not signed in yet, and a ticket good for some minutes."""

    ticket: str
    course: str
    place: str
    organiser: str
    starts_at: Utc
    people: list["AtTheDoor"]


class AtTheDoor(Out):
    """Somebody to pick, by a masked name."""

    id: Id
    name: str
    organisation_name: str


class SignInIn(In):
    """Who one is: the last four digits of one's telephone number, or the personal code."""

    ticket: str = Field(min_length=10, max_length=200)
    person_id: SmallId
    code: str = Field(pattern=r"^\d{4}(\d{2})?$")


class SignedOut(Out):
    """That one is signed in."""

    name: str
    course: str
    signed_at: Utc


class PublicCertificate(Out):
    """What anybody may know of a certificate."""

    number: str
    state: CertificateState
    name: str
    course: str
    hours: float
    issuer: str
    issued_on: date
    valid_to: date
    withdrawn_on: date | None


DoorOut.model_rebuild()
