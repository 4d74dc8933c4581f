"""The ceiling of a TCP door: a bare COPY of the same rows into the same table, alone."""

import struct
import time
from datetime import UTC, datetime

import psycopg

from bench.ground.town import Town
from core import clock
from gps_ingest.store import COLUMNS

TYPES = (
    "int4", "timestamptz", "int4", "timestamptz", "bytea", "float8", "float4", "float4", "float4", "int2", "int4", "int8",
    "int8", "bytea",
)  # fmt: skip
COPY = f"COPY position ({COLUMNS}) FROM STDIN (FORMAT binary)".encode()
AT_ONCE = 1000
Row = tuple[object, ...]


def bare_copy(database_url: str, town: Town, rounds: int) -> float:
    """psycopg's binary COPY by write_row into the same table, 1,000 rows a commit, alone. Rows a second."""
    since_s, received = clock.epoch(), datetime.now(UTC)
    rows = [
        fix_row(bus, at, received, town.at(bus, since_s))
        for at in (datetime.fromtimestamp(since_s + number * 0.12, UTC) for number in range(rounds))
        for bus in range(len(town.devices))
    ]
    with psycopg.connect(database_url) as connection:
        began = time.monotonic()
        for start in range(0, len(rows), AT_ONCE):
            with connection.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.set_types(TYPES)
                for row in rows[start : start + AT_ONCE]:
                    copy.write_row(row)
            connection.commit()
        return len(rows) / (time.monotonic() - began)


def fix_row(bus: int, at: datetime, received: datetime, lonlat: tuple[float, float], speed_mps: float = 8.0) -> Row:
    """A fix of a bus of the town as COPY takes it."""
    point = struct.pack("<BIIdd", 1, 0x20000001, 4326, *lonlat)
    return (bus + 1, at, bus + 1, received, point, speed_mps, 90.0, None, None, None, 0, None, None, None)
