"""What we send: bodies, and `message` which makes any of them ready for the wire."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from gps_ingest.decode.jt808.framing import frame
from gps_ingest.decode.jt808.header import BODY_MAX, EDITION
from gps_ingest.decode.jt808.ids import Sent

OK, FAILED, WRONG, UNSUPPORTED, ALARM_CONFIRMED = range(5)  # results of the general answer
VEHICLE_KNOWN, NO_VEHICLE, TERMINAL_KNOWN, NO_TERMINAL = 1, 2, 3, 4  # results of the answer to a register, beside OK
URGENT, DISPLAY, READ_ALOUD, ADVERTISE = 1 << 0, 1 << 2, 1 << 3, 1 << 4  # flags of a text in 2013
SERVICE_2019, URGENT_2019, NOTICE_2019 = 1, 2, 3  # its lowest two bits in 2019; DISPLAY and READ_ALOUD as before
NOTICE, SERVICE = 1, 2  # type of a text, only in 2019
RESEND_MOST = 255  # parts asked for at once
TEXT_MOST = BODY_MAX - 2  # bytes of GBK
HEARTBEAT_S, DEFAULT_INTERVAL_S = 0x0001, 0x0029  # ids of parameters
_2013, _2019 = struct.Struct(">HH6sH"), struct.Struct(">HHB10sH")
_ANSWER_2013, _ANSWER_2019, _ANSWER_SIZE = struct.Struct(">HH6sHHHB"), struct.Struct(">HHB10sHHHB"), 5
_WORDS = frozenset({0x0031, 0x005B, 0x005C, 0x005D, 0x005E, 0x0081, 0x0082, 0x0101, 0x0103})
_BYTES = frozenset({0x0084, 0x0090, 0x0091, 0x0092, 0x0094})


class Shot(NamedTuple):
    """How a camera shall take pictures or film; the defaults are what terminals take best (640 × 480, no correction)."""

    resolution: int = 2
    quality: int = 5  # 1 best … 10 smallest
    brightness: int = 127
    contrast: int = 64
    saturation: int = 64
    chroma: int = 127


SHOT = Shot()


def message(id: int, phone: str, serial: int, body: bytes, version: int) -> bytes:  # noqa: A002 - the word of the standard
    """A whole frame. `version` as in the terminal's own header: 0 for 2011 and 2013, else that of 2019.

    Raises ValueError for a phone that is no number or has too many digits, and for a body over 1,023 bytes.
    """
    if len(body) > BODY_MAX:
        raise ValueError(f"a body of {len(body)} bytes: {BODY_MAX} are the most")
    called = number(phone, version)
    if version:
        return frame(_2019.pack(id, len(body) | EDITION, version, called, serial) + body)
    return frame(_2013.pack(id, len(body), called, serial) + body)


def number(phone: str, version: int) -> bytes:
    """A phone number as a header has it. Raises ValueError for one that is none or has too many digits."""
    digits = 20 if version else 12
    if not (phone.isascii() and phone.isdigit() and len(phone) <= digits):
        raise ValueError(f"no phone number of {digits} digits: {phone!r}")
    return bytes.fromhex(phone.zfill(digits))


def answer(called: bytes, version: int, serial: int, to: int, id: int, result: int) -> bytes:  # noqa: A002
    """A whole 0x8001, the frame that we send most: `called` is what `number` made, `to` the serial that is answered."""
    if version:
        return frame(_ANSWER_2019.pack(Sent.ANSWER, _ANSWER_SIZE | EDITION, version, called, serial, to, id, result))
    return frame(_ANSWER_2013.pack(Sent.ANSWER, _ANSWER_SIZE, called, serial, to, id, result))


def general_answer(serial: int, id: int, result: int) -> bytes:  # noqa: A002 - the word of the standard
    """0x8001 to the terminal's message of that serial and id."""
    return struct.pack(">HHB", serial, id, result)


def register_answer(serial: int, result: int, code: str = "") -> bytes:
    """0x8100; the authentication code only where the result is 0."""
    return struct.pack(">HB", serial, result) + (_gbk(code) if result == OK else b"")


def resend(serial: int, numbers: Sequence[int], version: int) -> bytes:
    """0x8003: the parts of a message that we lack, `serial` that of its first part; the first 255 of them.

    How many they are is a byte in 2013 and a word in 2019 (two public programs; two others keep the byte).
    """
    numbers = numbers[:RESEND_MOST]
    count = len(numbers).to_bytes(2 if version else 1)
    return struct.pack(">H", serial) + count + struct.pack(f">{len(numbers)}H", *numbers)


def server_time(at_s: float) -> bytes:
    """0x8004: seconds since 1970 UTC as BCD of UTC, alone among the standard's times (so one public program says)."""
    return bytes.fromhex(f"{datetime.fromtimestamp(at_s, UTC):%y%m%d%H%M%S}")


def set_parameters(values: Mapping[int, int | str | bytes]) -> bytes:
    """0x8103: parameters by id, such as `DEFAULT_INTERVAL_S`. A number has its id's width, a text is in GBK, bytes go as is."""
    made = bytes((len(values),))
    for id_, value in values.items():
        raw = _raw(id_, value)
        made += struct.pack(">IB", id_, len(raw)) + raw
    return made


def query_parameters(ids: Sequence[int] = ()) -> bytes:
    """0x8106 for the ids given; 0x8104, which asks for all, has no body."""
    return struct.pack(f">B{len(ids)}I", len(ids), *ids) if ids else b""


def query_location() -> bytes:
    """0x8201."""
    return b""


def track(interval_s: int, for_s: int) -> bytes:
    """0x8202: report more often for a while; an interval of 0 ends it."""
    return struct.pack(">HI", interval_s, for_s) if interval_s else struct.pack(">H", 0)


def confirm_alarm(serial: int, alarms: int) -> bytes:
    """0x8203: an alarm was seen by a person. `serial` 0 for all of them; `alarms` the bits 0, 3, 20, 21, 22, 27, 28."""
    return struct.pack(">HI", serial, alarms)


def text(flags: int, words: str, version: int, kind: int = NOTICE) -> bytes:
    """0x8300 to the driver, at most `TEXT_MOST` bytes of GBK.

    The flags of 2013 and of 2019 differ in their lowest two bits; `kind` goes out only in 2019.
    """
    return bytes((flags, kind) if version else (flags,)) + _gbk(words)


def query_driver() -> bytes:
    """0x8702: whose card is in."""
    return b""


def camera(channel: int, command: int, interval_s: int = 0, *, keep: bool = False, shot: Shot = SHOT) -> bytes:
    """0x8801. `command` how many pictures, 0 stop, 0xFFFF film; `keep` them in the terminal instead of sending them at once."""
    return struct.pack(">BHHB6B", channel, command, interval_s, keep, *shot)


def media_answer(media_id: int, missing: Sequence[int] = ()) -> bytes:
    """0x8800: all of it is here, or which parts are not; the first 255 of them."""
    missing = missing[:RESEND_MOST]
    lacking = struct.pack(f">B{len(missing)}H", len(missing), *missing) if missing else b""
    return struct.pack(">I", media_id) + lacking


def _value(id_: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return value.to_bytes(1 if id_ in _BYTES else 2 if id_ in _WORDS else 4)
    return _gbk(value) if isinstance(value, str) else value


def _raw(id_: int, value: int | str | bytes) -> bytes:
    if isinstance(value, int):
        return value.to_bytes(1 if id_ in _BYTES else 2 if id_ in _WORDS else 4)
    return _gbk(value) if isinstance(value, str) else value


def _gbk(words: str) -> bytes:
    return words.encode("gbk", errors="replace")
