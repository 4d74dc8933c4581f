"""What the ingest writes itself: positions, parked frames, the number of the batch; and the lock that makes it one writer."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import psycopg

from core.copying import HEADER, TRAILER, Column, copy_rows
from fleet.fixes import Bools, Fixes
from gps_ingest.frames import Bad
from gps_ingest.guard.throttle import SHUT_OUT as SHUT_OUT_REASON
from gps_ingest.kept import LastKept, Pair, marked, pairs_of, told_apart

Connection = psycopg.AsyncConnection[Any]
LOCK = 0x5B05  # the class of our advisory locks; the share is the key
COLUMNS = (
    "vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, altitude_m, hdop, satellites, flags,"
    " alarm, status, items"
)
STAGE = "CREATE TEMP TABLE IF NOT EXISTS staged_position (LIKE position) ON COMMIT DELETE ROWS"
COPY = f"COPY position ({COLUMNS}) FROM STDIN (FORMAT binary)"
COPY_STAGED = f"COPY staged_position ({COLUMNS}) FROM STDIN (FORMAT binary)"
FROM_STAGED = f"""INSERT INTO position ({COLUMNS}) SELECT {COLUMNS} FROM staged_position ON CONFLICT DO NOTHING
    RETURNING vehicle_id, extract(epoch FROM fix_time)::float8, device_no"""  # noqa: S608
NEWEST = """SELECT (SELECT extract(epoch FROM fix_time)::float8 FROM position
        WHERE vehicle_id = v AND device_no = d ORDER BY fix_time DESC LIMIT 1)
    FROM unnest(%s::int[], %s::int[]) WITH ORDINALITY AS asked (v, d, n) ORDER BY n"""
PARK = """INSERT INTO parked (received_at, door, device, reason, raw, size, detail, times) SELECT * FROM
    unnest(%s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::bytea[], %s::int[], %s::text[], %s::int[])"""
SHUT_OUT = """UPDATE device SET throttled_until = greatest(throttled_until, now() + make_interval(secs => %s))
    WHERE id = ANY(%s)"""
NUMBER = """INSERT INTO share (share, batch, committed_at, watermark) VALUES (%s, 1, %s, %s)
    ON CONFLICT (share) DO UPDATE SET batch = share.batch + 1, committed_at = excluded.committed_at,
    watermark = greatest(share.watermark, excluded.watermark) RETURNING batch"""


async def take_over(conn: Connection, share: int) -> None:
    """Become the one writer of a share: waits until whoever was it, and the last transaction it left, is gone."""
    await conn.execute("SELECT pg_advisory_lock(%s, %s)", (LOCK, share))
    await conn.execute(STAGE)


async def keep(conn: Connection, fixes: Fixes, last: LastKept) -> tuple[Fixes, dict[Pair, float]]:
    """Keep what is new, in order of arrival and marked where delayed; a repetition is dropped. Returns what was kept,
    and the last times that `last` has to be told after the commit.

    A fix later than its device's last on its vehicle cannot be a repetition and is copied straight; the others are staged.
    """
    if not len(fixes):
        return fixes, {}
    pairs, pair = pairs_of(fixes)
    await _recall(conn, last, pairs)
    again = fixes.delayed  # read once more: never the newest, whatever was kept
    apart = told_apart(np.where(again, -np.inf, fixes.time_s), pair, np.array([last.times[each] for each in pairs]))
    delayed = apart.delayed | again
    fixes = marked(fixes, delayed)
    if apart.later.any():
        await _copy(conn, COPY, fixes.take(apart.later))
    fresh = apart.later
    if delayed.any():
        fresh = fresh | await _keep_staged(conn, fixes, delayed)
    return (fixes if fresh.all() else fixes.take(fresh)), dict(zip(pairs, apart.newest.tolist(), strict=True))


async def park(conn: Connection, bad: list[Bad]) -> None:
    """Set aside what could not be used, with the reason and the raw bytes."""
    if not bad:
        return
    rows = (
        (_time(b.received_s), b.door, b.device or None, b.reason, b.raw, b.size, b.detail or None, b.times) for b in bad
    )
    await conn.execute(PARK, [list(column) for column in zip(*rows, strict=True)])


async def shut_out(conn: Connection, bad: list[Bad], for_s: float) -> None:
    """Have the broker shut out, for so many seconds, the devices of which a door said that they flood it."""
    which = [each.device for each in bad if each.reason == SHUT_OUT_REASON]
    if which:
        await conn.execute(SHUT_OUT, (for_s, which))


async def number(conn: Connection, share: int, committed_s: float, watermark_s: float | None) -> int:
    """The number of this batch, raised in its own transaction."""
    watermark = None if watermark_s is None else _time(watermark_s)
    row = await (await conn.execute(NUMBER, (share, _time(committed_s), watermark))).fetchone()
    assert row is not None
    return int(row[0])


async def _recall(conn: Connection, last: LastKept, pairs: list[Pair]) -> None:
    unknown = last.unknown(pairs)
    if unknown:
        vehicles, devices = zip(*unknown, strict=True)
        rows = await (await conn.execute(NEWEST, (list(vehicles), list(devices)))).fetchall()
        times = (-np.inf if newest is None else newest for (newest,) in rows)
        last.put(dict(zip(unknown, times, strict=True)))


async def _keep_staged(conn: Connection, fixes: Fixes, which: Bools) -> Bools:
    """Insert those that are not there yet; a mask over all fixes of the ones that were not."""
    await _copy(conn, COPY_STAGED, fixes.take(which))
    rows = await (await conn.execute(FROM_STAGED)).fetchall()
    inserted = {(vehicle, _micros(time_s), device) for vehicle, time_s, device in rows}
    fresh = np.zeros(len(fixes), np.bool_)
    for row in np.flatnonzero(which):  # of two alike in one batch the first is the fix, the second the repetition
        key = (int(fixes.vehicle[row]), _micros(fixes.time_s[row]), int(fixes.device[row]))
        if key in inserted:
            inserted.remove(key)
            fresh[row] = True
    return fresh


async def _copy(conn: Connection, statement: str, fixes: Fixes) -> None:
    async with conn.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        await copy.write(HEADER + position_rows(fixes) + TRAILER)


def position_rows(fixes: Fixes) -> bytes:
    """Fixes as rows of `position` for binary COPY, in the order of `COLUMNS`."""
    return copy_rows(
        [
            Column("int4", fixes.vehicle),
            Column("timestamptz", fixes.time_s),
            Column("int4", fixes.device),
            Column("timestamptz", fixes.received_s),
            Column("point", np.column_stack((fixes.lon, fixes.lat))),
            Column("float8", fixes.speed_mps),
            Column("float4", fixes.course_deg, np.isnan(fixes.course_deg)),
            Column("float4", fixes.altitude_m, np.isnan(fixes.altitude_m)),
            Column("float4", fixes.hdop, np.isnan(fixes.hdop)),
            Column("int2", fixes.satellites, fixes.satellites < 0),
            Column("int4", fixes.flags),
            Column("int8", fixes.alarm, fixes.status < 0),
            Column("int8", fixes.status, fixes.status < 0),
            Column("bytes", fixes.items, fixes.items == b""),
        ]
    )


def _micros(time_s: float) -> int:
    return round(float(time_s) * 1e6)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
