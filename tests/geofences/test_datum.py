"""The edge of Chinese maps: what comes in GCJ-02 or BD-09 is put where it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geofences.imports.datum import gcj02_of, to_wgs84

# computed with gcoord 1.0.7, the library that the page uses: WGS-84, GCJ-02, BD-09
KNOWN = [
    ((119.38, 34.72), (119.38571640122984, 34.719239614360916), (119.39215704057754, 34.72550713307905)),
    ((119.1, 34.5), (119.10572427292065, 34.49905852889538), (119.11232410215052, 34.50471741548249)),
    ((119.7, 34.95), (119.70531674523652, 34.94927083746445), (119.71193674049437, 34.95493114813333)),
    ((120.5, 33.1), (120.5045731246829, 33.098291916546785), (120.51102779163524, 33.10438845839721)),
]
CENTIMETRE_DEG = 1e-7


@pytest.mark.parametrize(("wgs84", "gcj02", "bd09"), KNOWN)
def test_a_place_of_a_chinese_map_is_put_where_the_pages_own_library_puts_it(
    wgs84: tuple[float, float], gcj02: tuple[float, float], bd09: tuple[float, float]
) -> None:
    """Each within a centimetre."""
    assert np.abs(to_wgs84(np.array([gcj02]), "gcj02") - wgs84).max() < CENTIMETRE_DEG
    assert np.abs(to_wgs84(np.array([bd09]), "bd09") - wgs84).max() < CENTIMETRE_DEG
    assert (to_wgs84(np.array([wgs84]), "wgs84") == wgs84).all()


@given(st.floats(75, 135), st.floats(5, 53))
def test_the_way_back_is_the_way_there_anywhere_in_china(lon: float, lat: float) -> None:
    """Shifted and taken back a place is itself."""
    there = np.array([[lon, lat]])
    assert np.abs(to_wgs84(gcj02_of(there), "gcj02") - there).max() < CENTIMETRE_DEG


def test_outside_of_china_nothing_is_shifted() -> None:
    """Tokyo is where it is."""
    tokyo = np.array([[139.7, 35.7]])
    assert (to_wgs84(tokyo, "gcj02") == tokyo).all()
