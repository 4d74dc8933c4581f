"""The case's world in a database that holds the district: its runs, its bus's papers and device, its exemptions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from schoolbus.demo.sow import Sown
from schoolbus.tracks.case import Case, ConditionTold, ExemptionTold, PlannedRun, SectionTold
from schoolbus.tracks.databases import Ground

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Bus:
    """The case's bus as the database knows it."""

    vehicle_id: int
    device: str
    device_no: int


def prepare(ground: Ground, case: Case, zone: ZoneInfo) -> Bus:
    """Make the district's database the case's. Raises LookupError for a bus, device or line that the district has not."""
    with psycopg.connect(ground.url) as conn:
        sown, world = ground.sown, case.world
        bus = _bus(conn, sown.vehicles[case.bus], device_of(case.bus))
        for run in case.runs:
            _plan(conn, bus, sown.line_versions[run.line], run, case.day, zone)
        if world.permit_until is not None:
            _close(conn, "in_force", bus, _aware(world.permit_until, zone))
        if world.sign_until is not None:
            _close(conn, "sign", bus, _aware(world.sign_until, zone))
        if world.device_since is not None:
            _bind_anew(conn, bus, _aware(world.device_since, zone))
        for exemption in world.exemptions:
            _exempt(conn, exemption, sown, zone)
        for condition in world.conditions:
            _declare(conn, condition, zone)
        for section in world.sections:
            _build(conn, section, case.day)
    return bus


def device_of(bus: str) -> str:
    """What the device of a bus of the district calls itself."""
    return f"sim-{bus}"


def _bus(conn: Connection, vehicle_id: int, device: str) -> Bus:
    row = conn.execute(
        "SELECT d.no FROM device d JOIN binding b ON b.device_no = d.no WHERE d.id = %s AND b.vehicle_id = %s",
        (device, vehicle_id),
    ).fetchone()
    if row is None:
        raise LookupError(f"the district has no {device} bound to the bus")
    return Bus(vehicle_id, device, row[0])


def _plan(conn: Connection, bus: Bus, line_version: int, run: PlannedRun, day: date, zone: ZoneInfo) -> None:
    departs = _aware(run.departs if isinstance(run.departs, datetime) else datetime.combine(day, run.departs), zone)
    conn.execute(
        """INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
        SELECT %(day)s, %(vehicle)s, %(line)s,
            (SELECT f.permit_version_id FROM in_force f WHERE f.vehicle_id = %(vehicle)s AND f.during @> %(departs)s),
            %(departs)s, %(departs)s + make_interval(secs => max(offset_s)) FROM line_stop WHERE line_version_id = %(line)s""",
        {"day": departs.astimezone(zone).date(), "vehicle": bus.vehicle_id, "departs": departs, "line": line_version},
    )


def _close(conn: Connection, table: str, bus: Bus, until: datetime) -> None:
    statement = f"UPDATE {table} SET during = tstzrange(lower(during), %s) WHERE vehicle_id = %s AND during @> %s"  # noqa: S608
    if conn.execute(statement.encode(), (until, bus.vehicle_id, until)).rowcount != 1:
        raise LookupError(f"{bus.device}: no {table} holds at {until}")


def _bind_anew(conn: Connection, bus: Bus, since: datetime) -> None:
    """As if the device had been on the shelf until then: what it was bound to before is closed at once."""
    conn.execute(
        "UPDATE binding SET during = tstzrange(lower(during), lower(during) + interval '1 ms') WHERE device_no = %s",
        (bus.device_no,),
    )
    conn.execute(
        "INSERT INTO binding (device_no, vehicle_id, during) VALUES (%s, %s, tstzrange(%s, NULL))",
        (bus.device_no, bus.vehicle_id, since),
    )


def _exempt(conn: Connection, told: ExemptionTold, sown: Sown, zone: ZoneInfo) -> None:
    area = None if told.outline is None else _wkt("POLYGON((", told.outline, "))")
    line = None if told.line is None else sown.lines[told.line]
    until = None if told.until is None else _aware(told.until, zone)
    conn.execute(
        "INSERT INTO exemption (kind, reason, area, line_id, during) VALUES (%s, %s, %s, %s, tstzrange(%s, %s))",
        (told.kind, told.reason, area, line, _aware(told.since, zone), until),
    )


def _declare(conn: Connection, told: ConditionTold, zone: ZoneInfo) -> None:
    area = None if told.outline is None else _wkt("POLYGON((", told.outline, "))")
    conn.execute(
        "INSERT INTO condition (kind, visibility_m, area, during) VALUES (%s, %s, %s, tstzrange(%s, %s))",
        (told.kind, told.visibility_m, area, _aware(told.since, zone), _aware(told.until, zone)),
    )


def _build(conn: Connection, told: SectionTold, day: date) -> None:
    conn.execute(
        """INSERT INTO place (key, version, category, kind, name, geom, width_m, limit_kmh, during)
        VALUES (gen_random_uuid(), 1, 'road_section', %s, %s, %s, %s, %s, tstzrange(%s::date - 1, NULL))""",
        (told.kind, told.name, _wkt("LINESTRING(", told.points, ")"), told.width_m, told.limit_kmh, day),
    )


def _wkt(head: str, points: tuple[tuple[float, float], ...], tail: str) -> str:
    return f"SRID=4326;{head}{', '.join(f'{lon} {lat}' for lon, lat in points)}{tail}"


def _aware(told: datetime, zone: ZoneInfo) -> datetime:
    return told.replace(tzinfo=told.tzinfo or zone)
