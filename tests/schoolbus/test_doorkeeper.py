"""The broker lets in the devices that the database knows, and none while too many messages wait."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiomqtt
import psycopg
import pytest
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from core.metrics import Metrics, make_metrics
from fleet.secrets import broker_hash
from schoolbus.door.keeper import Doorkeeper
from schoolbus.door.limits import Limits
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.schoolbus.test_stack_servers import is_let_in
from tests.small_disk import open_folder, small_disk

PATIENCE_S = 60.0


NO_LIMITS = Limits(messages=1_000_000, bytes=1 << 40, age_s=1e9, free_bytes=0)


@dataclass
class Kept:
    """The suite's broker, its door kept by the devices of this test's database."""

    stack: Stack
    database_url: str
    broker_disk: Path
    broker_is_ours: bool = True

    @property
    def broker_life(self) -> int | None:
        return self.stack.broker_life

    @property
    def mqtt_url(self) -> str:
        return self.stack.mqtt_url

    def let_in(self, devices: dict[str, str]) -> None:
        self.stack.let_in(devices)

    def run(self, statement: str, *values: Any) -> None:
        """One statement in the database, committed."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(statement.encode(), values)

    def add(self, device: str, secret: str) -> None:
        """Register a device."""
        values = (device, broker_hash(secret))
        self.run("INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', %s)", *values)


@pytest.fixture
def kept(stack: Stack, mqtt: Broker, database_url: str) -> Kept:
    return Kept(stack, database_url, stack.places.servers)


@dataclass
class Keeper:
    """A doorkeeper that is closed at the end; `said` is what it said."""

    kept: Kept
    said: list[str] = field(default_factory=list)
    metrics: Metrics = field(default_factory=make_metrics)
    doors: list[Doorkeeper] = field(default_factory=list)

    def door(self, **limits: Any) -> Doorkeeper:
        made = Doorkeeper(
            self.kept,
            replace(NO_LIMITS, **limits),
            unknown_max=100,
            say=self.said.append,
            gauges=self.metrics.broker,
        )
        self.doors.append(made)
        return made

    def shown(self, name: str) -> float:
        """A gauge as `/metrics` shows it."""
        value = self.metrics.registry.get_sample_value(f"schoolbus_broker_{name}")
        assert value is not None
        return value


@pytest.fixture
def keeper(kept: Kept) -> Iterator[Keeper]:
    made = Keeper(kept)
    yield made
    for door in made.doors:
        door.close()


def eventually(door: Doorkeeper, happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        door.look()
        if happened():
            return True
    return False


def test_a_device_registered_while_all_runs_can_log_in_and_a_disabled_one_no_longer(
    kept: Kept, keeper: Keeper, mqtt: Broker
) -> None:
    kept.add("bus-0001", "first")
    door = keeper.door()
    assert door.look()
    assert not door.look()  # nothing changed: the broker is left in peace
    kept.add("bus-0002", "second")
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0002", "second"))
    kept.run("UPDATE device SET disabled = true WHERE id = 'bus-0001'")
    assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "first"))
    assert is_let_in(mqtt.device_url, "bus-0002", "second")


def test_a_device_that_floods_is_shut_out_for_its_time_and_no_other_is(
    kept: Kept, keeper: Keeper, mqtt: Broker
) -> None:
    """Its own buffer fills meanwhile; it need not be let in again by anybody."""
    kept.add("bus-0001", "first")
    kept.add("bus-0002", "second")
    door = keeper.door()
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "first"))
    kept.run("UPDATE device SET throttled_until = now() + interval '5 seconds' WHERE id = 'bus-0001'")
    assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "first"))
    assert is_let_in(mqtt.device_url, "bus-0002", "second")
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "first"))
    with psycopg.connect(kept.database_url) as connection:  # it is refused, and no stranger for it
        assert connection.execute("SELECT device FROM unknown_device WHERE device = 'bus-0001'").fetchall() == []


@dataclass
class Sender:
    """A device that sends at QoS 1 until it is thrown out."""

    mqtt: Broker
    thrown_out: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.client = paho.Client(CallbackAPIVersion.VERSION2)
        self.client.username_pw_set("bus-0001", "right")
        self.client.on_disconnect = lambda *_: self.thrown_out.set()
        door_of_devices = urlsplit(self.mqtt.device_url)
        self.client.connect(door_of_devices.hostname or "", door_of_devices.port or 0)
        self.client.loop_start()

    def send(self, *payloads: bytes) -> None:
        for payload in payloads:
            self.client.publish("bus/bus-0001/nmea", payload, qos=1)

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


