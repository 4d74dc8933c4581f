"""What every format's fixes are held to alike: which cannot be, and what is remarkable of the others."""

import numpy as np

from fleet.fixes import Bools, Floats, Mark
from fleet.quality.limits import EAST_DEG, NORTH_DEG, SOUTH_DEG, WEST_DEG
from gps_ingest.frames import Decoded

MAX_SPEED_MPS = 300 / 3.6  # no road vehicle of ours; faster is an error of the receiver or of the line


def possible(decoded: Decoded, future_s: float) -> Decoded:
    """The fixes that can be, marked; the others join what is bad, each with the first reason that holds."""
    lon, lat = decoded.lon, decoded.lat
    placed = (decoded.flags & int(Mark.PLACELESS)) == 0
    with np.errstate(invalid="ignore"):
        kept = decoded.without(
            {
                "bad_time": np.isnan(decoded.time_s),
                "bad_position": placed & ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)),
                "no_position": placed & (lat == 0) & (lon == 0),
                "empty_field": placed & np.isnan(decoded.speed_mps),
                "too_fast": placed & ~(np.abs(decoded.speed_mps) <= MAX_SPEED_MPS),
                "future": decoded.time_s > decoded.received_s + future_s,
            }
        )
    kept.course_deg = kept.course_deg % 360.0
    kept.flags |= np.where(_abroad(kept.lon, kept.lat), int(Mark.ABROAD), 0)
    again = [row for row, source in enumerate(kept.sources) if source.frame.again]
    kept.flags[again] |= int(Mark.DELAYED)
    return kept


def _abroad(lon: Floats, lat: Floats) -> Bools:
    outside: Bools = (lon < WEST_DEG) | (lon > EAST_DEG) | (lat < SOUTH_DEG) | (lat > NORTH_DEG)
    return outside
