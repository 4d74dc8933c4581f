"""Letting other platforms in over HTTP: the password is told once, and what is agreed can be changed."""

from typing import Any

import pytest

from fleet.secrets import opens
from tests.api import Api, code_of, refused_fields

GIVEN = {"name": "连云公交平台", "version": 2019, "networks": ["192.0.2.7", "2001:db8::/32"], "access_code": 3207001}
CIPHER = {"m1": 30_000_000, "ia1": 20_000_000, "ic1": 20_000_000}
UNTOLD = {"password", "created_at", "id"}


async def added(api: Api, **more: Any) -> Any:
    """A platform just let in."""
    answer = await api.post("/platforms", GIVEN | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def hash_of(api: Api, platform_id: str) -> str:
    """What the database has of its password."""
    ((found,),) = await api.served.fetch("SELECT password_hash FROM platform WHERE id = :id", id=int(platform_id))
    return str(found)


async def test_a_platform_is_let_in_and_its_password_told_once(api: Api) -> None:
    """Eight characters, as the protocol has room for; only their hash is kept."""
    made = await added(api, user_id=77, cipher=CIPHER)
    assert {name: value for name, value in made.items() if name not in UNTOLD} == {
        "name": "连云公交平台", "version": 2019, "networks": ["192.0.2.7/32", "2001:db8::/32"], "access_code": 3207001,
        "user_id": 77, "encrypted": True, "disabled": False, "main_since": None, "slave_since": None, "last_heard": None,
        "problem": None, "problem_at": None, "vehicles": 0,
    }  # fmt: skip
    assert len(made["password"].encode("ascii")) == 8
    assert opens(made["password"], await hash_of(api, made["id"]))
    shown = await api.answer(f"/platforms/{made['id']}")
    assert shown == {name: value for name, value in made.items() if name != "password"}
    assert not {"password", "m1", "cipher", "password_hash"} & shown.keys()


async def test_codes_that_are_not_given_are_made(api: Api) -> None:
    """Eight digits each, different ones."""
    made = await added(api, access_code=None)
    other = await added(api, access_code=None, name="另一平台")
    codes = [made["access_code"], made["user_id"], other["access_code"], other["user_id"]]
    assert len(set(codes)) == 4
    assert all(10_000_000 <= code < 100_000_000 for code in codes)


@pytest.mark.parametrize("change", [{"name": "另一平台"}, {"access_code": 42}])
async def test_a_second_platform_of_the_same_name_or_code_is_refused(api: Api, change: dict[str, Any]) -> None:
    """Each platform has its own."""
    await added(api)
    answer = await api.post("/platforms", GIVEN | change)
    assert (answer.status_code, code_of(answer)) == (409, "platform_exists")


@pytest.mark.parametrize(
    ("change", "at_fault"),
    [
        ({"networks": []}, {"networks"}),
        ({"networks": ["example.com"]}, {"networks.0"}),
        ({"networks": ["300.0.0.0/8"]}, {"networks.0"}),
        ({"version": 2013}, {"version"}),
        ({"access_code": 2**32}, {"access_code"}),
        ({"cipher": {"m1": 1, "ia1": 1}}, {"cipher.ic1"}),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(api: Api, change: dict[str, Any], at_fault: set[str]) -> None:
    """A platform without a network could come from anywhere."""
    assert refused_fields(await api.post("/platforms", GIVEN | change)) == at_fault


async def test_what_is_no_network_is_said_in_the_clerks_language(api: Api) -> None:
    """With an example of what is one."""
    answer = await api.client.post(
        "/api/v1/platforms", json=GIVEN | {"networks": ["bus.example.cn"]}, headers={"Accept-Language": "zh-CN"}
    )
    assert [(one["field"], one["message"]) for one in answer.json()["errors"]] == [
        ("networks.0", "应为 IP 地址或网段，例如 203.0.113.0/28")
    ]


async def test_a_platform_is_shut_out_and_what_is_not_named_stays(api: Api) -> None:
    """Also its cipher, until it is said to be none."""
    made = await added(api, cipher=CIPHER)
    path = f"/api/v1/platforms/{made['id']}"
    changed = await api.client.patch(path, json={"disabled": True, "networks": ["192.0.2.8/32"]})
    assert changed.status_code == 200, changed.text
    expected = {name: value for name, value in made.items() if name != "password"}
    assert changed.json() == expected | {"disabled": True, "networks": ["192.0.2.8/32"]}
    assert (await api.client.patch(path, json={"cipher": None})).json()["encrypted"] is False
    ((audited,),) = await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action = 'platform.change'")
    assert audited == 2


async def test_a_new_password_replaces_the_old_one(api: Api) -> None:
    """Told once, like the first."""
    made = await added(api)
    answer = await api.post(f"/platforms/{made['id']}/password", None)
    assert answer.status_code == 200, answer.text
    kept = await hash_of(api, made["id"])
    assert opens(answer.json()["password"], kept)
    assert not opens(made["password"], kept)


async def test_the_buses_that_a_platform_reported_are_counted(api: Api) -> None:
    """By the devices that were made for them; another platform's are not its."""
    made, other = await added(api), await added(api, access_code=320700, name="另一平台")
    for device in ("p3207001-1", "p3207001-2", "p320700-1"):
        await api.served.execute("INSERT INTO device (id, protocol, secret_hash) VALUES (:id, 'jt809', '-')", id=device)
    shown = {one["id"]: one["vehicles"] for one in (await api.answer("/platforms"))["items"]}
    assert (shown[made["id"]], shown[other["id"]]) == (2, 1)
