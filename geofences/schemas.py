"""What the API takes and gives of places."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from core.shapes import Id, In, Out, Utc
from fleet.schemas import PRINTABLE, BodyId, Name

Category = Literal["zone", "risk_segment", "road_section"]
Kind = Literal[
    "school", "depot", "petrol_station", "no_go", "inspection_station", "district", "bus_stop",
    "sharp_bend", "steep_slope", "narrow_road", "narrow_bridge", "cliff_side", "water_side",
    "motorway", "urban_expressway", "other",
]  # fmt: skip
Direction = Literal["both", "forward"]
LIMIT_KMH, WIDTH_M, RADIUS_M = (5.0, 120.0), (2.0, 300.0), (5.0, 5000.0)
MOST_WINDOWS = 8
Source = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PRINTABLE)]


def _clock(value: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[:：](\d{2})", value)
    if found is None or (value != "24:00" and not (int(found[1]) < 24 and int(found[2]) < 60)):
        raise ValueError("must be a time of day like 07:30")
    return f"{int(found[1]):02d}:{found[2]}"


def _day(value: str) -> str:
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value)
    if found is None:
        raise ValueError("must be a day of the year like 06-01")
    month, day = int(found[1]), int(found[2])
    try:
        date(2024, month, day)  # a leap year: 29 February is a day
    except ValueError as error:
        raise ValueError("must be a day of the year like 06-01") from error
    return f"{month:02d}-{day:02d}"


Clock = Annotated[str, AfterValidator(_clock)]
YearDay = Annotated[str, AfterValidator(_day)]
Season = tuple[YearDay, YearDay]
Hours = Annotated[list[tuple[Clock, Clock]], Field(max_length=MOST_WINDOWS)]


def _over_midnight(windows: list[tuple[str, str]] | None) -> list[tuple[str, str]] | None:
    """A window over midnight is two windows of the day."""
    parts: list[tuple[str, str]] = []
    for start, end in windows or ():
        if start == end:
            raise ValueError("a window of hours must have a length")
        parts += [(start, end)] if start < end else [(start, "24:00"), *([("00:00", end)] if end > "00:00" else [])]
    return parts or None


class PlaceIn(In):
    """A place as somebody draws it; a change brings the whole of it again.

    `geometry` is GeoJSON in WGS-84. A line has `width_m`, a point `radius_m`. `guard_rail`, `limit_sign`, `warning_sign`
    (Art 28): there, missing, or null for not looked at. `season` and `hours` are local; null is always.
    """

    category: Category
    kind: Kind
    name: Name
    name_en: Name | None = None
    geometry: dict[str, Any]
    width_m: float | None = Field(None, ge=WIDTH_M[0], le=WIDTH_M[1])
    radius_m: float | None = Field(None, ge=RADIUS_M[0], le=RADIUS_M[1])
    limit_kmh: float | None = Field(None, ge=LIMIT_KMH[0], le=LIMIT_KMH[1])
    direction: Direction = "both"
    season: Season | None = None
    hours: Annotated[Hours | None, AfterValidator(_over_midnight)] = None
    guard_rail: bool | None = None
    limit_sign: bool | None = None
    warning_sign: bool | None = None
    organisation_id: BodyId | None = None
    source: Source
    surveyed_on: date | None = None


class PlaceEnd(In):
    """Why a place is no more."""

    reason: Source


class PlaceRestore(In):
    """`newest_id` is the version that the one who restores has seen last."""

    newest_id: BodyId


def _list(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


class PlaceProperties(Out):
    """What is known of a place besides its outline; `id` is this version of the place `key`, true from `since` to `until`."""

    id: Id
    key: Id
    version: int
    category: Category
    kind: str
    name: str
    name_en: str | None
    limit_kmh: float | None
    width_m: float | None
    radius_m: float | None
    direction: str
    season: Annotated[list[str] | None, BeforeValidator(_list)]
    hours: list[list[str]] | None
    guard_rail: bool | None
    limit_sign: bool | None
    warning_sign: bool | None
    organisation_id: Id | None
    source: str
    surveyed_on: date | None
    since: Utc
    until: Utc | None
    road_class: str | None


class PlaceFeature(Out):
    """A place as a GeoJSON feature, WGS-84."""

    type: Literal["Feature"] = "Feature"
    id: Id
    geometry: dict[str, Any]
    properties: PlaceProperties


class Places(Out):
    """Places as a GeoJSON FeatureCollection."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[PlaceFeature]


class PlaceVersion(Out):
    """One version in a place's history: who made it, and it."""

    id: Id
    version: int
    changed_by: str | None
    place: PlaceFeature


class PlaceVersions(Out):
    """Every version of a place, the newest first."""

    items: list[PlaceVersion]


class Box(Out):
    """A box of degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, text: str) -> Self:
        """From "west,south,east,north". Raises ValueError."""
        west, south, east, north = (float(part) for part in text.split(","))
        return cls(west=west, south=south, east=east, north=north)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not (-180 <= self.west <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise ValueError("not a box")
        return self
