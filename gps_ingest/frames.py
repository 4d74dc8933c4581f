"""What travels from a door to the pipeline: frames as they came off the wire, and marks that say how far a door has come."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from fleet.fixes import Floats, Ints


class Receipt(Protocol):
    """What a door needs to tell the sender that the database has a frame; given after the commit, in order of arrival."""

    def give(self) -> None:
        """Acknowledge. A receipt of a connection that has gone does nothing."""


@dataclass(slots=True)
class Stream:
    """What the decoder remembers of one stream of sentences: who sends, and what the next RMC may be completed with.

    `second` is the UTC second of the day of the last sentence with a time, -1 before the first; the rest is of that second.
    """

    device: str = ""
    proven: bool = False  # the door knows who it is (MQTT): no line in the stream changes that
    second: int = -1
    altitude_m: float = np.nan
    hdop: float = np.nan
    satellites: int = -1
    course_deg: float = np.nan
    speed_mps: float = np.nan
    year: int = -1

    def at(self, second: int) -> None:
        """Note the second that sentences are now of; what was said of another is forgotten."""
        if second != self.second:
            self.second = second
            self.altitude_m = self.hdop = self.course_deg = self.speed_mps = np.nan
            self.satellites = self.year = -1


@dataclass(slots=True, eq=False)
class Frame:
    """One message (MQTT) or one stretch of complete lines (TCP) as it was received.

    `whole`: a message in which sentences that follow the RMC still complete it; a stretch of a stream is cut anywhere.
    `unreadable`: why the door itself already knows that this is no sentence, e.g. "too_long".
    """

    door: str
    stream: Stream
    raw: bytes
    received_s: float
    receipt: Receipt | None = None
    whole: bool = False
    unreadable: str | None = None
    size: int = 0  # bytes of the whole where `raw` is only its head
    weight: int = 1  # how many sentences it is reckoned as


@dataclass(slots=True, eq=False)
class Mark:
    """A door's word that everything it was sent before `sent_s` stands before this mark in the queue.

    None where the mark says nothing, being of an earlier connection: it is only acknowledged.
    """

    door: str
    sent_s: float | None
    receipt: Receipt | None = None


@dataclass(slots=True, eq=False)
class Source:
    """Where a fix came from, so that it alone can be parked: the line, its frame, and who claimed to have sent it."""

    frame: Frame
    line: bytes
    device: str


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that is no usable fix: to be parked with its reason and raw bytes, `size` being the length of the whole."""

    door: str
    device: str
    received_s: float
    reason: str
    raw: bytes
    size: int
    detail: str = ""

    @classmethod
    def of(cls, source: Source, reason: str, detail: str = "") -> "Bad":
        """A single fix or line, cut to what is kept."""
        frame = source.frame
        return cls(
            frame.door,
            source.device,
            frame.received_s,
            reason,
            source.line[:RAW_KEPT],
            max(frame.size, len(source.line)),
            detail[:DETAIL_KEPT],
        )


@dataclass(slots=True)
class Decoded:
    """N fixes as columns in order of arrival, where each came from, and what could not be used.

    time_s, lon, lat, speed_mps, course_deg, altitude_m, hdop  float64 as in `Fixes`; satellites, flags int64.
    """

    time_s: Floats
    received_s: Floats
    lon: Floats
    lat: Floats
    speed_mps: Floats
    course_deg: Floats
    altitude_m: Floats
    hdop: Floats
    satellites: Ints
    flags: Ints
    sources: list[Source]
    bad: list[Bad] = field(default_factory=list)
    no_fix: int = 0

    def __len__(self) -> int:
        return len(self.sources)

    def halves(self) -> tuple["Decoded", "Decoded"]:
        """The first half with all that is bad, and the second half."""
        middle = len(self) // 2
        first, second = self._cut(slice(0, middle), self.bad), self._cut(slice(middle, None), [])
        first.no_fix = self.no_fix
        return first, second

    def refused(self, detail: str) -> "Decoded":
        """Every fix of it as bad: what remains when the database does not take the last one."""
        return self._cut(slice(0, 0), [*self.bad, *(Bad.of(source, "refused", detail) for source in self.sources)])

    def _cut(self, which: slice, bad: list[Bad]) -> "Decoded":
        columns = {name: getattr(self, name)[which] for name in COLUMNS}
        return Decoded(**columns, sources=self.sources[which], bad=bad)


COLUMNS = (
    "time_s", "received_s", "lon", "lat", "speed_mps", "course_deg", "altitude_m", "hdop", "satellites", "flags",
)  # fmt: skip
RAW_KEPT = 4096
DETAIL_KEPT = 500
