"""What the API gives of figures."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Utc
from findings.figures.ask import By, Step
from findings.schemas import Both

CaseSet = Literal[
    "open", "overdue", "unanswered", "given", "running", "answered", "in_time", "handled", "rejected"
]  # fmt: skip
RunSet = Literal["planned", "under_way", "ended", "cancelled", "driven"]
Window = Literal["now", "before"]


class Spread(Out):
    """Findings by severity, as the rules have it."""

    A1: int = 0
    A2: int = 0
    B: int = 0
    I: int = 0  # noqa: E741 - information


class Exposed(Out):
    """Against what findings are counted: runs driven and kilometres; null where they are not known for this grouping."""

    runs: int | None
    km: float | None
    per_100_runs: float | None
    per_1000_km: float | None


class Total(Exposed):
    """The span as a whole. `findings` are without the rejected ones, which `rejected` counts apart."""

    findings: int
    rejected: int
    before: int
    before_rejected: int
    severities: Spread


class Bucket(Out):
    """A day, or the days of a calendar week that lie in the span; `before` is the same part of the span before."""

    first: date
    last: date
    findings: int
    rejected: int
    before: int
    severities: Spread


class Group(Exposed):
    """One operator, school, driver, rule or place. `key` is null for findings of which it is not known."""

    key: Id | None
    name: Both | None
    findings: int
    rejected: int
    before: int
    severities: Spread


class HandlingRow(Out):
    """Cases given to the first line; those whose time still runs are not in the rates, which are null where nothing counts."""

    key: Id | None
    name: Both | None
    given: int
    running: int
    answered: int
    in_time: int
    handled: int
    rejected: int
    answer_rate: float | None
    in_time_rate: float | None


class Late(Out):
    """One thing that is overdue, and where it is worked on."""

    id: Id
    title: Both
    subject: str
    owner: str | None
    due_at: Utc
    href: str


class Overdue(Out):
    """What is overdue of one kind: how many, and those that waited longest."""

    kind: str
    name: Both
    count: int
    items: list[Late]


class Chosen(Out):
    """A filter with the name of what it leaves."""

    filter: str
    key: Id
    name: Both | None


class Report(Out):
    """The figures of a span of local days. Nothing of a rule in trial is in them."""

    first: date
    last: date
    before_first: date
    before_last: date
    complete: bool
    by: By
    step: Step
    chosen: list[Chosen]
    total: Total
    trend: list[Bucket]
    groups: list[Group]
    cut: bool
    handling: list[HandlingRow]
    handling_total: HandlingRow
    overdue: list[Overdue]


class Buses(Out):
    """How many of the buses have sent a position today."""

    seen: int
    unseen: int


class RunsNow(Out):
    """The runs of today."""

    planned: int
    under_way: int
    ended: int
    cancelled: int


class SchoolTerm(Out):
    """The school term that it is."""

    name: str
    first: date
    last: date


class Today(Out):
    """The day it is, until now; `before` is yesterday until the same hour."""

    day: date
    at: Utc
    findings: int
    rejected: int
    before: int
    severities: Spread
    open: int
    overdue: int
    unanswered: int
    handling: HandlingRow
    buses: Buses
    runs: RunsNow
    term: SchoolTerm | None


class BusOut(Out):
    """A bus and when it last sent a position."""

    id: Id
    plate: str
    operator: str | None
    last_fix: Utc | None
