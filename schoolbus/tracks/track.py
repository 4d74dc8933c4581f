"""A recording as the doors receive it: messages in order of arrival, and between them the passing of time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from gps_ingest.frames import Frame, Stream
from gps_ingest.watermark import Reached
from schoolbus.tracks.case import Away, Case

ROAD_S = 1.0  # from a fix to its receipt, where the recording does not say otherwise
RECEIVED = re.compile(r"# received (.+)")
AT_ONCE = "at once"
_RMC = re.compile(r"\$..RMC,(\d\d)(\d\d)(\d\d(?:\.\d+)?),[AV],(?:[^,]*,){6}(\d\d)(\d\d)(\d\d),")


@dataclass(frozen=True, slots=True)
class Message:
    """What arrived at one moment: an RMC with what follows it."""

    received_s: float
    raw: bytes


@dataclass(frozen=True, slots=True)
class Passed:
    """All that was sent until now is here."""

    reached: Reached


def messages(track: Path) -> list[Message]:
    """The messages of a recording. `# received <time>` sets the receipt of what follows, `# received at once` ends that."""
    found, lines, received_s, told_s = list[Message](), list[str](), 0.0, None
    for line in track.read_bytes().decode("latin-1").split("\n"):
        told = RECEIVED.fullmatch(line)
        if (told or "RMC," in line) and lines and received_s:
            found.append(_message(received_s, lines))
            lines = []
        if told:
            told_s = None if told[1] == AT_ONCE else datetime.fromisoformat(told[1]).timestamp()
        elif line and not line.startswith("#"):
            received_s = max(received_s, at_once_s(line) or 0.0) if told_s is None else told_s
            lines.append(line)
    return [*found, _message(received_s, lines)]


def at_once_s(line: str) -> float | None:
    """When a sentence is received that is sent at once; None where its time cannot be read."""
    found = _RMC.match(line)
    if found is None:
        return None
    hour, minute, second, day, month, year = found.groups()
    century = 1900 if int(year) >= 80 else 2000
    try:
        midnight = datetime(century + int(year), int(month), int(day), int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return None
    return midnight.timestamp() + float(second) + ROAD_S


def events(case: Case, zone: ZoneInfo) -> Iterator[Message | Passed]:
    """Messages, and after those received by it the watermark of every `every_s` seconds. While we were away nothing is."""
    waiting = [Message(_after_all(m.received_s, case.away, zone), m.raw) for m in messages(case.track)]
    opened_s = _step(waiting[0].received_s, case.every_s)
    passed_s, since_s = opened_s, opened_s - 3600.0
    for message in waiting:
        while passed_s < message.received_s:
            passed_s, since_s, passed = _pass(case, zone, passed_s, since_s)
            yield from passed
        yield message
    while passed_s <= waiting[-1].received_s + case.after_s:
        passed_s, since_s, passed = _pass(case, zone, passed_s, since_s)
        yield from passed


def frames(messages: Iterable[Message], door: Literal["mqtt", "nmea_tcp"], stream: Stream) -> list[Frame]:
    """Messages as a door puts them into the queue."""
    return [Frame(door, stream, m.raw, m.received_s, whole=door == "mqtt") for m in messages]


def stream_of(door: str, device: str) -> Stream:
    """A stream at its start: the broker knows who sends, over TCP the first line says it."""
    return Stream(device=device, proven=True) if door == "mqtt" else Stream()


def _pass(case: Case, zone: ZoneInfo, now_s: float, since_s: float) -> tuple[float, float, list[Passed]]:
    """The watermark of a moment, none where we were away then; the next moment, and since when the doors are open."""
    after_s = _after_all(now_s, case.away, zone)
    if after_s > now_s:
        return _step(after_s, case.every_s), after_s, []
    return now_s + case.every_s, since_s, [Passed(Reached(now_s, since_s))]


def _after_all(at_s: float, away: tuple[Away, ...], zone: ZoneInfo) -> float:
    """The moment itself, or the end of the time in which we were away then."""
    for gap in away:
        since, until = (each.replace(tzinfo=each.tzinfo or zone).timestamp() for each in (gap.since, gap.until))
        if since <= at_s < until:
            return until
    return at_s


def _step(at_s: float, every_s: float) -> float:
    return (at_s // every_s + 1) * every_s


def _message(received_s: float, lines: list[str]) -> Message:
    return Message(received_s, "".join(f"{line}\r\n" for line in lines).encode("latin-1"))
