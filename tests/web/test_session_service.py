"""The service around the session: the page with its headers, bugs as incidents, servers that are away, readiness."""

import asyncio
from pathlib import Path

import httpx

from core.database import SCHEMA_REVISION
from core.heartbeat import beat
from core.settings import Settings
from tests.web.serving import Served, living, serving
from web.app import create_app

SESSION = "/api/v1/session"


def code(response: httpx.Response) -> str:
    """The stable code of a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    return str(response.json()["code"])


async def test_the_page_comes_with_strict_headers_and_every_address_of_it(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>校车</title>", encoding="utf-8")
    (tmp_path / "assets" / "app.js").write_text("1", encoding="utf-8")
    app = create_app(settings, static=tmp_path)
    async with living(app), Served(app, settings).client() as client:
        for address in ("/", "/findings", "/vehicles/7?tab=track"):
            page = await client.get(address)
            assert page.status_code == 200
            assert "校车" in page.text
            assert page.headers["cache-control"] == "no-cache"
            policy = page.headers["content-security-policy"]
            for directive in (
                "worker-src 'self' blob:",
                "img-src 'self' data: blob:",
                "frame-ancestors 'none'",
                "script-src 'self';",
            ):
                assert directive in policy
            assert page.headers["x-content-type-options"] == "nosniff"
        assert "immutable" in (await client.get("/assets/app.js")).headers["cache-control"]
        for nothing in (
            "/assets/none.js",
            "/api",
            "/api/v1/none",
            "/%2e%2e/pyproject.toml",
            "/a%00.js",
            "/a/..%2f..%2fx.py",
        ):
            answer = await client.get(nothing)
            assert (answer.status_code, code(answer)) == (404, "no_such_address")
        assert (await client.post("/", json={})).status_code == 404


async def test_before_the_page_is_built_its_address_says_how_to_build_it(settings: Settings, tmp_path: Path) -> None:
    app = create_app(settings, static=tmp_path / "none")
    async with living(app), Served(app, settings).client() as client:
        answer = await client.get("/")
    assert answer.status_code == 503
    assert "make page" in answer.text


async def test_a_bug_is_an_incident_number_never_a_traceback(served: Served) -> None:
    async def broken() -> None:
        raise RuntimeError("secret detail")

    served.app.add_api_route("/api/v1/broken", broken)
    async with served.client() as client:
        answer = await client.get("/api/v1/broken")
    assert (answer.status_code, code(answer)) == (500, "our_fault")
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


async def test_a_database_that_is_away_is_said_with_503(served: Served) -> None:
    away = served.settings.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:1/none"})
    async with serving(away) as other, other.client() as client:
        answer = await client.get(SESSION, headers={"cookie": "schoolbus_session=x"})
        assert (answer.status_code, code(answer)) == (503, "unavailable")
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"]["ok"] is False
        assert "nobody" not in ready.text


async def test_ready_says_what_is_there_and_degraded_while_the_ingest_is_silent(served: Served) -> None:
    async with served.client() as client:
        ready = (await client.get("/readyz")).json()
        assert ready["status"] == "degraded"
        assert {name for name, check in ready["checks"].items() if not check["ok"]} == {"ingest"}
        await beat(served.app.state.redis, "ingest:0")
        assert (await client.get("/readyz")).json()["status"] == "ready"
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert "schoolbus_http_requests_total" in (await client.get("/metrics")).text


async def test_a_schema_older_than_the_program_is_not_ready(served: Served) -> None:
    await served.execute("UPDATE alembic_version SET version_num = '0001'")
    async with served.client() as client:
        ready = await client.get("/readyz")
    await served.execute("UPDATE alembic_version SET version_num = :now", now=SCHEMA_REVISION)
    assert ready.status_code == 503
    assert "schoolbus migrate" in ready.json()["checks"]["migrations"]["detail"]


async def test_a_process_whose_live_map_has_ended_is_not_ready(served: Served) -> None:
    task = served.app.state.tasks["live"]
    async with served.client() as client:
        assert (await client.get("/readyz")).json()["checks"]["tasks"]["ok"] is True
        task.cancel()
        await asyncio.wait({task})
        ready = await client.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "not_ready")
    assert "live" in ready.json()["checks"]["tasks"]["detail"]
