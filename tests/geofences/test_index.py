"""Which place holds a position: by its outline, its time and its hours; a road section by place and heading."""

from dataclasses import replace

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from fleet.fixes import Ints
from geofences.index import Areas, PlaceRecord, Sections
from geofences.plane import Plane

PLANE = Plane(119.38, 34.72)
BEND = PlaceRecord(
    7, "risk_segment", "sharp_bend", "急弯", shapely.LineString([(119.38, 34.72), (119.382, 34.72)]), 30.0
)
STREET = PlaceRecord(
    8, "road_section", "other", "街", shapely.LineString([(119.37, 34.72), (119.39, 34.72)]), 20.0, 40.0
)
VIADUCT = PlaceRecord(
    9, "road_section", "urban_expressway", "高架", shapely.LineString([(119.381, 34.71), (119.381, 34.73)]), 20.0, 80.0
)
EVERYWHERE = np.ones(1, np.bool_)


def _area(record: PlaceRecord, lon: float, lat: float, time_s: float = 0.0) -> int:
    x, y = PLANE.xy(np.array([lon]), np.array([lat]))
    return int(Areas.of([record], PLANE, 8 * 3600).at(x, y, np.array([time_s]))[0])


def _section(
    records: list[PlaceRecord], lon: float, lat: float, course_deg: float, before: int = -1, time_s: float = 0.0
) -> int:
    x, y = PLANE.xy(np.array([lon]), np.array([lat]))
    sections = Sections.of(records, PLANE, 8 * 3600)
    found = sections.at(x, y, np.array([course_deg]), np.array([time_s]), np.array([before]), EVERYWHERE)
    return int(sections.id[found[0]]) if found[0] >= 0 else -1


def test_a_line_with_a_width_holds_what_is_within_half_of_it() -> None:
    """A bend of 30 m holds a fix 14 m aside, not one 16 m aside."""
    assert _area(BEND, 119.381, 34.72 + 14 / PLANE.north_m) == 0
    assert _area(BEND, 119.381, 34.72 + 16 / PLANE.north_m) == -1


def test_a_version_holds_only_in_its_own_time() -> None:
    """A place that was drawn at second 100 and closed at 200 judges no fix outside of these."""
    drawn = replace(BEND, since_s=100.0, until_s=200.0)
    assert [_area(drawn, 119.381, 34.72, t) for t in (99, 100, 199, 200)] == [-1, 0, 0, -1]


def test_hours_are_local() -> None:
    """07:00 to 09:00 in Lianyungang is 23:00 to 01:00 UTC."""
    morning = replace(BEND, hours=((25_200.0, 32_400.0),))
    at = [_area(morning, 119.381, 34.72, hour * 3600.0) for hour in (22.99, 23.0, 24.99, 25.0)]
    assert at == [-1, 0, 0, -1]


def test_of_places_that_overlap_the_lowest_limit_holds() -> None:
    """Two signs beside the water: the lower one is the law."""
    places = [
        replace(BEND, id=1, limit_kmh=None),
        replace(BEND, id=2, limit_kmh=40.0),
        replace(BEND, id=3, limit_kmh=30.0),
    ]
    areas = Areas.of(places, PLANE, 0.0)
    x, y = PLANE.xy(np.array([119.381]), np.array([34.72]))
    assert areas.id[areas.at(x, y, np.zeros(1))].tolist() == [3]


def test_under_a_viaduct_the_heading_tells_the_road() -> None:
    """At the crossing the eastbound bus is in the street, the northbound one on the viaduct."""
    both = [STREET, VIADUCT]
    assert _section(both, 119.381, 34.72, 90.0) == STREET.id
    assert _section(both, 119.381, 34.72, 270.0) == STREET.id
    assert _section(both, 119.381, 34.72, 2.0) == VIADUCT.id


def test_without_a_heading_the_road_driven_on_goes_on() -> None:
    """A receiver that gives no course: the last section is kept; where there was none, the higher limit is taken."""
    both = [STREET, VIADUCT]
    assert _section(both, 119.381, 34.72, np.nan, before=STREET.id) == STREET.id
    assert _section(both, 119.381, 34.72, np.nan) == VIADUCT.id


def test_an_unknown_limit_is_the_laws_and_not_the_highest() -> None:
    """A motorway (80) beside a street whose sign nobody knows (60 by law): without more to go by it is the motorway."""
    motorway = replace(STREET, id=20, kind="motorway", limit_kmh=None)
    assert _section([replace(STREET, limit_kmh=None), motorway], 119.385, 34.72, 90.0) == 20
    assert _section([replace(STREET, limit_kmh=None), replace(motorway, limit_kmh=50.0)], 119.385, 34.72, 90.0) == 8


def test_a_one_way_section_is_for_its_direction_only() -> None:
    """The limit of the eastbound carriageway does not bind the westbound bus."""
    one_way = replace(STREET, direction="forward")
    assert _section([one_way], 119.385, 34.72, 90.0) == STREET.id
    assert _section([one_way], 119.385, 34.72, 270.0) == -1


def test_a_posted_limit_holds_in_its_hours() -> None:
    """40 km/h from 07:00 to 09:00; at other times no limit is posted there."""
    sections = Sections.of([replace(STREET, hours=((25_200.0, 32_400.0),))], PLANE, 0.0)
    posted = sections.posted_kmh(np.array([0, 0, -1]), np.array([25_200.0, 32_400.0, 25_200.0]))
    assert posted[0] == 40.0
    assert np.isnan(posted[1:]).all()


def test_a_sign_with_hours_stands_before_the_one_without_on_the_same_stretch() -> None:
    """40 km/h always and 30 from 07:00 to 08:30: in these hours 30 holds, also for a bus that was on the stretch before."""
    school = replace(STREET, id=12, limit_kmh=30.0, hours=((25_200.0, 30_600.0),))
    sections = Sections.of([school, STREET], PLANE, 0.0)
    assert _section([school, STREET], 119.385, 34.72, 90.0, time_s=-1.0) == STREET.id
    street = np.full(4, 1)
    times = np.array([25_199.0, 25_200.0, 30_599.0, 30_600.0])
    assert sections.posted_kmh(street, times).tolist() == [40.0, 30.0, 30.0, 40.0]
    assert sections.id[sections.signed(street, times)].tolist() == [STREET.id, 12, 12, STREET.id]
    assert sections.signed(np.array([-1]), times[1:2]).tolist() == [-1]


@given(st.lists(st.tuples(st.floats(119.36, 119.40), st.floats(34.71, 34.73)), min_size=1, max_size=40))
def test_the_index_finds_what_a_look_at_every_place_finds(points: list[tuple[float, float]]) -> None:
    """The tree is only quicker: the same place holds each point as by brute force."""
    rng = np.random.default_rng(5)
    places = [
        replace(
            BEND, id=n, geometry=shapely.Point(119.36 + rng.random() * 0.04, 34.71 + rng.random() * 0.02).buffer(0.003)
        )
        for n in range(20)
    ]
    lon, lat = np.array(points).T
    x, y = PLANE.xy(lon, lat)
    found: Ints = Areas.of(places, PLANE, 0.0).at(x, y, np.zeros(len(x)))
    outlines = [shapely.transform(place.geometry, PLANE.flat) for place in places]
    for one, px, py in zip(found, x, y, strict=True):
        holding = [n for n, outline in enumerate(outlines) if outline.intersects(shapely.Point(px, py))]
        assert one == (holding[0] if holding else -1)
