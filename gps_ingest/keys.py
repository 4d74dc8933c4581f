"""Who may speak at a door: the devices and their secrets as the database has them, on a connection of its own."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import structlog

from core.settings import Settings
from fleet.secrets import opens

log = structlog.get_logger(__name__)
CONNECT_S = 5
AGAIN_S = 1.0
LOOK_EVERY_S = 30.0  # beside what the database says at once
DEVICES = "SELECT id, no, protocol, secret_hash, code_hash, registration, disabled FROM device"


@dataclass(frozen=True, slots=True)
class Key:
    """A device as the doors need it; `hashes` are of the secrets that open them, `registration` what 808 pinned.

    A `registration` that names nothing is that of a terminal which works by its secret.
    """

    no: int
    protocol: str
    hashes: tuple[str, ...]
    registration: Mapping[str, Any] | None
    disabled: bool

    def fits(self, secret: str) -> bool:
        """Whether a secret opens the door for this device; never when it is shut out."""
        return not self.disabled and any(opens(secret, each) for each in self.hashes)


class Keys:
    """All keys; while the database is away those known last hold. `ready` once they were read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: dict[str, Key] = {}
        self.ready = asyncio.Event()

    def of(self, device: str) -> Key | None:
        """The key of a device, None for one that nobody let in."""
        return self._keys.get(device)

    async def tend(self) -> None:
        """Keep them as the database has them, for ever: read again at every change of a device."""
        said = False
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                if not said:
                    log.warning("the devices cannot be read now; those known hold", error=str(error))
                said = True
            await asyncio.sleep(AGAIN_S)

    async def read(self, conn: psycopg.AsyncConnection[Any]) -> None:
        """Read them now; who has just changed a device need not wait to be told of it."""
        rows = await (await conn.execute(DEVICES)).fetchall()
        self._keys = {
            id_: Key(no, protocol, tuple(each for each in (secret, code) if each), registration, disabled)
            for id_, no, protocol, secret, code, registration, disabled in rows
        }
        self.ready.set()

    async def _listen(self) -> None:
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus doors"
        )
        async with conn:
            await conn.execute("LISTEN device")
            while True:
                await self.read(conn)
                async for _ in conn.notifies(timeout=LOOK_EVERY_S, stop_after=1):
                    pass
