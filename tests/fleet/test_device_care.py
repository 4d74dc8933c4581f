"""Devices over HTTP once they are let in: how each is, what is changed of it, a new secret."""

from typing import Any

import pytest

from fleet.secrets import opens
from tests.api import Api, code_of, refused_fields

DEVICE = "/api/v1/devices/device-own"


async def state(api: Api, device: str = "device-own") -> str:
    """The state of a device, which the list and the device itself tell alike."""
    told: dict[str, Any] = await api.answer(f"/devices/{device}")
    listed = {one["id"]: one for one in (await api.answer("/devices"))["items"]}
    assert listed[device] == told
    return str(told["state"])


async def heard_ago(api: Api, age: str) -> None:
    """The own device's newest fix reached us so long ago."""
    await api.served.execute(
        "UPDATE position SET fix_time = now() - CAST(:age AS interval), received_at = now() - CAST(:age AS interval)"
        " WHERE vehicle_id = :vehicle",
        age=age,
        vehicle=int(api.own("vehicle")),
    )


async def test_a_device_is_heard_within_its_limit_and_silent_past_it(api: Api) -> None:
    """Its own limit, where it has one; the setting's ninety seconds otherwise; silent also after weeks."""
    await heard_ago(api, "60 seconds")
    assert await state(api) == "heard"
    await api.client.patch(DEVICE, json={"silent_after_s": 30})
    assert await state(api) == "silent"
    await api.client.patch(DEVICE, json={"silent_after_s": None})
    assert await state(api) == "heard"
    await heard_ago(api, "20 days")
    assert await state(api) == "silent"


async def test_a_device_of_which_nothing_ever_came_is_never_heard(api: Api) -> None:
    await api.served.execute("DELETE FROM position")
    assert await state(api) == "never_heard"


async def test_a_device_without_a_vehicle_now_is_unbound(api: Api) -> None:
    """New, or its binding over, or not begun."""
    await api.post("/devices", {"id": "bus-0001"})
    assert await state(api, "bus-0001") == "unbound"
    path = f"/devices/device-own/bindings/{api.own('binding')}"
    await api.client.patch(f"/api/v1{path}", json={"until": "2026-02-01T00:00:00Z"})
    assert await state(api) == "unbound"
    await api.post("/devices/bus-0001/bindings", {"vehicle_id": api.own("vehicle"), "since": "2199-01-01T00:00:00Z"})
    assert await state(api, "bus-0001") == "unbound"


async def test_a_disabled_device_says_so_and_is_let_in_again(api: Api) -> None:
    await heard_ago(api, "60 seconds")
    assert (await api.client.patch(DEVICE, json={"disabled": True})).json()["state"] == "disabled"
    assert await state(api) == "disabled"
    assert (await api.client.patch(DEVICE, json={"disabled": False})).json()["state"] == "heard"


async def test_only_what_is_named_changes_and_the_trail_says_what(api: Api) -> None:
    """A name given, then taken away; a change that changes nothing leaves no trace."""
    named = await api.client.patch(DEVICE, json={"name": "前置终端", "silent_after_s": 120})
    assert (named.json()["name"], named.json()["silent_after_s"]) == ("前置终端", 120)
    assert (await api.client.patch(DEVICE, json={"name": None})).json()["silent_after_s"] == 120
    assert (await api.client.patch(DEVICE, json={})).status_code == 200
    assert (await api.client.patch(DEVICE, json={"silent_after_s": 120})).status_code == 200
    trail = await api.served.fetch("SELECT action, object_id, detail FROM audit_entry ORDER BY id")
    assert trail == [
        ("device.change", "device-own", {"name": "前置终端", "silent_after_s": 120}),
        ("device.change", "device-own", {"name": None}),
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\n"}, "name"),
        ({"silent_after_s": 9}, "silent_after_s"),
        ({"silent_after_s": 86_401}, "silent_after_s"),
        ({"disabled": None}, "disabled"),
        ({"disabled": "maybe"}, "disabled"),
        ({"id": "bus-0002"}, "id"),
        ({"protocol": "jt808"}, "protocol"),
        ({"secret_hash": "mine"}, "secret_hash"),
    ],
)
async def test_what_cannot_be_changed_is_refused_with_the_field(api: Api, body: dict[str, Any], field: str) -> None:
    assert refused_fields(await api.client.patch(DEVICE, json=body)) == {field}


async def test_a_new_secret_opens_the_door_and_the_old_one_no_longer(api: Api) -> None:
    """Told once; an 808 terminal has to register anew, and another one may then take its place."""
    first = (await api.post("/devices", {"id": "13900001234", "protocol": "jt808"})).json()["secret"]
    await api.served.execute(
        """UPDATE device SET code_hash = 'of its code', registration = '{"plate": "苏G00001"}' WHERE id = '13900001234'"""
    )
    renewed = (await api.post("/devices/13900001234/secret", None)).json()
    [(kept, code, registration)] = await api.served.fetch(
        "SELECT secret_hash, code_hash, registration FROM device WHERE id = '13900001234'"
    )
    assert opens(renewed["secret"], str(kept))
    assert not opens(first, str(kept))
    assert (code, registration) == (None, None)
    assert renewed == await api.answer("/devices/13900001234") | {"secret": renewed["secret"]}
    actions = await api.served.fetch("SELECT action, detail::text FROM audit_entry ORDER BY id")
    assert actions[-1] == ("device.secret", "{}")


async def test_who_may_not_change_devices_is_told_so(api: Api) -> None:
    async with api.as_role("officer") as client:
        for answer in (
            await client.patch(DEVICE, json={"disabled": True}),
            await client.post(f"{DEVICE}/secret"),
        ):
            assert (answer.status_code, code_of(answer)) == (403, "not_allowed")
    assert code_of(await api.client.patch("/api/v1/devices/no-such-device", json={})) == "missing"
    assert code_of(await api.post("/devices/no-such-device/secret", None)) == "missing"
