"""A van that comes twice each morning with nine pupils, told of by a camera, scored and listed; and what people do with it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.api import Api

ZONE = ZoneInfo("Asia/Shanghai")
PLATE = "苏GA2345"
ROOT = "/api/v1/suspects"


def class_days(count: int) -> list[datetime]:
    """The last days of the week that were surely working days by the calendar's default, at midnight local time."""
    today = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=n) for n in range(1, 27)]
    return [day for day in days if day.weekday() < 5][:count]


def sightings(api: Api, days: int = 8, **more: Any) -> list[dict[str, Any]]:
    """A van that comes twice each morning with nine pupils."""
    return [
        {
            "plate": "苏g·a2345", "seen_at": (day + timedelta(hours=7, minutes=minute)).isoformat(),
            "school_id": int(api.own("organisation")), "vehicle_kind": "van", "children": 9, **more,
        }
        for day in class_days(days)
        for minute in (0, 40)
    ]  # fmt: skip


@pytest.fixture
async def officer(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """An officer; every day of the week before is a day with classes whatever the calendar says."""
    for day in class_days(26):
        await api.served.execute(
            "INSERT INTO working_day (day, works, source) VALUES (:day, true, '试验')", day=day.date()
        )
    await api.served.execute("DELETE FROM term")
    async with api.as_role("officer") as client:
        yield client


async def camera(officer: httpx.AsyncClient, **given: Any) -> tuple[str, dict[str, str]]:
    """A camera that was let in: its id, and the header that it speaks with."""
    made = await officer.post(f"{ROOT}/sources", json={"name": "北门摄像机", "kind": "camera", **given})
    assert made.status_code == 201, made.text
    return made.json()["id"], {"Authorization": f"Bearer {made.json()['token']}"}


async def listed(api: Api, officer: httpx.AsyncClient) -> dict[str, Any]:
    """The van, told of by a camera and scored."""
    _, header = await camera(officer)
    async with api.served.client() as wire:
        told = await wire.post(f"{ROOT}/feed", json={"sightings": sightings(api)}, headers=header)
        assert told.status_code == 200, told.text
    assert (await officer.post(f"{ROOT}/score", json={})).json() == {"scored": 1, "listed": 1, "dropped": 0}
    found = (await officer.get(ROOT)).json()["items"]
    assert [one["plate"] for one in found] == [PLATE]
    answer: dict[str, Any] = (await officer.get(f"{ROOT}/{found[0]['id']}")).json()
    return answer


async def step(client: httpx.AsyncClient, suspect: dict[str, Any], name: str, **brought: Any) -> httpx.Response:
    """Take a step of the suspect as it was seen."""
    body = {"step": name, "version": suspect["version"], **brought}
    return await client.post(f"{ROOT}/{suspect['id']}/steps", json=body)
