"""The fixes of a day, by the front of the primary key and as columns: no Python object is made for a value."""

from collections.abc import Iterator, Sequence
from typing import Any, LiteralString

import numpy as np
import psycopg

from core.copying import read_rows
from fleet.fixes import Fixes

Connection = psycopg.Connection[Any]
KINDS = {
    "vehicle": "int4",
    "device": "int4",
    "time_s": "timestamptz",
    "received_s": "timestamptz",
    "lon": "float8",
    "lat": "float8",
    "speed_mps": "float8",
    "course_deg": "float4",
    "altitude_m": "float4",
    "flags": "int4",
}
FIX: LiteralString = """SELECT vehicle_id, device_no, fix_time, received_at, ST_X(geom), ST_Y(geom), speed_mps,
    coalesce(course_deg, 'NaN'), coalesce(altitude_m, 'NaN'), flags FROM position"""
# besides the day's own the neighbours of its first and last, so that these are judged like the others
DAY: LiteralString = f"""COPY (
    {FIX} WHERE vehicle_id = ANY(%(vehicles)s)
        AND fix_time >= to_timestamp(%(since)s) AND fix_time < to_timestamp(%(until)s)
    UNION ALL
    SELECT near.* FROM unnest(%(vehicles)s) AS one, LATERAL (
        ({FIX} WHERE vehicle_id = one AND fix_time >= to_timestamp(%(since)s - 86400)
            AND fix_time < to_timestamp(%(since)s) ORDER BY fix_time DESC LIMIT 4)
        UNION ALL
        ({FIX} WHERE vehicle_id = one AND fix_time >= to_timestamp(%(until)s)
            AND fix_time < to_timestamp(%(until)s + 3600) ORDER BY fix_time LIMIT 4)
    ) AS near) TO STDOUT (FORMAT binary)"""  # noqa: S608
AT_ONCE = 4  # vehicles: their rows lie in the same pages; a day of one fix a second of all is 35 MB


def days_of(
    connection: Connection, vehicle_ids: Sequence[int], since_s: float, until_s: float
) -> Iterator[tuple[int, Fixes]]:
    """Of each vehicle the fixes with since_s <= time < until_s, and a few of the day before and the hour after.

    Seconds since 1970; the fixes are in no order.
    """
    for first in range(0, len(vehicle_ids), AT_ONCE):
        some = list(vehicle_ids[first : first + AT_ONCE])
        columns = _columns(connection, {"vehicles": some, "since": since_s, "until": until_s})
        order = np.argsort(columns["vehicle"], kind="stable")
        bounds = np.searchsorted(columns["vehicle"][order], [*some, some[-1] + 1])
        for number, vehicle_id in enumerate(some):
            rows = order[bounds[number] : bounds[number + 1]]
            yield vehicle_id, Fixes.of(len(rows), **{name: values[rows] for name, values in columns.items()})


def _columns(connection: Connection, asked: dict[str, Any]) -> dict[str, Any]:
    with connection.cursor() as cursor, cursor.copy(DAY, asked) as copied:
        return read_rows(b"".join(copied), KINDS)
