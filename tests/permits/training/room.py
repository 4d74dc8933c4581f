"""A training session as its organisers and its people live it: a course for attendants of eight hours, passed with eighty."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from core import clock
from tests.api import PREFIX, Api, phone_kept

COURSE = {
    "name": "随车照管人员岗前培训",
    "audience": "attendant",
    "hours": 8,
    "pass_mark": 80,
    "validity_months": 12,
    "topics": ["清点与清车", "逃生与急救"],
    "article": "校车安全管理条例第三十八条",
}
PHONES = {"wang": "13800005678", "li": "13800001234", "zhao": None}


@dataclass
class Room:
    """Who is logged in, by role; `people` are the attendants' ids by key; `session` is as it was last told."""

    api: Api
    clients: dict[str, httpx.AsyncClient]
    people: dict[str, int]
    course: dict[str, Any]
    session: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{PREFIX}/training/sessions/{self.session['id']}"

    async def plan(self, role: str = "clerk", **wish: Any) -> dict[str, Any]:
        """A session of today."""
        body = {
            "course_id": self.course["id"], "starts_at": clock.now().isoformat(), "place": "区教育局三楼会议室",
            "teacher": "周敏", "capacity": 30,
        }  # fmt: skip
        response = await self.clients[role].post(f"{PREFIX}/training/sessions", json=body | wish)
        assert response.status_code == 201, response.text
        self.session = response.json()
        return self.session

    async def tries(self, role: str, step: str, *, version: int | None = None, **brings: Any) -> httpx.Response:
        """What the API says to a step."""
        known = self.session["version"] if version is None else version
        return await self.clients[role].post(f"{self.path}/steps", json={"step": step, "version": known} | brings)

    async def takes(self, role: str, step: str, **brings: Any) -> dict[str, Any]:
        """The session after a step that must be taken."""
        response = await self.tries(role, step, **brings)
        assert response.status_code == 200, response.text
        self.session = response.json()
        return self.session

    async def sees(self, role: str = "clerk") -> dict[str, Any]:
        """The session as somebody sees it now."""
        response = await self.clients[role].get(self.path)
        assert response.status_code == 200, response.text
        self.session = response.json()
        return self.session

    async def under_way(self, role: str = "clerk", *keys: str) -> None:
        """Planned, with people on the list, and the sign-in open."""
        await self.plan(role)
        await self.takes(role, "invite", person_ids=[self.people[key] for key in keys or ("wang", "li")])
        await self.takes(role, "begin")

    async def closed(self, score: int = 90) -> dict[str, Any]:
        """From planning to the certificate of one attendant."""
        await self.under_way("clerk", "wang")
        await self.takes("clerk", "tick", person_ids=[self.people["wang"]])
        await self.takes("clerk", "result", results=[{"person_id": self.people["wang"], "hours": 8, "score": score}])
        return await self.takes("clerk", "close")

    async def door(self, client: httpx.AsyncClient) -> httpx.Response:
        """The sign-in page of the QR that the projector shows now."""
        shown = (await self.clients["clerk"].get(f"{self.path}/door")).json()
        token = shown["path"].removeprefix("/attend/")
        return await client.get(f"{PREFIX}/public/training-door", params={"token": token})

    def seat(self, key: str) -> dict[str, Any]:
        """Somebody's line of the list."""
        return next(one for one in self.session["seats"] if one["person_id"] == str(self.people[key]))


@asynccontextmanager
async def in_the_room(api: Api) -> AsyncIterator[Room]:
    """The course laid down, the attendants of the own operator on record."""
    people = {}
    for key, phone in PHONES.items():
        await api.served.execute(
            "INSERT INTO person (slug, kind, name, phone, organisation_id) VALUES (:slug, 'attendant', :name, :phone, :id)",
            slug=f"t-{key}", name={"wang": "王晓红", "li": "李芳", "zhao": "赵秀英"}[key],
            phone=None if phone is None else phone_kept(phone),
            id=api.world.operator_id,
        )  # fmt: skip
        [(id_,)] = await api.served.fetch("SELECT id FROM person WHERE slug = :slug", slug=f"t-{key}")
        people[key] = int(str(id_))
    await api.served.execute(
        "INSERT INTO organisation (slug, kind, name) VALUES ('edu-t', 'education', '连云区教育局')"
        " ON CONFLICT DO NOTHING"
    )
    response = await api.client.post(f"{PREFIX}/training/courses", json=COURSE)
    assert response.status_code == 201, response.text
    async with AsyncExitStack() as stack:
        clients = {
            role: await stack.enter_async_context(api.as_role(role)) for role in ("operator", "school", "auditor")
        }
        yield Room(api, {"clerk": api.client, **clients}, people, response.json())
