"""A device that waits for our own word: MQTT 5 with a Response Topic, so that it knows what the database has."""

import time
from typing import Any

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from tests.conftest import Broker
from tests.gps_ingest.conftest import SECRET, until

REPEATED_AFTER_S = 10.0


class AnsweredDevice:
    """Sends payloads at QoS 1; `answered` are the numbers of those that we said are stored. It reconnects by itself."""

    def __init__(self, broker: Broker, device: str, session_s: int = 3600) -> None:
        host, _, port = broker.device_url.removeprefix("mqtt://").partition(":")
        self.answered: set[int] = set()
        self.sent = 0
        self._heard, self._heard_at = 0, 0.0
        self._payloads: list[bytes] = []
        self._topic, self._answers = f"bus/{device}/nmea", f"bus/{device}/stored"
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=device, protocol=paho.MQTTv5)
        self.client.username_pw_set(device, SECRET)
        self.client.max_inflight_messages_set(200)
        self.client.max_queued_messages_set(0)
        self.client.reconnect_delay_set(1, 2)
        self.client.on_connect = lambda client, *_: client.subscribe(self._answers, qos=1)
        self.client.on_message = self._answer
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = session_s
        self.client.connect(host, int(port), clean_start=False, properties=properties)
        self.client.loop_start()
        until(self.client.is_connected, "the broker to let the device in")

    def send(self, payload: bytes) -> None:
        """Publish, with the number of the message as correlation; does not wait."""
        self._payloads.append(payload)
        self._publish(self.sent)
        self.sent += 1

    def _repeat(self) -> None:
        """Send again what was not answered."""
        for number in set(range(self.sent)) - self.answered:
            self._publish(number)

    def all_answered(self) -> bool:
        """Whether all is. As devices do, it sends again what was not, whenever a while has passed without an answer: what was
        answered while it was shut out did not reach it, and it may be shut out by its own repeats.
        """
        if len(self.answered) != self._heard:
            self._heard, self._heard_at = len(self.answered), time.monotonic()
        elif self.client.is_connected() and time.monotonic() > self._heard_at + REPEATED_AFTER_S:
            self._heard_at = time.monotonic()
            self._repeat()
        return len(self.answered) == self.sent

    def leave(self) -> None:
        """Good-bye, and no session stays: Mosquitto 2.0.11 dies at a reload that shuts out a device with one that is away."""
        properties = Properties(PacketTypes.DISCONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = 0
        self.client.disconnect(properties=properties)
        self.client.loop_stop()

    def _publish(self, number: int) -> None:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        properties.ResponseTopic = self._answers
        properties.CorrelationData = b"%d" % number
        self.client.publish(self._topic, self._payloads[number], qos=1, properties=properties)

    def _answer(self, client: Any, userdata: Any, message: paho.MQTTMessage) -> None:
        self.answered.add(int(vars(message.properties)["CorrelationData"]))
