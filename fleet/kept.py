"""Kept fixes read back as columns, in the order of their own time: for whoever judges a stretch of history again."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import psycopg

from fleet.fixes import Fixes, Ints, Mark
from fleet.signals import signals_of

Connection = psycopg.AsyncConnection[Any]
QUERY = """SELECT vehicle_id, device_no, extract(epoch FROM fix_time)::float8, extract(epoch FROM received_at)::float8,
        ST_X(geom), ST_Y(geom), speed_mps, course_deg, altitude_m, hdop, coalesce(satellites, -1), flags,
        coalesce(alarm, 0), coalesce(status, -1), items
    FROM position
    WHERE fix_time >= to_timestamp(%(since)s) AND fix_time < to_timestamp(%(until)s)
        AND (%(vehicles)s::int[] IS NULL OR vehicle_id = ANY(%(vehicles)s))
    ORDER BY fix_time, vehicle_id, device_no"""
NAMES = (
    "vehicle", "device", "time_s", "received_s", "lon", "lat", "speed_mps", "course_deg", "altitude_m", "hdop",
    "satellites", "flags", "alarm", "status",
)  # fmt: skip


async def kept_fixes(
    conn: Connection, since_s: float, until_s: float, *, vehicles: Sequence[int] | None, warned: Callable[[bytes], int]
) -> Fixes:
    """The fixes kept of a time (seconds since 1970 UTC, `until_s` left out), of some vehicles or of all; none is marked delayed.

    `warned` reads the `Signal` bits out of a terminal's additional items: the wire is another room's business.
    """
    asked = {"since": since_s, "until": until_s, "vehicles": None if vehicles is None else list(vehicles)}
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(QUERY, asked)
        rows = await cursor.fetchall()
    if not rows:
        return Fixes.of(0)
    *columns, items = zip(*rows, strict=True)
    told: dict[str, Any] = dict(zip(NAMES, columns, strict=True))
    alarm, status = np.array(told["alarm"], np.int64), np.array(told["status"], np.int64)
    warnings: Ints = np.fromiter((warned(raw) if raw else 0 for raw in items), np.int64, len(items))
    told |= {
        "alarm": alarm,
        "status": status,
        "ignition": np.where(status >= 0, status & 1, -1),
        "signals": signals_of(alarm, np.maximum(status, 0), warnings),
        "flags": np.array(told["flags"], np.int64) & ~int(Mark.DELAYED),
    }
    return Fixes.of(len(rows), **told)
