"""JT/T 808 frames out of a stream of bytes and back: the 0x7E around them, the escapes and the checksum within."""

from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.xor import checksum

MARK = 0x7E
FRAME_MAX = 4096  # bytes between two 0x7E; the longest legal message, every byte of it escaped, has 2,090


class Skipped(NamedTuple):
    """A frame longer than it may be, up to its closing 0x7E: to be parked as `too_long`."""

    head: bytes  # its first `frame_max` bytes
    size: int  # how many it had


class Unframer:
    """Cuts one connection's stream at every 0x7E, however the stream is segmented; holds `frame_max` bytes at most.

    Frames may share a 0x7E or have a run of them between. Linear in what it is fed, also byte by byte.
    """

    __slots__ = ("_frame_max", "_kept", "_size")

    def __init__(self, frame_max: int = FRAME_MAX) -> None:
        self._frame_max = frame_max
        self._kept: bytes | bytearray = b""
        self._size = 0

    def feed(self, data: bytes) -> list[bytes | Skipped]:
        """The frames that `data` completes, in order: still escaped, with their checksum, without the 0x7E."""
        size = len(data)
        if 2 < size <= self._frame_max + 2 and data.find(b"\x7e", 1) == size - 1 and data[0] == MARK and not self._size:
            return [data[1:-1]]  # a segment a frame, as most terminals send
        first, *others = data.split(b"\x7e")
        if not others:
            self._keep(first)
            return []
        self._keep(first)
        done = [self._taken()] if self._size else []
        last = others.pop()
        for frame in others:
            if len(frame) > self._frame_max:
                done.append(Skipped(frame[: self._frame_max], len(frame)))
            elif frame:
                done.append(frame)
        self._keep(last)
        return done

    def rest(self) -> bytes | Skipped | None:
        """What stands behind the last 0x7E when the connection ends; it is taken out."""
        return self._taken() if self._size else None

    def _keep(self, piece: bytes) -> None:
        if piece:
            if not self._size:
                self._kept = bytearray()
            self._kept += piece[: self._frame_max - len(self._kept)]
            self._size += len(piece)

    def _taken(self) -> bytes | Skipped:
        kept, size = bytes(self._kept), self._size
        self._kept, self._size = b"", 0
        return kept if size <= self._frame_max else Skipped(kept, size)


def opened(frame: bytes) -> bytes:
    """Header and body of a frame, its checksum verified. Raises BadFrame: `bad_escape`, `bad_checksum`, `bad_length`."""
    content = unescape(frame)
    if not content:
        raise BadFrame("bad_length", "nothing between two 0x7E")
    if checksum(content):  # the last byte is the XOR of the others, so all of them give 0
        raise BadFrame("bad_checksum")
    return content[:-1]


def unescape(frame: bytes) -> bytes:
    """A frame with `7D 02` as 7E and `7D 01` as 7D. Raises BadFrame `bad_escape` where a 7D is followed by anything else."""
    if 0x7D not in frame:
        return frame
    # The second byte of a pair is never 7D, so pairs do not overlap, and each 7D must begin one.
    if frame.count(b"\x7d") != frame.count(b"\x7d\x01") + frame.count(b"\x7d\x02"):
        raise BadFrame("bad_escape")
    return frame.replace(b"\x7d\x02", b"\x7e").replace(b"\x7d\x01", b"\x7d")


def escape(content: bytes) -> bytes:
    """Bytes without any 0x7E: 7D becomes `7D 01`, then 7E `7D 02`."""
    if b"\x7d" not in content and b"\x7e" not in content:
        return content
    return content.replace(b"\x7d", b"\x7d\x01").replace(b"\x7e", b"\x7d\x02")


def frame(content: bytes) -> bytes:
    """Header and body as they go on the wire: checksum appended, escaped, between two 0x7E."""
    return b"\x7e%b\x7e" % escape(b"%b%c" % (content, checksum(content)))
