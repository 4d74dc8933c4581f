"""Runs as columns: what the rules need of today's plan, without a database. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fleet.fixes import Floats, Ints
from geofences.plane import Plane


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One line version: its path and its stops in order, degrees WGS-84 ((lon, lat) pairs), times after departure in seconds."""

    version_id: int
    line_id: int
    name: str
    path: BaseGeometry
    stops: tuple[tuple[float, float], ...]
    offsets_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One planned run. `offsets_s` null: the line's own; `attendant_id` null: nobody is named to ride along."""

    id: int
    vehicle_id: int
    line_version_id: int
    permit_version_id: int | None
    start_s: float
    end_s: float
    offsets_s: tuple[float, ...] | None = None
    attendant_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """All line versions: their paths in metres, in one array that a row can point into; stops of all of them in one flat column."""

    version_id: Ints
    line_id: Ints
    name: tuple[str, ...]
    path: np.ndarray[tuple[int], np.dtype[np.object_]]
    first_stop: Ints
    stops: Ints
    stop_x: Floats
    stop_y: Floats

    @classmethod
    def of(cls, records: Iterable[LineRecord], plane: Plane) -> "Lines":
        rows = sorted(records, key=lambda record: record.version_id)
        paths = np.empty(len(rows), object)
        paths[:] = [shapely.transform(row.path, plane.flat) for row in rows]
        shapely.prepare(paths)
        ids = np.array([row.version_id for row in rows], np.int64)
        stops = [plane.flat(np.array(row.stops, np.float64).reshape(-1, 2)) for row in rows]
        counts = np.array([len(each) for each in stops], np.int64)
        flat = np.vstack(stops) if stops else np.zeros((0, 2))
        line_ids = np.array([row.line_id for row in rows], np.int64)
        names = tuple(row.name for row in rows)
        return cls(ids, line_ids, names, paths, np.cumsum(counts) - counts, counts, flat[:, 0], flat[:, 1])

    def index_of(self, version_id: Ints) -> Ints:
        """Where a line version lies in the columns, -1 where it is not known."""
        return index_of(self.version_id, version_id)

    def distance_m(self, version_id: Ints, x: Floats, y: Floats) -> Floats:
        """Metres from each point to the path of its own line version, NaN where that is not known."""
        distance = np.full(len(x), np.nan)
        line = self.index_of(version_id)
        known = np.flatnonzero(line >= 0)
        if len(known):
            distance[known] = shapely.distance(self.path[line[known]], shapely.points(x[known], y[known]))
        return distance

    def stop_distance_m(self, version_id: Ints, x: Floats, y: Floats) -> Floats:
        """Metres from each point to the nearest stop of its own line version, NaN where that is not known."""
        nearest, line = np.full(len(x), np.nan), self.index_of(version_id)
        row = np.flatnonzero(line >= 0)
        for nth in range(int(self.stops[line[row]].max(initial=0))):
            row = row[nth < self.stops[line[row]]]
            stop = self.first_stop[line[row]] + nth
            nearest[row] = np.fmin(nearest[row], np.hypot(x[row] - self.stop_x[stop], y[row] - self.stop_y[stop]))
        return nearest


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs that the world has loaded, ordered by vehicle, then planned start; stops of all runs in one flat column."""

    id: Ints
    vehicle: Ints
    line: Ints
    line_version: Ints
    permit_version: Ints
    attendant: Ints
    start_s: Floats
    end_s: Floats
    first_stop: Ints
    stops: Ints
    stop_x: Floats
    stop_y: Floats
    stop_due_s: Floats
    _first: Ints
    _by_id: Ints

    @classmethod
    def of(cls, records: Iterable[RunRecord], lines: dict[int, LineRecord], plane: Plane) -> "Runs":
        """Runs of the line versions given; a run whose line version is not among them is left out."""
        rows = sorted(
            (record for record in records if record.line_version_id in lines),
            key=lambda record: (record.vehicle_id, record.start_s, record.id),
        )
        flat = {version: plane.flat(np.array(line.stops, np.float64).reshape(-1, 2)) for version, line in lines.items()}
        used = [lines[row.line_version_id] for row in rows]
        xy = [flat[row.line_version_id] for row in rows]
        due = [
            row.start_s + np.array(line.offsets_s if row.offsets_s is None else row.offsets_s, np.float64)
            for row, line in zip(rows, used, strict=True)
        ]
        counts = np.array([len(points) for points in xy], np.int64)
        vehicle = np.array([row.vehicle_id for row in rows], np.int64)
        top = int(vehicle[-1]) + 2 if rows else 1
        ids = np.array([row.id for row in rows], np.int64)
        stops = np.vstack(xy) if xy else np.zeros((0, 2))
        return cls(
            ids,
            vehicle,
            np.array([line.line_id for line in used], np.int64),
            np.array([row.line_version_id for row in rows], np.int64),
            np.array([-1 if row.permit_version_id is None else row.permit_version_id for row in rows], np.int64),
            np.array([-1 if row.attendant_id is None else row.attendant_id for row in rows], np.int64),
            np.array([row.start_s for row in rows], np.float64),
            np.array([row.end_s for row in rows], np.float64),
            np.cumsum(counts) - counts,
            counts,
            stops[:, 0],
            stops[:, 1],
            np.concatenate(due) if due else np.zeros(0),
            np.searchsorted(vehicle, np.arange(top)),
            np.argsort(ids, kind="stable"),
        )

    def index_of(self, run_id: Ints) -> Ints:
        """Where a run lies in the columns, -1 where it is not known."""
        if not len(self.id):
            return np.full(len(run_id), -1, np.int64)
        place = index_of(self.id[self._by_id], run_id)
        return np.where(place >= 0, self._by_id[np.maximum(place, 0)], -1)

    def next_for(self, vehicle: Ints, after_start_s: Floats, not_ended_by_s: Floats) -> Ints:
        """For each vehicle its first run that starts after one time and has not ended by another, -1 where there is none."""
        found = np.full(len(vehicle), -1, np.int64)
        if not len(self.id):
            return found
        known = (vehicle >= 0) & (vehicle < len(self._first) - 1)
        safe = np.where(known, vehicle, 0)
        index, end = self._first[safe].copy(), self._first[safe + 1] if len(self._first) > 1 else self._first[safe]
        looking = known & (index < end)
        while looking.any():  # a vehicle has a handful of loaded runs
            at = np.minimum(index, len(self.id) - 1)
            fits = looking & (self.start_s[at] > after_start_s) & (self.end_s[at] > not_ended_by_s)
            found[fits] = at[fits]
            index = index + 1
            looking = looking & ~fits & (index < end)
        return found


def index_of(ordered: Ints, wanted: Ints) -> Ints:
    """Where each wanted id lies in an ordered column, -1 where it does not."""
    if not len(ordered):
        return np.full(len(wanted), -1, np.int64)
    index = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[index] == wanted, index, -1)
