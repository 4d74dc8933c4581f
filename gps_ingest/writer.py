"""The one connection that writes: its lock, and what it holds in memory, all of it recalled after any error."""

from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import structlog

from core import clock
from core.settings import Settings
from findings.memory import recall
from findings.world import World
from gps_ingest import store
from gps_ingest.kept import LastKept
from gps_ingest.quality.ledger import Ledger
from rules.memory import Memory

log = structlog.get_logger(__name__)
CONNECT_S = 5
# SQLSTATE classes that blame the data: data exception, integrity, program limit, internal error, our own triggers. All
# else (connection, resources, shutdown, read-only, deadlock) is the database being away.
AT_FAULT = ("22", "23", "54", "XX", "SB")


class AwayError(Exception):
    """The database is away or cannot work now; whether it committed is not known. The same again, later."""


class RefusedError(Exception):
    """The database, or the judging, cannot take something in this batch. Smaller, until it stands alone."""


@dataclass(slots=True)
class Held:
    """What the writer holds between batches, as of the last commit."""

    conn: psycopg.AsyncConnection[Any]
    world: World
    memory: Memory
    last: LastKept
    ledger: Ledger


class Writer:
    """The writer of a share of the vehicles."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: Held | None = None
        self._conn: psycopg.AsyncConnection[Any] | None = None
        self.share = settings.ingest_share

    @property
    def knows(self) -> Container[str]:
        """The ids of the devices there are, as far as is known now."""
        return self._held.world.roster.known if self._held is not None else ()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Held]:
        """A transaction with what is held. Raises AwayError or RefusedError; after either nothing is assumed, all is recalled."""
        try:
            held = self._held or await self._recall()
            async with held.conn.transaction():
                yield held
        except (psycopg.Error, OSError) as error:
            if isinstance(error, psycopg.Error) and (error.sqlstate or "")[:2] in AT_FAULT:
                self._held = None
                raise RefusedError(str(error)) from error
            await self.close()
            raise AwayError(f"{type(error).__name__}: {error}") from error
        except Exception as error:
            self._held = None
            log.exception("a batch cannot be judged")
            raise RefusedError(f"{type(error).__name__}: {error}") from error
        except BaseException:
            self._held = None
            raise

    async def close(self) -> None:
        """Leave the database; the lock goes with the connection."""
        self._held, conn, self._conn = None, self._conn, None
        if conn is not None:
            with suppress(psycopg.Error, OSError):
                await conn.close()

    async def _recall(self) -> Held:
        """Become the one writer, then read what the last commit left."""
        if self._conn is None or self._conn.closed:
            self._conn = await psycopg.AsyncConnection.connect(
                self._settings.database_url,
                autocommit=True,
                connect_timeout=CONNECT_S,
                application_name=f"schoolbus ingest {self.share}",
            )
            await store.take_over(self._conn, self.share)
        async with self._conn.transaction():
            world = await World.load(self._conn, self._settings, clock.epoch())
            ledger = Ledger(self.share, self._settings.zone)
            self._held = Held(self._conn, world, await recall(self._conn), LastKept(), ledger)
        return self._held
