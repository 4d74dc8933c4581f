"""Unknown devices over HTTP: a queue of who knocks, each let in with one act, or ignored."""

import json
from typing import Any

from fleet.secrets import opens
from tests.api import Api, code_of, refused_fields

TERMINAL = {"maker": "70111", "model": "BSJ-A6", "terminal_id": "0012345", "plate": "苏G·00001", "plate_colour": 2}


async def knock(api: Api, door: str, device: str, **detail: Any) -> str:
    """What a door writes of a stranger; the id of its row."""
    await api.served.execute(
        "INSERT INTO unknown_device (door, device, address, detail) VALUES (:door, :device, :address, CAST(:detail AS jsonb))"
        " ON CONFLICT (door, device) DO UPDATE SET last_at = now(), times = unknown_device.times + 1",
        door=door,
        device=device,
        address="10.0.0.7",
        detail=json.dumps(detail),
    )
    [(made,)] = await api.served.fetch(
        "SELECT id FROM unknown_device WHERE door = :d AND device = :i", d=door, i=device
    )
    return str(made)


async def park(api: Api, device: str, age: str, reason: str = "unknown_device", door: str = "nmea_tcp") -> None:
    """A fix that was set aside so long ago."""
    await api.served.execute(
        "INSERT INTO parked (received_at, door, device, reason, raw, size)"
        r" VALUES (now() - CAST(:age AS interval), :door, :device, :reason, '\x24'::bytea, 1)",
        age=age,
        door=door,
        device=device,
        reason=reason,
    )


async def queue(api: Api, **query: Any) -> list[Any]:
    """Who knocks."""
    items: list[Any] = (await api.answer("/unknown-devices", **query))["items"]
    return items


async def adopt(api: Api, row: str, **body: Any) -> Any:
    """Let one in."""
    return await api.post(f"/unknown-devices/{row}/adoption", body)


async def test_a_terminal_of_808_is_shown_with_what_it_says_of_itself_and_the_vehicle_of_its_plate(api: Api) -> None:
    """However the plate is written."""
    row = await knock(api, "jt808", "13900001234", **TERMINAL)
    await knock(api, "jt808", "13900001234", **TERMINAL)
    [one] = await queue(api)
    assert (one["id"], one["device"], one["door"], one["times"]) == (row, "13900001234", "jt808", 2)
    assert one["detail"] == TERMINAL
    assert (one["protocol"], one["adoptable"], one["registered"]) == ("jt808", True, False)
    assert one["proposed_vehicle"] == {"id": api.own("vehicle"), "plate": "苏G00001"}


async def test_what_a_plain_door_let_in_before_waits_with_it(api: Api) -> None:
    """Fixes that only lack a vehicle are counted; what is broken is not."""
    await knock(api, "nmea_tcp", "tracker-7")
    await knock(api, "mqtt", "phone-1")
    for reason in ("unknown_device", "not_bound", "bad_checksum", "future"):
        await park(api, "tracker-7", "1 hour", reason)
    waiting = {one["device"]: one["waiting"] for one in await queue(api)}
    assert waiting == {"tracker-7": 2, "phone-1": 0}


async def test_one_is_let_in_and_bound_with_one_act(api: Api) -> None:
    """Its secret is told once, it is off the queue at every door where it knocked, and the trail says who did it."""
    row = await knock(api, "nmea_tcp", "tracker-7")
    await knock(api, "nmea_udp", "tracker-7")
    await park(api, "tracker-7", "50 hours")
    await park(api, "tracker-7", "1 hour", "not_bound")
    adopted = await adopt(api, row, vehicle_id=api.own("vehicle"), name="备用")
    assert adopted.status_code == 201, adopted.text
    made = adopted.json()
    assert (made["id"], made["protocol"], made["name"], made["waiting"]) == ("tracker-7", "nmea_tcp", "备用", 2)
    [(kept,)] = await api.served.fetch("SELECT secret_hash FROM device WHERE id = 'tracker-7'")
    assert opens(made["secret"], str(kept))
    assert await queue(api) == []
    [binding] = made["bindings"]
    assert binding["plate"] == "苏G00001"
    [(begins,)] = await api.served.fetch(
        "SELECT lower(during) = date_trunc('day', min(received_at) AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai'"
        " FROM binding, parked WHERE binding.id = :id AND device = 'tracker-7' GROUP BY during",
        id=int(binding["id"]),
    )
    assert begins is True, "bound from the beginning of the day of its first parked fix"
    actions = await api.served.fetch("SELECT action, object_id FROM audit_entry ORDER BY id")
    assert actions == [(f"device.{deed}", "tracker-7") for deed in ("add", "bind", "adopt")]


