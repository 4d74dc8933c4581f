"""JT/T 809 frames out of a stream of bytes and back: 5B and 5D around them, the escapes and the CRC within."""

from binascii import crc_hqx

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import Skipped

START, END = b"\x5b", b"\x5d"
CRC_START = 0xFFFF  # CRC-16 with the polynomial 1021; the text names no start, real frames say this one


class Unframer:
    """Cuts one connection's stream into frames, however it is segmented; holds `frame_max` bytes at most.

    What stands between a 5D and the next 5B is noise. A 5B within a frame begins the next one: what was before is cut off
    and is told as the frame that it is not. Linear in what it is fed, also byte by byte.
    """

    def __init__(self, frame_max: int) -> None:
        self._frame_max = frame_max
        self._kept = bytearray()
        self._size = 0
        self._within = False

    def feed(self, data: bytes) -> list[bytes | Skipped]:
        """The frames that `data` completes, in order: still escaped, with their CRC, without 5B and 5D."""
        done: list[bytes | Skipped] = []
        *complete, last = data.split(END)
        for piece in complete:
            self._read(piece, done)
            if self._within:
                done.append(self._taken())
        self._read(last, done)
        return done

    @property
    def held(self) -> int:
        """Bytes in memory of a frame whose end has not come."""
        return len(self._kept)

    def _read(self, piece: bytes, done: list[bytes | Skipped]) -> None:
        """A piece without a 5D: each 5B in it begins a frame."""
        first, *others = piece.split(START)
        if self._within:
            self._keep(first)
        for other in others:
            if self._within:
                done.append(self._taken())
            self._within = True
            self._keep(other)

    def _keep(self, piece: bytes) -> None:
        self._kept += piece[: self._frame_max - len(self._kept)]
        self._size += len(piece)

    def _taken(self) -> bytes | Skipped:
        kept, size = bytes(self._kept), self._size
        self._kept.clear()
        self._size, self._within = 0, False
        return kept if size <= self._frame_max else Skipped(kept, size)


def opened(frame: bytes) -> bytes:
    """Header and body of a frame, its CRC verified. Raises BadFrame: `bad_checksum`, `bad_length`."""
    content = unescape(frame)
    if len(content) <= 2:
        raise BadFrame("bad_length", "nothing between 5B and 5D")
    if crc_hqx(content, CRC_START):  # over its own CRC it gives 0
        raise BadFrame("bad_checksum")
    return content[:-2]


def unescape(frame: bytes) -> bytes:
    """A frame with its pairs undone. A 5A or 5E followed by anything but 01 or 02 stays: the CRC tells whether it may."""
    undone = frame.replace(b"\x5a\x01", START).replace(b"\x5e\x01", END)
    return undone.replace(b"\x5a\x02", b"\x5a").replace(b"\x5e\x02", b"\x5e")


def escape(content: bytes) -> bytes:
    """Bytes without any 5B and 5D: `5B` is `5A 01`, `5A` is `5A 02`, `5D` is `5E 01`, `5E` is `5E 02`."""
    escaped = content.replace(b"\x5a", b"\x5a\x02").replace(b"\x5e", b"\x5e\x02")
    return escaped.replace(START, b"\x5a\x01").replace(END, b"\x5e\x01")


def frame(content: bytes) -> bytes:
    """Header and body as they go on the wire: CRC appended, escaped, between 5B and 5D."""
    return START + escape(content + crc_hqx(content, CRC_START).to_bytes(2)) + END
