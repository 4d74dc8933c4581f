"""A flat map of a district in metres, for distances and containment. Pure NumPy.

Equirectangular about the district's own latitude: within 0.3° of it a distance is at most 0.4 % off, less than a
receiver's own error at every width that a rule knows.
"""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Floats

METRES_PER_DEGREE = 111_319.490793  # of latitude, on the WGS-84 equatorial radius


@dataclass(frozen=True, slots=True)
class Plane:
    """`lon0, lat0` in degrees is where x and y are zero; x grows to the east, y to the north, in metres."""

    lon0: float
    lat0: float

    def xy(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Degrees, WGS-84, to metres; arrays of any one shape."""
        shrink = METRES_PER_DEGREE * np.cos(np.radians(self.lat0))
        return (np.asarray(lon) - self.lon0) * shrink, (np.asarray(lat) - self.lat0) * METRES_PER_DEGREE

    def flat(self, degrees: Floats) -> Floats:
        """An (n, 2) array of lon, lat as an (n, 2) array of x, y: the shape that `shapely.transform` asks for."""
        x, y = self.xy(degrees[:, 0], degrees[:, 1])
        return np.column_stack((x, y))
