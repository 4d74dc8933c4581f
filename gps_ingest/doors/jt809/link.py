"""One TCP connection between two platforms, main or slave: frames in, messages out."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast

from core import clock
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809.framing import Unframer
from gps_ingest.doors.networks import address_of

UNREAD_MAX = 262_144  # bytes that the other side may leave unread before it is cut off: we send it little


class Link(asyncio.Protocol):
    """Hands frames on one by one, in order; while it is held, or the queue is full, it reads no more.

    `made` says whether it may be; `lost` is called once, after its last frame was handed on.
    """

    def __init__(
        self,
        frame_max: int,
        *,
        made: Callable[["Link"], bool],
        hears: Callable[["Link", bytes | Skipped], None],
        lost: Callable[["Link"], None],
    ) -> None:
        self._unframer = Unframer(frame_max)
        self._made = made
        self._hears = hears
        self._lost = lost
        self._inbox: deque[bytes | Skipped] = deque()
        self._transport: asyncio.Transport | None = None
        self._gone = asyncio.Event()
        self._full = False
        self.held = False
        self.since_s = self.heard_s = clock.epoch()
        self.address = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self.address = address_of(transport)
        if not self._made(self):
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._gone.set()
        if not self.held:
            self._lost(self)

    def data_received(self, data: bytes) -> None:
        self.heard_s = clock.epoch()
        self._inbox.extend(self._unframer.feed(data))
        self._work()

    @property
    def up(self) -> bool:
        """Whether anything can still be said on it."""
        return self._transport is not None and not self._transport.is_closing()

    @property
    def silent_s(self) -> float:
        """How long nothing has come; never while we do not read."""
        return 0.0 if self._full or self.held else clock.epoch() - self.heard_s

    def send(self, message: bytes) -> None:
        """Say something; nothing where the connection has gone. Who does not read what we send is cut off."""
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(message)
        if self._transport.get_write_buffer_size() > UNREAD_MAX:
            self._transport.abort()

    def hold(self, again: bytes | Skipped) -> None:
        """Hand nothing on until released; `again` is handed on once more then."""
        self._inbox.appendleft(again)
        self.held = True
        self._mind_reading()

    def release(self) -> None:
        """Go on."""
        self.held = False
        self._work()
        if self._gone.is_set() and not self.held:
            self._lost(self)
        self._mind_reading()

    def pause(self) -> None:
        """Read no more, the queue is full: TCP slows the sender down."""
        self._full = True
        self._mind_reading()

    def resume(self) -> None:
        """Read on. What was silent because we did not listen is not idle."""
        self._full = False
        self.heard_s = clock.epoch()
        self._mind_reading()

    def close(self) -> None:
        """Say what is left to say, then no more."""
        if self._transport is not None:
            self._transport.close()

    async def gone(self) -> None:
        """Until the connection has gone."""
        await self._gone.wait()

    def _work(self) -> None:
        while self._inbox and not self.held:
            self._hears(self, self._inbox.popleft())

    def _mind_reading(self) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        wanted = not (self._full or self.held)
        if wanted and not self._transport.is_reading():
            self._transport.resume_reading()
        elif not wanted and self._transport.is_reading():
            self._transport.pause_reading()
