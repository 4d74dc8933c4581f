"""Who the broker did not let in: read from what it says in its log, which it publishes on a topic of its own.

What it says depends on its version. Up to 2.0.11 (Debian 12) a refused client has no name in it, and its address stands in
the line of its connection only; from 2.0.15 on its client id is said, and from 2.1 on its address in the same line. The user
name is never said. Devices mostly use their id as their client id.
"""

import re
from collections import deque
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from core import clock

TOPIC = "$SYS/broker/log/N"
HELD_MAX = 1000
CONNECTING_S = 5.0  # a client says who it is at once; later its connection explains no refusal any more
_LINE = re.compile(r"(?:\d[\dT:+-]*: )?(.*)")
_CAME = re.compile(r"New connection from (.+):(\d+) on port \d+\.")
_IN = re.compile(r"New client connected from (.+?):(\d+) as .*")
_REFUSED = re.compile(r"Client (.*?)(?: \[(.+):\d+\])? disconnected[,:] not authorised\.")
_ID = re.compile(r"[A-Za-z0-9_-]{4,32}")


@dataclass(frozen=True, slots=True)
class Refused:
    """A login that the broker refused, as far as it says: None is what it did not say."""

    device: str | None
    address: str | None
    at_s: float


class Log:
    """Makes refused logins of log lines. Bounded; for one thread that hears and one that takes."""

    def __init__(self) -> None:
        self._coming: deque[tuple[float, str, str]] = deque(maxlen=HELD_MAX)  # since when, address, port
        self._refused: deque[Refused] = deque(maxlen=HELD_MAX)

    def hear(self, line: str, at_s: float) -> None:
        """One line of the log."""
        found = _LINE.fullmatch(line)
        text = found[1] if found else ""
        if came := _CAME.fullmatch(text):
            self._coming.append((at_s, came[1], came[2]))
        elif got_in := _IN.fullmatch(text):
            self._coming = deque((each for each in self._coming if each[1:] != (got_in[1], got_in[2])), maxlen=HELD_MAX)
        elif refused := _REFUSED.fullmatch(text):
            device = refused[1] if _ID.fullmatch(refused[1]) else None
            address = refused[2] or self._whose(at_s)
            if device or address:
                self._refused.append(Refused(device, address, at_s))

    def take(self) -> list[Refused]:
        """The refused logins since the last time."""
        taken = []
        while self._refused:
            taken.append(self._refused.popleft())
        return taken

    def _whose(self, at_s: float) -> str | None:
        """The address of the client that was refused, where only one can be meant."""
        while self._coming and self._coming[0][0] < at_s - CONNECTING_S:
            self._coming.popleft()
        addresses = {address for _, address, _ in self._coming}
        if self._coming:
            self._coming.popleft()
        return addresses.pop() if len(addresses) == 1 else None


class RefusedLogins:
    """Listens to the broker's log, over any number of its restarts."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._log = Log()
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv311)
        self._client.username_pw_set(self._url.username, self._url.password)
        self._client.on_connect = lambda client, *_: client.subscribe(TOPIC)
        self._client.on_message = self._on_message
        self._client.reconnect_delay_set(1, 5)

    def open(self) -> None:
        """Begin to listen, in a thread of paho's."""
        self._client.connect_async(self._url.hostname or "", self._url.port or 1883)
        self._client.loop_start()

    def close(self) -> None:
        """Stop listening."""
        self._client.disconnect()
        self._client.loop_stop()

    def take(self) -> list[Refused]:
        """The refused logins since the last time."""
        return self._log.take()

    def _on_message(self, client: Any, userdata: Any, message: paho.MQTTMessage) -> None:
        self._log.hear(bytes(message.payload).decode(errors="replace"), clock.epoch())
