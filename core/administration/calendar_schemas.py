"""What the API takes and gives of the school calendar: terms, days that differ, a month as it is in one school."""

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from core.administration.schemas import Stage
from core.shapes import PRINTABLE, BodyId, Id, In, Name, Out

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2200, 1, 1)
MOST_DAYS = 92
Words = Annotated[str, StringConstraints(max_length=200, pattern=rf"{PRINTABLE}|^$")]


def _in_reach(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"must lie between {FIRST_DAY.year} and {LAST_DAY.year}")
    return day


def _of_minutes(at: time) -> time:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError("must be a local time in whole minutes, as 11:40")
    return at


Day = Annotated[date, AfterValidator(_in_reach)]
Hour = Annotated[time, AfterValidator(_of_minutes)]


class WhoseIn(In):
    """Of one school, or of the schools of one stage; of the whole district without either."""

    school_id: BodyId | None = None
    stage: Stage | None = None

    @model_validator(mode="after")
    def _one_at_most(self) -> Self:
        if self.school_id is not None and self.stage is not None:
            raise PydanticCustomError("whose", "either a school or a stage")
        return self


class TermIn(In):
    """A school term of the district."""

    name: Name
    starts: Day
    ends: Day
    source: Words | None = None


class TermOut(Out):
    """A school term as it is kept."""

    id: Id
    name: str
    starts: date
    ends: date
    source: str | None


class OwnTermIn(TermIn, WhoseIn):
    """A term of one school or of one stage."""


class OwnTermOut(TermOut):
    """Such a term as it is kept."""

    school_id: Id | None
    stage: Stage | None


class RemovalIn(In):
    """Which term of one school or stage goes."""

    id: BodyId


class DayKindIn(In):
    """What a day is; `classes` null: it differs no more.

    `counts_as`: a make-up day follows the timetable of that weekday, 0 Monday … 6 Sunday. `ends_at` makes a half day: departures at
    that hour and later do not run, but the first way home leaves at `leaves_at`, if that is given, and the others as much earlier.
    """

    classes: bool | None
    counts_as: Annotated[int, Field(ge=0, le=6)] | None = None
    ends_at: Hour | None = None
    leaves_at: Hour | None = None
    note: Words | None = None
    source: Words | None = None


class SchoolDayIn(DayKindIn):
    """A day of the district that differs from the calendar, or every day to `until`, included (a holiday)."""

    day: Day
    until: Day | None = None


class OwnDayIn(SchoolDayIn, WhoseIn):
    """The same of one school or of one stage."""


class SchoolDayOut(Out):
    """Such a day as it is kept."""

    day: date
    classes: bool
    counts_as: int | None
    ends_at: time | None
    leaves_at: time | None
    note: str | None
    source: str | None


class SchoolCalendar(Out):
    """Terms of the district and the days that differ in it, the latest first."""

    items: list[TermOut]
    days: list[SchoolDayOut]


class DayOut(Out):
    """A day as it is in one school, and who says so. `entry`: what the calendar that is looked at says itself, null: nothing.

    `unsaid`: classes on a weekend, and nobody said by which weekday's timetable; then only what runs on that weekend day runs.
    """

    day: date
    classes: bool
    weekday: int
    decided: Literal["school", "stage", "district", "term", "office"]
    ends_at: time | None
    leaves_at: time | None
    unsaid: bool
    note: str | None
    holiday: str | None
    entry: SchoolDayOut | None


class Month(Out):
    """A month of the calendar of a school, of a stage, or of the district. `no_term`: the working days of the office decide."""

    month: str
    today: date
    school_id: Id | None
    stage: Stage | None
    no_term: bool
    may_edit: bool
    days: list[DayOut]
    terms: list[TermOut]
    own_terms: list[OwnTermOut]
