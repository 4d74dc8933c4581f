"""The matrix of bad input: every parameter of every route x every kind of nonsense is the sender's fault, never a 500."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio

from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.matrix_routes import NAMED_OPEN
from tests.web.serving import Served, log_in, serving
from tests.web.test_matrix import APP_ROUTES, filled
from tests.web.world import OWN, World
from tests.web.world_desk import seed_with_desk
from web.app import create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "a NUL": b"a\x00b",
    "bad UTF-8": b"\xff\xfe\xc3\x28",
    "a quote": b"' OR 1=1; --",
    "a huge integer": b"9" * 400,
    "an integer past bigint": str(2**63).encode(),
    "an integer past int": str(2**31).encode(),
    "a negative": b"-1",
    "zero": b"0",
    "not a number": b"NaN",
    "infinity": b"1e999",
    "a long text": b"x" * 3000,
    "a lone surrogate": b"\xed\xa0\x80",
    "a time out of reach": b"9999-12-31T23:59:59-23:59",
    "a time before time": b"0001-01-01T00:00:00+23:59",
    "a naive time": b"2026-11-24T00:00:00",
    "a day that is none": b"2026-02-30",
    "percent signs": b"%_%",
    "a pattern": b"(((((",
    "a cursor of nonsense": b"WyJpZCIsIFtdLCBbXV0",
    "a right-to-left mark": "\u202e\u0000".encode(),
}
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "bad UTF-8": b'{"a": "\xff"}',
    "deep nesting": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "a huge integer": b'{"vehicle_id": ' + b"9" * 5000 + b"}",
}
NUMBERS: list[Any] = [2**31, 2**63, 2**70, -1, 0, 1.5, float("nan"), float("inf"), True]
TEXTS: list[Any] = ["", "a\x00b", "\ud800", "x" * 5000, "999999", "2026-11-24T00:00:00"]
TIMES: list[Any] = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"]
VALUES: list[Any] = [*NUMBERS, *TEXTS, *TIMES, None, [], {}]


# the field of a command -> a whole command that has it
COMMANDS: dict[str, dict[str, Any]] = {
    "text": {"kind": "text", "text": "请减速"},
    "urgent": {"kind": "text", "text": "请减速"},
    "interval_s": {"kind": "interval", "interval_s": 10},
    "alarms": {"kind": "confirm_alarm"},
    "channel": {"kind": "snapshot", "channel": 1},
}
INSPECTIONS = {"version": 1, "place": "检测站", "capacity_per_day": 9, "inspect_from": "2036-08-01"}
A_FILE = {"application_id": 1, "version": 1}


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every "METHOD /path" of the API with its OpenAPI description."""
    for path, methods in SCHEMA["paths"].items():
        for method, described in methods.items():
            yield f"{method.upper()} {path}", described


def parameters() -> Iterator[tuple[str, str, str]]:
    """(route, path or query, name) of every parameter."""
    for route, described in operations():
        for parameter in described.get("parameters", ()):
            if parameter["in"] in ("path", "query"):
                yield route, parameter["in"], parameter["name"]


def body_fields() -> Iterator[tuple[str, str]]:
    """(route, field) of every field of every JSON body."""
    for route, described in operations():
        shapes = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        for shape in shapes.get("oneOf", [shapes]) if shapes else []:
            name = shape["$ref"].rsplit("/", maxsplit=1)[-1]
            yield from ((route, field) for field in SCHEMA["components"]["schemas"][name]["properties"])


def file_routes() -> Iterator[tuple[str, str]]:
    """(route, media type) of every body that is a file."""
    for route, described in operations():
        for media_type in described.get("requestBody", {}).get("content", {}):
            if media_type != "application/json":
                yield route, media_type


SCHEMA: dict[str, Any] = create_app(Settings()).openapi()


