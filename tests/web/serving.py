"""The application as a test serves it: in this process, with its lifespan, over httpx."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text
from starlette.routing import BaseRoute

from core.settings import Settings
from web.app import create_app

BASE_URL = "http://127.0.0.1:8000"
PASSWORD = "correct horse battery"
# of the kind that is kept, but quick to check: who logs in seven people a test waits for none
PASSWORD_HASH = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)).hash(PASSWORD)
_routes: list[BaseRoute] = []


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """The app between startup and shutdown, both in one task, as a server does it."""
    ready, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.router.lifespan_context(app):
            ready.set()
            await over.wait()

    task = asyncio.create_task(live())
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        waiting.cancel()
        await task
    try:
        yield
    finally:
        over.set()
        await task


@dataclass
class Served:
    """A living application and who may talk to it."""

    app: FastAPI
    settings: Settings

    def client(self, *, address: str = "127.0.0.1", base_url: str = BASE_URL) -> httpx.AsyncClient:
        """A client with an empty cookie jar."""
        transport = httpx.ASGITransport(app=self.app, client=(address, 50000))
        return httpx.AsyncClient(transport=transport, base_url=base_url)

    async def execute(self, statement: str, **values: object) -> None:
        """One statement, committed."""
        async with self.app.state.engine.begin() as connection:
            await connection.execute(text(statement), values)

    async def fetch(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        """The rows of one query."""
        async with self.app.state.engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(statement), values)]

    async def add_account(self, username: str, role: str = "officer", organisation_id: int | None = None) -> None:
        """An account with PASSWORD."""
        await self.execute(
            "INSERT INTO account (username, password_hash, display_name, role, organisation_id)"
            " VALUES (:username, :hash, :username, :role, :organisation_id)",
            username=username,
            hash=PASSWORD_HASH,
            role=role,
            organisation_id=organisation_id,
        )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Served]:
    """A living application with these settings."""
    app = _made(settings)
    async with living(app):
        yield Served(app, settings)


def _made(settings: Settings) -> FastAPI:
    """An application whose routes are those of the process' first: to build them takes longer than most tests."""
    app = create_app(settings)
    if not _routes:
        _routes.extend(app.router.routes)
    app.router.routes[:] = _routes
    return app


async def log_in(client: httpx.AsyncClient, username: str, password: str = PASSWORD) -> httpx.Response:
    """Log in; the client keeps the cookie."""
    return await client.post("/api/v1/session", json={"username": username, "password": password})
