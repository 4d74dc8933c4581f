"""Keep with each finding the fixes from before it to after it, as they are in the tracks, losing nothing."""

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
import psycopg
import structlog

log = structlog.get_logger(__name__)
Connection = psycopg.Connection[Any]
AT_ONCE = 200  # findings looked up together; each is kept in a transaction of its own
NAMES = (
    "time_us", "received_us", "device_no", "lon", "lat", "speed_mps", "course_deg", "altitude_m", "hdop", "satellites",
    "flags", "alarm", "status", "items_hex",
)  # fmt: skip

# What is over, with five minutes for the last fixes to arrive. `evidence_window` (migration 0015) is how long before and after.
DUE = """SELECT f.id FROM finding f WHERE upper(evidence_window(f.began, f.ended)) < now() - interval '5 minutes'
    AND NOT EXISTS (SELECT FROM evidence_track e WHERE e.finding_id = f.id) ORDER BY f.began, f.id LIMIT %s"""
# What was kept lately and got more fixes since, sent late; or whose finding ended otherwise than it seemed then.
CHANGED = """SELECT f.id FROM finding f JOIN (SELECT DISTINCT ON (finding_id) * FROM evidence_track
        WHERE kept_at > now() - interval '30 days' ORDER BY finding_id, version DESC) e ON e.finding_id = f.id
    WHERE (e.until <> upper(evidence_window(f.began, f.ended)) AND upper(evidence_window(f.began, f.ended)) < now())
    OR EXISTS (SELECT FROM position p WHERE p.vehicle_id = f.vehicle_id AND p.fix_time BETWEEN e.since AND e.until
        AND p.received_at > e.kept_at) ORDER BY f.id"""
WINDOW = """SELECT vehicle_id, lower(evidence_window(began, ended)), upper(evidence_window(began, ended))
    FROM finding WHERE id = %s FOR UPDATE"""
FIXES = """SELECT (extract(epoch FROM fix_time) * 1000000)::bigint, (extract(epoch FROM received_at) * 1000000)::bigint,
        device_no, ST_X(geom), ST_Y(geom), speed_mps, course_deg, altitude_m, hdop, satellites, flags, alarm, status,
        encode(items, 'hex')
    FROM position WHERE vehicle_id = %s AND fix_time BETWEEN %s AND %s ORDER BY fix_time, device_no"""
KEEP = """INSERT INTO evidence_track (finding_id, version, since, until, fixes, data, sha256)
    SELECT %(id)s, coalesce(max(version), 0) + 1, %(since)s, %(until)s, %(fixes)s, %(data)s, %(sha256)s
    FROM evidence_track WHERE finding_id = %(id)s"""


def keep_due(database_url: str) -> int:
    """Keep the tracks of all findings that are over and have none yet; returns how many there were."""
    kept = 0
    with psycopg.connect(database_url, autocommit=True) as connection:
        while ids := [row[0] for row in connection.execute(DUE, [AT_ONCE]).fetchall()]:
            for id_ in ids:
                _keep(connection, id_)
            kept += len(ids)
    return kept


def keep_changed(database_url: str) -> int:
    """Keep a new version where more of a finding's track has come in since; returns how many there were."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        ids = [row[0] for row in connection.execute(CHANGED).fetchall()]
        for id_ in ids:
            _keep(connection, id_)
    return len(ids)


def packed(rows: Sequence[Sequence[Any]]) -> tuple[bytes, str]:
    """Rows of FIXES as compressed columns, and the SHA-256 of what is inside: the same rows are always the same bytes."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in NAMES)
    plain = orjson.dumps({name: list(column) for name, column in zip(NAMES, columns, strict=True)})
    return zlib.compress(plain, 6), hashlib.sha256(plain).hexdigest()


def _keep(connection: Connection, finding_id: UUID) -> None:
    with connection.transaction():
        found = connection.execute(WINDOW, [finding_id]).fetchone()
        if found is None:
            return  # forgotten meanwhile
        vehicle_id, since, until = found
        rows = connection.execute(FIXES, [vehicle_id, since, until]).fetchall()
        data, sha256 = packed(rows)
        kept = {"id": finding_id, "since": since, "until": until, "fixes": len(rows), "data": data, "sha256": sha256}
        connection.execute(KEEP, kept)
