"""What the private servers promise: durable, closed to strangers, and keeping what the ingest has not fetched."""

from queue import Queue
from urllib.parse import urlsplit

import aiomqtt
import psycopg
import pytest
import redis
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

from schoolbus.stack import mqtt_probe
from schoolbus.stack.stack import Stack
from tests.conftest import Broker, own_database


def client(url: str, user: str, secret: str) -> aiomqtt.Client:
    """A device at the broker's door."""
    parts = urlsplit(url)
    return aiomqtt.Client(parts.hostname or "", parts.port or 0, username=user, password=secret, timeout=5)


def test_the_cluster_keeps_every_durability_setting_on_and_knows_postgis(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute("SELECT current_setting(%s)", (setting,)).fetchone() == ("on",)
        row = connection.execute("SELECT ST_SRID('SRID=4326;POINT(119.1 34.7)'::geometry), pg_encoding_to_char(6)")
        assert row.fetchone() == (4326, "UTF8")


def test_a_database_of_one_test_is_gone_for_the_next(stack: Stack) -> None:
    found = "SELECT count(*) FROM pg_database WHERE datname = %s"
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        with own_database(stack, "template1") as url:
            name = urlsplit(url).path.lstrip("/")
            assert connection.execute(found, (name,)).fetchone() == (1,)
        assert connection.execute(found, (name,)).fetchone() == (0,)


def test_no_server_lets_a_stranger_in(stack: Stack) -> None:
    database = urlsplit(stack.database_url)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://schoolbus:wrong@127.0.0.1:{database.port}/schoolbus").close()
    cache = redis.Redis(host="127.0.0.1", port=urlsplit(stack.redis_url).port or 0)
    with pytest.raises(redis.AuthenticationError):
        cache.ping()
    cache.close()


def is_let_in(url: str, user: str, secret: str) -> bool:
    """Whether the broker's door at `url` opens to this user."""
    return mqtt_probe.may_connect(url.replace("://", f"://{user}:{secret}@"))


def test_a_device_is_let_in_with_its_secret_and_refused_without(mqtt: Broker) -> None:
    mqtt.let_in({"bus-0001": "right"})
    assert is_let_in(mqtt.device_url, "bus-0001", "right")
    assert not is_let_in(mqtt.device_url, "bus-0001", "wrong")
    assert not is_let_in(mqtt.device_url, "bus-0002", "right")
    assert not mqtt_probe.may_connect(mqtt.device_url)  # without a name


async def test_what_a_device_sends_while_the_ingest_is_away_waits_for_it_also_past_a_thousand(mqtt: Broker) -> None:
    mqtt.let_in({"bus-0001": "right"})
    async with client(mqtt.device_url, "bus-0001", "right") as device:
        for number in range(1500):
            await device.publish("bus/bus-0001/nmea", f"{number}", qos=1)
    received = []
    parts = urlsplit(mqtt.url)
    session = aiomqtt.Client(
        "127.0.0.1", parts.port or 0, identifier=parts.username, username=parts.username, password=parts.password,
        protocol=aiomqtt.ProtocolVersion.V5, clean_start=False,
    )  # fmt: skip
    async with session:
        async for message in session.messages:
            received.append(message.payload)
            if len(received) == 1500:
                break
    assert received == [b"%d" % number for number in range(1500)]


def test_a_device_cannot_speak_in_the_name_of_another(mqtt: Broker) -> None:
    mqtt.let_in({"bus-0001": "right", "bus-0002": "other"})
    answers: Queue[str] = Queue()
    device = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
    device.username_pw_set("bus-0001", "right")
    device.on_publish = lambda client, data, mid, reason, properties: answers.put(str(reason))
    door = urlsplit(mqtt.device_url)
    device.connect(door.hostname or "", door.port or 0)
    device.loop_start()
    for topic in ("bus/bus-0001/nmea", "bus/bus-0002/nmea", "bus/bus-0001/stored", "ingest/mark"):
        device.publish(topic, "x", qos=1)
    told = [answers.get(timeout=30) for _ in range(4)]
    device.disconnect()
    device.loop_stop()
    assert told == ["Success", "Not authorized", "Not authorized", "Not authorized"]
