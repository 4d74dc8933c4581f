"""A tracker over MQTT 5 that trusts nobody but us: it waits for the message on its Response Topic."""

from dataclasses import dataclass

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from faults.senders.outbox import Outbox
from faults.senders.sending import until_one_ends
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
        """One connection. Raises aiomqtt.MqttError or TimeoutError when it ends."""
        device = outbox.bus.device
        async with aiomqtt.Client(
            self.host, self.port, identifier=device, username=device, password=SECRET,
            protocol=aiomqtt.ProtocolVersion.V5, clean_start=True, timeout=PATIENCE_S,
        ) as client:  # fmt: skip
            await client.subscribe(f"bus/{device}/stored", qos=1)
            await until_one_ends(_listen(client, outbox), _speak(client, outbox))


async def _listen(client: aiomqtt.Client, outbox: Outbox) -> None:
    async for message in client.messages:
        correlation = getattr(message.properties, "CorrelationData", None)
        if message.payload == b"stored" and correlation is not None:
            outbox.acknowledge(int(correlation))


async def _speak(client: aiomqtt.Client, outbox: Outbox) -> None:
    device = outbox.bus.device
    while True:
        await outbox.news()
        for number in outbox.take(UNANSWERED_MOST):
            properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
            properties.ResponseTopic = f"bus/{device}/stored"
            properties.CorrelationData = b"%d" % number
            await client.publish(f"bus/{device}/nmea", rmc(outbox.made[number]), qos=1, properties=properties)
