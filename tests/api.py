"""The API over the small district of tests/web/world.py, as a person of any role uses it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from core.personal import key_of, sealed
from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.serving import Served, log_in, serving
from tests.web.world import OWN, World, seed

PREFIX = "/api/v1"


@dataclass
class Api:
    """A served district. `client` is the clerk's, who may also add things."""

    client: httpx.AsyncClient
    world: World
    served: Served

    def own(self, noun: str) -> str:
        """The id of the object of a noun that belongs to the own operator and school."""
        return self.world.ids[noun][OWN]

    async def get(self, path: str, **query: Any) -> httpx.Response:
        """GET as the clerk."""
        return await self.client.get(f"{PREFIX}{path}", params=query)

    async def answer(self, path: str, **query: Any) -> Any:
        """What GET answers, which must be 200."""
        response = await self.get(path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    async def post(self, path: str, body: Any) -> httpx.Response:
        """POST as the clerk."""
        return await self.client.post(f"{PREFIX}{path}", json=body)

    @asynccontextmanager
    async def as_role(self, role: str) -> AsyncIterator[httpx.AsyncClient]:
        """A client of another role, of the own organisation."""
        await self.served.add_account(role, role, self.world.organisation_of(role))
        async with self.served.client() as client:
            assert (await log_in(client, role)).status_code == 200
            yield client


def refused_fields(response: httpx.Response) -> set[str]:
    """The fields that a 422 names."""
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return {error["field"] for error in response.json()["errors"]}


def code_of(response: httpx.Response) -> str:
    """The stable code of a problem."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    return str(response.json()["code"])


def phone_kept(number: str) -> str:
    """A person's number as the database keeps it, for those who write into it past the service."""
    return sealed(key_of(Settings()), "person.phone", number)


@pytest.fixture
async def api(database_url: str, redis_url: str, stack: Stack) -> AsyncIterator[Api]:
    """The district, served; a clerk is logged in."""
    world = seed(database_url)
    settings = Settings(database_url=database_url, redis_url=redis_url, mqtt_url=stack.mqtt_url)
    async with serving(settings) as served:
        await served.add_account("clerk", "clerk")
        async with served.client() as client:
            assert (await log_in(client, "clerk")).status_code == 200
            yield Api(client, world, served)
