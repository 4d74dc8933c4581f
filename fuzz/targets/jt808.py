"""JT/T 808: the stream, the header, every body, reports many at a time, and messages in parts."""

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from fuzz.pieces import Pieces, segments
from fuzz.promises import NOW_S, decoded, harmless, sound
from gps_ingest.decode.jt808 import driver, framing, header, media, parts, terminal
from gps_ingest.decode.jt808.details import details
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.decode.jt808.items import SATELLITES, glance, items, warnings
from gps_ingest.decode.jt808.location import Locations, locations
from gps_ingest.frames import COLUMNS, Frame, Stream

WORDS = (
    b"\x7e", b"\x7d\x01", b"\x7d\x02", b"\x02\x00", b"\x07\x04", b"\x07\x02", b"\x08\x01", b"\x01\x00", b"\x01\x02",
    b"\x40\x00", b"\x20\x00", b"\x26\x11\x24\x15\x30\x00", b"\xff\xd8\xff", b"\x01\x04\x00\x00\x00\x64", b"\x31\x01\x0c",
    b"\x14\x04\x00\x00\x00\x10", b"\x18\x03\x00\x01\x02", b"\x64\x07\x00\x00\x00\x01\x01\x01\x02",
    b"\x65\x06\x00\x00\x00\x01\x00\x03", b"\x66\x29", b"\x67\x06\x00\x00\x00\x01\x00\x02",
    bytes.fromhex("00000000 00000003 02118668 071E4C46 000A 0168 005A 261124153000"), "苏G12345".encode("gbk"), b"\xff\xff",
)  # fmt: skip
EDITION = (0, 1)
PARSERS: Mapping[int, Callable[[bytes, int], Any]] = {
    Said.ANSWER: lambda body, _: terminal.answer(body),
    Said.REGISTER: terminal.register,
    Said.AUTHENTICATE: terminal.authenticate,
    Said.PARAMETERS: lambda body, _: terminal.parameters(body),
    Said.LOCATION: lambda body, _: locations([body]),
    Said.QUERIED_LOCATION: lambda body, _: terminal.queried_location(body),
    Said.DRIVER: lambda body, _: driver.driver(body),
    Said.BATCH: lambda body, _: terminal.batch(body),
    Said.MEDIA_EVENT: lambda body, _: media.media_event(body),
    Said.MEDIA: lambda body, _: media.media(body),
    Said.CAMERA: lambda body, _: media.camera(body),
}
IDS = tuple(PARSERS)


def stream(data: bytes) -> None:
    """Frames are the same however the stream is cut; what is held is bounded; what opens closes to the same bytes again."""
    pieces = Pieces(data)
    frame_max, mended, sizes = pieces.choice((4096, 64, 7)), pieces.byte() & 1, pieces.block()
    sent = pieces.rest()
    if mended:
        sent = b"".join(framing.frame(content) for content in sent.split(b"\x7e"))
    whole, cut, bytewise = framing.Unframer(frame_max), framing.Unframer(frame_max), framing.Unframer(frame_max)
    frames = whole.feed(sent)
    assert frames == [each for piece in segments(sent, sizes) for each in cut.feed(piece)]
    assert frames == [each for piece in segments(sent, b"") for each in bytewise.feed(piece)]
    assert whole.rest() == cut.rest() == bytewise.rest()
    for frame in frames:
        if isinstance(frame, framing.Skipped):
            assert len(frame.head) == frame_max < frame.size
            continue
        content = harmless(framing.opened, frame)
        if content is not None:
            assert framing.frame(content)[1:-1] == frame
        harmless(header.read, frame)


