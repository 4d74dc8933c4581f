"""A lower platform as `schoolbus replay` plays one: logs in over JT/T 809 and reports one bus, each RMC with a fix as 0x1202."""

import socket
import struct
from datetime import UTC, datetime

from core import clock
from gps_ingest.decode.jt808.fields import GMT8_S
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809.framing import Unframer, opened
from gps_ingest.decode.jt809.header import Edition, Header, first_words, wire
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.links import Verdict
from gps_ingest.decode.jt809.location import TAIL
from gps_ingest.decode.jt809.vehicle import message
from gps_ingest.decode.sentences import Rmc
from gps_ingest.senders import WAIT_S, fix_of, location

YELLOW = 2
FRAME_MAX = 65_536


class OverJt809:
    """`who` is `<access code>:<user>:<plate>`. Nothing tells that positions arrived; `close` waits until all were read."""

    def __init__(self, host: str, port: int, who: str, password: str) -> None:
        code, user, plate = who.split(":")
        self._to, self._code, self._serial = (host, port), int(code), 0
        self._head = plate.encode("gbk").ljust(21, b"\x00") + bytes((YELLOW,))
        for self._edition in Edition:
            verdict = self._log_in(int(user), password.encode())
            if verdict == Verdict.WELCOME:
                return
            self._socket.close()
        raise ConnectionError(f"platform {code} is not let in: {verdict:#04x}")

    def send(self, line: bytes) -> None:
        fix = fix_of(line)
        if fix is not None:
            data = location_2011(fix) if self._edition == Edition.Y2011 else location_2019(fix)
            self._say(Kind.UP_EXG_MSG, message(self._head, Sub.REAL_LOCATION, data))

    def close(self) -> None:
        self._say(Kind.UP_DISCONNECT_REQ)
        self._hear(Kind.UP_DISCONNECT_RSP)
        self._socket.close()

    def _log_in(self, user: int, password: bytes) -> int:
        """How the login in an edition ends. No server of ours waits for a slave link: port 0."""
        self._socket, self._unframer = socket.create_connection(self._to, timeout=WAIT_S), Unframer(FRAME_MAX)
        code = struct.pack(">I", self._code) if self._edition == Edition.Y2019 else b""
        self._say(Kind.UP_CONNECT_REQ, struct.pack(">I8s", user, password) + code + bytes(34))
        return self._hear(Kind.UP_CONNECT_RSP)[-5]

    def _say(self, kind: Kind, body: bytes = b"") -> None:
        self._serial += 1
        time_s = int(clock.epoch()) if self._edition == Edition.Y2019 else 0
        self._socket.sendall(wire(Header(kind, self._serial, self._code, time_s=time_s), body, self._edition))

    def _hear(self, kind: Kind) -> bytes:
        """The next message of a kind, whatever its edition."""
        while data := self._socket.recv(65536):
            for frame in self._unframer.feed(data):
                content = opened(b"" if isinstance(frame, Skipped) else frame)
                if first_words(content)[0] == kind:
                    return content
        raise ConnectionError("the upper platform has gone")


def location_2019(fix: Rmc) -> bytes:
    """As a terminal sends it, with three platforms' numbers and alarm words, all empty."""
    body = location(fix)
    return struct.pack(">BI", 0, len(body)) + body + bytes(TAIL)


def location_2011(fix: Rmc) -> bytes:
    """Date, time, place, speeds, no mileage, course, no height; ignition on, located."""
    at = datetime.fromtimestamp(fix.day_s + fix.time_s + GMT8_S, UTC)
    status = 0b11 | (fix.lat < 0) << 2 | (fix.lon < 0) << 3
    course = 0 if fix.course_deg != fix.course_deg else round(fix.course_deg) % 360
    kmh = round(fix.speed_mps * 3.6)
    when = (0, at.day, at.month, at.year, at.hour, at.minute, at.second)
    place = (round(abs(fix.lon) * 1e6), round(abs(fix.lat) * 1e6))
    return struct.pack(">BBBHBBBIIHHIHHII", *when, *place, kmh, kmh, 0, course, 0, status, 0)
