"""A real ingest process of each test's own, buses and devices for it, and senders that behave as devices do."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from fleet.secrets import broker_hash
from schoolbus.stack.ports import any_free
from schoolbus.stack.stack import Stack
from tests.conftest import Broker

SECRET = "a-secret-of-the-test"
INPUTS = Path(__file__).resolve().parents[3] / "shared" / "inputs" / "nmea"
PATIENCE_S = 60.0
LOG_SHOWN = 20_000  # characters


def until(true: Callable[[], Any], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait until something holds; fails with what was waited for."""
    deadline = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def sentence(body: str) -> bytes:
    """A sentence with its checksum: `$body*hh`."""
    total = 0
    for char in body.encode():
        total ^= char
    return f"${body}*{total:02X}".encode()


def rmc(time_s: float, lat: float = 34.7, lon: float = 119.4, kmh: float = 30.0, talker: str = "GN") -> bytes:
    """An RMC for a moment (seconds since 1970 UTC) and a place."""
    at = time.gmtime(time_s)
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    lat, lon = abs(lat), abs(lon)
    return sentence(
        f"{talker}RMC,{time.strftime('%H%M%S', at)}.{int(time_s % 1 * 1000):03d},A,"
        f"{int(lat):02d}{lat % 1 * 60:08.5f},{north},{int(lon):03d}{lon % 1 * 60:08.5f},{east},"
        f"{kmh / 1.852:.3f},90.0,{time.strftime('%d%m%y', at)},,,A"
    )


@dataclass
class Ingest:
    """An ingest process, as `schoolbus ingest` starts it."""

    environment: dict[str, str]
    log: Path
    tcp_port: int
    udp_port: int
    http_port: int
    jt808_port: int
    database_url: str
    process: subprocess.Popen[bytes] | None = None
    pids: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start it; does not wait for it."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "schoolbus", "ingest"],
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
                cwd=Path(__file__).resolve().parents[2],
            )
        self.pids.append(self.process.pid)

    def ready(self) -> None:
        """Wait until it writes: its first batch is committed."""
        before = self.batch()
        until(lambda: self.batch() > before, f"the ingest to commit\n{self.log.read_text()}")

    def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; returns how it left."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def batch(self) -> int:
        """The number of the last committed batch."""
        return int(self.one("SELECT coalesce(max(batch), 0) FROM share"))

    def one(self, query: str, *arguments: Any) -> Any:
        """The first value of a query."""
        row = self.rows(query, *arguments)
        return row[0][0]

    def rows(self, query: str, *arguments: Any) -> list[Any]:
        """All rows of a query."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query.encode(), arguments).fetchall()

    def count(self) -> int:
        """How many positions are kept."""
        return int(self.one("SELECT count(*) FROM position"))

    def parked(self) -> dict[str, int]:
        """How many frames are parked, by reason."""
        return dict(self.rows("SELECT reason, count(*)::int FROM parked GROUP BY reason"))


def make_ingest(database_url: str, redis_url: str, mqtt_url: str, log: Path) -> Ingest:
    """An ingest that is not started yet, its doors on free ports."""
    port, udp, http, jt808 = any_free(), any_free(kind=socket.SOCK_DGRAM), any_free(), any_free()
    environment = {
        "SCHOOLBUS_DATABASE_URL": database_url,
        "SCHOOLBUS_REDIS_URL": redis_url,
        "SCHOOLBUS_MQTT_URL": mqtt_url,
        "SCHOOLBUS_NMEA_TCP_PORT": str(port),
        "SCHOOLBUS_NMEA_UDP_PORT": str(udp),
        "SCHOOLBUS_OSMAND_PORT": str(http),
        "SCHOOLBUS_NMEA_PLAIN": "true",
        "SCHOOLBUS_JT808_PORT": str(jt808),
        "SCHOOLBUS_LOG_FORMAT": "console",
    }
    return Ingest(environment, log, port, udp, http, jt808, database_url)


@pytest.fixture
def ingest(database_url: str, redis_url: str, mqtt: Broker, tmp_path: Path) -> Iterator[Ingest]:
    """An ingest that is not started yet, on a database of the test's own."""
    made = make_ingest(database_url, redis_url, mqtt.url, tmp_path / "ingest.log")
    yield made
    if made.log.exists():
        print(
            "what the ingest said:", made.log.read_text()[-LOG_SHOWN:], sep="\n"
        )  # pytest shows it when the test failed
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


