"""The ingest waits for nobody's request: a case is held for the step itself, not for a disk, an answer or two hundred others."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from core.files import path_of
from tests.api import Api, code_of
from tests.findings.desk.office import Person, case_of, person
from tests.web.world import OTHER, OWN

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
FREE = "SELECT state FROM desk_case WHERE id = %s FOR UPDATE NOWAIT"
OPENED = """INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began)
    SELECT vehicle_id, rule, article, severity, 'open', 0, now(), now() FROM desk_case WHERE id = %s"""
Connection = psycopg.AsyncConnection[Any]


@asynccontextmanager
async def transaction(api: Api) -> AsyncIterator[Connection]:
    """Another transaction, which is open until the block ends."""
    url = api.served.settings.database_url
    async with await psycopg.AsyncConnection.connect(url) as connection:
        yield connection


async def is_waiting(api: Api, asked: Coroutine[Any, Any, httpx.Response]) -> asyncio.Task[httpx.Response]:
    """Send a request and come back when it waits for a lock."""
    task = asyncio.create_task(asked)
    while await api.served.fetch(WAITING) == [(0,)]:
        assert not task.done(), task.result().text
        await asyncio.sleep(0.01)
    return task


async def state_if_free(api: Api, case: str) -> str:
    """The case's state, taken as the ingest takes it. Raises LockNotAvailable when somebody holds it."""
    async with transaction(api) as ingest:
        row = await (await ingest.execute(FREE, [case])).fetchone()
        assert row is not None
        return str(row[0])


def a_photo() -> bytes:
    """One that nobody has sent yet: its place on the disk is free."""
    return b"\xff\xd8\xff\xe0" + uuid4().bytes


async def send(somebody: Person, case: str, photo: bytes) -> httpx.Response:
    return await somebody.client.post(
        "/api/v1/desk/attachments", params={"case_id": case, "name": "现场.jpg"}, content=photo,
        headers={"content-type": "image/jpeg"},
    )  # fmt: skip


async def test_a_case_is_free_again_before_the_answer_to_a_step_or_a_file_is_built(api: Api) -> None:
    """While the answer waits for a table that only it reads, the ingest may have the case as the step left it."""
    case = await case_of(api, OWN)
    async with person(api, "operator") as operator:
        for asked, status in (
            (operator.step(case, "acknowledge", version=1), 200),
            (send(operator, case, a_photo()), 201),
        ):
            async with transaction(api) as other:
                await other.execute("LOCK TABLE case_finding IN ACCESS EXCLUSIVE MODE")
                task = await is_waiting(api, asked)
                assert await state_if_free(api, case) == "acknowledged"
            assert (await task).status_code == status


async def test_a_file_lies_on_the_disk_before_its_case_is_held(api: Api) -> None:
    """Twenty megabytes may take the disk a while; who waits for the case has written them already."""
    case, photo = await case_of(api, OWN), a_photo()
    path = path_of(api.served.settings, hashlib.sha256(photo).hexdigest())
    async with person(api, "operator") as operator:
        async with transaction(api) as ingest:
            await ingest.execute(FREE, [case])
            task = await is_waiting(api, send(operator, case, photo))
            assert path.read_bytes() == photo
        assert (await task).status_code == 201


async def test_of_many_cases_each_is_free_as_soon_as_its_own_step_is_done(api: Api) -> None:
    """The first is done and free while the second is still somebody else's."""
    first, second = await case_of(api, OWN), await case_of(api, OTHER)
    body = {
        "step": "reject",
        "reason": "drift",
        "cases": [{"case_id": int(one), "version": 1} for one in (first, second)],
    }
    async with person(api, "officer") as officer:
        async with transaction(api) as ingest:
            await ingest.execute(FREE, [second])
            task = await is_waiting(api, officer.post("/bulk", body))
            assert await state_if_free(api, first) == "rejected"
        items = (await task).json()["items"]
    assert [(one["case_id"], one["done"]) for one in items] == [(first, True), (second, True)]


async def test_a_case_that_the_ingest_opens_in_the_same_moment_is_named_as_the_open_one(api: Api) -> None:
    """Opening an old one again beside it is refused as if it had been there before; of many the others are done."""
    first, second = await case_of(api, OWN), await case_of(api, OTHER)
    async with person(api, "officer") as officer:
        for case in (first, second):
            await officer.take(case, "reject", reason="drift")
        async with transaction(api) as ingest:
            await ingest.execute(OPENED, [first])
            task = await is_waiting(api, officer.step(first, "reopen", note="误驳"))
        assert code_of(await task) == "another_is_open"
        await api.served.execute("UPDATE desk_case SET state = 'closed' WHERE state = 'open'")
        cases = [{"case_id": int(one), "version": 2} for one in (first, second)]
        async with transaction(api) as ingest:
            await ingest.execute(OPENED, [first])
            task = await is_waiting(api, officer.post("/bulk", {"step": "reopen", "note": "误驳", "cases": cases}))
        items = (await task).json()["items"]
    assert [(one["done"], one["code"]) for one in items] == [(False, "another_is_open"), (True, None)]
