"""Registering terminals: who may have a code, which is made here and kept only as its hash. One at a time, on one connection."""

import asyncio
import json
from collections.abc import Callable, Mapping
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
# Pinned to no maker and terminal: it works by its secret, and nobody gets a code without having shown one.
CODELESS = "UPDATE device SET registration = '{}' WHERE id = ANY(%s) AND registration IS NULL AND code_hash IS NULL"
DEREGISTER = "UPDATE device SET code_hash = NULL, registration = NULL WHERE no = %s"
Done = Callable[[int, str], None]
Stranger = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class _Wish:
    device: str
    said: Register | None  # None: it wants to be forgotten
    proven: bool  # by a secret or code on this very connection
    done: Done
    stranger: Stranger


class Registry:
    """Takes wishes and grants them in order. While the database is away nobody is answered: terminals ask again."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._keys = keys
        self._wishes: asyncio.Queue[_Wish | None] = asyncio.Queue(WAITING_MOST)  # None: see to the secrets
        self._by_secret: set[str] = set()  # that have shown theirs, which is still to be noted
        self._conn: psycopg.AsyncConnection[Any] | None = None

    def wish(self, device: str, said: Register | None, done: Done, stranger: Stranger, *, proven: bool) -> None:
        """Register (or, without `said`, forget) a device.

        `done` is told the result of 0x8100 and the code, `stranger` what one that nobody let in says of itself.
        """
        with suppress(asyncio.QueueFull):
            self._wishes.put_nowait(_Wish(device, said, proven, done, stranger))

    def showed_secret(self, device: str) -> None:
        """Note for good that a device without a registration works by its secret: before the next wish is granted."""
        self._by_secret.add(device)
        with suppress(asyncio.QueueFull):
            self._wishes.put_nowait(None)

    async def tend(self) -> None:
        """Grant wishes, for ever."""
        try:
            while True:
                wish = await self._wishes.get()
                try:
                    await self._note_secrets()
                    if wish is not None:
                        await self._grant(wish)
                except (psycopg.Error, OSError) as error:
                    log.warning("a terminal cannot be registered now; it asks again", error=str(error))
                    await self._leave()
        finally:
            await self._leave()

    async def _note_secrets(self) -> None:
        if not self._by_secret:
            return
        noted = list(self._by_secret)
        conn = await self._connected()
        await conn.execute(CODELESS, (noted,))
        self._by_secret.difference_update(noted)
        await self._keys.read(conn)

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
        if not _may_have_a_code(key.registration, told, wish.proven):
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


def _may_have_a_code(pinned: Mapping[str, Any] | None, told: Mapping[str, Any], proven: bool) -> bool:
    """Whoever comes first, then only the terminal that is pinned; of one that works by its secret who has shown it."""
    if pinned is None:
        return True
    return all(pinned.get(name) == told[name] for name in PIN) if pinned else proven
