"""What the API and the live socket give of findings and rules."""

from typing import Literal

from core.shapes import Id, Out, Utc
from fleet.geojson import Point

Aboard = Literal["presumed", "known", "no"]


class FindingPlace(Out):
    """The place that a finding speaks of; `id` is the version of it that judged."""

    id: Id
    name: str
    kind: str


class FindingCondition(Out):
    """The declared weather or surface by which it was judged."""

    id: Id
    kind: str
    visibility_m: float | None


class FindingOut(Out):
    """What a rule says of a bus: no offence until the office with the power has decided.

    `measured` and `allowed` are in `unit`; `aboard` says how it is known whether pupils were in the bus; `versions` are
    those of all that judged it, null where there was none.
    """

    id: Id
    rule: str
    article: str
    severity: str
    vehicle_id: Id
    plate: str
    began: Utc
    ended: Utc | None
    measured: float | None
    allowed: float | None
    unit: Literal["km/h", "m", "s"] | None
    point: Point | None
    place: FindingPlace | None
    permit_version_id: Id | None
    permit_number: str | None
    run_id: Id | None
    line_name: str | None
    delayed: bool
    trial: bool
    aboard: Aboard
    notes: list[str]
    versions: dict[str, str | int | None]
    condition: FindingCondition | None = None


class Both(Out):
    """A text in the two languages of the page."""

    zh: str
    en: str


class ArticleText(Out):
    """The article as the law has it; there is no official English."""

    zh: str


class RuleOut(Out):
    """A rule of the catalogue with the article that it enforces."""

    id: str
    article: str
    severity: str
    unit: str | None
    title: Both
    sentence: Both
    article_text: ArticleText


class Rules(Out):
    """Every rule there is; what is not here is not judged."""

    items: list[RuleOut]
