"""A vehicle's past over HTTP: its track in columns, and the permits, places and limits that were true then."""

import numpy as np
import pytest

from tests.api import Api, api, refused_fields

__all__ = ["api"]
DAY = {"since": "2026-11-23T22:00:00Z", "until": "2026-11-24T02:00:00Z"}


@pytest.fixture
async def driven(api: Api) -> Api:
    """The own vehicle drove through its bend, a fix a second; the end was sent later, and one fix by a spare device."""
    await api.served.execute("INSERT INTO device (id, protocol, secret_hash) VALUES ('spare', 'nmea_tcp', '-')")
    await api.served.execute(
        "INSERT INTO binding (device_no, vehicle_id, during, rank)"
        " SELECT no, :id, '[2026-01-01,)', 5 FROM device WHERE id = 'spare'",
        id=int(api.own("vehicle")),
    )
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)"
        " SELECT :id, timestamptz '2026-11-23T23:06Z' + n * interval '1 s', d.no, now(),"
        " ST_SetSRID(ST_MakePoint(119.39 + n / 10000.0, 34.7 + greatest(0, n - 100) / 20000.0), 4326), 5, 60, (n > 200)::int"
        " FROM generate_series(0, 299) AS n, device d WHERE d.id = 'device-own' OR (d.id = 'spare' AND n = 7)",
        id=int(api.own("vehicle")),
    )
    return api


def path(api: Api, what: str) -> str:
    """Where the own vehicle's track or history is."""
    return f"/vehicles/{api.own('vehicle')}/{what}"


async def test_a_track_is_answered_in_columns(driven: Api) -> None:
    track = await driven.answer(path(driven, "track"), **DAY)
    assert track["count"] == len(track["time"]) == 301  # the world's own fix at 07:05 and these
    assert np.cumsum(track["lon"])[-1] == 119_419_900
    assert track["delayed"] == [202, 301]
    assert set(track["speed"][1:]) == {180}
    assert (track["others"], track["limit"], track["source"], track["sha256"]) == (1, None, "tracks", None)


async def test_the_limit_is_that_of_the_places_as_they_were_then(driven: Api) -> None:
    """The bend posts 20 km/h; once its version ended it does so no more, and what was driven before is shown as before."""
    before = await driven.answer(path(driven, "track"), limits=True, **DAY)
    limits = dict(zip(before["limit"][::2], before["limit"][1::2], strict=True))
    assert {60.0, 20.0} == set(limits.values())
    await driven.served.execute("UPDATE place SET during = tstzrange(lower(during), '2026-11-23T23:08Z')")
    after = await driven.answer(path(driven, "track"), limits=True, **DAY)
    assert after["limit"][:4] == before["limit"][:4]
    assert after["limit"][-1] == 60.0


async def test_the_history_names_the_permit_the_line_and_the_finding_of_that_time(driven: Api) -> None:
    past = await driven.answer(path(driven, "history"), **DAY)
    [permit] = past["permits"]
    assert (permit["number"], permit["version"]) == ("许可-own", 1)
    assert permit["lines"][0]["path"]["type"] == "LineString"
    assert [stop["name"] for stop in permit["lines"][0]["stops"]] == ["站 own", "校门"]
    assert [finding["id"] for finding in past["findings"]] == [driven.own("finding")]
    assert [run["id"] for run in past["runs"]] == [driven.own("run")]
    assert past["corridor"] == [{"since": DAY["since"], "corridor_m": 60.0}]
    assert past["places_changed"] == []


async def test_the_history_says_when_places_and_the_corridor_changed(driven: Api) -> None:
    await driven.served.execute("UPDATE place SET during = tstzrange(lower(during), '2026-11-23T23:08Z')")
    await driven.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('R26.corridor_m', 80, '2026-11-23T23:30Z', '区教育局')"
    )
    past = await driven.answer(path(driven, "history"), **DAY)
    assert past["places_changed"] == ["2026-11-23T23:08:00Z"]
    assert [one["corridor_m"] for one in past["corridor"]] == [60.0, 80.0]


async def test_a_permit_of_another_time_is_not_in_the_history(driven: Api) -> None:
    past = await driven.answer(path(driven, "history"), since="2026-08-01T00:00:00Z", until="2026-08-02T00:00:00Z")
    assert (past["permits"], past["findings"], past["runs"]) == ([], [], [])


async def test_an_empty_time_is_an_empty_track(driven: Api) -> None:
    track = await driven.answer(
        path(driven, "track"), since="2026-05-01T00:00:00Z", until="2026-05-02T00:00:00Z", limits=True
    )
    assert (track["count"], track["time"], track["limit"]) == (0, [], [])


async def test_a_time_that_ends_before_it_begins_is_refused(driven: Api) -> None:
    answer = await driven.get(path(driven, "track"), since=DAY["until"], until=DAY["since"])
    assert refused_fields(answer) == {"since"}


async def test_a_school_sees_the_past_of_its_own_bus_only(driven: Api) -> None:
    async with driven.as_role("school") as school:
        own, other = driven.world.ids["vehicle"]["own"], driven.world.ids["vehicle"]["other"]
        for what in ("track", "history"):
            assert (await school.get(f"/api/v1/vehicles/{own}/{what}", params=DAY)).status_code == 200
            assert (await school.get(f"/api/v1/vehicles/{other}/{what}", params=DAY)).status_code == 404
