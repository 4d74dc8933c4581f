"""The locations in 0x1202 and 0x1203: taken apart, and those of 2011 said as JT/T 808 says them, so that one reader has all."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.location import BASIC
from gps_ingest.decode.jt809.header import Edition
from gps_ingest.decode.jt809.kinds import Sub

LOCATIONS = (Sub.REAL_LOCATION, Sub.HISTORY_LOCATION)
SHIFTED = 1 << 5  # of the status
TAIL = 45  # of a location of 2019: number and alarm word of the operator's, the city's and the province's platform
NO_TIME = b"\xff" * 6
WORD_MAX, DWORD_MAX = 0xFFFF, 0xFFFFFFFF
_2011 = struct.Struct(">BBBHBBBIIHHIHHII")
_BODY = struct.Struct(">IIIIHHH6s")
_ITEMS = struct.Struct(">BBIBBH")
_2019 = struct.Struct(">BI")


class Location(NamedTuple):
    """One location. `raw` its bytes as they came; `body` what a terminal would have sent (0x0200)."""

    raw: bytes
    body: bytes
    marked: bool  # its first byte says that its place was shifted by the surveying bureau's plug-in: no WGS-84

    @property
    def shifted(self) -> bool:
        """Whether its place was shifted, by the first byte or by the status."""
        return self.marked or bool(int.from_bytes(self.body[4:8]) & SHIFTED)


def locations(sub: int, data: bytes, edition: Edition) -> Iterator[Location]:
    """The locations of a message of `LOCATIONS`, in order. Raises BadFrame `bad_length` where one is not whole."""
    size = _size_2011 if edition == Edition.Y2011 else _size_2019
    read = _location_2011 if edition == Edition.Y2011 else _location_2019
    history = sub == Sub.HISTORY_LOCATION
    at = int(history)
    for _ in range(data[0] if history and data else 1):
        end = at + size(data, at)
        if end > len(data):
            raise BadFrame("bad_length", f"{len(data) - at} bytes are no location")
        yield read(data[at:end])
        at = end


def count(sub: int, data: bytes) -> int:
    """How many locations a message says that it has."""
    return data[0] if sub == Sub.HISTORY_LOCATION and data else 1


def _size_2011(_data: bytes, _at: int) -> int:
    return _2011.size


def _size_2019(data: bytes, at: int) -> int:
    size = int.from_bytes(data[at + 1 : at + 5])
    if size < BASIC:
        raise BadFrame("bad_length", f"{size} bytes of location")
    return _2019.size + size + TAIL


def _location_2019(raw: bytes) -> Location:
    marked, size = _2019.unpack_from(raw)
    return Location(raw, raw[_2019.size : _2019.size + size], marked == 1)


def _location_2011(raw: bytes) -> Location:
    """Its km/h become tenths, its mileage and the recorder's speed become items 0x01 and 0x03, its date and time BCD."""
    (
        marked, day, month, year, hour, minute, second, lon, lat, kmh, recorder_kmh, km, course, altitude, status, alarm
    ) = _2011.unpack(raw)  # fmt: skip
    time = _bcd(year, month, day, hour, minute, second)
    body = _BODY.pack(alarm, status, lat, lon, altitude, min(kmh * 10, WORD_MAX), course, time)
    items = _ITEMS.pack(0x01, 4, min(km * 10, DWORD_MAX), 0x03, 2, min(recorder_kmh * 10, WORD_MAX))
    return Location(raw, body + items, marked == 1)


def _bcd(year: int, *fields: int) -> bytes:
    """YYMMDDhhmmss in BCD; what cannot be written so is no time."""
    if not 2000 <= year <= 2099 or max(fields) > 99:
        return NO_TIME
    return bytes.fromhex("".join(f"{field:02d}" for field in (year - 2000, *fields)))
