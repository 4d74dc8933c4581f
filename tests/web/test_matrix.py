"""The generated matrix: every route x every role x own and other object, against a table that a person wrote.

`ROUTES` says of each route what it is; `SEES` and `DOES` say who may. They are not derived from the program: they are what
the program is held to. A route of the app that is not in `ROUTES` fails, and so does one that answers without a login and
is not in `OPEN`.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi.routing import iter_route_contexts

from core.access import EVERY_ROLE
from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.matrix_routes import NAMED_OPEN, ROUTES
from tests.web.matrix_table import DOES, SEES, Anyone, Done, Listed, ListedOf, One
from tests.web.serving import Served, log_in, serving
from tests.web.world import OTHER, OWN, PLATES, World
from tests.web.world_desk import seed_with_desk
from web.app import create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")


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
    path = route.split(" ", maxsplit=1)[1].replace("{office}", "police").replace("{name}", "receipt") + query
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
