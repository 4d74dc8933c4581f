"""The code of a label: what it says and a signature over it, in the letters of a QR code's alphanumeric mode. Pure.

    code    = base32(payload ‖ signature), RFC 4648 without padding: A-Z and 2-7
    payload = a JSON array in UTF-8 without blanks: [1, key id, serial, plate, permit number, version, issuer,
              first day, last day, sign number, [[line, "0710-0742", …], …], lines left out]; days as 20261127
    signature = Ed25519 (RFC 8032), 64 bytes, over "schoolbus-label-1\n" ‖ payload

It names no natural person. The sign itself must name the driver (REG 16), the label need not to answer whether the bus is
permitted (个人信息保护法 6, 25), and what can be scanned can be collected.
"""

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

FORMAT = 1
DOMAIN = b"schoolbus-label-1\n"
SIGNATURE_BYTES = 64
# With its signature and a host's name a QR code of version 19-M: 93 modules, 0.73 mm each in a square of 74 mm (A7).
MOST_PAYLOAD_BYTES = 400
MOST_CODE_CHARS = 1200
FIELDS = 12


class BadCodeError(ValueError):
    """A text that is no code of a label at all."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line: its name, and of each approved departure the times at the first and at the last stop, "0710-0742"."""

    name: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a label says. `lines_left_out`: so many more lines than there is room for."""

    key_id: str
    serial: str
    plate: str
    permit_number: str
    version: int
    issuer: str
    valid_from: date
    valid_to: date
    sign_number: str
    lines: tuple[SaidLine, ...]
    lines_left_out: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A code taken apart. That it says something proves nothing until its signature is verified."""

    said: Said
    payload: bytes
    signature: bytes

    @property
    def signed(self) -> bytes:
        """The bytes over which the signature is."""
        return signed_bytes(self.payload)


def signed_bytes(payload: bytes) -> bytes:
    """What is signed: the payload, marked so that the key's signature is never one over anything else."""
    return DOMAIN + payload


def payload_of(said: Said) -> bytes:
    """What is signed and printed; of more than there is room for the times go first, then lines from the end."""
    shorter = said
    while len(data := _bytes_of(shorter)) > MOST_PAYLOAD_BYTES and shorter.lines:
        shorter = _shortened(shorter)
    return data


def code_of(payload: bytes, signature: bytes) -> str:
    """The code's letters."""
    return base64.b32encode(payload + signature).decode().rstrip("=")


def opened(code: str) -> Opened:
    """A code taken apart. Raises BadCodeError for whatever is not exactly what `code_of` makes."""
    if len(code) > MOST_CODE_CHARS or not code.isascii():
        raise BadCodeError("too long, or letters that no code has")
    try:
        data = base64.b32decode(code + "=" * (-len(code) % 8))
    except binascii.Error as error:
        raise BadCodeError("not base32") from error
    payload, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    if code_of(payload, signature) != code:  # two texts are never one code
        raise BadCodeError("not written as we write it")
    return Opened(_said(payload), payload, signature)


def _shortened(said: Said) -> Said:
    long = max(said.lines, key=lambda line: len(line.times))
    if len(long.times) > 2:  # the first and the last are told at the least
        middle = len(long.times) // 2
        times = (*long.times[:middle], *long.times[middle + 1 :])
        return replace(said, lines=tuple(replace(one, times=times) if one is long else one for one in said.lines))
    return replace(said, lines=said.lines[:-1], lines_left_out=said.lines_left_out + 1)


def _bytes_of(said: Said) -> bytes:
    told = [
        FORMAT, said.key_id, said.serial, said.plate, said.permit_number, said.version, said.issuer,
        _day(said.valid_from), _day(said.valid_to), said.sign_number, [[one.name, *one.times] for one in said.lines],
        said.lines_left_out,
    ]  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _said(payload: bytes) -> Said:
    try:
        told = json.loads(payload)
        if not isinstance(told, list) or len(told) != FIELDS or told[0] != FORMAT:
            raise BadCodeError("another form of code")
        _, key_id, serial, plate, permit_number, version, issuer, first, last, sign_number, lines, left_out = told
        return Said(
            _text(key_id), _text(serial), _text(plate), _text(permit_number), _number(version), _text(issuer), _date(first),
            _date(last), _text(sign_number), tuple(_line(one) for one in lines), _number(left_out),
        )  # fmt: skip
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCodeError("says nothing that a label says") from error


def _line(told: Any) -> SaidLine:
    if not isinstance(told, list):
        raise TypeError("a line is a list")
    name, *times = told
    return SaidLine(_text(name), tuple(_text(one) for one in times))


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError("expected text")
    value.encode()  # a lone surrogate is a ValueError here
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise TypeError("expected a number")
    return value


def _day(value: date) -> int:
    return int(f"{value:%Y%m%d}")


def _date(value: Any) -> date:
    number = _number(value)
    return date(number // 10_000, number // 100 % 100, number % 100)
