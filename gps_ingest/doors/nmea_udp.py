"""NMEA over UDP: an id line, then sentences, in each datagram. Nothing is acknowledged and nothing is promised."""

import asyncio
from typing import Any, cast

import structlog

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.doors.networks import Networks
from gps_ingest.frames import RAW_KEPT, Frame, Mark, Stream
from gps_ingest.guard.throttle import Throttle, fixes_in, sentences_in

log = structlog.get_logger(__name__)
NAME = "nmea_udp"


class NmeaUdp(asyncio.DatagramProtocol):
    """The door. Each datagram is whole by itself; while the queue is full what comes is dropped and counted."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames) -> None:
        self._settings = settings
        self._frames = frames
        self._allowed = Networks(settings.nmea_plain_allow)
        self._throttle = Throttle(NAME, settings, frames)
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        loop, where = asyncio.get_running_loop(), (self._settings.nmea_udp_host, self._settings.nmea_udp_port)
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=where)
        log.info("open for NMEA over UDP", host=where[0], port=self._transport.get_extra_info("sockname")[1])

    async def tend(self) -> None:
        """Nothing to do: there are no connections."""

    async def close(self) -> None:
        """Take nothing more; what came is in the queue."""
        if self._transport is not None:
            self._transport.close()

    def mark(self, sent_s: float) -> None:
        """What came stands in the queue before this; while it is dropped there is no such word."""
        if not self._frames.full:
            self._frames.put(Mark(self.name, sent_s))

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        address = cast(str, addr[0])
        if address not in self._allowed:
            self._frames.turned_away[NAME, "not_allowed"] += 1
        elif self._frames.full:
            self._frames.turned_away[NAME, "full"] += 1
        else:
            self._take(data, Stream(address=address), f"{address} {addr[1]}")

    def _take(self, data: bytes, stream: Stream, sender: str) -> None:
        if self._throttle.slow(stream, fixes_in(data), clock.epoch(), data, sender) > 0:
            self._frames.turned_away[NAME, "flooding"] += 1
        else:
            self._frames.put(self._frame(data, stream))

    def _frame(self, data: bytes, stream: Stream) -> Frame:
        now = clock.epoch()
        if len(data) > self._settings.nmea_udp_datagram_max_bytes:
            return Frame(NAME, stream, data[:RAW_KEPT], now, unreadable="too_long", size=len(data))
        return Frame(NAME, stream, data, now, whole=True, weight=sentences_in(data))
