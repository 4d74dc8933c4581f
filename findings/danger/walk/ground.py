"""What lies on the ground of a district, in metres: where buses have to stand, which roads there are, where they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import numpy as np
import psycopg
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from fleet.fixes import Floats
from geofences.plane import Plane

Connection = psycopg.Connection[Any]
# zones that were there at some time of the span, as the rules know them; a point's width is its diameter
STOPS: LiteralString = "SELECT DISTINCT ST_AsBinary(point), name, name_en, 0.0::float8 FROM line_stop"
ZONES: LiteralString = """SELECT ST_AsBinary(geom), name, name_en,
        CASE WHEN GeometryType(geom) = 'POINT' THEN coalesce(width_m, 0) / 2 ELSE 0 END
    FROM place WHERE category = 'zone' AND kind IN ('school', 'depot', 'petrol_station', 'bus_stop', 'inspection_station')
    AND during && tstzrange(to_timestamp(%s), to_timestamp(%s))"""
ROADS: LiteralString = """SELECT ST_AsBinary(geom), name, name_en FROM place WHERE category = 'road_section'
    AND during && tstzrange(to_timestamp(%s), to_timestamp(%s))"""
PATHS: LiteralString = "SELECT ST_AsBinary(path) FROM line_version"
Name = tuple[str | None, str | None]  # in Chinese, and in English where it is held
NOBODY: Name = (None, None)
ON_ROAD_M = 30.0  # a receiver's error and half a wide road
BEYOND_M = 15.0  # so much of the road before the first event and behind the last belongs to the segment
SHORTEST_M = 40.0


@dataclass(frozen=True, slots=True)
class Ground:
    """`known` are where buses stand, each with its name; `ways` what a segment can be cut from: sections first, then lines."""

    known: Sequence[BaseGeometry]
    names: Sequence[Name]
    junctions: Sequence[BaseGeometry]
    roads: Sequence[BaseGeometry]
    road_names: Sequence[Name]
    ways: Sequence[Any]

    @property
    def to_stand_at(self) -> list[BaseGeometry]:
        """Where a stand is nothing odd."""
        return [*self.known, *self.junctions]

    @classmethod
    def load(cls, conn: Connection, plane: Plane, since_s: float, until_s: float) -> "Ground":
        """As it was in a span (seconds since 1970)."""
        span = (since_s, until_s)
        places = [*conn.execute(STOPS).fetchall(), *conn.execute(ZONES, span).fetchall()]
        known = [_flat(geom, plane).buffer(radius) if radius else _flat(geom, plane) for geom, _, _, radius in places]
        sections = conn.execute(ROADS, span).fetchall()
        roads = [_flat(geom, plane) for geom, _, _ in sections]
        paths = [_flat(geom, plane) for (geom,) in conn.execute(PATHS)]
        ways = [line for shape in (*roads, *paths) for line in shapely.get_parts(shape)]
        road_names = [(name, name_en) for _, name, name_en in sections]
        return cls(
            known,
            [(name, name_en) for _, name, name_en, _ in places],
            _junctions(roads, road_names),
            roads,
            road_names,
            ways,
        )

    def segment(self, x: Floats, y: Floats) -> BaseGeometry:
        """The piece of road at which N points lie: cut from the way that is nearest to all of them, else straight through them."""
        points: Any = shapely.points(x, y)
        cloud, wide_m = shapely.multipoints(points), float(np.hypot(np.ptp(x), np.ptp(y)))
        ways = [way for way in self.ways if shapely.dwithin(way, cloud, ON_ROAD_M)]
        far_m = [float(shapely.distance(way, points).mean()) for way in ways]
        if ways and min(far_m) <= ON_ROAD_M:
            way = ways[int(np.argmin(far_m))]
            along: Floats = shapely.line_locate_point(way, points)
            first, last = _at_least(float(along.min()) - BEYOND_M, float(along.max()) + BEYOND_M)
            piece: BaseGeometry = substring(way, max(first, 0.0), min(last, way.length))
            if piece.geom_type == "LineString" and piece.length <= 2 * (wide_m + 2 * BEYOND_M) + SHORTEST_M:
                return piece  # a way that comes by twice would give a long loop
        return _straight(x, y)

    def road_of(self, segment: BaseGeometry) -> Name:
        """The name of the road section that it lies on."""
        middle = segment.interpolate(0.5, normalized=True)
        far_m = [middle.distance(road) for road in self.roads]
        return self.road_names[int(np.argmin(far_m))] if far_m and min(far_m) <= ON_ROAD_M else NOBODY

    def nearest(self, segment: BaseGeometry) -> tuple[Name, float | None]:
        """The nearest place with a name, and how far it is in metres."""
        if not self.known:
            return NOBODY, None
        far_m = shapely.distance(np.array(self.known, np.object_), segment)
        index = int(np.argmin(far_m))
        return self.names[index], float(far_m[index])


def _flat(geom: bytes, plane: Plane) -> BaseGeometry:
    return shapely.transform(shapely.from_wkb(geom), plane.flat)


def _at_least(first: float, last: float) -> tuple[float, float]:
    lacks = max(0.0, SHORTEST_M - (last - first)) / 2
    return first - lacks, last + lacks


def _straight(x: Floats, y: Floats) -> BaseGeometry:
    """A line along the longest extent of the points."""
    middle = np.array([x.mean(), y.mean()])
    cloud = np.column_stack((x, y)) - middle
    _, _, axes = np.linalg.svd(cloud, full_matrices=False)
    axis = axes[0] if np.ptp(cloud, axis=0).any() else np.array([1.0, 0.0])
    along = cloud @ axis
    first, last = _at_least(float(along.min()) - BEYOND_M, float(along.max()) + BEYOND_M)
    return shapely.LineString([middle + first * axis, middle + last * axis])


def _junctions(roads: Sequence[BaseGeometry], names: Sequence[Name]) -> list[BaseGeometry]:
    """Where two roads meet; two sections of one road that go on from each other are none."""
    if not roads:
        return []
    found = list[BaseGeometry]()
    for first, second in shapely.STRtree(roads).query(roads, predicate="intersects").T.tolist():
        if first < second and not (names[first] == names[second] and roads[first].touches(roads[second])):
            met = roads[first].intersection(roads[second])
            found += [part for part in shapely.get_parts(met) if part.geom_type == "Point"]
    return found
