"""From frames to columns: the RMC makes the fix, at once; GGA, GSA, VTG and ZDA of its second complete it."""

import re
from collections.abc import Container, Iterable
from math import isnan, nan
from typing import Any

import numpy as np

from fleet.fixes import Bools, Floats, Mark
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.sentences import (
    COMPLETING,
    KMH_MPS,
    KNOT_MPS,
    Gga,
    Rmc,
    completing,
    fast_gga,
    fast_rmc,
    kind_of,
    number,
    rmc,
    seconds_of,
)
from gps_ingest.frames import Bad, Decoded, Frame, Source, Stream

DAY_S = 86_400.0
WEEK_S = 7 * DAY_S
ROLLOVERS_S = (1024 * WEEK_S, 2048 * WEEK_S)  # the GPS week counter has ten bits
ESTIMATED = frozenset("EMS")
_ID = re.compile(rb"[A-Za-z0-9_-]{4,32}")
_IMEI = re.compile(rb"imei:([A-Za-z0-9_-]{4,32})[;,]?", re.IGNORECASE)
_PGID = re.compile(rb"\$PGID,([A-Za-z0-9_-]{4,32})\*[0-9A-Fa-f]{2}")


def decode(frames: Iterable[Frame], *, knows: Container[str], line_max: int = 1024) -> Decoded:
    """Fixes in order of arrival, and everything else as `bad` with its reason. Raises nothing, whatever the bytes.

    `knows` are the devices there are: in the middle of a stream a bare word is an id line only if it is one of them.
    """
    decoder = _Decoder(knows, line_max)
    for frame in frames:
        decoder.frame(frame)
    return decoder.columns()


class _Decoder:
    """The columns while they grow; `row_of` is where the last RMC of a whole message stands, for what follows it."""

    def __init__(self, knows: Container[str], line_max: int) -> None:
        self._knows = knows
        self._line_max = line_max
        self._rows: list[tuple[float, float, float, float, float, float, float, float, float, int, int]] = []
        self._later: dict[int, dict[str, float]] = {}  # row -> what a later sentence of its message says of it
        self._sources: list[Source] = []
        self._bad: list[Bad] = []
        self._no_fix = 0
        self._row = -1

    def frame(self, frame: Frame) -> None:
        """Every line of a frame."""
        stream = frame.stream
        self._row = -1
        if frame.unreadable is not None:
            self._bad.append(Bad.whole(frame, frame.unreadable, frame.detail))
            return
        for line in frame.raw.splitlines():
            if not line:
                continue
            try:
                fix = fast_rmc(line)
                if fix is not None:
                    self._fix(frame, line, fix)
                    continue
                gga = fast_gga(line)
                if gga is not None:
                    self._gga(stream, gga)
                else:
                    self._line(frame, line)
            except BadFrame as bad:
                self._bad.append(Bad.of(Source(frame, line, stream.device), bad.reason, bad.detail))

    def _line(self, frame: Frame, line: bytes) -> None:
        """A line that no fast path took. Raises BadFrame."""
        line = line.strip()
        if not line:
            return
        if len(line) > self._line_max:
            raise BadFrame("too_long")
        stream = frame.stream
        start = line.rfind(b"$")
        if start > 0:  # a cut line that the next sentence follows: the cut part is bad, not its neighbour
            self._bad.append(Bad.of(Source(frame, line[:start], stream.device), _why(line[:start])))
            line = line[start:]
        elif start < 0 and not stream.proven and self._identity(stream, line):
            return
        self._sentence(frame, line, kind_of(line))

    def _sentence(self, frame: Frame, line: bytes, kind: str) -> None:
        """A sentence whose checksum is good. Raises BadFrame."""
        stream = frame.stream
        if kind == "RMC":
            fix = rmc(line)
            if fix is None:
                self._no_fix += 1
            else:
                self._fix(frame, line, fix)
        elif kind in COMPLETING:
            self._complete(stream, kind, completing(kind, line))
        elif kind == "PGID" and not stream.proven:
            found = _PGID.fullmatch(line)
            if found is None:
                raise BadFrame("bad_identity")
            stream.device = found[1].decode()

    def _identity(self, stream: Stream, line: bytes) -> bool:
        """Whether the line says who sends; then it is noted."""
        found = _IMEI.fullmatch(line)
        if found is not None:
            stream.device = found[1].decode()
            return True
        if _ID.fullmatch(line) is None or (stream.device and line.decode() not in self._knows):
            return False
        stream.device = line.decode()
        return True

    def _fix(self, frame: Frame, line: bytes, fix: Rmc) -> None:
        """The RMC makes the fix, with what is already known of its second. Raises BadFrame."""
        stream = frame.stream
        if not stream.device:
            raise BadFrame("no_identity")
        day_s, time_s, lat, lon, speed, course, mode = fix
        stream.at(int(time_s))
        if isnan(speed):
            speed = stream.speed_mps
        self._rows.append((
            day_s + time_s,
            frame.received_s,
            lon,
            lat,
            speed,
            stream.course_deg if isnan(course) else course,
            stream.altitude_m,
            stream.hdop,
            _NAN if stream.year < 0 else stream.year,
            stream.satellites,
            (_ESTIMATED if mode in ESTIMATED else 0) + (0 if stream.proven else _UNPROVEN),
        ))  # fmt: skip
        self._sources.append(Source(frame, line, stream.device))
        self._row = len(self._rows) - 1 if frame.whole else -1

    def _gga(self, stream: Stream, gga: Gga) -> None:
        stream.at(gga.second)
        stream.altitude_m, stream.hdop, stream.satellites = gga.altitude_m, gga.hdop, gga.satellites
        self._note(stream, altitude_m=gga.altitude_m, hdop=gga.hdop, satellites=gga.satellites)

    def _complete(self, stream: Stream, kind: str, said: Any) -> None:
        """What a sentence tells of its second. Raises BadFrame."""
        if kind in {"GGA", "ZDA"}:
            if not said.data[0]:
                return
            stream.at(int(seconds_of(said.data[0])))
        if kind == "GGA":
            if number(said.gps_qual) > 0:
                count = number(said.num_sats)
                self._gga(
                    stream,
                    Gga(
                        stream.second,
                        number(said.altitude),
                        number(said.horizontal_dil),
                        -1 if isnan(count) else int(min(max(count, -1), 999)),
                    ),
                )
        elif kind == "GSA":
            stream.hdop = number(said.hdop)
            self._note(stream, hdop=stream.hdop)
        elif kind == "VTG":
            knots, kmh = number(said.spd_over_grnd_kts), number(said.spd_over_grnd_kmph)
            stream.course_deg = number(said.true_track)
            speed_mps = knots * KNOT_MPS if isnan(kmh) else kmh * KMH_MPS
            stream.speed_mps = speed_mps if speed_mps >= 0 else nan
            self._note(stream, course_deg=stream.course_deg, speed_mps=stream.speed_mps)
        else:
            year = number(said.year)
            stream.year = int(year) if 1980 <= year < 2100 else -1
            self._note(stream, year=stream.year if stream.year > 0 else nan)

    def _note(self, stream: Stream, **said: float) -> None:
        """In a whole message a sentence after the RMC completes it, if it is of the same second."""
        if self._row >= 0 and int(self._rows[self._row][0] % DAY_S) == stream.second % int(DAY_S):
            self._later.setdefault(self._row, {}).update(said)

    def columns(self) -> Decoded:
        """The rows as columns."""
        table = np.array(self._rows, np.float64).reshape(-1, 11)
        for row, said in self._later.items():
            for name, value in said.items():
                column = _AT[name]
                if isnan(table[row, column]) or (name == "satellites" and table[row, column] < 0):
                    table[row, column] = value
        time_s, received_s, lon, lat, speed_mps, course_deg, altitude_m, hdop, year, satellites, flags = table.T
        time_s, rolled = _time(np.round(time_s, 6), year, received_s)
        made = Decoded.of(
            self._sources,
            time_s=time_s,
            received_s=received_s,
            lon=lon,
            lat=lat,
            speed_mps=speed_mps,
            course_deg=course_deg,
            altitude_m=altitude_m,
            hdop=hdop,
            satellites=satellites,
            flags=flags.astype(np.int64) | np.where(rolled, int(Mark.ROLLOVER), 0),
        )
        made.bad, made.no_fix = self._bad, self._no_fix
        return made


