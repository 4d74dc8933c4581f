"""A second decoder, written from the tables of the domain reference (section 5) alone: byte by byte, one message at a time, slow.

It shares no line with the codec that it judges, and answers plain dictionaries.
"""

from datetime import UTC, datetime, timedelta
from typing import Any


class WrongError(Exception):
    """The bytes are no frame, or no such message."""


def number(data: bytes) -> int:
    """Big-endian, without a sign."""
    total = 0
    for byte in data:
        total = total * 256 + byte
    return total


def unescaped(frame: bytes) -> bytes:
    """`7D 01` is 7D, `7D 02` is 7E, anything else behind a 7D is wrong."""
    out = []
    at = 0
    while at < len(frame):
        if frame[at] != 0x7D:
            out.append(frame[at])
            at += 1
        elif frame[at + 1 : at + 2] == b"\x01":
            out.append(0x7D)
            at += 2
        elif frame[at + 1 : at + 2] == b"\x02":
            out.append(0x7E)
            at += 2
        else:
            raise WrongError("escape")
    return bytes(out)


def frames(stream: bytes) -> list[bytes]:
    """What stands between two 0x7E, where anything does."""
    out: list[bytes] = []
    current: list[int] = []
    for byte in stream:
        if byte != 0x7E:
            current.append(byte)
            continue
        if current:
            out.append(bytes(current))
        current = []
    return out


def message(frame: bytes) -> dict[str, Any]:
    """Header and body of one frame."""
    content = unescaped(frame)
    if not content:
        raise WrongError("length")
    total = 0
    for byte in content[:-1]:
        total ^= byte
    if total != content[-1]:
        raise WrongError("checksum")
    content = content[:-1]
    properties = number(content[2:4])
    edition = 2019 if properties & (1 << 14) else 2013
    at, digits = (5, 10) if edition == 2019 else (4, 6)
    if len(content) < at + digits + 2:
        raise WrongError("length")
    phone = "".join(f"{byte >> 4:x}{byte & 15:x}" for byte in content[at : at + digits])
    at += digits
    said: dict[str, Any] = {
        "id": number(content[0:2]),
        "edition": edition,
        "serial": number(content[at : at + 2]),
        "encrypted": (properties >> 10) & 7 != 0,
        "total": 0,
        "number": 0,
    }
    at += 2
    if properties & (1 << 13):
        if len(content) < at + 4:
            raise WrongError("length")
        said["total"], said["number"] = number(content[at : at + 2]), number(content[at + 2 : at + 4])
        at += 4
    said["body"] = content[at:]
    if len(said["body"]) != properties % 1024:
        raise WrongError("length")
    said["phone"] = digits_of(phone)
    if properties & (1 << 13) and not 1 <= said["number"] <= said["total"]:
        raise WrongError("part")
    return said


def digits_of(phone: str) -> str:
    """A phone number without the zeros that fill it up."""
    if any(digit not in "0123456789" for digit in phone):
        raise WrongError("phone")
    while len(phone) > 1 and phone[0] == "0":
        phone = phone[1:]
    return phone


def moment(bcd: bytes) -> float | None:
    """YYMMDDhhmmss in GMT+8 as seconds since 1970 UTC; a 60th second is the one after the 59th. None: no date and time."""
    text = bcd.hex()
    if not text.isdigit():
        return None
    year, month, day, hour, minute, second = (int(text[at : at + 2]) for at in range(0, 12, 2))
    if second > 60:
        return None
    try:
        at = datetime(2000 + year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
    return (at + timedelta(seconds=second) - timedelta(hours=8)).timestamp()


def items(data: bytes) -> list[tuple[int, bytes]]:
    """Id, length, value; up to the first that is cut off."""
    out = []
    while len(data) >= 2 and len(data) >= 2 + data[1]:
        out.append((data[0], data[2 : 2 + data[1]]))
        data = data[2 + data[1] :]
    return out


def location(body: bytes) -> dict[str, Any]:
    """The table of 0x0200."""
    if len(body) < 28:
        raise WrongError("length")
    alarm, status = number(body[0:4]), number(body[4:8])
    altitude, course = number(body[16:18]), number(body[20:22])
    satellites = [value[0] for id_, value in items(body[28:]) if id_ == 0x31 and len(value) == 1]
    return {
        "alarm": [bit for bit in range(32) if alarm & (1 << bit)],
        "status": [bit for bit in range(32) if status & (1 << bit)],
        "located": status & 2 != 0,
        "lat": number(body[8:12]) / 10**6 * (-1 if status & 4 else 1),
        "lon": number(body[12:16]) / 10**6 * (-1 if status & 8 else 1),
        "altitude": altitude - 65536
        if altitude > 32767
        else altitude,  # a word in the table; below the sea it is signed
        "kmh": number(body[18:20]) / 10,
        "course": course if course <= 359 else None,
        "time": moment(body[22:28]),
        "satellites": satellites[-1] if satellites else None,
        "items": body[28:],
    }
