"""What officers have terminals told: commands out of the table to the terminals that are here, their answers back into it."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import psycopg
import structlog

from core.settings import Settings
from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.ids import Sent
from gps_ingest.models import COMMAND_LAPSES_S

log = structlog.get_logger(__name__)
CONNECT_S = 5
AGAIN_S = 1.0
LOOK_EVERY_S = 2.0  # beside what the database says at once: a terminal that comes back finds what waits for it
PENDING_MOST = 10_000
WAITING = """SELECT c.id, d.id, c.kind, c.body FROM command c JOIN device d ON d.no = c.device_no
    WHERE c.sent_at IS NULL AND c.created_at > now() - make_interval(secs => %s) AND d.id = ANY(%s) ORDER BY c.id"""
SENT = "UPDATE command SET sent_at = now() WHERE id = %s AND sent_at IS NULL"
ANSWERED = """UPDATE command SET answered_at = coalesce(answered_at, now()), result = %s,
    answer = coalesce(%s::jsonb, answer) WHERE id = %s"""
KINDS = ("text", "locate", "interval", "confirm_alarm", "snapshot")


class Terminal(Protocol):
    """A connected terminal."""

    version: int

    def send(self, id_: int, body: bytes) -> int:
        """Say it; the serial it has."""


class Downlink:
    """Sends, and writes down what is answered. A command is sent once: what became of it its answer says, or its silence."""

    def __init__(self, settings: Settings, here: Mapping[str, Terminal]) -> None:
        self._settings = settings
        self._here = here
        self._pending: dict[tuple[str, int], int] = {}
        self._answers: list[tuple[int, str | None, int]] = []

    def answered(self, device: str, serial: int, result: int, said: Mapping[str, object] | None) -> None:
        """A terminal's word; one that is no answer to a command of ours is nothing."""
        command = self._pending.get((device, serial))
        if command is not None:
            self._answers.append((result, None if said is None else json.dumps(said), command))

    async def tend(self) -> None:
        """Send and note, for ever; what the database cannot be told now is told later."""
        said = False
        while True:
            try:
                await self._serve()
            except (psycopg.Error, OSError) as error:
                if not said:
                    log.warning("commands wait for the database", error=str(error))
                said = True
            await asyncio.sleep(AGAIN_S)

    async def _serve(self) -> None:
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url,
            autocommit=True,
            connect_timeout=CONNECT_S,
            application_name="schoolbus downlink",
        )
        async with conn:
            await conn.execute("LISTEN command")
            while True:
                await self._send(conn)
                await self._note(conn)
                async for _ in conn.notifies(timeout=LOOK_EVERY_S if not self._pending else AGAIN_S / 2, stop_after=1):
                    pass

    async def _send(self, conn: psycopg.AsyncConnection[Any]) -> None:
        waiting = (COMMAND_LAPSES_S, list(self._here))
        rows = await (await conn.execute(WAITING, waiting)).fetchall() if self._here else []
        for command, device, kind, body in rows:
            sent = await conn.execute(
                SENT, (command,)
            )  # first: a crash between may lose a command, never send it twice
            terminal = self._here.get(device)
            if terminal is not None and sent.rowcount:
                id_, content = message(kind, body, terminal.version)
                while len(self._pending) >= PENDING_MOST:
                    del self._pending[next(iter(self._pending))]
                self._pending[device, terminal.send(id_, content)] = command

    async def _note(self, conn: psycopg.AsyncConnection[Any]) -> None:
        while self._answers:
            await conn.execute(ANSWERED, self._answers[0])
            self._answers.pop(0)


def message(kind: str, body: Mapping[str, Any], version: int) -> tuple[int, bytes]:
    """Id and body of what a command is on the wire. `body` as the API has checked it."""
    return _MAKERS[kind](body, version)


def _text(body: Mapping[str, Any], version: int) -> tuple[int, bytes]:
    urgent = platform.URGENT_2019 if version else platform.URGENT
    ordinary = platform.NOTICE_2019 if version else 0
    flags = (urgent if body.get("urgent") else ordinary) | platform.DISPLAY | platform.READ_ALOUD
    return Sent.TEXT, platform.text(flags, body["text"], version)


def _interval(body: Mapping[str, Any], version: int) -> tuple[int, bytes]:
    return Sent.SET_PARAMETERS, platform.set_parameters({platform.DEFAULT_INTERVAL_S: body["interval_s"]})


def _confirm(body: Mapping[str, Any], version: int) -> tuple[int, bytes]:
    return Sent.CONFIRM_ALARM, platform.confirm_alarm(0, body["alarms"])


def _snapshot(body: Mapping[str, Any], version: int) -> tuple[int, bytes]:
    return Sent.CAMERA, platform.camera(body.get("channel", 1), body.get("count", 1))


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], int], tuple[int, bytes]]] = {
    "text": _text,
    "locate": lambda body, version: (Sent.QUERY_LOCATION, platform.query_location()),
    "interval": _interval,
    "confirm_alarm": _confirm,
    "snapshot": _snapshot,
}
