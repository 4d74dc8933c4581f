"""What the API gives of a vehicle's past: its track in columns, and what was true meanwhile."""

from typing import Any, Literal

from core.shapes import Id, Out, Utc
from findings.schemas import FindingOut
from fleet.schemas import Direction, StopOut
from runs.schemas import RunDetail

Source = Literal["tracks", "evidence"]


class TrackColumns(Out):
    """A track in columns, a few bytes a fix (`findings/playback/columns.py` says how each is written).

    time      milliseconds since 1970 UTC of the first fix, then differences; in order
    lon, lat  millionths of a degree, WGS-84, likewise
    speed     tenths of a km/h; course in degrees, -1 where there is none
    delayed, unproven  [from, to) pairs of indices, one after the other
    limit     (index, km/h) pairs where the limit with pupils aboard changes; null where it was not asked for
    others    how many fixes of other devices are left out, which reported beside the one that is judged
    source    `tracks`, or `evidence`: with what was kept with findings; of a single finding its SHA-256 is `sha256`
    """

    count: int
    time: list[int]
    lon: list[int]
    lat: list[int]
    speed: list[int]
    course: list[int]
    delayed: list[int]
    unproven: list[int]
    limit: list[float] | None
    others: int
    source: Source
    sha256: str | None


class ApprovedLine(Out):
    """A line as a permit version approved it; `path` is a GeoJSON LineString."""

    id: Id
    version_id: Id
    name: str
    name_en: str | None
    direction: Direction
    path: dict[str, Any]
    stops: list[StopOut]


class PermitThen(Out):
    """A permit version and since and until when it ruled the vehicle (without bounds where it did before or still does)."""

    id: Id
    number: str
    version_id: Id
    version: int
    since: Utc | None
    until: Utc | None
    lines: list[ApprovedLine]


class CorridorThen(Out):
    """How far from its line a bus might be from a moment on."""

    since: Utc
    corridor_m: float


class History(Out):
    """What was true of a vehicle in a stretch of time.

    `places_changed` are the moments in it at which some place became another: between two of them `GET /places?at=` is one answer.
    """

    vehicle_id: Id
    plate: str
    since: Utc
    until: Utc
    permits: list[PermitThen]
    corridor: list[CorridorThen]
    runs: list[RunDetail]
    findings: list[FindingOut]
    places_changed: list[Utc]
