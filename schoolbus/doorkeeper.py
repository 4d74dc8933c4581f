"""Keeps the broker's door: who is known is let in, nobody while too much waits behind it; who is refused is listed."""

import time
from collections.abc import Callable, Container
from typing import Protocol

import psycopg

from gps_ingest.knocks import TRIM, UPSERT, Knock, columns
from schoolbus.stack.backlog import Backlog
from schoolbus.stack.refused_logins import Refused, RefusedLogins

DEVICES = "SELECT id, secret_hash FROM device WHERE NOT disabled"
REOPEN_SHARE = 0.5
DOOR = "mqtt"
NAMELESS = (
    "?"  # and the address, for one of whom the broker does not say what it calls itself: no device's id begins so
)


class Broker(Protocol):
    """A broker whose door we keep: the stack's own, or the one in a container beside us."""

    @property
    def database_url(self) -> str:
        """PostgreSQL, which knows the devices."""

    @property
    def mqtt_url(self) -> str:
        """The broker's door for the ingest."""

    @property
    def broker_is_ours(self) -> bool:
        """Whether we keep its door at all: the user's own broker has a keeper of its own."""

    def let_in(self, devices: dict[str, str]) -> None:
        """Let exactly these devices (id to hash of the secret) in."""


class Doorkeeper:
    """Looks at the devices and at the backlog; when either asks for it, tells the broker whom to let in.

    The broker drops nothing (no limit on its queue), so we must have one: past `max_backlog` messages the door for
    devices is shut, and a device that cannot connect keeps its fixes to send them later. A dropped message, which its
    sender takes for kept, would be worse.
    """

    def __init__(self, broker: Broker, *, max_backlog: int, unknown_max: int, say: Callable[[str], None]) -> None:
        self._broker = broker
        self._max_backlog = max_backlog
        self._unknown_max = unknown_max
        self._say = say
        self._connection: psycopg.Connection[tuple[str, str]] | None = None
        self._backlog: Backlog | None = None
        self._refused: RefusedLogins | None = None
        self._told: dict[str, str] | None = None
        self._shut = False
        self._said_unlisted = False

    def look(self) -> bool:
        """Compare once; returns whether the broker was told. A database that is away changes nothing."""
        if not self._broker.broker_is_ours:
            return False
        self._mind_the_backlog()
        try:
            wanted = {} if self._shut else self._devices()
        except psycopg.Error:
            self._leave_database()
            return False
        self._list_strangers()
        if wanted == self._told:
            return False
        self._broker.let_in(wanted)
        self._told = wanted
        return True

    def wait(self, timeout_s: float) -> None:
        """Wait until a device changed (the database says so at the commit), at most `timeout_s`."""
        if self._connection is None:
            time.sleep(timeout_s)
            return
        try:
            for _ in self._connection.notifies(timeout=timeout_s, stop_after=1):
                pass
        except psycopg.Error:
            self._leave_database()

    def close(self) -> None:
        """Leave the database and the broker."""
        self._leave_database()
        if self._backlog is not None:
            self._backlog.close()
            self._backlog = None
        if self._refused is not None:
            self._refused.close()
            self._refused = None

    def _list_strangers(self) -> None:
        """Those who were refused, but not by a door that is shut to all. What cannot be written now is forgotten."""
        if self._refused is None:
            self._refused = RefusedLogins(self._broker.mqtt_url)
            self._refused.open()
        knocks = knocks_of(self._refused.take(), self._told or {})
        if self._shut or not knocks or self._connection is None:
            return
        try:
            self._connection.execute(UPSERT, columns(knocks))
            self._connection.execute(TRIM, (self._unknown_max,))
            self._said_unlisted = False
        except psycopg.Error as error:
            if not self._said_unlisted:
                self._say(f"refused logins cannot be listed: {error}")
            self._said_unlisted = True

    def _mind_the_backlog(self) -> None:
        if self._backlog is None:
            self._backlog = Backlog(self._broker.mqtt_url)
            self._backlog.open()
        waiting = self._backlog.messages
        if not self._shut and waiting > self._max_backlog:
            self._shut = True
            self._say(f"{waiting} messages wait for the ingest: the broker's door for devices is shut")
        elif self._shut and waiting < self._max_backlog * REOPEN_SHARE:
            self._shut = False
            self._say(f"{waiting} messages wait for the ingest: the broker's door for devices is open again")

    def _devices(self) -> dict[str, str]:
        if self._connection is None:
            self._connection = psycopg.connect(self._broker.database_url, autocommit=True, connect_timeout=2)
            self._connection.execute("LISTEN device")
        return dict(self._connection.execute(DEVICES).fetchall())

    def _leave_database(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def knocks_of(refused: list[Refused], known: Container[str]) -> list[Knock]:
    """Refused logins by device, or by address where the broker does not say which device."""
    knocks: dict[str, Knock] = {}
    for each in refused:
        device = each.device or f"{NAMELESS}{each.address}"
        knock = knocks.get(device)
        if knock is None:
            why = "unnamed" if each.device is None else "wrong_secret" if device in known else "unknown"
            knocks[device] = Knock(DOOR, device, each.address, {"why": why}, each.at_s, each.at_s)
        else:
            knock.address, knock.last_s, knock.times = each.address or knock.address, each.at_s, knock.times + 1
    return list(knocks.values())
