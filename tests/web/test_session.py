"""Logging in and out: what a cookie is, when it ends, and what keeps guessers away."""

import asyncio

import httpx
import pytest

from core.settings import Settings
from tests.web.serving import PASSWORD, Served, log_in, serving

SESSION = "/api/v1/session"


def code(response: httpx.Response) -> str:
    """The stable code of a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["code"])


async def test_the_right_password_logs_in_and_says_who_it_is(served: Served) -> None:
    async with served.client() as client:
        answer = await log_in(client, "wang")
        assert answer.status_code == 200
        account = answer.json()["account"]
        assert account == {
            "id": account["id"],
            "username": "wang",
            "display_name": "wang",
            "role": "officer",
            "locale": "zh-CN",
            "password_once": False,
            "organisation": None,
        }
        assert (await client.get(SESSION)).json() == answer.json()


async def test_an_account_of_an_organisation_names_it(served: Served) -> None:
    await served.execute("INSERT INTO organisation (slug, kind, name) VALUES ('s', 'school', '一小')")
    [(school_id,)] = await served.fetch("SELECT id FROM organisation WHERE slug = 's'")
    assert isinstance(school_id, int)
    await served.add_account("school", "school", school_id)
    async with served.client() as client:
        answer = await log_in(client, "school")
    assert answer.json()["account"]["organisation"] == {"id": str(school_id), "name": "一小", "kind": "school"}


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    async with served.client() as client:
        cookie = (await log_in(client, "wang")).headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert "secure" not in parts  # plain http on this machine


async def test_over_https_and_in_production_the_cookie_is_secure(settings: Settings) -> None:
    production = settings.model_copy(update={"environment": "production"})
    async with serving(production) as served:
        await served.add_account("wang")
        async with served.client() as client:
            assert "secure" in (await log_in(client, "wang")).headers["set-cookie"].lower()
    async with serving(settings) as served, served.client(base_url="https://bus.example") as client:
        answer = await log_in(client, "wang")
        assert "secure" in answer.headers["set-cookie"].lower()
        assert "strict-transport-security" in answer.headers


async def test_the_database_keeps_no_token_only_its_keyed_hash(served: Served) -> None:
    async with served.client() as client:
        await log_in(client, "wang")
        token = client.cookies["schoolbus_session"]
    [(kept,)] = await served.fetch("SELECT token_hash FROM login_session")
    assert isinstance(kept, bytes)
    assert len(kept) == 32
    assert token.encode() not in kept


async def test_the_wrong_password_an_unknown_name_and_a_disabled_account_look_the_same(served: Served) -> None:
    await served.add_account("li")
    await served.execute("UPDATE account SET disabled = true WHERE username = 'li'")
    async with served.client() as client:
        answers = [await log_in(client, "wang", "wrong"), await log_in(client, "nobody"), await log_in(client, "li")]
    assert {answer.status_code for answer in answers} == {401}
    assert {code(answer) for answer in answers} == {"bad_credentials"}
    assert len({answer.text for answer in answers}) == 1


async def test_without_a_cookie_or_with_a_made_up_one_nobody_is_logged_in(served: Served) -> None:
    async with served.client() as client:
        for cookie in ("", "made-up", "x" * 4000):
            answer = await client.get(SESSION, headers={"cookie": f"schoolbus_session={cookie}"})
            assert (answer.status_code, code(answer)) == (401, "not_logged_in")


async def test_logging_out_ends_the_session_also_for_a_copied_cookie(served: Served) -> None:
    async with served.client() as client, served.client() as thief:
        await log_in(client, "wang")
        thief.cookies.update(client.cookies)
        assert (await thief.get(SESSION)).status_code == 200
        assert (await client.delete(SESSION)).status_code == 204
        assert "schoolbus_session" not in client.cookies
        assert (await thief.get(SESSION)).status_code == 401


async def test_logging_in_again_changes_the_session_and_ends_the_old_one(served: Served) -> None:
    async with served.client() as client, served.client() as old:
        await log_in(client, "wang")
        old.cookies.update(client.cookies)
        await log_in(client, "wang")
        assert client.cookies["schoolbus_session"] != old.cookies["schoolbus_session"]
        assert (await client.get(SESSION)).status_code == 200
        assert (await old.get(SESSION)).status_code == 401


async def test_a_session_id_brought_along_is_never_taken_over(served: Served) -> None:
    async with served.client() as client:
        answer = await client.post(
            SESSION,
            json={"username": "wang", "password": PASSWORD},
            headers={"cookie": "schoolbus_session=planted-by-somebody"},
        )
        assert "planted-by-somebody" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "ends",
    [
        "UPDATE login_session SET expires_at = now() - interval '1 second'",
        "UPDATE login_session SET revoked_at = now()",
        "UPDATE account SET disabled = true",
    ],
)
async def test_an_expired_or_revoked_session_and_a_disabled_account_end_at_once(served: Served, ends: str) -> None:
    async with served.client() as client:
        await log_in(client, "wang")
        await served.execute(ends)
        assert (await client.get(SESSION)).status_code == 401


async def test_a_new_secret_key_logs_everybody_out(served: Served, settings: Settings) -> None:
    async with served.client() as client:
        await log_in(client, "wang")
        renewed = settings.model_copy(update={"secret_key": type(settings.secret_key)("another")})
        async with serving(renewed) as later, later.client() as same:
            same.cookies.update(client.cookies)
            assert (await same.get(SESSION)).status_code == 401


async def test_the_sixth_guess_of_one_name_is_refused_even_with_the_right_password(served: Served) -> None:
    async with served.client() as client:
        for _ in range(served.settings.login_failures_per_account):
            assert (await log_in(client, "wang", "wrong")).status_code == 401
        answer = await log_in(client, "wang")
        assert (answer.status_code, code(answer)) == (429, "locked_out")
        assert 0 < int(answer.headers["retry-after"]) <= served.settings.login_lockout_s


async def test_a_name_that_does_not_exist_is_locked_just_the_same(served: Served) -> None:
    async with served.client() as client:
        for _ in range(served.settings.login_failures_per_account):
            await log_in(client, "nobody", "wrong")
        assert code(await log_in(client, "nobody")) == "locked_out"


async def test_after_the_lock_out_time_the_right_password_is_taken_again(served: Served) -> None:
    async with served.client() as client:
        for _ in range(served.settings.login_failures_per_account):
            await log_in(client, "wang", "wrong")
        await served.execute(
            "UPDATE login_attempt SET at = at - make_interval(secs => :s)", s=served.settings.login_lockout_s + 1
        )
        assert (await log_in(client, "wang")).status_code == 200


async def test_a_good_login_clears_the_failures_of_its_name(served: Served) -> None:
    async with served.client() as client:
        for _ in range(3):
            for _ in range(served.settings.login_failures_per_account - 1):
                assert (await log_in(client, "wang", "wrong")).status_code == 401
            assert (await log_in(client, "wang")).status_code == 200


async def test_many_guesses_at_once_are_counted_as_many(served: Served) -> None:
    async with served.client() as client:
        answers = await asyncio.gather(*(log_in(client, "wang", "wrong") for _ in range(12)))
    failed = [answer for answer in answers if answer.status_code == 401]
    assert len(failed) == served.settings.login_failures_per_account
    assert {code(answer) for answer in answers if answer not in failed} == {"locked_out"}


async def test_one_address_may_not_guess_at_many_names(settings: Settings) -> None:
    strict = settings.model_copy(update={"login_attempts_per_address": 3})
    async with serving(strict) as served:
        await served.add_account("wang")
        async with served.client(address="10.0.0.9") as guesser, served.client(address="10.0.0.10") as other:
            for number in range(3):
                assert (await log_in(guesser, f"name-{number}", "wrong")).status_code == 401
            answer = await log_in(guesser, "wang")
            assert (answer.status_code, code(answer)) == (429, "too_many_attempts")
            assert int(answer.headers["retry-after"]) > 0
            assert (await log_in(other, "wang")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "http://127.0.0.1:8000.evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:x"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_a_request_from_another_site_is_refused(served: Served, headers: dict[str, str]) -> None:
    async with served.client() as client:
        await log_in(client, "wang")
        for answer in (
            await client.post(SESSION, json={"username": "wang", "password": PASSWORD}, headers=headers),
            await client.delete(SESSION, headers=headers),
        ):
            assert (answer.status_code, code(answer)) == (403, "cross_site")
        assert (await client.get(SESSION)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
    ],
)
async def test_our_own_page_and_scripted_clients_pass(served: Served, headers: dict[str, str]) -> None:
    async with served.client() as client:
        answer = await client.post(SESSION, json={"username": "wang", "password": PASSWORD}, headers=headers)
        assert answer.status_code == 200


async def test_behind_a_proxy_that_ends_tls_the_public_origin_passes(served: Served) -> None:
    async with served.client(base_url="http://bus.example") as client:
        answer = await client.post(
            SESSION, json={"username": "wang", "password": PASSWORD}, headers={"origin": "https://bus.example"}
        )
        assert answer.status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_a_body_that_is_not_declared_as_json_is_refused(served: Served, content_type: str) -> None:
    body = b'{"username": "wang", "password": "correct horse battery"}'
    async with served.client() as client:
        answer = await client.post(SESSION, content=body, headers={"content-type": content_type})
    assert (answer.status_code, code(answer)) == (415, "not_json")


BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "no object": b"[]",
    "a number": b"5",
    "null": b"null",
    "bad UTF-8": b'{"username": "\xff\xfe", "password": "x"}',
    "a NUL": b'{"username": "wa\\u0000ng", "password": "x"}',
    "a lone surrogate": b'{"username": "\\ud800", "password": "x"}',
    "a lone surrogate in the password": b'{"username": "wang", "password": "\\ud800"}',
    "a name of a megabyte": b'{"username": "' + b"a" * 1_000_000 + b'", "password": "x"}',
    "a password of a megabyte": b'{"username": "wang", "password": "' + b"a" * 1_000_000 + b'"}',
    "a huge integer": b'{"username": ' + b"9" * 5000 + b', "password": "x"}',
    "an unknown field": b'{"username": "wang", "password": "x", "role": "admin"}',
    "deep nesting": b"[" * 100_000,
    "an empty name": b'{"username": "", "password": "x"}',
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_bad_body_is_a_problem_of_the_sender_never_ours(served: Served, body: bytes) -> None:
    async with served.client() as client:
        answer = await client.post(SESSION, content=body, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert code(answer) in {"invalid", "bad_request", "not_json"}


async def test_a_nul_in_the_password_is_just_a_wrong_password(served: Served) -> None:
    async with served.client() as client:
        assert (await log_in(client, "wang", "a\x00b")).status_code == 401


async def test_a_body_over_the_limit_is_refused_declared_or_not(served: Served) -> None:
    async def endless() -> object:
        for _ in range(40):
            yield b" " * 50_000

    headers = {"content-type": "application/json"}
    async with served.client() as client:
        declared = await client.post(SESSION, content=b" " * 1_100_000, headers=headers)
        assert (declared.status_code, code(declared)) == (413, "too_large")
        streamed = await client.post(SESSION, content=endless(), headers=headers)  # type: ignore[arg-type]
        assert 400 <= streamed.status_code < 500


async def test_each_field_at_fault_is_named_in_the_readers_language(served: Served) -> None:
    async with served.client() as client:
        for language, message in (("zh-CN", "必填"), ("en-GB,en;q=0.9", "is required"), ("fr, en", "is required")):
            answer = await client.post(SESSION, json={"username": "wang"}, headers={"accept-language": language})
            assert answer.status_code == 422
            assert answer.json()["errors"] == [{"field": "password", "message": message}]


async def test_a_problem_speaks_the_accounts_language_when_the_reader_names_none(served: Served) -> None:
    await served.execute("UPDATE account SET locale = 'en'")
    async with served.client() as client:
        await log_in(client, "wang")
        answer = await client.get("/api/v1/map/tiles.pmtiles")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not found")
    assert answer.headers["content-language"] == "en"
