"""OwnTracks through the broker, as its apps speak: own topics only, retained places, a last will, an answer where asked."""

import json
import time
import urllib.request
from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any

import pytest
from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from schoolbus.stack.ports import any_free
from tests.conftest import Broker
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, MqttDevice, rmc, until

START = 1_795_505_400  # 2026-11-24T07:30:00Z


def location(number: int, **fields: Any) -> str:
    """A place, so many seconds after START."""
    return json.dumps(
        {"_type": "location", "lat": 34.72, "lon": 119.38, "tst": START + number, "vel": 36, "t": "u"} | fields
    )


class App:
    """The app of one user, on one telephone. It publishes with QoS 1, retained, and leaves a last will."""

    def __init__(self, broker: Broker, user: str) -> None:
        host, _, port = broker.device_url.removeprefix("mqtt://").partition(":")
        self.answers: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
        self._topic = f"owntracks/{user}/pixel"
        self._answered: set[int] = set()
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=f"{user} pixel", protocol=paho.MQTTv5)
        self.client.username_pw_set(user, SECRET)
        self.client.will_set(self._topic, json.dumps({"_type": "lwt", "tst": START}), qos=1)
        self.client.on_message = lambda client, userdata, message: self.answers.put(
            (message.topic, bytes(message.payload))
        )
        self.client.on_publish = lambda client, userdata, mid, reason, properties: self._answered.add(mid)
        self.client.connect(host, int(port))
        self.client.loop_start()
        until(self.client.is_connected, "the broker to let the app in")

    def publish(self, payload: str, topic: str | None = None, properties: Properties | None = None) -> None:
        """Publish and wait for the broker's word, over any number of connections: 2.0.11 cuts off whom it denies a topic."""
        info = self.client.publish(topic or self._topic, payload, qos=1, retain=True, properties=properties)
        until(lambda: info.mid in self._answered, "the broker's word")

    def leave(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture
def app(ingest: Ingest, fleet: Fleet, mqtt: Broker) -> Iterator[App]:
    """The app of a telephone that is on a bus, and an ingest that has not started."""
    fleet.bus("苏G00001", "phone-01")
    fleet.bus("苏G00002", "phone-02")
    made = App(mqtt, "phone-01")
    yield made
    made.publish("")  # take the retained place back: the broker is the whole suite's
    made.leave()


def kept(ingest: Ingest) -> list[tuple[Any, ...]]:
    return ingest.rows(
        "SELECT b.device_no, extract(epoch FROM fix_time)::float8 - %s, speed_mps, flags FROM position p"
        " JOIN binding b ON b.vehicle_id = p.vehicle_id ORDER BY 2",
        START,
    )


def test_places_are_kept_for_the_user_s_bus_and_other_messages_are_neither_kept_nor_parked(
    ingest: Ingest, app: App
) -> None:
    """What was published before the ingest was there waits for it; a last will, regions and cards are no places."""
    app.publish(location(0))
    app.publish(json.dumps({"_type": "lwt", "tst": START}))
    ingest.start()
    until(lambda: ingest.count() == 1, f"the first place\n{ingest.log.read_text()}")
    app.publish(location(1, acc=1500))
    app.publish(
        json.dumps({"_type": "transition", "event": "enter", "tst": START}), topic="owntracks/phone-01/pixel/event"
    )
    app.publish("no json")
    app.publish(location(2))
    until(lambda: ingest.count() == 3, "the others")
    assert kept(ingest) == [(1, 0.0, 10.0, 0), (1, 1.0, 10.0, 16), (1, 2.0, 10.0, 0)]
    assert ingest.rows("SELECT reason, device, door FROM parked") == [("not_json", "phone-01", "mqtt")]


def test_nobody_speaks_for_another(ingest: Ingest, app: App) -> None:
    """The broker refuses a publish to another user's topic; nothing of it arrives, as a place or as something parked."""
    ingest.start()
    app.publish(location(0), topic="owntracks/phone-02/pixel")
    app.publish(location(0), topic="owntracks/phone-01x/pixel")
    app.publish(location(1))
    until(lambda: ingest.count() == 1, f"its own place\n{ingest.log.read_text()}")
    ingest.ready()
    assert [row[:2] for row in kept(ingest)] == [(1, 1.0)]
    assert ingest.parked() == {}


def test_who_asks_is_told_that_the_database_has_it(ingest: Ingest, app: App) -> None:
    """On the topic on which every device is answered, after the commit."""
    app.client.subscribe("bus/phone-01/stored", qos=1)
    asking = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    asking.ResponseTopic, asking.CorrelationData = "bus/phone-01/stored", b"place 1"
    app.publish(location(0), properties=asking)
    time.sleep(0.5)
    assert app.answers.empty(), "the broker has it, the database has not"
    ingest.start()
    assert app.answers.get(timeout=60) == ("bus/phone-01/stored", b"stored")
    assert ingest.count() == 1


def test_a_retained_place_is_not_news_each_time_the_ingest_starts(ingest: Ingest, app: App, mqtt: Broker) -> None:
    """The broker keeps an app's last place; it was taken when it was published, and is not sent again."""
    ingest.start()
    app.publish(location(0))
    until(lambda: ingest.count() == 1, f"the place\n{ingest.log.read_text()}")
    ingest.stop()
    with_nmea = MqttDevice(mqtt, "phone-02")
    with_nmea.send(rmc(START))
    with_nmea.all_acknowledged()
    with_nmea.leave()
    ingest.environment["SCHOOLBUS_INGEST_METRICS_PORT"] = str(any_free())
    ingest.start()
    until(lambda: ingest.count() == 2, "the sentence that came meanwhile")
    ingest.ready()
    assert "schoolbus_ingest_repeated_total 0.0" in metrics(ingest)


def metrics(ingest: Ingest) -> str:
    """What the ingest counts of itself."""
    with urllib.request.urlopen(
        f"http://127.0.0.1:{ingest.environment['SCHOOLBUS_INGEST_METRICS_PORT']}/metrics", timeout=10
    ) as answer:
        return str(answer.read().decode())
