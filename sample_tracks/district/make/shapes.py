"""Curves for a hand-drawn map: smooth lines through points, a natural edge for a coast, fewer vertices where none is missed."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from shapely import LineString, Polygon

from schoolbus.simulate.ground import metres_per_degree

Point = tuple[float, float]


def smooth(points: Sequence[Point], *, step_m: float = 10.0, closed: bool = False) -> list[Point]:
    """A centripetal Catmull-Rom curve through the points, a vertex about every `step_m` metres."""
    pts = list(points)
    before, after = (
        (pts[-1], [pts[0], pts[1]]) if closed else (_mirrored(pts[1], pts[0]), [_mirrored(pts[-2], pts[-1])])
    )
    pts = [before, *pts, *after]
    curve: list[Point] = []
    for p0, p1, p2, p3 in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        curve.extend(_span(p0, p1, p2, p3, max(int(distance_m(p1, p2) / step_m), 1)))
    curve.append(points[0] if closed else points[-1])
    return curve


def roughened(points: Sequence[Point], *, seed: int, share: float = 0.06, finest_m: float = 90.0) -> list[Point]:
    """The points with chance bays and headlands between them: midpoints displaced by a share of each span."""
    rng = np.random.default_rng(seed)
    line = list(points)
    while True:
        finer = [line[0]]
        for a, b in pairwise(line):
            if distance_m(a, b) > finest_m:
                push = float(rng.normal(0.0, share))
                lean = 1.2
                mid = ((a[0] + b[0]) / 2 - (b[1] - a[1]) * push * lean, (a[1] + b[1]) / 2 + (b[0] - a[0]) * push / lean)
                finer.append(mid)
            finer.append(b)
        if len(finer) == len(line):
            return line
        line = finer


def thinned(points: Sequence[Point], *, tolerance_m: float) -> list[Point]:
    """Fewer vertices, none farther from the line than the tolerance; the ends stay."""
    stretch = _stretch(points[0])
    line = LineString([(x * stretch, y) for x, y in points]).simplify(tolerance_m / 110_930)
    return [(x / stretch, y) for x, y in line.coords]


def inset(ring: Sequence[Point], by_m: float) -> list[list[Point]]:
    """The rings that lie `by_m` metres inside a ring, smoothed: the higher ground of a hill."""
    stretch = _stretch(ring[0])
    shape = Polygon([(x * stretch, y) for x, y in ring]).buffer(0).buffer(-by_m / 110_930, quad_segs=6)
    parts = getattr(shape, "geoms", [shape])
    rings = [[(x / stretch, y) for x, y in part.exterior.coords] for part in parts if not part.is_empty]
    return [ring for ring in rings if Polygon(ring).area > 4e-6]


def distance_m(a: Point, b: Point) -> float:
    lon_m, lat_m = metres_per_degree((a[1] + b[1]) / 2)
    return float(np.hypot((b[0] - a[0]) * lon_m, (b[1] - a[1]) * lat_m))


def rounded(points: Sequence[Sequence[float]], places: int) -> list[list[float]]:
    return [[round(float(p[0]), places), round(float(p[1]), places)] for p in points]


def _stretch(point: Point) -> float:
    lon_m, lat_m = metres_per_degree(point[1])
    return float(lon_m / lat_m)


def _mirrored(inner: Point, end: Point) -> Point:
    return (2 * end[0] - inner[0], 2 * end[1] - inner[1])


def _span(p0: Point, p1: Point, p2: Point, p3: Point, steps: int) -> list[Point]:
    a, b, c, d = (np.array(p) for p in (p0, p1, p2, p3))
    t0 = 0.0
    t1 = t0 + max(float(np.linalg.norm(b - a)), 1e-9) ** 0.5
    t2 = t1 + max(float(np.linalg.norm(c - b)), 1e-9) ** 0.5
    t3 = t2 + max(float(np.linalg.norm(d - c)), 1e-9) ** 0.5
    out: list[Point] = []
    for t in np.linspace(t1, t2, steps, endpoint=False):
        a1 = (t1 - t) / (t1 - t0) * a + (t - t0) / (t1 - t0) * b
        a2 = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
        a3 = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
        b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        point = (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2
        out.append((float(point[0]), float(point[1])))
    return out
