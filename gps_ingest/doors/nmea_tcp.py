"""NMEA over TCP: one connection a device, an id line first, then sentences. The protocol knows no acknowledgement."""

import asyncio
from collections.abc import Callable
from typing import cast

import structlog

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.doors.networks import Networks, address_of
from gps_ingest.frames import RAW_KEPT, Frame, Mark, Stream
from gps_ingest.guard.throttle import Throttle, fixes_in, sentences_in

log = structlog.get_logger(__name__)
NAME = "nmea_tcp"
LOOK_EVERY_S = 5.0


class NmeaTcp:
    """The door: listens, keeps its connections to what it may, and stops reading all of them while the queue is full."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames) -> None:
        self._settings = settings
        self._frames = frames
        self._allowed = Networks(settings.nmea_plain_allow)
        self._throttle = Throttle(NAME, settings, frames)
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self.port = settings.nmea_tcp_port
        frames.watch(on_full=self._pause, on_room=self._resume)

    async def open(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, self._settings.nmea_tcp_host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        log.info("open for NMEA over TCP", host=self._settings.nmea_tcp_host, port=self.port)

    async def tend(self) -> None:
        """Close, for ever, the connections that say nothing, or not who they are."""
        settings = self._settings
        while True:
            await asyncio.sleep(min(LOOK_EVERY_S, settings.nmea_tcp_idle_s, settings.nmea_tcp_login_s))
            if self._frames.full:
                continue  # who is not listened to is not idle
            now, waits_since_s = clock.epoch(), self._frames.oldest_s()
            read_up_to_s = now if waits_since_s is None else waits_since_s  # what came later nobody has looked at yet
            for connection in list(self._connections):
                if connection.heard_s < now - settings.nmea_tcp_idle_s or (
                    connection.nobody and connection.opened_s < read_up_to_s - settings.nmea_tcp_login_s
                ):
                    connection.close()

    async def close(self) -> None:
        """Let nobody in any more and leave those who are; what they sent is already in the queue."""
        if self._server is not None:
            self._server.close()
        for connection in list(self._connections):
            connection.close()
        await asyncio.sleep(0)  # their last words
        if self._server is not None:
            await self._server.wait_closed()

    def mark(self, sent_s: float) -> None:
        """What was read stands in the queue before this; while nothing is read there is no such word."""
        if not self._frames.full:
            self._frames.put(Mark(self.name, sent_s))

    def _connection(self) -> asyncio.Protocol:
        return Connection(
            self._settings.nmea_line_max_bytes, self._frames, self._opened, self._lost, slow=self._throttle.slow
        )

    def _opened(self, connection: "Connection", address: str) -> bool:
        if address not in self._allowed:
            self._frames.turned_away[NAME, "not_allowed"] += 1
            return False
        if len(self._connections) >= self._settings.nmea_tcp_connections:
            self._frames.turned_away[NAME, "too_many"] += 1
            log.warning("a connection more than nmea_tcp_connections is refused")
            return False
        self._connections.add(connection)
        self._frames.connected[NAME] = len(self._connections)
        if self._frames.full:
            connection.pause()
        return True

    def _lost(self, connection: "Connection") -> None:
        self._connections.discard(connection)
        self._frames.connected[NAME] = len(self._connections)

    def _pause(self) -> None:
        for connection in self._connections:
            connection.pause()

    def _resume(self) -> None:
        for connection in self._connections:
            connection.resume()


Slow = Callable[[Stream, float, float, bytes], float]


def _never(stream: Stream, fixes: float, now_s: float, raw: bytes) -> float:
    return 0.0


class Connection(asyncio.Protocol):
    """One device. Passes complete lines on, however the stream was cut; skips what has no end.

    `slow` says for how many seconds it is not to be read, once so many fixes have come on its stream.
    """

    def __init__(
        self,
        line_max: int,
        frames: Frames,
        opened: Callable[["Connection", str], bool],
        lost: Callable[["Connection"], None],
        slow: Slow = _never,
    ) -> None:
        self._line_max = line_max
        self._frames = frames
        self._opened = opened
        self._lost = lost
        self._slow = slow
        self._resting: asyncio.TimerHandle | None = None
        self._stream = Stream()
        self._rest = b""  # of a line whose end has not come
        self._skipped = 0  # bytes of a line that is too long, 0 outside one; `_rest` is its head
        self._transport: asyncio.Transport | None = None
        self.opened_s = self.heard_s = clock.epoch()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one in all but name
        self._stream.address = address_of(transport)
        if not self._opened(self, self._stream.address):
            self._transport.abort()
            self._transport = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._rest:  # a last line without its end may still be whole
            self._put(self._rest)
        self._rest = b""
        if self._resting is not None:
            self._resting.cancel()
        self._lost(self)

    def data_received(self, data: bytes) -> None:
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        if not end:
            self._grow(data)
            return
        complete = data[:end]
        if self._skipped:
            first = _line_end(complete)
            self._skip(complete[: first - 1])
            self._put(self._rest)
            complete = complete[first:]
        elif self._rest:
            complete = self._rest + complete
        self._rest, self._skipped = b"", 0
        self.heard_s = clock.epoch()  # by whole lines: one byte now and then is no sign of life
        if complete:
            self._put(complete)
            self._keep_to_its_rate(complete)
        if end < len(data):
            self._grow(data[end:])

    @property
    def nobody(self) -> bool:
        """Whether it has not said who it is, as far as was read."""
        return not self._stream.device

    @property
    def held(self) -> int:
        """Bytes in memory of a line whose end has not come."""
        return len(self._rest)

    def pause(self) -> None:
        """Read no more: TCP slows the sender down."""
        if self._transport is not None and self._transport.is_reading():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read on. What was silent because we did not listen is not idle."""
        if self._resting is not None:
            return  # its own time is not over
        self.heard_s = clock.epoch()
        if self.nobody:
            self.opened_s = self.heard_s
        if self._transport is not None and not self._transport.is_closing() and not self._transport.is_reading():
            self._transport.resume_reading()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _keep_to_its_rate(self, lines: bytes) -> None:
        """Leave it unread for as long as it has sent too much: TCP slows it down, and nothing is lost."""
        wait_s = self._slow(self._stream, fixes_in(lines), self.heard_s, lines)
        if wait_s > 0 and self._resting is None and self._transport is not None:
            self.pause()
            self._resting = asyncio.get_running_loop().call_later(wait_s, self._rested)

    def _rested(self) -> None:
        self._resting = None
        if not self._frames.full:
            self.resume()

    def _grow(self, data: bytes) -> None:
        """More of a line whose end has not come; past the ceiling only its head is kept and the rest is counted."""
        if self._skipped:
            self._skip(data)
        elif len(self._rest) + len(data) > self._line_max:
            whole = self._rest + data
            self._rest, self._skipped = whole[:RAW_KEPT], len(whole)
        else:
            self._rest += data

    def _skip(self, data: bytes) -> None:
        room = RAW_KEPT - len(self._rest)
        if room > 0:
            self._rest += data[:room]
        self._skipped += len(data)

    def _put(self, lines: bytes) -> None:
        self._frames.put(
            Frame(
                NAME,
                self._stream,
                lines,
                clock.epoch(),
                unreadable="too_long" if self._skipped else None,
                size=self._skipped,
                weight=sentences_in(lines),
            )
        )


def _line_end(data: bytes) -> int:
    """Where the first line ends, its end included."""
    ends = [at for at in (data.find(b"\n"), data.find(b"\r")) if at >= 0]
    return min(ends) + 1