_AT = {"speed_mps": 4, "course_deg": 5, "altitude_m": 6, "hdop": 7, "year": 8, "satellites": 9}
_NAN = nan
_ESTIMATED, _UNPROVEN = (
    int(Mark.ESTIMATED),
    int(Mark.UNPROVEN),
)  # as plain numbers: an enum's `|` costs more than a split


def _why(line: bytes) -> str:
    """Why a piece of a line before a `$` is none."""
    return "no_checksum" if line.startswith(b"$") else "not_nmea"


def _time(time_s: Floats, year: Floats, received_s: Floats) -> tuple[Floats, Bools]:
    """The times with a century that a ZDA told, and with the weeks that a receiver's counter lost; and where weeks were.

    Weeks are added only where that brings the time within a week of its receipt.
    """
    told = np.flatnonzero(~np.isnan(year))
    if len(told):
        time_s = time_s.copy()
        for row in told:
            day = np.datetime64(int(time_s[row]), "s")
            here = int(day.astype("datetime64[Y]").astype(int)) + 1970
            if int(year[row]) != here and int(year[row]) % 100 == here % 100:
                moved = np.datetime64(f"{int(year[row]):04d}" + str(day)[4:], "s")
                time_s[row] += float((moved - day).astype(int))
    rolled = np.zeros(len(time_s), np.bool_)
    for weeks_s in ROLLOVERS_S:
        fits = (np.abs(time_s + weeks_s - received_s) <= WEEK_S) & ~rolled
        if fits.any():
            time_s = np.where(fits, time_s + weeks_s, time_s)
            rolled |= fits
    return time_s, rolled


__all__ = ["BadFrame", "decode"]
