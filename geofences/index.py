"""Which places hold a position: risk segments and zones by containment, road sections by place and heading. Pure.

All versions of all places lie in one index; each look-up asks for the version that was the true one at the fix's time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fleet.fixes import Bools, Floats, Ints
from geofences.cells import Cells
from geofences.plane import Plane

DAY_S = 86_400.0
ALWAYS = ((0.0, DAY_S),)
WHOLE_YEAR = (101, 1231)
HEADING_TOLERANCE_DEG = 45.0
EXPRESSWAYS = ("motorway", "urban_expressway")  # alike in the points table
GENERAL_KMH = {"motorway": 80.0, "other": 60.0}  # REG 35, with pupils aboard, where no sign posts less
RECEIVER_ERROR_M = 10.0  # a fix this far beside the carriageway may still be on it
AREAS = ("Polygon", "MultiPolygon")
DEFAULT_WIDTH_M = {"risk_segment": 30.0, "road_section": 40.0, "zone": 0.0}


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One version of a place as the rules need it; geometry in degrees WGS-84, limit in km/h, None where no sign posts one."""

    id: int
    category: str
    kind: str
    name: str
    geometry: BaseGeometry
    width_m: float | None = None
    limit_kmh: float | None = None
    direction: str = "both"
    since_s: float = -inf
    until_s: float = inf
    hours: tuple[tuple[float, float], ...] = ALWAYS  # local seconds of the day, when limit or zone holds
    season: tuple[int, int] | None = None  # month * 100 + day, local, both included; None: all year


@dataclass(frozen=True, slots=True)
class Areas:
    """Places that hold whatever lies inside their outline, at their time."""

    records: Sequence[PlaceRecord]
    utc_offset_s: float
    id: Ints
    limit_kmh: Floats
    _tree: Any
    _since: Floats
    _until: Floats
    _hours: Floats
    _cells: Cells
    _season: Ints | None

    @classmethod
    def of(cls, records: Iterable[PlaceRecord], plane: Plane, utc_offset_s: float) -> "Areas":
        rows = list(records)
        outlines = shapely.make_valid(
            [outline(record, plane) for record in rows]
        )  # one that is not would end all judging
        shapely.prepare(outlines)
        cells = Cells.of(shapely.bounds(outlines).reshape(-1, 4))
        return cls(rows, utc_offset_s, *_columns(rows), shapely.STRtree(outlines), *_times(rows), cells, _seasons(rows))

    def at(self, x: Floats, y: Floats, time_s: Floats, which: Bools | None = None) -> Ints:
        """The index of the place that holds each point, -1 where none does; of several the one with the lowest limit.

        `which` restricts the look-up to some of the points.
        """
        found = np.full(len(x), -1, np.int64)
        if not self.records:
            return found
        near = self._cells.may_hold(x, y)
        asked = np.flatnonzero(near if which is None else near & which)
        if not len(asked):
            return found
        point, place = self._tree.query(shapely.points(x[asked], y[asked]), predicate="intersects")
        point = asked[point]
        holds = self.hold(place, time_s[point])
        return _best(found, point[holds], place[holds], self.limit_kmh)

    def hold(self, place: Ints, time_s: Floats) -> Bools:
        """Whether each place (by index) is the true one at that moment and holds at that hour."""
        then = (self._since[place] <= time_s) & (time_s < self._until[place])
        return then & _in_hours(self, place, time_s)

    def cap_m(self, place: int) -> float:
        """How far the outline of a place that is drawn as a line goes beyond its ends."""
        record = self.records[place]
        return 0.0 if record.geometry.geom_type in AREAS else _width_m(record) / 2

    def crossed_by(self, paths: Any) -> tuple[Ints, Ints, list[BaseGeometry]]:
        """Which of some paths (metres of the plane) cross which places, by index, and the piece of the path inside."""
        if not self.records or not len(paths):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), []
        path, place = self._tree.query(paths, predicate="intersects")
        inside = shapely.intersection(np.asarray(paths, object)[path], self._tree.geometries[place])
        return path.astype(np.int64), place.astype(np.int64), list(inside)


