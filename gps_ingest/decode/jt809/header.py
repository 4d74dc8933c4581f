"""The header of a JT/T 809 message of either edition, and the message as it goes on the wire."""

import struct
from enum import IntEnum
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.framing import frame

VERSION = b"\x01\x02\x0f"  # the example of the standard: V1.2.15
AROUND = 4  # 5B, the CRC, 5D: what MSG_LENGTH counts beside header and body
_2011 = struct.Struct(">IIHI3sBI")
_2019 = struct.Struct(">IIHI3sBIQ")


class Edition(IntEnum):
    """Which edition of the standard a platform speaks. No byte of a message says so reliably: it is agreed on beforehand."""

    Y2011 = 2011
    Y2019 = 2019

    @property
    def header_size(self) -> int:
        """Bytes of the header: 2019 adds the time of sending."""
        return _layout(self).size


class Header(NamedTuple):
    """Who says which message: `kind` as in `Kind`, `access_code` of the lower platform, `time_s` of sending (2019, else 0)."""

    kind: int
    serial: int
    access_code: int
    encrypted: bool = False
    key: int = 0
    time_s: int = 0


def read(content: bytes, edition: Edition, cipher: Cipher | None) -> tuple[Header, bytes]:
    """Header and decrypted body of an opened frame. MSG_LENGTH is not compared: 5B, 5D and the CRC have settled it.

    Raises BadFrame: `bad_length`, `encrypted` (the body is, and we have no cipher for this platform).
    """
    layout = _layout(edition)
    if len(content) < layout.size:
        raise BadFrame("bad_length", "shorter than its header")
    _, serial, kind, access_code, _, encrypted, key, *rest = layout.unpack_from(content)
    body = content[layout.size :]
    if encrypted and body:
        if cipher is None:
            raise BadFrame("encrypted")
        body = cipher.apply(body, key)
    return Header(kind, serial, access_code, bool(encrypted), key, *rest), body


def first_words(content: bytes) -> tuple[int, int]:
    """Kind and access code of an opened frame of any edition, for whoever does not know yet whose it is. Raises BadFrame."""
    if len(content) < _2011.size:
        raise BadFrame("bad_length", "shorter than its header")
    _, _, kind, access_code = struct.unpack_from(">IIHI", content)
    return kind, access_code


def plain(header: Header, body: bytes, edition: Edition) -> bytes:
    """Header and body in clear, as they are kept: to be read again with `read` and without a cipher."""
    return _packed(header._replace(encrypted=False, key=0), len(body), edition) + body


def wire(header: Header, body: bytes, edition: Edition, cipher: Cipher | None = None) -> bytes:
    """A message as it is sent; its body encrypted with the header's key where there is a cipher."""
    if cipher is None or not body:
        return frame(plain(header, body, edition))
    return frame(_packed(header._replace(encrypted=True), len(body), edition) + cipher.apply(body, header.key))


def _packed(header: Header, body_size: int, edition: Edition) -> bytes:
    layout = _layout(edition)
    length = layout.size + body_size + AROUND
    fields = (length, header.serial, header.kind, header.access_code, VERSION, header.encrypted, header.key)
    return layout.pack(*fields, header.time_s) if edition == Edition.Y2019 else layout.pack(*fields)


def _layout(edition: Edition) -> struct.Struct:
    return _2019 if edition == Edition.Y2019 else _2011
