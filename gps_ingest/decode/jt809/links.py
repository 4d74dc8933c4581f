"""What is said of the two links: logging in and out, keeping them, why one breaks. Bodies of 0x10xx and 0x90xx."""

import struct
from enum import IntEnum
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809.header import Edition

_LOGIN_2011 = struct.Struct(">I8s32sH")
_LOGIN_2019 = struct.Struct(">I8sI32sH")


class Verdict(IntEnum):
    """How a login at the upper platform ends (0x1002). OTHER is 0x06 in 2011 and 0xFF in 2019: see `login_answer`."""

    WELCOME = 0x00
    WRONG_ADDRESS = 0x01
    WRONG_ACCESS_CODE = 0x02
    NOT_REGISTERED = 0x03
    WRONG_PASSWORD = 0x04
    BUSY = 0x05
    OTHER = 0xFF


class Break(IntEnum):
    """Why the slave link is not there (0x9007). OTHER is 0x02 in 2011."""

    CANNOT_CONNECT = 0x00
    DISCONNECTED = 0x01


class Login(NamedTuple):
    """0x1001: who a lower platform says that it is, and where it waits for our slave link (`address` may be no address)."""

    user_id: int
    password: str
    address: str
    port: int


def login(body: bytes) -> Login:
    """Read 0x1001. 2019 repeats the access code in the body, and some programs do in 2011: the length tells. Raises BadFrame."""
    if len(body) == _LOGIN_2019.size:
        user_id, password, _, address, port = _LOGIN_2019.unpack(body)
    elif len(body) == _LOGIN_2011.size:
        user_id, password, address, port = _LOGIN_2011.unpack(body)
    else:
        raise BadFrame("bad_length", f"{len(body)} bytes are no login")
    return Login(user_id, octets(password), octets(address), port)


def login_answer(verdict: Verdict, verify_code: int, edition: Edition) -> bytes:
    """The body of 0x1002; `verify_code` is what we show at the other side's door with 0x9001."""
    code = 0x06 if verdict == Verdict.OTHER and edition == Edition.Y2011 else int(verdict)
    return struct.pack(">BI", code, verify_code)


def verify(code: int) -> bytes:
    """The body of 0x9001, with which we log in on the slave link."""
    return struct.pack(">I", code)


def first_byte(body: bytes) -> int:
    """The one byte of 0x9002 (0 is welcome), 0x1007, 0x1008 (a reason). Raises BadFrame."""
    if len(body) != 1:
        raise BadFrame("bad_length", f"{len(body)} bytes instead of one")
    return body[0]


def received(count: int, since_s: int, until_s: int) -> bytes:
    """The body of 0x9101: how many positions came in a stretch of time (seconds since 1970 UTC)."""
    return struct.pack(">IQQ", count, since_s, until_s)


def octets(field: bytes) -> str:
    """A string: GBK, filled up with zeros, by some programs in front; what is no GBK is shown as U+FFFD.

    It ends at a zero, as in C: what follows is not meant, and no zero may come into a table.
    """
    return field.strip(b"\x00").partition(b"\x00")[0].decode("gbk", "replace").strip()
