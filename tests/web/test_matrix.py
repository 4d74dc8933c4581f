"""The generated matrix: every route x every role x own and other object, against a table that a person wrote.

`ROUTES` says of each route what it is; `SEES` and `DOES` say who may. They are not derived from the program: they are what
the program is held to. A route of the app that is not in `ROUTES` fails, and so does one that answers without a login and
is not in `OPEN`.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi.routing import iter_route_contexts

from core.access import EVERY_ROLE
from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.serving import Served, log_in, serving
from tests.web.world import OTHER, OWN, PLATES, World
from tests.web.world_desk import seed_with_desk
from web.app import create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFICES = ("admin", "officer", "clerk", "police", "transport", "emergency", "government", "auditor")
ALL = {OWN, OTHER}
OFFICES_ALL: dict[str, set[str]] = dict.fromkeys(OFFICES, ALL)
WITH_THE_BUS = {**OFFICES_ALL, "operator": {OWN}, "school": {OWN}}
# noun -> role -> whose it sees. A role that is not named sees none: parents, drivers, attendants and teachers see no bus
# until rosters tie them to a run.
SEES: dict[str, dict[str, set[str]]] = {
    "organisation": dict.fromkeys(EVERY_ROLE, ALL),
    "place": dict.fromkeys(EVERY_ROLE, ALL),
    "condition": dict.fromkeys(EVERY_ROLE, ALL),
    "exemption": OFFICES_ALL,
    "vehicle": WITH_THE_BUS,
    "line": WITH_THE_BUS,
    "run": WITH_THE_BUS,
    "finding": WITH_THE_BUS,
    "permit": WITH_THE_BUS,
    "device": {**OFFICES_ALL, "operator": {OWN}},
    "binding": {**OFFICES_ALL, "operator": {OWN}},
    "parked": OFFICES_ALL,
    "platform": OFFICES_ALL,
    "rejudgement": OFFICES_ALL,
    "seal": OFFICES_ALL,
    "rejudgement_difference": OFFICES_ALL,
    "unknown_device": OFFICES_ALL,
    "command": {**OFFICES_ALL, "operator": {OWN}},
    "media": WITH_THE_BUS,
    "driver_card": WITH_THE_BUS,
    "case": WITH_THE_BUS,
    "fault": WITH_THE_BUS,
    "duty": OFFICES_ALL,
    "handover": OFFICES_ALL,
    "police_notice": OFFICES_ALL,
}
# action -> roles that may do it
DOES: dict[str, set[str]] = {
    "add a vehicle": {"admin", "clerk"},
    "add a device": {"admin", "clerk"},
    "bind a device": {"admin", "clerk"},
    "add a platform": {"admin", "clerk"},
    "change a platform": {"admin", "clerk"},
    "change a device": {"admin", "clerk"},
    "renew a secret": {"admin", "clerk"},
    "import devices": {"admin", "clerk"},
    "adopt a device": {"admin", "clerk"},
    "draw places": {"admin", "officer", "police", "transport"},
    "declare weather": {"admin", "officer", "police", "transport", "emergency"},
    "declare exemptions": {"admin", "officer", "police", "transport"},
    "seal": {"admin", "officer", "police"},
    "lift a seal": {"admin", "officer", "police"},
    "export a seal": {"admin", "officer", "police"},
    "command a terminal": {"admin", "officer", "police"},
    "read the modes of rules": set(OFFICES),
    "switch a rule": {"admin"},
    "date a parameter": {"admin"},
    "work on a case": {"admin", "officer", "operator", "school", "police", "transport", "government"},
    "work on many cases": {"admin", "officer"},
    "call about a case": {"admin", "officer", "operator", "school", "police"},
    "declare a fault": {"admin", "officer"},
    "plan the watch": {"admin", "officer"},
    "save a view": set(EVERY_ROLE) - {"auditor"},
    "draft a notice": set(OFFICES) - {"auditor"},
    "import the police's notice": {"admin", "officer", "police"},
}


@dataclass(frozen=True)
class Open:
    """Answers without a login."""


@dataclass(frozen=True)
class Anyone:
    """Answers everybody who is logged in alike; `status` when there is nothing to give in this test."""

    status: int = 200


@dataclass(frozen=True)
class One:
    """One object of the noun: 200 for who sees it, 404 for who does not; `query` where it is not the path that names it."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class Listed:
    """A list in which each object of the noun appears for who sees it; `query` may use {own} and {other}."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class ListedOf:
    """The list of what belongs to one object: the noun is in it for who sees the `owner`, and 404 for who does not."""

    noun: str
    owner: str


@dataclass(frozen=True)
class Done:
    """Changes something: 403 for every role that may not, whatever the body; `status` of an empty body for who may."""

    action: str
    status: int = 422


What = Open | Anyone | One | Listed | ListedOf | Done
ROUTES: dict[str, What] = {
    "GET /healthz": Open(),
    "GET /readyz": Open(),
    "GET /metrics": Open(),
    "GET /api/openapi.json": Open(),
    "POST /api/v1/session": Open(),
    "GET /api/v1/config": Open(),
    "GET /api/v1/session": Anyone(),
    "DELETE /api/v1/session": Anyone(204),
    "GET /api/v1/doors": Anyone(),
    "GET /api/v1/map/base": Anyone(),
    "GET /api/v1/map/tiles.pmtiles": Anyone(404),
    "GET /api/v1/rules": Anyone(),
    "GET /api/v1/rule-modes": Done("read the modes of rules", 200),
    "POST /api/v1/rule-modes": Done("switch a rule"),
    "GET /api/v1/parameters": Anyone(),
    "POST /api/v1/parameters": Done("date a parameter"),
    "GET /api/v1/organisations": Listed("organisation"),
    "GET /api/v1/places": Listed("place"),
    "GET /api/v1/places/{place_id}": One("place"),
    "POST /api/v1/places": Done("draw places"),
    "PUT /api/v1/places/{place_id}": Done("draw places"),
    "GET /api/v1/places/{place_id}/versions": One("place"),
    "POST /api/v1/places/{place_id}/end": Done("draw places"),
    "POST /api/v1/places/{place_id}/restore": Done("draw places"),
    "POST /api/v1/places/import": Done("draw places", 415),
    "GET /api/v1/conditions": Listed("condition", "?state=past"),
    "POST /api/v1/conditions": Done("declare weather"),
    "POST /api/v1/conditions/{condition_id}/renew": Done("declare weather"),
    "POST /api/v1/conditions/{condition_id}/end": Done("declare weather", 409),
    "GET /api/v1/exemptions": Listed("exemption", "?state=past"),
    "POST /api/v1/exemptions": Done("declare exemptions"),
    "POST /api/v1/exemptions/{exemption_id}/renew": Done("declare exemptions"),
    "POST /api/v1/exemptions/{exemption_id}/end": Done("declare exemptions", 409),
    "GET /api/v1/lines": Listed("line"),
    "GET /api/v1/lines/{line_id}": One("line"),
    "GET /api/v1/vehicles": Listed("vehicle"),
    "POST /api/v1/vehicles": Done("add a vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/card": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/positions": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/track": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/history": One("vehicle"),
    "GET /api/v1/findings": Listed("finding"),
    "GET /api/v1/findings/{finding_id}": One("finding"),
    "GET /api/v1/findings/{finding_id}/track": One("finding"),
    "GET /api/v1/seals": Listed("seal"),
    "POST /api/v1/seals": Done("seal"),
    "GET /api/v1/seals/{seal_id}": One("seal"),
    "POST /api/v1/seals/{seal_id}/releases": Done("lift a seal"),
    "GET /api/v1/seals/{seal_id}/package.zip": Done("export a seal", 200),
    "GET /api/v1/seal-people": Done("seal"),
    "GET /api/v1/rejudgements": Listed("rejudgement"),
    "GET /api/v1/rejudgements/{rejudgement_id}": One("rejudgement"),
    "GET /api/v1/rejudgements/{rejudgement_id}/differences": ListedOf("rejudgement_difference", "rejudgement"),
    "POST /api/v1/findings/{finding_id}/correct-limit": Done("draw places"),
    "GET /api/v1/desk/cases": Listed("case"),
    "GET /api/v1/desk/cases/{case_id}": One("case"),
    "GET /api/v1/desk/cases/{case_id}/assignees": One("case"),
    "GET /api/v1/desk/cases/{case_id}/file.pdf": One("case"),
    "GET /api/v1/desk/cases/{case_id}/file.json": One("case"),
    "POST /api/v1/desk/cases/{case_id}/steps": Done("work on a case"),
    "POST /api/v1/desk/cases/{case_id}/numbers": Done("call about a case"),
    "POST /api/v1/desk/attachments": Done("work on a case"),
    "GET /api/v1/desk/attachments/{attachment_id}": Anyone(404),
    "POST /api/v1/desk/bulk": Done("work on many cases"),
    "GET /api/v1/desk/rates": Anyone(),
    "GET /api/v1/desk/watch": Anyone(),
    "GET /api/v1/desk/officers": Done("plan the watch", 200),
    "GET /api/v1/desk/duties": Listed("duty"),
    "POST /api/v1/desk/duties": Done("plan the watch"),
    "DELETE /api/v1/desk/duties/{duty_id}": Done("plan the watch", 204),
    "GET /api/v1/desk/handovers": Listed("handover"),
    "POST /api/v1/desk/handovers": Done("plan the watch"),
    "GET /api/v1/desk/faults": Listed("fault"),
    "POST /api/v1/desk/faults": Done("declare a fault"),
    "POST /api/v1/desk/faults/{fault_id}/end": Done("declare a fault", 200),
    "GET /api/v1/desk/views": Anyone(),
    "POST /api/v1/desk/views": Done("save a view"),
    "DELETE /api/v1/desk/views/{view_id}": Done("save a view", 404),
    "GET /api/v1/desk/monthly-notice": Done("draft a notice"),
    "GET /api/v1/desk/police-notices": Listed("police_notice"),
    "POST /api/v1/desk/police-notices": Done("import the police's notice"),
    "GET /api/v1/runs": Listed("run", "?date=2026-11-24"),
    "GET /api/v1/runs/{run_id}": One("run"),
    "GET /api/v1/runs/{run_id}/departure-check": One("run"),
    "GET /api/v1/vehicles/{vehicle_id}/papers-check": One("vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/why": One("vehicle"),
    "GET /api/v1/permits": Listed("permit"),
    "GET /api/v1/permits/{permit_id}": One("permit"),
    "GET /api/v1/devices": Listed("device"),
    "POST /api/v1/devices": Done("add a device", 201),
    "GET /api/v1/devices/import-template.csv": Anyone(),
    "GET /api/v1/devices/import-template.xlsx": Anyone(),
    "POST /api/v1/devices/import": Done("import devices", 415),
    "GET /api/v1/devices/{device_id}": One("device"),
    "PATCH /api/v1/devices/{device_id}": Done("change a device", 200),
    "POST /api/v1/devices/{device_id}/secret": Done("renew a secret", 200),
    "GET /api/v1/devices/{device_id}/commands": ListedOf("command", "device"),
    "POST /api/v1/devices/{device_id}/commands": Done("command a terminal"),
    "POST /api/v1/devices/{device_id}/bindings": Done("bind a device"),
    "PATCH /api/v1/devices/{device_id}/bindings/{binding_id}": Done("bind a device"),
    "GET /api/v1/parked": Listed("parked"),
    "GET /api/v1/platforms": Listed("platform"),
    "POST /api/v1/platforms": Done("add a platform"),
    "GET /api/v1/platforms/{platform_id}": One("platform"),
    "PATCH /api/v1/platforms/{platform_id}": Done("change a platform", 200),
    "POST /api/v1/platforms/{platform_id}/password": Done("change a platform", 200),
    "GET /api/v1/quality": Listed("vehicle", "?by=vehicle"),
    "GET /api/v1/quality/definitions": Anyone(),
    "GET /api/v1/quality/days": One("vehicle", "?vehicle_id={vehicle_id}"),
    "GET /api/v1/quality.xlsx": Anyone(),
    "GET /api/v1/vehicles/{vehicle_id}/quality": One("vehicle"),
    "GET /api/v1/unknown-devices": Listed("unknown_device"),
    "POST /api/v1/unknown-devices/{unknown_device_id}/adoption": Done("adopt a device", 409),
    "DELETE /api/v1/unknown-devices/{unknown_device_id}": Done("adopt a device", 204),
    "GET /api/v1/vehicles/{vehicle_id}/media": ListedOf("media", "vehicle"),
    "GET /api/v1/vehicles/{vehicle_id}/driver-cards": ListedOf("driver_card", "vehicle"),
    "GET /api/v1/media/{media_id}": One("media"),
    "GET /api/v1/search": Listed("vehicle", "?q=苏G0000"),
}
NAMED_OPEN = {route for route, what in ROUTES.items() if isinstance(what, Open)}


def routes_of_the_app() -> list[str]:
    """Every "METHOD /path" that the app answers, WebSockets apart."""
    found = set()
    for context in iter_route_contexts(create_app(Settings()).routes):
        for method in getattr(context, "methods", None) or ():
            if method not in ("HEAD", "OPTIONS"):
                found.add(f"{method} {context.path}")
    return sorted(found)


APP_ROUTES = routes_of_the_app()


def closed(*kinds: type) -> Iterator[str]:
    """The app's routes of these kinds."""
    for route in APP_ROUTES:
        if isinstance(ROUTES.get(route), kinds):
            yield route


