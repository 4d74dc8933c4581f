"""What the API takes and gives of organisations, lines and vehicles, and the types that devices share."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import AfterValidator, Field, StringConstraints

from core.shapes import PRINTABLE, BodyId, Id, In, Name, Out, QueryText, Utc
from fleet.geojson import Point

__all__ = ["PRINTABLE", "BodyId", "Name", "QueryText"]  # what is core's and was asked for here

DEVICE_ID = r"^[A-Za-z0-9_-]{4,32}$"
FIRST_MOMENT = datetime(1980, 1, 6, tzinfo=UTC)  # the GPS epoch: no terminal knows an earlier time
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)

VehicleType = Literal["kindergarten_bus", "primary_bus", "primary_middle_bus", "other_bus"]
Protocol = Literal["nmea_mqtt", "nmea_tcp", "nmea_udp", "jt808", "jt809", "osmand", "owntracks"]
PlateColour = Literal["yellow", "blue", "green", "white", "black"]
Direction = Literal["to_school", "from_school"]
OrganisationKind = Literal[
    "education", "police", "transport", "emergency", "government", "road_keeper", "town", "school", "operator"
]

PersonKind = Literal["driver", "attendant", "safety"]

DevicePath = Annotated[str, Path(pattern=DEVICE_ID)]


def _in_reach(value: datetime) -> datetime:
    if not FIRST_MOMENT <= value <= LAST_MOMENT:
        raise ValueError(f"must lie between {FIRST_MOMENT.year} and {LAST_MOMENT.year}")
    return value


TimeInReach = Annotated[Utc, AfterValidator(_in_reach)]
"""A moment that a device or a person can mean: from the GPS epoch to the year 2200."""


class OrganisationOut(Out):
    """An office, a school or a provider."""

    id: Id
    name: str
    name_en: str | None
    kind: str
    stage: str | None
    point: Point | None


class LineOut(Out):
    """A line: one direction of a service to one school; `version_id` is its newest version, which an application names."""

    id: Id
    code: str
    name: str
    name_en: str | None
    direction: Direction
    school_id: Id
    school_name: str
    version_id: Id | None


class StopOut(Out):
    """A stop of a line; `offset_s` after departure."""

    seq: int
    name: str
    name_en: str | None
    point: Point
    offset_s: int


class LineDetail(LineOut):
    """A line with the path and the stops of its newest version."""

    version: int | None
    path: dict[str, Any] | None = Field(description="GeoJSON LineString")
    stops: list[StopOut]


class VehicleIn(In):
    """A vehicle to watch. Whether it is a school bus in law is what its permit says."""

    plate: Annotated[str, StringConstraints(min_length=2, max_length=20, pattern=PRINTABLE)]
    plate_colour: PlateColour = "yellow"
    seats: Annotated[int, Field(ge=1, le=120)] | None = None
    type: VehicleType = "other_bus"
    operator_id: BodyId | None = None
    school_id: BodyId | None = None


class VehicleOut(Out):
    """A vehicle that is watched."""

    id: Id
    plate: str
    plate_colour: str
    type: VehicleType
    seats: int | None
    operator_id: Id | None
    operator_name: str | None
    school_id: Id | None
