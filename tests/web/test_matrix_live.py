"""The matrix of the live socket: who is let in, and that its snapshot holds what the role may see and nothing else."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from fastapi import APIRouter
from fastapi.routing import APIWebSocketRoute
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from core.access import EVERY_ROLE
from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.matrix_table import SEES
from tests.web.serving import Served, living, log_in
from tests.web.world import OTHER, OWN, World, seed
from web.app import PREFIX, ROUTERS, create_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATIENCE_S = 20.0


def sockets_of(routers: tuple[APIRouter, ...]) -> list[str]:
    """The paths of all WebSockets."""
    return [
        PREFIX + route.path for router in routers for route in router.routes if isinstance(route, APIWebSocketRoute)
    ]


SOCKETS = sockets_of(ROUTERS)


@pytest.fixture(scope="module")
def world(module_database_url: str) -> World:
    """The district of this module's database."""
    return seed(module_database_url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(module_database_url: str, world: World, stack: Stack) -> AsyncIterator[Served]:
    """The app on that district, behind a real server on 127.0.0.1, with one account a role."""
    door = socket.create_server(("127.0.0.1", 0))
    settings = Settings(
        database_url=module_database_url,
        redis_url=stack.redis_url,
        mqtt_url=stack.mqtt_url,
        http_port=door.getsockname()[1],
    )
    app = create_app(settings)
    async with living(app):
        one = Served(app, settings)
        for role in sorted(EVERY_ROLE):
            await one.add_account(role, role, world.organisation_of(role))
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, ws="websockets-sansio"))
        task = asyncio.create_task(server.serve(sockets=[door]))
        yield one
        server.should_exit = True
        await task


async def first_message(served: Served, path: str, *, cookie: str | None, origin: str | None = None) -> dict[str, Any]:
    """What the socket says first. Raises ConnectionClosed with the code that it was closed with."""
    headers = {} if cookie is None else {"Cookie": f"schoolbus_session={cookie}"}
    from_page = None if origin is None else Origin(origin)
    address = f"ws://127.0.0.1:{served.settings.http_port}{path}"
    async with (
        asyncio.timeout(PATIENCE_S),
        connect(address, additional_headers=headers, origin=from_page) as connection,
    ):
        message: dict[str, Any] = json.loads(await connection.recv())
        return message


async def cookie_of(served: Served, role: str) -> str:
    """A fresh login of a role."""
    async with served.client() as client:
        await log_in(client, role)
        return client.cookies["schoolbus_session"]


async def test_there_is_one_socket_and_a_new_one_must_be_held_to_the_matrix_too() -> None:
    assert SOCKETS == ["/api/v1/live"]


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("cookie", [None, "", "made-up"])
async def test_a_socket_without_a_login_is_closed_with_4401(served: Served, path: str, cookie: str | None) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        await first_message(served, path, cookie=cookie)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("path", SOCKETS)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_socket_that_another_sites_page_opens_is_closed_with_4403(
    served: Served, path: str, origin: str
) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        await first_message(served, path, cookie=await cookie_of(served, "admin"), origin=origin)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


@pytest.mark.parametrize("path", SOCKETS)
async def test_our_own_pages_socket_is_let_in(served: Served, path: str) -> None:
    own = f"http://127.0.0.1:{served.settings.http_port}"
    message = await first_message(served, path, cookie=await cookie_of(served, "admin"), origin=own)
    assert message["type"] == "snapshot"


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
async def test_the_snapshot_holds_what_the_role_may_see_and_nothing_else(
    served: Served, world: World, role: str
) -> None:
    message = await first_message(served, "/api/v1/live", cookie=await cookie_of(served, role))
    for noun, found in (("vehicle", message["buses"]), ("finding", message["findings"])):
        ids = {str(one["id"]) for one in found}
        seen = {whose for whose in (OWN, OTHER) if world.ids[noun][whose] in ids}
        assert seen == SEES[noun].get(role, set())
        assert len(ids) == len(seen), "nothing else"
