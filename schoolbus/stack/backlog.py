"""How many messages our broker holds for an ingest that is away: read from what the broker says of itself."""

from typing import Any
from urllib.parse import urlsplit

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion

TOPIC = "$SYS/broker/store/messages/count"


class Backlog:
    """Listens to the broker's own count (every two seconds), over any number of its restarts."""

    def __init__(self, url: str) -> None:
        self._messages = 0
        self._url = urlsplit(url)
        self._client = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv311)
        self._client.username_pw_set(self._url.username, self._url.password)
        self._client.on_connect = self._on_connect
        self._client.on_message = self._on_message
        self._client.reconnect_delay_set(1, 5)

    @property
    def messages(self) -> int:
        """The newest count; the last known while the broker is away."""
        return self._messages

    def open(self) -> None:
        """Begin to listen, in a thread of paho's."""
        self._client.connect_async(self._url.hostname or "", self._url.port or 1883)
        self._client.loop_start()

    def close(self) -> None:
        """Stop listening."""
        self._client.disconnect()
        self._client.loop_stop()

    def _on_connect(self, client: paho.Client, *_: Any) -> None:
        client.subscribe(TOPIC)

    def _on_message(self, client: Any, userdata: Any, message: paho.MQTTMessage) -> None:
        if message.payload.isdigit():
            self._messages = int(message.payload)
