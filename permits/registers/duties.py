"""Duties of schools and providers that fall due again and again: REG 10, 11, 12; rules R52 to R54 are computed from them. Pure.

The law says "periodically" (定期); the periods are the bureau's, as the table has them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.errors import Text

SCHOOL_YEAR_BEGINS = (9, 1)
YEAR_DUE = timedelta(days=29)  # the 30th of September
SOON = timedelta(days=30)


class Each(StrEnum):
    """How often."""

    YEAR = "year"
    TERM = "term"


class Whose(StrEnum):
    """Who owes it: whoever runs buses, a school whose pupils ride, or a school with each provider that serves it."""

    RUNS_BUSES = "runs_buses"
    PUPILS_RIDE = "pupils_ride"
    SERVED_BY = "served_by"


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A line of the table."""

    words: Text
    article: str
    each: Each
    whose: Whose
    rule: str | None = None


DUTIES: dict[str, DutyKind] = {
    "safety_system": DutyKind(Text("安全管理制度", "Safety management system"), "10", Each.YEAR, Whose.RUNS_BUSES),
    "safety_staff": DutyKind(Text("配备安全管理人员", "Safety staff"), "10", Each.YEAR, Whose.RUNS_BUSES),
    "driver_training": DutyKind(
        Text("驾驶人安全教育", "Safety education of drivers"), "10", Each.TERM, Whose.RUNS_BUSES, "R54"
    ),
    "responsibility_letter": DutyKind(
        Text("校车安全管理责任书", "Responsibility letter"), "11", Each.YEAR, Whose.SERVED_BY, "R52"
    ),
    "pupil_education": DutyKind(
        Text("学生乘车安全教育", "Pupils' safety education"), "12", Each.TERM, Whose.PUPILS_RIDE
    ),
    "drill": DutyKind(Text("应急处理演练", "Emergency drill"), "12", Each.TERM, Whose.PUPILS_RIDE, "R53"),
}


class DutyState(StrEnum):
    """How a duty stands; the worst first. `unknown`: the period is not on record (no term is entered)."""

    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    SOON = "soon"
    DUE = "due"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Period:
    """A school year or a term by its days; what is owed in it is due on `due_on`."""

    name: str
    since: date
    until: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as the duties see it: what it runs, whose pupils it has, by which providers (id -> name) it is served."""

    runs_buses: bool = False
    pupils_ride: bool = False
    served_by: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record of a duty in a period."""

    id: int
    kind: str
    since: date
    counterpart_id: int | None = None
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty of one organisation in one period, and how it stands. `period` None: no term is on record."""

    kind: str
    state: DutyState
    period: Period | None = None
    due_on: date | None = None
    counterpart_id: int | None = None
    kept: Kept | None = None


def school_year(day: date) -> Period:
    """The school year in which a day lies."""
    begins = date(day.year, *SCHOOL_YEAR_BEGINS)
    since = begins if day >= begins else date(day.year - 1, *SCHOOL_YEAR_BEGINS)
    until = date(since.year + 1, *SCHOOL_YEAR_BEGINS) - timedelta(days=1)
    return Period(f"{since.year}–{since.year + 1}", since, until, since + YEAR_DUE)


def term_of(terms: Iterable[tuple[str, date, date]], day: date) -> Period | None:
    """The term in which a day lies, else the last before it (in the holidays one owes what the term left); None: none on record."""
    begun = [one for one in terms if one[1] <= day]
    if not begun:
        return None
    name, since, until = max(begun, key=lambda one: one[1])
    return Period(name, since, until, until)


def owed(
    party: Party, kept: Collection[Kept], terms: Collection[tuple[str, date, date]], day: date, *, trained: bool = False
) -> list[Owed]:
    """Every duty of an organisation on a day. `trained`: every driver's training of this term is on record, which does R54."""
    periods = {Each.YEAR: school_year(day), Each.TERM: term_of(terms, day)}
    return [
        _stands(kind, periods[one.each], counterpart, kept, day, trained=trained and kind == "driver_training")
        for kind, one in DUTIES.items()
        for counterpart in _counterparts(party, one.whose)
    ]


def _counterparts(party: Party, whose: Whose) -> tuple[int | None, ...]:
    if whose is Whose.SERVED_BY:
        return tuple(party.served_by or {})
    owes = party.runs_buses if whose is Whose.RUNS_BUSES else party.pupils_ride
    return (None,) if owes else ()


def _stands(
    kind: str, period: Period | None, counterpart: int | None, kept: Collection[Kept], day: date, *, trained: bool
) -> Owed:
    if period is None:
        return Owed(kind, DutyState.UNKNOWN, counterpart_id=counterpart)
    same = (one for one in kept if (one.kind, one.since, one.counterpart_id) == (kind, period.since, counterpart))
    held = next(same, None)
    due = period.due_on if held is None or held.due_on is None else held.due_on
    if trained or (held is not None and held.done_on is not None and held.done_on <= day):
        state = DutyState.DONE
    elif day > due:
        state = DutyState.OVERDUE
    else:
        state = DutyState.SOON if due - day <= SOON else DutyState.DUE
    return Owed(kind, state, period, due, counterpart, held)
