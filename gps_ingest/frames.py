"""What travels from a door to the pipeline: frames as they came off the wire, and marks that say how far a door has come."""

from dataclasses import dataclass, field
from typing import Any, Protocol, Self

import numpy as np

from fleet.fixes import Bools, Floats, Ints


class Receipt(Protocol):
    """What a door needs to tell the sender that the database has a frame; given after the commit, in order of arrival."""

    def give(self) -> None:
        """Acknowledge. A receipt of a connection that has gone does nothing."""


@dataclass(slots=True)
class Stream:
    """What the decoder remembers of one stream of sentences: who sends, and what the next RMC may be completed with.

    `address` is the sender's, None where the door does not know it.
    `second` is the UTC second of the day of the last sentence with a time, -1 before the first; the rest is of that second.
    """

    device: str = ""
    proven: bool = False  # the door knows who it is (MQTT): no line in the stream changes that
    address: str | None = None
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
    """One message (MQTT, 808, HTTP) or one stretch of complete lines (NMEA over TCP) as it was received.

    `format`: by which decoder of `gps_ingest.decode.frames` it is read.
    `whole`: a message in which sentences that follow the RMC still complete it; a stretch of a stream is cut anywhere.
    `unreadable`: why the door itself already knows that this is no fix, e.g. "too_long".
    `start`: where in `raw` the content begins behind a header that the door has read (JT/T 808).
    `again`: what was parked and is read once more: its fixes are delayed whatever was kept.
    """

    door: str
    stream: Stream
    raw: bytes
    received_s: float
    receipt: Receipt | None = None
    whole: bool = False
    unreadable: str | None = None
    detail: str = ""  # what there is to say of why it is unreadable
    size: int = 0  # bytes of the whole where `raw` is only its head
    weight: int = 1  # how many fixes it is reckoned as
    format: str = "nmea"
    start: int = 0
    again: bool = False
    place: int = 0  # in its batch, in order of arrival; the decoder sets it


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
    """Where a fix came from, so that it alone can be parked: the line, its frame, and who claimed to have sent it.

    `items`: the additional items of JT/T 808 that came with it.
    """

    frame: Frame
    line: bytes
    device: str
    items: bytes = b""


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
    address: str | None = None
    times: int = 1  # how many it stands for, being one of many alike

    @classmethod
    def of(cls, source: Source, reason: str, detail: str = "") -> "Bad":
        """A single fix or line, cut to what is kept. A text that PostgreSQL does not take would stop all that is behind it."""
        frame = source.frame
        return cls(
            frame.door,
            storable(source.device),
            frame.received_s,
            reason,
            source.line[:RAW_KEPT],
            max(frame.size, len(source.line)),
            storable(detail[:DETAIL_KEPT]),
            frame.stream.address,
        )

    @classmethod
    def whole(cls, frame: Frame, reason: str, detail: str = "") -> "Bad":
        """All of a frame."""
        return cls.of(Source(frame, frame.raw, frame.stream.device), reason, detail)


@dataclass(frozen=True, slots=True)
class Note:
    """Something else that a device reports and that is kept: a driver's card, a photograph.

    `kind` names the table's writer in `gps_ingest.notes`; `said` holds its columns, `data` a file's bytes.
    """

    source: Source
    kind: str
    time_s: float
    said: dict[str, Any]
    data: bytes = b""


@dataclass(slots=True)
class Decoded:
    """N fixes as columns in order of arrival, where each came from, what else was reported, and what could not be used.

    time_s, lon, lat, speed_mps, course_deg, altitude_m, hdop  float64 as in `Fixes`; the other columns int64 as there.
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
    ignition: Ints
    alarm: Ints
    status: Ints
    signals: Ints
    sources: list[Source]
    bad: list[Bad] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    no_fix: int = 0

    def __len__(self) -> int:
        return len(self.sources)

    @classmethod
    def of(cls, sources: list[Source], **columns: Any) -> Self:
        """From the columns that a format has; the others say "unknown"."""
        size = len(sources)
        made: dict[str, Any] = {
            name: np.full(size, _UNKNOWN.get(name, 0), _kind(name)) for name in COLUMNS if name not in columns
        }
        made |= {name: np.asarray(values, _kind(name)).reshape(size) for name, values in columns.items()}
        return cls(**made, sources=sources)

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """What several decoders made of one batch, in order of arrival."""
        if len(parts) == 1:
            return parts[0]
        sources = [source for part in parts for source in part.sources]
        order = np.argsort([source.frame.place for source in sources], kind="stable")
        columns = {name: np.concatenate([getattr(part, name) for part in parts])[order] for name in COLUMNS}
        return cls(
            **columns,
            sources=[sources[row] for row in order],
            bad=[bad for part in parts for bad in part.bad],
            notes=[note for part in parts for note in part.notes],
            no_fix=sum(part.no_fix for part in parts),
        )

    def without(self, reasons: dict[str, Bools]) -> Self:
        """Without the rows that cannot be, which join what is bad, each with the first reason that holds."""
        good = np.ones(len(self), np.bool_)
        for reason, holds in reasons.items():
            self.bad.extend(Bad.of(self.sources[row], reason) for row in np.flatnonzero(good & holds))
            good &= ~holds
        return self if good.all() else self._cut(good, self.bad, self.notes, self.no_fix)

    def only(self, which: Bools) -> Self:
        """The rows of a mask; what is no fix stays."""
        return self._cut(which, self.bad, self.notes, self.no_fix)

    @property
    def divisible(self) -> bool:
        """Whether it can be halved: there is more than one thing in it that the database may have refused."""
        return len(self) + len(self.notes) > 1

    def halves(self) -> tuple[Self, Self]:
        """What is no fix and all that is bad, and the fixes, where there are both; else the two halves of either."""
        if self.notes and len(self):
            return self._cut(slice(0, 0), self.bad, self.notes, self.no_fix), self._cut(slice(None), [], [], 0)
        middle = (len(self) + len(self.notes)) // 2
        first = self._cut(slice(0, middle), self.bad, self.notes[:middle], self.no_fix)
        return first, self._cut(slice(middle, None), [], self.notes[middle:], 0)

    def refused(self, detail: str) -> Self:
        """Everything in it as bad: what remains when the database does not take the last one."""
        sources = [*self.sources, *(note.source for note in self.notes)]
        return self._cut(slice(0, 0), [*self.bad, *(Bad.of(source, "refused", detail) for source in sources)], [], 0)

    def _cut(self, which: Any, bad: list[Bad], notes: list[Note], no_fix: int) -> Self:
        columns = {name: getattr(self, name)[which] for name in COLUMNS}
        rows = self.sources[which] if isinstance(which, slice) else [self.sources[row] for row in np.flatnonzero(which)]
        return type(self)(**columns, sources=rows, bad=bad, notes=notes, no_fix=no_fix)


REALS = ("time_s", "received_s", "lon", "lat", "speed_mps", "course_deg", "altitude_m", "hdop")
COLUMNS = (*REALS, "satellites", "flags", "ignition", "alarm", "status", "signals")
_UNKNOWN = {"course_deg": np.nan, "altitude_m": np.nan, "hdop": np.nan, "satellites": -1, "ignition": -1, "status": -1}


def _kind(name: str) -> type[np.float64] | type[np.int64]:
    return np.float64 if name in REALS else np.int64


def storable(text: str) -> str:
    """A text as PostgreSQL takes it: UTF-8 without zeros."""
    return text.encode(errors="replace").decode().replace("\0", "\ufffd")


RAW_KEPT = 4096
DETAIL_KEPT = 500
