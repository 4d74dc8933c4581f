"""A terminal of JT/T 808: registers, authenticates, reports each second; after a break it makes up in batches (0x0704)."""

import asyncio
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from faults.senders.outbox import Outbox
from faults.senders.sending import RefusedError, until_one_ends
from faults.senders.wire import batch, register, report
from faults.town import Bus, plate
from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.framing import Skipped, Unframer
from gps_ingest.decode.jt808.header import Header, read
from gps_ingest.decode.jt808.ids import Said, Sent

PATIENCE_S = 10.0
BATCH = 20
UNANSWERED_MOST = 50  # messages
Heard = AsyncIterator[tuple[Header, bytes]]


@dataclass(slots=True)
class Terminal:
    """One terminal. It keeps its code as long as that opens the door.

    `newest_first`: after a break it reports the present at once and makes up between; else all goes in order.
    """

    host: str
    port: int
    bus: Bus
    newest_first: bool = False
    _code: str | None = None
    _serial: int = 0
    _waiting: dict[int, list[int]] = field(default_factory=dict)

    async def converse(self, outbox: Outbox) -> None:
        """One connection. Raises OSError, EOFError or TimeoutError when it ends."""
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            heard = _heard(reader)
            self._waiting.clear()
            async with asyncio.timeout(PATIENCE_S):
                await self._enter(heard, writer)
            await until_one_ends(self._listen(heard, outbox), self._speak(writer, outbox))
        finally:
            writer.close()

    async def _enter(self, heard: Heard, writer: asyncio.StreamWriter) -> None:
        if self._code is None:
            self._say(writer, Said.REGISTER, register(self.bus.device, plate(self.bus)))
            body = await _answer(heard, Sent.REGISTER)
            if body[2]:
                raise RefusedError(f"0x8100 with result {body[2]}")
            self._code = body[3:].decode()
        self._say(writer, Said.AUTHENTICATE, self._code.encode())
        result = (await _answer(heard, Sent.ANSWER))[4]
        if result:
            self._code = None  # a register whose answer was lost has voided it: it asks for another
            raise RefusedError(f"0x8001 to its code with result {result}")

    async def _listen(self, heard: Heard, outbox: Outbox) -> None:
        async for header, body in heard:
            if header.id == Sent.ANSWER:
                serial, _, result = struct.unpack(">HHB", body)
                for number in self._waiting.pop(serial, ()) if result == platform.OK else ():
                    outbox.acknowledge(number)
        raise EOFError

    async def _speak(self, writer: asyncio.StreamWriter, outbox: Outbox) -> None:
        while True:
            await outbox.news()
            if len(self._waiting) >= UNANSWERED_MOST:
                await asyncio.sleep(0.1)
                continue
            if self.newest_first and outbox.unsent > 1:
                self._report(writer, outbox, outbox.take_newest())
            self._report(writer, outbox, outbox.take(BATCH))
            await writer.drain()

    def _report(self, writer: asyncio.StreamWriter, outbox: Outbox, numbers: list[int]) -> None:
        bodies = [report(outbox.made[number]) for number in numbers]
        if len(bodies) == 1:
            self._waiting[self._say(writer, Said.LOCATION, bodies[0])] = numbers
        elif bodies:
            self._waiting[self._say(writer, Said.BATCH, batch(bodies))] = numbers

    def _say(self, writer: asyncio.StreamWriter, id_: int, body: bytes) -> int:
        self._serial = (self._serial + 1) & 0xFFFF
        writer.write(platform.message(id_, self.bus.device, self._serial, body, 0))
        return self._serial


async def _heard(reader: asyncio.StreamReader) -> Heard:
    unframer = Unframer()
    while data := await reader.read(65536):
        for frame in unframer.feed(data):
            if not isinstance(frame, Skipped):
                yield read(frame)


async def _answer(heard: Heard, id_: int) -> bytes:
    async for header, body in heard:
        if header.id == id_:
            return body
    raise EOFError
