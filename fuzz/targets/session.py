"""A terminal's connection: what it says is answered, queued or parked, and nothing it says ends the session by an accident."""

import asyncio
import struct
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.settings import Settings
from fleet.secrets import broker_hash
from fuzz.pieces import Pieces, segments
from fuzz.promises import NOW_S, decoded
from gps_ingest.batches import Frames
from gps_ingest.decode.jt808 import framing, platform
from gps_ingest.decode.jt808.header import EDITION, SPLIT, Header, read
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.decode.jt808.terminal import Register
from gps_ingest.doors.jt808.house import Speaker
from gps_ingest.doors.jt808.session import UNANSWERED_MOST, Session
from gps_ingest.keys import Key, Keys

PHONE, CODE = "13800138000", "let me in"
# inputs name these by place: a new one goes to the end
IDS = (*Said, 0x0F00)


def session(data: bytes) -> None:
    """Messages, parts and noise of one connection, cut anywhere, before and after it has shown its code."""
    asyncio.run(_converse(Pieces(data)))


async def _converse(pieces: Pieces) -> None:
    known, sizes = pieces.byte() & 1, pieces.block()
    house, line = _House(), _Line()
    spoken = Session(house)
    spoken.connection_made(line)
    if known:
        spoken.data_received(_message(Said.AUTHENTICATE, 0, CODE.encode(), None))
        assert spoken.device == PHONE
    for piece in segments(_stream(pieces), sizes):
        if line.is_closing():
            break
        spoken.data_received(piece)
    spoken.ask_for_parts()
    frames = house.frames.take(10**9).frames
    if house.welcomed == 0:
        assert len(frames) <= UNANSWERED_MOST
    decoded([replace(frame, received_s=NOW_S) for frame in frames])
    for frame in frames:
        if frame.receipt is not None:
            frame.receipt.give()
    spoken.close()
    spoken.connection_lost(None)
    _readable(line.written)


def _stream(pieces: Pieces) -> bytes:
    """Messages of the terminal, whole or in parts, of others, and bytes that are none."""
    sent = b""
    while pieces:
        kind, id_ = pieces.byte(), pieces.choice(IDS)
        part = (pieces.choice((1, 2, 3)), pieces.choice((1, 2, 3))) if kind & 2 else None
        body = pieces.block()
        sent += body if kind & 4 else _message(id_, kind & 1, body, part, phone="1" if kind & 8 else PHONE)
    return sent


def _message(id_: int, version: int, body: bytes, part: tuple[int, int] | None, phone: str = PHONE) -> bytes:
    """A message as it goes on the wire; `part` is how many there are, and which this is."""
    property_ = len(body) | (EDITION if version else 0) | (SPLIT if part else 0)
    content = struct.pack(">HH", id_, property_) + bytes([1] * version)
    content += bytes.fromhex(phone.zfill(20 if version else 12)) + struct.pack(">H", part[1] if part else 7)
    return framing.frame(content + (struct.pack(">HH", *part) if part else b"") + body)


def _readable(written: bytes) -> None:
    """Everything that we say is a frame that reads."""
    for frame in framing.Unframer().feed(written):
        assert isinstance(frame, bytes)
        read(frame)


class _Line(asyncio.Transport):
    """A connection whose other end is the fuzzer: what is written to it is kept."""

    def __init__(self) -> None:
        super().__init__({"peername": ("192.0.2.1", 40_000)})
        self.written, self._closing = b"", False

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self._closing = True

    def is_closing(self) -> bool:
        return self._closing


class _House:
    """A door with one terminal that is let in, and a registry that grants at once."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.frames = Frames(10**9)
        self.keys: Keys = _OneKey(self.settings)
        self.welcomed = 0

    def opened(self, session: Speaker) -> bool:
        return True

    def lost(self, session: Speaker) -> None:
        """Nothing is kept of it."""

    def came(self, session: Speaker, fixes: int, raw: bytes) -> None:
        assert fixes > 0

    def soon(self, session: Speaker) -> None:
        asyncio.get_running_loop().call_soon(session.flush)

    def authenticated(self, session: Speaker) -> None:
        self.welcomed += 1

    def refused(self, device: str, address: str | None) -> None:
        assert device.isdigit()

    def register(self, session: Speaker, header: Header, said: Register) -> None:
        session.registered(header, platform.OK if header.phone == PHONE else platform.NO_TERMINAL, CODE)

    def deregister(self, session: Speaker, header: Header) -> None:
        session.deregistered(header)

    def answered(self, device: str, serial: int, result: int, said: Mapping[str, object] | None) -> None:
        assert device == PHONE


class _OneKey(Keys):
    """The keys where there is one device."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._key = Key(1, "jt808", (broker_hash(CODE, bytes(12)),), None, disabled=False)

    def of(self, device: str) -> Key | None:
        return self._key if device == PHONE else None
