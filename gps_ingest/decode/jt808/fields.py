"""The fields of a message body, taken one after the other; and text and times as terminals write them."""

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Bools, Floats, Ints
from gps_ingest.decode.bad import BadFrame

GMT8_S = 8 * 3600.0
FIRST_DAY = 10_957  # 2000-01-01 in days since 1970-01-01
BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334], np.int64)
DAYS_IN_MONTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
LAST = np.array([99, 12, 31, 23, 59, 60], np.int64)  # a 60th second: leap seconds are sent as such
FIRST = np.array([0, 1, 1, 0, 0, 0], np.int64)


class Fields:
    """A body and how far it has been read. Taking more than there is raises BadFrame `bad_length`."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        taken = self._body[self._at : self._at + size]
        if len(taken) < size:
            raise BadFrame("bad_length", f"{len(self._body)} bytes end within the {size} at {self._at}")
        self._at += size
        return taken

    def byte(self) -> int:
        """BYTE."""
        return self.take(1)[0]

    def word(self) -> int:
        """WORD."""
        return int.from_bytes(self.take(2))

    def dword(self) -> int:
        """DWORD."""
        return int.from_bytes(self.take(4))

    def text(self, size: int) -> str:
        """A STRING of a fixed size."""
        return text(self.take(size))

    def rest(self) -> bytes:
        """All that is left, maybe nothing."""
        rest = self._body[self._at :]
        self._at = len(self._body)
        return rest

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._body) - self._at


def text(raw: bytes) -> str:
    """A STRING in GBK without what fills it up: zeros before and after it, what follows a zero, blanks, unprintable bytes."""
    decoded = raw.strip(b"\0").partition(b"\0")[0].decode("gbk", errors="ignore")
    return "".join(char for char in decoded if char.isprintable()).strip()


def times(bcd: NDArray[np.uint8]) -> Floats:
    """(N, 6) bytes of BCD, YYMMDDhhmmss, GMT+8, as seconds since 1970 UTC; NaN where they are no time of 2000 to 2099."""
    digits = bcd.astype(np.int64)
    high, low = digits >> 4, digits & 15
    fields = high * 10 + low
    good: Bools = np.all((high <= 9) & (low <= 9) & (fields >= FIRST) & (fields <= LAST), axis=1)
    year, month, day, hour, minute, second = np.where(good[:, None], fields, FIRST).T
    leap = year % 4 == 0  # also 2000
    good &= day <= DAYS_IN_MONTH[month] + (leap & (month == 2))
    days: Ints = FIRST_DAY + 365 * year + (year + 3) // 4 + BEFORE_MONTH[month] + (leap & (month > 2)) + day - 1
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return np.where(good, seconds - GMT8_S, np.nan)
