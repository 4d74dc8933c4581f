"""Where a vehicle was, over HTTP: the window, the formats, and what is refused."""

import csv
import io
from xml.etree import ElementTree as ET

import pytest

from core.errors import BadRequest
from fleet import tracks
from fleet.track_formats import CSV, GEOJSON, GPX, JSON, negotiate
from tests.api import Api, code_of, refused_fields

GPX_NAMES = {"gpx": "http://www.topografix.com/GPX/1/1"}
DAY = {"since": "2026-03-02T00:00:00Z", "until": "2026-03-02T23:59:59Z"}


@pytest.fixture
async def driven(api: Api) -> Api:
    """The own vehicle drove for a minute in March 2026, one fix every 10 s; the third was delayed, the fourth has no course."""
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)"
        " SELECT :id, timestamptz '2026-03-02T08:00Z' + n * interval '10 s', 1, now(),"
        " ST_SetSRID(ST_MakePoint(119.4 + n / 1000.0, 34.7), 4326), n, CASE WHEN n <> 3 THEN 90.0 END, (n = 2)::int"
        " FROM generate_series(0, 6) AS n",
        id=int(api.own("vehicle")),
    )
    return api


def path(api: Api) -> str:
    """Where the own vehicle's track is."""
    return f"/vehicles/{api.own('vehicle')}/positions"


async def test_a_track_is_a_feature_collection_of_points_in_order(driven: Api) -> None:
    response = await driven.get(path(driven), **DAY)
    assert response.headers["content-type"] == GEOJSON
    track = response.json()
    assert track["type"] == "FeatureCollection"
    assert track["features"][2] == {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [119.402, 34.7]},
        "properties": {"time": "2026-03-02T08:00:20Z", "speed_kmh": 7.2, "course_deg": 90.0, "delayed": True},
    }
    times = [feature["properties"]["time"] for feature in track["features"]]
    assert times == sorted(times)
    assert len(times) == 7


async def test_both_ends_of_the_window_are_included(driven: Api) -> None:
    track = await driven.answer(path(driven), since="2026-03-02T08:00:10Z", until="2026-03-02T16:00:30+08:00")
    assert len(track["features"]) == 3


async def test_an_empty_window_is_an_empty_track_in_every_format(driven: Api) -> None:
    window = {"since": "2026-04-01T00:00:00Z", "until": "2026-04-02T00:00:00Z"}
    assert await driven.answer(path(driven), **window) == {"type": "FeatureCollection", "features": []}
    for media in (CSV, GPX):
        url = f"/api/v1{path(driven)}"
        assert (await driven.client.get(url, params=window, headers={"accept": media})).status_code == 200


async def test_a_long_track_comes_in_chunks_and_is_one_document(driven: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks, "CHUNK", 3)
    assert len((await driven.answer(path(driven), **DAY))["features"]) == 7


async def test_a_track_is_csv_where_that_is_asked_for(driven: Api) -> None:
    response = await driven.client.get(f"/api/v1{path(driven)}", params=DAY, headers={"accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert len(rows) == 7
    assert rows[3] == {
        "time": "2026-03-02T08:00:30Z",
        "lon": "119.403",
        "lat": "34.7",
        "speed_kmh": "10.8",
        "course_deg": "",
        "delayed": "false",
    }


async def test_a_track_is_gpx_where_that_is_asked_for(driven: Api) -> None:
    await driven.served.execute("UPDATE vehicle SET plate = 'A<&>' || id")
    response = await driven.client.get(f"/api/v1{path(driven)}", params=DAY, headers={"accept": GPX})
    assert response.headers["content-type"] == GPX
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    points = root.findall(".//gpx:trkpt", GPX_NAMES)
    assert [point.get("lon") for point in points][:2] == ["119.4", "119.401"]
    assert points[0].findtext("gpx:time", None, GPX_NAMES) == "2026-03-02T08:00:00Z"
    assert root.findtext(".//gpx:name", None, GPX_NAMES) == f"A<&>{driven.own('vehicle')}"


async def test_without_a_window_it_is_the_last_24_hours(driven: Api) -> None:
    await driven.served.execute("DELETE FROM position WHERE fix_time >= '2026-03-02T08:01Z'")
    await driven.served.execute(
        "UPDATE position SET fix_time = now() - interval '1 hour' * extract(second FROM fix_time)"
        " WHERE fix_time < '2026-03-02T08:01Z'"
    )
    track = await driven.answer(path(driven))
    assert len(track["features"]) == 3  # 0, 10 and 20 hours ago


async def test_too_many_points_are_refused_with_what_to_do(driven: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracks, "MAX_POINTS", 6)
    assert refused_fields(await driven.get(path(driven), **DAY)) == {"since"}
    monkeypatch.setattr(tracks, "MAX_POINTS", 7)
    assert (await driven.get(path(driven), **DAY)).status_code == 200


async def test_a_window_that_cannot_be_is_refused_with_the_field(driven: Api) -> None:
    for query, field in (
        ({"since": "2026-03-02T00:00:00"}, "since"),
        ({"since": "soon"}, "since"),
        ({"since": "0001-01-01T00:00:00+14:00"}, "since"),
        ({"since": "2026-03-03T00:00:00Z", "until": "2026-03-02T00:00:00Z"}, "since"),
        ({"until": "9999-12-31T23:59:59-14:00"}, "until"),
        ({"until": "0001-01-01T00:00:01Z"}, "until"),
        ({"until": "1e30"}, "until"),
        ({"until": "\x00"}, "until"),
    ):
        assert refused_fields(await driven.get(path(driven), **query)) == {field}, query


async def test_the_widest_window_there_can_be_is_answered(driven: Api) -> None:
    track = await driven.answer(path(driven), since="0001-01-02T00:00:00Z", until="9999-12-30T00:00:00Z")
    assert len(track["features"]) == 8


async def test_a_vehicle_of_others_has_no_track_for_an_operator(driven: Api) -> None:
    async with driven.as_role("operator") as client:
        other = f"/api/v1/vehicles/{driven.world.ids['vehicle']['other']}/positions"
        assert code_of(await client.get(other, params=DAY)) == "missing"
        assert (await client.get(f"/api/v1{path(driven)}", params=DAY)).status_code == 200


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", GEOJSON),
        ("application/*", GEOJSON),
        ("application/json", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV;q=0.4, application/gpx+xml;q=0.5", GPX),
        ("text/*;q=0.9, application/geo+json;q=0.8", CSV),
        ("text/html, */*;q=0.1", GEOJSON),
        ("application/geo+json;q=0, */*", JSON),
        ("text/csv;q=NaN, application/json;q=0.1", JSON),
    ],
)
def test_the_accept_header_says_which_format(accept: str, media: str) -> None:
    assert negotiate(accept) == media


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "", ";;;,,,", "text/csv;q=-1"])
def test_a_format_that_there_is_not_is_refused(accept: str) -> None:
    with pytest.raises(BadRequest) as refused:
        negotiate(accept)
    assert refused.value.status == 406
