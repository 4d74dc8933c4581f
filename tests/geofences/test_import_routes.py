"""Places out of files: looked at first, an error for each row, taken over whole or not at all."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.api import PREFIX, Api, code_of, refused_fields
from tests.geofences.drawn import ring

GEOJSON, KML, CSV = "application/geo+json", "application/vnd.google-earth.kml+xml", "text/csv"
OSM = "application/vnd.openstreetmap.data+xml"
TABLE = """名称,类型,经度,纬度,半径,来源,核实日期
海棠路公交站,公交站,119.405,34.721,30,公交公司,2026-09-01
一小,学校,119.410,34.722,80,教育局,
"""
EXTRACT = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lat="34.7200" lon="119.4000"/>
 <node id="2" lat="34.7200" lon="119.4100"/>
 <node id="3" lat="34.7210" lon="119.4200"/>
 <node id="4" lat="34.7215" lon="119.4050"><tag k="highway" v="bus_stop"/><tag k="name" v="海棠路口"/></node>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="secondary"/><tag k="maxspeed" v="40"/><tag k="name" v="海棠路"/></way>
 <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="motorway"/><tag k="maxspeed" v="80"/></way>
 <way id="12"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
 <way id="13"><nd ref="1"/><nd ref="3"/><tag k="highway" v="primary"/>
  <tag k="maxspeed:forward" v="60"/><tag k="maxspeed:backward" v="50"/></way>
 <way id="14"><nd ref="1"/><nd ref="99"/><tag k="highway" v="primary"/><tag k="maxspeed" v="60"/></way>
 <way id="15"><nd ref="1"/><nd ref="2"/><tag k="waterway" v="river"/></way>
</osm>
"""
PLACEMARKS = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>隐患</name>
<Placemark><name>塘边急弯</name><ExtendedData><Data name="kind"><value>急弯</value></Data></ExtendedData>
<LineString><coordinates>119.40,34.72,0 119.401,34.7205,0</coordinates></LineString></Placemark>
<Placemark><name>加油站</name><ExtendedData><SchemaData><SimpleData name="类型">加油站</SimpleData></SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>119.40,34.72 119.402,34.72 119.402,34.722 119.40,34.72</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark></Document></kml>
"""


@pytest.fixture
async def officer(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """The officer, who imports."""
    async with api.as_role("officer") as client:
        yield client


async def _send(client: httpx.AsyncClient, data: str | bytes, media: str, **query: Any) -> httpx.Response:
    body = data.encode() if isinstance(data, str) else data
    return await client.post(f"{PREFIX}/places/import", content=body, params=query, headers={"Content-Type": media})


async def _answer(client: httpx.AsyncClient, data: str | bytes, media: str, **query: Any) -> Any:
    answer = await _send(client, data, media, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def _count(api: Api) -> int:
    rows = await api.served.fetch("SELECT count(*) FROM place WHERE upper_inf(during)")
    return int(str(rows[0][0]))


def _features(*geometries: Any, **properties: Any) -> str:
    features = [{"type": "Feature", "geometry": one, "properties": properties} for one in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features})


async def test_a_table_is_looked_at_first_and_nothing_is_done(api: Api, officer: httpx.AsyncClient) -> None:
    """Counts by kind; then, when it is run, both are there; run again, nothing new."""
    before = await _count(api)
    seen = await _answer(officer, TABLE, CSV)
    assert (seen["dry"], seen["new"], seen["wrong"]) == (True, 2, 0)
    assert [(one["kind"], one["count"]) for one in seen["counts"]] == [("bus_stop", 1), ("school", 1)]
    assert await _count(api) == before
    assert (await _answer(officer, TABLE, CSV, dry=False))["new"] == 2
    assert await _count(api) == before + 2
    again = await _answer(officer, TABLE, CSV, dry=False)
    assert (again["new"], again["same"]) == (0, 2)
    stop = (await api.answer("/places", kind="bus_stop"))["features"][0]["properties"]
    assert (stop["radius_m"], stop["source"], stop["surveyed_on"]) == (30, "公交公司", "2026-09-01")
    assert await api.served.fetch("SELECT action FROM audit_entry WHERE action = 'place.import'") != []


async def test_a_single_wrong_row_stops_the_whole_file(api: Api, officer: httpx.AsyncClient) -> None:
    """Each row says what is wrong with it; running it is refused with the same, and nothing is half done."""
    table = (
        TABLE + "没有坐标,学校,,,50,教育局,\n无半径,学校,119.41,34.72,,教育局,\n远方,学校,113.2,23.1,50,教育局,昨天\n"
    )
    before = await _count(api)
    seen = await _answer(officer, table, CSV)
    wrong = {row["row"]: {one["column"] for one in row["errors"]} for row in seen["rows"] if row["errors"]}
    assert wrong == {4: {"geometry"}, 5: {"radius_m"}, 6: {"surveyed_on"}}
    assert (seen["new"], seen["wrong"]) == (2, 3)
    refused = await _send(officer, table, CSV, dry=False)
    assert refused_fields(refused) == {"rows.4.geometry", "rows.5.radius_m", "rows.6.surveyed_on"}
    assert await _count(api) == before


async def test_an_openstreetmap_extract_gives_its_limits_its_motorways_and_its_bus_stops(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """What posts nothing is counted; a road with a limit for each direction is two sections; a new limit is a new version."""
    seen = await _answer(officer, EXTRACT, OSM, dry=False)
    assert {one["reason"]: one["count"] for one in seen["left_out"]} == {"cut_way": 1, "no_limit": 1}
    told = {(row["name"], row["kind"], row["limit_kmh"]) for row in seen["rows"]}
    assert told == {
        ("海棠路口", "bus_stop", None), ("海棠路", "other", 40), ("道路 11", "motorway", 80), ("道路 13", "other", 60),
        ("道路 13", "other", 50),
    }  # fmt: skip
    again = await _answer(officer, EXTRACT.replace('v="40"', 'v="30"'), OSM, dry=False)
    assert (again["new"], again["changed"], again["same"]) == (0, 1, 4)
    [road] = [
        one["properties"]
        for one in (await api.answer("/places", category="road_section"))["features"]
        if one["properties"]["name"] == "海棠路"
    ]
    assert (road["version"], road["limit_kmh"], road["source"]) == (2, 30, "OpenStreetMap way 10")


async def test_kml_says_what_it_is_in_its_extended_data(officer: httpx.AsyncClient) -> None:
    """The kind in Chinese; what the file leaves open (width, source) is said once for all."""
    seen = await _answer(officer, PLACEMARKS, KML, width_m=20, source="公路站 2026")
    assert [(row["name"], row["category"], row["kind"], row["errors"]) for row in seen["rows"]] == [
        ("塘边急弯", "risk_segment", "sharp_bend", []),
        ("加油站", "zone", "petrol_station", []),
    ]
    missing = await _answer(officer, PLACEMARKS, KML)
    assert [{one["column"] for one in row["errors"]} for row in missing["rows"]] == [{"source"}, {"source"}]


async def test_the_datum_of_a_chinese_map_is_named_and_taken_out(api: Api, officer: httpx.AsyncClient) -> None:
    """A point of a 高德 map lies six hundred metres off until its datum is named."""
    shifted = _features({"type": "Point", "coordinates": [119.38571640122984, 34.719239614360916]})
    usual = {"category": "zone", "kind": "depot", "source": "高德", "radius_m": 40}
    named = shifted.replace('"properties": {}', '"properties": {"name": "场站"}')
    await _answer(officer, named, GEOJSON, dry=False, datum="gcj02", **usual)
    [depot] = (await api.answer("/places", kind="depot"))["features"]
    assert depot["geometry"]["coordinates"] == [119.38, 34.72]
    assert refused_fields(await _send(officer, EXTRACT, OSM, datum="bd09")) == {"datum"}


@pytest.mark.parametrize(
    ("data", "media"),
    [
        ("{", GEOJSON),
        ('{"type": "Point"}', GEOJSON),
        (_features(), GEOJSON),
        ("a,b\n1,2\n", CSV),
        (b"\xff\xfe\x00\x00", CSV),
        ("<kml><Placemark>", KML),
        (
            '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>',
            KML,
        ),
        ('<?xml version="1.0" encoding="utf-16"?><osm/>', OSM),
        ("<osm/>", OSM),
        (_features(*[{"type": "Point", "coordinates": [119.4, 34.7]}] * 5001), GEOJSON),
    ],
)
async def test_a_file_that_is_none_is_refused_as_a_whole(
    officer: httpx.AsyncClient, data: str | bytes, media: str
) -> None:
    """Broken, of another form, with entities that grow, empty, with too many places."""
    assert refused_fields(await _send(officer, data, media)) == {"file"}


async def test_another_kind_of_file_and_a_file_too_large_are_refused(officer: httpx.AsyncClient) -> None:
    """A picture; seventeen megabytes."""
    picture = await _send(officer, b"\x89PNG", "image/png")
    assert (picture.status_code, code_of(picture)) == (415, "not_json")
    large = await _send(officer, b" " * 17_000_000, CSV)
    assert (large.status_code, code_of(large)) == (413, "too_large")
    usual = await _send(officer, b"\n" * 2_000_000 + TABLE.encode(), CSV)
    assert usual.status_code == 200, "two megabytes are no large extract"


async def test_the_same_place_twice_in_a_file_is_an_error(officer: httpx.AsyncClient) -> None:
    """Which of the two would it be?"""
    square = {"type": "Polygon", "coordinates": [ring(119.40, 34.72)]}
    seen = await _answer(officer, _features(square, square, name="一小", kind="school", source="教育局"), GEOJSON)
    assert [[one["column"] for one in row["errors"]] for row in seen["rows"]] == [[], ["name"]]
