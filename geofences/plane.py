"""A flat map of a district in metres, for distances and containment. Pure NumPy.

Equirectangular with the radii of the WGS-84 ellipsoid at the district's own latitude: within 0.3° of it a distance is at
most 0.4 % off, less than a receiver's own error at every width that a rule knows.
"""

from dataclasses import dataclass, field
from math import cos, pi, radians, sin, sqrt

import numpy as np

from fleet.fixes import Floats

EQUATOR_M, ECCENTRICITY2 = 6_378_137.0, 0.006_694_379_990_141  # WGS-84


@dataclass(frozen=True, slots=True)
class Plane:
    """`lon0, lat0` in degrees is where x and y are zero; x grows to the east, y to the north, in metres."""

    lon0: float
    lat0: float
    east_m: float = field(init=False)  # of a degree of longitude
    north_m: float = field(init=False)  # of a degree of latitude

    def __post_init__(self) -> None:
        flattened = 1 - ECCENTRICITY2 * sin(radians(self.lat0)) ** 2
        object.__setattr__(self, "east_m", pi / 180 * EQUATOR_M / sqrt(flattened) * cos(radians(self.lat0)))
        object.__setattr__(self, "north_m", pi / 180 * EQUATOR_M * (1 - ECCENTRICITY2) / flattened**1.5)

    def xy(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Degrees, WGS-84, to metres; arrays of any one shape."""
        return (np.asarray(lon) - self.lon0) * self.east_m, (np.asarray(lat) - self.lat0) * self.north_m

    def degrees(self, flat: Floats) -> Floats:
        """An (n, 2) array of x, y as an (n, 2) array of lon, lat: the way back from `flat`."""
        return np.column_stack((flat[:, 0] / self.east_m + self.lon0, flat[:, 1] / self.north_m + self.lat0))

    def flat(self, degrees: Floats) -> Floats:
        """An (n, 2) array of lon, lat as an (n, 2) array of x, y: the shape that `shapely.transform` asks for."""
        x, y = self.xy(degrees[:, 0], degrees[:, 1])
        return np.column_stack((x, y))
