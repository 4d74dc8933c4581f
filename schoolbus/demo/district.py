"""The demo district as values, read from `sample_tracks/district`: who and what there is, before any database."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).resolve().parents[2] / "sample_tracks" / "district"
Row = TypeVar("Row")


@dataclass(frozen=True)
class Day:
    """A day counted from the day that the district is sown for, so that the data never grows old."""

    days: int

    def from_(self, reference: date) -> date:
        return reference + timedelta(days=self.days)


@dataclass(frozen=True)
class Shape:
    """A GeoJSON geometry, WGS-84."""

    type: str
    coordinates: list[Any]

    @property
    def geometry(self) -> BaseGeometry:
        return shape({"type": self.type, "coordinates": self.coordinates})


@dataclass(frozen=True)
class School:
    """A school with the local hours in which pupils arrive and leave; no hours at all means all day."""

    key: str
    name: str
    name_en: str
    stage: str
    point: Shape
    hours: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Company:
    """An operator or an office."""

    key: str
    kind: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Bus:
    """A vehicle. `operator` is none for the one that never had a permit; a spare one carries no simulated device."""

    key: str
    plate: str
    plate_colour: str
    type: str
    seats: int
    operator: str | None
    school: str | None
    registered: Day
    inspection_valid_to: Day
    device: str | None


@dataclass(frozen=True)
class Endorsement:
    """A driver's qualification for school buses."""

    licence_class: str
    valid_from: Day
    valid_to: Day


@dataclass(frozen=True)
class Driver:
    key: str
    operator: str
    name: str
    phone: str
    birth: Day
    first_licence: Day
    qualification: Endorsement


@dataclass(frozen=True)
class Attendant:
    key: str
    operator: str
    name: str
    phone: str
    trained: Day
    training_valid_to: Day


@dataclass(frozen=True)
class Stop:
    name: str
    name_en: str
    point: Shape
    offset_s: int


@dataclass(frozen=True)
class Line:
    """A direction, its path, its stops in order with their times after departure."""

    key: str
    code: str
    name: str
    name_en: str
    direction: str
    school: str
    path: Shape
    stops: tuple[Stop, ...]

    @property
    def duration_s(self) -> int:
        return self.stops[-1].offset_s


@dataclass(frozen=True)
class Departure:
    """A line and the local time at which it leaves."""

    line: str
    departure: time


@dataclass(frozen=True)
class Plate:
    """A school-bus sign."""

    number: str
    valid_from: Day
    valid_to: Day


@dataclass(frozen=True)
class Paper:
    """A permit: `valid_to` none is open-ended; the sign may end earlier than the permit."""

    number: str
    vehicle: str
    operator: str
    drivers: tuple[str, ...]
    lines: tuple[str, ...]
    times: tuple[Departure, ...]
    seats: int
    valid_from: Day
    valid_to: Day | None
    sign: Plate


@dataclass(frozen=True)
class Crew:
    """Who drives and who attends on a bus on an ordinary day."""

    vehicle: str
    driver: str
    attendant: str


@dataclass(frozen=True)
class Zone:
    key: str
    kind: str
    name: str
    name_en: str
    school: str | None
    area: Shape


@dataclass(frozen=True)
class RiskSegment:
    key: str
    kind: str
    name: str
    name_en: str
    limit_kmh: float | None
    width_m: float
    source: str
    since: Day
    path: Shape


@dataclass(frozen=True)
class RoadSection:
    """A stretch of road; `hours` are when its limit holds, as "07:00-08:30,16:00-17:30", none for always."""

    key: str
    road_class: str
    name: str
    name_en: str
    limit_kmh: float | None
    direction: str
    hours: str | None
    width_m: float
    source: str | None
    since: Day
    path: Shape


@dataclass(frozen=True)
class District:
    """All of it; keys are stable names."""

    schools: tuple[School, ...]
    operators: tuple[Company, ...]
    offices: tuple[Company, ...]
    buses: tuple[Bus, ...]
    drivers: tuple[Driver, ...]
    attendants: tuple[Attendant, ...]
    lines: tuple[Line, ...]
    permits: tuple[Paper, ...]
    crews: tuple[Crew, ...]
    zones: tuple[Zone, ...]
    risk_segments: tuple[RiskSegment, ...]
    road_sections: tuple[RoadSection, ...]


def load(folder: Path = FOLDER) -> District:
    """Read the district. Raises pydantic.ValidationError where a file does not hold what it should."""

    def read(name: str) -> Any:
        return json.loads((folder / name).read_text(encoding="utf-8"))

    organisations, people, permits = read("organisations.json"), read("people.json"), read("permits.json")
    return District(
        schools=_rows(School, organisations["schools"]),
        operators=_rows(Company, organisations["operators"]),
        offices=_rows(Company, organisations["offices"]),
        buses=_rows(Bus, read("vehicles.json")),
        drivers=_rows(Driver, people["drivers"]),
        attendants=_rows(Attendant, people["attendants"]),
        lines=_rows(Line, read("lines.json")),
        permits=_rows(Paper, permits["permits"]),
        crews=_rows(Crew, permits["crews"]),
        zones=_rows(Zone, _features(read("zones.geojson"), "area")),
        risk_segments=_rows(RiskSegment, _features(read("risk_segments.geojson"), "path")),
        road_sections=_rows(RoadSection, _features(read("road_sections.geojson"), "path")),
    )


def open_all_day(district: District) -> District:
    """The same district with schools whose hours are the whole day: the demo shows service at whatever hour it is started."""
    return replace(district, schools=tuple(replace(school, hours={}) for school in district.schools))


def _features(collection: dict[str, Any], shape_name: str) -> Iterable[dict[str, Any]]:
    return [feature["properties"] | {shape_name: feature["geometry"]} for feature in collection["features"]]


def _rows(kind: type[Row], rows: Iterable[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(TypeAdapter(list[kind]).validate_python(list(rows)))  # type: ignore[valid-type]
