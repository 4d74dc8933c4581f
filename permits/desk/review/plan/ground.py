"""A drawn line laid on the ground: where its stops lie along it, what it runs through, how quickly it can be driven. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geofences.index import GENERAL_KMH, PlaceRecord, outline
from geofences.plane import Plane
from permits.desk.review.plan.lines import AT_THE_LINE_M, MPS_TO_KMH, Leg, Line, Stop, Trip
from permits.desk.review.plan.risks import SLOW_ONLY, Stretch
from permits.lines.along import places_along

SLOW_KMH = 20.0  # REG 35: sharp bend, steep slope, narrow road, narrow bridge
SLOWED = frozenset({"sharp_bend", "steep_slope"}) | SLOW_ONLY
OTHER_ROAD_KMH = GENERAL_KMH["other"]


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """A stop as it is drawn, in degrees; `offset_s` after departure where a running time has no times of its own."""

    name: str
    lon: float
    lat: float
    offset_s: int


@dataclass(frozen=True, slots=True)
class Timed:
    """A running time as it is approved or asked for."""

    departs: time
    weekdays: int
    season: tuple[str, str] | None
    offsets_s: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line version as it is stored; `path` in degrees."""

    name: str
    direction: str
    is_newest: bool
    path: LineString
    stops: tuple[DrawnStop, ...]
    times: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place near a line; `stretch` for a risk segment."""

    record: PlaceRecord
    stretch: Stretch | None = None


def laid_out(drawn: Drawn, places: Sequence[Place]) -> tuple[Line, tuple[Stretch, ...]]:
    """The line in metres, and the risk segments that its path runs through."""
    plane = Plane(*shapely.get_coordinates(drawn.path)[0].tolist())
    path = LineString(plane.flat(shapely.get_coordinates(drawn.path)))
    around = [(place, outline(place.record, plane)) for place in places]
    through = [(place, shape) for place, shape in around if shape.intersects(path)]
    stops = _stops(drawn, path, plane, around)
    line = Line(
        name=drawn.name,
        direction=drawn.direction,
        is_newest=drawn.is_newest,
        stops=stops,
        trips=trips_of(drawn.times, drawn.stops),
        legs=_legs(path, stops, through),
    )
    return line, tuple(place.stretch for place, _ in through if place.stretch is not None)


def trips_of(times: Sequence[Timed], stops: Sequence[DrawnStop]) -> tuple[Trip, ...]:
    """The running times with their stops; none without stops."""
    if not stops:
        return ()
    usual = tuple(stop.offset_s for stop in stops)
    return tuple(
        Trip(
            stops_s=tuple(_seconds(one.departs) + offset_s for offset_s in one.offsets_s or usual),
            weekdays=one.weekdays,
            season=one.season,
            starts=(stops[0].lon, stops[0].lat),
            ends=(stops[-1].lon, stops[-1].lat),
        )
        for one in times
    )


def _stops(
    drawn: Drawn, path: LineString, plane: Plane, around: Sequence[tuple[Place, BaseGeometry]]
) -> tuple[Stop, ...]:
    """Each stop with where it lies and what is around it."""
    points = [shapely.transform(shapely.Point(one.lon, one.lat), plane.flat) for one in drawn.stops]
    found: list[Stop] = []
    for one, point, at in zip(drawn.stops, points, places_along(path, points), strict=True):
        inside = tuple((place.record.name, place.record.kind) for place, shape in around if shape.covers(point))
        found.append(Stop(one.name, at.along_m, at.beside_m, inside))
    return tuple(found)


def _legs(path: LineString, stops: Sequence[Stop], through: Sequence[tuple[Place, BaseGeometry]]) -> tuple[Leg, ...]:
    """Between the stops; none where they do not follow each other on the path."""
    if any(stop.beside_m > AT_THE_LINE_M for stop in stops) or any(a.along_m >= b.along_m for a, b in pairwise(stops)):
        return ()
    return tuple(_leg(substring(path, a.along_m, b.along_m), through) for a, b in pairwise(stops))


def _leg(way: BaseGeometry, through: Sequence[tuple[Place, BaseGeometry]]) -> Leg:
    """What each piece of it lets a bus drive: slow stretches first, then of roads above one another the quicker."""
    slow = [(_slow_kmh(place), shape) for place, shape in through if place.record.kind in SLOWED]
    roads = [(_road_kmh(place), shape) for place, shape in through if place.record.category == "road_section"]
    ordered = sorted(slow, key=lambda one: one[0]) + sorted(roads, key=lambda one: -one[0])
    least_s, rest = 0.0, way
    for limit_kmh, shape in ordered:
        least_s += rest.intersection(shape).length / limit_kmh * MPS_TO_KMH
        rest = rest.difference(shape)
    return Leg(way.length, least_s + rest.length / OTHER_ROAD_KMH * MPS_TO_KMH)


def _slow_kmh(place: Place) -> float:
    return min(SLOW_KMH, place.record.limit_kmh or SLOW_KMH)


def _road_kmh(place: Place) -> float:
    general = GENERAL_KMH.get(place.record.kind, OTHER_ROAD_KMH)
    return min(general, place.record.limit_kmh or general)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
