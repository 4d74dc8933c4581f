"""Keeps what the door of JT/T 809 knows of platforms and plates as the database has it, and writes down what it noted."""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
import structlog

from core import clock
from core.settings import Settings
from gps_ingest.keys import Keys
from gps_ingest.platforms.book import Book
from gps_ingest.platforms.plates import Plates
from gps_ingest.platforms.states import States
from gps_ingest.unknown import Unknown

log = structlog.get_logger(__name__)
CONNECT_S = 5
AGAIN_S = 1.0
LOOK_EVERY_S = 1.0
BOOK_EVERY_S = 30.0  # beside what the database says at once


class Keeper:
    """Book, plates and states, and the one connection that keeps them. `changed` is called when the book was read."""

    def __init__(self, settings: Settings, keys: Keys, unknown: Unknown) -> None:
        self._settings = settings
        self.book = Book()
        self.plates = Plates(settings, keys, unknown)
        self.states = States()
        self.changed: Callable[[], None] = lambda: None

    async def tend(self) -> None:
        """For ever. While the database is away, what is known holds, and what is noted waits."""
        said = False
        while True:
            try:
                await self._keep()
            except (psycopg.Error, OSError) as error:
                if not said:
                    log.warning("the platforms cannot be read now; those known hold", error=str(error))
                said = True
            await asyncio.sleep(AGAIN_S)

    async def write(self) -> None:
        """Write down once, at the end. Raises psycopg.Error, OSError."""
        async with await self._connected() as conn:
            await self._write(conn)

    async def _keep(self) -> None:
        async with await self._connected() as conn:
            await conn.execute("LISTEN platform")
            told, read_s = True, 0.0
            while True:
                if told or clock.epoch() - read_s > BOOK_EVERY_S:
                    await self.book.read(conn)
                    self.changed()
                    read_s = clock.epoch()
                await self._write(conn)
                await self.plates.read(conn)
                told = False
                async for _ in conn.notifies(timeout=LOOK_EVERY_S, stop_after=1):
                    told = True

    async def _write(self, conn: psycopg.AsyncConnection[Any]) -> None:
        await self.states.write(conn)
        await self.plates.write(conn)

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        return await psycopg.AsyncConnection.connect(
            self._settings.database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus 809"
        )
