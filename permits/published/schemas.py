"""What the public page is told."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.shapes import Id, In, Out, Utc
from permits.desk.schemas import Kind, State
from permits.held.schemas import HeldState

Result = Literal["granted", "renewed_by_silence", "refused", "struck_off", "revoked", "annulled", "recalled"]
ReceiptNumber = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20, pattern=r"^XC\d{4}-\d{5,9}$")]
LastFour = Annotated[str, Field(pattern=r"^[0-9]{4}$")]


class Said(Out):
    """Words in both languages."""

    zh: str
    en: str


class ConditionOut(Out):
    """A condition of REG 14, and the papers that prove it; number 0: who applies."""

    number: int
    words: Said
    papers: list[Said]


class ClockOut(Out):
    """A statutory term in working days, from which article; `silence`: what follows from its passing, if anything."""

    name: str
    words: Said
    days: int
    article: str
    silence: str


class StepOut(Out):
    """A step of the procedure: who takes it, and the terms that begin with it."""

    name: str
    words: Said
    who: list[str]
    clocks: list[ClockOut]


class OfficeOut(Out):
    """An office that takes part, and what it does, by the steps that are its own."""

    kind: str
    name: str
    name_en: str | None
    phone: str | None
    does: list[Said]


class GuideOut(Out):
    """Conditions, papers, steps with their terms, offices."""

    conditions: list[ConditionOut]
    steps: list[StepOut]
    offices: list[OfficeOut]
    other_clocks: list[ClockOut]


class DecisionOut(Out):
    """A decision on a permit. Holder, plate, permit and how that stands now are told of all but what was refused; `kind` is the
    application's, `ground` the article by which a permit was revoked, annulled or recalled.
    """

    id: Id
    number: str | None
    decided_on: date
    kind: Kind | None
    result: Result
    ground: Said | None
    holder_name: str | None
    plate: str | None
    permit_number: str | None
    permit_state: HeldState | None
    valid_from: date | None
    valid_to: date | None


class ReceiptIn(In):
    """A receipt's number, and the last four digits of the applicant's telephone."""

    number: ReceiptNumber
    phone_last4: LastFour


class Stage(Out):
    """When a file came to a state."""

    seq: int
    state: State
    on: date


class ReceiptOut(Out):
    """How a file stands, and what the office has until when. Nobody's name."""

    number: str
    kind: Kind
    state: State
    words: Said
    received_on: date | None
    due_on: date | None
    due_words: Said | None
    provisional: bool
    stands: bool
    decided_on: date | None
    decision_number: str | None
    stages: list[Stage]
    at: Utc
