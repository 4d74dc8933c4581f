"""A path on the ground in metres: where a distance along it lies, which way it heads, how sharply it bends."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]

COURSE_REACH_M = 4.0
"""Half the chord over which a course is taken, so that it turns through a corner as a bus does."""
BEND_REACH_M = 15.0
"""The chord on each side of a point over which its bend is measured."""


def metres_per_degree(lat_deg: ArrayLike) -> tuple[Floats, Floats]:
    """Length of one degree of longitude and of latitude on the WGS-84 ellipsoid, metres."""
    phi = np.radians(np.asarray(lat_deg, dtype=np.float64))
    lon = 111412.84 * np.cos(phi) - 93.5 * np.cos(3 * phi) + 0.118 * np.cos(5 * phi)
    lat = 111132.92 - 559.82 * np.cos(2 * phi) + 1.175 * np.cos(4 * phi) - 0.0023 * np.cos(6 * phi)
    return lon, lat


def shifted(lon: ArrayLike, lat: ArrayLike, east_m: ArrayLike, north_m: ArrayLike) -> tuple[Floats, Floats]:
    """The points moved by metres to the east and the north."""
    lon_m, lat_m = metres_per_degree(lat)
    return (
        np.asarray(lon, dtype=np.float64) + np.asarray(east_m) / lon_m,
        np.asarray(lat, dtype=np.float64) + np.asarray(north_m) / lat_m,
    )


@dataclass(frozen=True, eq=False)
class Path:
    """A polyline in WGS-84 with the distance of each vertex from its start."""

    lon: Floats
    lat: Floats
    along_m: Floats

    @property
    def length_m(self) -> float:
        return float(self.along_m[-1])

    @property
    def points(self) -> list[Point]:
        return [(float(x), float(y)) for x, y in zip(self.lon, self.lat, strict=True)]

    def at(self, along_m: ArrayLike) -> tuple[Floats, Floats]:
        """Longitudes and latitudes at distances along the path; beyond its ends the ends themselves."""
        s = np.asarray(along_m, dtype=np.float64)
        return np.interp(s, self.along_m, self.lon), np.interp(s, self.along_m, self.lat)

    def course_deg(self, along_m: ArrayLike) -> Floats:
        """Heading in [0, 360) at distances along the path."""
        s = np.clip(np.asarray(along_m, dtype=np.float64), 0.0, self.length_m)
        behind = np.maximum(s - COURSE_REACH_M, 0.0)
        ahead = np.minimum(s + COURSE_REACH_M, self.length_m)
        return self._chord_deg(behind, ahead)

    def bend_per_m(self, along_m: ArrayLike) -> Floats:
        """Curvature (radians a metre, unsigned) at distances along the path."""
        s = np.asarray(along_m, dtype=np.float64)
        turn = self._chord_deg(s, s + BEND_REACH_M) - self._chord_deg(s - BEND_REACH_M, s)
        bend = np.abs(np.radians((turn + 180.0) % 360.0 - 180.0)) / BEND_REACH_M
        inside = (s >= BEND_REACH_M / 3) & (s <= self.length_m - BEND_REACH_M / 3)
        return np.where(inside, bend, 0.0)

    def nearest(self, lon: float, lat: float) -> tuple[float, float]:
        """Distance along the path of its point nearest to the given one, and how far off that is, metres."""
        lon_m, lat_m = metres_per_degree(lat)
        x, y = (self.lon - lon) * lon_m, (self.lat - lat) * lat_m
        dx, dy = np.diff(x), np.diff(y)
        share = np.clip(-(x[:-1] * dx + y[:-1] * dy) / np.maximum(dx * dx + dy * dy, 1e-12), 0.0, 1.0)
        off = np.hypot(x[:-1] + share * dx, y[:-1] + share * dy)
        best = int(np.argmin(off))
        along = self.along_m[best] + share[best] * (self.along_m[best + 1] - self.along_m[best])
        return float(along), float(off[best])

    def part(self, start_m: float, end_m: float) -> "Path":
        """The stretch between two distances, in the path's own direction."""
        inner = self.along_m[(self.along_m > start_m + 0.05) & (self.along_m < end_m - 0.05)]
        lon, lat = self.at(np.concatenate(([start_m], inner, [end_m])))
        return path_of(list(zip(lon.tolist(), lat.tolist(), strict=True)))

    def reversed(self) -> "Path":
        return path_of(self.points[::-1])

    def _chord_deg(self, start_m: Floats, end_m: Floats) -> Floats:
        lon0, lat0 = self.at(start_m)
        lon1, lat1 = self.at(end_m)
        lon_m, lat_m = metres_per_degree((lat0 + lat1) / 2)
        course: Floats = np.degrees(np.arctan2((lon1 - lon0) * lon_m, (lat1 - lat0) * lat_m)) % 360.0
        return course


def path_of(points: Sequence[Sequence[float]]) -> Path:
    """A path through `(lon, lat)` points; points that repeat their predecessor are left out. ValueError below two."""
    xy = np.asarray([(p[0], p[1]) for p in points], dtype=np.float64).reshape(-1, 2)
    lon, lat = xy[:, 0], xy[:, 1]
    step = _steps_m(lon, lat)
    kept = np.concatenate(([True], step > 1e-3)) if len(lon) else np.zeros(0, dtype=bool)
    lon, lat = lon[kept], lat[kept]
    if len(lon) < 2:
        raise ValueError("a path needs two points that differ")
    return Path(lon, lat, np.concatenate(([0.0], np.cumsum(_steps_m(lon, lat)))))


def _steps_m(lon: Floats, lat: Floats) -> Floats:
    lon_m, lat_m = metres_per_degree((lat[1:] + lat[:-1]) / 2)
    return np.hypot(np.diff(lon) * lon_m, np.diff(lat) * lat_m)
