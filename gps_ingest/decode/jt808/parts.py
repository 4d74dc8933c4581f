"""Messages that come in parts, put together again: of one connection, in bounded memory."""

from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from gps_ingest.decode.jt808.header import Header
from gps_ingest.decode.jt808.platform import RESEND_MOST

PART_BYTES = 128  # what a part costs beside its bytes


class Missing(NamedTuple):
    """What a message still lacks, to be asked for by 0x8003."""

    id: int
    serial: int  # of its first part
    total: int
    numbers: tuple[int, ...]  # of the parts that are not here, ascending, as many as one message may ask for


@dataclass(slots=True)
class _Message:
    parts: dict[int, bytes] = field(default_factory=dict)
    size: int = 0
    last_s: float = 0.0  # when its newest part came
    asked_s: float = float("-inf")


class Reassembly:
    """The parts of messages under way. Their order does not matter, nor how often one comes.

    Which belong together tells the standard: the serials of a message's parts are consecutive. A message is forgotten `age_s`
    after its newest part, and the one that waits longest when there are more than `most_messages` or `limit_bytes`.
    """

    def __init__(self, limit_bytes: int = 4 << 20, most_messages: int = 8, age_s: float = 300.0) -> None:
        self._limit_bytes = limit_bytes
        self._most = most_messages
        self._age_s = age_s
        self._messages: dict[tuple[str, int, int, int], _Message] = {}  # the one that waits longest comes first
        self.held_bytes = 0
        self.forgotten = 0  # messages given up, ever

    def put(self, header: Header, body: bytes, at_s: float) -> bytes | None:
        """The whole body if this is the only or the last missing part of a message, else None."""
        if header.total <= 1:
            return body
        self._forget_old(at_s)
        key = header.phone, header.id, (header.serial - header.number + 1) & 0xFFFF, header.total
        message = self._messages.pop(key, None) or _Message()
        if header.number not in message.parts:
            message.parts[header.number] = body
            message.size += len(body) + PART_BYTES
            self.held_bytes += len(body) + PART_BYTES
        if len(message.parts) == header.total:
            self.held_bytes -= message.size
            return b"".join([message.parts[number] for number in range(1, header.total + 1)])
        message.last_s = at_s
        self._messages[key] = message
        while len(self._messages) > self._most or self.held_bytes > self._limit_bytes:
            self._forget_first()
        return None

    def missing(self, at_s: float, quiet_s: float) -> list[Missing]:
        """What to ask for: of each message that got no part for `quiet_s` and was not asked for as long."""
        self._forget_old(at_s)
        asked = []
        for (_, id_, serial, total), message in self._messages.items():
            if at_s - max(message.last_s, message.asked_s) >= quiet_s:
                message.asked_s = at_s
                absent = (number for number in range(1, total + 1) if number not in message.parts)
                asked.append(Missing(id_, serial, total, tuple(islice(absent, RESEND_MOST))))
        return asked

    def _forget_old(self, at_s: float) -> None:
        while self._messages and at_s - next(iter(self._messages.values())).last_s > self._age_s:
            self._forget_first()

    def _forget_first(self) -> None:
        self.held_bytes -= self._messages.pop(next(iter(self._messages))).size
        self.forgotten += 1
