"""Send a recording as a device would: as it was recorded, or as if it were now, through any door."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core import clock
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.sentences import midnight, seconds_of
from gps_ingest.decode.xor import checksum
from gps_ingest.senders import Sender

_TIMED = re.compile(rb"\$[A-Z]{2}(RMC|GGA|ZDA|GLL|GNS|GST|GBS),")
_TIME_FIELD = {b"GLL": 5}  # elsewhere the first
_DATE_FIELDS = {b"RMC": 9, b"ZDA": 2}
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Timed:
    """A line of a recording and the moment it was recorded at (seconds since 1970 UTC), None before the first known."""

    line: bytes
    time_s: float | None


def read(paths: list[Path]) -> Iterator[Timed]:
    """The lines of recordings one after the other, each with the time of the last RMC or ZDA before or in it."""
    for path in paths:
        time_s: float | None = None
        for line in path.read_bytes().splitlines():
            time_s = _moment(line) or time_s
            yield Timed(line, time_s)


def lasts_s(lines: Sequence[Timed]) -> float:
    """Seconds from the first known moment of a recording to its last; 0 where none is known."""
    moments = [timed.time_s for timed in lines if timed.time_s is not None]
    return max(0.0, moments[-1] - moments[0]) if moments else 0.0


def shifted(line: bytes, by_s: float, day_s: float) -> bytes:
    """A sentence with its time (and its date, where it has one) moved, and its checksum made anew; others as they are.

    `day_s` is the midnight that a sentence without a date lies in.
    """
    found = _TIMED.match(line)
    if found is None or b"*" not in line:
        return line
    body, _, claimed = line[1:].partition(b"*")
    if not re.fullmatch(rb"[0-9A-Fa-f]{2}", claimed.strip()) or checksum(body) != int(claimed, 16):
        return line  # what was broken stays broken
    kind, fields = found[1], body.split(b",")
    at = _TIME_FIELD.get(kind, 1)
    date_at = _DATE_FIELDS.get(kind)
    if len(fields) <= max(at, (date_at or 0) + (2 if kind == b"ZDA" else 0)) or not fields[at]:
        return line
    try:
        own = _moment(line) if date_at is not None else day_s + seconds_of(fields[at].decode("ascii"))
    except (BadFrame, UnicodeDecodeError):
        return line
    if own is None:
        return line
    moved = datetime.fromtimestamp(round(own + by_s, 3), UTC)
    fields[at] = _clock_field(moved, fields[at])
    if kind == b"RMC":
        fields[9] = moved.strftime("%d%m%y").encode()
    elif kind == b"ZDA":
        fields[2:5] = [moved.strftime(form).encode() for form in ("%d", "%m", "%Y")]
    body = b",".join(fields)
    return b"$%s*%02X" % (body, checksum(body))


def replay(lines: Iterator[Timed], sender: Sender, *, shift: bool, speed: float) -> int:
    """Send the lines; returns how many. `speed` 1 keeps the recording's pace, 10 is ten times as fast, 0 does not wait.

    With `shift` the first moment becomes now, and what follows keeps its distance divided by `speed`.
    """
    sent, first_s, begun_s = 0, None, clock.epoch()
    for timed in lines:
        if first_s is None:
            first_s = timed.time_s
        line = timed.line
        if timed.time_s is not None and first_s is not None:
            since_s = max(0.0, timed.time_s - first_s) / (speed or 1.0)
            if speed:
                time.sleep(max(0.0, begun_s + since_s - clock.epoch()))
            if shift:
                line = shifted(line, begun_s + since_s - timed.time_s, timed.time_s // DAY_S * DAY_S)
        sender.send(line)
        sent += 1
    sender.close()
    return sent


def _moment(line: bytes) -> float | None:
    """When an RMC or ZDA was made, None for any other line and for one without time or date."""
    found = _TIMED.match(line)
    if found is None or found[1] not in _DATE_FIELDS:
        return None
    fields = line.partition(b"*")[0].split(b",")
    try:
        if found[1] == b"RMC":
            return midnight(fields[9]) + seconds_of(fields[1].decode("ascii"))
        day = datetime(int(fields[4]), int(fields[3]), int(fields[2]), tzinfo=UTC)
        return day.timestamp() + seconds_of(fields[1].decode("ascii"))
    except (BadFrame, ValueError, IndexError, UnicodeDecodeError):
        return None


def _clock_field(moment: datetime, like: bytes) -> bytes:
    """hhmmss with the decimals that the field had, at least three: two fixes of one second stay two."""
    decimals = min(max(3, len(like.partition(b".")[2])), 6)
    return f"{moment:%H%M%S}.{moment.microsecond // 10 ** (6 - decimals):0{decimals}d}".encode()
