"""The town that is measured: buses on their runs, each with its permit, sign and line; zones, risk segments, roads."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from core import clock
from fleet.secrets import broker_hash
from rules.catalogue import RULES

CENTER = (119.38, 34.72)
DEGREE_M = 111_320.0
SPEED_MPS = 8.0  # 28.8 km/h
STOPS = 6
STEP_M = 400.0  # of the zigzag that each line is
SIDE_DEG = 0.002  # of a zone, and the length of a risk segment
LONGEST_S = 3600.0
SECRET = "of-the-bench"


@dataclass(frozen=True)
class Town:
    """`devices[i]` drives line i, which begins at `starts[i]`; its run began at `began_s`. A device's id is a phone number."""

    devices: list[str]
    starts: list[tuple[float, float]]
    began_s: float

    def at(self, bus: int, time_s: float) -> tuple[float, float]:
        """Where a bus is (longitude, latitude): on its line, at 28.8 km/h since its run began."""
        return along(self.starts[bus], SPEED_MPS * (time_s - self.began_s))


def along(start: tuple[float, float], metres: float) -> tuple[float, float]:
    """A line goes east and north in turns of STEP_M."""
    turns, rest = divmod(metres, STEP_M)
    east = STEP_M * ((turns + 1) // 2) + (rest if turns % 2 == 0 else 0)
    north = STEP_M * (turns // 2) + (rest if turns % 2 else 0)
    return start[0] + east / (DEGREE_M * 0.822), start[1] + north / DEGREE_M


def build(
    database_url: str, buses: int, places: int, *, protocol: str = "nmea_tcp", ago_s: float = 120.0, bends: int = 0
) -> Town:
    """Write a town into a migrated database: every bus on a run that began `ago_s` ago, with permit, sign and line.

    `bends` are risk segments beside the usual ones: each bus that passes one is too fast there.
    """
    chance = random.Random(20260901)
    began_s = clock.epoch() - ago_s
    starts = [(CENTER[0] + chance.uniform(-0.2, 0.1), CENTER[1] + chance.uniform(-0.2, 0.1)) for _ in range(buses)]
    town = Town([f"13{number:09d}" for number in range(buses)], starts, began_s)
    with psycopg.connect(database_url) as connection:
        asked = {"buses": buses, "secret": broker_hash(SECRET), "protocol": protocol}
        connection.execute(_ON, {"rules": [rule.id for rule in RULES]})
        connection.execute(_THINGS, asked)
        _lines(connection, town)
        connection.execute(_PAPERS, {"began": datetime.fromtimestamp(began_s, UTC)})
        _places(connection, chance, places)
        _bends(connection, chance, bends)
    return town


def _lines(connection: psycopg.Connection[tuple[object, ...]], town: Town) -> None:
    paths, stops = [], []
    for number, start in enumerate(town.starts, 1):
        corners = [along(start, step * STEP_M) for step in range(int(SPEED_MPS * LONGEST_S // STEP_M) + 1)]
        path = ", ".join(f"{lon:.7f} {lat:.7f}" for lon, lat in corners)
        paths.append((number, f"LINESTRING({path})"))
        for seq in range(STOPS):
            since_s = seq * LONGEST_S / (STOPS - 1)
            stops.append((number, seq, f"stop {seq}", *along(start, SPEED_MPS * since_s), since_s))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO line_version (line_id, version, path) VALUES (%s, 1, ST_GeomFromText(%s, 4326))", paths
        )
        cursor.executemany(
            """INSERT INTO line_stop (line_version_id, seq, name, point, offset_s)
            VALUES (%s, %s, %s, ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s)""",
            stops,
        )


def _places(connection: psycopg.Connection[tuple[object, ...]], chance: random.Random, places: int) -> None:
    """Of six places five zones (schools, depots, petrol stations, no-go), half of the rest risk segments, half roads."""
    with connection.cursor() as cursor:
        for number in range(places):
            lon, lat = CENTER[0] + chance.uniform(-0.3, 0.3), CENTER[1] + chance.uniform(-0.3, 0.3)
            side = SIDE_DEG
            ring = f"{lon} {lat}, {lon + side} {lat}, {lon + side} {lat + side}, {lon} {lat + side}, {lon} {lat}"
            if number % 12 == 4:
                cursor.execute(_PLACE, ("risk_segment", "sharp_bend", f"bend {number}", _bend(lon, lat), 20, None))
            elif number % 12 == 10:
                road = f"LINESTRING({lon - 0.05} {lat + side}, {lon + 0.05} {lat + side})"
                cursor.execute(_PLACE, ("road_section", "other", f"road {number}", road, 20, 50))
            else:
                kind = ("school", "depot", "petrol_station", "no_go")[number % 4]
                cursor.execute(_PLACE, ("zone", kind, f"zone {number}", f"POLYGON(({ring}))", None, None))


def _bends(connection: psycopg.Connection[tuple[object, ...]], chance: random.Random, bends: int) -> None:
    with connection.cursor() as cursor:
        for number in range(bends):
            lon, lat = CENTER[0] + chance.uniform(-0.2, 0.2), CENTER[1] + chance.uniform(-0.2, 0.2)
            cursor.execute(_PLACE, ("risk_segment", "sharp_bend", f"more {number}", _bend(lon, lat), 20, None))


def _bend(lon: float, lat: float) -> str:
    return f"LINESTRING({lon} {lat}, {lon + SIDE_DEG} {lat})"


_PLACE = """INSERT INTO place (key, version, category, kind, name, geom, width_m, limit_kmh, during) VALUES
    (gen_random_uuid(), 1, %s, %s, %s, ST_GeomFromText(%s, 4326), %s, %s, tstzrange('2020-01-01', NULL))"""
_ON = """INSERT INTO rule_mode (rule, mode, since, source)
    SELECT rule, 'on', '2020-01-01', 'bench' FROM unnest(%(rules)s::text[]) rule"""
_THINGS = """
WITH op AS (INSERT INTO organisation (slug, kind, name) VALUES ('op', 'operator', 'operator') RETURNING id),
school AS (INSERT INTO organisation (slug, kind, name, stage) VALUES ('school', 'school', 'school', 'primary') RETURNING id),
bus AS (INSERT INTO vehicle (plate, type, seats, operator_id)
    SELECT 'BENCH' || n, 'primary_bus', 36, op.id FROM generate_series(1, %(buses)s) n, op RETURNING id),
device AS (INSERT INTO device (id, protocol, secret_hash)
    SELECT '13' || to_char(n - 1, 'FM000000000'), %(protocol)s, %(secret)s
    FROM generate_series(1, %(buses)s) n RETURNING no),
bound AS (INSERT INTO binding (device_no, vehicle_id, during)
    SELECT d.no, b.id, tstzrange('2020-01-01', NULL)
    FROM (SELECT no, row_number() OVER (ORDER BY no) n FROM device) d
    JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM bus) b USING (n))
INSERT INTO line (code, direction, school_id, name)
    SELECT 'L' || n, 'to_school', school.id, 'line ' || n FROM generate_series(1, %(buses)s) n, school
"""
_PAPERS = """
WITH permit AS (INSERT INTO permit (number, vehicle_id, holder_id)
    SELECT 'P' || id, id, 1 FROM vehicle ORDER BY id RETURNING id, vehicle_id),
version AS (INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
    SELECT id, 1, 1, 36, '2026-01-01', '2026-01-01' FROM permit RETURNING id, permit_id),
of AS (SELECT v.id, p.vehicle_id, row_number() OVER (ORDER BY p.vehicle_id) n
    FROM version v JOIN permit p ON p.id = v.permit_id),
approved AS (INSERT INTO permit_line SELECT id, n FROM of),
ruling AS (INSERT INTO in_force (permit_version_id, vehicle_id, during)
    SELECT id, vehicle_id, tstzrange('2026-01-01', NULL) FROM of),
signs AS (INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
    SELECT 'S' || id, id, vehicle_id, '2026-01-01', '2030-01-01', tstzrange('2026-01-01', '2030-01-01') FROM of)
INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
    SELECT %(began)s::timestamptz::date, vehicle_id, n, id, %(began)s, %(began)s::timestamptz + interval '1 hour' FROM of
"""
