"""A season of renewals as the offices work on it: buses with permits, drafts by the operator, a round, and steps of many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import httpx

from tests.api import PREFIX
from tests.permits.desk.offices import PDF, Offices

PDF_HEADERS = {"Content-Type": "application/pdf"}
GRANTED = """
INSERT INTO vehicle (plate, type, seats, operator_id, owner_id, inspection_valid_to)
    SELECT '苏G' || lpad(n::text, 4, '0') || '学', 'primary_bus', 40, :operator, :operator, :inspected
    FROM generate_series(1, :count) AS n RETURNING id"""
HELD = """
WITH made AS (
    INSERT INTO permit (number, vehicle_id, holder_id)
    SELECT '许可-' || plate, id, operator_id FROM vehicle WHERE plate LIKE '苏G%学' RETURNING id, vehicle_id, holder_id
), versions AS (
    INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
    SELECT id, 1, holder_id, 40, '2025-08-20', '2025-09-01' FROM made RETURNING id, permit_id
)
INSERT INTO in_force (permit_version_id, vehicle_id, during)
    SELECT versions.id, made.vehicle_id, '[2025-08-31T16:00Z,)' FROM versions JOIN made ON made.id = versions.permit_id"""


@dataclass
class Season:
    """A round as it was last told, and who works on it."""

    offices: Offices
    id: str = ""
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """The files of the round by plate, in the order of the plates."""
        return {
            one["vehicle"]["name"]: one for one in sorted(self.told["items"], key=lambda one: one["vehicle"]["name"])
        }

    async def ask(self, method: str, path: str, role: str = "clerk", **given: Any) -> httpx.Response:
        """What the API says to somebody of the round."""
        return await self.offices.clients[role].request(method, f"{PREFIX}/rounds/{self.id}{path}", **given)

    async def sees(self, role: str = "clerk") -> dict[str, Any]:
        """The round as somebody sees it now."""
        answer = await self.ask("GET", "", role)
        assert answer.status_code == 200, answer.text
        self.told = answer.json()
        return self.told

    def wish(
        self,
        subject: str,
        step: str,
        plates: Iterable[str] | None = None,
        own: dict[str, Any] | None = None,
        **brings: Any,
    ) -> dict[str, Any]:
        """The body of a step of many; `own` by plate."""
        rows = [
            {"application_id": self.files[plate]["id"], "version": self.files[plate]["version"]}
            | (own or {}).get(plate, {})
            for plate in (self.files if plates is None else plates)
        ]
        return {"subject": subject, "step": step, "files": rows} | brings

    async def previews(self, role: str, subject: str, step: str, *args: Any, **brings: Any) -> dict[str, Any]:
        """What a step of many would do."""
        answer = await self.ask("POST", "/preview", role, json=self.wish(subject, step, *args, **brings))
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def acts(self, role: str, subject: str, step: str, *args: Any, **brings: Any) -> dict[str, Any]:
        """What a step of many did; the round is as it is then."""
        answer = await self.ask("POST", "/steps", role, json=self.wish(subject, step, *args, **brings))
        assert answer.status_code == 200, answer.text
        await self.sees()
        made: dict[str, Any] = answer.json()
        return made

    async def scan(self, role: str = "clerk", kind: str = "reply") -> str:
        """A paper about many files; its id."""
        answer = await self.offices.clients[role].post(
            f"{PREFIX}/rounds/papers", params={"round_id": self.id, "kind": kind, "name": "批量回函.pdf"}, content=PDF,
            headers=PDF_HEADERS,
        )  # fmt: skip
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def agrees(self, **given: Any) -> dict[str, Any]:
        """What is agreed with police on inspections."""
        body = {
            "version": self.told["version"],
            "place": "连云检测站",
            "capacity_per_day": 4,
            "inspect_from": "2026-01-05",
        }
        answer = await self.ask("PUT", "/inspections", json=body | given)
        assert answer.status_code == 200, answer.text
        self.told = answer.json()
        return self.told

    async def to_review(self) -> None:
        """Every file of the round, from the draft to the review."""
        await self.acts("clerk", "application", "submit")
        await self.acts("clerk", "application", "accept")
        await self.acts("clerk", "application", "consult")
        today = self.offices.today
        await self.acts("police", "police", "present")
        await self.acts("police", "police", "reply", opinion="agrees", dated_on=today)
        await self.acts("transport", "transport", "reply", opinion="agrees", dated_on=today)


async def season_of(offices: Offices, count: int, *, target_in_days: int = 60) -> Season:
    """So many renewals of the own operator as drafts, in a round of that name."""
    inspected = date.fromisoformat(offices.today) + timedelta(days=150)
    served = offices.api.served
    await served.execute(GRANTED, operator=offices.api.world.operator_id, inspected=inspected, count=count)
    await served.execute(HELD)
    rows = await served.fetch(
        "SELECT vehicle_id, p.id FROM permit p JOIN vehicle v ON v.id = p.vehicle_id WHERE v.plate LIKE '苏G%学' ORDER BY plate"
    )
    ids = []
    for vehicle, permit in rows:
        begun = await offices.begin("operator", kind="renewal", vehicle_id=str(vehicle), permit_id=str(permit))
        ids.append(begun["id"])
    made = Season(offices)
    target = date.fromisoformat(offices.today) + timedelta(days=target_in_days)
    body = {"name": "2026 秋季换证", "target_on": target.isoformat()}
    answer = await offices.clients["clerk"].post(f"{PREFIX}/rounds", json=body)
    assert answer.status_code == 201, answer.text
    made.id = answer.json()["id"]
    put = await made.ask(
        "POST", "/files", json={"filter": {"kinds": ["renewal"], "applicant_id": str(offices.api.world.operator_id)}}
    )
    assert (put.status_code, put.json()["put_in"]) == (200, count), put.text
    await made.sees()
    return made
