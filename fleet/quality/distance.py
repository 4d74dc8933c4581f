"""Metres between places: on a sphere, which is right to half a percent."""

import numpy as np

from fleet.fixes import Floats

EARTH_M = 6_371_008.8  # mean radius, IUGG


def metres(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """From each place to the other of the same index; degrees, WGS-84."""
    lon, lat, to_lon, to_lat = map(np.radians, (lon, lat, to_lon, to_lat))
    half = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    far: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(half))
    return far
