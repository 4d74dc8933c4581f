"""Lines drawn for an application, over HTTP: who draws, who sees, what is refused, and what tracks and files propose."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from core import clock
from tests.api import PREFIX, Api, code_of, refused_fields

EAST, NORTH = 119.40, 34.70
DEGREE_M = 91_600.0  # of longitude at 34.7°


def at(along_m: float) -> list[float]:
    """A place so far east of the start."""
    return [round(EAST + along_m / DEGREE_M, 7), NORTH]


def wish(api: Api, **changes: Any) -> dict[str, Any]:
    """A line of five kilometres with three stops."""
    return {
        "name": "新村线",
        "direction": "to_school",
        "school_id": api.own("organisation"),
        "path": {"type": "LineString", "coordinates": [at(0), at(2500), at(5000)]},
        "stops": [
            {"name": name, "point": {"type": "Point", "coordinates": at(along_m)}, "offset_s": offset_s}
            for name, along_m, offset_s in (("新村", 0, 0), ("桥头", 2500, 300), ("校门", 5000, 600))
        ],
        "times": [{"departs": "06:50", "weekdays": [1, 2, 3, 4, 5]}],
    } | changes


async def draw(client: httpx.AsyncClient, body: dict[str, Any]) -> httpx.Response:
    return await client.post(f"{PREFIX}/lines", json=body)


async def test_an_operator_draws_a_line_sees_it_and_names_it_in_its_application(api: Api) -> None:
    async with api.as_role("operator") as client:
        drawn = await draw(client, wish(api))
        assert drawn.status_code == 201, drawn.text
        line = drawn.json()
        assert (line["version"], line["is_approved"], line["may_change"]) == (1, False, True)
        assert [stop["name"] for stop in line["stops"]] == ["新村", "桥头", "校门"]
        assert line["times"][0] == {
            "departs": "06:50", "weekdays": [1, 2, 3, 4, 5], "class_days_only": True, "season_from": None, "season_to": None,
        }  # fmt: skip
        listed = (await client.get(f"{PREFIX}/lines")).json()["items"]
        assert line["id"] in {one["id"] for one in listed}
        named = {"kind": "new", "vehicle_id": api.own("vehicle"), "content": {"line_version_ids": [line["version_id"]]}}
        assert (await client.post(f"{PREFIX}/applications", json=named)).status_code == 201


async def test_what_is_only_asked_for_is_drawn_on_no_map(api: Api) -> None:
    line = (await draw(api.client, wish(api))).json()
    assert (await api.answer(f"/lines/{line['id']}"))["path"] is None
    details = await api.answer("/lines/details")
    assert next(one for one in details["items"] if one["id"] == line["id"])["stops"] == []
    assert (await api.answer(f"/lines/{line['id']}/plan"))["path"]["type"] == "LineString"


async def test_anothers_drawn_line_is_neither_seen_nor_named(api: Api) -> None:
    other = api.world.ids["organisation"]["other"]
    async with api.as_role("operator") as client:
        line = (await draw(api.client, wish(api, school_id=other))).json()
        assert (await client.get(f"{PREFIX}/lines/{line['id']}/plan")).status_code == 404
        named = {"kind": "new", "vehicle_id": api.own("vehicle"), "content": {"line_version_ids": [line["version_id"]]}}
        refused = await client.post(f"{PREFIX}/applications", json=named)
        assert refused_fields(refused) == {"content.line_version_ids"}


async def test_a_school_draws_lines_to_itself_only(api: Api) -> None:
    async with api.as_role("school") as client:
        assert (await draw(client, wish(api))).status_code == 201
        other = await draw(client, wish(api, school_id=api.world.ids["organisation"]["other"]))
        assert refused_fields(other) == {"school_id"}


async def test_all_that_is_wrong_with_a_line_is_named_together(api: Api) -> None:
    stops = wish(api)["stops"]
    stops[1]["point"]["coordinates"] = [at(2500)[0], NORTH + 0.01]
    stops[2]["offset_s"] = 310
    wrong = await api.post("/lines", wish(api, stops=stops, times=[wish(api)["times"][0]] * 2))
    assert refused_fields(wrong) == {"stops.1.point", "stops.2.offset_s", "times.1.departs"}
    backwards = await api.post("/lines", wish(api, stops=[stops[2] | {"offset_s": 0}, stops[0] | {"offset_s": 0}]))
    assert refused_fields(backwards) >= {"stops.1.offset_s"}
    half = await api.post("/lines", wish(api, times=[{"departs": "06:50", "weekdays": [1], "season_from": "11-01"}]))
    assert half.status_code == 422
    nowhere = await api.post("/lines", wish(api, path={"type": "LineString", "coordinates": [at(0), at(0)]}))
    assert refused_fields(nowhere) == {"path"}


async def test_the_next_version_follows_the_one_that_was_looked_at(api: Api) -> None:
    line = (await draw(api.client, wish(api))).json()
    body = {key: wish(api)[key] for key in ("path", "stops", "times")}
    address = f"{PREFIX}/lines/{line['id']}/versions"
    made = await api.client.post(address, params={"after": 1}, json=body)
    assert (made.status_code, made.json()["version"]) == (201, 2)
    again = await api.client.post(address, params={"after": 1}, json=body)
    assert (again.status_code, code_of(again)) == (409, "changed_meanwhile")
    async with api.as_role("school") as client:
        foreign = await client.post(address, params={"after": 2}, json=body)
        assert (foreign.status_code, code_of(foreign)) == (409, "not_yours")


async def drive(api: Api, start: datetime, halt_s: int) -> None:
    """A fix every two seconds along the line at 10 m/s, with a halt in its middle."""
    rows, now, along_m = [], start, 0.0
    while along_m <= 5000:
        rows.append((now, along_m, 10.0))
        now, along_m = now + timedelta(seconds=2), along_m + 20
        if along_m == 2500:
            rows += [(now + timedelta(seconds=i), along_m, 0.0) for i in range(0, halt_s, 2)]
            now += timedelta(seconds=halt_s)
    for at_time, metres, speed in rows:
        lon, lat = at(metres)
        await api.served.execute(
            "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
            " VALUES (:vehicle, :at, 1, :at, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), :speed, 0)",
            vehicle=int(api.own("vehicle")), at=at_time, lon=lon, lat=lat, speed=speed,
        )  # fmt: skip


async def test_a_line_is_proposed_from_what_the_bus_drove(api: Api) -> None:
    today = clock.now().astimezone(UTC).replace(hour=23, minute=0, second=0, microsecond=0)
    for days, halt_s in ((2, 40), (3, 60)):
        await drive(api, today - timedelta(days=days), halt_s)  # 07:00 in China on the day after
    asked = {
        "vehicle_id": api.own("vehicle"),
        "since": str((today - timedelta(days=4)).date()),
        "until": str(today.date()),
        "departs": "06:30",
        "arrives": "08:00",
    }
    response = await api.post("/lines/proposals", asked)
    assert response.status_code == 200, response.text
    found = response.json()
    assert found["departs"] == "07:00"
    assert len(found["days_used"]) == 2
    assert "no_fixes" in {one["why"] for one in found["days_left_out"]}
    assert [stop["days"] for stop in found["stops"]] == [2, 2, 2]
    assert abs(found["stops"][1]["point"]["coordinates"][0] - at(2500)[0]) < 0.0005
    kept = await api.post(
        "/lines",
        wish(
            api,
            path=found["path"],
            stops=[
                {"name": f"站{i}", "point": stop["point"], "offset_s": stop["offset_s"]}
                for i, stop in enumerate(found["stops"])
            ],
        ),
    )
    assert kept.status_code == 201, kept.text
    never = await api.post("/lines/proposals", asked | {"departs": "12:00", "arrives": "13:00"})
    assert (never.status_code, code_of(never)) == (409, "no_passage")
    for part in ({"departs": "07:00Z"}, {"since": "0001-01-01", "until": "0001-01-05"}, {"until": "9999-12-31"}):
        assert (await api.post("/lines/proposals", asked | part)).status_code == 422, part
    wrong = await api.post("/lines/proposals", asked | {"arrives": "06:00", "until": "2020-01-01"})
    assert refused_fields(wrong) == {"arrives", "until"}


GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1">
<wpt lon="119.40" lat="34.70"><name>村口</name></wpt><wpt lon="119.45" lat="34.7003"><name>校门</name></wpt>
<trk><trkseg><trkpt lon="119.40" lat="34.70"/><trkpt lon="119.45" lat="34.70"/></trkseg></trk></gpx>"""


