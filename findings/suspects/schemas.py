"""What the API takes and gives of suspects, of the score, and of our own vehicles that may not serve."""

from typing import Annotated, Literal

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from core.words import Words
from findings.schemas import Both
from findings.suspects.telling.schemas import HoursOut, Source, VehicleKind
from fleet.geojson import Point

State = Literal["new", "watched", "handed", "decided", "dismissed"]
Result = Literal["illegal", "legal", "unknown"]
StepName = Literal["watch", "hand_over", "take_back", "result", "correct", "dismiss", "reopen", "note"]


class Deed(In):
    """What a step brings beside its name; which of it is needed, the table of steps says."""

    note: Words | None = None
    result: Result | None = None


class StepIn(Deed):
    """One step; `version` is that of the suspect as the person saw it."""

    step: StepName
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ReasonOut(Out):
    """One reason of the score: what it adds (or takes), and why in words."""

    name: str
    title: Both
    points: float
    words: Both


class SuspectOut(Out):
    """A suspect in the list: no offence until the police found one. `reasons`: the three heaviest."""

    id: Id
    plate: str
    state: State
    version: int
    score: float
    sightings: int
    days: int
    schools: list[str]
    first_seen: Utc
    last_seen: Utc
    listed_at: Utc
    handed_at: Utc | None
    result: Result | None
    decided_at: Utc | None
    reasons: list[ReasonOut]


class SightingOut(Out):
    """One sighting. `within`: which of the school's hours it lies in, null outside them."""

    id: Id
    seen_at: Utc
    left_at: Utc | None
    source: Source
    source_name: str | None
    school: str | None
    place: str | None
    point: Point | None
    colour: str | None
    vehicle_kind: VehicleKind | None
    children: int | None
    photo: str | None
    reference: str | None
    note: str | None
    within: Literal["arrival", "leaving"] | None


class EventOut(Out):
    """One step that was taken."""

    id: Id
    at: Utc
    by: str
    step: str
    from_state: State
    to_state: State
    note: str | None
    result: Result | None


class SuspectDetail(SuspectOut):
    """A suspect with all reasons, its own sightings (newest first, 500 at most), its steps, and what the viewer may do now.

    `signed`: a registered vehicle has this plate and a sign in force by now. The score is `start` and the points of
    the reasons, with weights of version `weights`.
    """

    signed: bool
    start: float
    weights: int
    scored_at: Utc
    seen: list[SightingOut]
    hours: list[HoursOut]
    events: list[EventOut]
    may: list[StepName]


class PlateSightings(Out):
    """What is kept of one plate, newest first, 500 at most. `suspect_id`, `vehicle_id`: what else it is, if anything."""

    plate: str
    suspect_id: Id | None
    vehicle_id: Id | None
    lists: list[str]
    items: list[SightingOut]


class WeightOut(Out):
    """A reason with the weight it began with and the one it has now."""

    name: str
    title: Both
    first: float
    now: float
    source: str


class ParameterOut(Out):
    """A parameter of the score as it holds now."""

    name: str
    unit: str
    value: float
    default: float
    source: str


class ScoreOut(Out):
    """How the score is made now: version 0 is the start, nothing was learned yet."""

    version: int
    made_at: Utc | None
    learned_from: int
    start: float
    weights: list[WeightOut]
    parameters: list[ParameterOut]


class Rescored(Out):
    """How many plates were scored, newly listed, and let go."""

    scored: int
    listed: int
    dropped: int


class OursProblem(Out):
    """Why a vehicle of ours may not serve. `rule` where a finding says it; `who` the driver; `count` how often in 30 days."""

    kind: Literal["finding", "no_permit", "no_sign", "driver_unqualified", "seen_without_sign"]
    rule: str | None = None
    who: str | None = None
    count: int
    last: Utc


class OursOut(Out):
    """A vehicle in service that may not be, with every reason."""

    id: Id
    plate: str
    operator: str | None
    school: str | None
    last: Utc
    problems: list[OursProblem]
