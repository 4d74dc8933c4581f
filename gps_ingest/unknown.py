"""Who knocked and was not let in: collected in memory, written at most once a second, so that a flood of ids costs nothing."""

import asyncio
import re
from collections.abc import Collection
from typing import Any

import psycopg
import structlog

from core import clock
from core.settings import Settings
from gps_ingest.knocks import TRIM, UPSERT, Knock, columns
from gps_ingest.pipeline import Committed

log = structlog.get_logger(__name__)
EVERY_S = 1.0
CONNECT_S = 5
HELD_MAX = 1000  # devices noted between two writes; more are not noted
DEVICE = re.compile(r"[A-Za-z0-9_-]{4,32}")


class Unknown:
    """The collector of the ingest. `note` never waits; `tend` writes on a connection of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: dict[tuple[str, str], Knock] = {}

    def note(self, door: str, device: str, address: str | None, detail: dict[str, Any]) -> None:
        """Note that a device is not let in. What could be no device's id is not noted: nobody could adopt it."""
        if DEVICE.fullmatch(device) is None:
            return
        now, known = clock.epoch(), self._held.get((door, device))
        if known is None:
            if len(self._held) < HELD_MAX:
                self._held[door, device] = Knock(door, device, address, detail, now, now)
            return
        known.address = address or known.address
        known.detail = known.detail | detail
        known.last_s = now
        known.times += 1

    @property
    def held(self) -> Collection[Knock]:
        """What is noted and not yet written."""
        return self._held.values()

    def tell(self, committed: Committed) -> None:
        """Note the strangers of a transaction: where a door asks for no secret, they show only behind it."""
        for bad in committed.parked:
            if bad.reason == "unknown_device":
                self.note(bad.door, bad.device, bad.address, {})

    async def tend(self) -> None:
        """Write what was noted, for ever; while the database is away it is held."""
        said = False
        while True:
            try:
                await self._write()
            except (psycopg.Error, OSError) as error:
                if not said:
                    log.warning("unknown devices cannot be listed now", error=str(error))
                said = True
            await asyncio.sleep(EVERY_S)

    async def _write(self) -> None:
        """Until the connection breaks."""
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url,
            autocommit=True,
            connect_timeout=CONNECT_S,
            application_name="schoolbus unknown",
        )
        async with conn:
            while True:
                await asyncio.sleep(EVERY_S)
                held, self._held = self._held, {}
                if not held:
                    continue
                try:
                    await conn.execute(UPSERT, columns(held.values()))
                    await conn.execute(TRIM, (self._settings.unknown_devices_max,))
                except psycopg.OperationalError:
                    self._held = held | self._held
                    raise
                except psycopg.Error as error:
                    log.warning("unknown devices that the database refuses are forgotten", error=str(error))
