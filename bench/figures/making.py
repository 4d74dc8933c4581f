"""How long it takes to make a day's runs from the permits in force, and to look after them when nothing changed."""

import asyncio
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import psycopg

from bench.figure import Figure
from bench.ground.places import Ground
from core.database import make_engine, make_sessions
from core.settings import Settings
from runs.making.write import make_runs

BUSES = 750  # each with two lines of two departures: 3,000 runs a day
ZONE = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 29, 20, tzinfo=ZONE)  # a Sunday: the day made is the Monday
MONDAY = date(2026, 11, 30)
SOWN = """
INSERT INTO organisation (slug, kind, stage, name)
    SELECT 'bench-' || n, CASE WHEN n = 1 THEN 'operator' ELSE 'school' END, CASE WHEN n > 1 THEN 'primary' END, '单位 ' || n
    FROM generate_series(1, 61) n;
INSERT INTO vehicle (plate, type, operator_id)
    SELECT '苏G' || lpad(n::text, 5, '0'), 'primary_bus', 1 FROM generate_series(1, %(buses)s) n;
INSERT INTO person (slug, kind, name, organisation_id)
    SELECT 'driver-' || n, 'driver', '驾驶人 ' || n, 1 FROM generate_series(1, %(buses)s) n;
INSERT INTO line (code, direction, school_id, name)
    SELECT 'L' || n, CASE WHEN n %% 2 = 0 THEN 'from_school' ELSE 'to_school' END, 2 + n / 2 %% 60, '线路 ' || n
    FROM generate_series(1, 2 * %(buses)s) n;
INSERT INTO line_version (line_id, version, path) SELECT id, 1, 'SRID=4326;LINESTRING(119.2 34.6, 119.3 34.7)' FROM line;
INSERT INTO line_stop (line_version_id, seq, name, point, offset_s)
    SELECT v.id, s, '站 ' || s, 'SRID=4326;POINT(119.2 34.6)', 300 * (s - 1) FROM line_version v, generate_series(1, 6) s;
INSERT INTO running_time (line_version_id, departs) SELECT v.id, time '06:30' + make_interval(mins => 40 * s + (v.id %% 30)::int)
    + CASE WHEN v.id %% 2 = 0 THEN interval '9 hours' ELSE interval '0' END FROM line_version v, generate_series(0, 1) s;
INSERT INTO permit (number, vehicle_id, holder_id) SELECT 'P' || id, id, 1 FROM vehicle;
INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
    SELECT id, 1, 1, 40, '2026-09-01', '2026-09-01' FROM permit;
INSERT INTO permit_line SELECT v.id, l.id FROM permit_version v JOIN line_version l ON (l.id + 1) / 2 = v.id;
INSERT INTO permit_driver SELECT id, id FROM permit_version;
INSERT INTO in_force (permit_version_id, vehicle_id, during) SELECT id, id, '[2026-09-01,)' FROM permit_version
"""


def runs_made(ground: Ground) -> list[Figure]:
    """Seconds to make a day's 3,000 runs; says also how long a day takes that is made again, and a look when nothing changed."""
    with ground.database() as database:
        with psycopg.connect(database, autocommit=True) as connection:
            for statement in SOWN.strip().split(";\n"):
                connection.execute(statement.encode(), {"buses": BUSES})
            connection.execute("VACUUM ANALYZE")
        took = asyncio.run(_timed(Settings(database_url=database)))
        with psycopg.connect(database) as connection:
            row = connection.execute("SELECT count(*), count(driver_id) FROM run WHERE day = %s", [MONDAY]).fetchone()
    assert row == (4 * BUSES, 4 * BUSES)
    first, again, idle = took
    says = f"{row[0]:,} runs of {BUSES} buses; again {again:.2f} s, nothing changed {1000 * idle:.0f} ms"
    return [Figure("runs_made", first, "s", None, "≤ 10 s", says)]


async def _timed(settings: Settings) -> tuple[float, float, float]:
    engine = make_engine(settings)
    sessions, took = make_sessions(engine), list[float]()
    for _ in range(3):
        begins = time.perf_counter()
        await make_runs(sessions, now=EVENING, zone=ZONE, ahead=1)
        took.append(time.perf_counter() - begins)
    await engine.dispose()
    return took[0], took[1], took[2]
