"""A tracker over MQTT 5 that trusts nobody but us: it waits for the message on its Response Topic."""

import asyncio
from dataclasses import dataclass
from typing import Any

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from faults.senders.outbox import Outbox
from faults.senders.wire import rmc
from faults.town import SECRET

UNANSWERED_MOST = 200
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the broker lets devices in."""

    host: str
    port: int

    async def converse(self, outbox: Outbox) -> None:
        """One connection. Raises OSError or TimeoutError when it ends."""
        talk = _Talk(outbox)
        await asyncio.to_thread(talk.client.connect, self.host, self.port)
        talk.client.loop_start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await talk.let_in.wait()
            await talk.speak()
        finally:
            talk.client.disconnect()
            await asyncio.to_thread(talk.client.loop_stop)


class _Talk:
    """A client for one connection: what it has not delivered it forgets, and the outbox says it again, in order."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._device = outbox.bus.device
        self._loop = asyncio.get_running_loop()
        self.let_in, self._gone = asyncio.Event(), asyncio.Event()
        self.client = paho.Client(
            CallbackAPIVersion.VERSION2, client_id=self._device, protocol=paho.MQTTv5, reconnect_on_failure=False
        )
        self.client.username_pw_set(self._device, SECRET)
        self.client.max_inflight_messages_set(UNANSWERED_MOST)
        self.client.on_connect = self._connected
        self.client.on_disconnect = self._disconnected
        self.client.on_message = self._told

    async def speak(self) -> None:
        """Until the connection ends. Raises ConnectionError then."""
        while not self._gone.is_set():
            await self._outbox.news()
            for number in self._outbox.take(UNANSWERED_MOST):
                properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
                properties.ResponseTopic = f"bus/{self._device}/stored"
                properties.CorrelationData = b"%d" % number
                payload = rmc(self._outbox.made[number])
                self.client.publish(f"bus/{self._device}/nmea", payload, qos=1, properties=properties)
        raise ConnectionError("the broker has gone")

    # --- in the client's own thread

    def _connected(self, client: paho.Client, userdata: Any, flags: Any, reason: Any, properties: Any) -> None:
        if not reason.is_failure:
            client.subscribe(f"bus/{self._device}/stored", qos=1)
            self._loop.call_soon_threadsafe(self.let_in.set)

    def _disconnected(self, *_: Any) -> None:
        self._loop.call_soon_threadsafe(self._gone.set)

    def _told(self, client: paho.Client, userdata: Any, message: paho.MQTTMessage) -> None:
        correlation = getattr(message.properties, "CorrelationData", None)
        if message.payload == b"stored" and correlation is not None:
            self._loop.call_soon_threadsafe(self._outbox.acknowledge, int(correlation))
