"""A desk for tests of letters: the offices, an application that moves by the API's own steps, and PDFs read as a browser does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pypdfium2
from sqlalchemy import text

from tests.api import Api
from tests.web.serving import log_in

PREFIX = "/api/v1/applications"
OFFICES = """INSERT INTO organisation (slug, kind, name, phone) VALUES
    ('bureau', 'education', '连云区教育局', '0518-82310000'), ('police-1', 'police', '连云交警大队', NULL),
    ('transport-1', 'transport', '连云区交通运输局', NULL), ('government-1', 'government', '连云区人民政府', NULL)"""
DRIVER = """INSERT INTO person (slug, kind, name, organisation_id) VALUES ('driver-1', 'driver', '王小明', :of) RETURNING id"""
LINE = """INSERT INTO line_version (line_id, version, path)
    VALUES (:line, 2, 'SRID=4326;LINESTRING(119.4 34.7, 119.5 34.75)') RETURNING id"""
STOPS = """INSERT INTO line_stop (line_version_id, seq, name, point, offset_s) VALUES
    (:id, 1, '东山村口', 'SRID=4326;POINT(119.4 34.7)', 0), (:id, 2, '校门', 'SRID=4326;POINT(119.5 34.75)', 900)"""
DEPARTS = "INSERT INTO running_time (line_version_id, departs) VALUES (:id, '07:10')"
INSPECTED = "UPDATE vehicle SET inspection_valid_to = '2027-03-31' WHERE id = :id"


def words_in(pdf: bytes) -> str:
    """The words of a PDF, without the ends of its lines."""
    document = pypdfium2.PdfDocument(pdf)
    text_ = "".join(page.get_textpage().get_text_range() for page in document)
    return text_.replace("\r\n", "").replace("\n", "").replace("　", "").replace(" ", "")


@dataclass
class Office:
    """The desk with one application that moves; every step is taken as one of the people of `clients`."""

    api: Api
    clients: dict[str, httpx.AsyncClient]
    content: dict[str, Any]
    application: str = ""

    async def begin(self, **wish: Any) -> str:
        """A draft of the own operator for its bus."""
        body = {
            "kind": "new", "applicant_id": str(self.api.world.operator_id), "vehicle_id": self.api.own("vehicle"),
            "content": self.content, **wish,
        }  # fmt: skip
        answer = await self.clients["clerk"].post(PREFIX, json=body)
        assert answer.status_code == 201, answer.text
        self.application = answer.json()["id"]
        return self.application

    async def take(self, role: str, step: str, to: str = "", **brought: Any) -> str:
        """Take a step of the application, or (`to`) of an office's opinion; the id of its event."""
        client = self.clients[role]
        seen = (await client.get(f"{PREFIX}/{self.application}")).json()
        path = f"{PREFIX}/{self.application}/opinions/{to}/steps" if to else f"{PREFIX}/{self.application}/steps"
        answer = await client.post(path, json={"step": step, "version": seen["version"], **brought})
        assert answer.status_code == 200, answer.text
        made = [
            one for one in answer.json()["events"] if one["step"] == step and one["subject"] == (to or "application")
        ]
        return str(made[-1]["id"])

    async def letter(self, event: str, role: str = "clerk") -> httpx.Response:
        """The letter of an event."""
        return await self.clients[role].get(f"{PREFIX}/{self.application}/letters/{event}")

    async def offered(self, role: str) -> list[str | None]:
        """The letters that the file offers somebody, of its last two steps."""
        told = (await self.clients[role].get(f"{PREFIX}/{self.application}")).json()
        return [event["letter"] for event in told["events"][-2:]]

    async def words(self, event: str, role: str = "clerk") -> str:
        """What the letter of an event says."""
        answer = await self.letter(event, role)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text[:400]
        return words_in(answer.content)

    async def until_government(self) -> dict[str, str]:
        """From a draft to the government's table: the event of each step on the way that makes a letter."""
        await self.begin()
        made = {"receipt": await self.take("clerk", "submit"), "acceptance": await self.take("clerk", "accept")}
        made["consultation"] = await self.take("clerk", "consult")
        made["reminder"] = await self.take("clerk", "chase", to="police")
        made["inspection_call"] = await self.take("police", "call", to="police", appointment="2036-11-30T01:30:00Z")
        today = await self.today()
        made["police_reply"] = await self.take(
            "police", "reply", to="police", opinion="agrees", dated_on=today, note="查验合格"
        )
        made["transport_reply"] = await self.take(
            "transport", "reply", to="transport", opinion="agrees", dated_on=today
        )
        made["site_record"] = await self.take(
            "clerk", "site_check", inspectors=["李国强", "陈静"], note="车辆停放、例检记录齐全"
        )
        made["recommendation"] = await self.take("clerk", "recommend", opinion="agrees", note="五项条件齐备")
        return made

    async def today(self) -> str:
        """The day by the application's last event."""
        seen = (await self.clients["clerk"].get(f"{PREFIX}/{self.application}")).json()
        return str(seen["events"][-1]["dated_on"])


@asynccontextmanager
async def office(api: Api) -> AsyncIterator[Office]:
    """The offices, a driver and a departure of the own line, and somebody logged in for each role that acts."""
    await api.served.execute(OFFICES)
    await api.served.execute(INSPECTED, id=int(api.own("vehicle")))
    async with api.served.app.state.engine.begin() as connection:
        driver = (await connection.execute(text(DRIVER), {"of": api.world.operator_id})).scalar_one()
        line = (await connection.execute(text(LINE), {"line": int(api.own("line"))})).scalar_one()
        await connection.execute(text(STOPS), {"id": line})
        await connection.execute(text(DEPARTS), {"id": line})
    content = {"driver_ids": [str(driver)], "line_version_ids": [str(line)], "seats": 36}
    roles = ("admin", "police", "transport", "government", "operator", "parent")
    for role in roles:
        await api.served.add_account(role, role, api.world.organisation_of(role))
    clients = {role: api.served.client() for role in roles}
    try:
        for role, client in clients.items():
            assert (await log_in(client, role)).status_code == 200
        yield Office(api, {"clerk": api.client, **clients}, content)
    finally:
        for client in clients.values():
            await client.aclose()
