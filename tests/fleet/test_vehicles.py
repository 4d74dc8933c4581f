"""Vehicles, lines and organisations over HTTP."""

import json
from typing import Any

from tests.api import Api, code_of, refused_fields

IS_JSON = {"content-type": "application/json"}
NEW = {"plate": "苏G·X1018", "seats": 36, "type": "primary_bus"}


async def test_a_clerk_adds_a_vehicle_and_finds_it_by_its_plate(api: Api) -> None:
    added = await api.post("/vehicles", NEW | {"operator_id": str(api.world.operator_id)})
    assert added.status_code == 201
    made = added.json()
    assert made == NEW | {
        "id": made["id"],
        "plate_colour": "yellow",
        "operator_id": str(api.world.operator_id),
        "operator_name": "公司 own",
        "school_id": None,
    }
    assert await api.answer(f"/vehicles/{made['id']}") == made
    for typed in ("苏G·X1018", "苏gx1018", "苏G X1018"):
        assert (await api.answer("/vehicles", plate=typed))["items"] == [made]


async def test_adding_a_vehicle_is_written_down_with_who_did_it(api: Api) -> None:
    made = (await api.post("/vehicles", NEW)).json()["id"]
    [(action, kind, object_id, account)] = await api.served.fetch(
        "SELECT action, object_kind, object_id, username FROM audit_entry JOIN account ON account.id = account_id"
    )
    assert (action, kind, object_id, account) == ("vehicle.add", "vehicle", made, "clerk")


async def test_a_plate_is_registered_once_however_it_is_typed(api: Api) -> None:
    assert (await api.post("/vehicles", NEW)).status_code == 201
    for plate in ("苏G·X1018", "苏GX1018", " 苏g-x1018 "):
        again = await api.post("/vehicles", NEW | {"plate": plate})
        assert (again.status_code, code_of(again)) == (409, "plate_taken")


async def test_seats_and_type_may_be_added_to_the_record_later(api: Api) -> None:
    made = (await api.post("/vehicles", {"plate": "苏G20001"})).json()
    assert (made["seats"], made["type"]) == (None, "other_bus")


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"plate": ""}, "plate"),
    ({"plate": "··"}, "plate"),
    ({"plate": "苏\x00G1"}, "body"),
    ({"plate": "苏\ud800G1"}, "plate"),
    ({"plate": "x" * 21}, "plate"),
    ({"plate": 7}, "plate"),
    ({"plate": None}, "plate"),
    ({"plate": "苏\nG1"}, "plate"),
    ({"plate": "苏G\u200b12345"}, "plate"),  # a twin that nobody can tell from 苏G12345
    ({"plate": "\u202e苏G1"}, "plate"),
    ({"plate": "苏G12345\ufeff"}, "plate"),
    ({"seats": -1}, "seats"),
    ({"seats": 0}, "seats"),
    ({"seats": 10**30}, "seats"),
    ({"seats": "many"}, "seats"),
    ({"seats": 2.5}, "seats"),
    ({"type": "tank"}, "type"),
    ({"type": []}, "type"),
    ({"operator_id": 999_999}, "operator_id"),
    ({"operator_id": 10**30}, "operator_id"),
    ({"operator_id": "-1"}, "operator_id"),
    ({"operator_id": "١"}, "operator_id"),
    ({"operator_id": True}, "operator_id"),
    ({"operator_id": {}}, "operator_id"),
    ({"school_id": 1}, "school_id"),
    ({"colour": "yellow"}, "colour"),
    ({"plate_colour": "pink"}, "plate_colour"),
]


async def test_a_vehicle_that_cannot_be_is_refused_with_the_field(api: Api) -> None:
    for body, field in IMPOSSIBLE:
        careless = json.dumps(NEW | body).encode()  # surrogates and all
        response = await api.client.post("/api/v1/vehicles", content=careless, headers=IS_JSON)
        assert refused_fields(response) == {field}, body


async def test_a_small_bus_has_a_blue_plate_and_an_electric_one_a_green_one(api: Api) -> None:
    """By plate and colour another platform says which bus it means."""
    for plate, colour in (("苏G90001", "blue"), ("苏G90001D", "green")):
        made = await api.post("/vehicles", {"plate": plate, "plate_colour": colour})
        assert (made.status_code, made.json()["plate_colour"]) == (201, colour)


async def test_a_body_that_is_no_vehicle_is_refused(api: Api) -> None:
    for body in (b"", b"[]", b"7", b"null", b"{", b'{"plate": NaN}', b'"\\ud800"'):
        response = await api.client.post("/api/v1/vehicles", content=body, headers=IS_JSON)
        assert refused_fields(response), body
    deep = await api.client.post("/api/v1/vehicles", content=b"[" * 100_000, headers=IS_JSON)
    assert (deep.status_code, code_of(deep)) == (400, "bad_request")


async def test_vehicles_are_listed_in_pages_that_hold_each_once(api: Api) -> None:
    for number in range(5):
        await api.post("/vehicles", {"plate": f"苏G3000{number}"})
    seen, cursor = [], None
    while True:
        answer = await api.answer("/vehicles", limit=2, sort="-plate", **({"cursor": cursor} if cursor else {}))
        seen += [one["plate"] for one in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 7


async def test_vehicles_are_found_by_operator_and_type(api: Api) -> None:
    found = await api.answer("/vehicles", operator_id=api.world.operator_id, type="primary_bus")
    assert [one["id"] for one in found["items"]] == [api.own("vehicle")]
    assert (await api.answer("/vehicles", type="kindergarten_bus"))["items"] == []


async def test_a_line_is_told_with_its_path_and_its_stops_in_order(api: Api) -> None:
    line = await api.answer(f"/lines/{api.own('line')}")
    assert line["path"] == {"type": "LineString", "coordinates": [[119.4, 34.7], [119.5, 34.75]]}
    assert [(stop["seq"], stop["name"], stop["offset_s"]) for stop in line["stops"]] == [
        (1, "站 own", 0),
        (2, "校门", 900),
    ]
    assert line["stops"][0]["point"] == {"type": "Point", "coordinates": [119.4, 34.7]}
    (detailed,) = (await api.answer("/lines/details", school_id=api.own("organisation")))["items"]
    assert detailed == line
    listed = await api.answer("/lines", school_id=api.own("organisation"), direction="to_school")
    assert [one["id"] for one in listed["items"]] == [api.own("line")]


async def test_schools_are_listed_with_where_they_are(api: Api) -> None:
    await api.served.execute(
        "UPDATE organisation SET point = 'SRID=4326;POINT(119.4 34.7)', stage = 'primary' WHERE kind = 'school'"
    )
    schools = (await api.answer("/organisations", kind="school"))["items"]
    assert {one["kind"] for one in schools} == {"school"}
    assert schools[0]["point"] == {"type": "Point", "coordinates": [119.4, 34.7]}
