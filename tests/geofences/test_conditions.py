"""Where and when declared weather or surface lowers the limit; a season of a place."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
import shapely

from geofences.conditions import ConditionRecord, Conditions
from geofences.index import Areas, PlaceRecord, Sections
from geofences.plane import Plane

PLANE = Plane(119.38, 34.72)
FOG = ConditionRecord(3, "fog", 150.0, None, 1000.0, 2000.0)
TOWN = shapely.box(119.37, 34.71, 119.39, 34.73)
ROAD = PlaceRecord(8, "road_section", "other", "街", shapely.LineString([(119.37, 34.72), (119.39, 34.72)]), 20.0, 40.0)


def _holds(*records: ConditionRecord, lon: float = 119.38, time_s: float = 1500.0, low_m: float = 200.0) -> int:
    x, y = PLANE.xy(np.array([lon]), np.array([34.72]))
    found = Conditions.of(records, PLANE).at(x, y, np.array([time_s]), np.ones(1, np.bool_), np.array([low_m]))
    return int(found[0])


def test_a_condition_holds_from_its_beginning_to_its_end_and_ends_by_itself() -> None:
    """Declared from second 1000 to 2000: not before, and no more at 2000."""
    assert [_holds(FOG, time_s=t) for t in (999.9, 1000.0, 1999.9, 2000.0)] == [-1, 3, 3, -1]


@pytest.mark.parametrize(("metres", "found"), [(199.0, 3), (200.0, -1), (201.0, -1)])
def test_visibility_is_low_under_the_districts_figure(metres: float, found: int) -> None:
    """With 200 m as the figure: 199 m is low, 200 m is not."""
    assert _holds(replace(FOG, visibility_m=metres)) == found


def test_rain_that_one_can_see_through_lowers_nothing_and_rain_like_a_wall_does() -> None:
    """Rain with 800 m, rain with 80 m."""
    assert _holds(replace(FOG, kind="rain", visibility_m=800.0)) == -1
    assert _holds(replace(FOG, kind="rain", visibility_m=80.0)) == 3


@pytest.mark.parametrize("kind", ["ice", "snow_cover", "mud"])
def test_a_slippery_surface_needs_no_visibility(kind: str) -> None:
    """Ice, snow on the road and mud lower the limit in the clearest air."""
    assert _holds(replace(FOG, kind=kind, visibility_m=None)) == 3


def test_a_condition_of_an_area_holds_in_it_and_nowhere_else() -> None:
    """Fog over the town is none on the coast; of two that hold the older is named."""
    town = replace(FOG, area=TOWN)
    assert (_holds(town, lon=119.389), _holds(town, lon=119.391)) == (3, -1)
    assert _holds(replace(town, id=9), replace(FOG, id=4, kind="ice", visibility_m=None)) == 4


def test_only_those_that_are_asked_for_are_looked_at() -> None:
    """A bus without pupils is not asked."""
    x, y = PLANE.xy(np.full(2, 119.38), np.full(2, 34.72))
    which, low = np.array([True, False]), np.full(2, 200.0)
    assert Conditions.of([FOG], PLANE).at(x, y, np.full(2, 1500.0), which, low).tolist() == [3, -1]


def _at(month: int, day: int, hour: int = 4) -> float:
    return datetime(2026, month, day, hour, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("season", "inside"),
    [
        ((601, 930), [False, True, True, False, False, False]),
        ((1201, 301), [False, False, False, False, True, True]),
        ((101, 1231), [True] * 6),
        ((930, 930), [False, False, True, False, False, False]),
    ],
)
def test_a_place_with_a_season_holds_in_it_over_the_new_year_too(season: tuple[int, int], inside: list[bool]) -> None:
    """Both days are included: 31 May, 1 June, 30 September, 1 October, 1 December, 1 March."""
    place = PlaceRecord(7, "risk_segment", "water_side", "塘边", TOWN, season=season)
    times = np.array([_at(5, 31), _at(6, 1), _at(9, 30), _at(10, 1), _at(12, 1), _at(3, 1)])
    x, y = PLANE.xy(np.full(6, 119.38), np.full(6, 34.72))
    assert (Areas.of([place], PLANE, 8 * 3600).at(x, y, times) == 0).tolist() == inside


def test_a_season_begins_at_local_midnight() -> None:
    """1 June in Lianyungang begins at 16:00 UTC on 31 May."""
    place = PlaceRecord(7, "zone", "no_go", "汛期禁行", TOWN, season=(601, 930))
    times = np.array([_at(5, 31, 15) + 3599, _at(5, 31, 16)])
    x, y = PLANE.xy(np.full(2, 119.38), np.full(2, 34.72))
    assert Areas.of([place], PLANE, 8 * 3600).at(x, y, times).tolist() == [-1, 0]


def test_a_sign_with_a_season_is_found_through_the_sign_without() -> None:
    """In summer 30 km/h is posted on the street where otherwise it is 40."""
    summer = replace(ROAD, id=9, limit_kmh=30.0, season=(601, 930))
    sections = Sections.of([ROAD, summer], PLANE, 8 * 3600)
    posted = sections.posted_kmh(np.array([0, 0]), np.array([_at(7, 1), _at(11, 1)]))
    assert posted.tolist() == [30.0, 40.0]
