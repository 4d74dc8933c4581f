"""Where stops lie along a path: each after the one before it, for a path may pass the same place twice. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.ops import substring


@dataclass(frozen=True, slots=True)
class Place:
    """Metres along the path, and beside it."""

    along_m: float
    beside_m: float


def places_along(path: shapely.LineString, stops: Sequence[shapely.Point]) -> list[Place]:
    """The places of the stops in their order; path and stops in metres."""
    found: list[Place] = []
    along_m = 0.0
    for point in stops:
        rest = substring(path, along_m, path.length)
        along_m += rest.project(point) if rest.length else 0.0  # a stop after the path's end: what is left is a point
        found.append(Place(along_m, float(rest.distance(point))))
    return found
