"""Weather, surface and exemptions over HTTP: declared for a place and a time, carried on, ended early, listed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api import PREFIX, Api, code_of, refused_fields
from tests.geofences.drawn import ring, road


@pytest.fixture
async def officer(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """The officer, who declares."""
    async with api.as_role("officer") as client:
        yield client


def _in(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def _fog(**changes: Any) -> dict[str, Any]:
    return {"kind": "fog", "visibility_m": 120, "until": _in(3), "source": "区气象台", **changes}


def _works(**changes: Any) -> dict[str, Any]:
    return {"kind": "road_works", "reason": "海棠路修路", "until": _in(30), "source": "公路站", **changes}


async def _declare(client: httpx.AsyncClient, what: str, body: dict[str, Any]) -> Any:
    answer = await client.post(f"{PREFIX}/{what}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _ids(client: httpx.AsyncClient, what: str, state: str) -> list[str]:
    answer = await client.get(f"{PREFIX}/{what}", params={"state": state})
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


async def test_fog_is_declared_for_the_district_and_everybody_sees_it(api: Api, officer: httpx.AsyncClient) -> None:
    """With the metres observed, who declared it, and whether the limit is lowered by it."""
    made = await _declare(officer, "conditions", _fog())
    assert (made["visibility_m"], made["lowers"], made["area"], made["declared_by"]) == (120, True, None, "officer")
    async with api.as_role("parent") as parent:
        assert await _ids(parent, "conditions", "current") == [made["id"]]
    told = "SELECT count(*) FROM world_change WHERE kind = 'condition' AND number = (SELECT number FROM world)"
    assert await api.served.fetch(told) == [(1,)]
    trail = await api.served.fetch("SELECT action FROM audit_entry WHERE object_kind = 'condition'")
    assert trail == [("condition.declare",)]


async def test_rain_that_one_can_see_through_is_declared_and_lowers_nothing(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """800 m is no low visibility until the district says so."""
    assert not (await _declare(officer, "conditions", _fog(kind="rain", visibility_m=800)))["lowers"]
    await api.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('R24.visibility_m', 900, '2026-01-01', '本区')"
    )
    assert (await _declare(officer, "conditions", _fog(kind="rain", visibility_m=800)))["lowers"]


async def test_a_road_a_place_or_an_area_can_be_named(officer: httpx.AsyncClient) -> None:
    """Ice on every section of a road by its name; mud at one place; fog over a polygon."""
    for coordinates in ([[119.40, 34.72], [119.41, 34.72]], [[119.41, 34.72], [119.42, 34.73]]):
        drawn = road(geometry={"type": "LineString", "coordinates": coordinates})
        place = (await officer.post(f"{PREFIX}/places", json=drawn)).json()
    ice = await _declare(officer, "conditions", _fog(kind="ice", visibility_m=None, road="海棠路"))
    assert (ice["scope"], ice["area"]["type"]) == ("海棠路", "Polygon")
    mud = await _declare(officer, "conditions", _fog(kind="mud", visibility_m=None, place_id=place["id"]))
    assert mud["scope"] == "海棠路"
    area = {"type": "Polygon", "coordinates": [ring(119.40, 34.72)]}
    assert (await _declare(officer, "conditions", _fog(area=area)))["area"] == area


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (_fog(visibility_m=None), "visibility_m"),
        (_fog(kind="ice"), "visibility_m"),
        (_fog(until=_in(-1)), "until"),
        (_fog(until=_in(49)), "until"),
        (_fog(since=_in(-2)), "since"),
        (_fog(road="没有的路"), "road"),
        (_fog(place_id="999999"), "place_id"),
        (_fog(road="海棠路", place_id="1"), "road"),
        (_fog(area={"type": "Point", "coordinates": [119.4, 34.72]}), "area"),
        (_fog(area={"type": "Polygon", "coordinates": [ring(113.0, 23.0)]}), "area"),
        (_fog(kind="sun"), "kind"),
        (_fog(source=""), "source"),
    ],
)
async def test_what_cannot_be_declared_is_refused_with_the_field_at_fault(
    officer: httpx.AsyncClient, body: dict[str, Any], field: str
) -> None:
    """Low visibility asks for metres, a surface has none; nothing is dated back, nothing lasts for ever."""
    assert refused_fields(await officer.post(f"{PREFIX}/conditions", json=body)) == {field}


async def test_it_is_carried_on_without_a_gap_and_ended_early_with_what_carries_it_on(
    officer: httpx.AsyncClient,
) -> None:
    """Renewed it begins where the first ends; ended, both are over, and neither is renewed again."""
    first = await _declare(officer, "conditions", _fog())
    path = f"{PREFIX}/conditions/{first['id']}"
    renewed = await officer.post(f"{path}/renew", json={"until": _in(6)})
    assert renewed.status_code == 201, renewed.text
    second = renewed.json()
    assert (second["since"], second["renews"], second["visibility_m"]) == (first["until"], first["id"], 120)
    assert await _ids(officer, "conditions", "planned") == [second["id"]]
    twice = await officer.post(f"{path}/renew", json={"until": _in(6)})
    assert (twice.status_code, code_of(twice)) == (409, "renewed")
    assert refused_fields(await officer.post(f"{PREFIX}/conditions/{second['id']}/renew", json={"until": _in(1)})) == {
        "until"
    }
    assert (await officer.post(f"{path}/end")).status_code == 200
    assert await _ids(officer, "conditions", "current") == []
    assert await _ids(officer, "conditions", "planned") == []
    for deed, body in (("end", None), ("renew", {"until": _in(5)})):
        over = await officer.post(f"{path}/{deed}", json=body)
        assert (over.status_code, code_of(over)) == (409, "declaration_over")
    assert {first["id"], second["id"]} <= set(await _ids(officer, "conditions", "all"))
    assert {first["id"], second["id"]} <= set(await _ids(officer, "conditions", "past"))


async def test_an_exemption_of_article_30_is_declared_for_a_line_or_an_area(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """For a line by its name; offices see it, a parent does not."""
    made = await _declare(officer, "exemptions", _works(line_id=api.own("line")))
    assert made["line_id"] == api.own("line")
    assert made["scope"]
    area = {"type": "Polygon", "coordinates": [ring(119.40, 34.72)]}
    drawn = await _declare(officer, "exemptions", _works(area=area, kind="disaster"))
    assert sorted(await _ids(officer, "exemptions", "current")) == sorted([made["id"], drawn["id"]])
    async with api.as_role("parent") as parent:
        assert await _ids(parent, "exemptions", "current") == []
    assert (await officer.post(f"{PREFIX}/exemptions/{made['id']}/end")).status_code == 200
    renewed = await officer.post(f"{PREFIX}/exemptions/{drawn['id']}/renew", json={"until": _in(40)})
    assert renewed.json()["reason"] == "海棠路修路"
    both = _works(area=area, line_id=api.own("line"))
    assert refused_fields(await officer.post(f"{PREFIX}/exemptions", json=both)) == {"line_id"}
    assert refused_fields(await officer.post(f"{PREFIX}/exemptions", json=_works(line_id="999999"))) == {"line_id"}


async def test_what_was_declared_stays_as_it_was_said(api: Api, officer: httpx.AsyncClient) -> None:
    """The table itself refuses another visibility, a later end, and forgetting."""
    made = await _declare(officer, "conditions", _fog())
    for statement in (
        "UPDATE condition SET visibility_m = 900 WHERE id = :id",
        "UPDATE condition SET during = tstzrange(lower(during), NULL) WHERE id = :id",
        "DELETE FROM condition WHERE id = :id",
    ):
        with pytest.raises(Exception, match="is refused"):
            await api.served.execute(statement, id=int(made["id"]))