async def take(mqtt: Broker, most: int) -> None:
    """What the ingest does when it is back: take so many messages."""
    parts = urlsplit(mqtt.url)
    async with aiomqtt.Client(
        "127.0.0.1", parts.port or 0, identifier=parts.username, username=parts.username, password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5, clean_start=False,
    ) as ingest:  # fmt: skip
        received = 0
        async for _ in ingest.messages:
            received += 1
            if received >= most:
                break


@pytest.mark.parametrize(
    ("limits", "payloads", "why"),
    [
        ({"messages": 1000}, [b"%d" % number for number in range(1500)], "1"),
        ({"bytes": 4 * 1024 * 1024}, [bytes(60_000)] * 100, "MiB wait"),
    ],
)
async def test_too_much_that_waits_shuts_the_door_and_an_emptied_queue_opens_it(
    kept: Kept, keeper: Keeper, mqtt: Broker, limits: dict[str, float], payloads: list[bytes], why: str
) -> None:
    """Many messages, or few that are long: what was acknowledged is kept, and who is shut out keeps the rest himself."""
    kept.add("bus-0001", "right")
    door = keeper.door(**limits)
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
    device = Sender(mqtt)
    device.send(*payloads)
    assert eventually(door, lambda: device.thrown_out.wait(0.1))
    device.leave()
    assert not is_let_in(mqtt.device_url, "bus-0001", "right")
    assert "door for devices is shut" in keeper.said[-1]
    assert why in keeper.said[-1]
    assert keeper.shown("door_open") == 0
    assert keeper.shown("messages") >= len(payloads) or keeper.shown("bytes") > 4 * 1024 * 1024

    await take(mqtt, len(payloads))
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
    assert "open again" in keeper.said[-1]
    assert keeper.shown("door_open") == 1


def test_an_ingest_that_takes_nothing_for_long_shuts_the_door_and_one_that_has_taken_all_opens_it(
    kept: Kept, keeper: Keeper, mqtt: Broker
) -> None:
    """By the age of what waits: from the moment up to which everything is in the database, and never from before we looked."""
    kept.add("bus-0001", "right")
    kept.run(
        "INSERT INTO share (share, batch, committed_at, watermark) VALUES (0, 1, now(), now() - interval '2 days')"
    )
    door = keeper.door(age_s=4.0)
    assert door.look()
    assert is_let_in(mqtt.device_url, "bus-0001", "right")
    assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "right"))
    assert "has not taken all that was sent" in keeper.said[-1]
    kept.run("UPDATE share SET watermark = now()")
    assert eventually(door, lambda: "open again" in keeper.said[-1])
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))


def test_a_broker_whose_disk_is_full_lets_no_device_in_until_there_is_room(
    stack: Stack, keeper: Keeper, mqtt: Broker
) -> None:
    """What it acknowledged it could not save."""
    kept = keeper.kept
    kept.add("bus-0001", "right")
    with open_folder() as folder, small_disk(folder / "broker", "8m") as disk:
        kept.broker_disk = disk.folder
        door = keeper.door(free_bytes=2 * 1024 * 1024)
        assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
        disk.fill()
        assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "right"))
        assert "are free on the broker's disk" in keeper.said[-1]
        disk.empty()
        assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))


def test_a_database_that_hangs_holds_up_nobody_at_the_door(kept: Kept, keeper: Keeper, mqtt: Broker) -> None:
    """Those known last stay, and what waits is minded all the same: that is when it counts."""
    kept.add("bus-0001", "right")
    door = keeper.door(age_s=4.0)
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
    with psycopg.connect(kept.database_url) as other:
        other.execute("LOCK TABLE device, share")  # whoever reads them now waits
        assert eventually(door, lambda: not is_let_in(mqtt.device_url, "bus-0001", "right"))
    kept.run("INSERT INTO share (share, batch, committed_at, watermark) VALUES (0, 1, now(), now())")
    assert eventually(door, lambda: is_let_in(mqtt.device_url, "bus-0001", "right"))
