"""The district's flat map in metres is as true as it says."""

import numpy as np
import pytest

from geofences.plane import Plane

# Geodesics on the WGS-84 ellipsoid (Vincenty's inverse formula, computed outside this program): a degree/1000 east and north.
GEODESICS_M = [(34.42, 91.928, 110.930), (34.72, 91.598, 110.935), (35.02, 91.266, 110.941)]


@pytest.mark.parametrize(("lat", "east_m", "north_m"), GEODESICS_M)
def test_distances_are_true_to_four_in_a_thousand_across_the_district(
    lat: float, east_m: float, north_m: float
) -> None:
    """From 34.42° to 35.02° N a distance on the plane of 34.72° N is within 0.4 % of the geodesic."""
    x, y = Plane(119.38, 34.72).xy(np.array([119.3, 119.301, 119.3]), np.array([lat, lat, lat + 0.001]))
    assert x[1] - x[0] == pytest.approx(east_m, rel=0.004)
    assert y[2] - y[0] == pytest.approx(north_m, rel=0.004)