async def upload(api: Api, data: str, media: str, **query: str) -> httpx.Response:
    return await api.client.post(
        f"{PREFIX}/lines/import", params=query, content=data.encode(), headers={"Content-Type": media}
    )


async def test_a_file_draws_a_line_in_its_own_datum(api: Api) -> None:
    found = (await upload(api, GPX, "application/gpx+xml")).json()
    assert [stop["name"] for stop in found["stops"]] == ["村口", "校门"]
    assert found["offsets_are_reckoned"] is True
    assert found["stops"][1]["offset_s"] > 600
    shifted = (await upload(api, GPX, "application/gpx+xml", datum="gcj02")).json()
    assert 300 < (found["path"]["coordinates"][0][0] - shifted["path"]["coordinates"][0][0]) * DEGREE_M < 700


async def test_a_file_that_is_no_line_is_refused_in_words(api: Api) -> None:
    assert (await upload(api, GPX, "text/plain")).status_code == 415
    for data, media in (
        ("<gpx>", "application/gpx+xml"),
        ("<gpx></gpx>", "application/gpx+xml"),
        ('<gpx><trk><trkpt lon="x" lat="1"/></trk></gpx>', "application/gpx+xml"),
        (
            '{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1e400,0],[1,"a"]]}}',
            "application/geo+json",
        ),
        ('{"type":"Feature","geometry":{"type":"LineString","coordinates":[[500,0],[1,1]]}}', "application/geo+json"),
        (
            '{"type":"Feature","geometry":{"type":"LineString","coordinates":[{"lon":1},{"lon":2}]}}',
            "application/geo+json",
        ),
        ('{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,1],[1,1]]}}', "application/geo+json"),
    ):
        assert refused_fields(await upload(api, data, media)) == {"file"}, data
