"""Registering terminals: who may have a code, which is made here and kept only as its hash. One at a time, on one connection."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
import structlog

from core.settings import Settings
from fleet.secrets import broker_hash, make_secret
from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.terminal import Register
from gps_ingest.keys import Keys

log = structlog.get_logger(__name__)
WAITING_MOST = 1000  # past this a terminal gets no answer and asks again
CONNECT_S = 5
PIN = ("maker", "terminal_id")
REGISTER = "UPDATE device SET code_hash = %s, registration = %s WHERE no = %s"
DEREGISTER = "UPDATE device SET code_hash = NULL, registration = NULL WHERE no = %s"
Done = Callable[[int, str], None]
Stranger = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    device: str
    said: Register | None  # None: it wants to be forgotten
    done: Done
    stranger: Stranger


class Registry:
    """Takes wishes and grants them in order. While the database is away nobody is answered: terminals ask again."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._keys = keys
        self._wishes: asyncio.Queue[_Wish] = asyncio.Queue(WAITING_MOST)
        self._conn: psycopg.AsyncConnection[Any] | None = None

    def wish(self, device: str, said: Register | None, done: Done, stranger: Stranger) -> None:
        """Register (or, without `said`, forget) a device.

        `done` is told the result of 0x8100 and the code, `stranger` what one that nobody let in says of itself.
        """
        with suppress(asyncio.QueueFull):
            self._wishes.put_nowait(_Wish(device, said, done, stranger))

    async def tend(self) -> None:
        """Grant wishes, for ever."""
        try:
            while True:
                wish = await self._wishes.get()
                try:
                    await self._grant(wish)
                except (psycopg.Error, OSError) as error:
                    log.warning("a terminal cannot be registered now; it asks again", error=str(error))
                    await self._leave()
        finally:
            await self._leave()

    async def _grant(self, wish: _Wish) -> None:
        key = self._keys.of(wish.device)
        if key is None or key.protocol != "jt808" or key.disabled:
            if wish.said is not None:
                wish.stranger(asdict(wish.said))
                wish.done(platform.NO_TERMINAL, "")
            return
        conn = await self._connected()
        if wish.said is None:
            await conn.execute(DEREGISTER, (key.no,))
            await self._keys.read(conn)
            wish.done(platform.OK, "")
            return
        told = asdict(wish.said)
        pinned = key.registration
        if pinned is not None and any(pinned.get(name) != told[name] for name in PIN):
            wish.done(platform.TERMINAL_KNOWN, "")
            return
        code = make_secret()
        await conn.execute(REGISTER, (broker_hash(code), json.dumps(told, ensure_ascii=False), key.no))
        await self._keys.read(conn)  # it authenticates at once: before the database tells us of the change
        wish.done(platform.OK, code)

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        if self._conn is None or self._conn.closed:
            self._conn = await psycopg.AsyncConnection.connect(
                self._settings.database_url,
                autocommit=True,
                connect_timeout=CONNECT_S,
                application_name="schoolbus registry",
            )
        return self._conn

    async def _leave(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            with suppress(psycopg.Error, OSError):
                await conn.close()
