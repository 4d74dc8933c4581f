"""Who reports and who deals with it, for tests: a passer-by with a telephone, and somebody of an office."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from PIL import Image

from tests.api import Api
from tests.web.serving import log_in

WHAT = {"kind": "overload", "words": "车里站着好几个孩子", "place": "连云实验小学东门"}
STRANGER = "苏G·A12B3"


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **saved: Any) -> bytes:
    """A picture as a telephone makes it."""
    into = io.BytesIO()
    Image.new(mode, size, "teal").save(into, form, **saved)
    return into.getvalue()


class Reporter:
    """Somebody on the street, at one network address, logged in nowhere."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def ticket(self) -> str:
        """That of a form just opened."""
        answer = await self.client.get("/api/v1/public/report-form")
        assert answer.status_code == 200, answer.text
        return str(answer.json()["ticket"])

    async def send(self, **told: Any) -> httpx.Response:
        """Send a report: WHAT, but for what is told otherwise."""
        body = {"ticket": await self.ticket(), **WHAT, **told}
        return await self.client.post("/api/v1/public/reports", json={k: v for k, v in body.items() if v is not None})

    async def report(self, **told: Any) -> dict[str, str]:
        """A report that must be taken: its number and code."""
        answer = await self.send(**told)
        assert answer.status_code == 201, answer.text
        return {name: answer.json()[name] for name in ("number", "code")}

    async def ask(self, key: dict[str, str]) -> httpx.Response:
        """How a report stands."""
        return await self.client.post("/api/v1/public/report-status", json=key)

    async def status(self, key: dict[str, str]) -> Any:
        """The same, which must be told."""
        answer = await self.ask(key)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def add_photo(
        self, key: dict[str, str], data: bytes | AsyncIterator[bytes], media_type: str = "image/jpeg"
    ) -> httpx.Response:
        """Add a photograph."""
        return await self.client.post(
            "/api/v1/public/report-photos", params={"number": key["number"]}, content=data,
            headers={"content-type": media_type, "x-report-code": key["code"]},
        )  # fmt: skip


@asynccontextmanager
async def reporter(api: Api, address: str = "203.0.113.7") -> AsyncIterator[Reporter]:
    """A passer-by at an address."""
    async with api.served.client(address=address) as client:
        yield Reporter(client)


class Office:
    """Somebody logged in who deals with reports."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str, **query: Any) -> Any:
        """What GET answers, which must be 200."""
        answer = await self.client.get(f"/api/v1{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def find(self, key: dict[str, str]) -> Any:
        """The report of a number, whole."""
        (one,) = (await self.get("/reports", q=key["number"]))["items"]
        return await self.get(f"/reports/{one['id']}")

    async def step(self, report: Any, step: str, **brought: Any) -> httpx.Response:
        """Take a step of a report as it was seen."""
        body = {"step": step, "version": report["version"], **brought}
        return await self.client.post(f"/api/v1/reports/{report['id']}/steps", json=body)

    async def take(self, key: dict[str, str], step: str, **brought: Any) -> Any:
        """A step that must go well, of the report as it is now; the report after it."""
        answer = await self.step(await self.find(key), step, **brought)
        assert answer.status_code == 200, answer.text
        return answer.json()


@asynccontextmanager
async def office(api: Api, role: str = "officer", name: str | None = None) -> AsyncIterator[Office]:
    """Somebody of an office."""
    await api.served.add_account(name or role, role, api.world.organisation_of(role))
    async with api.served.client() as client:
        assert (await log_in(client, name or role)).status_code == 200
        yield Office(client)
