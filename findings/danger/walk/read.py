"""A slice of history read as the ways of all buses in it, with what their terminals warned of; nothing is written.

Fixes lie in the table in the order in which they came: a stretch of time of all vehicles is read at one go.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, LiteralString

import numpy as np
import psycopg

from core.copying import read_rows
from findings.danger.seen.events import Events
from findings.danger.seen.limits import ONCE_S
from findings.danger.seen.track import Steps, Track
from fleet.fixes import Fixes
from fleet.quality.read import FIX, KINDS
from fleet.signals import Signal, signals_of
from geofences.plane import Plane

Connection = psycopg.Connection[Any]
Warned = Callable[[bytes], int]
SLICE: LiteralString = (
    f"COPY ({FIX} WHERE fix_time >= to_timestamp(%s) AND fix_time < to_timestamp(%s)) TO STDOUT (FORMAT binary)"
)
SLICE_S, SHORTEST_S = 6 * 3600.0, 600.0  # shorter ones would mostly read what is around them
MOST_FIXES = 2_000_000  # of one slice: what is read at one go must not grow with the fleet
MANY: LiteralString = """SELECT count(*) FROM
    (SELECT FROM position WHERE fix_time >= to_timestamp(%s) AND fix_time < to_timestamp(%s) LIMIT %s) AS one"""
# What a terminal warns of that has to do with the road; keeping distance and the driver's own state are the driver's.
OF_THE_ROAD = Signal.COLLISION | Signal.ROLLOVER | Signal.FORWARD_COLLISION | Signal.PEDESTRIAN
# 29 collision, 30 rollover (0x0200); 0x64 is the item of forward warnings
TOLD: LiteralString = """SELECT vehicle_id, extract(epoch FROM fix_time)::float8, ST_X(geom), ST_Y(geom), coalesce(alarm, 0), items
    FROM position WHERE fix_time >= to_timestamp(%s) AND fix_time < to_timestamp(%s)
    AND (alarm & 1610612736 <> 0 OR position('\\x64'::bytea IN items) > 0) ORDER BY vehicle_id, fix_time"""


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of time, and what is around it (seconds since 1970): what begins in it belongs to it."""

    since_s: float
    until_s: float
    track: Track
    steps: Steps
    fixes: int
    terminal: Events


def slice_end(conn: Connection, since_s: float, until_s: float) -> float:
    """Up to when the slice goes that begins at a time: SLICE_S, halved until not more than MOST_FIXES are in it."""
    length_s = SLICE_S
    while length_s >= 2 * SHORTEST_S:
        (fixes,) = conn.execute(MANY, (since_s, since_s + length_s, MOST_FIXES + 1)).fetchone() or (0,)
        if fixes <= MOST_FIXES:
            break
        length_s /= 2
    return min(since_s + length_s, until_s)


def read(conn: Connection, plane: Plane, since_s: float, until_s: float, margin_s: float, warned: Warned) -> Slice:
    """All vehicles' fixes from `margin_s` before to `margin_s` after."""
    around = (since_s - margin_s, until_s + margin_s)
    with conn.cursor() as cursor, cursor.copy(SLICE, around) as copied:
        columns = read_rows(b"".join(copied), KINDS)
    fixes = Fixes.of(len(columns["vehicle"]), **columns)
    own = int(np.count_nonzero((fixes.time_s >= since_s) & (fixes.time_s < until_s)))
    track = Track.of(fixes, plane)
    return Slice(since_s, until_s, track, Steps.of(track), own, _told(conn, plane, around, warned))


def _told(conn: Connection, plane: Plane, around: tuple[float, float], warned: Warned) -> Events:
    """The terminals' own alarms, each once: a terminal repeats it with every fix while it lasts."""
    rows = conn.execute(TOLD, around).fetchall()
    vehicle, time_s, lon, lat, alarm = (np.array([row[n] for row in rows]) for n in range(5))
    warnings = np.array([warned(row[5]) if row[5] else 0 for row in rows], np.int64)
    signals = signals_of(alarm.astype(np.int64), np.zeros(len(rows), np.int64), warnings)
    x, y = plane.xy(lon.astype(np.float64), lat.astype(np.float64))
    nothing = np.full(len(rows), np.nan)
    all_ = Events("terminal", vehicle.astype(np.int64), time_s.astype(np.float64), x, y, nothing)
    told = all_.only((signals & int(OF_THE_ROAD)) != 0)
    if not len(told):
        return told
    return told.only(np.r_[True, (np.diff(told.vehicle) != 0) | (np.diff(told.time_s) > ONCE_S)])