@pytest.fixture(scope="module")
def world(module_database_url: str) -> World:
    """The district of this module's database."""
    return seed_with_desk(module_database_url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(module_database_url: str, world: World, stack: Stack) -> AsyncIterator[Served]:
    """The app on that district, with one account a role."""
    settings = Settings(database_url=module_database_url, redis_url=stack.redis_url, mqtt_url=stack.mqtt_url)
    async with serving(settings) as one:
        for role in sorted(EVERY_ROLE):
            await one.add_account(role, role, world.organisation_of(role))
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cookies(served: Served) -> dict[str, httpx.Cookies]:
    """A login of each role."""
    jars = {}
    for role in sorted(EVERY_ROLE):
        async with served.client() as client:
            assert (await log_in(client, role)).status_code == 200
            jars[role] = client.cookies
    return jars


async def ask(served: Served, route: str, path: str, jar: httpx.Cookies | None = None) -> httpx.Response:
    """Send the request of a route to a filled-in path, with an empty body where one belongs."""
    method = route.split(" ", maxsplit=1)[0]
    async with served.client() as client:
        client.cookies.update(jar or {})
        return await client.request(method, path, json={} if method in ("POST", "PUT", "PATCH") else None)


def filled(route: str, world: World, whose: str, query: str = "") -> str:
    """The route's path, and its query, with the ids of own or other objects."""
    path = route.split(" ", maxsplit=1)[1] + query
    for noun, ids in world.ids.items():
        path = path.replace(f"{{{noun}_id}}", ids[whose])
    assert "{" not in path, f"no object for {path}: add it to tests/web/world.py"
    return path


def ids_in(answer: Any) -> set[str]:
    """The ids of a list or a FeatureCollection."""
    if "features" in answer:
        return {str(feature["properties"]["id"]) for feature in answer["features"]}
    return {str(item["id"]) for item in answer["items"]}


async def test_every_route_of_the_app_is_in_the_table_and_every_line_of_it_is_a_route() -> None:
    assert set(APP_ROUTES) - set(ROUTES) == set(), "say in ROUTES what the new route is"
    assert set(ROUTES) - set(APP_ROUTES) == set(), "these routes are gone"


@pytest.mark.parametrize("route", sorted(set(APP_ROUTES) - NAMED_OPEN))
async def test_without_a_login_a_route_answers_401(served: Served, world: World, route: str) -> None:
    for whose in (OWN, OTHER):
        answer = await ask(served, route, filled(route, world, whose))
        assert (answer.status_code, answer.json()["code"]) == (401, "not_logged_in")


@pytest.mark.parametrize("route", sorted(NAMED_OPEN))
async def test_the_routes_that_need_no_login_are_those_on_the_short_list(served: Served, route: str) -> None:
    answer = await ask(served, route, route.split(" ", maxsplit=1)[1])
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
@pytest.mark.parametrize("route", list(closed(Anyone)))
async def test_what_is_for_everybody_answers_every_role(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str, role: str
) -> None:
    what = ROUTES[route]
    assert isinstance(what, Anyone)
    jar = cookies[role]
    if route.startswith("DELETE /api/v1/session"):  # a login of its own, to end
        async with served.client() as client:
            await log_in(client, role)
            jar = client.cookies
    assert (await ask(served, route, filled(route, world, OWN), jar)).status_code == what.status


@pytest.mark.parametrize("whose", [OWN, OTHER])
@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
@pytest.mark.parametrize("route", list(closed(One)))
async def test_an_object_is_there_for_those_who_may_see_it_and_for_nobody_else(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str, role: str, whose: str
) -> None:
    what = ROUTES[route]
    assert isinstance(what, One)
    path = filled(route, world, whose, what.query)
    answer = await ask(served, route, path, cookies[role])
    sees = whose in SEES[what.noun].get(role, set())
    assert answer.status_code == (200 if sees else 404)
    if not sees:
        assert answer.json()["code"] == "missing"
        never = await ask(served, route, _absent(path, world, what.noun, whose), cookies[role])
        assert never.json() == answer.json(), "who may not see it must not learn whether it exists"


def _absent(path: str, world: World, noun: str, whose: str) -> str:
    """The path of an object that does not exist."""
    known = world.ids[noun][whose]
    unknown = {"finding": "00000000-0000-4000-8000-00000000ffff", "device": "device-none"}.get(noun, "999999")
    return re.sub(rf"(?<=[/=]){known}\b", unknown, path, count=1)


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
@pytest.mark.parametrize("route", list(closed(Listed)))
async def test_a_list_holds_what_the_role_may_see_and_nothing_else(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str, role: str
) -> None:
    what = ROUTES[route]
    assert isinstance(what, Listed)
    answer = await ask(served, route, filled(route, world, OWN) + what.query, cookies[role])
    assert answer.status_code == 200
    found = ids_in(answer.json())
    ids = world.ids[what.noun]
    assert {whose for whose in (OWN, OTHER) if ids[whose] in found} == SEES[what.noun].get(role, set())
    if OTHER not in SEES[what.noun].get(role, set()):
        assert PLATES[OTHER] not in answer.text


@pytest.mark.parametrize("whose", [OWN, OTHER])
@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
@pytest.mark.parametrize("route", list(closed(ListedOf)))
async def test_what_belongs_to_an_object_is_listed_for_those_who_may_see_the_object(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str, role: str, whose: str
) -> None:
    what = ROUTES[route]
    assert isinstance(what, ListedOf)
    answer = await ask(served, route, filled(route, world, whose), cookies[role])
    sees = whose in SEES[what.noun].get(role, set())
    assert answer.status_code == (200 if sees else 404)
    if sees:
        assert ids_in(answer.json()) == {world.ids[what.noun][whose]}
        return
    never = await ask(served, route, _absent(filled(route, world, whose), world, what.owner, whose), cookies[role])
    assert never.json() == answer.json(), "who may not see it must not learn whether it exists"


@pytest.mark.parametrize("whose", [OWN, OTHER])
@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
@pytest.mark.parametrize("route", list(closed(Done)))
async def test_a_deed_is_refused_to_every_role_that_may_not_do_it(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str, role: str, whose: str
) -> None:
    what = ROUTES[route]
    assert isinstance(what, Done)
    answer = await ask(served, route, filled(route, world, whose), cookies[role])
    if role in DOES[what.action]:
        assert answer.status_code == what.status, answer.text
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("route", sorted(route for route in APP_ROUTES if not route.startswith("GET ")))
async def test_another_sites_page_changes_nothing_whoever_is_logged_in(
    served: Served, world: World, cookies: dict[str, httpx.Cookies], route: str
) -> None:
    method, path = route.split(" ", maxsplit=1)[0], filled(route, world, OWN)
    async with served.client() as client:
        client.cookies.update(cookies["admin"])
        answer = await client.request(method, path, json={}, headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
