"""What the apps' formats have in common: numbers and moments read with care, and one row a place in our units."""

import re
from datetime import UTC, datetime
from math import isfinite, nan
from typing import Any, NamedTuple

from fleet.fixes import Mark
from gps_ingest.decode.bad import BadFrame
from gps_ingest.frames import Bad, Decoded, Frame, Source

ROUGH_M = (
    100.0  # an app that is less sure than this has its place from masts and wireless networks, not from satellites
)
MILLISECONDS_FROM = 1e11  # as seconds the year 5138
GPS_BEGINS_S = 315_964_800.0  # 1980-01-06; nothing was ever where it says before that
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"\s*[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
_LOST_PLUS = re.compile(r"(T.*) (\d\d:?\d\d)", re.ASCII)  # a "+" that nobody escaped is a blank in a query


class Place(NamedTuple):
    """One place that an app reports; the columns of `Decoded` that a telephone can fill."""

    time_s: float
    lat: float
    lon: float
    speed_mps: float
    course_deg: float = nan
    altitude_m: float = nan
    hdop: float = nan
    satellites: int = -1
    flags: int = 0
    ignition: int = -1
    signals: int = 0


class Places:
    """The places of a batch while they are gathered, in order of arrival."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._sources: list[Source] = []
        self._bad: list[Bad] = []
        self._no_fix = 0

    def add(self, frame: Frame, line: bytes, place: Place | None) -> None:
        """A place; None for a report that there is none."""
        if place is None:
            self._no_fix += 1
            return
        unproven = 0 if frame.stream.proven else int(Mark.UNPROVEN)
        self._places.append(place._replace(flags=place.flags | unproven))
        self._sources.append(Source(frame, line, frame.stream.device))

    def park(self, frame: Frame, line: bytes, bad: BadFrame) -> None:
        """Something that is none, and why."""
        self._bad.append(Bad.of(Source(frame, line, frame.stream.device), bad.reason, bad.detail))

    def decoded(self) -> Decoded:
        """As columns."""
        columns = {name: [getattr(place, name) for place in self._places] for name in Place._fields}
        columns["received_s"] = [source.frame.received_s for source in self._sources]
        made = Decoded.of(self._sources, **columns)
        made.bad, made.no_fix = self._bad, self._no_fix
        return made


def real(value: Any, name: str) -> float:
    """A finite number, written or of JSON. Raises BadFrame: `empty_field`, `bad_field`."""
    if value is None or value == "":
        raise BadFrame("empty_field", name)
    number = _number(value)
    if not isfinite(number):
        raise BadFrame("bad_field", f"{name}: {shown(value)}")
    return number


def maybe(value: Any) -> float:
    """The same where nothing hangs on it: NaN for what is no number."""
    number = _number(value)
    return number if isfinite(number) else nan


def at_least_0(value: Any) -> float:
    """A course or a measure; apps say -1 for "not known", which is NaN here."""
    number = maybe(value)
    return number if number >= 0 else nan


def moment(value: Any) -> float:
    """Seconds since 1970 UTC from seconds, milliseconds, ISO 8601 or `yyyy-MM-dd HH:mm:ss`; without a zone it is UTC.

    Raises BadFrame: `bad_time`.
    """
    seconds = _number(value)
    if abs(seconds) >= MILLISECONDS_FROM:
        seconds /= 1000
    if not isfinite(seconds) and isinstance(value, str):
        seconds = _written(value)
    if not seconds >= GPS_BEGINS_S:
        raise BadFrame("bad_time", shown(value))
    return seconds


def on_or_off(value: Any) -> int:
    """1 on, 0 off, -1 for anything else."""
    return {"true": 1, "1": 1, "false": 0, "0": 0}.get(shown(value).lower(), -1)


def rough(accuracy_m: Any) -> int:
    """The mark of a place that its app is less sure of than a satellite receiver would be."""
    return int(Mark.ESTIMATED) if maybe(accuracy_m) > ROUGH_M else 0


def shown(value: Any) -> str:
    """A value as it may stand in a table: short, printable; of what is no plain value only its kind."""
    if not isinstance(value, str | int | float):
        return type(value).__name__
    return "".join(char if char.isprintable() else "\ufffd" for char in str(value)[:40])


def _number(value: Any) -> float:
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else nan
    if isinstance(value, bool) or not isinstance(value, int | float):
        return nan
    return float(value) if abs(value) < 1e30 else nan


def _written(text: str) -> float:
    try:
        at = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", text.strip()))
        return (at.replace(tzinfo=at.tzinfo or UTC) - _EPOCH).total_seconds()
    except (ValueError, OverflowError):
        return nan
