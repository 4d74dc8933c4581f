"""Keeps the broker's door: who is known is let in, nobody while too much waits behind it; who is refused is listed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core import clock
from schoolbus.door.limits import Limits, Waiting
from schoolbus.door.register import Reading, Register
from schoolbus.door.strangers import knocks_of
from schoolbus.stack import mqtt_probe
from schoolbus.stack.backlog import Backlog
from schoolbus.stack.refused_logins import RefusedLogins

if TYPE_CHECKING:  # the supervisor, which imports us, must not load it before it knows where processes count together
    from core.metrics import BrokerGauges


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

    @property
    def broker_disk(self) -> Path:
        """A folder on the disk where the broker keeps what waits."""

    @property
    def broker_life(self) -> int | None:
        """Another number after each start of the broker, where that is known."""

    def let_in(self, devices: dict[str, str]) -> None:
        """Let exactly these devices (id to hash of the secret) in. Raises OSError."""


class Doorkeeper:
    """Looks at the devices and at what waits; when either asks for it, tells the broker whom to let in.

    The broker drops nothing (no limit on its queue), so we must have one: past any of `limits` the door for devices is
    shut, and a device that cannot connect keeps its fixes to send them later. A dropped message, which its sender takes
    for kept, would be worse.
    """

    def __init__(
        self,
        broker: Broker,
        limits: Limits,
        *,
        unknown_max: int,
        say: Callable[[str], None],
        gauges: "BrokerGauges",
    ) -> None:
        self._broker = broker
        self._limits = limits
        self._say = say
        self._gauges = gauges
        self._register = Register(broker.database_url, unknown_max=unknown_max, say=say)
        self._backlog = Backlog(broker.mqtt_url)
        self._refused = RefusedLogins(broker.mqtt_url)
        self._open = False
        self._told: dict[str, str] | None = None
        self._touched: int | None = None
        self._shut = False
        self._taken_up_to_s = clock.epoch()  # what was sent before we looked first, nobody waited with
        self._said_stuck = False

    def look(self) -> bool:
        """Compare once; returns whether the broker was told. While the database is away, those known last are let in."""
        if not self._broker.broker_is_ours:
            return False
        if not self._open:
            self._open = True
            self._backlog.open()
            self._refused.open()
            self._register.open()
        read = self._register.last
        if read is not None and read.taken_up_to_s is not None:
            self._taken_up_to_s = max(self._taken_up_to_s, read.taken_up_to_s)
        self._mind_what_waits()
        self._list_strangers(read)
        if self._shut:
            return self._tell({})
        return self._tell(None if read is None else read.devices)

    def wait(self, timeout_s: float) -> None:
        """Wait until the devices were read again, at most `timeout_s`."""
        if self._open:
            self._register.wait(timeout_s)
        else:
            time.sleep(timeout_s)

    def close(self) -> None:
        """Leave the database and the broker."""
        if self._open:
            self._register.close()
            self._backlog.close()
            self._refused.close()

    def _tell(self, wanted: dict[str, str] | None) -> bool:
        if wanted is None or wanted == self._told:
            return False
        life = self._broker.broker_life or self._backlog.connections
        if life != self._touched:  # the broker may be another than last time: the ingest's session must bear a reload
            if not mqtt_probe.touch_session(self._broker.mqtt_url):
                return False
            self._touched = life
        try:
            self._broker.let_in(wanted)
        except OSError as error:
            if not self._said_stuck:
                self._say(f"the broker cannot be told whom to let in ({error.strerror}); tried again until it can")
            self._said_stuck = True
            return False
        self._told, self._said_stuck = wanted, False
        return True

    def _list_strangers(self, read: Reading | None) -> None:
        """Those who were refused, but not by a door that is shut to all, or to them for a time."""
        refused = self._refused.take()
        if read is not None and not self._shut:
            ours = [each for each in refused if each.device not in read.throttled]
            self._register.list_strangers(knocks_of(ours, self._told or {}))

    def _mind_what_waits(self) -> None:
        backlog, gauges = self._backlog, self._gauges
        age_s = clock.epoch() - self._taken_up_to_s
        waiting = Waiting.now(backlog.messages, backlog.bytes, age_s, self._broker.broker_disk)
        if self._shut:
            self._shut = not waiting.is_well_below(self._limits)
            if not self._shut:
                self._say(f"{waiting}: the broker's door for devices is open again")
        elif why := waiting.past(self._limits):
            self._shut = True
            self._say(f"{why}: the broker's door for devices is shut")
        gauges.messages.set(waiting.messages)
        gauges.bytes.set(waiting.bytes)
        gauges.age_s.set(waiting.age_s)
        gauges.clients.set(backlog.clients)
        gauges.door_open.set(not self._shut)
