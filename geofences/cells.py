"""Which squares of the plane hold anything at all: most fixes lie in none, and are not looked up any further. Pure NumPy."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from fleet.fixes import Bools, Floats

LEAST_M = 100.0  # of a side
MOST = 1_000  # squares in a row


@dataclass(frozen=True, slots=True)
class Cells:
    """A grid over all outlines; `held` is (columns + 2, rows + 2), its border empty.."""

    west: float
    south: float
    side_m: float
    held: Bools

    @classmethod
    def of(cls, boxes: Floats, reach_m: float = 0.0) -> Self:
        """From the boxes (N, 4: west, south, east, north) of outlines, each `reach_m` wider."""
        boxes = boxes[~np.isnan(boxes).any(axis=1)]  # an empty outline holds nothing
        if not len(boxes):
            return cls(0.0, 0.0, LEAST_M, np.zeros((2, 2), np.bool_))
        wide = boxes + np.array([-reach_m, -reach_m, reach_m, reach_m])
        west, south = wide[:, :2].min(axis=0)
        extent = wide[:, 2:].max(axis=0) - (west, south)
        side_m = max(LEAST_M, float(extent.max()) / MOST)
        held = np.zeros((*(np.floor(extent / side_m).astype(np.int64) + 3),), np.bool_)
        index = np.floor((wide - np.array([west, south, west, south])) / side_m).astype(np.int64) + 1
        for left, low, right, high in index.tolist():
            held[left : right + 1, low : high + 1] = True
        return cls(float(west), float(south), side_m, held)

    def may_hold(self, x: Floats, y: Floats) -> Bools:
        """Whether anything may be at each point; a point that is nowhere (NaN) is in the empty border."""
        columns, rows = self.held.shape
        column = np.clip(np.nan_to_num((x - self.west) / self.side_m, nan=-1.0) + 1, 0, columns - 1)
        row = np.clip(np.nan_to_num((y - self.south) / self.side_m, nan=-1.0) + 1, 0, rows - 1)
        found: Bools = self.held[column.astype(np.int64), row.astype(np.int64)]
        return found
