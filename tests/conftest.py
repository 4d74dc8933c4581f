"""What every test may ask for: the real database, Redis and broker of one private stack, fresh for each test."""

import os
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from xdist.scheduler import LoadScopeScheduling

from fleet.secrets import broker_hash
from schoolbus.migrate import upgrade
from schoolbus.stack import mqtt_probe, places
from schoolbus.stack.broker_conf import SESSION_TOPICS
from schoolbus.stack.stack import ANY_PORTS, Stack
from tests import quick_disk
from tests.turns import turn

hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("house")

IN_MEMORY = quick_disk.choose()
os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # some hundred processes are started: each would compile all of it again
sys.dont_write_bytecode = False
TEMPLATE = "template_schoolbus"
BROWSER = "tests/browser/"
STANDS_UP_S = 30.0
_numbers = count(1)


class ByFile(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """Where several processes share the tests (`-n 2`): a file is one's alone, and so are the browser's together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(BROWSER) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """The one above, whatever `--dist` says."""
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Each test in its turn."""
    with turn(item.config.rootpath / ".pytest_cache" / "turns", alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """One private stack for the whole suite: our own PostgreSQL, Redis and Mosquitto on free ports."""
    data_dir = Path(tempfile.mkdtemp(prefix=quick_disk.PREFIX))
    data_dir.chmod(0o711)  # as root the servers' users must be able to enter
    running = Stack(data_dir, ports=ANY_PORTS)
    running.start()
    try:
        yield running
    finally:
        running.stop()
        places.remove(running.places)


@pytest.fixture(scope="session")
def migrated_template(stack: Stack) -> str:
    """The name of a database with the newest schema and no rows, from which others are copied in milliseconds."""
    _make_database(stack, TEMPLATE, template="template1")
    upgrade(_url_of(stack, TEMPLATE))
    return TEMPLATE


@pytest.fixture
def database_url(stack: Stack, migrated_template: str) -> Iterator[str]:
    """A migrated database of this test alone: `postgresql://user:password@host:port/name`."""
    with own_database(stack, migrated_template) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(stack: Stack, migrated_template: str) -> Iterator[str]:
    """A migrated database that the tests of one module share."""
    with own_database(stack, migrated_template) as url:
        yield url


@pytest.fixture(scope="package")
def package_database_url(stack: Stack, migrated_template: str) -> Iterator[str]:
    """A migrated database that the tests of one package share."""
    with own_database(stack, migrated_template) as url:
        yield url


@pytest.fixture
def empty_database_url(stack: Stack) -> Iterator[str]:
    """A database with PostGIS and no tables of ours."""
    with own_database(stack, "template1") as url:
        yield url


@pytest.fixture
def redis_url(stack: Stack) -> str:
    """An empty Redis database."""
    with redis.Redis.from_url(stack.redis_url) as client:
        client.flushall()
    return stack.redis_url


@dataclass
class Broker:
    """The broker of the test's stack, with nothing queued.

    `url` is the ingest's (its user name is the client id of its session), `device_url` the devices' door.
    """

    url: str
    device_url: str
    _stack: Stack

    def let_in(self, secrets: dict[str, str]) -> None:
        """Let exactly these devices in: id to secret in clear text."""
        self._stack.let_in({device: broker_hash(secret) for device, secret in secrets.items()})


@pytest.fixture
def mqtt(stack: Stack) -> Iterator[Broker]:
    """The broker, knowing no device, the ingest's session empty."""
    stand_up(stack)
    mqtt_probe.forget_session(stack.mqtt_url)
    mqtt_probe.keep_session(stack.mqtt_url, SESSION_TOPICS)
    yield Broker(url=stack.mqtt_url, device_url=stack.mqtt_device_url, _stack=stack)
    stack.let_in({})


def stand_up(stack: Stack) -> None:
    """Start a broker again that died under the test before, as a supervisor does."""
    deadline = time.monotonic() + STANDS_UP_S
    while not mqtt_probe.may_connect(stack.mqtt_url) and time.monotonic() < deadline:
        stack.tend()
        time.sleep(0.2)


@contextmanager
def own_database(stack: Stack, template: str) -> Iterator[str]:
    """A database copied from `template`, gone when the block ends: its URL."""
    name = f"test_{next(_numbers)}"
    _make_database(stack, name, template=template)
    try:
        yield _url_of(stack, name)
    finally:
        _run(stack, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _make_database(stack: Stack, name: str, *, template: str) -> None:
    # FILE_COPY takes a checkpoint and then copies files: on a disk WAL_LOG is quicker for these few megabytes
    how = "FILE_COPY" if IN_MEMORY else "WAL_LOG"
    command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY {}")
    _run(stack, command.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(how.lower())))


def _run(stack: Stack, statement: sql.Composed) -> None:
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute(statement)


def _url_of(stack: Stack, name: str) -> str:
    return f"{stack.database_url.rpartition('/')[0]}/{name}"
