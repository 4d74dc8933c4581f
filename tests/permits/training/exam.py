"""An examination as its people live it: a paper of the three questions in the bank, thirty minutes, one telephone a person."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.api import PREFIX
from tests.permits.training.room import Room

PUBLIC = f"{PREFIX}/public"
CODES = {"wang": "5678", "li": "1234"}
SINGLE = {
    "kind": "single", "text": "载有学生的校车在急弯路段最高时速？", "options": ["20 公里", "40 公里", "60 公里"], "right": [0],
    "source": "条例第三十五条",
}  # fmt: skip
MULTIPLE = {
    "kind": "multiple", "text": "随车照管人员的职责有哪些？", "options": ["清点人数", "代替驾驶", "清车", "维持秩序"],
    "right": [0, 2, 3], "source": "条例第三十九条",
}  # fmt: skip
TRUE_FALSE = {"kind": "true_false", "text": "校车载人不得超过核定人数。", "right": [0], "source": "条例第三十四条"}
QUESTIONS = (SINGLE, MULTIPLE, TRUE_FALSE)


@dataclass
class Exam:
    """A session under way whose examination is open; `bank` are the questions by their text."""

    room: Room
    bank: dict[str, dict[str, Any]]

    async def door(self, phone: httpx.AsyncClient) -> dict[str, Any]:
        """What the QR opens now."""
        shown = await self.state()
        answer = await phone.get(f"{PUBLIC}/exam-door", params={"token": shown["path"].removeprefix("/exam/")})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def tries(self, phone: httpx.AsyncClient, key: str, code: str | None = None) -> httpx.Response:
        """What is said to somebody at the door."""
        ticket = (await self.door(phone))["ticket"]
        wish = {"ticket": ticket, "person_id": self.room.people[key], "code": code or CODES[key]}
        return await phone.post(f"{PUBLIC}/exam-door", json=wish)

    async def paper(self, phone: httpx.AsyncClient, key: str) -> dict[str, Any]:
        """The paper of somebody who says who they are."""
        answer = await self.tries(phone, key)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def state(self, role: str = "clerk") -> dict[str, Any]:
        """The examination as an organiser sees it."""
        answer = await self.room.clients[role].get(f"{self.room.path}/exam")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def seat(self, key: str) -> dict[str, Any]:
        """How far somebody is."""
        seats = (await self.state())["seats"]
        return next(one for one in seats if one["person_id"] == str(self.room.people[key]))

    def right(self, question: dict[str, Any]) -> list[int]:
        """The places of the right options as this paper shows them."""
        known = self.bank[question["text"]]
        return [question["options"].index(known["options"][place]) for place in known["right"]]


async def answer(phone: httpx.AsyncClient, paper: dict[str, Any], seq: int, chosen: list[int]) -> httpx.Response:
    """Choose of one question."""
    return await phone.post(f"{PUBLIC}/exam-answer", json={"key": paper["key"], "seq": seq, "chosen": chosen})


async def hand_in(phone: httpx.AsyncClient, paper: dict[str, Any]) -> dict[str, Any]:
    """Hand in, which must be taken."""
    taken = await phone.post(f"{PUBLIC}/exam-hand-in", json={"key": paper["key"]})
    assert taken.status_code == 200, taken.text
    return dict(taken.json())


async def add_questions(room: Room, *given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """In the bank, by their text."""
    made = {}
    for one in given:
        response = await room.clients["clerk"].post(
            f"{PREFIX}/training/questions", json=one | {"course_id": int(room.course["id"])}
        )
        assert response.status_code == 201, response.text
        made[one["text"]] = response.json()
    return made


async def set_exam(room: Room, questions: int | None = 3, minutes: int | None = 30) -> httpx.Response:
    """The paper of the course."""
    return await room.clients["clerk"].put(
        f"{PREFIX}/training/courses/{room.course['id']}/exam", json={"questions": questions, "minutes": minutes}
    )


async def opened(room: Room, *keys: str) -> Exam:
    """Everybody there, the examination open."""
    bank = await add_questions(room, *QUESTIONS)
    assert (await set_exam(room)).status_code == 200
    await room.under_way("clerk", *(keys or ("wang", "li")))
    await room.takes("clerk", "tick", person_ids=[room.people[key] for key in keys or ("wang", "li")])
    await room.takes("clerk", "open_exam")
    return Exam(room, bank)
