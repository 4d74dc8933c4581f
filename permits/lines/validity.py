"""What a line version must hold to be asked for: stops beside its path in their order, and times that a bus can drive. Pure."""

from itertools import pairwise

import numpy as np
import shapely

from core.errors import Field, field
from geofences.plane import Plane
from permits.lines.along import places_along
from permits.lines.schemas import VersionIn

BESIDE_MOST_M = 60.0  # as R26: half a wide road, a lay-by and a receiver's error
LONGEST_M = 150_000.0
FASTEST_MPS = 80 / 3.6  # REG 35: no school bus drives faster on any road


def wrong_with(wish: VersionIn) -> list[Field]:
    """All that is wrong with it, by field; empty for what can be asked for."""
    degrees = np.array(wish.path.coordinates, float)
    plane = Plane(*degrees[0].tolist())
    path = shapely.LineString(plane.flat(degrees))
    if not 0 < path.length <= LONGEST_M:
        return [
            field(
                "path",
                zh=f"线路长 {path.length / 1000:.1f} 公里，应在 0 至 150 公里之间",
                en=f"is {path.length / 1000:.1f} km long; a line has up to 150 km",
            )
        ]
    points = [shapely.Point(xy) for xy in plane.flat(np.array([stop.point.coordinates for stop in wish.stops], float))]
    places = places_along(path, points)
    wrong: list[Field] = []
    for i, place in enumerate(places):
        if place.beside_m > BESIDE_MOST_M:
            wrong.append(
                field(
                    f"stops.{i}.point",
                    zh=f"距线路 {place.beside_m:.0f} 米，应在线路旁 60 米内，且按行驶顺序排列",
                    en=f"lies {place.beside_m:.0f} m from the path: within 60 m, in the order in which the bus comes by",
                )
            )
    if wish.stops[0].offset_s != 0:
        wrong.append(field("stops.0.offset_s", zh="首站的时间应为 0", en="the first stop is where the line departs: 0"))
    for i, ((a, b), (here, there)) in enumerate(zip(pairwise(wish.stops), pairwise(places), strict=True), start=1):
        takes_s, way_m = b.offset_s - a.offset_s, there.along_m - here.along_m
        if takes_s <= 0:
            wrong.append(
                field(
                    f"stops.{i}.offset_s",
                    zh="应晚于前一站",
                    en="must be later than that of the stop before",
                )
            )
        elif way_m / takes_s > FASTEST_MPS:
            wrong.append(
                field(
                    f"stops.{i}.offset_s",
                    zh=f"从前一站到这里要开到 {way_m / takes_s * 3.6:.0f} km/h，超过校车最高 80 km/h",
                    en=f"asks for {way_m / takes_s * 3.6:.0f} km/h from the stop before; a school bus drives at most 80",
                )
            )
    return wrong + _twice(wish)


def _twice(wish: VersionIn) -> list[Field]:
    seen: set[tuple[object, ...]] = set()
    wrong = []
    for i, one in enumerate(wish.times):
        key = (one.departs, frozenset(one.weekdays), one.class_days_only, one.season_from, one.season_to)
        if key in seen:
            wrong.append(field(f"times.{i}.departs", zh="与前面的开行时间重复", en="stands in the list twice"))
        seen.add(key)
    return wrong
