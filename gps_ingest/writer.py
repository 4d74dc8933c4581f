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
from gps_ingest.guard.parking import Parking
from gps_ingest.kept import LastKept
from gps_ingest.quality.ledger import Ledger
from rules.memory import Memory

log = structlog.get_logger(__name__)
CONNECT_S = 5
# SQLSTATE classes that blame the data: data exception, integrity, program limit, internal error, our own triggers. All
# else (connection, resources as a full disk, shutdown, read-only, deadlock) is the database being away.
AT_FAULT = ("22", "23", "54", "XX", "SB")
NO_ROOM = "53100"
# A connection whose other end is gone without a word (a pulled cable, a firewall) is given up after about half a minute.
ALIVE: dict[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
}


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
    """The writer of a share of the vehicles. `trouble` says why nothing can be committed now, "" while all is well."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: Held | None = None
        self._conn: psycopg.AsyncConnection[Any] | None = None
        self.share = settings.ingest_share
        self.trouble = ""
        self.parking = Parking(settings.parked_max_per_minute, settings.parked_burst)
        self.shut_s = settings.device_shut_s

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
            self.trouble = ""
        except (psycopg.Error, OSError) as error:
            if isinstance(error, psycopg.Error) and _blames_the_data(error):
                self._held = None
                raise RefusedError(str(error)) from error
            await self.close()
            self.trouble = _trouble(error)
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
                **ALIVE,
            )
            await store.take_over(self._conn, self.share)
        async with self._conn.transaction():
            world = await World.load(self._conn, self._settings, clock.epoch())
            ledger = Ledger(self.share, self._settings.zone)
            self._held = Held(self._conn, world, await recall(self._conn), LastKept(), ledger)
        return self._held


def _blames_the_data(error: psycopg.Error) -> bool:
    """Whether the database refuses the data as such. A partition that was made in this very moment does not: a fix that had
    been sent to the default one (a check without a name) finds the new one when it is tried again.
    """
    if error.sqlstate == psycopg.errors.CheckViolation.sqlstate and error.diag.constraint_name is None:
        return False
    return (error.sqlstate or "")[:2] in AT_FAULT


def _trouble(error: Exception) -> str:
    """What an operator has to know, without addresses or names of files."""
    if isinstance(error, psycopg.Error) and error.sqlstate == NO_ROOM:
        return "the database has no room on its disk: nothing is taken or acknowledged until there is"
    return "the database is away: nothing is taken or acknowledged until it is back"
