"""What the API takes and gives of drawn lines."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from core.shapes import In, Out
from fleet.geojson import Point
from fleet.schemas import BodyId, Direction, LineOut, Name

POINTS_MAX = 5000
STOPS_MAX = 60
TIMES_MAX = 30
DAY_S = 86_400
FIRST_YEAR, LAST_YEAR = 2000, 2199
Lon = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Lat = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Position = tuple[Lon, Lat]
DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


def _without_zone(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("must be a time of the clock, without an offset")
    return value


def _in_reach(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return value


ClockTime = Annotated[time, AfterValidator(_without_zone)]
Day = Annotated[date, AfterValidator(_in_reach)]
LeftOut = Literal["no_fixes", "never_moved", "too_short", "silent", "other_way"]


class PathIn(In):
    """A GeoJSON LineString in WGS-84."""

    type: Literal["LineString"]
    coordinates: Annotated[list[Position], Field(min_length=2, max_length=POINTS_MAX)]


class PointIn(In):
    """A GeoJSON point in WGS-84."""

    type: Literal["Point"]
    coordinates: Position


class StopIn(In):
    """A stop; `offset_s` seconds after departure."""

    name: Name
    name_en: Name | None = None
    point: PointIn
    offset_s: Annotated[int, Field(ge=0, lt=DAY_S)]


class TimeIn(In):
    """A departure: on which weekdays (1 Monday to 7 Sunday), on class days only or on all, in which season (MM-DD to MM-DD)."""

    departs: ClockTime
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1, max_length=7)]
    class_days_only: bool = True
    season_from: DayOfYear | None = None
    season_to: DayOfYear | None = None

    @model_validator(mode="after")
    def _season_is_whole(self) -> "TimeIn":
        if (self.season_from is None) != (self.season_to is None):
            raise ValueError("season_from and season_to are given together or not at all")
        return self


class VersionIn(In):
    """What a version of a line holds: its path, its stops in order, its running times."""

    path: PathIn
    stops: Annotated[list[StopIn], Field(min_length=2, max_length=STOPS_MAX)]
    times: Annotated[list[TimeIn], Field(min_length=1, max_length=TIMES_MAX)]


class LineIn(VersionIn):
    """A line that is drawn anew; `proposed_by_id` is for a clerk to say, others draw for their own organisation."""

    name: Name
    name_en: Name | None = None
    direction: Direction
    school_id: BodyId
    proposed_by_id: BodyId | None = None


class TimeOut(Out):
    """A running time as `TimeIn` takes it."""

    departs: str
    weekdays: list[int]
    class_days_only: bool
    season_from: str | None
    season_to: str | None


class PlannedStop(Out):
    """A stop of a plan, as `StopIn` takes it."""

    name: str
    name_en: str | None
    point: Point
    offset_s: int


class LinePlan(LineOut):
    """A line's newest version with all that can be drawn anew; `is_approved`: by some permit; `may_change`: by the viewer."""

    version: int | None
    is_approved: bool
    may_change: bool
    path: dict[str, Any] | None
    stops: list[PlannedStop]
    times: list[TimeOut]


class ProposedStop(Out):
    """A stop that a file or a track shows; `name` null: none known. `days`, `dwell_s`: on how many days a bus stood, how long."""

    name: str | None
    point: Point
    offset_s: int
    days: int | None
    dwell_s: int | None


class DayLeftOut(Out):
    """A day whose track was not used, and why."""

    day: date
    why: LeftOut


class LineProposal(Out):
    """What a file or tracks propose; nothing is kept. `offsets_are_reckoned`: from the way's length, no bus drove them."""

    path: dict[str, Any]
    stops: list[ProposedStop]
    departs: str | None
    days_used: list[date]
    days_left_out: list[DayLeftOut]
    offsets_are_reckoned: bool


class TracksIn(In):
    """Which tracks a proposal is made of: a vehicle's, on the days from `since` to `until`, from `departs` to `arrives` of each."""

    vehicle_id: BodyId
    since: Day
    until: Day
    departs: ClockTime
    arrives: ClockTime