async def test_a_moment_may_be_named_and_the_protocol_too(api: Api) -> None:
    row = await knock(api, "nmea_tcp", "tracker-7")
    since = "2026-09-01T00:00:00Z"
    made = (await adopt(api, row, vehicle_id=api.own("vehicle"), since=since, protocol="nmea_mqtt")).json()
    assert (made["protocol"], made["bindings"][0]["since"], made["waiting"]) == ("nmea_mqtt", since, 0)


async def test_without_a_vehicle_it_is_let_in_unbound(api: Api) -> None:
    """As what its door speaks."""
    for door, protocol in (("jt808", "jt808"), ("osmand", "osmand"), ("owntracks", "owntracks"), ("mqtt", "nmea_mqtt")):
        row = await knock(api, door, "13900005678" if door == "jt808" else f"device-of-{door}")
        made = (await adopt(api, row)).json()
        assert (made["protocol"], made["state"], made["bindings"]) == (protocol, "unbound", []), door


async def test_what_cannot_be_let_in_is_refused_and_nothing_half_done(api: Api) -> None:
    """A name that no device can have, one that is there, a vehicle that is none, a moment without a vehicle."""
    strange = await knock(api, "osmand", "my phone!")
    [one] = await queue(api)
    assert one["adoptable"] is False
    assert code_of(await adopt(api, strange)) == "not_a_device_id"
    known = await knock(api, "mqtt", "device-own")
    assert code_of(await adopt(api, known)) == "device_exists"
    row = await knock(api, "mqtt", "tracker-7")
    assert refused_fields(await adopt(api, row, vehicle_id=999_999)) == {"vehicle_id"}
    assert refused_fields(await adopt(api, row, since="2026-09-01T00:00:00Z")) == {"since"}
    assert refused_fields(await adopt(api, row, protocol="smoke")) == {"protocol"}
    assert code_of(await adopt(api, "999999")) == "missing"
    assert await api.served.fetch("SELECT id FROM device WHERE id = 'tracker-7'") == []
    assert await api.served.fetch("SELECT action FROM audit_entry") == []


async def test_a_device_that_was_let_in_by_hand_is_off_the_queue_until_it_knocks_again(api: Api) -> None:
    """Then its secret is wrong, or it is another terminal: that is said."""
    await knock(api, "mqtt", "tracker-7")
    assert (await api.post("/devices", {"id": "tracker-7"})).status_code == 201
    assert await queue(api) == []
    await knock(api, "mqtt", "tracker-7")
    [one] = await queue(api)
    assert one["registered"] is True
    assert (await api.client.delete(f"/api/v1/unknown-devices/{one['id']}")).status_code == 204
    assert await queue(api) == []
    await knock(api, "mqtt", "tracker-7")
    assert len(await queue(api)) == 1, "its next knock is news again"


async def test_one_that_is_ignored_stays_so_however_often_it_knocks(api: Api) -> None:
    """It is still there for who looks among the ignored, and can be let in after all."""
    row = await knock(api, "mqtt", "tracker-7")
    assert (await api.client.delete(f"/api/v1/unknown-devices/{row}")).status_code == 204
    await knock(api, "mqtt", "tracker-7")
    assert await queue(api) == []
    [one] = await queue(api, ignored=True)
    assert (one["id"], one["times"]) == (row, 2)
    assert one["ignored_at"] is not None
    assert (await adopt(api, row)).status_code == 201
    assert await queue(api, ignored=True) == []
    assert code_of(await api.client.delete("/api/v1/unknown-devices/999999")) == "missing"


async def test_the_offices_see_the_queue_and_only_those_who_register_devices_work_it(api: Api) -> None:
    row = await knock(api, "mqtt", "tracker-7")
    async with api.as_role("officer") as client:
        assert [one["id"] for one in (await client.get("/api/v1/unknown-devices")).json()["items"]] == [row]
        assert (await client.post(f"/api/v1/unknown-devices/{row}/adoption", json={})).status_code == 403
        assert (await client.delete(f"/api/v1/unknown-devices/{row}")).status_code == 403
    async with api.as_role("operator") as client:
        assert (await client.get("/api/v1/unknown-devices")).json()["items"] == []
