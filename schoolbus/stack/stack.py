"""The three servers as one thing: start in order, tend, stop. Demo, small installs and tests use the same code."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from schoolbus.stack import identity
from schoolbus.stack import places as at
from schoolbus.stack.child import Child
from schoolbus.stack.errors import ServerFailedError
from schoolbus.stack.mosquitto import PLAIN_DOOR, DeviceDoor, Mosquitto
from schoolbus.stack.ports import choose
from schoolbus.stack.postgres import Postgres
from schoolbus.stack.redis_server import RedisServer
from schoolbus.stack.server import Server
from schoolbus.stack.tending import Tending

START_S = 60.0
POLL_S = 0.05
AnyServer = TypeVar("AnyServer", Postgres, RedisServer, Mosquitto)


@dataclass(frozen=True)
class Ports:
    """The ports we like on 127.0.0.1, outside the kernel's own range for outgoing connections; 0 is any."""

    postgres: int = 15432
    redis: int = 16379
    mqtt: int = 11883
    mqtt_service: int = 11884


OUR_PORTS, ANY_PORTS = Ports(), Ports(0, 0, 0, 0)


@dataclass(frozen=True)
class Given:
    """Servers of the user's own that stand in for ours. What is None we run ourselves."""

    database_url: str | None = None
    redis_url: str | None = None
    mqtt_url: str | None = None


class Stack:
    """The private servers of one data directory. Not for two threads; `tend` is called by whoever waits.

    `say` is told, in one line each, what the person at the keyboard should know.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        ports: Ports = Ports(),
        given: Given = Given(),
        device_door: DeviceDoor = PLAIN_DOOR,
        say: Callable[[str], None] = print,
    ) -> None:
        self.places = at.find(data_dir)
        self._ports = ports
        self._given = given
        self._device_door = device_door
        self._say = say
        self._tended: dict[str, Tending] = {}
        self.postgres: Postgres | None = None
        self.redis: RedisServer | None = None
        self.mosquitto: Mosquitto | None = None

    @property
    def database_url(self) -> str:
        """PostgreSQL for the program: the private cluster's, or the user's own."""
        return self._given.database_url or _started(self.postgres).url

    @property
    def redis_url(self) -> str:
        """Redis for the program."""
        return self._given.redis_url or _started(self.redis).url

    @property
    def mqtt_url(self) -> str:
        """The broker for the ingest, with its credentials."""
        return self._given.mqtt_url or _started(self.mosquitto).url

    @property
    def mqtt_device_url(self) -> str:
        """The broker for devices, without credentials."""
        if self._given.mqtt_url is None:
            return _started(self.mosquitto).device_url
        given = urlsplit(self._given.mqtt_url)
        return f"{given.scheme}://{given.hostname}:{given.port or 1883}"

    @property
    def broker_is_ours(self) -> bool:
        """Whether the broker is the stack's own; it is from the start on."""
        return self.mosquitto is not None

    @property
    def broker_disk(self) -> Path:
        """A folder on the disk where our broker keeps what waits."""
        return self.places.servers

    @property
    def broker_life(self) -> int | None:
        """The process id of our broker."""
        return self.pids.get("mosquitto")

    @property
    def pids(self) -> dict[str, int]:
        """Process ids by server name, of those that run now."""
        return {name: pid for name, tended in self._tended.items() if (pid := tended.child.pid) is not None}

    def start(self) -> None:
        """End what a killed predecessor left, then start every server that was not given. Raises StackError."""
        self._end_leftovers()
        taken: set[int] = set()

        def port(wanted: int, what: str) -> int:
            return choose(wanted, what=what, say=self._say, taken=taken)

        servers: list[Server] = []
        if self._given.database_url is None:
            self.postgres = Postgres(self.places, port(self._ports.postgres, "PostgreSQL"))
            servers.append(self.postgres)
        if self._given.redis_url is None:
            self.redis = RedisServer(self.places, port(self._ports.redis, "Redis"))
            servers.append(self.redis)
        if self._given.mqtt_url is None:
            self.mosquitto = Mosquitto(
                self.places,
                port(self._ports.mqtt, "the broker's door for devices"),
                port(self._ports.mqtt_service, "the broker's door for the ingest"),
                self._device_door,
            )
            servers.append(self.mosquitto)
        try:
            for server in servers:
                self._start(server)
            for server in servers:
                self._wait_for(server)
                server.settle()
        except BaseException:
            self.stop()
            raise

    def tend(self) -> None:
        """Start again what died, not more often than its back-off allows. To be called about once a second."""
        for tended in self._tended.values():
            tended.tend()

    def stop(self) -> None:
        """Stop in the order in which nothing is lost: first the door for devices, the database last."""
        for name in ("mosquitto", "redis", "postgres"):
            tended = self._tended.pop(name, None)
            if tended is not None:
                tended.child.stop()

    def let_in(self, devices: dict[str, str]) -> None:
        """Let exactly these devices (id to hash of the secret) into our broker; a given broker is left alone."""
        if self.mosquitto is None:
            return
        self.mosquitto.write_credentials(devices.items())
        self._tended["mosquitto"].child.signal(signal.SIGHUP)

    def child(self, name: str) -> Child:
        """The process of one server, for those who want to see it die."""
        return self._tended[name].child

    def _start(self, server: Server) -> None:
        child = Child(
            name=server.name,
            command=[],
            log=self.places.log / f"{server.name}.log",
            pid_file=self.places.pids / f"{server.name}.pid",
            cwd=Path("/"),
            user=server.user,
            stop_signal=server.stop_signal,
            stop_timeout_s=30.0,
        )
        tended = Tending(child, self._say, before=lambda: _arm(child, server))
        self._tended[server.name] = tended
        tended.start()

    def _wait_for(self, server: Server) -> None:
        child = self._tended[server.name].child
        deadline = time.monotonic() + START_S
        while not server.answers():
            if child.exit_code is not None or time.monotonic() > deadline:
                raise ServerFailedError(f"{server.name} does not start; its log {child.log} ends: {child.last_words()}")
            time.sleep(POLL_S)

    def _end_leftovers(self) -> None:
        for file in sorted(self.places.pids.glob("*.pid")):
            polite = signal.SIGINT if file.stem == "postgres" else signal.SIGTERM
            if identity.end_leftover(file, polite, timeout_s=10.0):
                self._say(f"ended {file.stem}, left behind by a stack that was killed")


def _arm(child: Child, server: Server) -> None:
    server.prepare()
    child.command = server.command()


def _started(server: AnyServer | None) -> AnyServer:
    if server is None:
        raise ServerFailedError("the private stack is not started")
    return server
