"""What the API takes and gives of examinations."""

from typing import Annotated, Literal

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from permits.training.schemas import AtTheDoor, Named, Short, SmallId

Kind = Literal["single", "multiple", "true_false"]
QuestionState = Literal["active", "retired", "replaced"]
SeatState = Literal["absent", "not_begun", "under_way", "handed_in"]
HandedInBy = Literal["person", "clock"]
MOST_OPTIONS = 6
Place = Annotated[int, Field(ge=0, lt=MOST_OPTIONS)]
Places = Annotated[list[Place], Field(max_length=MOST_OPTIONS)]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Option = Annotated[str, Field(min_length=1, max_length=200)]


class QuestionText(In):
    """A question as it will stand. Of true or false there are no options to give: the first is true."""

    kind: Kind
    text: Words
    options: Annotated[list[Option], Field(max_length=MOST_OPTIONS)] = Field(default_factory=list)
    right: Places
    source: Short


class QuestionIn(QuestionText):
    """A question to add to a course."""

    course_id: SmallId


class RetirementIn(In):
    """Whether a question is retired, or drawn again."""

    retired: bool


class QuestionOut(Out):
    """A version of a question; `drawn`: on how many papers it stands."""

    id: Id
    course: Named
    version: int
    kind: Kind
    text: str
    options: list[str]
    right: list[int]
    source: str
    state: QuestionState
    drawn: int
    created_at: Utc
    by: str


class ExamIn(In):
    """How many questions a course's paper has and how many minutes there are; both null: no examination on the telephone."""

    questions: Annotated[int, Field(ge=1, le=200)] | None
    minutes: Annotated[int, Field(ge=1, le=300)] | None


class CellProblem(Out):
    """What is wrong with a cell; `cell` as the spreadsheet names it."""

    row: int
    column: str
    title: str
    cell: str | None
    message: str


class Imported(Out):
    """A table of questions looked at, or (`dry` false) taken over."""

    dry: bool
    rows: int
    added: int
    wrong: int
    errors: list[CellProblem]


class ExamSeat(Out):
    """How far somebody on the list is; the numbers are of the newest attempt."""

    person_id: Id
    name: str
    organisation_name: str
    code: str | None
    state: SeatState
    attempts: int
    allowed: int
    answered: int
    begun_at: Utc | None
    ends_at: Utc | None
    handed_in_at: Utc | None
    handed_in_by: HandedInBy | None
    score: int | None
    passed: bool | None


class ExamOut(Out):
    """The examination of a session: as the course sets it until it is opened, then as it was opened. `questions` null: none.

    `path`, for `valid_s` seconds, is what the QR holds; null to who does not organise the session.
    """

    questions: int | None
    minutes: int | None
    pass_mark: int | None
    in_bank: int
    opened_at: Utc | None
    path: str | None
    valid_s: float | None
    seats: list[ExamSeat]


class EvidenceAnswer(Out):
    """A question of a paper as it was, what was chosen and when; what is right only once nobody writes any more."""

    seq: int
    question_id: Id
    version: int
    kind: Kind
    text: str
    options: list[str]
    right: list[int] | None
    chosen: list[int] | None
    answered_at: Utc | None
    is_right: bool | None
    source: str


class Evidence(Out):
    """An attempt that was handed in."""

    number: int
    begun_at: Utc
    ends_at: Utc
    handed_in_at: Utc
    handed_in_by: HandedInBy
    score: int
    passed: bool
    answers: list[EvidenceAnswer]


class Evidences(Out):
    """The attempts of a person, the newest first."""

    person: Named
    attempts: list[Evidence]


class ExamDoor(Out):
    """What the examination's page shows before it begins: who is signed in, and a ticket good for some minutes."""

    ticket: str
    course: str
    place: str
    organiser: str
    questions: int
    minutes: int
    pass_mark: int
    people: list[AtTheDoor]


class KeyIn(In):
    """The key of an attempt, which the telephone keeps."""

    key: str = Field(min_length=10, max_length=200)


class AnswerIn(KeyIn):
    """What is chosen of one question: places as they are shown, from 0; none takes the answer back."""

    seq: int = Field(ge=1, le=1000)
    chosen: Places


class AnswerOut(Out):
    """That the answer is saved, and how many seconds are left."""

    seq: int
    left_s: float


class PaperQuestion(Out):
    """A question as it is shown to this person; `chosen` are places in these options, null: not answered yet."""

    seq: int
    kind: Kind
    text: str
    options: list[str]
    chosen: list[int] | None


class WrongAnswer(Out):
    """A question that was not answered rightly, what was chosen, and the source to read."""

    seq: int
    text: str
    chosen: list[str]
    source: str


class ExamResult(Out):
    """How an attempt ended."""

    score: int
    passed: bool
    pass_mark: int
    right: int
    handed_in_at: Utc
    handed_in_by: HandedInBy
    wrong: list[WrongAnswer]


class PaperOut(Out):
    """The paper of one attempt; once it is handed in, its result and no questions."""

    key: str
    name: str
    course: str
    asked: int
    ends_at: Utc
    left_s: float
    questions: list[PaperQuestion]
    result: ExamResult | None
