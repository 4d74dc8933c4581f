"""How a simulated bus moves: within its script, as hard as a bus can, and where its path is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolbus.simulate.ground import Path, path_of
from schoolbus.simulate.motion import (
    BRAKE_MPS2,
    PULL_AWAY_MPS2,
    SIDEWAYS_MPS2,
    Hurry,
    Stop,
    Stretch,
    allowed_mps,
    plan,
)
from tests.simulate.paths import road, roads, scripts

Scripted = tuple[Path, list[Stop], list[Stretch]]


@settings(max_examples=60, deadline=None)
@given(scripts())
def test_a_bus_never_exceeds_the_speed_of_its_script(script: Scripted) -> None:
    """At every knot of its timeline the speed is at most what the slowest stretch and the bends allow there."""
    timeline = plan(*script)
    allowed = allowed_mps(script[0], timeline.along_m, script[2])
    assert np.all(timeline.speed_mps <= allowed + 1e-9)


@settings(max_examples=60, deadline=None)
@given(scripts())
def test_a_bus_brakes_and_pulls_away_no_harder_than_a_bus_can(script: Scripted) -> None:
    """Between any two half seconds the speed changes by no more than the named accelerations."""
    timeline = plan(*script)
    _, speed = timeline.at(np.arange(0.0, timeline.duration_s + 5, 0.5))
    gain = np.diff(speed) / 0.5
    assert gain.max() <= PULL_AWAY_MPS2 + 1e-6
    assert gain.min() >= -BRAKE_MPS2 - 1e-6


@settings(max_examples=60, deadline=None)
@given(scripts())
def test_a_bus_goes_forward_only_and_arrives(script: Scripted) -> None:
    """The distance along the path never falls, and at the end of its time the bus stands at the end of the path."""
    timeline = plan(*script)
    along, speed = timeline.at(np.linspace(0.0, timeline.duration_s, 500))
    assert np.all(np.diff(along) >= -1e-9)
    assert along[-1] == pytest.approx(script[0].length_m)
    assert speed[0] == pytest.approx(0)
    assert speed[-1] == pytest.approx(0)


@settings(max_examples=40, deadline=None)
@given(scripts(), st.integers(0, 3))
def test_distance_is_the_sum_of_speed(script: Scripted, which: int) -> None:
    """The speed that is reported is the speed at which the place changes."""
    timeline = plan(*script)
    moment = np.arange(0.0, timeline.duration_s, 0.05)
    along, speed = timeline.at(moment)
    travelled = np.concatenate(([0.0], np.cumsum((speed[1:] + speed[:-1]) / 2 * 0.05)))
    assert np.abs(travelled - along).max() < 1.0


def test_a_bus_stands_at_a_stop_for_as_long_as_the_script_says() -> None:
    """Thirty seconds at a stop 400 m along a straight road are thirty seconds without moving, there."""
    path = road([0.0], [1000.0])
    timeline = plan(path, [Stop(400.0, 30.0)], [Stretch(0, 1000, 12)])
    moment = np.arange(0.0, timeline.duration_s, 0.1)
    along, speed = timeline.at(moment)
    standing = (speed < 1e-6) & (along > 1) & (along < path.length_m - 1)
    assert standing.sum() * 0.1 == pytest.approx(30.0, abs=0.3)
    assert np.abs(along[standing] - 400.0).max() <= 0.6


def test_a_bus_slows_for_a_bend() -> None:
    """A right angle on a road where 60 km/h are allowed is taken below 20 km/h, the straight before it is not."""
    path = road([0.0, 90.0], [600.0, 600.0])
    timeline = plan(path, [], [Stretch(0, 1200, 60 / 3.6)])
    fastest = timeline.speed_mps[(timeline.along_m > 250) & (timeline.along_m < 350)].max()
    corner = timeline.speed_mps[np.argmin(np.abs(timeline.along_m - 600))]
    assert fastest > 55 / 3.6
    assert corner < 20 / 3.6
    assert corner <= np.sqrt(SIDEWAYS_MPS2 / path.bend_per_m([600.0])[0]) + 1e-3


def test_a_hurrying_driver_goes_by_the_factor_over_the_script() -> None:
    """At twice the scripted 5 m/s a bus passes the middle of the stretch at 10 m/s, and outside it keeps to 5."""
    timeline = plan(road([0.0], [1000.0]), [], [Stretch(0, 1000, 5)], [Hurry(300, 700, 2.0)])
    assert timeline.speed_mps[np.argmin(np.abs(timeline.along_m - 500))] == pytest.approx(10.0)
    assert timeline.speed_mps[timeline.along_m < 299].max() == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("to", "course"),
    [((119.36, 34.76), 0.0), ((119.37, 34.75), 90.0), ((119.36, 34.74), 180.0), ((119.35, 34.75), 270.0)],
)
def test_courses_are_those_of_the_compass(to: tuple[float, float], course: float) -> None:
    """North is 0, east 90, south 180, west 270."""
    path = path_of([(119.36, 34.75), to])
    got = path.course_deg([0.0, path.length_m / 2, path.length_m])
    assert np.abs((got - course + 180) % 360 - 180).max() < 0.1


@settings(max_examples=60, deadline=None)
@given(roads(), st.floats(0.0, 1.0))
def test_a_point_of_a_path_is_found_again_on_it(path: Path, share: float) -> None:
    """The nearest point of a path to one of its own points is that point (or one where the path crosses itself)."""
    lon, lat = path.at([share * path.length_m])
    along, off = path.nearest(float(lon[0]), float(lat[0]))
    again = path.at([along])
    assert off < 0.01
    assert np.hypot((again[0][0] - lon[0]) * 91_600, (again[1][0] - lat[0]) * 110_900) < 0.05


def test_a_path_backwards_is_as_long() -> None:
    """Reversing a path changes its direction and nothing else."""
    path = road([0.0, 40.0, -70.0], [300.0, 200.0, 100.0])
    assert path.length_m == pytest.approx(600.0, abs=0.01)
    assert path.reversed().length_m == pytest.approx(path.length_m)
    assert path.part(100.0, 450.0).length_m == pytest.approx(350.0, rel=1e-6)


def test_one_place_is_no_path() -> None:
    """A path through one place, however often named, is refused."""
    with pytest.raises(ValueError, match="two points"):
        path_of([(119.36, 34.75), (119.36, 34.75)])
