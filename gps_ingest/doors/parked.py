"""Parked fixes read once more: what a device sent before it spoke for a vehicle is judged as delayed, and kept.

A row of `reread` asks for it (a trigger of `binding` writes it). The parked rows go only after the commit of what was made of
them; whoever dies between repeats it, and the key of the positions drops the repetition.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg
import structlog

from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.frames import Frame, Mark, Receipt, Stream

log = structlog.get_logger(__name__)
NAME = "parked"
CONNECT_S = 5
AGAIN_S = 1.0
LOOK_EVERY_S = 30.0  # beside what the database says at once
AT_ONCE = 500  # rows in the queue: those who are on the road now come first
EARLIER = timedelta(days=1)  # a fix may be younger than its receipt (future_max_s); so much earlier nothing is lost
WAITING = "SELECT id, device, since FROM reread WHERE done_at IS NULL ORDER BY id LIMIT 1"
LAST = "SELECT coalesce(max(id), 0) FROM parked WHERE device = %s"
ROWS = """SELECT id, extract(epoch FROM received_at)::float8, door, raw FROM parked
    WHERE device = %s AND reason IN ('unknown_device', 'not_bound') AND door = ANY(%s) AND received_at >= %s
    AND id > %s AND id <= %s ORDER BY id LIMIT %s"""
# What is sealed stays as it came; read once more by a later binding it is a repetition.
GONE = """DELETE FROM parked p WHERE p.id = ANY(%s)
    AND NOT EXISTS (SELECT FROM parked_to_keep() k WHERE k.device = p.device AND k.during @> p.received_at)"""
DONE = "UPDATE reread SET done_at = now() WHERE id = %s"


Raw = tuple[int, float, str, bytes]  # id, received_s, door, raw


@dataclass(frozen=True, slots=True)
class Kind:
    """How what a door parked is read: by which format, behind which header, and whether the door had proved who sent it."""

    format: str
    proven: bool = True
    header: bytes = b""


LOCATION = Kind("jt808", header=Said.LOCATION.to_bytes(2))  # the body of a report is parked, whatever it came in
KINDS = {
    "nmea_tcp": Kind("nmea", proven=False),
    "nmea_udp": Kind("nmea", proven=False),
    "mqtt": Kind("nmea"),
    "jt808": LOCATION,
    "jt809": Kind("jt809"),
    "osmand": Kind("osmand"),
}
OWNTRACKS = Kind("owntracks")  # comes through the broker as well: JSON, which no sentence is


def frame_of(device: str, row: Raw, receipt: Receipt | None = None) -> Frame:
    """A parked fix as its door would hand it on, with the time at which it was received."""
    _, received_s, door, raw = row
    kind = OWNTRACKS if door == "mqtt" and raw.startswith(b"{") else KINDS[door]
    return Frame(
        door,
        Stream(device=device, proven=kind.proven),
        kind.header + raw,
        received_s,
        receipt,
        whole=True,
        format=kind.format,
        start=len(kind.header),
        again=True,
    )


class Parked:
    """The door. It is never in the way of the others: it waits while the queue is full, and for its own last frame."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames) -> None:
        self._settings = settings
        self._frames = frames
        self._room = asyncio.Event()
        self._room.set()
        self._shut = False
        frames.watch(on_full=self._room.clear, on_room=self._room.set)

    async def open(self) -> None:
        """Nothing to open: `tend` looks."""

    async def tend(self) -> None:
        """Read again what is asked for, for ever."""
        said = False
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                if not said:
                    log.warning("parked fixes cannot be read again now; tried until they can", error=str(error))
                said = True
            await asyncio.sleep(AGAIN_S)

    async def close(self) -> None:
        """Put nothing more into the queue."""
        self._shut = True

    def mark(self, sent_s: float) -> None:
        """Nobody sends anything through here: all that was sent stands in the queue."""
        self._frames.put(Mark(self.name, sent_s))

    async def _listen(self) -> None:
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus parked"
        )
        async with conn:
            await conn.execute("LISTEN reread")
            while True:
                while (asked := await (await conn.execute(WAITING)).fetchone()) is not None:
                    await self._read_again(conn, *asked)
                async for _ in conn.notifies(timeout=LOOK_EVERY_S, stop_after=1):
                    pass

    async def _read_again(self, conn: psycopg.AsyncConnection[Any], asked: int, device: str, since: datetime) -> None:
        """All rows of a device that were parked since (about) then. What still has no vehicle is parked anew."""
        await self._what_was_under_way()
        row = await (await conn.execute(LAST, (device,))).fetchone()
        assert row is not None
        after, last, doors = 0, row[0], list(KINDS)
        while rows := await (
            await conn.execute(ROWS, (device, doors, since - EARLIER, after, last, AT_ONCE))
        ).fetchall():
            await self._through(device, rows)
            await conn.execute(GONE, ([id_ for id_, *_ in rows],))
            after = rows[-1][0]
        await conn.execute(DONE, (asked,))
        log.info("parked fixes were read again", device=device)

    async def _what_was_under_way(self) -> None:
        """Until every batch that did not know of the binding is committed, and has parked what it had to."""
        receipt = Seen()
        await self._put(Mark(self.name, None, receipt))
        await receipt.seen.wait()

    async def _through(self, device: str, rows: list[Raw]) -> None:
        """Until what was made of these rows is committed."""
        receipt = Seen()
        for row in rows:
            await self._put(frame_of(device, row, receipt if row is rows[-1] else None))
        await receipt.seen.wait()

    async def _put(self, item: Frame | Mark) -> None:
        await self._room.wait()
        if self._shut:
            await asyncio.Event().wait()  # until we are cancelled
        self._frames.put(item)


@dataclass(slots=True, eq=False)
class Seen:
    """A receipt that somebody here waits for."""

    seen: asyncio.Event = field(default_factory=asyncio.Event)

    def give(self) -> None:
        self.seen.set()
