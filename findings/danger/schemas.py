"""What the API takes and gives of dangerous segments."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from core.shapes import BIGINT_MAX, Id, In, Out, Utc
from fleet.geojson import Point
from fleet.schemas import PRINTABLE, Name
from geofences.schemas import PlaceIn

State = Literal["open", "dismissed", "promoted"]
Reason = Annotated[str, StringConstraints(min_length=5, max_length=500, pattern=PRINTABLE)]
LONGEST_DAYS = 184  # as long as tracks are kept


class RunIn(In):
    """Have the last so many days walked through."""

    days: int = Field(ge=1, le=LONGEST_DAYS)


class RunOut(Out):
    """One walk: `share` of 1 is done; `limits` are the dated values that it went by; `waits` until the worker takes it up."""

    id: Id
    since: Utc
    until: Utc
    state: Literal["asked", "events", "passages", "done", "failed"]
    share: float
    fixes: int
    lasted_s: float
    error: str | None
    limits: dict[str, float]
    events: int
    clusters: int
    asked_by: str | None
    asked_at: Utc
    done_at: Utc | None


class WordOut(Out):
    """What an office said of the place last."""

    said: Literal["dismissed", "reopened", "promoted"]
    reason: str
    by: str
    at: Utc
    place_key: UUID | None
    hazard_id: Id | None


class ClusterOut(Out):
    """A dangerous segment: `hits` of its `passages` had an event, a `share` that lies between `low` and `high` (95 %).

    `score` ranks. `hours` are [local hour, passages, hits]. `version` is the newest word on it, 0 for none: a deed names it.
    """

    id: Id
    run_id: Id
    rank: int
    geometry: dict[str, Any]
    middle: Point
    length_m: float
    road: str | None
    road_en: str | None
    near: str | None
    near_en: str | None
    near_m: float | None
    events: int
    kinds: dict[str, int]
    passages: int
    dense: int
    hits: int
    share: float
    low: float
    high: float
    score: float
    buses: int
    buses_hit: int
    hours: list[list[int]]
    state: State
    version: int
    word: WordOut | None


class EventOut(Out):
    """One event: `value` is m/s² of brake and turn, km/h of speeding, s of a stop, null of a terminal's own alarm."""

    id: Id
    kind: Literal["brake", "turn", "speeding", "stop", "terminal"]
    at: Utc
    value: float | None
    point: Point
    vehicle_id: Id
    plate: str
    finding_id: UUID | None


class ClusterDetail(ClusterOut):
    """One segment with its newest events, and the place and hazard that promoting makes of it, to be changed or sent back."""

    items: list[EventOut]
    place: PlaceIn
    title: str
    description: str


Version = Annotated[int, Field(ge=0, le=BIGINT_MAX)]


class SayIn(In):
    """Dismiss a segment, or take that back; `version` is what the person saw."""

    version: Version
    reason: Reason


class PromoteIn(In):
    """Make a risk segment of it and open a hazard; the place is as `ClusterDetail.place` proposes it, or changed."""

    version: Version
    place: PlaceIn
    title: Name
    description: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    grade: Literal["general", "major"] | None = None


class Figure(Out):
    """Of a number of days: passages, those with something, how many of it, the share with its interval (95 %)."""

    since: date | None
    until: date | None
    days: int
    passages: int
    hits: int
    count: int
    share: float | None
    low: float
    high: float


Said = Literal["fewer", "more", "no_difference", "too_few", "no_measure"]


class Compared(Out):
    """Before and after; `low` and `high` bound how much the share rose (below 0: fell), null where one of them is of nothing."""

    before: Figure
    after: Figure
    low: float | None
    high: float | None
    said: Said


class EffectOut(Out):
    """What a hazard's measure led to on the road: findings and events per passage at its place, before and after.

    `state`: of no place, its days not reckoned yet, no measure yet, or compared. `enough` passages are needed on each side.
    `chosen_since` to `chosen_until` are the days whose events made the place a hazard: they are not in `events`.
    """

    hazard_id: Id
    state: Literal["no_place", "waiting", "no_measure", "compared"]
    measured_on: date | None
    waiting_days: int
    enough: int
    chosen_since: date | None
    chosen_until: date | None
    findings: Compared | None
    events: Compared | None
