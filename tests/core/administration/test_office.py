"""Organisations, the school calendar and the audit trail as the administrator keeps and reads them."""

from typing import Any

import httpx

from tests.api import PREFIX, Api, code_of, refused_fields

OFFICE = f"{PREFIX}/administration"
PLAIN_DAY = {"counts_as": None, "ends_at": None, "leaves_at": None, "source": None}
SCHOOL: dict[str, Any] = {
    "name": "海棠小学",
    "kind": "school",
    "stage": "primary",
    "phone": "0518-81234567",
    "lon": 119.22,
    "lat": 34.6,
}


async def test_an_organisation_is_entered_changed_and_removed_while_nothing_refers_to_it(
    api: Api, admin: httpx.AsyncClient
) -> None:
    made = (await admin.post(f"{OFFICE}/organisations", json=SCHOOL)).json()
    assert (made["lon"], made["lat"], made["referring"]) == (119.22, 34.6, [])
    path = f"{OFFICE}/organisations/{made['id']}"
    changed = (await admin.put(path, json=SCHOOL | {"name_en": "Haitang Primary", "lon": None, "lat": None})).json()
    assert (changed["name_en"], changed["lon"]) == ("Haitang Primary", None)
    twice = await admin.post(f"{OFFICE}/organisations", json=SCHOOL)
    assert refused_fields(twice) == {"name"}
    assert (await admin.delete(path)).status_code == 204
    assert (await admin.get(path)).status_code == 404
    trail = (await admin.get(f"{OFFICE}/audit", params={"kind": "organisation", "object_id": made["id"]})).json()[
        "items"
    ]
    assert [one["action"] for one in trail] == ["organisation.remove", "organisation.change", "organisation.add"]
    assert {one["by"]["username"] for one in trail} == {"admin"}
    assert {one["address"] for one in trail} == {"127.0.0.1"}


async def test_what_refers_to_an_organisation_is_said_when_it_is_to_be_removed(
    api: Api, admin: httpx.AsyncClient
) -> None:
    path = f"{OFFICE}/organisations/{api.world.operator_id}"
    refused = await admin.delete(path)
    assert (refused.status_code, code_of(refused)) == (409, "organisation_in_use")
    told = {one["field"] for one in refused.json()["errors"]}
    assert {"vehicle", "person", "permit", "permit_version"} <= told
    shown = {one["table"] for one in (await admin.get(path)).json()["referring"]}
    assert {"车辆", "人员", "许可"} <= shown


async def test_a_retired_organisation_is_offered_no_more_and_everything_of_it_stays(
    api: Api, admin: httpx.AsyncClient
) -> None:
    path = f"{OFFICE}/organisations/{api.world.operator_id}"
    async with api.as_role("operator"):
        refused = await admin.put(f"{path}/retired", json={"retired": True})
        assert (refused.status_code, code_of(refused)) == (409, "accounts_enabled")
    await api.served.execute("UPDATE account SET disabled = true WHERE username = 'operator'")
    assert (await admin.put(f"{path}/retired", json={"retired": True})).json()["retired_at"] is not None
    offered = {one["id"] for one in (await api.answer("/organisations"))["items"]}
    assert str(api.world.operator_id) not in offered
    assert (await api.answer("/vehicles", plate="苏G00001"))["items"][0]["operator_name"] == "公司 own"
    assert (await admin.put(f"{path}/retired", json={"retired": False})).json()["retired_at"] is None


async def test_what_cannot_be_of_an_organisation_is_named_together(api: Api, admin: httpx.AsyncClient) -> None:
    wrong = await admin.post(f"{OFFICE}/organisations", json={"name": "学校 own", "kind": "school", "lon": 119})
    assert refused_fields(wrong) == {"name", "lat", "stage"} or refused_fields(wrong) == {"name", "lon", "stage"}
    moved = await admin.put(
        f"{OFFICE}/organisations/{api.world.operator_id}", json={"name": "公司 own", "kind": "town"}
    )
    assert refused_fields(moved) == {"kind"}


async def test_a_term_and_a_day_that_differs_raise_the_worlds_number(api: Api, admin: httpx.AsyncClient) -> None:
    """Class days decide which runs are planned: the next batch is judged by them."""
    [(before,)] = await api.served.fetch("SELECT number FROM world")
    term = {"name": "2026 秋", "starts": "2026-09-01", "ends": "2027-01-20"}
    told = (await admin.post(f"{OFFICE}/terms", json=term)).json()
    assert [one["name"] for one in told["items"]] == ["2026 秋"]
    assert refused_fields(await admin.post(f"{OFFICE}/terms", json=term)) == {"starts"}
    assert refused_fields(await admin.post(f"{OFFICE}/terms", json=term | {"ends": "2026-08-01"})) == {"ends"}
    day = {"day": "2026-12-05", "classes": True, "note": "补课"}
    assert (await admin.post(f"{OFFICE}/school-days", json=day)).json()["days"] == [day | PLAIN_DAY]
    [(after,)] = await api.served.fetch("SELECT number FROM world")
    assert int(str(after)) == int(str(before)) + 2
    assert (await admin.post(f"{OFFICE}/school-days", json=day | {"classes": None})).json()["days"] == []
    assert (await admin.delete(f"{OFFICE}/terms/{told['items'][0]['id']}")).status_code == 204


async def test_the_trail_is_read_by_object_person_and_time(api: Api, admin: httpx.AsyncClient) -> None:
    made = (await api.post("/vehicles", {"plate": "苏G55555", "type": "other_bus"})).json()
    [(clerk,)] = await api.served.fetch("SELECT id FROM account WHERE username = 'clerk'")
    for query in (
        {"kind": "vehicle", "object_id": made["id"]},
        {"account_id": str(clerk)},
        {"action": "vehicle.", "since": "2020-01-01T00:00:00Z"},
    ):
        [one] = (await admin.get(f"{OFFICE}/audit", params=query)).json()["items"]
        assert (one["action"], one["by"]["role"], one["detail"]["plate"]) == ("vehicle.add", "clerk", "苏G55555")
    assert (await admin.get(f"{OFFICE}/audit", params={"until": "2020-01-01T00:00:00Z"})).json()["items"] == []
    assert (await api.answer("/administration/audit"))["items"] == []
