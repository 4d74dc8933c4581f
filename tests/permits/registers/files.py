"""What the tests of the registers do again and again: read a file, write a record, put a paper in."""

from datetime import date, timedelta
from typing import Any

import httpx

from core import clock
from core.settings import Settings
from tests.api import PREFIX

PDF = b"%PDF-1.4\n%%EOF\n"


def today() -> date:
    """The office's day."""
    return clock.today(Settings().zone)


def in_days(days: int) -> str:
    """A day so many days from today."""
    return (today() + timedelta(days=days)).isoformat()


async def read(client: httpx.AsyncClient, path: str) -> Any:
    """A file or a list, which must be there."""
    response = await client.get(f"{PREFIX}/registers{path}")
    assert response.status_code == 200, response.text
    return response.json()


async def tries(client: httpx.AsyncClient, path: str, **record: Any) -> httpx.Response:
    """What the API says to a record for the file at a path, by its version as it is."""
    file = await read(client, path)
    subject = path.rsplit("/", 1)[-1]
    return await client.post(
        f"{PREFIX}/registers/records", json={"subject_id": subject, "version": file["version"]} | record
    )


async def writes(client: httpx.AsyncClient, path: str, **record: Any) -> dict[str, Any]:
    """The same, which must be taken."""
    response = await tries(client, path, **record)
    assert response.status_code == 201, response.text
    return dict(response.json())


async def edits(client: httpx.AsyncClient, path: str, **fields: Any) -> httpx.Response:
    """What the API says to other fields of a bus or a person, by the file's version as it is."""
    version = (await read(client, path))["version"]
    return await client.patch(f"{PREFIX}/registers{path}", json={"version": version} | fields)


async def puts_in(
    client: httpx.AsyncClient, subject: str, subject_id: str, kind: str, data: bytes = PDF
) -> httpx.Response:
    """What the API says to a scan."""
    return await client.post(
        f"{PREFIX}/registers/papers",
        params={"subject": subject, "subject_id": subject_id, "kind": kind, "name": "扫描件.pdf"},
        content=data,
        headers={"Content-Type": "application/pdf"},
    )


def states(file: dict[str, Any]) -> dict[str, str]:
    """How each thing asked for stands."""
    return {one["name"]: one["state"] for one in file["items"]}


CARRIER = {"record": "insurance", "kind": "carrier", "insurer": "示例保险", "number": "P1", "amount_per_seat": 500_000}
