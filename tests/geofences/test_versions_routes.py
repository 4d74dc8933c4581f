"""Places drawn, changed, ended and restored over HTTP: each a new version, in the trail, and nobody's change is lost."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.api import PREFIX, Api, code_of, refused_fields
from tests.geofences.drawn import circle, ring, road, zone


@pytest.fixture
async def officer(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """The officer, who draws."""
    async with api.as_role("officer") as client:
        yield client


async def _draw(client: httpx.AsyncClient, body: dict[str, Any]) -> Any:
    answer = await client.post(f"{PREFIX}/places", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_drawn_place_is_there_at_once_with_all_that_was_said_of_it(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """A water-side segment with its limit, season, hours and the facilities of Art 28; a circle; a zone."""
    body = road(
        category="risk_segment", kind="water_side", name="塘边路", limit_kmh=30, season=["06-01", "9-30"],
        hours=[["6:30", "08:00"], ["22:00", "05:00"]], guard_rail=False, limit_sign=True, surveyed_on="2026-09-01",
    )  # fmt: skip
    made = await _draw(officer, body)
    told = made["properties"]
    assert (told["version"], told["season"], told["until"]) == (1, ["06-01", "09-30"], None)
    assert told["hours"] == [["06:30", "08:00"], ["22:00", "24:00"], ["00:00", "05:00"]], "over midnight it is two"
    assert (told["guard_rail"], told["limit_sign"], told["warning_sign"]) == (False, True, None)
    assert await api.answer(f"/places/{made['id']}") == made
    round_ = await _draw(officer, circle())
    assert (round_["properties"]["radius_m"], round_["properties"]["width_m"]) == (30.0, None)
    await _draw(officer, zone())
    near = await api.answer("/places", bbox="119.404,34.7205,119.406,34.7215", category="zone")
    assert [one["properties"]["name"] for one in near["features"]] == ["海棠路公交站"]


BOW_TIE = [[119.40, 34.72], [119.402, 34.722], [119.402, 34.72], [119.40, 34.722], [119.40, 34.72]]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (zone(geometry={"type": "Polygon", "coordinates": [BOW_TIE]}), {"geometry"}),
        (zone(geometry={"type": "Polygon", "coordinates": [ring(113.0, 23.0)]}), {"geometry"}),
        (zone(geometry={"type": "Polygon", "coordinates": "no"}), {"geometry"}),
        (zone(geometry={"type": "Point", "coordinates": [119.4, 34.72]}), {"radius_m"}),
        (zone(limit_kmh=40), {"limit_kmh"}),
        (zone(kind="sharp_bend"), {"kind"}),
        (road(width_m=None), {"width_m"}),
        (road(limit_kmh=4.9), {"limit_kmh"}),
        (road(limit_kmh=121), {"limit_kmh"}),
        (road(radius_m=30), {"radius_m"}),
        (road(geometry={"type": "Polygon", "coordinates": [ring(119.40, 34.72)]}, width_m=None), {"geometry"}),
        (road(geometry={"type": "LineString", "coordinates": [[119.4, 34.72], [119.4, 34.72]]}), {"geometry"}),
        (road(season=["02-30", "03-01"]), {"season.0"}),
        (road(hours=[["25:00", "26:00"]]), {"hours.0.0", "hours.0.1"}),
        (road(source=""), {"source"}),
        (circle(width_m=20), {"width_m"}),
        (circle(direction="forward"), {"direction"}),
    ],
)
async def test_what_cannot_be_a_place_is_refused_with_the_field_at_fault(
    officer: httpx.AsyncClient, body: dict[str, Any], fields: set[str]
) -> None:
    """A polygon that crosses itself, a place outside the district, a line without width, a limit under 5 or over 120."""
    assert refused_fields(await officer.post(f"{PREFIX}/places", json=body)) == fields


@pytest.mark.parametrize("limit", [5, 120])
async def test_limits_from_5_to_120_can_be_posted(officer: httpx.AsyncClient, limit: int) -> None:
    """At the bounds."""
    assert (await _draw(officer, road(limit_kmh=limit)))["properties"]["limit_kmh"] == limit


async def test_a_change_is_a_new_version_and_closes_the_one_before_at_the_same_moment(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """Version 1 ends when version 2 begins; the trail says who and what; both can be read."""
    first = await _draw(officer, road())
    answer = await officer.put(f"{PREFIX}/places/{first['id']}", json=road(limit_kmh=40, source="标志已更换"))
    assert answer.status_code == 200, answer.text
    second = answer.json()
    assert (second["properties"]["key"], second["properties"]["version"]) == (first["properties"]["key"], 2)
    before = (await officer.get(f"{PREFIX}/places/{first['id']}")).json()
    assert before["properties"]["limit_kmh"] == 50
    assert before["properties"]["until"] == second["properties"]["since"]
    history = (await officer.get(f"{PREFIX}/places/{first['id']}/versions")).json()["items"]
    assert [(one["version"], one["changed_by"]) for one in history] == [(2, "officer"), (1, "officer")]
    trail = await api.served.fetch(
        "SELECT action, detail->'changed'->'limit_kmh' FROM audit_entry WHERE object_id = :key ORDER BY id",
        key=first["properties"]["key"],
    )
    assert trail == [("place.add", None), ("place.change", [50.0, 40.0])]


async def test_of_two_officers_who_change_the_same_place_the_second_is_told(officer: httpx.AsyncClient) -> None:
    """Neither writes over what the other has done, one after the other or at the same moment."""
    first = await _draw(officer, road())
    path = f"{PREFIX}/places/{first['id']}"
    assert (await officer.put(path, json=road(limit_kmh=40))).status_code == 200
    late = await officer.put(path, json=road(limit_kmh=60))
    assert (late.status_code, code_of(late)) == (409, "place_changed")
    newest = (await officer.get(f"{path}/versions")).json()["items"][0]
    path = f"{PREFIX}/places/{newest['id']}"
    both = await asyncio.gather(*(officer.put(path, json=road(limit_kmh=limit)) for limit in (30, 35)))
    assert sorted(one.status_code for one in both) == [200, 409]
    assert len((await officer.get(f"{path}/versions")).json()["items"]) == 3


async def test_a_place_that_ended_is_no_more_and_can_be_restored_as_it_was(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """Ended it is listed among those that are no more; undone it is version 3, equal to version 1."""
    first = await _draw(officer, zone())
    second = (await officer.put(f"{PREFIX}/places/{first['id']}", json=zone(name="改名"))).json()
    ended = await officer.post(f"{PREFIX}/places/{second['id']}/end", json={"reason": "加油站已拆除"})
    assert ended.status_code == 200, ended.text
    here = [one["id"] for one in (await api.answer("/places"))["features"]]
    gone = [one["id"] for one in (await api.answer("/places", ended=True))["features"]]
    assert second["id"] not in here
    assert second["id"] in gone
    assert first["id"] not in gone
    again = await officer.put(f"{PREFIX}/places/{second['id']}", json=zone())
    assert (again.status_code, code_of(again)) == (409, "place_ended")
    restored = await officer.post(f"{PREFIX}/places/{first['id']}/restore", json={"newest_id": second["id"]})
    assert restored.status_code == 200, restored.text
    told = restored.json()
    assert (told["properties"]["version"], told["properties"]["name"]) == (3, "海州湾加油站")
    assert told["geometry"] == first["geometry"]
    twice = await officer.post(f"{PREFIX}/places/{first['id']}/restore", json={"newest_id": second["id"]})
    assert (twice.status_code, code_of(twice)) == (409, "place_changed")
    same = await officer.post(f"{PREFIX}/places/{told['id']}/restore", json={"newest_id": told["id"]})
    assert (same.status_code, code_of(same)) == (409, "place_same")


async def test_a_place_that_is_not_there_is_missing(officer: httpx.AsyncClient) -> None:
    """For every deed."""
    for method, path, body in (
        ("PUT", "/places/999999", road()),
        ("POST", "/places/999999/end", {"reason": "无"}),
        ("POST", "/places/999999/restore", {"newest_id": "999999"}),
        ("GET", "/places/999999/versions", None),
    ):
        answer = await officer.request(method, f"{PREFIX}{path}", json=body)
        assert (answer.status_code, code_of(answer)) == (404, "missing"), path
