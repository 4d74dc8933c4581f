"""Three hundred buses with permits, signs, devices and two runs each, in a database that holds the demo district."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg

from schoolbus.simulate.district import District
from schoolbus.tracks.databases import Ground

BUSES = 300
MORNING, AFTERNOON = time(6, 50), time(16, 30)
SPREAD_MIN = 25  # departures lie within so many minutes
BIND = """INSERT INTO binding (device_no, vehicle_id, during) VALUES (%s, %s, tstzrange(%s, NULL))"""


@dataclass(frozen=True)
class Bus:
    """A bus of the day: its ids, its two lines, and when it should leave (seconds since 1970)."""

    number: int
    vehicle: int
    device: int
    out: str
    back: str
    out_s: float
    back_s: float


def build(ground: Ground, simulated: District, day: date, zone: ZoneInfo, unlicensed: frozenset[int]) -> list[Bus]:
    """Write them down; those of `unlicensed` (by number) have no sign that holds on the day."""
    routes = sorted({key.removesuffix("-to") for key in simulated.lines if key.endswith("-to") and key[0] == "l"})
    approved = [route for route in routes if f"{route}-from" in ground.sown.line_versions]
    made = []
    with psycopg.connect(ground.url) as conn:
        operator = _one(conn, "SELECT id FROM organisation WHERE kind = 'operator' ORDER BY id LIMIT 1")
        conn.execute("INSERT INTO school_day (day, classes, note) VALUES (%s, true, '') ON CONFLICT DO NOTHING", (day,))
        for number in range(BUSES):
            route = approved[number % len(approved)]
            late = timedelta(minutes=(number // len(approved)) * 7 % SPREAD_MIN)
            starts = [(datetime.combine(day, at, zone) + late).timestamp() for at in (MORNING, AFTERNOON)]
            made.append(_bus(conn, ground, number, route, starts, operator, signed=number not in unlicensed, day=day))
    return made


def _bus(
    conn: psycopg.Connection[tuple[object, ...]], ground: Ground, number: int, route: str, starts: list[float],
    operator: int, *, signed: bool, day: date,
) -> Bus:  # fmt: skip
    since = day - timedelta(days=200)
    vehicle = _one(
        conn, "INSERT INTO vehicle (plate, type, seats, operator_id) VALUES (%s, 'primary_bus', 36, %s) RETURNING id",
        f"苏G·B{number:04d}", operator,
    )  # fmt: skip
    device = _one(
        conn,
        "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', '-') RETURNING no",
        f"day-{number}",
    )
    conn.execute(BIND, (device, vehicle, since))
    permit = _one(
        conn, "INSERT INTO permit (number, vehicle_id, holder_id) VALUES (%s, %s, %s) RETURNING id",
        f"许可-{number}", vehicle, operator,
    )  # fmt: skip
    version = _one(
        conn,
        """INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
        VALUES (%s, 1, %s, 36, %s, %s) RETURNING id""",
        permit, operator, since, since,
    )  # fmt: skip
    conn.execute(
        "INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (%s, %s, tstzrange(%s, NULL))",
        (version, vehicle, since),
    )
    until = day + timedelta(days=100) if signed else day - timedelta(days=3)
    conn.execute(
        """INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
        VALUES (%s, %s, %s, %s, %s, tstzrange(%s, %s))""",
        (f"牌-{number}", version, vehicle, since, until, since, until),
    )
    lines = (f"{route}-to", f"{route}-from")
    for line, start_s in zip(lines, starts, strict=True):
        line_version = ground.sown.line_versions[line]
        conn.execute("INSERT INTO permit_line VALUES (%s, %s)", (version, line_version))
        conn.execute(
            """INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
            SELECT %s, %s, %s, %s, to_timestamp(%s), to_timestamp(%s + max(offset_s)) FROM line_stop
            WHERE line_version_id = %s""",
            (day, vehicle, line_version, version, start_s, start_s, line_version),
        )
    return Bus(number, vehicle, device, *lines, *starts)


def _one(conn: psycopg.Connection[tuple[object, ...]], query: str, *values: object) -> int:
    row = conn.execute(query.encode(), values).fetchone()
    assert row is not None
    return int(str(row[0]))
