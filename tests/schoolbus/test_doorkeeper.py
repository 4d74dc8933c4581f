"""The broker lets in the devices that the database knows, and none while too many messages wait."""

import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import aiomqtt
import psycopg
import pytest
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from fleet.secrets import broker_hash
from schoolbus.doorkeeper import Doorkeeper
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.schoolbus.test_stack_servers import is_let_in

PATIENCE_S = 60.0


class Registered:
    """A table of devices like the program's, in the stack's own database."""

    def __init__(self, stack: Stack) -> None:
        self.url = stack.database_url
        self._run("CREATE TABLE device (id text PRIMARY KEY, secret_hash text, disabled boolean DEFAULT false)")

    def add(self, device: str, secret: str) -> None:
        self._run("INSERT INTO device (id, secret_hash) VALUES (%s, %s)", device, broker_hash(secret))

    def disable(self, device: str) -> None:
        self._run("UPDATE device SET disabled = true WHERE id = %s", device)

    def forget(self) -> None:
        self._run("DROP TABLE device")

    def _run(self, statement: str, *values: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode(), values)


@pytest.fixture
def registered(stack: Stack) -> Iterator[Registered]:
    made = Registered(stack)
    yield made
    made.forget()


def eventually(door: Doorkeeper, happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        door.look()
        if happened():
            return True
    return False


def test_a_device_registered_while_all_runs_can_log_in_and_a_disabled_one_no_longer(
    stack: Stack, mqtt: Broker, registered: Registered
) -> None:
    door = Doorkeeper(stack, max_backlog=1_000_000, unknown_max=100, say=print)
    registered.add("bus-0001", "first")
    assert door.look()
    assert not door.look()  # nothing changed: the broker is left in peace
    registered.add("bus-0002", "second")
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0002", "second"))
    registered.disable("bus-0001")
    assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "first"))
    assert is_let_in(mqtt.device_url, "bus-0002", "second")
    door.close()


async def test_too_many_waiting_messages_shut_the_door_and_an_emptied_queue_opens_it(
    stack: Stack, mqtt: Broker, registered: Registered
) -> None:
    said: list[str] = []
    door = Doorkeeper(stack, max_backlog=1000, unknown_max=100, say=said.append)
    registered.add("bus-0001", "right")
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))

    thrown_out = threading.Event()
    device = paho.Client(CallbackAPIVersion.VERSION2)
    device.username_pw_set("bus-0001", "right")
    device.on_disconnect = lambda *_: thrown_out.set()
    door_of_devices = urlsplit(mqtt.device_url)
    device.connect(door_of_devices.hostname or "", door_of_devices.port or 0)
    device.loop_start()
    for number in range(1500):
        device.publish("bus/bus-0001/nmea", f"{number}", qos=1)

    assert eventually(door, lambda: thrown_out.wait(0.1))
    device.disconnect()
    device.loop_stop()
    assert not is_let_in(mqtt.device_url, "bus-0001", "right")
    assert any("door for devices is shut" in each for each in said)

    parts = urlsplit(mqtt.url)
    async with aiomqtt.Client(
        "127.0.0.1", parts.port or 0, identifier=parts.username, username=parts.username, password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5, clean_start=False,
    ) as ingest:  # fmt: skip
        received = 0
        async for _ in ingest.messages:
            received += 1
            if received >= 1500:
                break
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
    assert any("open again" in each for each in said)
    door.close()
