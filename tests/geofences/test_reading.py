"""Readers of files: whatever the bytes, rows or a refusal, and never anything else."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from core.errors import Invalid
from geofences.imports import geojson, kml, osm, service, table
from geofences.imports.osm import limit_kmh
from geofences.imports.rows import Row, cells_of
from geofences.imports.xml import DEEPEST, MOST_TAGS
from geofences.plane import Plane
from geofences.validity import Ground

READERS: dict[str, Callable[[bytes], Iterator[Row]]] = {
    "geojson": geojson.read,
    "kml": kml.read,
    "table": table.read,
    "osm": lambda data: osm.read(data, Counter()),
}
GROUND = Ground(Plane(119.38, 34.72), box(119.1, 34.5, 119.7, 34.95))
PIECES = st.sampled_from(
    [
        "<kml>", "</kml>", "<Placemark>", "</Placemark>", "<Polygon>", "<coordinates>", "1,2 3,x", "<Point>", "<osm>",
        "<way id='1'>", "<nd ref='2'/>", "<node id='2' lat='34.7' lon='119.4'/>", "<tag k='highway' v='primary'/>",
        "<tag k='maxspeed' v='40'/>", '{"type":"FeatureCollection","features":[', '{"type":"Feature","geometry":',
        '{"type":"Point","coordinates":[1e999]}', ',"properties":{"name":1}}', "]}", "经度,纬度,wkt\n", "POLYGON((0 0",
        "119.4,34.7,\n", '"', "\x00", "null", "[[", ",", "<!DOCTYPE",
    ]
)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@given(pieces=st.lists(PIECES, max_size=12), noise=st.binary(max_size=20))
@settings(max_examples=150)
def test_a_reader_gives_rows_or_refuses_the_file(name: str, pieces: list[str], noise: bytes) -> None:
    """And every row is understood, or says what is wrong with it."""
    refused: list[str] = []
    rows: list[Row] = []
    try:
        rows = list(READERS[name]("".join(pieces).encode() + noise))
    except Invalid as error:
        refused = [one.field for one in error.fields]
    assert refused in ([], ["file"])
    usual = {"category": "zone", "kind": "school", "source": "测试", "radius_m": 20.0, "width_m": 20.0}
    for wish in service.understood(rows, datum="gcj02", usual=usual, ground=GROUND):
        assert wish.wrong or (wish.place is not None and wish.shape is not None)


@pytest.mark.parametrize("name", ["kml", "osm"])
@pytest.mark.parametrize(
    ("file", "said"),
    [(b"<a>" * (DEEPEST + 1), "nested"), (b"<a>" + b"<b/>" * MOST_TAGS + b"</a>", "tags")],
    ids=["deep", "many"],
)
def test_a_file_that_is_all_tags_is_refused_before_it_costs_anything(name: str, file: bytes, said: str) -> None:
    """Fifteen megabytes of opened tags are no map, and would take a processor for half a minute."""
    with pytest.raises(Invalid) as refused:
        list(READERS[name](file))
    assert said in refused.value.fields[0].message.en


@pytest.mark.parametrize(
    ("tag", "limit"),
    [("40", 40.0), ("60 km/h", 60.0), ("30 mph", 48.0), ("CN:urban", None), ("none", None), ("", None), (None, None)],
)
def test_a_maxspeed_is_a_number_or_nothing(tag: str | None, limit: float | None) -> None:
    """Miles are told in kilometres; words are no limit."""
    assert limit_kmh(tag) == limit


def test_cells_are_read_in_the_words_of_the_office() -> None:
    """Headings and values in Chinese, hours and season in one cell each."""
    told = {
        "名称": " 塘边 ",
        "类型": "临水",
        "限速": "30",
        "时段": "6:30-8:00，16:00~18:00",
        "季节": "06-01至09-30",
        "防护设施": "无",
        "x": "y",
    }
    assert cells_of(told) == {
        "name": "塘边",
        "kind": "water_side",
        "category": "risk_segment",
        "limit_kmh": "30",
        "hours": [["6:30", "8:00"], ["16:00", "18:00"]],
        "season": ["06-01", "09-30"],
        "guard_rail": False,
    }
