"""A permit that was granted, and the offices that act on it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from permits.held.nightly import HeldNight, pass_held_night
from tests.api import PREFIX
from tests.permits.desk.offices import PDF, Offices, hand_on


@dataclass
class Holding:
    """`file` is the permit as it was last told to somebody."""

    offices: Offices
    file: dict[str, Any] = field(default_factory=dict)

    @property
    def permit_id(self) -> int:
        return int(self.offices.api.own("permit"))

    @property
    def path(self) -> str:
        return f"{PREFIX}/permits/granted/{self.permit_id}"

    async def sees(self, role: str = "clerk") -> dict[str, Any]:
        response = await self.offices.clients[role].get(self.path)
        assert response.status_code == 200, response.text
        self.file = response.json()
        return self.file

    async def tries(
        self, role: str, step: str, *, of: str = "permit", version: int | None = None, **brings: Any
    ) -> httpx.Response:
        """What the API says to a step of the permit, of its newest revocation or its newest sign."""
        one = self.file if of == "permit" else self.file["penalties" if of == "penalty" else "signs"][0]
        path = (
            self.path
            if of == "permit"
            else f"{PREFIX}/permits/{'penalties' if of == 'penalty' else 'signs'}/{one['id']}"
        )
        body = {"step": step, "version": one["version"] if version is None else version} | brings
        return await self.offices.clients[role].post(f"{path}/steps", json=body)

    async def takes(self, role: str, step: str, *, of: str = "permit", **brings: Any) -> dict[str, Any]:
        """The permit after a step that must be taken."""
        response = await self.tries(role, step, of=of, **brings)
        assert response.status_code == 200, response.text
        self.file = response.json()
        return self.file

    async def scan(self, kind: str = "decision", **of: Any) -> str:
        """A paper of the permit, added by the clerk; its id."""
        response = await self.offices.clients["clerk"].post(
            f"{PREFIX}/permits/documents",
            params={"kind": kind, "name": "决定.pdf"}
            | (of or ({} if kind == "list" else {"permit_id": self.permit_id})),
            content=PDF,
            headers={"Content-Type": "application/pdf"},
        )
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    async def rules(self) -> list[tuple[int, bool]]:
        """The versions in force now, and whether without end."""
        rows = await self.offices.api.served.fetch(
            "SELECT v.version, upper_inf(f.during) FROM in_force f JOIN permit_version v ON v.id = f.permit_version_id"
            " WHERE f.vehicle_id = :id AND f.during @> clock_timestamp()",
            id=int(self.offices.api.own("vehicle")),
        )
        return [(int(str(version)), bool(open_end)) for version, open_end in rows]

    async def world(self) -> int:
        [(number,)] = await self.offices.api.served.fetch("SELECT number FROM world")
        return int(str(number))

    async def signed(self, number: str = "苏G-旧-0001", valid_to: str = "2027-03-31") -> None:
        """A sign that came with migrated data: no application, no file."""
        await self.offices.api.served.execute(
            "INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)"
            " SELECT :number, v.id, p.vehicle_id, '2026-09-01', cast(:until AS date),"
            " tstzrange('2026-08-31T16:00Z', (cast(:until AS date) + 1) AT TIME ZONE 'Asia/Shanghai')"
            " FROM permit p JOIN permit_version v ON v.permit_id = p.id WHERE p.id = :id AND v.version = 1",
            number=number,
            until=valid_to,
            id=self.permit_id,
        )
        await self.sees()

    async def night(self, on: date) -> HeldNight:
        """What time does, on a day."""
        return await pass_held_night(self.offices.api.served.app.state.sessions, await hand_on(self.offices, on))
