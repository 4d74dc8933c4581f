"""The desk's office for tests: people of every role, cases as the ingest makes them, and steps taken over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from sqlalchemy import text

from tests.api import Api
from tests.web.serving import log_in

GROWN = """WITH f AS (INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, geom,
        permit_version_id, run_id, delayed, evidence, batch)
    SELECT gen_random_uuid(), :rule, '35', :severity, :vehicle, now() - interval '2 minutes', 45, 20, 'km/h',
        'SRID=4326;POINT(119.42 34.71)', (SELECT min(id) FROM permit_version),
        (SELECT min(id) FROM run WHERE vehicle_id = :vehicle),
        false, '{}', 1 RETURNING id, began),
c AS (INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began, due_at, answer_due_at)
    SELECT :vehicle, :rule, '35', :severity, 'open', 0, began, began, now() + interval '30 min', now() + interval '30 min'
    FROM f RETURNING id),
l AS (INSERT INTO case_finding SELECT f.id, c.id FROM f, c)
INSERT INTO case_event (case_id, step, to_state) SELECT id, 'opened', 'open' FROM c RETURNING case_id"""


async def case_of(api: Api, whose: str, rule: str = "R24", severity: str = "A1") -> str:
    """A case that was opened two minutes ago; its id."""
    async with api.served.app.state.engine.begin() as connection:
        vehicle = int(api.world.ids["vehicle"][whose])
        row = (await connection.execute(text(GROWN), {"vehicle": vehicle, "rule": rule, "severity": severity})).one()
    return str(row[0])


class Person:
    """Somebody logged in who works on cases."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **query: Any) -> httpx.Response:
        """GET under /desk."""
        return await self.client.get(f"/api/v1/desk{path}", params=query)

    async def answer(self, path: str, **query: Any) -> Any:
        """What GET answers, which must be 200."""
        response = await self.get(path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    async def post(self, path: str, body: Any) -> httpx.Response:
        """POST under /desk."""
        return await self.client.post(f"/api/v1/desk{path}", json=body)

    async def step(self, case_id: str, step: str, version: int | None = None, **brought: Any) -> httpx.Response:
        """Take a step of the case as it is now, or as it was at a version."""
        if version is None:
            version = (await self.answer(f"/cases/{case_id}"))["version"]
        return await self.post(f"/cases/{case_id}/steps", {"step": step, "version": version, **brought})

    async def take(self, case_id: str, step: str, **brought: Any) -> Any:
        """A step that must go well; the case after it."""
        response = await self.step(case_id, step, **brought)
        assert response.status_code == 200, response.text
        return response.json()


@asynccontextmanager
async def person(api: Api, role: str, name: str | None = None, whose: str | None = "own") -> AsyncIterator[Person]:
    """Somebody of a role; of the own operator or school where the role is of one, unless `whose` says nobody's."""
    username = name or role
    organisation = api.world.organisation_of(role) if whose == "own" else None
    await api.served.add_account(username, role, organisation)
    async with api.served.client() as client:
        assert (await log_in(client, username)).status_code == 200
        yield Person(client)
