"""The few words of MQTT that the stack itself speaks: may I come in, keep my session."""

import threading
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from paho.mqtt import client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

NEVER_EXPIRES = 0xFFFF_FFFF
PATIENCE_S = 5.0


def may_connect(url: str) -> bool:
    """Whether the broker at `mqtt://user:password@host:port` lets this user in. Leaves no session behind."""
    answer = _Answer()
    client = _client(url, client_id="", answer=answer)
    try:
        _connect(client, url, clean=True)
        return answer.arrived.wait(PATIENCE_S) and not answer.refused
    except OSError:
        return False
    finally:
        _leave(client)


def keep_session(url: str, topics: Iterable[str]) -> None:
    """Make a session that never expires, named like the user, subscribed to `topics` at QoS 1. Raises OSError."""
    answer = _Answer()
    client = _client(url, client_id=urlsplit(url).username or "", answer=answer)
    try:
        _connect(client, url, clean=False)
        if not answer.arrived.wait(PATIENCE_S) or answer.refused:
            raise ConnectionError("the broker refused its own service")
        subscribed = threading.Event()
        client.on_subscribe = lambda *_: subscribed.set()
        client.subscribe([(topic, SubscribeOptions(qos=1)) for topic in topics])
        if not subscribed.wait(PATIENCE_S):
            raise ConnectionError("the broker did not confirm the subscription")
    finally:
        _leave(client)


def touch_session(url: str) -> bool:
    """Be the session named like the user for a moment, and acknowledge nothing of what it holds; returns whether it worked.

    A session that a broker has from its file alone loses at a reload (SIGHUP) whatever is published for it afterwards,
    acknowledged all the same (Mosquitto 2.0.11): it has no password to be checked by. After this it has one.
    """
    answer = _Answer()
    client = _client(url, client_id=urlsplit(url).username or "", answer=answer)
    client.manual_ack_set(True)
    try:
        _connect(client, url, clean=False, in_flight=1)
        return answer.arrived.wait(PATIENCE_S) and not answer.refused
    except OSError:
        return False
    finally:
        _leave(client)


def forget_session(url: str) -> None:
    """End the session named like the user, with all that it still keeps. Raises OSError."""
    answer = _Answer()
    client = _client(url, client_id=urlsplit(url).username or "", answer=answer)
    try:
        _connect(client, url, clean=True)
        if not answer.arrived.wait(PATIENCE_S) or answer.refused:
            raise ConnectionError("the broker refused its own service")
    finally:
        _leave(client)


class _Answer:
    """What the broker said to CONNECT."""

    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.refused = True

    def __call__(self, client: Any, userdata: Any, flags: Any, reason: Any, properties: Any) -> None:
        self.refused = bool(reason.is_failure)
        self.arrived.set()


def _client(url: str, *, client_id: str, answer: _Answer) -> paho.Client:
    parts = urlsplit(url)
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=paho.MQTTv5)
    if parts.username:
        client.username_pw_set(parts.username, parts.password)
    client.on_connect = answer
    return client


def _connect(client: paho.Client, url: str, *, clean: bool, in_flight: int = 0xFFFF) -> None:
    parts = urlsplit(url)
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = 0 if clean else NEVER_EXPIRES
    properties.ReceiveMaximum = in_flight
    client.connect(parts.hostname or "", parts.port or 1883, clean_start=clean, properties=properties)
    client.loop_start()


def _leave(client: paho.Client) -> None:
    """Disconnect. Without an expiry in the DISCONNECT the session lives on as CONNECT said."""
    client.disconnect()
    client.loop_stop()
