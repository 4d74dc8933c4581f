"""One NMEA-0183 sentence into numbers: RMC and GGA by a fast path, everything else (and every odd one) by pynmea2.

The fast path takes only sentences of a strict shape; property tests prove it equal to pynmea2 on them.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from math import isfinite, isnan, nan
from typing import Any, NamedTuple

import pynmea2

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.xor import checksum

KNOT_MPS = 1852 / 3600
KMH_MPS = 1 / 3.6
FIRST_YEAR = 80  # two digits from 80 on are of the 20th century: GPS time begins in 1980
NO_SPEED = nan


class Rmc(NamedTuple):
    """Where and when: `day_s` the date's midnight in seconds since 1970 UTC, `time_s` seconds since that midnight."""

    day_s: float
    time_s: float
    lat: float
    lon: float
    speed_mps: float  # nan where empty
    course_deg: float  # nan where empty
    mode: str  # "" before NMEA 2.3


class Gga(NamedTuple):
    """Altitude and quality of a second of the day. `second` is -1 where the sentence has no time or no fix."""

    second: int
    altitude_m: float
    hdop: float
    satellites: int


# P begins a maker's own sentence: Garmin's $PGRMC is no RMC
_FAST_RMC = re.compile(
    rb"\$[A-OQ-Z][A-Z]RMC,([01]\d|2[0-3])([0-5]\d)([0-5]\d(?:\.\d{1,6})?),A,"
    rb"(\d\d)([0-5]\d\.\d{1,9}),([NS]),(\d{3})([0-5]\d\.\d{1,9}),([EW]),"
    rb"(\d{1,4}(?:\.\d{1,6})?),(\d{1,3}(?:\.\d{1,6})?)?,(\d{6}),[\d.]{0,12},[EW]?(?:,([ADEFMPRS])(?:,[A-Z]?)?)?"
    rb"\*([0-9A-Fa-f]{2})"
)
_FAST_GGA = re.compile(
    rb"\$[A-OQ-Z][A-Z]GGA,([01]\d|2[0-3])([0-5]\d)([0-5]\d)(?:\.\d{1,6})?,[\d.]{1,16},[NS],[\d.]{1,16},[EW],([1-8]),(\d{1,2}),"
    rb"(\d{1,3}(?:\.\d{1,6})?)?,(-?\d{1,6}(?:\.\d{1,6})?),M,[\x20-\x29\x2b-\x7e]{0,40}\*([0-9A-Fa-f]{2})"
)
_TIME = re.compile(r"(\d\d)(\d\d)(\d\d(?:\.\d*)?)")
_SENTENCE = re.compile(rb"\$(P[A-Z0-9]{3,}|[A-Z0-9]{2}[A-Z0-9]{3,}),[\x20-\x29\x2b-\x7e]*\*([0-9A-Fa-f]{2})")
COMPLETING = {"GGA": pynmea2.GGA, "GSA": pynmea2.GSA, "VTG": pynmea2.VTG, "ZDA": pynmea2.ZDA}


def fast_rmc(line: bytes) -> Rmc | None:
    """An RMC with a fix, of the common shape and with a good checksum; None: ask `rmc`. Raises BadFrame."""
    found = _FAST_RMC.fullmatch(line)
    if found is None:
        return None
    hour, minute, second, lat, lat_min, north, lon, lon_min, east, knots, course, ddmmyy, mode, claimed = found.groups()
    if checksum(line[1:-3]) != int(claimed, 16):
        raise BadFrame("bad_checksum")
    latitude = int(lat) + float(lat_min) / 60
    longitude = int(lon) + float(lon_min) / 60
    return Rmc(
        midnight(ddmmyy),
        int(hour) * 3600 + int(minute) * 60 + float(second),
        latitude if north == b"N" else -latitude,
        longitude if east == b"E" else -longitude,
        float(knots) * KNOT_MPS,
        nan if course is None else float(course),
        "" if mode is None else mode.decode(),
    )


def fast_gga(line: bytes) -> Gga | None:
    """A GGA with a fix, of the common shape and with a good checksum; None: ask `sentence`. Raises BadFrame."""
    found = _FAST_GGA.fullmatch(line)
    if found is None:
        return None
    hour, minute, second, _, satellites, hdop, altitude, claimed = found.groups()
    if checksum(line[1:-3]) != int(claimed, 16):
        raise BadFrame("bad_checksum")
    return Gga(
        int(hour) * 3600 + int(minute) * 60 + int(second),
        float(altitude),
        nan if hdop is None else float(hdop),
        int(satellites),
    )


