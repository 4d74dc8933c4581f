"""The people who move an application: the clerk who types it in, police, transport, government, the operator that applies."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from core import clock
from core.calendar import load_calendar
from core.settings import Settings
from permits.desk.happening import Hand
from tests.api import PREFIX, Api

ROLES = ("operator", "police", "transport", "government", "officer")
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass
class Offices:
    """Who is logged in, by role; `file` is the application as it was last told to somebody."""

    api: Api
    clients: dict[str, httpx.AsyncClient]
    plan: dict[str, Any]
    today: str
    file: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{PREFIX}/applications/{self.file['id']}"

    async def begin(self, role: str = "clerk", **wish: Any) -> dict[str, Any]:
        """A draft for the own bus, with its driver and line."""
        body = {"kind": "new", "vehicle_id": self.api.own("vehicle"), "content": self.plan} | wish
        if role == "clerk":
            body.setdefault("applicant_id", str(self.api.world.operator_id))
        response = await self.clients[role].post(f"{PREFIX}/applications", json=body)
        assert response.status_code == 201, response.text
        self.file = response.json()
        return self.file

    async def tries(
        self, role: str, step: str, *, of: str = "", version: int | None = None, **brings: Any
    ) -> httpx.Response:
        """What the API says to a step; of an office's opinion with `of`."""
        path = f"{self.path}/opinions/{of}/steps" if of in ("police", "transport") else f"{self.path}/steps"
        known = self.file["version"]
        if of == "sign":
            sign = self.file["signs"][-1]
            path, known = f"{PREFIX}/applications/signs/{sign['id']}/steps", sign["version"]
        body = {"step": step, "version": known if version is None else version} | brings
        return await self.clients[role].post(path, json=body)

    async def takes(self, role: str, step: str, *, of: str = "", **brings: Any) -> dict[str, Any]:
        """The file after a step that must be taken."""
        response = await self.tries(role, step, of=of, **brings)
        assert response.status_code == 200, response.text
        self.file = response.json()
        return self.file

    async def sees(self, role: str = "clerk") -> dict[str, Any]:
        """The file as somebody sees it now."""
        response = await self.clients[role].get(self.path)
        assert response.status_code == 200, response.text
        self.file = response.json()
        return self.file

    async def scan(self, role: str = "clerk", kind: str = "reply", data: bytes = PDF) -> str:
        """A paper that is added; its id."""
        response = await self.clients[role].post(
            f"{PREFIX}/applications/documents",
            params={"application_id": self.file["id"], "kind": kind, "name": "回函.pdf"},
            content=data,
            headers={"Content-Type": "application/pdf"},
        )
        assert response.status_code == 201, response.text
        self.file = response.json()
        return str(next(one["id"] for one in self.file["documents"] if one["kind"] == kind))

    async def to_government(self) -> None:
        """From the draft to the government's desk, each office taking its own steps."""
        await self.takes("clerk", "submit")
        await self.takes("clerk", "accept")
        await self.takes("clerk", "consult")
        await self.takes("police", "present", of="police")
        await self.takes("police", "reply", of="police", opinion="agrees", dated_on=self.today)
        await self.takes("transport", "reply", of="transport", opinion="agrees", dated_on=self.today)
        await self.takes("clerk", "recommend", opinion="agrees", note="符合条件")

    async def to_issue(self, **brings: Any) -> None:
        """To a permit in force from today."""
        await self.to_government()
        await self.takes("government", "grant", document_number="连政许〔2026〕1号", dated_on=self.today)
        await self.takes("clerk", "issue", **({"valid_from": self.today, "valid_to": "2027-08-31"} | brings))


@asynccontextmanager
async def at_work(api: Api) -> AsyncIterator[Offices]:
    """Everybody logged in; the own operator has a driver and an attendant, and the bus an inspection."""
    await api.served.execute("UPDATE vehicle SET inspection_valid_to = '2027-05-31', owner_id = operator_id")
    people: dict[str, object] = {}
    for kind in ("driver", "attendant"):
        await api.served.execute(
            "INSERT INTO person (slug, kind, name, organisation_id) VALUES (:slug, :kind, '王建国', :id)",
            slug=f"desk-{kind}",
            kind=kind,
            id=api.world.operator_id,
        )
        [(people[kind],)] = await api.served.fetch("SELECT id FROM person WHERE slug = :slug", slug=f"desk-{kind}")
    [(line,)] = await api.served.fetch("SELECT id FROM line_version WHERE line_id = :id", id=int(api.own("line")))
    plan = {
        "driver_ids": [str(people["driver"])],
        "attendant_ids": [str(people["attendant"])],
        "line_version_ids": [str(line)],
        "seats": 38,
    }
    async with AsyncExitStack() as stack:
        clients = {role: await stack.enter_async_context(api.as_role(role)) for role in ROLES}
        today = clock.today(Settings().zone).isoformat()
        yield Offices(api, {"clerk": api.client, **clients}, plan, today)


async def hand_on(offices: Offices, on: date) -> Hand:
    """The program's hand as it would be on a day."""
    served = offices.api.served
    async with served.app.state.sessions() as session:
        calendar = await load_calendar(session)
    zone = served.settings.zone
    return Hand(None, clock.now(), on, zone, served.settings, calendar)
