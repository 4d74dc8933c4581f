"""What the API takes and gives of permits that were granted: their life, revocations, signs, drivers' qualifications."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from core.shapes import Id, In, Out, Utc
from core.words import Words
from fleet.schemas import PRINTABLE, BodyId
from permits.desk.schemas import Deed, DeedByOut, MayOut, NamedOut, Number, Version
from permits.schemas import PermitLineOut

HeldState = Literal[
    "in_force", "suspended", "expired", "revoked", "annulled", "recalled", "surrendered", "struck_off"
]  # fmt: skip
HeldPaper = Literal["reply", "decision", "photo", "list", "other"]
Renewal = Literal["due", "late", "asked"]
VehicleClass = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]?$")]
SIGNS_MAX = 300  # of one list


class HeldStepIn(Deed):
    """One step of a permit, a revocation or a sign; `version` is that of the thing as the person saw it."""

    step: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    version: Version


class QualificationDeed(Deed):
    """What a step of a driver's qualification brings: the classes endorsed, the scoring cycle that was reviewed."""

    classes: Annotated[list[VehicleClass], Field(min_length=1, max_length=6)] | None = None
    licence_first_on: date | None = None
    cycle_ends: date | None = None
    points: Annotated[int, Field(ge=0, le=99)] | None = None


class QualificationStepIn(QualificationDeed):
    """One step of a driver's qualification; `version` as the person saw it."""

    step: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    version: Version


class PenaltyIn(In):
    """A revocation that is proposed, and why."""

    reasons: Words


class RenewedSignIn(In):
    """A vehicle that passed its inspection: the new sign's number and last day, and the inspection's, where it is not on record."""

    plate: Annotated[str, StringConstraints(min_length=2, max_length=20, pattern=PRINTABLE)]
    number: Number
    valid_to: date
    inspection_to: date | None = None


class RenewalListIn(In):
    """The signs that police renewed at one inspection; recorded by the desk: police's list with its number."""

    signs: Annotated[list[RenewedSignIn], Field(min_length=1, max_length=SIGNS_MAX)]
    dated_on: date
    document_id: BodyId | None = None
    document_number: Number | None = None


class WordsOut(Out):
    """A sentence in both languages."""

    zh: str
    en: str


class RenewedOut(Out):
    """What became of one line of a list: `why` is null where the sign was renewed."""

    plate: str
    number: str
    permit_id: Id | None
    why: WordsOut | None


class HeldSignOut(Out):
    """The newest sign of a permit as a list shows it."""

    number: str
    valid_to: date
    state: str


class HeldPermitOut(Out):
    """A permit in the list. `ends_on`: what of permit and sign ends first. `renewal`: due soon (`due`), past the day by which it is
    asked for in time (`late`), or asked for (`asked`); null while it is not due. `penalty`: a revocation is under way.
    """

    id: Id
    number: str
    state: HeldState
    version: int
    vehicle: NamedOut
    holder: NamedOut
    valid_from: date | None
    valid_to: date | None
    sign: HeldSignOut | None
    ends_on: date | None
    renewal: Renewal | None
    renew_by: date | None
    penalty: bool


class StretchOut(Out):
    """A time in which a version was or is in force."""

    since: Utc
    until: Utc | None


class VersionOut(Out):
    """What was granted at one time, and when it ruled."""

    id: Id
    version: int
    owner: NamedOut
    seats: int
    granted_on: date
    valid_from: date
    valid_to: date | None
    drivers: list[NamedOut]
    lines: list[PermitLineOut]
    stretches: list[StretchOut]


class PermitClockOut(Out):
    """A clock, running or stopped, as applications have them."""

    name: str
    article: str
    days: int
    began_on: date
    stopped_on: date | None
    due_on: date
    days_left: int | None
    provisional: bool
    stands: bool = False


class SignLifeOut(Out):
    """A sign of the permit; `application_id` where it was asked for with an application of ours."""

    id: Id | None
    application_id: Id | None
    number: str | None
    state: str
    version: int
    issued_on: date | None
    valid_to: date | None
    clocks: list[PermitClockOut]
    may: list[MayOut]


class PenaltyOut(Out):
    """A revocation of the permit."""

    id: Id
    number: str
    state: str
    version: int
    opened_on: date
    reasons: str
    clocks: list[PermitClockOut]
    may: list[MayOut]


class HeldEventOut(Out):
    """One line of the permit's life, of its revocations and its signs; `id` with the table it is of, `letter` what it
    makes, once it can be read.
    """

    id: str
    event_id: Id
    application_id: Id | None
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


class HeldDocumentOut(Out):
    """A paper of the permit."""

    id: Id
    kind: HeldPaper
    at: Utc
    by: DeedByOut
    name: str
    media_type: str
    size: int


class QualificationOut(Out):
    """A driver's qualification as it stands."""

    person: NamedOut
    state: str
    version: int
    classes: list[str]
    endorsed_on: date | None
    reviewed_on: date | None
    licence_first_on: date | None
    ended_on: date | None
    review_due: date | None
    documents: list[HeldDocumentOut]
    events: list[HeldEventOut]
    may: list[MayOut]


class BarOut(Out):
    """A time in which the holder may not apply."""

    ground: str
    since: date
    until: date


class HeldPermitDetail(HeldPermitOut):
    """All of a permit. `drivers` are those of the newest version, with their qualifications."""

    versions: list[VersionOut]
    drivers: list[QualificationOut]
    signs: list[SignLifeOut]
    penalties: list[PenaltyOut]
    events: list[HeldEventOut]
    documents: list[HeldDocumentOut]
    bars: list[BarOut]
    applications: list[NamedOut]
    may: list[MayOut]
    may_open_penalty: bool


class HeldSummary(Out):
    """How many permits are in each state, how many renewals are due or late, how many signs end within thirty days."""

    states: dict[str, int]
    renewals: int
    signs: int
    penalties: int
