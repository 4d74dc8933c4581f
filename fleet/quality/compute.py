"""The figures of a day, reckoned from the kept fixes and written down; the same again changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from fleet.quality.day import Day, of_day
from fleet.quality.days import span
from fleet.quality.read import Connection, days_of

Parked = Mapping[int, Mapping[str, int]]
"""Frames of a day that could not be used: vehicle id to reason to number."""

REPEATED: LiteralString = "SELECT vehicle_id, repeated FROM repeated_day WHERE day = %s AND vehicle_id = ANY(%s)"
# A day of which fewer fixes are there than were reckoned has been thinned out by the retention of tracks: its figures stay.
# Parked frames are kept for a shorter time: after it their number of then stays.
SAVE: LiteralString = """INSERT INTO quality_day AS old (vehicle_id, day, kept, qualified, drift, reasons, complete_m, total_m,
        first_at, last_at, repeated, parked, parked_reasons, computed_at)
    VALUES (%(vehicle)s, %(day)s, %(kept)s, %(qualified)s, %(drift)s, %(reasons)s, %(complete_m)s, %(total_m)s,
        %(first_at)s, %(last_at)s, %(repeated)s, %(parked)s, %(parked_reasons)s, now())
    ON CONFLICT (vehicle_id, day) DO UPDATE SET kept = excluded.kept, qualified = excluded.qualified,
        drift = excluded.drift, reasons = excluded.reasons, complete_m = excluded.complete_m, total_m = excluded.total_m,
        first_at = excluded.first_at, last_at = excluded.last_at, repeated = excluded.repeated,
        parked = CASE WHEN %(parked_known)s THEN excluded.parked ELSE old.parked END,
        parked_reasons = CASE WHEN %(parked_known)s THEN excluded.parked_reasons ELSE old.parked_reasons END,
        computed_at = excluded.computed_at
    WHERE excluded.kept >= old.kept"""


def compute(
    connection: Connection, *, vehicle_ids: Iterable[int], day: date, zone: ZoneInfo, parked: Parked | None
) -> int:
    """Reckon one day of some vehicles anew, in one transaction; returns of how many there was something.

    `parked`: None where the parked frames of that day are not known any more.
    """
    ids = sorted(vehicle_ids)
    since_s, until_s = span(day, zone)
    with connection.transaction():
        repeated = dict(connection.execute(REPEATED, (day, ids)).fetchall())
        rows = []
        for vehicle_id, fixes in days_of(connection, ids, since_s, until_s):
            figures = of_day(fixes, since_s, until_s)
            set_aside = (parked or {}).get(vehicle_id, {})
            if figures.kept or set_aside or vehicle_id in repeated:
                rows.append(_row(vehicle_id, day, figures, repeated.get(vehicle_id, 0), set_aside, parked is not None))
        with connection.cursor() as cursor:
            cursor.executemany(SAVE, rows)
    return len(rows)


def _row(
    vehicle_id: int, day: date, figures: Day, repeated: int, parked: Mapping[str, int], parked_known: bool
) -> dict[str, Any]:
    return {
        "vehicle": vehicle_id,
        "day": day,
        "kept": figures.kept,
        "qualified": figures.qualified,
        "drift": figures.drift,
        "reasons": Jsonb(figures.reasons),
        "complete_m": figures.complete_m,
        "total_m": figures.total_m,
        "first_at": _moment(figures.first_s),
        "last_at": _moment(figures.last_s),
        "repeated": repeated,
        "parked": sum(parked.values()),
        "parked_reasons": Jsonb(dict(parked)),
        "parked_known": parked_known,
    }


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
