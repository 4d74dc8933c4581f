"""Devices' ways to us, as `schoolbus replay` takes them: NMEA lines over MQTT, TCP and UDP, their fixes over JT/T 808 and HTTP."""

import socket
import struct
from datetime import UTC, datetime
from threading import Event
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import unquote, urlencode, urlsplit
from urllib.request import Request, urlopen

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808 import platform, terminal
from gps_ingest.decode.jt808.fields import GMT8_S
from gps_ingest.decode.jt808.framing import Skipped, Unframer
from gps_ingest.decode.jt808.header import read
from gps_ingest.decode.jt808.ids import Said, Sent
from gps_ingest.decode.sentences import KNOT_MPS, Rmc, kind_of, rmc

WAIT_S = 30.0
UNANSWERED_MOST = 200  # reports on the way; then the answers are waited for


class Sender(Protocol):
    """A device's way to us."""

    def send(self, line: bytes) -> None:
        """Send one line."""

    def close(self) -> None:
        """Wait until all is delivered, as far as the protocol can tell, and leave."""


class OverTcp:
    """NMEA over TCP: the id line, then the lines. Nothing tells that they arrived."""

    def __init__(self, host: str, port: int, device: str) -> None:
        self._socket = socket.create_connection((host, port), timeout=30)
        self._socket.sendall(device.encode() + b"\r\n")

    def send(self, line: bytes) -> None:
        self._socket.sendall(line + b"\r\n")

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)
        while self._socket.recv(4096):
            pass
        self._socket.close()


class OverMqtt:
    """NMEA over MQTT at QoS 1, a message a line; `close` waits for the broker's acknowledgements."""

    def __init__(self, url: str, device: str, secret: str) -> None:
        parts = urlsplit(url)
        self._topic = f"bus/{device}/nmea"
        self._last: paho.MQTTMessageInfo | None = None
        self._answered, self._refused = Event(), ""
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id=device, protocol=paho.MQTTv5)
        self._client.username_pw_set(unquote(parts.username or device), secret)
        self._client.on_connect = self._connected
        self._client.connect(parts.hostname or "127.0.0.1", parts.port or 1883)
        self._client.loop_start()
        if not self._answered.wait(10) or self._refused:
            self._client.loop_stop()
            raise ConnectionError(f"the broker does not let {device} in: {self._refused or 'no answer'}")

    def send(self, line: bytes) -> None:
        self._last = self._client.publish(self._topic, line, qos=1)

    def close(self) -> None:
        if self._last is not None:
            self._last.wait_for_publish()
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(self, client: Any, userdata: Any, flags: Any, reason: Any, properties: Any) -> None:
        self._refused = str(reason) if reason.is_failure else ""
        self._answered.set()


class OverUdp:
    """NMEA over UDP: a datagram a line, each with its id line. Nothing tells that they arrived."""

    def __init__(self, host: str, port: int, device: str) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._to, self._device = (host, port), device.encode()

    def send(self, line: bytes) -> None:
        self._socket.sendto(self._device + b"\r\n" + line + b"\r\n", self._to)

    def close(self) -> None:
        self._socket.close()


class OverJt808:
    """JT/T 808-2013: authenticates with the secret as its code, sends each RMC with a fix as 0x0200; `close` waits for 0x8001."""

    def __init__(self, host: str, port: int, device: str, secret: str) -> None:
        self._phone, self._serial = device, 0
        self._unframer, self._waiting = Unframer(), set[int]()
        self._socket = socket.create_connection((host, port), timeout=WAIT_S)
        self._say(Said.AUTHENTICATE, secret.encode())
        self._hear(0)

    def send(self, line: bytes) -> None:
        fix = fix_of(line)
        if fix is not None:
            self._say(Said.LOCATION, location(fix))
            self._hear(UNANSWERED_MOST)

    def close(self) -> None:
        self._hear(0)
        self._socket.close()

    def _say(self, id_: int, body: bytes) -> None:
        self._serial = (self._serial + 1) & 0xFFFF
        self._waiting.add(self._serial)
        self._socket.sendall(platform.message(id_, self._phone, self._serial, body, 0))

    def _hear(self, unanswered: int) -> None:
        """Until no more than so many messages wait for their answer."""
        while len(self._waiting) > unanswered:
            data = self._socket.recv(65536)
            if not data:
                raise ConnectionError(f"the platform does not let {self._phone} in")
            for frame in self._unframer.feed(data):
                if not isinstance(frame, Skipped):
                    self._told(frame)

    def _told(self, frame: bytes) -> None:
        header, body = read(frame)
        if header.id != Sent.ANSWER:
            return
        said = terminal.answer(body)
        if said.id == Said.AUTHENTICATE and said.result != platform.OK:
            raise ConnectionError(f"the platform does not let {self._phone} in: wrong code")
        self._waiting.discard(said.serial)


class OverOsmand:
    """A telephone's HTTP requests, one a fix; each waits for 200: the database has it."""

    def __init__(self, url: str, device: str, secret: str) -> None:
        self._url, self._who = url.rstrip("/"), {"id": device, "token": secret}

    def send(self, line: bytes) -> None:
        fix = fix_of(line)
        if fix is None:
            return
        said = {
            **self._who,
            "timestamp": f"{fix.day_s + fix.time_s:.3f}",
            "lat": fix.lat,
            "lon": fix.lon,
            "speed": fix.speed_mps / KNOT_MPS,
            "bearing": fix.course_deg,
        }
        request = Request(f"{self._url}/?{urlencode(said)}", method="POST")  # noqa: S310 - the user's own address
        try:
            with urlopen(request, timeout=WAIT_S):  # noqa: S310
                pass
        except HTTPError as refused:
            if refused.code != 400:  # parked: said, and the next one may be good
                raise ConnectionError(f"{self._url} answers {refused.code}") from refused

    def close(self) -> None:
        """Everything was answered."""


def fix_of(line: bytes) -> Rmc | None:
    """The fix of an RMC with a good checksum and a speed, None of any other line."""
    try:
        fix = rmc(line.strip()) if kind_of(line.strip()) == "RMC" else None
    except BadFrame:
        return None
    return None if fix is None or fix.speed_mps != fix.speed_mps else fix


def location(fix: Rmc) -> bytes:
    """A body of 0x0200: ignition on, located; whole seconds, as the protocol has them."""
    at = datetime.fromtimestamp(fix.day_s + fix.time_s + GMT8_S, UTC)
    status = 0b11 | (fix.lat < 0) << 2 | (fix.lon < 0) << 3
    course = 0 if fix.course_deg != fix.course_deg else round(fix.course_deg) % 360
    place = (round(abs(fix.lat) * 1e6), round(abs(fix.lon) * 1e6), 0, min(round(fix.speed_mps * 36), 0xFFFF), course)
    return struct.pack(">IIIIHHH", 0, status, *place) + bytes.fromhex(f"{at:%y%m%d%H%M%S}")
