"""What the API gives of the quality of data."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Page, Utc

By = Literal["platform", "operator", "vehicle"]


class WordsOut(Out):
    """A text in both languages of the page."""

    zh: str
    en: str


class DefinitionOut(Out):
    """One of the six metrics: what it is, where that is from, and what in it is ours. `rate` = numerator / denominator.

    `floor`: the rate at which the assessment gives nothing any more (below it; above it where `less_is_better`).
    """

    id: str
    name: WordsOut
    unit: str
    formula: WordsOut
    source: WordsOut
    ours: WordsOut
    floor: float | None
    less_is_better: bool


class ReasonOut(Out):
    """What can be said of a fix, by its word; whether it makes the record unqualified."""

    id: str
    name: WordsOut
    unqualifying: bool


class DefinitionsOut(Out):
    """The six metrics, and the reasons that fixes are counted by."""

    items: list[DefinitionOut]
    reasons: list[ReasonOut]


class ShareOut(Out):
    """So many of so many, in the unit of the metric; `rate` is null of nothing."""

    numerator: float
    denominator: float
    rate: float | None


class QualityOut(Out):
    """The quality of a platform, an operator's vehicles or one vehicle over a time.

    `id` is the operator's or the vehicle's ("0": vehicles of no operator, or the platform), `name` theirs (a plate).
    `metrics` are by the id of their definition; connectivity is the platform's alone, with the number of its `breaks`.
    `received` = `kept` + `parked`; `reasons` count kept fixes, `parked_reasons` frames that could not be used.
    """

    id: Id
    name: str | None
    operator_id: Id | None
    operator_name: str | None
    metrics: dict[str, ShareOut]
    breaks: int | None
    received: int
    kept: int
    qualified: int
    parked: int
    repeated: int
    drift_points: int
    online_days: int
    drift_days: int
    last_at: Utc | None
    reasons: dict[str, int]
    parked_reasons: dict[str, int]


class QualityPage(Page[QualityOut]):
    """A page of a month's figures. Days `since` to `until`, both included; the newest of them was reckoned at `computed_at`."""

    month: str
    since: date
    until: date
    by: By
    computed_at: Utc | None


class QualityDayOut(Out):
    """One day of one vehicle, or the sums of one day; `online` is how many vehicles sent."""

    day: date
    online: int
    received: int
    kept: int
    qualified: int
    parked: int
    repeated: int
    drift_points: int
    complete_m: float
    total_m: float
    first_at: Utc | None
    last_at: Utc | None


class QualityDaysOut(Out):
    """The days of a month of which something came, in order."""

    month: str
    since: date
    until: date
    items: list[QualityDayOut]


class VehicleQualityOut(QualityOut):
    """The quality of one vehicle over the last days, today included."""

    days: int
    since: date
    until: date
    computed_at: Utc | None
