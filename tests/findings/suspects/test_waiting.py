"""The hourly score and the results of the police do not wait for each other's end, and nobody's request waits for the score."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx
import psycopg

from findings.suspects.score.run import Rescored, score_now
from tests.api import Api
from tests.findings.suspects.van import ROOT, listed, step
from tests.web.serving import log_in, serving

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
Answer = TypeVar("Answer")
HOLD = "SELECT pg_advisory_xact_lock(hashtext(%s))"
HOLD_IF_FREE = "SELECT pg_try_advisory_xact_lock(hashtext(%s))"
Connection = psycopg.AsyncConnection[Any]


@asynccontextmanager
async def transaction(api: Api) -> AsyncIterator[Connection]:
    """Another transaction, which is open until the block ends."""
    async with await psycopg.AsyncConnection.connect(api.served.settings.database_url) as connection:
        yield connection


async def waiting(api: Api, asked: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
    """Begin it and come back when it waits for a lock."""
    task = asyncio.create_task(asked)
    while await api.served.fetch(WAITING) == [(0,)]:
        assert not task.done(), task.result()
        await asyncio.sleep(0.01)
    return task


async def scored(api: Api, **changed: Any) -> Rescored:
    """The score as the hourly task reckons it."""
    return await asyncio.to_thread(score_now, api.served.settings.model_copy(update=changed))


async def test_while_the_score_waits_for_a_suspect_that_somebody_decides_the_weights_are_free_for_the_result(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """Held the other way round the two would wait for each other, and the database would end one of them."""
    suspect = await listed(api, officer)
    async with transaction(api) as result:
        await result.execute("SELECT FROM suspect WHERE id = %s FOR UPDATE", [suspect["id"]])
        score = await waiting(api, scored(api))
        row = await (await result.execute(HOLD_IF_FREE, ["suspect_weights"])).fetchone()
        assert row == (True,)
    assert await score == Rescored(scored=1, listed=0, dropped=0)


async def test_a_result_that_waits_for_the_weights_holds_no_suspect(api: Api, officer: httpx.AsyncClient) -> None:
    suspect = await listed(api, officer)
    suspect = (await step(officer, suspect, "hand_over", note="交警大队")).json()
    async with api.as_role("police") as police:
        async with transaction(api) as score:
            await score.execute(HOLD, ["suspect_weights"])
            result = await waiting(api, step(police, suspect, "result", result="illegal", note="处罚决定书 88 号"))
            await score.execute("SELECT FROM suspect WHERE id = %s FOR UPDATE NOWAIT", [suspect["id"]])
        answer = await result
    assert (answer.status_code, answer.json()["state"]) == (200, "decided")


async def test_the_score_may_take_longer_than_a_request(api: Api, officer: httpx.AsyncClient) -> None:
    """A request's statements end after a time; what counts four weeks of a whole city goes on."""
    await listed(api, officer)
    async with transaction(api) as other:
        await other.execute(HOLD, ["suspects"])
        score = await waiting(api, scored(api, database_timeout_s=0.2))
        await other.execute("SELECT pg_sleep(0.6)")
    assert (await score).scored == 1


async def test_an_officer_who_has_it_scored_waits_as_long_as_the_hourly_task_may(
    api: Api, officer: httpx.AsyncClient
) -> None:
    """It is not reckoned in the request's own connection, whose statements end sooner."""
    await listed(api, officer)
    settings = api.served.settings.model_copy(update={"database_timeout_s": 1.0})
    async with serving(settings) as served, served.client() as client:
        await served.add_account("second", "officer")
        assert (await log_in(client, "second")).status_code == 200
        async with transaction(api) as other:
            await other.execute(HOLD, ["suspects"])
            asked = await waiting(api, client.post(f"{ROOT}/score", json={}))
            await other.execute("SELECT pg_sleep(1.5)")
        assert (await asked).json() == {"scored": 1, "listed": 0, "dropped": 0}
