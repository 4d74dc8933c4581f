"""JT/T 809 messages as a lower platform makes them: written from the standard's tables, byte by byte, without our codec."""

import time
from dataclasses import dataclass


def number(value: int, size: int) -> bytes:
    """Big-endian."""
    return bytes(value >> 8 * at & 0xFF for at in reversed(range(size)))


def octets(text: str, size: int) -> bytes:
    """A string of fixed length, zeros behind."""
    raw = text.encode("gbk")
    assert len(raw) <= size
    return raw + bytes(size - len(raw))


def crc(data: bytes) -> int:
    """CRC16-CCITT, bit by bit: x16 + x12 + x5 + 1, all ones first."""
    register = 0xFFFF
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = register << 1 ^ 0x1021 if register & 0x8000 else register << 1
            register &= 0xFFFF
    return register


def encrypted(body: bytes, key: int, m1: int, ia1: int, ic1: int) -> bytes:
    """Table 9 of the standard."""
    key, out = key or 1, []
    for byte in body:
        key = (ia1 * (key % m1) + ic1) % 2**32
        out.append(byte ^ (key >> 20 & 0xFF))
    return bytes(out)


def framed(content: bytes) -> bytes:
    """CRC, escapes, 5B and 5D."""
    pairs = {0x5B: b"\x5a\x01", 0x5A: b"\x5a\x02", 0x5D: b"\x5e\x01", 0x5E: b"\x5e\x02"}
    checked = content + number(crc(content), 2)
    return b"\x5b" + b"".join(pairs.get(byte, bytes([byte])) for byte in checked) + b"\x5d"


@dataclass
class Speaker:
    """Who makes messages: an edition, an access code, and M1, IA1, IC1 where it encrypts."""

    edition: int = 2011
    access_code: int = 1001
    secrets: tuple[int, int, int] | None = None
    key: int = 256178
    serial: int = 0

    def message(self, kind: int, body: bytes = b"") -> bytes:
        """One message as it goes on the wire."""
        self.serial += 1
        extra = number(int(time.time()), 8) if self.edition == 2019 else b""
        header_size = 22 + len(extra)
        if self.secrets is not None:
            body = encrypted(body, self.key, *self.secrets)
        return framed(
            number(1 + header_size + len(body) + 2 + 1, 4)
            + number(self.serial, 4)
            + number(kind, 2)
            + number(self.access_code, 4)
            + b"\x01\x00\x00"
            + number(int(self.secrets is not None), 1)
            + number(self.key if self.secrets is not None else 0, 4)
            + extra
            + body
        )

    def login(self, user_id: int, password: str, address: str, port: int) -> bytes:
        """0x1001."""
        code = number(self.access_code, 4) if self.edition == 2019 else b""
        return self.message(
            0x1001, number(user_id, 4) + octets(password, 8) + code + octets(address, 32) + number(port, 2)
        )

    def vehicle(self, plate: str, sub: int, data: bytes, colour: int = 2) -> bytes:
        """0x1200."""
        return self.message(
            0x1200, octets(plate, 21) + number(colour, 1) + number(sub, 2) + number(len(data), 4) + data
        )

    def location(self, fix: "Fix") -> bytes:
        """One location: 36 bytes in 2011; in 2019 the body of a terminal's 0x0200 and three platforms' alarm words."""
        return fix.of_2019() if self.edition == 2019 else fix.of_2011()

    def real_time(self, plate: str, fix: "Fix", colour: int = 2) -> bytes:
        """0x1202."""
        return self.vehicle(plate, 0x1202, self.location(fix), colour)

    def make_up(self, plate: str, *fixes: "Fix") -> bytes:
        """0x1203: at most five, the older first."""
        return self.vehicle(plate, 0x1203, number(len(fixes), 1) + b"".join(map(self.location, fixes)))


@dataclass(frozen=True)
class Fix:
    """Where a bus is: seconds since 1970 UTC, degrees, km/h; alarm and status words of JT/T 808 (positioned, engine on)."""

    time_s: float
    lat: float = 34.7
    lon: float = 119.4
    kmh: int = 30
    course: int = 90
    alarm: int = 0
    status: int = 3
    marked: int = 0

    def of_2011(self) -> bytes:
        """Table of the 2011 edition, times in GMT+8."""
        at = time.gmtime(self.time_s + 8 * 3600)
        return (
            bytes([self.marked, at.tm_mday, at.tm_mon])
            + number(at.tm_year, 2)
            + bytes([at.tm_hour, at.tm_min, at.tm_sec])
            + number(round(self.lon * 1e6), 4)
            + number(round(self.lat * 1e6), 4)
            + number(self.kmh, 2)
            + number(self.kmh + 1, 2)
            + number(12_345, 4)
            + number(self.course, 2)
            + number(8, 2)
            + number(self.status, 4)
            + number(self.alarm, 4)
        )

    def of_2019(self, items: bytes = b"\x31\x01\x0e") -> bytes:
        """Table 90 of the 2019 edition; 14 satellites."""
        at = time.gmtime(self.time_s + 8 * 3600)
        body = (
            number(self.alarm, 4)
            + number(self.status, 4)
            + number(round(self.lat * 1e6), 4)
            + number(round(self.lon * 1e6), 4)
            + number(8, 2)
            + number(self.kmh * 10, 2)
            + number(self.course, 2)
            + bytes.fromhex(time.strftime("%y%m%d%H%M%S", at))
            + items
        )
        tail = b"".join(octets(code, 11) + number(0, 4) for code in ("32070000001", "1", ""))
        return number(self.marked, 1) + number(len(body), 4) + body + tail
