"""0x0702: the driver's card put in or taken out."""

from dataclasses import dataclass
from datetime import date
from math import nan

import numpy as np

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.fields import Fields, times

IN, OUT = 1, 2
UNREAD = -1


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver begins (card in) or ends (card out).

    time_s       seconds since 1970 UTC, NaN where the terminal tells none (2011) or one that cannot be
    result       of reading the card: 0 good, 1 key refused, 2 locked, 3 pulled out, 4 data wrong, -1 not told
    name, licence, authority   "" where not told; the licence is the qualification certificate's number (从业资格证)
    valid_until  of the certificate, None where not told or no date

    The number of the identity card, which 2011 and 2019 also send, is not even read: nobody here needs it (PIPL, Art 6).
    """

    inserted: bool
    time_s: float
    result: int
    name: str
    licence: str
    authority: str
    valid_until: date | None


def driver(body: bytes) -> Driver:
    """0x0702 of any edition. Raises BadFrame: `bad_length`, `bad_field` (a status that is none).

    2011 has no status and no time: it begins with the length of the name, and no name is as short as 1 or 2 bytes.
    """
    if body and body[0] in {IN, OUT}:
        return _since_2013(Fields(body))
    try:
        return _of_2011(body)
    except BadFrame:
        if body:
            raise BadFrame("bad_field", f"status {body[0]}") from None
        raise


def _since_2013(fields: Fields) -> Driver:
    inserted = fields.byte() == IN
    time_s = float(times(np.frombuffer(fields.take(6), np.uint8).reshape(1, 6))[0])
    result = fields.byte() if fields.left else UNREAD
    if result != 0 or not (inserted or fields.left):
        return Driver(inserted, time_s, result, "", "", "", None)
    name, licence, authority = fields.text(fields.byte()), fields.text(20), fields.text(fields.byte())
    return Driver(inserted, time_s, result, name, licence, authority, _day(fields.take(4)))


def _of_2011(body: bytes) -> Driver:
    """Name, identity card (20 bytes), certificate (40 bytes; 20 in some terminals), authority."""
    for size in (40, 20):
        fields = Fields(body)
        name = fields.text(fields.byte())
        fields.take(20)
        if fields.left < size + 1:
            continue
        licence = fields.text(size)
        length = fields.byte()
        if fields.left == length:
            return Driver(True, nan, UNREAD, name, licence, fields.text(length), None)
    raise BadFrame("bad_length")


def _day(bcd: bytes) -> date | None:
    """YYYYMMDD."""
    try:
        return date(int(bcd[:2].hex()), int(bcd[2:3].hex()), int(bcd[3:].hex()))
    except ValueError:
        return None
