"""`schoolbus doctor`: is everything here that the program needs, and does what runs answer? In plain words."""

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from core import clock
from core.settings import Settings, get_settings
from schoolbus import ready, runfile
from schoolbus.explain import sentence
from schoolbus.runfile import RunFile
from schoolbus.stack import mqtt_probe, programs
from schoolbus.stack.ports import is_free

PYTHON_OLDEST, PYTHON_BEFORE = (3, 11), (3, 14)
DISK_LEAST_BYTES = 2 * 1024**3
CLOCK_TOLERANCE_S = 5.0
# A clock that is years off is noticed without a network: nobody runs this program before it was written.
WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Check:
    """One thing looked at: what, whether it is good, and what there is to say of it."""

    what: str
    good: bool
    said: str


class Wrong(Exception):  # noqa: N818 - a verdict of this page, not an error of the program
    """A check failed; the message is what the user reads."""


def examine(data_dir: Path) -> list[Check]:
    """Look at everything; one Check each, none skipped because another failed."""
    settings = get_settings()
    running = runfile.load(data_dir)
    return [_check(what, look) for what, look in _looks(settings, data_dir, running)]


def _looks(settings: Settings, data_dir: Path, running: RunFile | None) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "Python", _python
    yield "PostgreSQL and PostGIS", lambda: programs.version([str(programs.postgres_bin() / "postgres"), "--version"])
    yield "Redis", lambda: programs.version([str(programs.program("redis-server")), "--version"])
    yield "Mosquitto", lambda: programs.version([str(programs.program("mosquitto")), "-h"])
    yield "the page", _page
    yield "disk", lambda: _disk(data_dir)
    yield "clock", _clock
    if running is None:
        yield "stack", lambda: "none runs in this folder (`schoolbus up` or `schoolbus demo` starts one)"
        yield "web port", lambda: _port(settings.http_port)
        yield "JT/T 808 port", lambda: _port(settings.jt808_port)
        return
    yield "database", lambda: _database(running.environment["SCHOOLBUS_DATABASE_URL"])
    yield "Redis answers", lambda: _redis(running.environment["SCHOOLBUS_REDIS_URL"])
    yield "broker", lambda: _broker(running.environment["SCHOOLBUS_MQTT_URL"])
    yield "web server", lambda: _web(running.public.web or "")
    yield "JT/T 808", lambda: _listens(running.public.jt808_tcp or "")
    yield "processes", lambda: _processes(running)


def _check(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what, True, look())
    except Exception as error:  # whatever a check meets is its finding
        return Check(what, False, str(error) if isinstance(error, Wrong) else sentence(error))


def _python() -> str:
    if not PYTHON_OLDEST <= sys.version_info[:2] < PYTHON_BEFORE:
        raise Wrong(f"{sys.version.split()[0]}, but 3.11, 3.12 or 3.13 is needed")
    return sys.version.split()[0]


def _page() -> str:
    index = Path(__file__).parent.parent / "web" / "static" / "index.html"
    if not index.exists():
        raise Wrong("not built: `make page` builds it")
    return "built"


def _disk(data_dir: Path) -> str:
    place = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    said = f"{free / 1024**3:.1f} GiB free at {place}"
    if free < DISK_LEAST_BYTES:
        raise Wrong(f"{said}; a county's day of tracks needs more: make room")
    return said


def _clock() -> str:
    now = clock.now()
    if now < WRITTEN:
        raise Wrong(f"{now:%Y-%m-%d %H:%M} UTC is before this program was written: set the clock (timedatectl)")
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def _port(port: int) -> str:
    if not is_free(port):
        return f"{port} is in use by another program; another port will be taken and said"
    return f"{port} is free"


def _database(url: str) -> str:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), postgis_lib_version(), current_setting('fsync'),"
            " current_setting('synchronous_commit'), extract(epoch FROM clock_timestamp())::float8"
        ).fetchone()
    if row is None:
        raise Wrong("answers nothing")
    version, postgis, fsync, commit, epoch = row
    if (fsync, commit) != ("on", "on"):
        raise Wrong(f"fsync is {fsync} and synchronous_commit is {commit}: an acknowledged position could be lost")
    off_s = abs(epoch - clock.epoch())
    if off_s > CLOCK_TOLERANCE_S:
        raise Wrong(f"its clock differs from ours by {off_s:.0f} s")
    return f"answers: PostgreSQL {version.split()[0]}, PostGIS {postgis}, durable"


def _redis(url: str) -> str:
    with redis.Redis.from_url(url, socket_timeout=5) as client:
        client.ping()
    return "yes"


def _broker(url: str) -> str:
    if not mqtt_probe.may_connect(url):
        raise Wrong("does not let the ingest in: see log/mosquitto.log")
    return "lets the ingest in"


def _web(web: str) -> str:
    if not ready.answers(web):
        raise Wrong(f"{web} is not ready ({ready.what_is_missing(web)}): see log/api.log")
    return f"answers at {web}"


def _listens(address: str) -> str:
    parts = urlsplit(f"//{address}")
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5).close()
    except OSError as error:
        raise Wrong(f"nobody listens on {address}: see log/ingest.log") from error
    return f"listens on {address}"


def _processes(running: RunFile) -> str:
    return ", ".join(f"{name} {pid}" for name, pid in running.public.pids.items())
