"""Where the bench runs: a private stack of its own, a fresh database a figure, processes as a user's install starts them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from bench.generator import ALLOWED, COUNTED, MADE, SENT, Shared
from bench.town import SECRET, Town
from fleet.secrets import broker_hash
from schoolbus.migrate import upgrade
from schoolbus.stack import mqtt_probe, places
from schoolbus.stack.broker_conf import SESSION_TOPICS
from schoolbus.stack.ports import any_free
from schoolbus.stack.stack import ANY_PORTS, Stack

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "template_bench"


class Ground:
    """The stack, and what is started on it."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.stack = stack
        self.folder = folder
        self._databases = 0

    def database(self) -> str:
        """A fresh migrated database."""
        self._databases += 1
        name = f"bench_{self._databases}"
        with psycopg.connect(self.stack.database_url, autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
            )
        return f"{self.stack.database_url.rpartition('/')[0]}/{name}"

    def let_in(self, town: Town) -> None:
        """Let the town's devices into the broker, with nothing queued from before."""
        mqtt_probe.forget_session(self.stack.mqtt_url)
        mqtt_probe.keep_session(self.stack.mqtt_url, SESSION_TOPICS)
        hashed = broker_hash(SECRET)
        self.stack.let_in(dict.fromkeys(town.devices, hashed))
        time.sleep(1.0)

    @contextmanager
    def process(self, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program of ours, ended at the end."""
        log = (self.folder / "bench.log").open("ab")
        started = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
        )
        try:
            yield started
        finally:
            started.terminate()
            with suppress(subprocess.TimeoutExpired):
                started.wait(30)
            if started.poll() is None:
                started.kill()
                started.wait()
            log.close()

    @contextmanager
    def ingest(self, database_url: str) -> Iterator["Ingest"]:
        """The ingest, with every setting as it is by default."""
        tcp, metrics = any_free(), any_free()
        environment = {
            "SCHOOLBUS_DATABASE_URL": database_url,
            "SCHOOLBUS_REDIS_URL": self.stack.redis_url,
            "SCHOOLBUS_MQTT_URL": self.stack.mqtt_url,
            "SCHOOLBUS_NMEA_TCP_PORT": str(tcp),
            "SCHOOLBUS_NMEA_UDP_PORT": str(any_free(kind=socket.SOCK_DGRAM)),
            "SCHOOLBUS_OSMAND_PORT": str(any_free()),
            "SCHOOLBUS_NMEA_PLAIN": "true",
            "SCHOOLBUS_INGEST_METRICS_PORT": str(metrics),
        }
        with self.process("schoolbus", "ingest", **environment) as process:
            ingest = Ingest(process.pid, tcp, metrics, database_url)
            wait_for(lambda: ingest.batches() > 0, "the ingest")
            yield ingest

    def shared(self) -> Shared:
        """Fresh shared numbers."""
        path = self.folder / "shared"
        path.unlink(missing_ok=True)
        return Shared(path)

    @contextmanager
    def generator(
        self, town: Town, shared: Shared, *, door: str, port: int, rounds: int, step_s: float, since_s: float
    ) -> Iterator[None]:
        """The load, ready to send."""
        asked = {
            "devices": town.devices, "starts": town.starts, "began_s": town.began_s, "shared": str(self.folder / "shared"),
            "door": door, "host": "127.0.0.1", "port": port, "rounds": rounds, "step_s": step_s, "since_s": since_s,
        }  # fmt: skip
        argument = self.folder / "asked.json"
        argument.write_text(json.dumps(asked))
        with self.process("bench.generator", str(argument)):
            wait_for(lambda: shared.get(MADE) == 1, "the generator")
            yield

    @property
    def device_port(self) -> int:
        """The broker's door for devices."""
        return int(self.stack.mqtt_device_url.rpartition(":")[2])


class Ingest:
    """A running ingest, seen through its metrics."""

    def __init__(self, pid: int, tcp_port: int, metrics_port: int, database_url: str) -> None:
        self.pid = pid
        self.tcp_port = tcp_port
        self.database_url = database_url
        self._url = f"http://127.0.0.1:{metrics_port}/metrics"

    def _metric(self, name: str) -> float:
        try:
            with urllib.request.urlopen(self._url, timeout=5) as answer:  # noqa: S310 - our own port
                text = answer.read().decode()
        except OSError:
            return 0.0
        return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))

    def fixes(self) -> int:
        """How many fixes are committed."""
        return int(self._metric("schoolbus_ingest_fixes_total"))

    def batches(self) -> int:
        """How many batches are committed."""
        return int(self._metric("schoolbus_ingest_batches_total"))

    def stored(self) -> int:
        """How many positions the table holds."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute("SELECT count(*) FROM position").fetchone()
        return int(row[0]) if row else 0

    def resident_bytes(self) -> int:
        """Resident memory of the process."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0


@contextmanager
def ground() -> Iterator[Ground]:
    """A private stack in a temporary folder, with a migrated template."""
    folder = Path(tempfile.mkdtemp(prefix="schoolbus-bench-"))
    folder.chmod(0o711)
    stack = Stack(folder, ports=ANY_PORTS, say=lambda _: None)
    stack.start()
    try:
        with psycopg.connect(stack.database_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        upgrade(f"{stack.database_url.rpartition('/')[0]}/{TEMPLATE}")
        yield Ground(stack, folder)
    finally:
        stack.stop()
        places.remove(stack.places)


def wait_for(true: Callable[[], bool], what: str, patience_s: float = 120.0) -> None:
    """Wait; raises TimeoutError naming what did not come."""
    deadline = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(0.05)


def rate(counted: Callable[[], int], shared: Shared, total: int, *, warm: float, ahead: int) -> float:
    """Consumed a second: from the `warm` part of the total to its end, never more than `ahead` on the way."""
    began = begun_at = None
    while True:
        consumed, now = counted(), time.monotonic()
        shared.put(ALLOWED, consumed + ahead)
        if began is None and consumed >= total * warm:
            began, begun_at = now, consumed
        if consumed >= total:
            break
        time.sleep(0.1)
    assert began is not None
    assert begun_at is not None
    return (consumed - begun_at) / (now - began)


__all__ = ["COUNTED", "SENT", "Ground", "Ingest", "ground", "rate", "wait_for"]
