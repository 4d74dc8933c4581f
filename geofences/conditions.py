"""Where and when declared weather or surface (天气与路面, Art 35) lowers the limit. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from fleet.fixes import Bools, Floats, Ints
from geofences.plane import Plane

LOW_VISIBILITY_M = 200.0
SURFACES = ("ice", "snow_cover", "mud")


@dataclass(frozen=True, slots=True)
class ConditionRecord:
    """One declaration: `area` in degrees WGS-84 or None for the district; `visibility_m` None for a slippery surface."""

    id: int
    kind: str
    visibility_m: float | None
    area: BaseGeometry | None
    since_s: float
    until_s: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """All declarations there ever were; few hold at any one moment, so these are asked one by one."""

    records: Sequence[ConditionRecord]
    _area: Sequence[BaseGeometry | None]
    _since: Floats
    _until: Floats

    @classmethod
    def of(cls, records: Iterable[ConditionRecord], plane: Plane) -> "Conditions":
        rows = sorted(records, key=lambda row: row.id)
        areas = [None if row.area is None else shapely.transform(row.area, plane.flat) for row in rows]
        shapely.prepare([area for area in areas if area is not None])
        return cls(rows, areas, np.array([row.since_s for row in rows]), np.array([row.until_s for row in rows]))

    def at(self, x: Floats, y: Floats, time_s: Floats, which: Bools, low_m: Floats) -> Ints:
        """The id of the declaration by which 20 km/h holds at each point, -1 for none; of several the oldest.

        `low_m` is the visibility, at each point's time, below which it is low: rain that one can see through lowers nothing.
        """
        found = np.full(len(x), -1, np.int64)
        asked = np.flatnonzero(which)
        if not self.records or not len(asked):
            return found
        first, last = time_s[asked].min(), time_s[asked].max()
        for number in np.flatnonzero((self._since <= last) & (first < self._until)).tolist():
            row, area = self.records[number], self._area[number]
            rows = asked[found[asked] < 0]
            holds = (row.since_s <= time_s[rows]) & (time_s[rows] < row.until_s)
            if row.kind not in SURFACES:
                holds &= (np.inf if row.visibility_m is None else row.visibility_m) < low_m[rows]
            if area is not None:
                holds &= shapely.intersects_xy(area, x[rows], y[rows])
            found[rows[holds]] = row.id
        return found

    def told(self, id_: int) -> dict[str, object]:
        """What the evidence says of a declaration."""
        row = next(row for row in self.records if row.id == id_)
        return {"id": row.id, "kind": row.kind, "visibility_m": row.visibility_m}
