"""How long tracks are kept: weekly partitions made ahead and dropped when their time is over, in locks of a moment."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
import structlog
from psycopg import sql

from core.forgetting import in_steps

log = structlog.get_logger(__name__)
AHEAD = "8 weeks"
LOCK_S = 0.3  # who waits for a lock on `position` holds up the ingest that comes after it: never longer than this
AGAIN_S = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # between tries; a long export holds its partition for minutes
TRIES = 30
AT_ONCE = 10_000  # rows in one transaction
Connection = psycopg.Connection[Any]
Made = TypeVar("Made")

# Attached or left behind by a drop that was interrupted, with all of their week before the moment, the oldest first.
OLD_PARTITIONS = """SELECT c.relname, EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
    FROM pg_class c JOIN pg_class parent ON parent.oid = 'position'::regclass AND parent.relnamespace = c.relnamespace
    WHERE c.relkind = 'r' AND c.relname ~ '^position_[0-9]{8}$'
    AND (to_date(right(c.relname, 8), 'YYYYMMDD') + 7)::timestamp AT TIME ZONE 'UTC' <= now() - make_interval(days => %s)
    ORDER BY c.relname"""
# Back into the default partition, where the same query finds it.
KEEP = """INSERT INTO position SELECT p.* FROM tracks_wanted() k JOIN {} p ON p.vehicle_id = k.vehicle_id
    AND p.fix_time BETWEEN coalesce(lower(k.during), '-infinity') AND coalesce(upper(k.during), 'infinity')
    WHERE k.during @> p.fix_time ON CONFLICT DO NOTHING"""
# By both times: what was received lately of long ago (a clock that was wrong, a recording) is kept as long as any other.
OLD_FIXES = """DELETE FROM position_default WHERE ctid IN (SELECT p.ctid FROM position_default p
    WHERE greatest(p.fix_time, p.received_at) < now() - make_interval(days => %(days)s)
    AND NOT EXISTS (SELECT FROM tracks_wanted() k WHERE k.vehicle_id = p.vehicle_id AND k.during @> p.fix_time)
    LIMIT %(most)s)"""


def ensure_position_partitions(database_url: str) -> int:
    """Make the weekly partitions of `position` from last week to eight weeks ahead; returns how many were missing."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return patiently(
            connection,
            lambda: _number(
                connection,
                "SELECT ensure_position_partitions((now() - interval '1 week')::date, (now() + %s::interval)::date)",
                AHEAD,
            ),
        )


def drop_old_partitions(database_url: str, *, older_than_days: int) -> list[str]:
    """Drop the partitions whose whole week is older, but for what `tracks_wanted` names; returns their names.

    One that stays locked is left for another night, and those after it with it.
    """
    dropped: list[str] = []
    with psycopg.connect(database_url, autocommit=True) as connection:
        for name, attached in connection.execute(OLD_PARTITIONS, [older_than_days]).fetchall():
            if attached:
                patiently(connection, lambda name=name: _detach(connection, name))  # type: ignore[misc]
            connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))
            dropped.append(name)
    return dropped


def delete_old_fixes(database_url: str, *, older_than_days: int) -> int:
    """Delete the old fixes that no weekly partition ever took, a few at a time; returns how many there were."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return in_steps(connection, OLD_FIXES, older_than_days=older_than_days, at_once=AT_ONCE)


def patiently(connection: Connection, work: Callable[[], Made]) -> Made:
    """Do something in a transaction that gives up a lock it does not get at once, and try again later, TRIES times.

    Raises psycopg.errors.LockNotAvailable when it never was free.
    """
    for tried in range(TRIES):
        try:
            with connection.transaction():
                connection.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(LOCK_S * 1000)}ms"])
                return work()
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected) as error:
            if tried == TRIES - 1:
                raise
            if tried == 0:
                log.info("the tracks are in use; tried again until they are free", error=str(error))
            time.sleep(AGAIN_S[min(tried, len(AGAIN_S) - 1)])
    raise AssertionError("a loop that returns or raises")


def _detach(connection: Connection, partition: str) -> None:
    """Take a partition out of `position`, and put back of it what must stay. It is dropped after the commit."""
    name = sql.Identifier(partition)
    connection.execute("SELECT pg_advisory_xact_lock(hashtext('ensure_position_partitions'))")
    connection.execute(sql.SQL("ALTER TABLE position DETACH PARTITION {}").format(name))
    connection.execute(sql.SQL(KEEP).format(name))


def _number(connection: Connection, query: str, *arguments: Any) -> int:
    row = connection.execute(query.encode(), arguments).fetchone()
    return 0 if row is None else int(row[0])
