"""JT/T 809: the stream, and every message of either edition, encrypted or not."""

import struct

from fuzz.pieces import Pieces, segments
from fuzz.promises import NOW_S, decoded, harmless, sound
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809 import framing, links
from gps_ingest.decode.jt809.alarm import alarm, static_info
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.header import Edition, Header, first_words, plain, read, wire
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.location import Location, count, locations
from gps_ingest.decode.jt809.vehicle import message as envelope
from gps_ingest.decode.jt809.vehicle import refusal, registration, vehicle
from gps_ingest.doors.jt809.reception import Refusal, receive
from gps_ingest.frames import Frame, Stream
from gps_ingest.platforms.book import Book

PLATE = "苏G12345".encode("gbk").ljust(21, b"\0") + b"\2"
WORDS = (
    b"\x5b", b"\x5d", b"\x5a\x01", b"\x5a\x02", b"\x5e\x01", b"\x5e\x02", PLATE, b"\x12\x02", b"\x12\x03", b"\x14\x02",
    struct.pack(">BBBHBBB", 0, 24, 11, 2026, 15, 30, 0), struct.pack(">II", 119_400_000, 34_700_000), b"\0\0\0\x03",
    b"\0\0\0\x1c", bytes.fromhex("00000000 00000003 02118668 071E4C46 000A 0168 005A 261124153000"), b"VIN:=a;", b"\0",
    struct.pack(">Q", 1_795_505_400), struct.pack(">Q", 1_795_505_400_000), b"\xff" * 8, "超速".encode("gbk"), b"\xff\xff",
)  # fmt: skip
# inputs name these by place: a new one goes to the end
EDITIONS = (Edition.Y2011, Edition.Y2019)
SUBS = (
    Sub.REAL_LOCATION, Sub.HISTORY_LOCATION, Sub.REGISTER, Sub.VEHICLE_ADDED_ACK, Sub.APPLY_FOR_MONITOR_STARTUP,
    Sub.APPLY_HISGNSSDATA_REQ, Sub.ADPT_INFO, Sub.RETURN_END_ACK,
)  # fmt: skip
KINDS = (Kind.UP_EXG_MSG, Kind.UP_WARN_MSG, Kind.UP_CONNECT_REQ, Kind.UP_BASE_MSG, Kind.UP_LINKTEST_REQ)
CIPHER = Cipher(30_000_000, 20_000_000, 20_000_000)


def stream(data: bytes) -> None:
    """Frames are the same however the stream is cut; what is held is bounded; a content closes and opens to the same bytes."""
    pieces = Pieces(data)
    frame_max, mended, sizes = pieces.choice((4096, 64, 7)), pieces.byte() & 1, pieces.block()
    sent = pieces.rest()
    if mended:
        sent = b"".join(framing.frame(content) for content in sent.split(b"\x5b"))
    whole, cut, bytewise = (framing.Unframer(frame_max) for _ in range(3))
    frames = whole.feed(sent)
    assert frames == [each for piece in segments(sent, sizes) for each in cut.feed(piece)]
    assert frames == [each for piece in segments(sent, b"") for each in bytewise.feed(piece)]
    assert whole.held == cut.held == bytewise.held <= frame_max
    for frame in frames:
        if isinstance(frame, Skipped):
            assert len(frame.head) == frame_max < frame.size
            continue
        content = harmless(framing.opened, frame)
        if content is not None:
            assert framing.opened(framing.frame(content)[1:-1]) == content
            _message(content)


def message(data: bytes) -> None:
    """Whatever a message of a lower platform holds, it is read or is a BadFrame, by every reader and by the decoder."""
    pieces = Pieces(data)
    shape, edition, kind, sub = pieces.byte(), pieces.choice(EDITIONS), pieces.choice(KINDS), pieces.choice(SUBS)
    rest = pieces.rest()
    body = (rest, envelope(PLATE, sub, rest), envelope(b"", sub, rest))[(shape & 0x0F) % 3]
    header = Header(kind, 1, 1001, key=shape * 1_000_003, time_s=int(NOW_S) if edition == Edition.Y2019 else 0)
    sent = framing.opened(wire(header, body, edition, CIPHER if shape & 0x80 else None)[1:-1])
    _bodies(rest, edition)
    read_again = harmless(read, sent, edition, CIPHER)
    assert read_again is not None
    assert read_again[1] == body
    _bodies(body, edition)
    _decoded(plain(read_again[0], body, edition), edition.header_size if shape & 0x40 else 0)


def _message(content: bytes) -> None:
    """A content of a frame that nobody made for us, as the first of a connection and as any later one."""
    harmless(first_words, content)
    welcome = harmless(receive, content, "192.0.2.1", Book())
    if welcome is not None:
        assert isinstance(welcome, Refusal), "nobody is let in by a book that is empty"
        framing.opened(welcome.answer(NOW_S)[1:-1])
    for edition in EDITIONS:
        for cipher in (None, CIPHER):
            said = harmless(read, content, edition, cipher)
            if said is not None:
                _bodies(said[1], edition)
        _decoded(content, edition.header_size)


def _bodies(body: bytes, edition: Edition) -> None:
    """Every reader of every body; the text they tell can be stored."""
    login, raised = harmless(links.login, body), harmless(alarm, body, edition)
    harmless(links.first_byte, body)
    told = {**(harmless(registration, body) or {}), **static_info(body, edition)}
    words = [*told, *told.values(), *((login.password, login.address) if login else ())]
    words += [raised.plate, raised.text] if raised else []
    said = harmless(vehicle, body)
    if said is not None:
        words += [said.plate, said.colour]
        refusal(said, 1, edition)
    assert all(sound(word) for word in words), words
    for sub in (Sub.REAL_LOCATION, Sub.HISTORY_LOCATION):
        found = harmless(_locations, sub, body, edition)
        assert found is None or len(found) == count(sub, body)


def _locations(sub: Sub, body: bytes, edition: Edition) -> list[Location]:
    return list(locations(sub, body, edition))


def _decoded(content: bytes, start: int) -> None:
    """A message through the decoder, by a platform's door and as it is read again when it was parked."""
    stream = Stream("p1001-1", proven=True)
    decoded([Frame("jt809", stream, content, NOW_S, format="jt809", start=start)])
