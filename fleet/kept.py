"""Kept fixes read back as columns: for whoever judges a stretch of history again, or asks what was seen of a bus."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import psycopg

from fleet.fixes import Fixes, Ints, Mark
from fleet.signals import signals_of

Connection = psycopg.AsyncConnection[Any]
COLUMNS = """SELECT vehicle_id, device_no, extract(epoch FROM fix_time)::float8, extract(epoch FROM received_at)::float8,
        ST_X(geom), ST_Y(geom), speed_mps, course_deg, altitude_m, hdop, coalesce(satellites, -1), flags,
        coalesce(alarm, 0), coalesce(status, -1), items
    FROM position
"""
QUERY = f"""{COLUMNS}
    WHERE fix_time >= to_timestamp(%(since)s) AND fix_time < to_timestamp(%(until)s)
        AND (%(vehicles)s::int[] IS NULL OR vehicle_id = ANY(%(vehicles)s))
    ORDER BY fix_time, vehicle_id, device_no"""
ARRIVED = f"""{COLUMNS}
    WHERE vehicle_id = %(vehicle)s AND fix_time BETWEEN to_timestamp(%(since)s) AND to_timestamp(%(until)s)
    ORDER BY fix_time DESC LIMIT %(most)s"""
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
    fixes = await _fixes(conn, QUERY, asked, warned)
    return replace(fixes, flags=fixes.flags & ~int(Mark.DELAYED))


async def arrived_fixes(
    conn: Connection, since_s: float, until_s: float, *, vehicle: int, most: int, warned: Callable[[bytes], int]
) -> Fixes:
    """The fixes of one vehicle and time in the order in which they reached us, delayed ones marked; at most the newest so many."""
    asked = {"since": since_s, "until": until_s, "vehicle": vehicle, "most": most}
    fixes = await _fixes(conn, ARRIVED, asked, warned)
    return fixes.take(np.lexsort((fixes.time_s, fixes.received_s)))


async def _fixes(conn: Connection, query: str, asked: dict[str, Any], warned: Callable[[bytes], int]) -> Fixes:
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(query.encode(), asked)
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
    }
    return Fixes.of(len(rows), **told)
