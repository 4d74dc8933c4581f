"""A terminal as it is in a bus: blocking socket, its own coding of messages, no line shared with our codec's encoder."""

import socket
import struct
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.gps_ingest.conftest import PATIENCE_S
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import wire

GMT8 = timedelta(hours=8)


def bcd_time(time_s: float) -> bytes:
    """YYMMDDhhmmss in Beijing time."""
    return bytes.fromhex((datetime.fromtimestamp(time_s, UTC) + GMT8).strftime("%y%m%d%H%M%S"))


def place(
    time_s: float,
    lat: float = 34.7,
    lon: float = 119.4,
    kmh: float = 30.0,
    *,
    alarm: int = 0,
    status: int = 0b11,
    items: bytes = b"",
) -> bytes:
    """A body of 0x0200; `status` says ignition on and located."""
    return (
        struct.pack(">IIIIHHH", alarm, status, round(lat * 1e6), round(lon * 1e6), 12, round(kmh * 10), 90)
        + bcd_time(time_s)
        + items
    )


def register_body(plate: str = "苏GX2001", terminal: bytes = b"T000001") -> bytes:
    """A body of 0x0100 in the sizes of 2013."""
    return (
        struct.pack(">HH", 32, 703)
        + b"MAKER"
        + b"MODEL-1".ljust(20, b"\0")
        + terminal.ljust(7, b"\0")
        + b"\x02"
        + plate.encode("gbk")
    )


@dataclass
class Terminal:
    """A connection; `said` are the platform's messages as (id, serial, body), in order."""

    port: int
    phone: str
    said: list[tuple[int, int, bytes]] = field(default_factory=list)
    serial: int = 0
    connection: socket.socket | None = None
    _rest: bytes = b""

    def connect(self) -> "Terminal":
        """Wait until the door is open, and enter."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
            except OSError:
                assert time.monotonic() < deadline, "the door does not open"
                time.sleep(0.05)
            else:
                self._rest = b""
                return self

    def send(self, id_: int, body: bytes = b"", *, total: int = 0, number: int = 0) -> int:
        """Say something; the serial it has."""
        assert self.connection is not None
        self.serial = (self.serial + 1) & 0xFFFF
        self.connection.sendall(self.message(id_, body, self.serial, total=total, number=number))
        return self.serial

    def message(self, id_: int, body: bytes, serial: int, *, total: int = 0, number: int = 0) -> bytes:
        """A frame of 2013."""
        properties = len(body) | (0x2000 if total else 0)
        head = struct.pack(">HH", id_, properties) + bytes.fromhex(self.phone.zfill(12)) + struct.pack(">H", serial)
        return wire(head + (struct.pack(">HH", total, number) if total else b"") + body)

    def listen(self, wait_s: float = 1.0) -> bool:
        """Take in what came; False when the platform has gone."""
        assert self.connection is not None
        self.connection.settimeout(wait_s)
        try:
            data = self.connection.recv(65536)
        except TimeoutError:
            return True
        except OSError:
            return False
        if not data:
            return False
        stream = self._rest + data
        end = stream.rfind(b"\x7e") + 1
        if stream[:end].count(b"\x7e") % 2:  # the last one opens a frame
            end = stream.rfind(b"\x7e", 0, end - 1) + 1
        for frame in second.frames(stream[:end]):
            told = second.message(frame)
            content = second.unescaped(frame)[:-1]
            head = 17 if told["edition"] == 2019 else 12
            self.said.append((told["id"], told["serial"], content[head:]))
        self._rest = stream[end:]
        return True

    def wait(self, id_: int, serial: int | None = None) -> bytes:
        """The body of the platform's message of an id (that answers our serial, where it begins with one)."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            for said, _, body in self.said:
                if said == id_ and (serial is None or struct.unpack_from(">H", body) == (serial,)):
                    return body
            assert time.monotonic() < deadline, f"waited in vain for 0x{id_:04X}: {self.said}"
            assert self.listen(), f"the platform has gone: {self.said}"

    def result(self, serial: int) -> int:
        """Of the general answer to a message of ours."""
        return self.wait(0x8001, serial)[4]

    def authenticate(self, code: str) -> int:
        """0x0102; how it was answered."""
        return self.result(self.send(0x0102, code.encode()))

    def register(self, body: bytes) -> tuple[int, str]:
        """0x0100; the result and the code."""
        answer = self.wait(0x8100, self.send(0x0100, body))
        return answer[2], answer[3:].decode()

    def report(self, body: bytes) -> int:
        """0x0200, acknowledged; its result."""
        return self.result(self.send(0x0200, body))

    def acknowledged(self) -> set[int]:
        """Serials of what was acknowledged with success."""
        answers: list[Any] = [struct.unpack(">HHB", body[:5]) for id_, _, body in self.said if id_ == 0x8001]
        return {serial for serial, _, result in answers if result == 0}

    def leave(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
