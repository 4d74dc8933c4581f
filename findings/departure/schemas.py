"""What the API gives of papers checked: each rule's answer with what it compared."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Utc
from findings.schemas import ArticleText, Both

Said = Literal["in_order", "breach", "unknown"]
MayDepart = Literal["yes", "no", "cannot_tell"]


class FactOut(Out):
    """One thing that was compared; a date as YYYY-MM-DD."""

    name: Both
    value: str


class PaperOut(Out):
    """What a rule of papers says. `missing` says what is not recorded where it cannot tell.

    Who may see the bus but not its people's papers is told the answer without the facts.
    """

    rule: str
    article: str
    article_text: ArticleText
    severity: str
    of: Literal["vehicle", "driver", "attendant", "run"]
    title: Both
    sentence: Both
    said: Said
    facts: list[FactOut]
    missing: Both | None


class PapersCheck(Out):
    """The papers of a bus on a day."""

    vehicle_id: Id
    plate: str
    day: date
    may_serve: MayDepart
    items: list[PaperOut]


class DepartureCheck(Out):
    """Whether a run may depart: "no" when a rule that blocks is broken, "cannot_tell" when one cannot be answered."""

    run_id: Id
    vehicle_id: Id
    plate: str
    line_name: str
    day: date
    planned_start: Utc
    may_depart: MayDepart
    items: list[PaperOut]


class Reason(Out):
    """Why somebody or something may not ride, or why it cannot be told; `blocks`: it stands in the way of a departure."""

    rule: str
    article: str
    title: Both
    said: Literal["breach", "unknown"]
    blocks: bool
    missing: Both | None
    facts: list[FactOut]
    to_do: Both


class MayRide(Out):
    """A bus, a driver or an attendant, and whether it may ride; with nothing against it `reasons` is empty."""

    id: Id
    name: str
    organisation: str | None
    may: MayDepart
    reasons: list[Reason]


class Tomorrow(Out):
    """The next school day: what may not ride first. `classes_known` false: no term is on record, so it is the next working day.

    `cut`: more are on record than are shown.
    """

    day: date
    today: date
    classes_known: bool
    vehicles: list[MayRide]
    drivers: list[MayRide]
    attendants: list[MayRide]
    cut: bool
