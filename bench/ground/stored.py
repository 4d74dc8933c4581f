"""Rows that a table holds already: two days of a county, one fix of every bus each ten seconds, written by the database itself."""

import time
from datetime import UTC, datetime

import psycopg

from core import clock

EVERY_S = 10.0
SLICES = 50
FILL = """INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)
    SELECT bus, at, bus, at + interval '1 second',
        ST_SetSRID(ST_MakePoint(119.2 + bus * 0.0001, 34.6 + extract(epoch FROM at)::int %% 3600 * 0.00005), 4326),
        8.0 + bus %% 7, (bus * 37) %% 360, 0
    FROM generate_series(%s::timestamptz, %s::timestamptz, %s) AS at CROSS JOIN generate_series(1, %s) AS bus"""


def fill(database_url: str, buses: int, rows: int) -> float:
    """Write `rows` fixes of `buses` vehicles in order of time, the newest an hour old, with the indexes in place, then have
    them vacuumed as they are in the course of a day. Seconds that it took.
    """
    began = time.monotonic()
    steps = rows // buses
    end_s = clock.epoch() // EVERY_S * EVERY_S - 3600.0
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute(
            "SELECT ensure_position_partitions(%s::date, %s::date)",
            (_time(end_s - steps * EVERY_S), _time(end_s)),
        )
        for number in range(SLICES):  # a slice a transaction, so that one may see how far it is
            first, last = number * steps // SLICES, (number + 1) * steps // SLICES - 1
            window = _time(end_s - (steps - first) * EVERY_S), _time(end_s - (steps - last) * EVERY_S)
            connection.execute(FILL, (*window, f"{EVERY_S} seconds", buses))
        connection.execute("VACUUM (ANALYZE) position")
    return time.monotonic() - began


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
