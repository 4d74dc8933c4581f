"""Whether the service is ready: each server it stands on is asked, none is assumed."""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel
from sqlalchemy import text

from core import heartbeat
from core.database import SCHEMA_REVISION

PATIENCE_S = 2.0
NEEDED = frozenset({"database", "migrations", "redis", "tasks"})


class Check(BaseModel):
    """One thing asked; `detail` says what was found."""

    ok: bool
    detail: str


class Readiness(BaseModel):
    """`ready`: all is well. `degraded`: pages are served, but positions do not come in. `not_ready`: the API cannot work."""

    status: Literal["ready", "degraded", "not_ready"]
    checks: dict[str, Check]


async def readiness(state: Any) -> Readiness:
    """Ask the database (and its schema), Redis, our own tasks, the broker and the ingest's heartbeat; each has 2 s."""
    settings = state.settings
    asked: Mapping[str, Awaitable[str]] = {
        "database": _database(state),
        "migrations": _migrations(state),
        "redis": _redis(state),
        "tasks": _tasks(state.tasks),
        "broker": _broker(settings.mqtt_url),
        "ingest": _ingest(state, settings.ingest_share),
    }
    answers = await asyncio.gather(*(_check(one) for one in asked.values()))
    checks = dict(zip(asked, answers, strict=True))
    if not all(checks[name].ok for name in NEEDED):
        return Readiness(status="not_ready", checks=checks)
    return Readiness(status="ready" if all(check.ok for check in answers) else "degraded", checks=checks)


async def _check(asked: Awaitable[str]) -> Check:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return Check(ok=True, detail=await asked)
    except Exception as error:  # whatever it is, the thing is not ready
        return Check(ok=False, detail=str(error) if isinstance(error, NotReadyError) else type(error).__name__)


class NotReadyError(Exception):
    """Asked and answered, but not as it should be; the message is shown and holds no secret."""


async def _database(state: Any) -> str:
    async with state.engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    return "answers"


async def _migrations(state: Any) -> str:
    async with state.engine.connect() as connection:
        found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    if found is None or found != SCHEMA_REVISION:
        raise NotReadyError(f"the schema is at {found}, the program needs {SCHEMA_REVISION}: run `schoolbus migrate`")
    return str(found)


async def _redis(state: Any) -> str:
    await state.redis.ping()
    return "answers"


async def _tasks(tasks: Mapping[str, asyncio.Task[None]]) -> str:
    """Tasks of this process that nobody begins again: one that is done wants a new process."""
    done = sorted(name for name, task in tasks.items() if task.done())
    if done:
        raise NotReadyError(f"ended and will not come back: {', '.join(done)}: start this process again")
    return "run"


async def _broker(mqtt_url: str) -> str:
    url = urlsplit(mqtt_url)
    _, writer = await asyncio.open_connection(url.hostname, url.port or 1883)
    writer.close()
    await writer.wait_closed()
    return "reachable"


async def _ingest(state: Any, share: int) -> str:
    beat = await heartbeat.last(state.redis, f"ingest:{share}")
    if beat is None:
        raise NotReadyError(f"not heard of for {heartbeat.LASTS_S} s")
    if beat.trouble:
        raise NotReadyError(beat.trouble)
    return f"heard of {beat.age_s:.0f} s ago"