@dataclass
class Fleet:
    """Vehicles and devices in the database and at the broker."""

    database_url: str
    broker: Broker
    secrets: dict[str, str] = field(default_factory=dict)

    def bus(self, plate: str, *devices: str, since: str = "2005-01-01", until: str | None = None) -> int:
        """A vehicle with devices bound to it; returns its id."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            row = connection.execute(
                "INSERT INTO vehicle (plate, type, seats) VALUES (%s, 'primary_bus', 36) RETURNING id", (plate,)
            ).fetchone()
            assert row is not None
            for rank, device in enumerate(devices):
                no = connection.execute(
                    "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', %s) RETURNING no",
                    (device, broker_hash(SECRET)),
                ).fetchone()
                assert no is not None
                connection.execute(
                    "INSERT INTO binding (device_no, vehicle_id, during, rank) VALUES (%s, %s, tstzrange(%s, %s), %s)",
                    (no[0], row[0], since, until, rank),
                )
        self.secrets.update(dict.fromkeys(devices, SECRET))
        self.broker.let_in(self.secrets)
        return int(row[0])


@pytest.fixture
def fleet(database_url: str, mqtt: Broker) -> Fleet:
    """No bus yet."""
    return Fleet(database_url, mqtt)


class MqttDevice:
    """A stock MQTT client in a bus: QoS 1; `acknowledged` are the payloads that the broker acknowledged."""

    def __init__(self, broker: Broker, device: str) -> None:
        host, _, port = broker.device_url.removeprefix("mqtt://").partition(":")
        self.acknowledged: list[bytes] = []
        self._sent: dict[int, bytes] = {}
        self._topic = f"bus/{device}/nmea"
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=device, protocol=paho.MQTTv311)
        self.client.username_pw_set(device, SECRET)
        self.client.max_inflight_messages_set(500)
        self.client.max_queued_messages_set(0)
        self.client.on_publish = self._published

        def connected() -> bool:
            try:
                self.client.connect(host, int(port), clean_start=paho.MQTT_CLEAN_START_FIRST_ONLY)
            except OSError:
                return False
            return True

        until(connected, "the broker")
        self.client.loop_start()
        until(self.client.is_connected, "the broker to let the device in")

    def send(self, payload: bytes) -> None:
        """Publish; does not wait."""
        info = self.client.publish(self._topic, payload, qos=1)
        self._sent[info.mid] = payload

    def all_acknowledged(self) -> None:
        """Wait for the broker's last PUBACK."""
        until(lambda: len(self.acknowledged) >= len(self._sent), "the broker to acknowledge all")

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def _published(self, client: Any, userdata: Any, mid: int, reason: Any, properties: Any) -> None:
        until(lambda: mid in self._sent, "the message to be noted as sent", 5.0)
        self.acknowledged.append(self._sent[mid])


def send_tcp(port: int, *chunks: bytes) -> None:
    """What a device with a TCP connection does: connect, send, wait until all is read, leave."""

    made: list[socket.socket] = []

    def connected() -> bool:
        with suppress(OSError):
            made.append(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S))
        return bool(made)

    until(connected, "the TCP door")
    with made[0] as connection:
        for chunk in chunks:
            connection.sendall(chunk)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def recording(name: str) -> bytes:
    """A recording of ../shared/inputs/nmea; skips the test where that folder is absent."""
    path = INPUTS / name
    if not path.exists():
        pytest.skip(f"the recordings are not here: {path}")
    return path.read_bytes()


__all__ = ["Fleet", "Ingest", "MqttDevice", "Stack", "recording", "rmc", "send_tcp", "sentence", "until"]
