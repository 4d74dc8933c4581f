"""The ledger's office for tests: people of every role, hazards, and steps taken over HTTP."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from PIL import Image

from tests.api import Api
from tests.web.serving import log_in

PHOTO = b"\xff\xd8\xff\xe0" + b"photo" * 100
ROAD_PLACE = "00000000-0000-4000-8000-000000000001"  # the sharp bend of tests/web/world.py
FIVE = {
    "responsible": "王队长",
    "measure": "补装安全带 3 条",
    "funds": "3000 元，公用经费",
    "plan": "停用该三座",
}


def picture(number: int = 0, **saved: Any) -> bytes:
    """A whole photograph, each number another."""
    into = io.BytesIO()
    Image.new("RGB", (64, 48), (number * 16, 128, 128)).save(into, "JPEG", **saved)
    return into.getvalue()


def today(days: int = 0) -> str:
    """A day of Beijing, so many from now."""
    return (datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=days)).date().isoformat()


class Person:
    """Somebody logged in who works on hazards."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str = "", **query: Any) -> httpx.Response:
        """GET under /hazards."""
        return await self.client.get(f"/api/v1/hazards{path}", params=query or None)

    async def answer(self, path: str = "", **query: Any) -> Any:
        """What GET answers, which must be 200."""
        response = await self.get(path, **query)
        assert response.status_code == 200, response.text
        return response.json()

    async def post(self, path: str, body: Any) -> httpx.Response:
        """POST under /hazards."""
        return await self.client.post(f"/api/v1/hazards{path}", json=body)

    async def open(self, **given: Any) -> Any:
        """A hazard entered, which must go well."""
        response = await self.post("", {"title": "安全带缺失", "description": "右侧三座无安全带", **given})
        assert response.status_code == 201, response.text
        return response.json()

    async def step(self, hazard_id: str, step: str, version: int | None = None, **brought: Any) -> httpx.Response:
        """Take a step of the hazard as it is now, or as it was at a version."""
        if version is None:
            version = (await self.answer(f"/{hazard_id}"))["version"]
        return await self.post(f"/{hazard_id}/steps", {"step": step, "version": version, **brought})

    async def take(self, hazard_id: str, step: str, **brought: Any) -> Any:
        """A step that must go well; the hazard after it."""
        response = await self.step(hazard_id, step, **brought)
        assert response.status_code == 200, response.text
        return response.json()

    async def attach(self, hazard_id: str, purpose: str = "evidence", data: bytes = PHOTO) -> httpx.Response:
        """Send a file."""
        query = {"hazard_id": hazard_id, "purpose": purpose, "name": "整改后.jpg"}
        return await self.client.post(
            "/api/v1/hazards/attachments", params=query, content=data, headers={"content-type": "image/jpeg"}
        )


@asynccontextmanager
async def person(api: Api, role: str, name: str | None = None) -> AsyncIterator[Person]:
    """Somebody of a role, of the own operator or school where the role is of one."""
    username = name or role
    await api.served.add_account(username, role, api.world.organisation_of(role))
    async with api.served.client() as client:
        assert (await log_in(client, username)).status_code == 200
        yield Person(client)


async def assigned(api: Api, officer: Person, *, grade: str = "major", **to: Any) -> str:
    """A hazard of the own bus, graded and given to its operator, or to whom `to` says; its id."""
    made = await officer.open(subject_kind="bus", subject_id=api.own("vehicle"), grade=grade)
    owner = to or {"owner_id": str(api.world.operator_id)}
    await officer.take(made["id"], "assign", due_on=today(5), **FIVE, **owner)
    return str(made["id"])
