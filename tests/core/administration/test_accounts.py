"""Accounts: opened with a password for one login, changed, disabled at once, never the last administrator; one's own people."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from core.database import session_scope
from core.passwords import hash_password
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


async def test_a_password_for_the_first_login_ends_after_its_days_and_only_who_knows_it_is_told(
    api: Api, admin: httpx.AsyncClient
) -> None:
    made = await opened(admin)
    [(days,)] = await api.served.fetch(
        "SELECT round(extract(epoch FROM password_once_until - now()) / 86400) FROM account WHERE username = 'li.wei'"
    )
    assert days == api.served.settings.password_once_days == 7
    async with api.served.client() as person, api.served.client() as late:
        assert (await log_in(late, "li.wei", made["password"])).status_code == 200
        await api.served.execute("UPDATE account SET password_once_until = now() WHERE username = 'li.wei'")
        over = await log_in(person, "li.wei", made["password"])
        assert (over.status_code, code_of(over)) == (401, "password_expired")
        assert code_of(await log_in(person, "li.wei", "another word")) == "bad_credentials"
        chosen = await late.post(f"{PREFIX}/session/password", json={"old": made["password"], "new": NEW})
        assert refused_fields(chosen) == {"old"}
        renewed = await admin.post(f"{ACCOUNTS}/{made['account']['id']}/password", json={"reason": "过期"})
        assert (await log_in(person, "li.wei", renewed.json()["password"])).status_code == 200


async def test_once_a_password_was_chosen_the_given_one_opens_nothing_and_nobody_stays_in_by_it(
    api: Api, admin: httpx.AsyncClient
) -> None:
    made = await opened(admin)
    body = {"old": made["password"], "new": NEW}
    async with api.served.client() as person, api.served.client() as other:
        for one in (person, other):
            assert (await log_in(one, "li.wei", made["password"])).status_code == 200
        assert (await person.post(f"{PREFIX}/session/password", json=body)).status_code == 204
        assert (await other.post(f"{PREFIX}/session/password", json=body)).status_code == 401
        assert code_of(await log_in(other, "li.wei", made["password"])) == "bad_credentials"
    assert await api.served.fetch(
        "SELECT password_once, password_once_until FROM account WHERE username = 'li.wei'"
    ) == [(False, None)]


async def waiting_for_a_lock(api: Api, task: asyncio.Task[Any]) -> None:
    """Until somebody waits in the database, or the task is over without having waited."""
    while not task.done():
        [(waiting,)] = await api.served.fetch("SELECT count(*) FROM pg_locks WHERE NOT granted")
        if waiting:
            return
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("deed", ["login", "choose"])
async def test_whoever_still_uses_the_old_password_while_it_is_changed_is_told_that_it_is_wrong(
    api: Api, deed: str
) -> None:
    """It was looked at before the change and would have taken effect after it: a session alive, a second new password."""
    changed = hash_password(NEW)
    async with api.served.client() as person, session_scope(api.served.app.state.sessions) as session:
        assert (await log_in(person, "clerk")).status_code == 200
        await session.execute(text("UPDATE account SET password_hash = :h WHERE username = 'clerk'"), {"h": changed})
        if deed == "login":
            task = asyncio.create_task(log_in(person, "clerk"))
        else:
            body = {"old": PASSWORD, "new": "another of my own"}
            task = asyncio.create_task(person.post(f"{PREFIX}/session/password", json=body))
        await waiting_for_a_lock(api, task)
        await session.execute(text("UPDATE login_session SET revoked_at = now() WHERE revoked_at IS NULL"))
        await session.commit()
        answer = await task
        if deed == "login":
            assert (answer.status_code, code_of(answer)) == (401, "bad_credentials")
        else:
            assert refused_fields(answer) == {"old"}
    assert await api.served.fetch("SELECT count(*) FROM login_session WHERE revoked_at IS NULL") == [(0,)]
    assert await api.served.fetch("SELECT password_hash FROM account WHERE username = 'clerk'") == [(changed,)]


async def test_an_account_of_a_retired_organisation_is_not_enabled_again(api: Api, admin: httpx.AsyncClient) -> None:
    made = await opened(admin, role="operator", organisation_id=str(api.world.operator_id))
    path = f"{ACCOUNTS}/{made['account']['id']}"
    assert (await admin.put(f"{path}/disabled", json={"disabled": True, "reason": "停业"})).status_code == 200
    await api.served.execute("UPDATE organisation SET retired_at = now() WHERE id = :id", id=api.world.operator_id)
    refused = await admin.put(f"{path}/disabled", json={"disabled": False, "reason": "返岗"})
    assert (refused.status_code, code_of(refused)) == (409, "organisation_retired")
    assert "公司 own" in refused.json()["detail"]
    await api.served.execute("UPDATE organisation SET retired_at = NULL WHERE id = :id", id=api.world.operator_id)
    assert (await admin.put(f"{path}/disabled", json={"disabled": False, "reason": "返岗"})).status_code == 200
