"""Bodies of 0x0200, many at a time, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from gps_ingest.decode.jt808.fields import times
from gps_ingest.decode.jt808.items import glance

BASIC = 28  # bytes before the additional items
LOCATED, SOUTH, WEST = 1 << 1, 1 << 2, 1 << 3  # bits of the status
_NOTHING = bytes(BASIC)
_LAYOUT = np.dtype(
    [
        ("alarm", ">u4"),
        ("status", ">u4"),
        ("lat", ">u4"),
        ("lon", ">u4"),
        ("altitude", ">i2"),
        ("speed", ">u2"),
        ("course", ">u2"),
        ("time", "u1", 6),
    ]
)


@dataclass(frozen=True, slots=True)
class Locations:
    """N location reports, one array of length N a column. What they claim is not judged here: a latitude may be 4,000 degrees.

    alarm, status  int64    their 32 bits
    lat, lon       float64  degrees, south and west negative by the bits of the status
    altitude_m     float64  the word read as signed: below the sea terminals send two's complement, as traccar reads it too
    speed_mps      float64  from tenths of a km/h
    course_deg     float64  NaN where it is not 0 to 359
    time_s         float64  seconds since 1970 UTC, NaN where it is no date and time
    satellites     int64    item 0x31, -1 where there is none
    warnings       int64    of `fleet.signals.Signal`: what the items warn of (`items.warnings`)
    located        bool     bit 1 of the status; without it the place is the last one or none
    items          bytes    what follows byte 28, untouched
    bad            row -> reason: `bad_length` (shorter than 28 bytes: its row is 0 and NaN), `bad_time` (all else is told)
    """

    alarm: Ints
    status: Ints
    lat: Floats
    lon: Floats
    altitude_m: Floats
    speed_mps: Floats
    course_deg: Floats
    time_s: Floats
    satellites: Ints
    warnings: Ints
    located: Bools
    items: list[bytes]
    bad: dict[int, str]

    def __len__(self) -> int:
        return len(self.items)


def locations(bodies: Sequence[bytes]) -> Locations:
    """Location reports in the order given. Raises nothing, whatever the bytes."""
    basic = b"".join([body[:BASIC] for body in bodies])
    short = [row for row, body in enumerate(bodies) if len(body) < BASIC] if len(basic) < BASIC * len(bodies) else []
    if short:
        basic = b"".join([body[:BASIC] if len(body) >= BASIC else _NOTHING for body in bodies])
    table = np.frombuffer(basic, _LAYOUT)
    items = [body[BASIC:] for body in bodies]
    glances = np.array([glance(raw) for raw in items], np.int64).reshape(-1, 2)
    status = table["status"].astype(np.int64)
    course = table["course"].astype(np.float64)
    time_s = times(table["time"])
    unknown = np.isnan(time_s)
    made = Locations(
        alarm=table["alarm"].astype(np.int64),
        status=status,
        lat=_degrees(table["lat"], status & SOUTH),
        lon=_degrees(table["lon"], status & WEST),
        altitude_m=table["altitude"].astype(np.float64),
        speed_mps=table["speed"] / 36.0,
        course_deg=np.where(course < 360, course, np.nan),
        time_s=time_s,
        satellites=glances[:, 0],
        warnings=glances[:, 1],
        located=(status & LOCATED) != 0,
        items=items,
        bad=dict.fromkeys(np.flatnonzero(unknown).tolist(), "bad_time") if unknown.any() else {},
    )
    for row in short:
        made.bad[row] = "bad_length"
        for column in (made.lat, made.lon, made.altitude_m, made.speed_mps, made.course_deg):
            column[row] = np.nan
    return made


def _degrees(millionths: Ints, negative: Ints) -> Floats:
    """Millionths of a degree, signed by a bit of the status."""
    degrees: Floats = millionths / 1e6
    return np.where(negative != 0, -degrees, degrees)
