"""What the public page sends and is told. Every text is bounded and of one kind of line end; none is ever markup."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from core.shapes import In, Out, Utc
from core.words import Line, Words, on_one_line
from findings.reports.schemas import Kind, PlateText, Refusal, State

Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20, pattern=r"^\d{4}-\d{5,12}$")]
Code = Annotated[str, Field(min_length=10, max_length=20, pattern=r"^[0-9A-Za-z\s-]+$")]
PhoneText = Annotated[str, Field(min_length=5, max_length=30, pattern=r"^[0-9+()\-\s]+$"), AfterValidator(on_one_line)]
Empty = Annotated[str, StringConstraints(max_length=0)]


class FormOut(Out):
    """An open form: its ticket, how soon it may be sent at the earliest, and what the page must say before anything is typed."""

    ticket: str
    least_s: float
    photos_max: int
    photo_max_bytes: int
    contact_days: int
    photo_days: int
    refused_photo_days: int
    untouched_days: int
    working_days: int


class ReportIn(In):
    """What somebody tells. Where it was is said in words, by a point [longitude, latitude] in WGS-84, or both.

    `homepage` is a field that people do not see: what fills it is a program.
    """

    ticket: Annotated[str, Field(min_length=20, max_length=100)]
    kind: Kind
    words: Words
    place: Line | None = None
    point: tuple[Longitude, Latitude] | None = None
    happened_at: Utc | None = None
    plate: PlateText | None = None
    name: Annotated[str, Field(min_length=1, max_length=50), AfterValidator(on_one_line)] | None = None
    phone: PhoneText | None = None
    homepage: Empty = ""

    @model_validator(mode="after")
    def _says_where(self) -> "ReportIn":
        if self.place is None and self.point is None:
            raise PydanticCustomError("place_missing", "say where it was")
        return self


class Receipt(Out):
    """What the reporter keeps: number, code, and until when the office decides whose it is."""

    number: str
    code: str
    received_at: Utc
    due_at: Utc
    provisional: bool


class Asked(In):
    """Number and code."""

    number: Number
    code: Code


class Milestone(Out):
    """When a report came to a state."""

    state: State
    at: Utc


class StatusOut(Out):
    """What the reporter is told: where it stands, the receipt, the answer. Nothing of the office's own, and nobody's name."""

    number: str
    kind: Kind
    received_at: Utc
    state: State
    due_at: Utc
    provisional: bool
    decided_at: Utc | None
    overdue: bool
    transferred_to: str | None
    receipt_number: str | None
    receipt_on: date | None
    refusal: Refusal | None
    answer: str | None
    photos: int
    photos_left: int
    has_contact: bool
    joined: bool
    milestones: list[Milestone]


class PhotosOut(Out):
    """How many photographs a report has, and how many it may still get."""

    photos: int
    photos_left: int


class Gone(Out):
    """That the contact is deleted."""

    has_contact: Literal[False] = False