def message(data: bytes) -> None:
    """Whatever a header and a body hold, they are read or are a BadFrame, by the parser of the id and by the decoder."""
    pieces = Pieces(data)
    ours, version = pieces.byte() & 1, pieces.choice(EDITION)
    content = _content(pieces.choice(IDS), version, pieces.rest()) if ours else pieces.rest()
    read = harmless(header.header_of, content)
    if read is None:
        return
    head, body = read
    assert head.phone.isdigit()
    for id_ in (head.id,) if head.id in PARSERS else IDS:
        said = harmless(PARSERS[id_], body, head.version)
        if isinstance(said, terminal.Register | terminal.Authenticate | driver.Driver):
            assert all(sound(each) for each in asdict(said).values() if isinstance(each, str))
    frame = Frame("jt808", _device(), content, NOW_S, format="jt808", start=len(content) - len(body))
    decoded([frame])


def reports(data: bytes) -> None:
    """Many reports at once are what each is alone, in a batch too; their items are told to the end and can be written."""
    bodies = list(Pieces(data).blocks())
    many = locations(bodies)
    for row, body in enumerate(bodies):
        _alike(many, row, locations([body]))
        satellites, warned = glance(many.items[row])
        told = [value[0] for id_, value in items(many.items[row]) if id_ == SATELLITES and len(value) == 1]
        assert satellites == (told[-1] if told else -1)
        assert warned == warnings(many.items[row])
        assert json.loads(json.dumps(details(many.items[row]))) is not None
    apart = decoded([_report(body) for body in bodies])
    together = decoded([_batch(bodies)])
    assert [repr(getattr(apart, name).tolist()) for name in COLUMNS] == [
        repr(getattr(together, name).tolist()) for name in COLUMNS
    ]
    assert sorted((bad.reason, bad.raw) for bad in apart.bad) == sorted((bad.reason, bad.raw) for bad in together.bad)
    assert apart.no_fix == together.no_fix


def in_parts(data: bytes) -> None:
    """Parts in any order, of any numbers: memory stays counted and bounded, and a message is whole only of its own parts."""
    pieces = Pieces(data)
    limit, most, at_s = pieces.choice((4096, 1024)), pieces.choice((1, 3)), 0.0
    held = parts.Reassembly(limit, most, age_s=60.0)
    while pieces:
        total, serial, body = pieces.choice((2, 3, 4, 1, 0, 0xFFFF)), pieces.byte(), pieces.block()
        number = 1 + pieces.byte() % max(total, 1)
        at_s += pieces.byte() / 4
        head = header.Header(Said.MEDIA, "1", (serial + number) & 0xFFFF, 0, False, total, number)
        whole = held.put(head, body, at_s)
        assert whole is None or body in whole
        assert 0 <= held.held_bytes <= limit
        for lacking in held.missing(at_s, 5.0):
            assert 0 < len(lacking.numbers) <= 255
            assert all(0 < each <= lacking.total for each in lacking.numbers)


def _content(id_: int, version: int, body: bytes) -> bytes:
    """An opened frame with a header that fits, whatever the length of the body."""
    body = body[: header.BODY_MAX]
    edition = header.EDITION if version else 0
    phone = bytes.fromhex("0000 0000 0138 0013 8000" if version else "0138 0013 8000")
    return struct.pack(">HH", id_, len(body) | edition) + bytes([1] * bool(version)) + phone + b"\0\1" + body


def _device() -> Stream:
    return Stream("13800138000", proven=True)


def _report(body: bytes) -> Frame:
    return Frame("jt808", _device(), struct.pack(">H", Said.LOCATION) + body, NOW_S, format="jt808", start=2)


def _batch(bodies: list[bytes]) -> Frame:
    inside = struct.pack(">HB", len(bodies), 0) + b"".join(struct.pack(">H", len(body)) + body for body in bodies)
    return Frame("jt808", _device(), struct.pack(">H", Said.BATCH) + inside, NOW_S, format="jt808", start=2)


def _alike(many: Locations, row: int, alone: Locations) -> None:
    for name in ("alarm", "status", "lat", "lon", "altitude_m", "speed_mps", "course_deg", "time_s", "satellites"):
        np.testing.assert_array_equal(getattr(many, name)[row], getattr(alone, name)[0])
    assert many.warnings[row] == alone.warnings[0]
    assert many.bad.get(row) == alone.bad.get(0)
