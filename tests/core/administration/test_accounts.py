"""Accounts: opened with a password for one login, changed, disabled at once, never the last administrator; one's own people."""

import asyncio
from typing import Any

import httpx

from tests.api import PREFIX, Api, code_of, refused_fields
from tests.web.serving import PASSWORD, log_in

ACCOUNTS = f"{PREFIX}/administration/accounts"
NEW = "a password of my own"


async def opened(client: httpx.AsyncClient, **wish: Any) -> dict[str, Any]:
    """An account that must be opened, with its password."""
    body = {"username": "li.wei", "display_name": "李伟", "role": "officer"} | wish
    answer = await client.post(ACCOUNTS, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    made: dict[str, Any] = answer.json()
    return made


async def test_a_new_account_may_do_nothing_before_it_has_a_password_of_its_own(
    api: Api, admin: httpx.AsyncClient
) -> None:
    made = await opened(admin)
    async with api.served.client() as person:
        login = await log_in(person, "li.wei", made["password"])
        assert login.json()["account"]["password_once"] is True
        refused = await person.get(f"{PREFIX}/vehicles")
        assert (refused.status_code, code_of(refused)) == (403, "new_password_needed")
        wrong = await person.post(f"{PREFIX}/session/password", json={"old": "not this one", "new": NEW})
        assert refused_fields(wrong) == {"old"}
        short = await person.post(f"{PREFIX}/session/password", json={"old": made["password"], "new": "short"})
        assert refused_fields(short) == {"new"}
        chosen = await person.post(f"{PREFIX}/session/password", json={"old": made["password"], "new": NEW})
        assert chosen.status_code == 204, chosen.text
        assert (await person.get(f"{PREFIX}/vehicles")).status_code == 200
    async with api.served.client() as person:
        assert (await log_in(person, "li.wei", made["password"])).status_code == 401
        assert (await log_in(person, "li.wei", NEW)).status_code == 200


async def test_the_password_is_told_once_and_is_in_no_list_and_no_trail(api: Api, admin: httpx.AsyncClient) -> None:
    made = await opened(admin)
    assert made["password"] not in (await admin.get(ACCOUNTS)).text
    assert made["password"] not in (await admin.get(f"{PREFIX}/administration/audit")).text
    assert made["password"] not in str(await api.served.fetch("SELECT * FROM account"))


async def test_a_disabled_account_is_out_at_once_and_back_when_enabled(api: Api, admin: httpx.AsyncClient) -> None:
    listed = (await admin.get(ACCOUNTS, params={"q": "clerk"})).json()["items"]
    path = f"{ACCOUNTS}/{listed[0]['id']}/disabled"
    assert (await api.get("/vehicles")).status_code == 200
    assert (await admin.put(path, json={"disabled": True, "reason": "离职"})).json()["disabled"] is True
    assert (await api.get("/vehicles")).status_code == 401
    async with api.served.client() as again:
        assert (await log_in(again, "clerk")).status_code == 401
        await admin.put(path, json={"disabled": False, "reason": "返岗"})
        assert (await log_in(again, "clerk")).status_code == 200


async def test_another_role_or_a_new_password_ends_the_sessions(api: Api, admin: httpx.AsyncClient) -> None:
    [clerk] = (await admin.get(ACCOUNTS, params={"q": "clerk"})).json()["items"]
    path = f"{ACCOUNTS}/{clerk['id']}"
    same = {"display_name": "王经办", "role": "clerk", "locale": "en"}
    assert (await admin.put(path, json=same)).json()["display_name"] == "王经办"
    assert (await api.get("/vehicles")).status_code == 200
    assert (await admin.put(path, json=same | {"role": "officer"})).status_code == 200
    assert (await api.get("/vehicles")).status_code == 401
    assert (await log_in(api.client, "clerk")).status_code == 200
    renewed = await admin.post(f"{path}/password", json={"reason": "忘记密码"})
    assert (await api.get("/vehicles")).status_code == 401
    assert (await log_in(api.client, "clerk", PASSWORD)).status_code == 401
    assert (await log_in(api.client, "clerk", renewed.json()["password"])).status_code == 200


async def test_the_last_administrator_is_never_locked_out(api: Api, admin: httpx.AsyncClient) -> None:
    """Nobody does it to oneself; and of two who do it to each other at once the second is told."""
    [own] = (await admin.get(ACCOUNTS, params={"role": "admin"})).json()["items"]
    disable = {"disabled": True, "reason": "试"}
    refused = await admin.put(f"{ACCOUNTS}/{own['id']}/disabled", json=disable)
    assert (refused.status_code, code_of(refused)) == (409, "own_account")
    demoted = {"display_name": "x", "role": "officer", "locale": "en"}
    assert code_of(await admin.put(f"{ACCOUNTS}/{own['id']}", json=demoted)) == "own_account"
    await api.served.add_account("second", "admin")
    async with api.served.client() as second:
        await log_in(second, "second")
        [other] = (await admin.get(ACCOUNTS, params={"q": "second"})).json()["items"]
        answers = await asyncio.gather(
            admin.put(f"{ACCOUNTS}/{other['id']}/disabled", json=disable),
            second.put(f"{ACCOUNTS}/{own['id']}/disabled", json=disable),
        )
    assert sorted(answer.status_code for answer in answers) in ([200, 409], [200, 401])
    rows = await api.served.fetch("SELECT count(*) FROM account WHERE role = 'admin' AND NOT disabled")
    assert rows == [(1,)]


async def test_sessions_are_listed_and_ended_one_by_one(api: Api, admin: httpx.AsyncClient) -> None:
    [clerk] = (await admin.get(ACCOUNTS, params={"q": "clerk"})).json()["items"]
    async with api.served.client() as elsewhere:
        await log_in(elsewhere, "clerk")
        [newest, _first] = (await admin.get(f"{ACCOUNTS}/{clerk['id']}/sessions")).json()["items"]
        ended = await admin.post(f"{ACCOUNTS}/{clerk['id']}/sessions/end", json={"session_ids": [newest["id"]]})
        assert len(ended.json()["items"]) == 1
        assert (await elsewhere.get(f"{PREFIX}/vehicles")).status_code == 401
    assert (await api.get("/vehicles")).status_code == 200


async def test_an_operator_keeps_the_accounts_of_its_own_drivers_and_attendants_and_no_others(api: Api) -> None:
    """Not of other roles, not of another organisation, and it neither raises nor moves anybody."""
    own = str(api.world.operator_id)
    async with api.as_role("operator") as operator:
        made = await opened(operator, role="driver", organisation_id=own)
        path = f"{ACCOUNTS}/{made['account']['id']}"
        refusals: list[dict[str, Any]] = [
            {"role": "operator", "organisation_id": own},
            {"role": "admin"},
            {"role": "driver", "organisation_id": str(api.world.school_id)},
            {"role": "driver"},
        ]
        for wish in refusals:
            body = {"username": "other", "display_name": "x"} | wish
            refused = await operator.post(ACCOUNTS, json=body)
            assert (refused.status_code, code_of(refused)) == (403, "not_allowed"), wish
            change = {"display_name": "x", "locale": "en"} | wish
            assert (await operator.put(path, json=change)).status_code == 403, wish
        listed = (await operator.get(ACCOUNTS)).json()["items"]
        assert {one["role"] for one in listed} <= {"driver", "attendant"}
        assert (await operator.put(f"{path}/disabled", json={"disabled": True, "reason": "离职"})).status_code == 200
        [(clerk,)] = await api.served.fetch("SELECT id FROM account WHERE username = 'clerk'")
        hidden = await operator.put(f"{ACCOUNTS}/{clerk}/disabled", json={"disabled": True, "reason": "x"})
        assert hidden.status_code == 404


async def test_a_role_acts_for_the_kind_of_organisation_that_it_belongs_to(api: Api, admin: httpx.AsyncClient) -> None:
    body = {"username": "other", "display_name": "x"}
    for wish in (
        {"role": "school"},
        {"role": "school", "organisation_id": str(api.world.operator_id)},
        {"role": "clerk", "organisation_id": "999999"},
    ):
        assert refused_fields(await admin.post(ACCOUNTS, json=body | wish)) == {"organisation_id"}
    taken = await admin.post(ACCOUNTS, json=body | {"username": "clerk", "role": "officer"})
    assert (taken.status_code, code_of(taken)) == (409, "username_taken")
