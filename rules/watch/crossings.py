"""Where the lines cross the risk segments: stretches of each path, so that a passage between two fixes can be reckoned. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fleet.fixes import Bools, Floats, Ints
from geofences.index import Areas
from runs.columns import Lines

SAME_M = 30.0  # two pieces of one segment no further apart are one: the outline is drawn by hand
SHORTEST_M = 20.0  # shorter ones are a corner that the outline touches
NEAR_M = 1_500.0  # beyond this from all of its line's segments nothing is reckoned


@dataclass(frozen=True, slots=True)
class Crossings:
    """Stretches of all lines (index as in `Lines`), by line, then by start: metres along the path, the index of the segment.

    first, count  of each line; box  (west, south, east, north) around its stretches, NEAR_M wider
    """

    segment: Ints
    start_m: Floats
    end_m: Floats
    first: Ints
    count: Ints
    box: Floats

    @classmethod
    def of(cls, lines: Lines, risks: Areas) -> Self:
        """Reckoned once for a world's lines and risk segments."""
        rows = [
            (int(line), start, end, int(place))
            for line, place, inside in zip(*risks.crossed_by(lines.path), strict=True)
            for start, end in _stretches(lines.path[line], inside, risks.cap_m(int(place)))
        ]
        rows.sort()
        line = np.array([row[0] for row in rows], np.int64)
        count = np.bincount(line, minlength=len(lines.path)).astype(np.int64)
        start, end = (np.array([row[column] for row in rows], np.float64) for column in (1, 2))
        return cls(
            np.array([row[3] for row in rows], np.int64),
            start,
            end,
            np.cumsum(count) - count,
            count,
            _boxes(lines.path, line, start, end),
        )

    def near(self, line: Ints, x: Floats, y: Floats) -> Bools:
        """Whether each point is near a stretch of its line; `line` may be -1."""
        if not len(self.segment):
            return np.zeros(len(line), np.bool_)
        west, south, east, north = self.box[:, np.maximum(line, 0)]
        found: Bools = (line >= 0) & (west <= x) & (x <= east) & (south <= y) & (y <= north)
        return found


def _stretches(path: BaseGeometry, inside: BaseGeometry, cap_m: float) -> list[tuple[float, float]]:
    """The pieces of a path inside an outline as (start, end) in metres along it, near ones joined, short ones left out.

    `cap_m` at both ends is outline and not segment: who slows down there is in time.
    """
    found = []
    for piece in shapely.get_parts(inside):
        if piece.geom_type != "LineString":
            continue
        ends = np.asarray(shapely.points(shapely.get_coordinates(piece)), object)
        along = shapely.line_locate_point(np.full(len(ends), path, object), ends)
        if (
            np.ptp(along) <= piece.length + SAME_M
        ):  # else the path comes by there twice: nobody can say which time it was
            found.append((float(along.min()), float(along.max())))
    joined = list[tuple[float, float]]()
    for start, end in sorted(found):
        if joined and start - joined[-1][1] < SAME_M:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start + cap_m, end - cap_m) for start, end in joined if end - start - 2 * cap_m >= SHORTEST_M]


def _boxes(paths: Any, line: Ints, start_m: Floats, end_m: Floats) -> Floats:
    """(4, lines): around each line's stretches; nowhere where it has none."""
    box = np.full((4, len(paths)), np.nan)
    for of, ends in _by_line(line, start_m, end_m):
        x, y = shapely.get_coordinates(shapely.line_interpolate_point(paths[of], ends)).T
        reach = NEAR_M + np.ptp(ends)
        box[:, of] = x.min() - reach, y.min() - reach, x.max() + reach, y.max() + reach
    return box


def _by_line(line: Ints, start_m: Floats, end_m: Floats) -> Iterable[tuple[int, Floats]]:
    for of in np.unique(line).tolist():
        yield of, np.concatenate((start_m[line == of], end_m[line == of]))
