"""One terminal's connection: who it is, what it says into the queue, our answers in order; each message by its id."""

import asyncio
from collections.abc import Callable
from typing import cast

from core import clock
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808 import media, platform, terminal
from gps_ingest.decode.jt808.framing import Skipped, Unframer, opened
from gps_ingest.decode.jt808.header import Header, header_of
from gps_ingest.decode.jt808.ids import Said, Sent
from gps_ingest.decode.jt808.parts import Reassembly
from gps_ingest.doors.jt808.house import House
from gps_ingest.doors.jt808.receipts import Answer, MediaKept, Told
from gps_ingest.frames import RAW_KEPT, Frame, Receipt, Stream

NAME = "jt808"
UNANSWERED_MOST = 20  # refused messages of one connection before it is cut off
QUIET_S = 5.0  # so long without the next part, and it is asked for again


class Session(asyncio.Protocol):
    """A connection. Nothing but a register or a code is taken before its code was right."""

    __slots__ = (
        *("_house", "_unframer", "_parts", "_transport", "_out", "_serial", "_called", "_refusals", "_came", "version"),
        *("address", "device", "opened_s", "heard_s", "stream"),
    )

    def __init__(self, house: House) -> None:
        self._house = house
        self._unframer = Unframer(house.settings.jt808_frame_max_bytes)
        self._parts: Reassembly | None = None
        self._transport: asyncio.Transport | None = None
        self._out: bytearray | None = None
        self._called = b""  # the number of `device` in headers of `version`
        self._serial = -1
        self._refusals = 0
        self._came = 0  # fixes and other things to store, of what was read last
        self.version = 0
        self.address: str | None = None
        self.device: str | None = None
        self.stream = Stream(proven=True)
        self.opened_s = self.heard_s = clock.epoch()

    # --- the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if peer else None
        if not self._house.opened(self):
            self._transport.abort()
            self._transport = None

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._house.lost(self)

    def data_received(self, data: bytes) -> None:
        self.heard_s = clock.epoch()
        self._came = 0
        for frame in self._unframer.feed(data):
            if self._refusals >= UNANSWERED_MOST:
                break  # it is cut off, whatever else it had to say
            if isinstance(frame, Skipped):
                self._park(frame.head[:RAW_KEPT], "too_long", size=frame.size)
                continue
            try:
                content = opened(frame)
                header, body = header_of(content)
            except BadFrame as bad:
                self._park(frame, bad.reason, bad.detail)
                continue
            self._heard(header, body, content)
        if self._came:
            self._house.came(self, self._came, data)

    def pause(self) -> None:
        """Read no more: TCP slows the sender down."""
        if self._transport is not None and self._transport.is_reading():
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read on. What was silent because we did not listen is not idle."""
        self.heard_s = clock.epoch()
        if self._transport is not None and not self._transport.is_closing() and not self._transport.is_reading():
            self._transport.resume_reading()

    def close(self) -> None:
        """Say what there is to say, then leave."""
        self.flush()
        if self._transport is not None:
            self._transport.close()

    # --- what it says

    def _heard(self, header: Header, body: bytes, content: bytes) -> None:
        """A message whose frame is sound."""
        if header.encrypted:
            self._park(content, "encrypted")
            self.answer(header, platform.UNSUPPORTED)
        elif header.total > 1:
            self._part(header, body, content)
        elif self.device is None:
            self._before(header, body)
        elif header.phone != self.device:
            self._refuse(header)
        else:
            self._message(header, body, content, len(content) - len(body))

    def _before(self, header: Header, body: bytes) -> None:
        """Nobody yet: a register, a code, or nothing."""
        self.version = header.version
        try:
            if header.id == Said.REGISTER:
                self._house.register(self, header, terminal.register(body, header.version))
                return
            if header.id == Said.AUTHENTICATE:
                self._authenticate(header, terminal.authenticate(body, header.version).code)
                return
        except BadFrame as bad:
            self._park(body, bad.reason, bad.detail)
        self._refuse(header)

    def _authenticate(self, header: Header, code: str) -> None:
        key = self._house.keys.of(header.phone)
        if key is None or key.protocol != NAME or not key.fits(code):
            self._house.refused(header.phone, self.address)
            self._refuse(header)
            return
        self.device = self.stream.device = header.phone
        self._called = b""
        self._house.authenticated(self)
        self.answer(header, platform.OK)

    def _message(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        """A message of a device that is known."""
        if header.version != self.version:
            self.version, self._called = header.version, b""
        try:
            handler = _HANDLERS.get(header.id, Session._unsupported)
            handler(self, header, body, content, start)
        except BadFrame as bad:
            self._park(content, bad.reason, bad.detail, Answer(self, header, platform.WRONG))

    def _report(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._put(content, start, Answer(self, header, platform.OK))

    def _batch(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._put(content, start, Answer(self, header, platform.OK), weight=len(terminal.batch(body).bodies) or 1)

    def _media(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._put(content, start, MediaKept(self, header, media.media_event(body).id))

    def _media_event(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        media.media_event(body)  # the thing itself follows; this only says so
        self.answer(header, platform.OK)

    def _located(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        serial = terminal.queried_location(body).serial
        self._put(content, start, Told(self._house, header.phone, serial))

    def _heartbeat(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self.answer(header, platform.OK)

    def _server_time(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self.send(Sent.SERVER_TIME, platform.server_time(clock.epoch()))

    def _code_again(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._authenticate(header, terminal.authenticate(body, header.version).code)

    def _register_again(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._house.register(self, header, terminal.register(body, header.version))

    def _deregister(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._house.deregister(self, header)

    def _answer(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        said = terminal.answer(body)
        self._house.answered(header.phone, said.serial, said.result, None)

    def _parameters(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        said = terminal.parameters(body)
        values = {f"0x{id_:04X}": value.hex() for id_, value in said.values.items()}
        self._house.answered(header.phone, said.serial, platform.OK, values)

    def _camera(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        said = media.camera(body)
        self._house.answered(header.phone, said.serial, said.result, {"media": list(said.ids)})

    def _unsupported(self, header: Header, body: bytes, content: bytes, start: int) -> None:
        self._park(content, "unsupported", f"0x{header.id:04X}", Answer(self, header, platform.UNSUPPORTED))

    def _part(self, header: Header, body: bytes, content: bytes) -> None:
        """A part of a message; the whole is taken when the last one is here. Parts are not acknowledged one by one."""
        if self.device != header.phone:
            self._refuse(header)
            return
        if self._parts is None:
            self._parts = Reassembly(self._house.settings.jt808_message_max_bytes)
        whole = self._parts.put(header, body, clock.epoch())
        if whole is not None:
            start = len(content) - len(body)
            self._message(header, whole, content[:start] + whole, start)

    def ask_for_parts(self) -> None:
        """Ask again for what has not come (0x8003)."""
        if self._parts is not None:
            for lacking in self._parts.missing(clock.epoch(), QUIET_S):
                self.send(Sent.RESEND, platform.resend(lacking.serial, lacking.numbers, self.version))

    # --- what we say

    def registered(self, header: Header, result: int, code: str) -> None:
        """The registry's word."""
        self.send(Sent.REGISTER, platform.register_answer(header.serial, result, code), header)

    def deregistered(self, header: Header) -> None:
        """Its code is void; it may register anew."""
        self.answer(header, platform.OK)
        self.device = None

    def answer(self, header: Header, result: int) -> None:
        """0x8001 to a message."""
        if header.phone != self.device or header.version != self.version:
            self.send(Sent.ANSWER, platform.general_answer(header.serial, header.id, result), header)
            return
        if not self._called:
            self._called = platform.number(header.phone, header.version)
        serial = self._next()
        self._say(platform.answer(self._called, header.version, serial, header.serial, header.id, result))

    def send(self, id_: int, body: bytes, header: Header | None = None) -> int:
        """Say something, behind what was said before; the serial it has. To one that has gone nothing is said."""
        phone, version = (self.device or "0", self.version) if header is None else (header.phone, header.version)
        serial = self._next()
        self._say(platform.message(id_, phone, serial, body, version))
        return serial

    def _next(self) -> int:
        self._serial = (self._serial + 1) & 0xFFFF
        return self._serial

    def _say(self, frame: bytes) -> None:
        """The answers of one batch leave together."""
        if self._transport is not None:
            if self._out is None:
                self._out = bytearray()
                self._house.soon(self)
            self._out += frame

    def flush(self) -> None:
        """Let go what there is to say."""
        out, self._out = self._out, None
        if out and self._transport is not None and not self._transport.is_closing():
            self._transport.write(out)

    def _refuse(self, header: Header) -> None:
        self.answer(header, platform.FAILED)
        self._count_refusal()

    def _count_refusal(self) -> None:
        self._refusals += 1
        if self._refusals >= UNANSWERED_MOST:
            self.close()

    def _put(self, content: bytes, start: int, receipt: Receipt, *, weight: int = 1) -> None:
        self._came += weight
        self._house.frames.put(
            Frame(NAME, self.stream, content, self.heard_s, receipt, weight=weight, format=NAME, start=start)
        )

    def _park(
        self, raw: bytes, reason: str, detail: str = "", receipt: Receipt | None = None, *, size: int = 0
    ) -> None:
        """Into the queue as what cannot be used. Of somebody unknown no more than UNANSWERED_MOST: then it is cut off."""
        if self.device is None:
            self._count_refusal()
        self._came += 1
        self._house.frames.put(
            Frame(
                NAME, self.stream, raw, self.heard_s, receipt,
                unreadable=reason, detail=detail, size=size, format=NAME,
            )
        )  # fmt: skip


_HANDLERS: dict[int, Callable[[Session, Header, bytes, bytes, int], None]] = {
    Said.LOCATION: Session._report,
    Said.BATCH: Session._batch,
    Said.DRIVER: Session._report,
    Said.MEDIA: Session._media,
    Said.MEDIA_EVENT: Session._media_event,
    Said.QUERIED_LOCATION: Session._located,
    Said.HEARTBEAT: Session._heartbeat,
    Said.SERVER_TIME: Session._server_time,
    Said.AUTHENTICATE: Session._code_again,
    Said.REGISTER: Session._register_again,
    Said.DEREGISTER: Session._deregister,
    Said.ANSWER: Session._answer,
    Said.PARAMETERS: Session._parameters,
    Said.CAMERA: Session._camera,
}
