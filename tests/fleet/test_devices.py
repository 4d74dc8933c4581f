"""Devices over HTTP: let in with a secret told once, bound to one vehicle at a time."""

import hashlib
from base64 import b64decode
from datetime import datetime
from typing import Any

from core import clock
from schoolbus.stack.credentials import DEVICE_ID as BROKERS_DEVICE_ID
from schoolbus.stack.credentials import is_broker_hash
from tests.api import Api, code_of, refused_fields

NEW = {"id": "bus-0001", "protocol": "nmea_tcp", "name": "车载终端 1", "silent_after_s": 120}
JANUARY, MARCH, JUNE = "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z"


async def bind(api: Api, **body: Any) -> Any:
    """Bind the new device to the own vehicle."""
    return await api.post("/devices/bus-0001/bindings", {"vehicle_id": api.own("vehicle")} | body)


async def test_a_device_is_told_its_secret_once_and_only_a_hash_that_the_broker_reads_is_kept(api: Api) -> None:
    added = await api.post("/devices", NEW)
    assert added.status_code == 201
    made = added.json()
    assert len(b64decode(made["secret"] + "==", altchars=b"-_")) >= 24
    [(kept,)] = await api.served.fetch("SELECT secret_hash FROM device WHERE id = 'bus-0001'")
    assert is_broker_hash(str(kept))
    _, _, rounds, salt, key = str(kept).split("$")
    assert hashlib.pbkdf2_hmac("sha512", made["secret"].encode(), b64decode(salt), int(rounds)) == b64decode(key)
    assert await api.answer("/devices/bus-0001") == {name: made[name] for name in made if name != "secret"}
    [(detail,)] = await api.served.fetch("SELECT detail::text FROM audit_entry WHERE action = 'device.add'")
    assert made["secret"] not in str(detail)


async def test_without_an_id_a_device_is_given_one_that_every_door_takes(api: Api) -> None:
    made = (await api.post("/devices", {"protocol": "nmea_mqtt"})).json()
    assert BROKERS_DEVICE_ID.fullmatch(made["id"])


async def test_a_device_is_registered_once(api: Api) -> None:
    assert (await api.post("/devices", NEW)).status_code == 201
    again = await api.post("/devices", NEW)
    assert (again.status_code, code_of(again)) == (409, "device_exists")


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"id": "abc"}, "id"),
    ({"id": "x" * 33}, "id"),
    ({"id": "bus/0001"}, "id"),
    ({"id": "bus\n0001"}, "id"),
    ({"id": "车载终端"}, "id"),
    ({"protocol": "smoke"}, "protocol"),
    ({"name": ""}, "name"),
    ({"name": "x" * 101}, "name"),
    ({"silent_after_s": 9}, "silent_after_s"),
    ({"silent_after_s": -1}, "silent_after_s"),
    ({"silent_after_s": 1e300}, "silent_after_s"),
    ({"silent_after_s": 10**30}, "silent_after_s"),
    ({"secret": "mine"}, "secret"),
    ({"id": "bus-0001", "protocol": "jt808"}, "id"),
    ({"id": "013900001234", "protocol": "jt808"}, "id"),
    ({"id": None, "protocol": "jt808"}, "id"),
    ({"id": "9" * 21, "protocol": "jt808"}, "id"),
]
IMPOSSIBLE_BINDINGS: list[tuple[dict[str, Any], str]] = [
    ({"vehicle_id": 999_999}, "vehicle_id"),
    ({"vehicle_id": "bus"}, "vehicle_id"),
    ({"vehicle_id": None}, "vehicle_id"),
    ({"since": "2026-01-01"}, "since"),
    ({"since": "2026-01-01T00:00:00"}, "since"),
    ({"since": "yesterday"}, "since"),
    ({"since": "0001-01-01T00:00:00+14:00"}, "since"),
    ({"since": "9999-12-31T23:59:59-12:00"}, "since"),
    ({"since": 1e300}, "since"),
    ({"since": "NaN"}, "since"),
    ({"since": JUNE, "until": MARCH}, "until"),
    ({"since": JUNE, "until": JUNE}, "until"),
    ({"until": "9999-12-31T23:59:59Z"}, "until"),
]


async def test_a_device_that_cannot_be_is_refused_with_the_field(api: Api) -> None:
    for body, field in IMPOSSIBLE:
        assert refused_fields(await api.post("/devices", NEW | body)) == {field}, body


async def test_a_binding_that_cannot_be_is_refused_with_the_field(api: Api) -> None:
    await api.post("/devices", NEW)
    for body, field in IMPOSSIBLE_BINDINGS:
        assert refused_fields(await bind(api, **body)) == {field}, body


