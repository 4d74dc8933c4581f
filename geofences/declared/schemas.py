"""What the API takes and gives of what is declared: weather and surface (Art 35), exemptions (Art 30)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from core.shapes import Id, In, Out, Utc
from fleet.schemas import BodyId, Name, TimeInReach
from geofences.schemas import Source

ConditionKind = Literal["fog", "rain", "snow", "sand", "hail", "ice", "snow_cover", "mud"]
ExemptionKind = Literal["traffic_control", "road_works", "disaster", "weather", "major_accident"]
State = Literal["current", "planned", "past", "all"]
LONGEST = {
    "condition": timedelta(hours=48),
    "exemption": timedelta(days=92),
}  # ours: what lasts longer is declared again


class Scope(In):
    """Where it holds: an area drawn (GeoJSON polygon), a place, every section of a road by its name, or none: the district."""

    area: dict[str, Any] | None = None
    place_id: BodyId | None = None
    road: Name | None = None


class ConditionIn(Scope):
    """Weather or surface as somebody, or a feed, observed it. It ends at `until` by itself; `since` null is now."""

    kind: ConditionKind
    visibility_m: float | None = Field(None, ge=0, le=20_000)
    since: TimeInReach | None = None
    until: TimeInReach
    source: Source


class ExemptionIn(Scope):
    """A reason of Art 30 to leave the approved line; for one line, or where `Scope` says."""

    kind: ExemptionKind
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    line_id: BodyId | None = None
    since: TimeInReach | None = None
    until: TimeInReach
    source: Source


class Renewal(In):
    """Until when it is carried on."""

    until: TimeInReach


class Declared(Out):
    """What is common to both. `scope` names the place, road or line; with neither `scope` nor `area` it is the district."""

    id: Id
    area: dict[str, Any] | None
    scope: str | None
    source: str
    since: Utc
    until: Utc | None
    declared_by: str | None
    renews: Id | None


class ConditionOut(Declared):
    """A declared condition; `lowers` says whether 20 km/h holds by it (rain that one can see through lowers nothing)."""

    kind: str
    visibility_m: float | None
    lowers: bool


class ExemptionOut(Declared):
    """A declared exemption."""

    kind: str
    reason: str
    line_id: Id | None
