"""The door: listens for lower platforms, lets in who may, and keeps their sessions."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import psycopg
import structlog

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809.framing import opened
from gps_ingest.decode.jt809.links import Verdict
from gps_ingest.doors.jt809.desk import Desk, Hears, Lost
from gps_ingest.doors.jt809.link import Link
from gps_ingest.doors.jt809.reception import Refusal, Welcome, receive
from gps_ingest.doors.jt809.session import Session
from gps_ingest.frames import Mark
from gps_ingest.keys import Keys
from gps_ingest.platforms.keeper import Keeper
from gps_ingest.platforms.plates import NAME
from gps_ingest.unknown import Unknown

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 1.0
LAST_WORDS_S = 3.0
RESTARTS, OTHER_REASON = 0x00, 0x01


class Jt809:
    """Open only where `jt809` says so. Stops reading all links while the queue is full."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames, keys: Keys, unknown: Unknown) -> None:
        self._settings = settings
        self._frames = frames
        self._keeper = Keeper(settings, keys, unknown)
        self._keeper.changed = self._compare
        self._links: set[Link] = set()  # all of them, ours to lower platforms too
        self._guests: set[Link] = set()  # those that came to us
        self._sessions: dict[int, Session] = {}
        self._by_link: dict[Link, Session] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._desk = Desk(settings, frames, self._keeper.plates, self._keeper.states, self._new_link, self._spawn)
        self.port = settings.jt809_port
        frames.watch(on_full=self._pause, on_room=self._resume)

    async def open(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._guest, self._settings.jt809_host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        log.info("open for JT/T 809", host=self._settings.jt809_host, port=self.port)

    async def tend(self) -> None:
        """Keep what is known of platforms; cut off, for ever, who does not log in or says nothing."""
        await asyncio.gather(self._keeper.tend(), self._look())

    async def close(self) -> None:
        """Let nobody in any more, tell the lower platforms, leave them; what they sent is already in the queue."""
        if self._server is not None:
            self._server.close()
        for session in list(self._sessions.values()):
            session.leave(RESTARTS)
        for task in self._tasks:
            task.cancel()
        for link in list(self._links):
            link.close()
        await asyncio.sleep(0)  # their last words
        with suppress(psycopg.Error, OSError, TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                await self._keeper.write()
        if self._server is not None:
            await self._server.wait_closed()

    def mark(self, sent_s: float) -> None:
        """What was read stands in the queue before this; while nothing is read, or a link waits, there is no such word."""
        if not self._frames.full and not any(link.held for link in self._links):
            self._frames.put(Mark(self.name, sent_s))

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, self._settings.jt809_silence_s))
            for link in list(self._guests):
                most_s = self._settings.jt809_silence_s if link in self._by_link else self._settings.jt809_login_s
                if link.silent_s > most_s or (link not in self._by_link and clock.epoch() - link.since_s > most_s):
                    log.info("a platform that says nothing is cut off", address=link.address)
                    link.close()

    def _guest(self) -> Link:
        """A connection that comes to us."""
        return Link(self._settings.jt809_frame_max_bytes, made=self._came, hears=self._hear, lost=self._left)

    def _new_link(self, hears: Hears, lost: Lost) -> Link:
        """A connection from us to a lower platform."""

        def left(link: Link) -> None:
            self._links.discard(link)
            lost(link)

        return Link(self._settings.jt809_frame_max_bytes, made=self._joined, hears=hears, lost=left)

    def _came(self, link: Link) -> bool:
        if len(self._guests) >= self._settings.jt809_connections:
            log.warning("a connection more than jt809_connections is refused")
            return False
        self._guests.add(link)
        return self._joined(link)

    def _joined(self, link: Link) -> bool:
        self._links.add(link)
        if self._frames.full:
            link.pause()
        return True

    def _left(self, link: Link) -> None:
        self._links.discard(link)
        self._guests.discard(link)
        session = self._by_link.pop(link, None)
        if session is not None:
            session.lost(link)

    def _hear(self, link: Link, frame: bytes | Skipped) -> None:
        """Of a connection that came to us: its first message logs in, or it is cut off."""
        session = self._by_link.get(link)
        if session is not None:
            session.hear(link, frame)
            return
        try:
            self._let_in(link, opened(b"" if isinstance(frame, Skipped) else frame))
        except BadFrame as bad:
            log.info("what is no login is cut off", address=link.address, reason=bad.reason)
            link.close()

    def _let_in(self, link: Link, content: bytes) -> None:
        """Raises BadFrame."""
        came = receive(content, link.address, self._keeper.book)
        if isinstance(came, Welcome) and not self._keeper.plates.ready:
            came = Refusal(Verdict.BUSY, came.known.access_code, came.known.edition)
        if isinstance(came, Refusal):
            self._refuse(link, came)
            return
        known = came.known
        session = self._sessions.get(known.id)
        if session is None:
            session = self._sessions[known.id] = Session(known, self._desk, self._ended)
        self._by_link[link] = session
        log.info("a platform has logged in", platform=known.name, address=link.address)
        session.enter(link, came.said, came.header)

    def _refuse(self, link: Link, refusal: Refusal) -> None:
        log.warning(
            "a login is refused", access_code=refusal.access_code, address=link.address, why=refusal.verdict.name
        )
        if refusal.known is not None and refusal.known.id not in self._sessions:
            self._keeper.states.wrong(refusal.known.id, refusal.problem)
        link.send(refusal.answer(clock.epoch()))
        link.close()

    def _ended(self, session: Session) -> None:
        if self._sessions.get(session.known.id) is session:
            del self._sessions[session.known.id]

    def _compare(self) -> None:
        """The book was read again: with whom something else is agreed now has to log in anew."""
        for session in list(self._sessions.values()):
            if self._keeper.book.of(session.known.access_code) != session.known:
                log.info("a platform was changed: it has to log in anew", platform=session.known.name)
                session.leave(OTHER_REASON)

    def _pause(self) -> None:
        for link in self._links:
            link.pause()

    def _resume(self) -> None:
        for link in list(self._links):
            link.resume()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