@dataclass(frozen=True, slots=True)
class Sections:
    """Road sections, cut into straight pieces so that a fix is matched by place *and* heading.

    A bus under a viaduct has another heading than the viaduct, or the section that it already drives on goes on; where
    neither tells two levels of one road apart the higher limit (the law's own, or the sign's) is taken: nobody is accused
    by a guess. A sign with hours or a season on a stretch that has a sign without is found through that one (`signed`).
    """

    records: Sequence[PlaceRecord]
    utc_offset_s: float
    id: Ints
    limit_kmh: Floats
    motorway: Bools
    expressway: Bools
    _tree: Any
    _since: Floats
    _until: Floats
    _hours: Floats
    _season: Ints | None
    _piece: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    _of: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _bearing_deg: Floats = field(default_factory=lambda: np.zeros(0))
    _reach_m: Floats = field(default_factory=lambda: np.zeros(0))
    _one_way: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    _at_hours: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    _cells: Cells = field(default_factory=lambda: Cells.of(np.zeros((0, 4))))

    @classmethod
    def of(cls, records: Iterable[PlaceRecord], plane: Plane, utc_offset_s: float) -> "Sections":
        rows = list(records)
        at_hours = _signs_at_hours(rows)
        found_through_another = set(at_hours.ravel().tolist())
        pieces, owner = [], []
        for number, record in enumerate(rows):
            if number in found_through_another:
                continue
            for line in getattr(record.geometry, "geoms", [record.geometry]):
                xy = plane.flat(shapely.get_coordinates(line))
                pieces.append(np.hstack((xy[:-1], xy[1:])))
                owner.append(np.full(len(xy) - 1, number, np.int64))
        piece = np.vstack(pieces) if pieces else np.zeros((0, 4))
        of = np.concatenate(owner) if owner else np.zeros(0, np.int64)
        width = [record.width_m or DEFAULT_WIDTH_M["road_section"] for record in rows]
        reach = np.array(width, np.float64) / 2 + RECEIVER_ERROR_M
        return cls(
            rows,
            utc_offset_s,
            *_columns(rows),
            np.array([record.kind == "motorway" for record in rows], np.bool_),
            np.array([record.kind in EXPRESSWAYS for record in rows], np.bool_),
            shapely.STRtree([*shapely.linestrings(piece.reshape(-1, 2, 2))]),  # type: ignore[misc]
            *_times(rows),
            _seasons(rows),
            piece,
            of,
            np.degrees(np.arctan2(piece[:, 2] - piece[:, 0], piece[:, 3] - piece[:, 1])) % 360,
            reach,
            np.array([record.direction == "forward" for record in rows], np.bool_),
            at_hours,
            Cells.of(_boxes(piece), float(reach.max(initial=0.0))),
        )

    def at(self, x: Floats, y: Floats, course_deg: Floats, time_s: Floats, before: Ints, which: Bools) -> Ints:
        """The index of the section that each point drives on, -1 where none is known.

        `course_deg` NaN matches any heading; `before` holds the *place id* of the section matched last, -1 for none.
        """
        found = np.full(len(x), -1, np.int64)
        if not self.records:
            return found
        asked = np.flatnonzero(which & self._cells.may_hold(x, y))
        if not len(asked):
            return found
        point, piece = self._tree.query(
            shapely.points(x[asked], y[asked]), predicate="dwithin", distance=float(self._reach_m.max())
        )
        point, section = asked[point], self._of[piece]
        turn = np.abs((course_deg[point] - self._bearing_deg[piece] + 180) % 360 - 180)
        turn = np.where(self._one_way[section], turn, np.minimum(turn, 180 - turn))
        fits: Bools = np.isnan(turn) | (turn <= HEADING_TOLERANCE_DEG)
        fits &= _distance(x[point], y[point], self._piece[piece]) <= self._reach_m[section]
        fits &= (self._since[section] <= time_s[point]) & (time_s[point] < self._until[section])
        point, section = point[fits], section[fits]
        goes_on = self.id[section] == before[point]
        general = np.where(self.motorway[section], GENERAL_KMH["motorway"], GENERAL_KMH["other"])
        limit = np.fmin(general, self.posted_kmh(section, time_s[point]))
        order = np.lexsort((self.id[section], -limit, ~goes_on, point))
        first = np.flatnonzero(np.r_[True, np.diff(point[order]) > 0]) if len(order) else order
        found[point[order][first]] = section[order][first]
        return found

    def with_any(self, x: Floats, y: Floats) -> Bools:
        """Which sections have any of the points on them, by index."""
        found = np.zeros(len(self.records), np.bool_)
        if not len(self._piece) or not len(x):
            return found
        point, piece = self._tree.query(shapely.points(x, y), predicate="dwithin", distance=float(self._reach_m.max()))
        beside = _distance(x[point], y[point], self._piece[piece]) <= self._reach_m[self._of[piece]]
        found[self._of[piece][beside]] = True
        return found

    def signed(self, section: Ints, time_s: Floats) -> Ints:
        """The section whose sign holds then: one with hours or a season on the same stretch before the one without."""
        if not self._at_hours.size:
            return section
        signs = np.where(section[:, None] >= 0, self._at_hours[np.maximum(section, 0)], -1)
        limit = np.full(signs.shape, inf)
        for column, sign in zip(limit.T, np.maximum(signs, 0).T, strict=True):
            then = (self._since[sign] <= time_s) & (time_s < self._until[sign]) & _in_hours(self, sign, time_s)
            column[then] = self.limit_kmh[sign][then]
        limit[(signs < 0) | np.isnan(limit)] = inf
        row, lowest = np.arange(len(section)), np.argmin(limit, axis=1)
        return np.where(np.isinf(limit[row, lowest]), section, signs[row, lowest])

    def posted_kmh(self, section: Ints, time_s: Floats) -> Floats:
        """The limit that a sign posts on the section at that hour, NaN where none is known."""
        if not self.records:
            return np.full(len(section), np.nan)
        section = self.signed(section, time_s)
        safe = np.maximum(section, 0)
        return np.where((section >= 0) & _in_hours(self, safe, time_s), self.limit_kmh[safe], np.nan)


