"""Where the bench runs: a private stack of its own, a fresh database a figure, processes as a user's install starts them."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from bench.ground.ingest import Ingest, wait_for
from bench.ground.town import SECRET, Town
from bench.load.shared import READY, Shared
from fleet.secrets import broker_hash
from schoolbus.migrate import upgrade
from schoolbus.stack import mqtt_probe, places
from schoolbus.stack.broker_conf import SESSION_TOPICS
from schoolbus.stack.ports import any_free
from schoolbus.stack.stack import ANY_PORTS, Stack

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "template_bench"


class Ground:
    """The stack, and what is started on it."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.stack = stack
        self.folder = folder
        self._databases = 0

    @contextmanager
    def database(self) -> Iterator[str]:
        """A fresh migrated database, gone afterwards."""
        self._databases += 1
        name = sql.Identifier(f"bench_{self._databases}")
        with psycopg.connect(self.stack.database_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(TEMPLATE)))
        try:
            yield f"{self.stack.database_url.rpartition('/')[0]}/bench_{self._databases}"
        finally:
            with psycopg.connect(self.stack.database_url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def let_in(self, town: Town) -> None:
        """Let the town's devices into the broker, with nothing queued from before."""
        self.forget()
        mqtt_probe.keep_session(self.stack.mqtt_url, SESSION_TOPICS)
        self.stack.let_in(dict.fromkeys(town.devices, broker_hash(SECRET)))
        time.sleep(1.0)

    def forget(self) -> None:
        """Nothing that the broker has is for the ingest any more."""
        mqtt_probe.forget_session(self.stack.mqtt_url)

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
    def ingest(self, database_url: str) -> Iterator[Ingest]:
        """The ingest, with every setting as it is by default."""
        nmea, jt808, metrics = any_free(), any_free(), any_free()
        environment = {
            "SCHOOLBUS_DATABASE_URL": database_url,
            "SCHOOLBUS_REDIS_URL": self.stack.redis_url,
            "SCHOOLBUS_MQTT_URL": self.stack.mqtt_url,
            "SCHOOLBUS_NMEA_TCP_PORT": str(nmea),
            "SCHOOLBUS_NMEA_PLAIN": "true",
            "SCHOOLBUS_JT808_PORT": str(jt808),
            "SCHOOLBUS_NMEA_UDP_PORT": str(any_free(kind=socket.SOCK_DGRAM)),
            "SCHOOLBUS_OSMAND_PORT": str(any_free()),
            "SCHOOLBUS_INGEST_METRICS_PORT": str(metrics),
        }
        with self.process("schoolbus", "ingest", **environment) as process:
            ingest = Ingest(process.pid, nmea, jt808, metrics, database_url)
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
    ) -> Iterator[int]:
        """The load, made beforehand, its connections made, ready to send; its process id."""
        asked = {"door": door, "port": port, "rounds": rounds, "step_s": step_s, "since_s": since_s}
        with self._load("bench.load.generator", town, shared, **asked) as pid:
            yield pid

    @contextmanager
    def steady(self, town: Town, shared: Shared, rate: float) -> Iterator[int]:
        """So many fixes a second over MQTT; the process id of what sends them."""
        with self._load("bench.load.steady", town, shared, port=self.device_port, rate=rate) as pid:
            yield pid

    @contextmanager
    def _load(self, program: str, town: Town, shared: Shared, **asked: object) -> Iterator[int]:
        place = {"devices": town.devices, "starts": town.starts, "began_s": town.began_s}
        argument = self.folder / "asked.json"
        argument.write_text(json.dumps({**place, "shared": str(self.folder / "shared"), "host": "127.0.0.1", **asked}))
        with self.process(program, str(argument)) as process:
            wait_for(lambda: shared.get(READY) == 1 or process.poll() is not None, "the generator")
            if process.poll() is not None:
                raise RuntimeError(f"the generator ended: {(self.folder / 'bench.log').read_text()[-2000:]}")
            yield process.pid

    @property
    def device_port(self) -> int:
        """The broker's door for devices."""
        return int(self.stack.mqtt_device_url.rpartition(":")[2])


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
