"""A bus on the whole way to its sign and its label, and what a stranger is told of it."""

from typing import Any

import httpx

from tests.api import PREFIX, Api
from tests.permits.desk.offices import Offices

SIGN = "苏校2026-0001"


async def signed(offices: Offices, number: str = SIGN) -> None:
    """A permit in force from today, and a sign that police issued."""
    await offices.begin()
    await offices.to_issue()
    await offices.takes("police", "issue", of="sign", number=number, dated_on=offices.today, valid_to="2027-05-31")


async def labelled(offices: Offices) -> dict[str, Any]:
    """The same with its label."""
    await signed(offices)
    return await label_of(offices)


async def label_of(offices: Offices) -> dict[str, Any]:
    """The label made for the sign that waits for one."""
    waiting = (await offices.api.answer("/labels/waiting", application_id=offices.file["id"]))["items"]
    response = await offices.api.post("/labels", {"sign_ids": [int(one["id"]) for one in waiting]})
    assert response.status_code == 201, response.text
    [one] = response.json()["items"]
    return dict(one)


def code_in(label: dict[str, Any]) -> str:
    """The code of a label."""
    return str(label["path"]).removeprefix("/verify/")


async def asked(api: Api, code: str) -> dict[str, Any]:
    """What a stranger is told of a code."""
    response = await ask(api, code)
    assert response.status_code == 200, response.text
    return dict(response.json())


async def ask(api: Api, code: str, *, address: str = "203.0.113.9") -> httpx.Response:
    """The answer to somebody who is not logged in."""
    async with api.served.client(address=address) as client:
        return await client.get(f"{PREFIX}/public/labels/{code}")
