"""What a killed broker keeps: the ingest's session, what it had saved, and its promise for what comes after."""

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import aiomqtt
import pytest

from core import clock
from core.metrics import make_metrics
from schoolbus.door.keeper import Doorkeeper
from schoolbus.stack import mqtt_probe
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.schoolbus.test_doorkeeper import NO_LIMITS, Kept
from tests.schoolbus.test_stack_life import eventually
from tests.schoolbus.test_stack_servers import client, is_let_in

pytestmark = pytest.mark.slow


async def test_after_kill_9_of_the_broker_the_absent_ingest_still_gets_what_was_saved_and_all_that_came_after(
    stack: Stack, mqtt: Broker
) -> None:
    mqtt.let_in({"bus-0001": "right"})
    async with client(mqtt.device_url, "bus-0001", "right") as device:
        for number in range(50):
            await device.publish("bus/bus-0001/nmea", f"before {number}", qos=1)
    saved = stack.places.of("mosquitto") / "mosquitto.db"
    sent = clock.epoch()
    assert eventually(lambda: saved_after(saved, sent))

    stack.child("mosquitto").signal(signal.SIGKILL)
    assert eventually(lambda: mqtt_probe.may_connect(stack.mqtt_url), stack.tend)
    async with client(mqtt.device_url, "bus-0001", "right") as device:
        for number in range(50):
            await device.publish("bus/bus-0001/nmea", f"after {number}", qos=1)

    parts = urlsplit(mqtt.url)
    async with aiomqtt.Client(
        "127.0.0.1", parts.port or 0, identifier=parts.username, username=parts.username, password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5, clean_start=False,
    ) as ingest:  # fmt: skip
        received = []
        async for message in ingest.messages:
            received.append(str(message.payload, "ascii") if isinstance(message.payload, bytes) else "")
            if len(received) == 100:
                break
    assert received == [f"{when} {number}" for when in ("before", "after") for number in range(50)]


async def test_credentials_read_anew_after_the_broker_came_back_cost_the_absent_ingest_nothing(
    stack: Stack, mqtt: Broker, database_url: str
) -> None:
    """Its session is from the broker's file then, and a reload would have all that comes afterwards dropped, acknowledged."""
    kept = Kept(stack, database_url, stack.places.servers)
    kept.add("bus-0001", "right")
    door = Doorkeeper(kept, NO_LIMITS, unknown_max=100, say=print, gauges=make_metrics().broker)
    assert eventually(lambda: is_let_in(mqtt.device_url, "bus-0001", "right"), door.look)
    async with client(mqtt.device_url, "bus-0001", "right") as device:
        await device.publish("bus/bus-0001/nmea", "before", qos=1)
    sent = clock.epoch()
    assert eventually(lambda: saved_after(stack.places.of("mosquitto") / "mosquitto.db", sent))

    stack.child("mosquitto").signal(signal.SIGKILL)
    assert eventually(lambda: mqtt_probe.may_connect(stack.mqtt_url), stack.tend)
    kept.add("bus-0002", "other")
    assert eventually(lambda: is_let_in(mqtt.device_url, "bus-0002", "other"), door.look)
    door.close()
    async with client(mqtt.device_url, "bus-0001", "right") as device:
        for number in range(20):
            await device.publish("bus/bus-0001/nmea", f"after {number}", qos=1)

    parts = urlsplit(mqtt.url)
    async with aiomqtt.Client(
        "127.0.0.1", parts.port or 0, identifier=parts.username, username=parts.username, password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5, clean_start=False,
    ) as ingest:  # fmt: skip
        received = []
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                async for message in ingest.messages:
                    received.append(str(message.payload, "ascii") if isinstance(message.payload, bytes) else "")
                    if len(received) == 21:
                        break
    assert received == ["before", *(f"after {number}" for number in range(20))]


def saved_after(file: Path, moment_s: float) -> bool:
    """Whether the broker has written its memory since."""
    return file.exists() and file.stat().st_mtime > moment_s
