"""Which days are to be reckoned, and that they are: today's anew, those that ended, and those that got fixes afterwards."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import LiteralString

import psycopg
import structlog

from core import clock
from core.settings import Settings
from fleet.quality.compute import compute
from fleet.quality.days import ONE_DAY, span
from fleet.quality.read import Connection
from gps_ingest.quality.parked import parked_of

log = structlog.get_logger(__name__)
LOCK = 0x5B07  # of whoever reckons; a second one leaves it to him
# The first time there are fixes from before: each of their days is due. It reads all tracks, once.
BEFORE: LiteralString = """INSERT INTO quality_due (vehicle_id, day)
    SELECT DISTINCT vehicle_id, (fix_time AT TIME ZONE %(zone)s)::date FROM position WHERE fix_time < to_timestamp(%(until)s)"""
NOW_DONE: LiteralString = (
    "INSERT INTO quality_done (day) VALUES (%s) ON CONFLICT (day) DO UPDATE SET computed_at = now()"
)


def reckon(settings: Settings) -> int:
    """Bring the figures up to now; returns how many days of a vehicle were written. May be killed, or run again, at any time."""
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        (mine,) = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() or (False,)
        return _reckon(connection, settings) if mine else 0


def _reckon(connection: Connection, settings: Settings) -> int:
    today = clock.today(settings.zone)
    last = _last_done(connection, settings, today)
    due_ids, due = _due(connection)
    vehicles = [vehicle for (vehicle,) in connection.execute("SELECT id FROM vehicle")]
    written, day = 0, last
    while day < today:  # the days that ended since; all but one only after the worker was away
        day += ONE_DAY
        written += _day(connection, settings, vehicles, day)
        due.pop(day, None)
        if day < today:
            connection.execute(NOW_DONE, (day,))
    for day, some in sorted(due.items()):
        written += _day(connection, settings, some, day)
    connection.execute("DELETE FROM quality_due WHERE id = ANY(%s)", (due_ids,))
    return written


def _last_done(connection: Connection, settings: Settings, today: date) -> date:
    """The newest day that was reckoned after its end; the first time all days up to yesterday become due."""
    (newest,) = connection.execute("SELECT max(day) FROM quality_done").fetchone() or (None,)
    if isinstance(newest, date):
        return min(newest, today - ONE_DAY)
    with connection.transaction():
        until_s, _end = span(today, settings.zone)
        connection.execute(BEFORE, {"zone": settings.timezone, "until": until_s})
        connection.execute(NOW_DONE, (today - ONE_DAY,))
    return today - ONE_DAY


def _due(connection: Connection) -> tuple[list[int], dict[date, set[int]]]:
    """The notes that stand now, and the vehicles of each day in them. What is noted later is left for the next time."""
    ids, days = list[int](), defaultdict[date, set[int]](set)
    for number, vehicle_id, day in connection.execute("SELECT id, vehicle_id, day FROM quality_due"):
        ids.append(number)
        days[day].add(vehicle_id)
    return ids, days


def _day(connection: Connection, settings: Settings, vehicle_ids: Iterable[int], day: date) -> int:
    parked = parked_of(connection, day, settings.zone, retention_days=settings.parked_retention_days)
    return compute(connection, vehicle_ids=vehicle_ids, day=day, zone=settings.zone, parked=parked)
