"""NMEA and OwnTracks over MQTT: one persistent session, manual acknowledgement after the commit, in order of arrival."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_bytes
from typing import Any
from urllib.parse import unquote, urlsplit

import aiomqtt
import structlog
from paho.mqtt.client import MQTTMessage
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.frames import RAW_KEPT, Frame, Mark, Receipt, Stream
from gps_ingest.guard.throttle import Throttle, fixes_in, sentences_in

log = structlog.get_logger(__name__)
NAME = "mqtt"
MARK_TOPIC = "ingest/mark"
OWNTRACKS, OWNTRACKS_TOPIC = (
    "owntracks",
    "owntracks/+/+",
)  # user (which is the device's id) and what the app calls itself
# what is retained came when it was news, and is not sent again each time we connect: OwnTracks has its last place retained
NEWS = SubscribeOptions(qos=1, retainHandling=SubscribeOptions.RETAIN_DO_NOT_SEND)
NEVER_EXPIRES = 0xFFFF_FFFF
MOST_IN_FLIGHT = 0xFFFF
AGAIN_S = 1.0
LAST_WORDS_S = 5.0
KEEPALIVE_S = 30
ANSWER_S = 3600  # who has not fetched our word by then has sent the message again


class Mqtt:
    """The door. What we have not acknowledged the broker keeps, and sends at most `ingest_queue_size` of it ahead.

    Where these are too long for our memory, what comes beyond it is left unacknowledged, and sent again when we connect anew.
    """

    name = NAME

    def __init__(self, settings: Settings, frames: Frames) -> None:
        self._settings = settings
        self._frames = frames
        self._throttle = Throttle(NAME, settings, frames)
        self._link: Link | None = None
        self._said_away = False

    async def open(self) -> None:
        """Nothing to open: `tend` connects."""

    async def tend(self) -> None:
        """Be connected, for ever; after a break the session goes on where it was. Cancelled, it takes leave."""
        while True:
            try:
                await self._converse()
                continue
            except (aiomqtt.MqttError, OSError) as error:
                if not self._said_away:
                    log.warning("the broker is away; tried again until it is back", error=str(error))
                self._said_away = True
            await asyncio.sleep(AGAIN_S)

    async def close(self) -> None:
        """Take no more messages; those that were taken are still acknowledged."""
        if self._link is not None:
            self._link.deaf = True

    def mark(self, sent_s: float) -> None:
        """Send a message to ourselves: when it comes back, the broker has nothing older for us."""
        if self._link is not None:
            self._link.mark(sent_s)

    async def _converse(self) -> None:
        link = Link(self._settings, self._frames, self._throttle)
        async with link.client:
            await link.client.subscribe(
                [(topic, NEWS) for topic in (self._settings.mqtt_topic, OWNTRACKS_TOPIC, MARK_TOPIC)]
            )
            self._link, self._said_away = link, False
            log.info("taking messages from the broker", topic=self._settings.mqtt_topic)
            try:
                await link.until_gone()
            finally:
                self._link = None
                await link.last_words()


class Link:
    """One connection to the broker under the session's name; receipts of another connection mean nothing to it.

    Messages are taken straight from paho's callback: aiomqtt's own queue cannot slow anybody down, only discard.
    """

    def __init__(self, settings: Settings, frames: Frames, throttle: Throttle) -> None:
        url = urlsplit(settings.mqtt_url)
        user = unquote(url.username) if url.username else None
        self.client = aiomqtt.Client(
            url.hostname or "127.0.0.1",
            url.port or (8883 if url.scheme == "mqtts" else 1883),
            username=user,
            password=unquote(url.password) if url.password else None,
            identifier=user or f"schoolbus-ingest-{settings.ingest_share}",
            protocol=aiomqtt.ProtocolVersion.V5,
            clean_start=False,
            properties=_connect_properties(min(settings.ingest_queue_size, MOST_IN_FLIGHT)),
            keepalive=KEEPALIVE_S,
            tls_params=aiomqtt.TLSParameters() if url.scheme == "mqtts" else None,
        )
        self.deaf = False
        self._overfull = asyncio.Event()
        self._unacknowledged = 0
        self._throttle = throttle
        self._message_max = settings.mqtt_message_max_bytes
        self._paho = self.client._client  # aiomqtt 2.5 has no manual acknowledgement of its own
        self._paho.manual_ack_set(True)
        self._paho.on_message = self._arrived
        self._frames = frames
        self._before, _, self._after = settings.mqtt_topic.partition("+")
        self._streams: dict[str, Stream] = {}
        self._token = token_bytes(8).hex().encode()

    async def until_gone(self) -> None:
        """Wait while it lasts. Raises aiomqtt.MqttError when it breaks; returns when it is to be made anew."""
        ends = [asyncio.create_task(self._until_broken()), asyncio.create_task(self._until_emptied())]
        try:
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                await each
        finally:
            for each in ends:
                each.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _until_broken(self) -> None:
        async for _ in self.client.messages:
            pass

    async def _until_emptied(self) -> None:
        """Until more came than we may hold, and what we had taken before is committed and acknowledged."""
        await self._overfull.wait()
        log.warning("more bytes wait at the broker than may be held; what was taken is seen through first")
        while self._unacknowledged:  # noqa: ASYNC110 - rare, and receipts know nothing of events
            await asyncio.sleep(0.01)

    async def last_words(self) -> None:
        """Give what was acknowledged a moment to leave."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                while self._paho.is_connected() and self._paho.want_write():  # noqa: ASYNC110 - paho has no event
                    await asyncio.sleep(0.01)

    def mark(self, sent_s: float) -> None:
        """Publish a mark; it takes its place behind everything that the broker has for us."""
        self._paho.publish(MARK_TOPIC, b"%s %r" % (self._token, sent_s), qos=1)

    def acknowledge(self, mid: int) -> None:
        """PUBACK. Nothing when the link has gone: the broker sends the message again."""
        self._unacknowledged -= 1
        self._paho.ack(mid, 1)

    def answer(self, topic: str, correlation: bytes | None) -> None:
        """Tell a device that waits for it that the database has its message."""
        self._paho.publish(topic, b"stored", qos=1, properties=Packed(correlation))

    def _arrived(self, client: Any, userdata: Any, message: MQTTMessage) -> None:
        """A message: into the queue, with what it takes to acknowledge it."""
        if self.deaf or (message.qos == 0 and self._frames.full):
            return  # it comes again; at QoS 0 nothing was promised
        if self._frames.heavy:
            self.deaf = True
            self._overfull.set()
            return
        self._unacknowledged += message.qos
        topic = message.topic
        receipt: Receipt | None = Receipted(self, message.mid) if message.qos else None
        if topic == MARK_TOPIC:
            self._marked(bytes(message.payload), receipt)
            return
        device, format_ = self._sender(topic)
        stream = self._streams.get(device)
        if stream is None:
            stream = self._streams[device] = Stream(device=device, proven=True)
        properties = vars(message.properties)
        if properties.get("ResponseTopic") == f"{self._before}{device}/stored":
            receipt = Answered(receipt, self, properties["ResponseTopic"], properties.get("CorrelationData"))
        self._take(bytes(message.payload), stream, format_, receipt)

    def _take(self, payload: bytes, stream: Stream, format_: str, receipt: Receipt | None) -> None:
        now = clock.epoch()
        if len(payload) > self._message_max:
            head, size = payload[:RAW_KEPT], len(payload)
            self._frames.put(Frame(NAME, stream, head, now, receipt, unreadable="too_long", size=size, format=format_))
            return
        is_nmea = format_ == "nmea"
        lines = sentences_in(payload) if is_nmea else 1
        self._frames.put(Frame(NAME, stream, payload, now, receipt, whole=True, weight=lines, format=format_))
        self._throttle.shut(stream, fixes_in(payload) if is_nmea else 1, now, payload)

    def _sender(self, topic: str) -> tuple[str, str]:
        """Whose topic it is, and in what format it is written."""
        if topic.startswith(f"{OWNTRACKS}/"):
            return topic.split("/")[1], OWNTRACKS
        return topic.removeprefix(self._before).removesuffix(self._after), "nmea"

    def _marked(self, payload: bytes, receipt: Receipt | None) -> None:
        """Our own mark came back; one of an earlier link, or somebody else's, is only acknowledged."""
        token, _, sent_s = payload.partition(b" ")
        self._frames.put(Mark(NAME, float(sent_s) if token == self._token else None, receipt))


