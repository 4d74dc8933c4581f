"""A ceiling: the bare aiomqtt subscriber. QoS 1, automatic acknowledgement, counting only."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiomqtt
import uvloop
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from bench.load.shared import COUNTED, Shared
from core.settings import Settings


async def count(url: str, shared: Shared, in_flight: int) -> None:
    """Take the ingest's own session over, so that the broker does the same work, and count for ever."""
    parts = urlsplit(url)
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = 0xFFFF_FFFF
    properties.ReceiveMaximum = in_flight
    async with aiomqtt.Client(
        parts.hostname or "",
        parts.port or 1883,
        username=parts.username,
        password=parts.password,
        identifier=parts.username,
        protocol=aiomqtt.ProtocolVersion.V5,
        clean_start=False,
        properties=properties,
    ) as client:
        await client.subscribe("bus/+/nmea", qos=1)
        counted = 0
        async for _ in client.messages:
            counted += 1
            if counted % 100 == 0:
                shared.put(COUNTED, counted)


if __name__ == "__main__":
    uvloop.run(count(sys.argv[1], Shared(Path(sys.argv[2])), Settings().ingest_queue_size))
