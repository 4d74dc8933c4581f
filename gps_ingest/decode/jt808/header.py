"""The header of a JT/T 808 message: which message it is, of whom, which edition of the standard it follows, which part it is."""

import struct
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import opened

BODY_MAX = 0x3FF
LENGTH, ENCRYPTION, SPLIT, EDITION = 0x03FF, 0x1C00, 0x2000, 0x4000  # bits of the body property
_2013 = struct.Struct(">HH6sH")
_2019 = struct.Struct(">HHB10sH")
_PART = struct.Struct(">HH")


class Header(NamedTuple):
    """Who says which message.

    phone      the digits without leading zeros, as they identify the device
    version    0 in 2011 and 2013, whose headers are alike; the protocol version (1 …) in 2019
    encrypted  the body is encrypted in a way that we have no key for
    total      how many parts the message has, and the number of this one from 1; both 0 where it has none
    """

    id: int
    phone: str
    serial: int
    version: int
    encrypted: bool
    total: int
    number: int


def read(frame: bytes) -> tuple[Header, bytes]:
    """Header and body of a frame as it came. Raises BadFrame as `opened` and `header_of` do."""
    return header_of(opened(frame))


def header_of(content: bytes) -> tuple[Header, bytes]:
    """Header and body of an opened frame.

    Raises BadFrame: `bad_length` (the property tells another length than the body has), `bad_identity` (the phone number is
    no BCD), `bad_part` (its number is not among those that there are).
    """
    edition = content[2] & 0x40 if len(content) > 2 else 0
    layout = _2019 if edition else _2013
    end = layout.size
    if len(content) < end:
        raise BadFrame("bad_length", "shorter than its header")
    if edition:
        id_, property_, version, bcd, serial = layout.unpack_from(content)
        version = version or 1  # says 2019 by its bit, and then no version
    else:
        id_, property_, bcd, serial = layout.unpack_from(content)
        version = 0
    total = number = 0
    if property_ & SPLIT:
        if len(content) < end + 4:
            raise BadFrame("bad_length", "shorter than its header")
        total, number = _PART.unpack_from(content, end)
        end += 4
    if len(content) - end != property_ & LENGTH:
        raise BadFrame("bad_length", f"{len(content) - end} bytes, the header says {property_ & LENGTH}")
    phone = bcd.hex()
    if not phone.isdigit():
        raise BadFrame("bad_identity", phone)
    if property_ & SPLIT and not 0 < number <= total:
        raise BadFrame("bad_part", f"{number} of {total}")
    header = Header(id_, phone.lstrip("0") or "0", serial, version, bool(property_ & ENCRYPTION), total, number)
    return header, content[end:]
