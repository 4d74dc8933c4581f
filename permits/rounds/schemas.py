"""What the API takes and gives of rounds."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from core.shapes import Id, In, Out, Utc
from core.words import Line, Words
from fleet.schemas import PRINTABLE, BodyId, TimeInReach
from permits.desk.schemas import ApplicationOut, Deed, Kind, NamedOut, Number, Opinion, State, Version

Subject = Literal["application", "police", "transport", "sign"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PRINTABLE)]
MOST_FILES = 1000
Ids = Annotated[list[BodyId], Field(min_length=1, max_length=MOST_FILES)]
DayInReach = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


class RoundIn(In):
    """A new round; `organisation_id` where its files are of one school or operator."""

    name: Name
    target_on: DayInReach
    organisation_id: BodyId | None = None


class SettledIn(In):
    """Its name and day as they are now; `version` is that which the person saw."""

    version: Version
    name: Name
    target_on: DayInReach


class InspectionsIn(In):
    """What was agreed with police: where, how many a day, from which day on, between which hours of the local clock."""

    version: Version
    place: Line
    capacity_per_day: Annotated[int, Field(ge=1, le=200)]
    inspect_from: DayInReach
    opens_at: time = time(9)
    closes_at: time = time(17)

    @model_validator(mode="after")
    def _hours_agree(self) -> "InspectionsIn":
        if self.opens_at.tzinfo is not None or self.closes_at.tzinfo is not None:
            raise ValueError("opens_at and closes_at are times of the local clock, without an offset")
        if self.opens_at >= self.closes_at:
            raise ValueError("opens_at and closes_at contradict each other: it closes after it has opened")
        return self


class FilterIn(In):
    """Which files are put in: what nobody chose leaves all in."""

    applicant_id: BodyId | None = None
    kinds: Annotated[list[Kind], Field(max_length=4)] = Field(default_factory=list)
    states: Annotated[list[State], Field(max_length=14)] = Field(default_factory=list)


class PutIn(In):
    """Files by hand, or all that a filter finds."""

    application_ids: Ids | None = None
    filter: FilterIn | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "PutIn":
        if (self.application_ids is None) == (self.filter is None):
            raise ValueError("application_ids and filter: give one of the two")
        return self


class DropIn(In):
    """A file that leaves the round alone, and why."""

    application_id: BodyId
    reason: Words


class CloseIn(In):
    """The round is over; `version` is that which the person saw."""

    version: Version


class RowIn(In):
    """One file of many, at the version at which it was seen, with what is its own beside what is the same for all."""

    application_id: BodyId
    version: Version
    note: Words | None = None
    missing: Annotated[list[Line], Field(min_length=1, max_length=40)] | None = None
    opinion: Opinion | None = None
    appointment: TimeInReach | None = None
    number: Number | None = None
    valid_to: DayInReach | None = None


class ManyIn(Deed):
    """One step of many files. `paper_id`: the other office's paper about all of them, where the desk records its step."""

    subject: Subject
    step: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    until: DayInReach | None = None
    dated_on: DayInReach | None = None
    valid_from: DayInReach | None = None
    valid_to: DayInReach | None = None
    paper_id: BodyId | None = None
    files: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_FILES)]


class WhyOut(Out):
    """Why a file was refused, in both languages."""

    zh: str
    en: str


class OutcomeOut(Out):
    """What came of one file, or would: `done`, or refused with its code and the reason."""

    application_id: Id
    number: str | None
    plate: str | None
    applicant: str
    done: bool
    code: str | None
    why: WhyOut | None
    state: State | None
    appointment: Utc | None = None
    sign_number: str | None = None
    valid_to: date | None = None


class ManyOut(Out):
    """What came of a step of many; of a preview, what would (`deed_id` null: nothing has happened)."""

    deed_id: Id | None
    subject: Subject
    step: str
    done: int
    refused: int
    files: list[OutcomeOut]


class RoundOut(Out):
    """A round in the list: of its `files`, `finished` have their sign or are over, `late` will miss the day."""

    id: Id
    name: str
    organisation: NamedOut | None
    target_on: date
    state: Literal["open", "closed"]
    version: int
    files: int
    finished: int
    late: int
    place: str | None
    capacity_per_day: int | None
    inspect_from: date | None
    opens_at: time
    closes_at: time
    closed_on: date | None


class ForecastOut(Out):
    """The day on which the sign comes at today's pace."""

    on: date
    misses: bool
    provisional: bool


class OpinionShortOut(Out):
    """Where the opinion of an office stands."""

    state: str
    opinion: Opinion | None
    appointment: Utc | None


class RoundFileOut(ApplicationOut):
    """A file of the round. `stage` is where it stands on the way to the sign, or `done` or `over`.

    `steps` are what the viewer may do to it now: `subject.step`.
    """

    stage: str
    police: OpinionShortOut | None
    transport: OpinionShortOut | None
    sign_state: str | None
    sign_number: str | None
    sign_valid_to: date | None
    latest_sign_day: date | None
    forecast: ForecastOut | None
    steps: list[str]


class StepOfManyOut(Out):
    """A step that the viewer may take of some of the files: of how many, and what it needs."""

    subject: Subject
    step: str
    recorded: bool
    needs: list[str]
    files: int


class StageOut(Out):
    """How many files stand in a stage, and how long it takes now (working days; `seen` 0: what the law gives)."""

    stage: str
    files: int
    days: int
    seen: int


class DroppedOut(Out):
    """A file that left the round alone."""

    application_id: Id
    number: str | None
    plate: str | None
    at: Utc
    by: str
    reason: str


class DeedOut(Out):
    """A step that was taken of many, in the list of the round. `letter`: the name of its letter, null: it makes none."""

    id: Id
    at: Utc
    by: str
    subject: Subject
    step: str
    dated_on: date
    recorded: bool
    done: int
    refused: int
    letter: str | None


class PaperOut(Out):
    """Another office's paper about many files."""

    id: Id
    kind: str
    name: str
    at: Utc


class RoundDetail(RoundOut):
    """A round with all that is in it; files that will miss the day first."""

    items: list[RoundFileOut]
    stages: list[StageOut]
    may: list[StepOfManyOut]
    may_keep: bool
    may_agree: bool
    deeds: list[DeedOut]
    dropped: list[DroppedOut]
    papers: list[PaperOut]


class PutOut(Out):
    """How many files were put in, and which were not: in another open round already, or not of a kind that is worked on."""

    put_in: int
    left_out: list[OutcomeOut]


class DueOut(Out):
    """A file in the month: the clock that is due, or the vehicle that is called for."""

    application_id: Id
    number: str | None
    plate: str | None
    applicant: str
    what: str
    at: Utc | None
    place: str | None
    round: NamedOut | None


class DayOut(Out):
    """A day of the month. `provisional`: its year's holidays are not announced. `files` are the first of `total`."""

    day: date
    works: bool
    provisional: bool
    is_holiday: bool
    is_make_up: bool
    holiday: str | None
    total: int
    files: list[DueOut]
    targets: list[NamedOut]


class MonthOut(Out):
    """A month of deadlines and appointments."""

    month: str
    today: date
    provisional: bool
    days: list[DayOut]


class DeedDetail(DeedOut):
    """A step of many with what came of each file."""

    detail: dict[str, Any]
    files: list[OutcomeOut]