@pytest.fixture(scope="module")
def world(module_database_url: str) -> World:
    """The district of this module's database."""
    return seed_with_desk(module_database_url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(module_database_url: str, world: World, stack: Stack) -> AsyncIterator[Served]:
    """The app on that district, with an administrator."""
    settings = Settings(
        database_url=module_database_url,
        redis_url=stack.redis_url,
        mqtt_url=stack.mqtt_url,
        login_failures_per_account=10_000,
        login_attempts_per_address=10_000,
    )
    async with serving(settings) as one:
        await one.add_account("admin", "admin")
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def admin(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """The administrator's client."""
    async with served.client() as client:
        assert (await log_in(client, "admin")).status_code == 200
        yield client


def is_the_senders(answer: httpx.Response) -> bool:
    """Answered as asked, or refused with a problem that is the sender's."""
    if answer.status_code < 400:
        return True
    return answer.status_code < 500 and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("route", "where", "name"), sorted(parameters()))
async def test_nonsense_in_a_parameter_is_never_our_fault(
    admin: httpx.AsyncClient, world: World, route: str, where: str, name: str
) -> None:
    method, template = route.split(" ", maxsplit=1)
    for what, value in NONSENSE.items():
        text = quote(value, safe="")
        if where == "path":
            path = filled(f"{method} {template.replace('{' + name + '}', text)}", world, OWN)
        else:
            path = f"{filled(route, world, OWN)}?{name}={text}"
        answer = await admin.request(method, path, json={} if method in ("POST", "PATCH", "PUT") else None)
        assert is_the_senders(answer), f"{what}: {answer.status_code} {answer.text}"


@pytest.mark.parametrize("route", sorted({route for route, _field in body_fields()}))
async def test_a_body_of_nonsense_is_never_our_fault(admin: httpx.AsyncClient, world: World, route: str) -> None:
    method, path = route.split(" ", maxsplit=1)[0], filled(route, world, OWN)
    for what, body in BODIES.items():
        answer = await admin.request(method, path, content=body, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code} {answer.text}"
        assert is_the_senders(answer), what


@pytest.mark.parametrize(("route", "media_type"), sorted(file_routes()))
async def test_a_file_of_nonsense_is_never_our_fault(
    admin: httpx.AsyncClient, world: World, route: str, media_type: str
) -> None:
    method, path = route.split(" ", maxsplit=1)[0], filled(route, world, OWN)
    for what, body in {**BODIES, **NONSENSE, "a ZIP of nothing": b"PK\x05\x06" + b"\x00" * 18}.items():
        answer = await admin.request(method, path, content=body, headers={"content-type": media_type})
        assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code} {answer.text}"
        assert is_the_senders(answer), what


@pytest.mark.parametrize(("route", "name"), sorted(set(body_fields())))
async def test_nonsense_in_a_field_of_a_body_is_never_our_fault(
    admin: httpx.AsyncClient, world: World, route: str, name: str
) -> None:
    method, path = route.split(" ", maxsplit=1)[0], filled(route, world, OWN)
    whole: dict[str, dict[str, Any]] = {
        "POST /api/v1/vehicles": {"plate": "苏G90001", "seats": 40, "type": "primary_bus"},
        "POST /api/v1/devices/{device_id}/bindings": {
            "vehicle_id": world.ids["vehicle"][OWN],
            "since": "2026-11-24T00:00:00Z",
        },
        "POST /api/v1/desk/cases/{case_id}/steps": {"step": "note", "version": 1, "note": "已看"},
        "POST /api/v1/desk/bulk": {"step": "note", "note": "已看", "cases": [{"case_id": 1, "version": 1}]},
        "POST /api/v1/desk/cases/{case_id}/numbers": {"purpose": "handle"},
        "POST /api/v1/desk/faults": {"vehicle_id": 1, "until": "2036-11-24T00:00:00Z", "reason": "送修"},
        "POST /api/v1/desk/duties": {"account_id": 1, "since": "2026-11-24T00:00:00Z", "until": "2026-11-25T00:00:00Z"},
        "POST /api/v1/desk/views": {"name": "早班", "query": ""},
        "POST /api/v1/reports/{public_report_id}/steps": {"step": "note", "version": 1, "note": "已看"},
        "POST /api/v1/working-days": {"day": "2036-11-24", "works": False, "source": "区政府通知"},
        "POST /api/v1/public/reports": {"ticket": "x" * 40, "kind": "overload", "words": "超员", "place": "校门"},
        "POST /api/v1/public/report-status": {"number": "2611-00001", "code": "00000-00000"},
        "POST /api/v1/rounds": {"name": "秋季换证", "target_on": "2036-09-01"},
        "PUT /api/v1/rounds/{round_id}": {"name": "秋季换证", "target_on": "2036-09-01", "version": 1},
        "PUT /api/v1/rounds/{round_id}/inspections": INSPECTIONS,
        "POST /api/v1/rounds/{round_id}/drops": {"application_id": 1, "reason": "单独办理"},
        "POST /api/v1/rounds/{round_id}/preview": {"subject": "application", "step": "accept", "files": [A_FILE]},
        "POST /api/v1/rounds/{round_id}/steps": {"subject": "application", "step": "accept", "files": [A_FILE]},
        "POST /api/v1/devices/{device_id}/commands": COMMANDS.get(name, {"kind": "locate"}),
    }
    good = whole.get(route, {})
    for value in VALUES:
        body = json_of({**good, name: value})
        answer = await admin.request(method, path, content=body, headers={"content-type": "application/json"})
        assert is_the_senders(answer), f"{name}={value!r}: {answer.status_code} {answer.text}"
        if answer.status_code == 422:
            assert answer.json()["errors"], "the field at fault is named"


def json_of(value: Any) -> bytes:
    """JSON with whatever Python allows in it: NaN, lone surrogates, integers of any size."""
    return json.dumps(value).encode()


async def test_the_description_of_the_api_names_every_closed_route(admin: httpx.AsyncClient) -> None:
    described = {route for route, _described in operations()}
    assert set(APP_ROUTES) - described == NAMED_OPEN - described
    assert (await admin.get("/api/openapi.json")).json()["openapi"].startswith("3.")
