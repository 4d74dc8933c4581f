"""What the public answer page takes and gives: no login, and no more than the office is to know."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words
from geofences.hazards.schemas import Grade, Purpose, State, SubjectKind

Person = Annotated[str, Field(min_length=2, max_length=40)]


class AnswerIn(In):
    """What was done, and who says so."""

    name: Person
    note: Words


class SeenPhoto(Out):
    """A photograph of what was found, or one that was sent as evidence."""

    id: Id
    purpose: Purpose
    name: str
    media_type: str


class Asked(Out):
    """What the office is asked: what was found, where, what is to be done by when; `may_answer` whether it still may.

    `sent_back` is why the last answer was not accepted; `answered_at` when the present one came.
    """

    number: Id
    kind: SubjectKind
    subject: str
    location: str | None
    title: str
    description: str
    grade: Grade | None
    state: State
    responsible: str | None
    measure: str | None
    due_on: date | None
    overdue: bool
    asked_by: Line | None
    phone: str | None
    sent_back: str | None
    answered_at: Utc | None
    may_answer: bool
    photos: list[SeenPhoto]
    photos_left: int


class LinkIssued(Out):
    """The address of a new link, told this once: under the page's own origin."""

    path: str
    expires_at: Utc
