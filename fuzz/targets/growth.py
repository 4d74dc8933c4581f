"""No input costs more than its length allows: every reader, fed long inputs made of a short piece, does linear work."""

import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

from fuzz.pieces import Pieces, summed
from fuzz.promises import NOW_S, harmless
from fuzz.work import work_of
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.decode.jt808 import driver, framing, header, media, terminal
from gps_ingest.decode.jt808.details import details
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.decode.jt809 import framing as jt809_framing
from gps_ingest.decode.jt809.alarm import alarm, static_info
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.header import Edition, Header, plain, wire
from gps_ingest.decode.jt809.header import read as jt809_read
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.doors.nmea_tcp import Connection
from gps_ingest.doors.osmand_answers import RefusedError
from gps_ingest.doors.osmand_request import said
from gps_ingest.frames import Frame, Stream

SIZES, ENORMOUS = (4096, 16_384, 65_536), 262_144  # bytes
CIPHER = Cipher(30_000_000, 20_000_000, 20_000_000)
CHEAP = 40  # work a byte that is no matter however it grows
HELD, HELD_A_BYTE = 16_384, 16  # bytes of memory that any input may hold on to, and that each of its bytes may add


class Long(NamedTuple):
    """An input that can be made as long as one likes: two pieces over and over, and what stands before, between, behind."""

    head: bytes
    first: bytes
    middle: bytes
    second: bytes
    tail: bytes

    def of(self, size: int) -> bytes:
        """The input with each of the two repeated to about half of `size` bytes."""
        first, second = (piece * (size // 2 // max(len(piece), 1)) for piece in (self.first, self.second))
        return self.head + first + self.middle + second + self.tail


def grown(data: bytes) -> None:
    """Four times as long costs four times as much, for every reader."""
    reader, long = _long(data)
    linear(reader, long)


def enormous(data: bytes) -> None:
    """The greatest length that a door lets through, uncounted: what takes long within one call of C the fuzzer's clock finds."""
    reader, long = _long(data)
    READERS[reader](long.of(ENORMOUS))


def linear(reader: str, long: Long) -> None:
    """Assert that a byte of a long input costs no more than twice what one of a quarter of it does.

    Twice in a row: a short input may be refused where a longer one of its kind is read.
    """
    costs = [_cost(reader, long.of(SIZES[0]))]
    for size in SIZES[1:]:
        costs.append(_cost(reader, long.of(size)))
        if costs[-1] <= max(CHEAP, 2 * costs[-2]):
            return
    raise AssertionError(f"{reader}: {costs} a byte at lengths of {SIZES}")


def _long(data: bytes) -> tuple[str, Long]:
    pieces = Pieces(data)
    reader = pieces.choice(tuple(READERS))
    return reader, Long(pieces.block(), pieces.block() or b"\0", pieces.block(), pieces.block(), pieces.rest())


def _cost(reader: str, raw: bytes) -> float:
    """Work a byte."""
    read = READERS[reader]
    return work_of(lambda: read(raw)) / len(raw)


def _decoded(*frames: Frame) -> None:
    """What is made of frames; it must not hold on to much more than they brought, or few of them would fill the memory."""
    made = decode(frames, knows=())
    lines = [source.line for source in made.sources] + [note.source.line for note in made.notes]
    kept = {id(line): len(line) for line in [*lines, *(bad.raw for bad in made.bad)]}
    brought = sum(len(frame.raw) for frame in frames)
    assert sum(kept.values()) <= HELD + HELD_A_BYTE * brought, f"{sum(kept.values())} bytes held of {brought}"


def _nmea(raw: bytes) -> None:
    _decoded(Frame("fuzz", Stream(), summed(raw), NOW_S, whole=True))


def _nmea_stream(raw: bytes) -> None:
    queue = Frames(10**9)
    connection = Connection(1024, queue, lambda *_: True, lambda _: None)
    for at in range(0, len(raw), 7):
        connection.data_received(raw[at : at + 7])
    connection.connection_lost(None)
    _decoded(*queue.take(10**9).frames)


def _jt808_stream(raw: bytes) -> None:
    unframer = framing.Unframer()
    for at in range(len(raw)):
        for frame in unframer.feed(raw[at : at + 1]):
            if not isinstance(frame, framing.Skipped):
                harmless(header.read, frame)


def _jt808(id_: Said) -> Callable[[bytes], None]:
    def read(raw: bytes) -> None:
        _decoded(Frame("jt808", Stream("1"), struct.pack(">H", id_) + raw, NOW_S, format="jt808", start=2))

    return read


def _bodies(raw: bytes) -> None:
    for parse in (terminal.parameters, terminal.batch, driver.driver, media.media, media.camera):
        harmless(parse, raw)
    for version in (0, 1):
        harmless(terminal.register, raw, version)
        harmless(terminal.authenticate, raw, version)


def _osmand(raw: bytes) -> None:
    _decoded(Frame("osmand", Stream("phone-01", proven=True), raw, NOW_S, whole=True, format="osmand"))


def _request(raw: bytes) -> None:
    for query, body in ((raw, b""), (b"", raw)):
        try:
            said(query, [(b"authorization", b"Basic " + raw)], body)
        except RefusedError:
            continue


def _owntracks(raw: bytes) -> None:
    _decoded(Frame("mqtt", Stream("phone-01", proven=True), raw, NOW_S, whole=True, format="owntracks"))


def _jt809_stream(raw: bytes) -> None:
    unframer = jt809_framing.Unframer(4096)
    for at in range(len(raw)):
        for frame in unframer.feed(raw[at : at + 1]):
            if not isinstance(frame, framing.Skipped):
                harmless(jt809_framing.opened, frame)


def _jt809(edition: Edition) -> Callable[[bytes], None]:
    """A message of many locations, encrypted on the way."""

    def read(raw: bytes) -> None:
        body = bytes(22) + struct.pack(">HI", Sub.HISTORY_LOCATION, len(raw)) + raw
        header = Header(Kind.UP_EXG_MSG, 1, 1001, key=7)
        sent = jt809_framing.opened(wire(header, body, edition, CIPHER)[1:-1])
        content = plain(*jt809_read(sent, edition, CIPHER), edition)
        _decoded(Frame("jt809", Stream("p1001-1"), content, NOW_S, format="jt809", start=edition.header_size))

    return read


def _jt809_words(raw: bytes) -> None:
    for edition in Edition:
        static_info(raw, edition)
        harmless(alarm, raw, edition)


# inputs name these by place: a new one goes to the end
READERS: Mapping[str, Callable[[bytes], object]] = {
    "nmea": _nmea,
    "nmea_stream": _nmea_stream,
    "jt808_stream": _jt808_stream,
    "jt808_location": _jt808(Said.LOCATION),
    "jt808_batch": _jt808(Said.BATCH),
    "jt808_media": _jt808(Said.MEDIA),
    "jt808_items": details,
    "jt808_bodies": _bodies,
    "osmand": _osmand,
    "request": _request,
    "owntracks": _owntracks,
    "jt809_stream": _jt809_stream,
    "jt809_2011": _jt809(Edition.Y2011),
    "jt809_2019": _jt809(Edition.Y2019),
    "jt809_words": _jt809_words,
}