def kind_of(line: bytes) -> str:
    """The sentence's address without its talker ("RMC", "GGA"), "P…" for a proprietary one. Checks the checksum.

    Raises BadFrame: `not_nmea`, `no_checksum`, `bad_checksum`.
    """
    found = _SENTENCE.fullmatch(line)
    if found is None:
        if not line.startswith(b"$") or any(byte < 32 or byte > 126 for byte in line):
            raise BadFrame("not_nmea")
        raise BadFrame("no_checksum" if b"*" not in line else "not_nmea")
    if checksum(line[1:-3]) != int(found[2], 16):
        raise BadFrame("bad_checksum")
    address = found[1].decode()
    return address if address.startswith("P") else address[2:]


def rmc(line: bytes) -> Rmc | None:
    """An RMC of any shape by pynmea2, its checksum already checked; None where it says that there is no fix.

    Raises BadFrame: `empty_field`, `bad_field`, `bad_time`.
    """
    said = _parsed(line)
    if not isinstance(said, pynmea2.RMC):
        raise BadFrame("bad_field", "address")
    if said.status == "V" or said.mode_indicator == "N":
        return None
    if said.status != "A":
        raise BadFrame("empty_field" if not said.status else "bad_field", "status")
    time, ddmmyy = said.data[0], said.data[8] if len(said.data) > 8 else ""
    if not (time and ddmmyy and said.lat and said.lat_dir and said.lon and said.lon_dir):
        raise BadFrame("empty_field")
    try:
        latitude, longitude = said.latitude, said.longitude
    except ValueError:
        raise BadFrame("bad_field", "degrees and minutes") from None
    if _minutes(said.lat) >= 60 or _minutes(said.lon) >= 60:
        raise BadFrame("bad_field", "minutes")
    speed = _number(said.spd_over_grnd) * KNOT_MPS
    if speed < 0:
        raise BadFrame("bad_field", "speed")
    return Rmc(
        midnight(ddmmyy.encode(errors="replace")),
        seconds_of(time),
        _degrees(latitude, said.lat_dir, "NS"),
        _degrees(longitude, said.lon_dir, "EW"),
        speed,
        _number(said.true_course),
        said.mode_indicator,
    )


def completing(kind: str, line: bytes) -> Any:
    """A GGA, GSA, VTG or ZDA as pynmea2 reads it, its checksum already checked. Raises BadFrame."""
    said = _parsed(line)
    if not isinstance(said, COMPLETING[kind]):
        raise BadFrame("bad_field", "address")
    return said


def number(value: object) -> float:
    """A field that pynmea2 made a number or left as text; nan where it is empty, none, or without end."""
    try:
        read = nan if value in (None, "") else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return nan
    return read if isfinite(read) else nan


def seconds_of(hhmmss: str) -> float:
    """Seconds since midnight; 24:00 and a 60th second, which receivers do send, are tolerated. Raises BadFrame."""
    found = _TIME.fullmatch(hhmmss)
    if found is None or not hhmmss.isascii():
        raise BadFrame("bad_time", hhmmss)
    hour, minute, second = int(found[1]), int(found[2]), float(found[3])
    if hour > 24 or minute > 59 or second >= 61 or (hour == 24 and (minute or second)):
        raise BadFrame("bad_time", hhmmss)
    return hour * 3600 + minute * 60 + second


@lru_cache(maxsize=4096)
def midnight(ddmmyy: bytes) -> float:
    """The date's midnight in seconds since 1970 UTC. Raises BadFrame."""
    if len(ddmmyy) != 6 or not ddmmyy.isdigit():
        raise BadFrame("bad_time", ddmmyy.decode(errors="replace"))
    try:
        year = int(ddmmyy[4:6])
        day = date(year + (1900 if year >= FIRST_YEAR else 2000), int(ddmmyy[2:4]), int(ddmmyy[:2]))
    except ValueError:
        raise BadFrame("bad_time", ddmmyy.decode(errors="replace")) from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()


def _parsed(line: bytes) -> Any:
    if b"_" in line:  # which Python takes as part of a number
        raise BadFrame("bad_field", "_")
    try:
        return pynmea2.parse(line.decode("ascii"), check=True)
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise BadFrame("bad_field", f"{type(error).__name__}") from error


def _minutes(ddmm: str) -> float:
    """The minutes of `ddmm.mmmm` or `dddmm.mmmm`: two digits and what follows the point."""
    whole, point, fraction = ddmm.partition(".")
    return number(f"{whole[-2:]}{point}{fraction}")


def _degrees(value: Any, direction: str, known: str) -> float:
    if direction not in known:
        raise BadFrame("bad_field", "direction")
    return float(value)


def _number(value: object) -> float:
    read = number(value)
    if value not in (None, "") and isnan(read):
        raise BadFrame("bad_field", "number")
    return read