class Packed(Properties):
    """The properties of an answer as they go over the wire; paho keeps them until the broker has acknowledged it.

    One `Properties` takes 6 kB, and there are as many as devices that wait: after an outage, all of them at once.
    """

    def __init__(self, correlation: bytes | None) -> None:
        if correlation is None:
            self.__dict__["packed"] = UNRELATED.pack()  # type: ignore[no-untyped-call]
        else:
            RELATED.CorrelationData = correlation
            self.__dict__["packed"] = RELATED.pack()  # type: ignore[no-untyped-call]

    def pack(self) -> bytes:
        """Of MQTT 5, section 2.2.2: their length, then they."""
        return bytes(self.__dict__["packed"])


def _answer_properties() -> Properties:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.MessageExpiryInterval = ANSWER_S
    return properties


UNRELATED, RELATED = _answer_properties(), _answer_properties()  # by which each answer's are written


@dataclass(slots=True, eq=False)
class Receipted:
    """The receipt of a message: its PUBACK."""

    link: Link
    mid: int

    def give(self) -> None:
        self.link.acknowledge(self.mid)


@dataclass(slots=True, eq=False)
class Answered:
    """The receipt of a message whose sender waits for our own word: PUBACK, then the answer."""

    first: Receipt | None
    link: Link
    topic: str
    correlation: bytes | None

    def give(self) -> None:
        if self.first is not None:
            self.first.give()
        self.link.answer(self.topic, self.correlation)


def _connect_properties(in_flight: int) -> Properties:
    """The session outlives us, and this much may be on the way unacknowledged: that bounds our memory."""
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = NEVER_EXPIRES
    properties.ReceiveMaximum = in_flight
    return properties