def _signs_at_hours(rows: Sequence[PlaceRecord]) -> Ints:
    """For each section those with hours or a season on its stretch and direction, shape (N, most of them), -1 for none."""
    always: dict[tuple[bytes, str], list[int]] = {}
    found: list[list[int]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        if _all_year(row):
            always.setdefault((shapely.to_wkb(row.geometry), row.direction), []).append(number)
    for number, row in enumerate(rows):
        if not _all_year(row):
            for host in always.get((shapely.to_wkb(row.geometry), row.direction), ()):
                found[host].append(number)
    table = np.full((len(rows), max(map(len, found), default=0)), -1, np.int64)
    for number, signs in enumerate(found):
        table[number, : len(signs)] = signs
    return table


def _all_year(row: PlaceRecord) -> bool:
    return row.hours == ALWAYS and row.season is None


def outline(record: PlaceRecord, plane: Plane) -> BaseGeometry:
    """What a place covers, in metres of the plane: a line or a point with its width around it."""
    flat = shapely.transform(record.geometry, plane.flat)
    width = _width_m(record)
    return flat.buffer(width / 2) if width and flat.geom_type not in AREAS else flat


def _width_m(record: PlaceRecord) -> float:
    return DEFAULT_WIDTH_M[record.category] if record.width_m is None else record.width_m


def _columns(rows: Sequence[PlaceRecord]) -> tuple[Ints, Floats]:
    limits = [np.nan if row.limit_kmh is None else row.limit_kmh for row in rows]
    return np.array([row.id for row in rows], np.int64), np.array(limits, np.float64)


def _times(rows: Sequence[PlaceRecord]) -> tuple[Floats, Floats, Floats]:
    most = max((len(row.hours) for row in rows), default=1)
    hours = np.zeros((len(rows), most, 2))
    for number, row in enumerate(rows):
        hours[number, : len(row.hours)] = row.hours
    return np.array([row.since_s for row in rows]), np.array([row.until_s for row in rows]), hours


def _seasons(rows: Sequence[PlaceRecord]) -> Ints | None:
    """Shape (N, 2); None where no place has a season, as in most districts: then no date is reckoned."""
    if not any(row.season for row in rows):
        return None
    return np.array([row.season or WHOLE_YEAR for row in rows], np.int64)


def _in_hours(places: Areas | Sections, place: Ints, time_s: Floats) -> Bools:
    local_s = time_s + places.utc_offset_s
    of_day = (local_s % DAY_S)[:, None]
    windows = places._hours[place]
    inside: Bools = np.any((windows[:, :, 0] <= of_day) & (of_day < windows[:, :, 1]), axis=1)
    return inside if places._season is None else inside & _in_season(places._season[place], local_s)


def _in_season(season: Ints, local_s: Floats) -> Bools:
    """Whether each local moment lies in its season, (N, 2) of month * 100 + day; one may go over the new year."""
    day = np.floor(local_s / DAY_S).astype("M8[D]")
    month = day.astype("M8[M]")
    of_year = (month.astype(np.int64) % 12 + 1) * 100 + (day - month).astype(np.int64) + 1
    first, last = season[:, 0], season[:, 1]
    after, before = first <= of_year, of_year <= last
    inside: Bools = np.where(first <= last, after & before, after | before)
    return inside


def _best(found: Ints, point: Ints, place: Ints, limit_kmh: Floats) -> Ints:
    if len(point):
        limit = np.where(np.isnan(limit_kmh[place]), inf, limit_kmh[place])
        order = np.lexsort((place, limit, point))
        first = np.flatnonzero(np.r_[True, np.diff(point[order]) > 0])
        found[point[order][first]] = place[order][first]
    return found


def _boxes(piece: Floats) -> Floats:
    ends = piece.reshape(-1, 2, 2)
    return np.hstack((ends.min(axis=1), ends.max(axis=1))) if len(ends) else np.zeros((0, 4))


def _distance(x: Floats, y: Floats, piece: Floats) -> Floats:
    """Metres from points to straight pieces (x0, y0, x1, y1), element by element."""
    dx, dy = piece[:, 2] - piece[:, 0], piece[:, 3] - piece[:, 1]
    length2 = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip(((x - piece[:, 0]) * dx + (y - piece[:, 1]) * dy) / length2, 0.0, 1.0)
    return np.hypot(x - piece[:, 0] - along * dx, y - piece[:, 1] - along * dy)
