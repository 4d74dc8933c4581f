"""Choices and pieces out of a fuzzer's bytes: the same bytes always make the same input, without any fuzzer."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from gps_ingest.decode.xor import checksum

Choice = TypeVar("Choice")
_CLAIMED = re.compile(rb"\$([^$*\r\n]*)\*[0-9A-Fa-f]{2}")


class Pieces:
    """A fuzzer's input and how far it is used. What is no longer there reads as zero or nothing."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end."""
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken

    def byte(self) -> int:
        """0 to 255."""
        return int.from_bytes(self.take(1))

    def word(self) -> int:
        """0 to 65,535."""
        return int.from_bytes(self.take(2))

    def choice(self, among: Sequence[Choice]) -> Choice:
        """One of several, by the next byte."""
        return among[self.byte() % len(among)]

    def block(self) -> bytes:
        """Up to 255 bytes, by a byte that says how many."""
        return self.take(self.byte())

    def blocks(self) -> Iterator[bytes]:
        """All that is left as blocks."""
        while self:
            yield self.block()

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(len(self._data))


def segments(stream: bytes, sizes: bytes) -> Iterator[bytes]:
    """A stream as a network cuts it: pieces of these sizes, over and over; byte by byte where there are none."""
    at, nth = 0, 0
    while at < len(stream):
        size = sizes[nth % len(sizes)] or 256 if sizes else 1
        yield stream[at : at + size]
        at, nth = at + size, nth + 1


def summed(lines: bytes) -> bytes:
    """NMEA with the checksums put right, which no fuzzer guesses."""
    return _CLAIMED.sub(lambda found: b"$%s*%02X" % (found[1], checksum(found[1])), lines)
