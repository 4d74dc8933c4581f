"""JT/T 808 over TCP: listens, keeps its connections to what it may, one session a device, stops reading while the queue is full."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.jt808.header import Header
from gps_ingest.decode.jt808.terminal import Register
from gps_ingest.doors.jt808.downlink import Downlink
from gps_ingest.doors.jt808.house import Speaker
from gps_ingest.doors.jt808.registry import Registry
from gps_ingest.doors.jt808.session import NAME, Session
from gps_ingest.frames import Mark
from gps_ingest.guard.throttle import Throttle
from gps_ingest.keys import Keys

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 5.0
LAST_WORDS_S = 0.1
Unknown = Callable[[str, str, str | None, dict[str, Any]], None]


class Jt808:
    """The door."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames, keys: Keys, unknown: Unknown) -> None:
        self.settings = settings
        self.frames = frames
        self.keys = keys
        self.port = settings.jt808_port
        self._unknown = unknown
        self._open: set[Speaker] = set()
        self._here: dict[str, Speaker] = {}
        self._talking: list[Speaker] = []
        self._resting: set[Speaker] = set()  # that sent too much: not read for a while
        self._throttle = Throttle(NAME, settings, frames)
        self._server: asyncio.Server | None = None
        self._registry = Registry(settings, keys)
        self._downlink = Downlink(settings, self._here)
        frames.watch(on_full=self._pause, on_room=self._resume)

    # --- Door

    async def open(self) -> None:
        """Take the port; who comes is let in once it is known who may. Raises OSError where the port is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: Session(self), self.settings.jt808_host, self.port, backlog=1024, start_serving=False
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def tend(self) -> None:
        """Register, send commands, close those that say nothing: for ever."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._serve())
                group.create_task(self._registry.tend())
                group.create_task(self._downlink.tend())
                group.create_task(self._look())
        finally:  # at the end: everything is answered
            for session in list(self._open):
                session.close()
            await asyncio.sleep(LAST_WORDS_S)

    async def close(self) -> None:
        """Let nobody in any more and read nothing more; those who are here still get their answers."""
        if self._server is not None:
            self._server.close()
        self._pause()

    def mark(self, sent_s: float) -> None:
        """What was read stands in the queue before this; while nothing is read there is no such word."""
        if not self.frames.full:
            self.frames.put(Mark(self.name, sent_s))

    # --- House

    def opened(self, session: Speaker) -> bool:
        if len(self._open) >= self.settings.jt808_connections:
            self.frames.turned_away[NAME, "too_many"] += 1
            log.warning("a connection more than jt808_connections is refused")
            return False
        self._open.add(session)
        self.frames.connected[NAME] = len(self._open)
        if self.frames.full:
            session.pause()
        return True

    def lost(self, session: Speaker) -> None:
        self._open.discard(session)
        self._resting.discard(session)
        self.frames.connected[NAME] = len(self._open)
        if session.device is not None and self._here.get(session.device) is session:
            del self._here[session.device]

    def came(self, session: Speaker, fixes: int, raw: bytes) -> None:
        wait_s = self._throttle.slow(session.stream, fixes, session.heard_s, raw, key=session.address or "")
        if wait_s > 0 and session not in self._resting:
            self._resting.add(session)
            session.pause()
            asyncio.get_running_loop().call_later(wait_s, self._rested, session)

    def soon(self, session: Speaker) -> None:
        if not self._talking:
            asyncio.get_running_loop().call_soon(self._talk)
        self._talking.append(session)

    def authenticated(self, session: Speaker) -> None:
        assert session.device is not None
        before = self._here.get(session.device)
        self._here[session.device] = session
        key = self.keys.of(session.device)
        if key is not None and key.registration is None:  # then there is no code: it was the secret
            self._registry.showed_secret(session.device)
        if before is not None and before is not session:
            log.info("a second connection takes over", device=session.device)
            before.close()

    def refused(self, device: str, address: str | None) -> None:
        self._unknown(self.name, device, address, {})

    def register(self, session: Speaker, header: Header, said: Register) -> None:
        def done(result: int, code: str) -> None:
            session.registered(header, result, code)

        def stranger(told: dict[str, Any]) -> None:
            self._unknown(self.name, header.phone, session.address, told)

        self._registry.wish(header.phone, said, done, stranger, proven=session.device == header.phone)

    def deregister(self, session: Speaker, header: Header) -> None:
        def done(result: int, code: str) -> None:
            self._here.pop(header.phone, None)
            session.deregistered(header)

        self._registry.wish(header.phone, None, done, lambda told: None, proven=True)

    def answered(self, device: str, serial: int, result: int, said: Mapping[str, object] | None) -> None:
        self._downlink.answered(device, serial, result, said)

    # --- its own

    def _talk(self) -> None:
        talking, self._talking = self._talking, []
        for session in talking:
            session.flush()

    async def _serve(self) -> None:
        """Open once the devices are known."""
        await self.keys.ready.wait()
        if self._server is not None:
            await self._server.start_serving()
            log.info("open for JT/T 808", host=self.settings.jt808_host, port=self.port)

    async def _look(self) -> None:
        """Close the connections that say nothing, or not who they are; ask for parts that have not come."""
        settings = self.settings
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, settings.jt808_idle_s, settings.jt808_login_s))
            if self.frames.full:
                continue  # who is not listened to is not idle
            now = clock.epoch()
            for session in list(self._open):
                if session.heard_s < now - settings.jt808_idle_s or (
                    session.device is None and session.opened_s < now - settings.jt808_login_s
                ):
                    session.close()
                else:
                    session.ask_for_parts()

    def _pause(self) -> None:
        for session in self._open:
            session.pause()

    def _resume(self) -> None:
        for session in self._open - self._resting:
            session.resume()

    def _rested(self, session: Speaker) -> None:
        if session in self._resting:
            self._resting.discard(session)
            if not self.frames.full:
                session.resume()
