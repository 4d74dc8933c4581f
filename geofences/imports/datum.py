"""The edge where coordinates of Chinese maps become WGS-84: GCJ-02 (高德, 腾讯, 天地图 shifted) and BD-09 (百度). Pure.

The forward shift is the public one that every map library uses; its inverse has no closed form and is found by iteration,
to far less than a millimetre. Outside of China nothing is shifted.
"""

from math import pi
from typing import Literal

import numpy as np

from fleet.fixes import Floats

Datum = Literal["wgs84", "gcj02", "bd09"]
AXIS_M, ECCENTRICITY2 = 6_378_245.0, 0.00669342162296594323  # Krasovsky 1940
BAIDU = pi * 3000 / 180
CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north of where the shift is made
ROUNDS = 12  # each gains two to three figures


def to_wgs84(degrees: Floats, datum: Datum) -> Floats:
    """An (n, 2) array of longitude and latitude in a datum, as one in WGS-84."""
    if datum == "wgs84":
        return degrees
    mars = _from_baidu(degrees) if datum == "bd09" else degrees
    found = mars.copy()
    for _ in range(ROUNDS):
        found = found + (mars - gcj02_of(found))
    west, south, east, north = CHINA
    inside = (mars[:, 0] >= west) & (mars[:, 0] <= east) & (mars[:, 1] >= south) & (mars[:, 1] <= north)
    moved: Floats = np.where(inside[:, None], found, mars)
    return moved


def gcj02_of(degrees: Floats) -> Floats:
    """WGS-84 as GCJ-02."""
    x, y = degrees[:, 0] - 105.0, degrees[:, 1] - 35.0
    waves = (20 * np.sin(6 * x * pi) + 20 * np.sin(2 * x * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + waves
    east += (20 * np.sin(x * pi) + 40 * np.sin(x / 3 * pi)) * 2 / 3
    east += (150 * np.sin(x / 12 * pi) + 300 * np.sin(x / 30 * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + waves
    north += (20 * np.sin(y * pi) + 40 * np.sin(y / 3 * pi)) * 2 / 3
    north += (160 * np.sin(y / 12 * pi) + 320 * np.sin(y * pi / 30)) * 2 / 3
    latitude = np.radians(degrees[:, 1])
    bulge = 1 - ECCENTRICITY2 * np.sin(latitude) ** 2
    of_east = AXIS_M / np.sqrt(bulge) * np.cos(latitude) * pi / 180
    of_north = AXIS_M * (1 - ECCENTRICITY2) / (bulge * np.sqrt(bulge)) * pi / 180
    shifted: Floats = degrees + np.column_stack((east / of_east, north / of_north))
    return shifted


def _from_baidu(degrees: Floats) -> Floats:
    """BD-09 as GCJ-02, by the published formula and then made exact against its own inverse."""
    found: Floats = degrees - np.array((0.0065, 0.006))
    for _ in range(ROUNDS):
        found = found + (degrees - _baidu_of(found))
    return found


def _baidu_of(mars: Floats) -> Floats:
    """GCJ-02 as BD-09."""
    x, y = mars[:, 0], mars[:, 1]
    far = np.hypot(x, y) + 0.00002 * np.sin(y * BAIDU)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BAIDU)
    return np.column_stack((far * np.cos(angle) + 0.0065, far * np.sin(angle) + 0.006))
