"""A tracker with a stock MQTT 3.1.1 client, as most have: it forgets a fix once its broker has said PUBACK."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from core import clock
from faults.senders.wire import rmc
from faults.town import SECRET, Bus, Fix


@dataclass(slots=True)
class Stock:
    """The client keeps, repeats and reconnects by itself. `acknowledged`: when which fix was (seconds since 1970)."""

    bus: Bus
    host: str
    port: int
    made: list[Fix] = field(default_factory=list)
    acknowledged: dict[int, float] = field(default_factory=dict)
    sendings: int = 0
    _client: paho.Client | None = None
    _waiting: dict[int, int] = field(default_factory=dict)  # message id -> number of the fix
    _heard: deque[tuple[int, float]] = field(default_factory=deque)  # from the client's thread: message id, when

    def open(self) -> None:
        """Connect, in a thread of the client's own."""
        client = paho.Client(CallbackAPIVersion.VERSION2, client_id=self.bus.device, protocol=paho.MQTTv311)
        client.username_pw_set(self.bus.device, SECRET)
        client.max_queued_messages_set(0)
        client.reconnect_delay_set(1, 2)
        client.on_publish = self._published
        client.connect_async(self.host, self.port)
        client.loop_start()
        self._client = client

    def make_until(self, now_s: float) -> None:
        """Make the fixes that are due, hand them to the client, and note what it was told."""
        assert self._client is not None
        while self.bus.due_s(len(self.made)) <= now_s:
            number = len(self.made)
            self.made.append(self.bus.fix(number))
            info = self._client.publish(f"bus/{self.bus.device}/nmea", rmc(self.made[number]), qos=1)
            self._waiting[info.mid] = number
            self.sendings += 1
        while self._heard:
            mid, at_s = self._heard.popleft()
            number = self._waiting.pop(mid, -1)
            if number >= 0:
                self.acknowledged[number] = at_s

    @property
    def empty(self) -> bool:
        """Whether all is acknowledged."""
        return not self._waiting

    def close(self) -> None:
        """Leave."""
        if self._client is not None:
            self._client.disconnect()
            self._client.loop_stop()

    def _published(self, client: Any, userdata: Any, mid: int, reason: Any, properties: Any) -> None:
        self._heard.append((mid, clock.epoch()))
