"""A month that lies behind: what every bus of the demo would have sent on its days, written as the worker writes it."""

import random
from datetime import UTC, date, datetime

from sqlalchemy import text

from core import clock
from fleet.quality.days import ONE_DAY, span
from tests.browser.service import Service

ROW = text("""INSERT INTO quality_day (vehicle_id, day, kept, qualified, parked, repeated, drift, reasons, parked_reasons,
        complete_m, total_m, first_at, last_at, computed_at)
    VALUES (:vehicle, :day, :kept, :qualified, :parked, :repeated, :drift,
        jsonb_strip_nulls(jsonb_build_object('speed', nullif(cast(:speed AS int), 0), 'drift', nullif(cast(:drift AS int), 0),
            'delayed', nullif(cast(:delayed AS int), 0), 'clock', nullif(cast(:clock AS int), 0))),
        jsonb_strip_nulls(jsonb_build_object('bad_checksum', nullif(cast(:parked AS int), 0))),
        :complete_m, :total_m, :first_at, :last_at, :computed_at) ON CONFLICT DO NOTHING""")
OPEN = text("INSERT INTO up_time VALUES (0, :since, :until) ON CONFLICT DO NOTHING")
FRIDAY = 4


def write(service: Service) -> str:
    """The month before this one, with a bus that drifts and one whose tracker is bad; returns it as YYYY-MM."""
    dice = random.Random(7)  # noqa: S311 - no secret
    last = clock.today(service.settings.zone).replace(day=1) - ONE_DAY
    days = [last.replace(day=number) for number in range(1, last.day + 1)]
    since_s, until_s = span(days[0], service.settings.zone)[0], span(days[-1], service.settings.zone)[1]
    away_s = since_s + 12.3 * 86_400
    with service.engine.begin() as connection:
        vehicles = [row.id for row in connection.execute(text("SELECT id FROM vehicle ORDER BY id"))]
        rows = [
            _row(dice, vehicle, place, day, span(day, service.settings.zone)[0])
            for day in days
            if day.weekday() <= FRIDAY
            for place, vehicle in enumerate(vehicles[:-2])
            if dice.random() > 0.02
        ]
        connection.execute(ROW, rows)
        for begins_s, ends_s in ((since_s, away_s), (away_s + 1900, until_s)):
            connection.execute(OPEN, {"since": _moment(begins_s), "until": _moment(ends_s)})
    return f"{last:%Y-%m}"


def _row(dice: random.Random, vehicle: int, place: int, day: date, midnight_s: float) -> dict[str, object]:
    bad, wild = place == 3, place == 5 and dice.random() < 0.4
    kept, total_m = dice.randint(3800, 5200), dice.uniform(60_000, 95_000)
    parked = dice.randint(300, 900) if bad else int(dice.random() < 0.1) * dice.randint(1, 12)
    speed = dice.randint(150, 500) if bad else int(dice.random() < 0.04) * dice.randint(1, 9)
    return {
        "vehicle": vehicle,
        "day": day,
        "kept": kept,
        "qualified": kept - speed,
        "parked": parked,
        "repeated": int(dice.random() < 0.2) * dice.randint(1, 60),
        "drift": dice.randint(1, 6) if wild else 0,
        "speed": speed,
        "delayed": int(dice.random() < 0.25) * dice.randint(20, 240),
        "clock": int(dice.random() < 0.02) * dice.randint(5, 80),
        "complete_m": total_m * (dice.uniform(0.5, 0.75) if bad else 1 - max(0.0, dice.gauss(0.0, 0.02))),
        "total_m": total_m,
        "first_at": _moment(midnight_s + 6.4 * 3600),
        "last_at": _moment(midnight_s + 17.8 * 3600),
        "computed_at": _moment(midnight_s + 86_400 + 300),
    }


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
