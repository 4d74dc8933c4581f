"""Fixes made by hand: of one bus on a meridian, so that metres are easy to reckon."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fleet.fixes import Fixes

LON, LAT = 119.4, 34.7
METRES_A_DEGREE = 111_195.08  # of latitude, on a sphere of 6,371,008.8 m
NOON_S = 1_795_752_000.0  # 2026-11-27 12:00 in Shanghai


def north(*places_m: float) -> list[float]:
    """Latitudes of places so many metres north of the start."""
    return [LAT + place / METRES_A_DEGREE for place in places_m]


def fixes(time_s: Sequence[float], **columns: Any) -> Fixes:
    """Ordinary fixes at these seconds after noon, received a second later; `columns` say what is different."""
    size = len(time_s)
    ordinary: dict[str, Any] = {
        "time_s": NOON_S + np.array(time_s, np.float64),
        "received_s": NOON_S + np.array(time_s, np.float64) + 1,
        "lon": np.full(size, LON),
        "lat": np.full(size, LAT),
        "speed_mps": np.full(size, 10.0),
        "course_deg": np.full(size, 90.0),
        "altitude_m": np.full(size, 20.0),
        "vehicle": np.full(size, 1),
        "device": np.full(size, 7),
    }
    return Fixes.of(size, **(ordinary | columns))
