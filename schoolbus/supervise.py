"""One whole stack: servers, schema, processes; watched until told to stop, then stopped in order."""

import fcntl
import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

from core.settings import Settings, get_settings
from permits.label.keys import make_key_file
from schoolbus import counters, device_ports, parts, ready, runfile
from schoolbus.door.keeper import Doorkeeper
from schoolbus.door.limits import Limits
from schoolbus.rule_modes import install
from schoolbus.runfile import RunFile, Running
from schoolbus.stack.errors import AlreadyRunningError, ServerFailedError
from schoolbus.stack.mosquitto import DeviceDoor
from schoolbus.stack.places import secrets_of
from schoolbus.stack.ports import choose
from schoolbus.stack.stack import OUR_PORTS, Given, Ports, Stack
from schoolbus.stack.tending import Tending

TEND_EVERY_S = 0.5
READY_S = 90.0
BUSES_S = 60.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Say = Callable[[str], None]


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


class Supervisor:
    """One stack with all its processes, its servers on `ports`."""

    def __init__(self, settings: Settings, processes: tuple[str, ...], say: Say, ports: Ports = OUR_PORTS) -> None:
        self._settings = settings
        self._processes = processes
        self._say = say
        door = DeviceDoor(settings.mqtt_device_host, settings.mqtt_tls_cert, settings.mqtt_tls_key)
        self.stack = Stack(settings.data_dir, ports=ports, given=given(os.environ), device_door=door, say=say)
        self._doorkeeper: Doorkeeper | None = None
        self._tended: dict[str, Tending] = {}
        self._file = RunFile(Running(), runfile.ourselves())
        self._saved_pids: dict[str, int] = {}

    def start_servers(self) -> Settings:
        """Start the servers, bring the schema up to date, and return the settings that lead to them."""
        self._say("starting PostgreSQL, Redis and Mosquitto")
        self.stack.start()
        self._file.environment = self._environment()
        os.environ.update(self._file.environment)
        get_settings.cache_clear()
        self._say("bringing the database to the newest schema")
        install(self.stack.database_url)
        from core.metrics import make_metrics  # noqa: PLC0415 - it looks once where processes count together

        settings = get_settings()
        self._doorkeeper = Doorkeeper(
            self.stack,
            Limits.of(settings),
            unknown_max=settings.unknown_devices_max,
            say=self._say,
            gauges=make_metrics().broker,
        )
        return settings

    def start_processes(self, accounts: list[dict[str, str]] | None, devices: list[dict[str, Any]] | None) -> None:
        """Start the program's processes and wait until they answer. Raises ServerFailedError."""
        if accounts:
            self._file.environment["SCHOOLBUS_DEMO_ACCOUNTS"] = json.dumps(accounts)
        self._door.look()
        self._start([name for name in self._processes if name not in parts.AFTERWARDS])
        self._describe(accounts, devices)
        web = self._file.public.web or ""
        if not ready.wait_until(lambda: ready.answers(web), READY_S, self._tend):
            raise ServerFailedError(
                f"not ready after {READY_S:.0f} s ({ready.what_is_missing(web)}): see {self.stack.places.log}"
            )
        self._start([name for name in self._processes if name in parts.AFTERWARDS])
        if accounts and parts.DRIVER in self._processes:
            self._wait_for_buses(web, accounts)
        self._file.ready = True
        self._save()

    def watch(self) -> None:
        """Tend everything, for ever; leaves by StopRequested."""
        while True:
            self._tend()
            self._door.wait(TEND_EVERY_S)

    def stop(self) -> None:
        """Stop the processes in reverse order, then the servers. Not to be interrupted."""
        for name in reversed(list(self._tended)):
            self._tended.pop(name).child.stop()
        if self._doorkeeper is not None:
            self._doorkeeper.close()
        self.stack.stop()
        counters.remove_folder(self.stack.places.data_dir)
        runfile.remove(self.stack.places.data_dir)

    def _start(self, names: Sequence[str]) -> None:
        self._say(f"starting {', '.join(names)}")
        for name in names:
            tended = Tending(parts.child(name, self.stack.places, self._file.environment), self._say)
            self._tended[name] = tended
            tended.start()

    def _tend(self) -> None:
        self.stack.tend()
        self._door.look()
        for tended in self._tended.values():
            tended.tend()
        if self._saved_pids != self._pids():
            with suppress(OSError):  # a full disk: tried again each time we look
                self._save()

    def _wait_for_buses(self, web: str, accounts: list[dict[str, str]]) -> None:
        self._say("waiting for the first buses on the map")
        officer = next((account for account in accounts if account["role"] == "officer"), accounts[0])
        name, password = officer["username"], officer["password"]
        if not ready.wait_until(lambda: ready.buses_are_live(web, name, password), BUSES_S, self._tend):
            self._say(f"no bus moves after {BUSES_S:.0f} s: see {self.stack.places.log}")

    def _environment(self) -> dict[str, str]:
        places = self.stack.places
        taken: set[int] = set()
        http = choose(self._settings.http_port, what="the web server", say=self._say, taken=taken)
        return {
            "PROMETHEUS_MULTIPROC_DIR": str(counters.make_folder(places.data_dir)),
            "SCHOOLBUS_DATABASE_URL": self.stack.database_url,
            "SCHOOLBUS_REDIS_URL": self.stack.redis_url,
            "SCHOOLBUS_MQTT_URL": self.stack.mqtt_url,
            "SCHOOLBUS_MQTT_DEVICE_URL": self.stack.mqtt_device_url,
            "SCHOOLBUS_DATA_DIR": str(places.data_dir),
            "SCHOOLBUS_HTTP_PORT": str(http),
            "SCHOOLBUS_LABEL_KEY_FILE": str(self._label_key()),
            **device_ports.choose_ports(self._settings, self._say, taken),
            **{
                variable: os.environ.get(variable) or secrets_of(places, (name,))[name]
                for name, variable in (
                    ("secret_key", "SCHOOLBUS_SECRET_KEY"),
                    ("personal_key", "SCHOOLBUS_PERSONAL_KEY"),
                )
            },
        }

    def _label_key(self) -> Path:
        """The key that signs labels, made at the first start; one that the settings name is the user's own."""
        named = self._settings.label_key_file
        path = self.stack.places.data_dir / "label-key.pem" if named is None else named
        if named is None:
            make_key_file(path)
        return path.absolute()

    def _describe(self, accounts: list[dict[str, str]] | None, devices: list[dict[str, Any]] | None) -> None:
        environment = self._file.environment
        self._file.public = Running(
            web=f"http://{self._settings.http_host}:{environment['SCHOOLBUS_HTTP_PORT']}",
            mqtt=self.stack.mqtt_device_url,
            **device_ports.told(self._settings, environment),
            database=self.stack.database_url,
            redis=self.stack.redis_url,
            accounts=accounts,
            devices=devices,
        )
        self._save()

    def _pids(self) -> dict[str, int]:
        own = {name: pid for name, tended in self._tended.items() if (pid := tended.child.pid) is not None}
        return {**self.stack.pids, **own}

    def _save(self) -> None:
        self._file.public.pids = self._pids()
        self._file.save(self.stack.places.data_dir)
        self._saved_pids = self._file.public.pids

    @property
    def _door(self) -> Doorkeeper:
        if self._doorkeeper is None:
            raise ServerFailedError("the servers are not started")
        return self._doorkeeper

    @property
    def public(self) -> Running:
        """What `info` tells."""
        return self._file.public


def given(environment: "os._Environ[str] | dict[str, str]") -> Given:
    """The servers of the user's own that the environment names."""
    return Given(
        database_url=environment.get("SCHOOLBUS_DATABASE_URL") or None,
        redis_url=environment.get("SCHOOLBUS_REDIS_URL") or None,
        mqtt_url=environment.get("SCHOOLBUS_MQTT_URL") or None,
    )


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Hold the data directory: two supervisors of one would tear it. The kernel lets go when we die."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "lock").open("a") as lock:
        _lock(lock, data_dir)
        yield


def stop_on_signals() -> None:
    """Let Ctrl-C, SIGTERM and a closed terminal raise StopRequested, once; while we stop, they no longer disturb."""
    # nohup stays nohup; but a shell that starts us with `&` ignores SIGINT for us, and that one must stop us all the same
    signals = [each for each in STOPPING if each != signal.SIGHUP or signal.getsignal(each) is not signal.SIG_IGN]

    def stop(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested

    for each in signals:
        signal.signal(each, stop)


def _lock(lock: IO[str], data_dir: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyRunningError(
            f"a stack already runs in {data_dir}: `schoolbus info` shows it, `schoolbus down` stops it"
        ) from None
