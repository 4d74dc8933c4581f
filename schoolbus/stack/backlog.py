"""What our broker holds for an ingest that is away, and who is connected: read from what the broker says of itself."""

from typing import Any
from urllib.parse import urlsplit

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

MESSAGES = "$SYS/broker/store/messages/count"
BYTES = "$SYS/broker/store/messages/bytes"
CLIENTS = "$SYS/broker/clients/connected"


class Backlog:
    """Listens to the broker's own counts (every two seconds), over any number of its restarts.

    Each is the newest; the last known while the broker is away. The broker's own retained notices count as messages:
    a few dozen, of a few hundred bytes.
    """

    def __init__(self, url: str) -> None:
        self._counts = dict.fromkeys((MESSAGES, BYTES, CLIENTS), 0)
        self._connections = 0
        self._url = urlsplit(url)
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv311)
        self._client.username_pw_set(self._url.username, self._url.password)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message
        self._client.reconnect_delay_set(1, 1)

    @property
    def connections(self) -> int:
        """How often the broker let us in: one more after each of its starts."""
        return self._connections

    @property
    def messages(self) -> int:
        """How many messages wait."""
        return self._counts[MESSAGES]

    @property
    def bytes(self) -> int:
        """How long their contents are together."""
        return self._counts[BYTES]

    @property
    def clients(self) -> int:
        """How many clients are connected, the ingest and this one among them."""
        return self._counts[CLIENTS]

    def open(self) -> None:
        """Begin to listen, in a thread of paho's."""
        self._client.connect_async(self._url.hostname or "", self._url.port or 1883)
        self._client.loop_start()

    def close(self) -> None:
        """Stop listening."""
        self._client.disconnect()
        self._client.loop_stop()

    def _on_connect(self, client: paho.Client, *_: Any) -> None:
        self._connections += 1
        client.subscribe([(topic, 0) for topic in self._counts])

    def _on_message(self, client: Any, userdata: Any, message: paho.MQTTMessage) -> None:
        if message.payload.isdigit():
            self._counts[message.topic] = int(message.payload)
