"""Paths and scripts for the simulator's tests: chance roads of the district, no sharper than roads are."""

import itertools
import math

from hypothesis import strategies as st

from schoolbus.simulate.ground import Path, Point, path_of, shifted
from schoolbus.simulate.motion import Stop, Stretch

START_S = 1_789_944_600.0
"""2026-09-21T22:50Z: ten to seven on a Tuesday morning in Lianyungang."""


def road(turns_deg: list[float], legs_m: list[float]) -> Path:
    """A road that starts in Xugou heading east and turns by the given angles between its legs."""
    points: list[Point] = [(119.36, 34.75)]
    heading = 90.0
    for turn, leg in zip(turns_deg, legs_m, strict=True):
        heading += turn
        east, north = leg * math.sin(math.radians(heading)), leg * math.cos(math.radians(heading))
        lon, lat = shifted(points[-1][0], points[-1][1], east, north)
        points.append((float(lon), float(lat)))
    return path_of(points)


@st.composite
def roads(draw: st.DrawFn) -> Path:
    legs = draw(st.lists(st.floats(30, 400), min_size=2, max_size=12))
    turns = draw(st.lists(st.floats(-95, 95), min_size=len(legs), max_size=len(legs)))
    return road(turns, legs)


@st.composite
def scripts(draw: st.DrawFn) -> tuple[Path, list[Stop], list[Stretch]]:
    path = draw(roads())
    shares = draw(st.lists(st.floats(0.05, 0.95), max_size=4))
    stops = [Stop(share * path.length_m, draw(st.floats(5, 60))) for share in shares]
    cuts = sorted([0.0, 1.0, *draw(st.lists(st.floats(0.1, 0.9), max_size=3))])
    speeds = [
        Stretch(a * path.length_m, b * path.length_m, draw(st.floats(3, 24))) for a, b in itertools.pairwise(cuts)
    ]
    return path, stops, speeds