async def test_a_device_speaks_for_a_vehicle_from_a_moment_until_a_moment(api: Api) -> None:
    await api.post("/devices", NEW)
    bound = await bind(api, since="2026-01-01T08:00:00+08:00", until=MARCH)
    assert bound.status_code == 201
    assert bound.json() == {
        "id": bound.json()["id"],
        "vehicle_id": api.own("vehicle"),
        "plate": "苏G00001",
        "since": JANUARY,
        "until": MARCH,
    }
    assert (await api.answer("/devices/bus-0001"))["bindings"] == [bound.json()]
    assert [one["id"] for one in (await api.answer("/devices", vehicle_id=api.own("vehicle")))["items"]] == [
        "bus-0001",
        "device-own",
    ]


async def test_a_device_may_be_bound_since_long_ago(api: Api) -> None:
    await api.post("/devices", NEW)
    assert (await bind(api, since="2005-08-11T00:00:00Z")).status_code == 201


async def test_a_device_never_speaks_for_two_vehicles_at_one_moment(api: Api) -> None:
    await api.post("/devices", NEW)
    assert (await bind(api, since=JANUARY, until=JUNE)).status_code == 201
    for since, until in ((MARCH, None), ("2025-01-01T00:00:00Z", MARCH), (JANUARY, JUNE)):
        overlapping = await bind(api, vehicle_id=api.world.ids["vehicle"]["other"], since=since, until=until)
        assert (overlapping.status_code, code_of(overlapping)) == (409, "binding_overlaps")
    assert (await bind(api, since=JUNE)).status_code == 201


async def test_a_binding_is_ended_and_its_end_only_moved_nearer(api: Api) -> None:
    await api.post("/devices", NEW)
    made = (await bind(api, since=JANUARY)).json()["id"]
    path = f"/api/v1/devices/bus-0001/bindings/{made}"
    ended = await api.client.patch(path, json={"until": JUNE})
    assert (ended.status_code, ended.json()["until"]) == (200, JUNE)
    assert (await api.client.patch(path, json={"until": MARCH})).json()["until"] == MARCH
    further = await api.client.patch(path, json={"until": JUNE})
    assert (further.status_code, code_of(further)) == (409, "only_nearer_end")
    assert refused_fields(await api.client.patch(path, json={"until": JANUARY})) == {"until"}
    actions = await api.served.fetch("SELECT action FROM audit_entry ORDER BY id")
    assert [action for (action,) in actions] == ["device.add", "device.bind", "device.unbind", "device.unbind"]


async def test_a_binding_that_ends_now_ends_by_our_clock(api: Api) -> None:
    """Whatever the clock of the person's computer says: from the answer on the device is unbound."""
    await api.post("/devices", NEW)
    made = (await bind(api, since=JANUARY)).json()["id"]
    before = clock.now()
    ended = await api.client.patch(f"/api/v1/devices/bus-0001/bindings/{made}", json={"until": None})
    assert ended.status_code == 200
    assert before <= datetime.fromisoformat(ended.json()["until"]) <= clock.now()
    assert (await api.answer("/devices/bus-0001"))["state"] == "unbound"


async def test_a_binding_of_another_device_is_not_there(api: Api) -> None:
    await api.post("/devices", NEW)
    path = f"/api/v1/devices/bus-0001/bindings/{api.own('binding')}"
    assert code_of(await api.client.patch(path, json={"until": JUNE})) == "missing"
    assert code_of(await api.post("/devices/no-such-device/bindings", {"vehicle_id": api.own("vehicle")})) == "missing"


async def test_an_operator_sees_its_devices_and_may_not_add_any(api: Api) -> None:
    async with api.as_role("operator") as client:
        listed = (await client.get("/api/v1/devices")).json()["items"]
        assert [one["id"] for one in listed] == ["device-own"]
        assert (await client.get("/api/v1/devices/device-other")).status_code == 404
        refused = await client.post("/api/v1/devices", json=NEW)
        assert (refused.status_code, code_of(refused)) == (403, "not_allowed")


async def test_a_device_shows_when_it_was_last_heard(api: Api) -> None:
    await api.served.execute("UPDATE position SET fix_time = now(), received_at = now()")
    assert (await api.answer("/devices/device-own"))["last_heard"] is not None
    await api.post("/devices", NEW)
    assert (await api.answer("/devices/bus-0001"))["last_heard"] is None


async def test_a_device_that_the_broker_shut_out_shows_until_when(api: Api) -> None:
    """In the list and by itself; the others were never shut out."""
    await api.post("/devices", NEW)
    until = "2026-09-01T06:30:00Z"
    await api.served.execute(
        "UPDATE device SET throttled_until = CAST(:at AS text)::timestamptz WHERE id = 'bus-0001'", at=until
    )
    assert (await api.answer("/devices/bus-0001"))["throttled_until"] == until
    listed = {one["id"]: one["throttled_until"] for one in (await api.answer("/devices"))["items"]}
    assert listed == {"bus-0001": until, "device-own": None, "device-other": None}
