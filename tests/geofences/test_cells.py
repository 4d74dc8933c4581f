"""The squares that hold anything: whatever a look-up finds with them it finds without them."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geofences.cells import Cells
from geofences.index import Areas, PlaceRecord, Sections
from geofences.plane import Plane
from rules.watch.crossings import Crossings
from runs.columns import LineRecord, Lines

PLANE = Plane(119.37, 34.74)
metres = st.floats(-3000, 3000)
points = st.lists(st.tuples(metres, metres), min_size=1, max_size=40)


def degrees(x: float, y: float) -> tuple[float, float]:
    return PLANE.lon0 + x / PLANE.east_m, PLANE.lat0 + y / PLANE.north_m


def box(x: float, y: float, side_m: float) -> shapely.Polygon:
    return shapely.Polygon([degrees(x + a, y + b) for a, b in ((0, 0), (side_m, 0), (side_m, side_m), (0, side_m))])


@given(st.lists(st.tuples(metres, metres, st.floats(1, 900)), max_size=12), points)
def test_a_fix_is_found_in_a_place_whichever_square_it_lies_in(
    places: list[tuple[float, float, float]], asked: list[tuple[float, float]]
) -> None:
    """Outlines of any size, points anywhere, also on the edges of squares and outlines."""
    records = [PlaceRecord(n, "zone", "school", "学校", box(*place)) for n, place in enumerate(places)]
    areas = Areas.of(records, PLANE, 0.0)
    x, y = np.array([p[0] for p in asked]), np.array([p[1] for p in asked])
    outlines = [shapely.transform(record.geometry, PLANE.flat) for record in records]
    held = [any(shapely.intersects_xy(outline, *point) for outline in outlines) for point in asked]
    assert (areas.at(x, y, np.zeros(len(x))) >= 0).tolist() == held


@given(st.lists(st.tuples(metres, metres), min_size=2, max_size=6, unique=True), points)
def test_a_road_is_found_as_far_beside_it_as_it_reaches(
    corners: list[tuple[float, float]], asked: list[tuple[float, float]]
) -> None:
    """Half its width and a receiver's error, whatever squares the road crosses."""
    line = shapely.LineString([degrees(*corner) for corner in corners])
    sections = Sections.of([PlaceRecord(1, "road_section", "other", "路", line, 40.0)], PLANE, 0.0)
    x, y = np.array([p[0] for p in asked]), np.array([p[1] for p in asked])
    n, everywhere = len(x), np.ones(len(x), np.bool_)
    found = sections.at(x, y, np.full(n, np.nan), np.zeros(n), np.full(n, -1), everywhere) >= 0
    distance = shapely.distance(shapely.transform(line, PLANE.flat), shapely.points(x, y))
    clear = np.abs(distance - 30.0) > 1e-6
    assert (found == (distance <= 30.0))[clear].all()
    assert (sections.with_any(x, y).all() == found.any()) or not clear.all()


def test_a_point_that_is_nowhere_lies_in_no_square() -> None:
    """A tick has no place; an empty outline holds nothing."""
    cells = Cells.of(np.array([[0.0, 0.0, 50.0, 50.0], [np.nan] * 4]))
    assert cells.may_hold(np.array([np.nan, 25.0, 1e9]), np.array([25.0, 25.0, -1e9])).tolist() == [False, True, False]
    assert not Cells.of(np.zeros((0, 4))).may_hold(np.zeros(1), np.zeros(1)).any()


def test_a_line_crosses_a_segment_between_its_drawn_ends() -> None:
    """What the outline adds beyond them is not the segment's length; a corner that is only touched is no crossing."""
    line = LineRecord(
        5, 2, "线", shapely.LineString([degrees(0, 0), degrees(3000, 0)]), (degrees(0, 0), degrees(3000, 0)), (0.0, 1.0)
    )
    bend = shapely.LineString([degrees(1000, 0), degrees(1200, 0)])
    corner = shapely.LineString([degrees(2000, -200), degrees(2000, 4)])
    risks = Areas.of(
        [PlaceRecord(n, "risk_segment", "sharp_bend", "弯", g, 30.0) for n, g in enumerate((bend, corner))], PLANE, 0.0
    )
    crossings = Crossings.of(Lines.of([line], PLANE), risks)
    np.testing.assert_allclose([crossings.start_m, crossings.end_m], [[1000.0], [1200.0]], atol=0.1)
    nobody = Crossings.of(Lines.of([], PLANE), risks)
    assert not nobody.near(np.array([-1]), np.zeros(1), np.zeros(1)).any()
