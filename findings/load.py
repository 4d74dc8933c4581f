"""Read what the rules judge by out of the database, one function for each part of the world."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import psycopg
import shapely

from core.calendar import Calendar
from fleet.stretches import Stretches
from geofences.conditions import ConditionRecord
from geofences.index import DAY_S, PlaceRecord
from permits.terms import Permits, PermitTerms
from permits.trained import TrainingRecord
from rules.known import Known
from rules.modes import Modes
from rules.parameters import Parameters
from runs.columns import LineRecord, RunRecord

Connection = psycopg.AsyncConnection[Any]
STOP_IDS = 1 << 40
STOP_WIDTH_M = 80.0  # standing so near a stop is standing at it

BOUNDS = """coalesce(extract(epoch FROM lower({0}))::float8, '-infinity'),
    coalesce(extract(epoch FROM upper({0}))::float8, 'infinity')"""


async def places(conn: Connection) -> list[PlaceRecord]:
    """Every version of every place."""
    rows = _rows(
        conn,
        f"""SELECT id, category, kind, name, ST_AsBinary(geom), width_m, limit_kmh, direction, hours, season,
            {BOUNDS.format("during")} FROM place WHERE NOT isempty(during) ORDER BY id""",  # noqa: S608
    )
    return [
        PlaceRecord(
            id_,
            category,
            kind,
            name,
            shapely.from_wkb(geom),
            width,
            limit,
            direction,
            since,
            until,
            hours_of(hours),
            season_of(season),
        )
        async for id_, category, kind, name, geom, width, limit, direction, hours, season, since, until in rows
    ]


async def conditions(conn: Connection) -> list[ConditionRecord]:
    """Every declared condition of weather or surface."""
    query = f"SELECT id, kind, visibility_m, ST_AsBinary(area), {BOUNDS.format('during')} FROM condition ORDER BY id"  # noqa: S608
    return [
        ConditionRecord(id_, kind, visibility, None if area is None else shapely.from_wkb(area), since, until)
        async for id_, kind, visibility, area, since, until in _rows(conn, query)
    ]


async def exemptions(
    conn: Connection,
) -> tuple[list[PlaceRecord], list[tuple[int, float, float]], list[tuple[float, float]]]:
    """Exemptions of Art 30: by area, by line, and for everywhere."""
    areas, lines, everywhere = [], list[tuple[int, float, float]](), list[tuple[float, float]]()
    query = f"SELECT id, kind, reason, ST_AsBinary(area), line_id, {BOUNDS.format('during')} FROM exemption"  # noqa: S608
    async for id_, kind, reason, area, line_id, since, until in _rows(conn, query):
        if area is not None:
            geometry = shapely.from_wkb(area)
            areas.append(PlaceRecord(id_, "zone", kind, reason, geometry, since_s=since, until_s=until))
        elif line_id is not None:
            lines.append((line_id, since, until))
        else:
            everywhere.append((since, until))
    return areas, lines, everywhere


async def lines(conn: Connection) -> dict[int, LineRecord]:
    """Every line version with its stops, by id."""
    stops: dict[int, list[tuple[float, float, float]]] = {}
    query = "SELECT line_version_id, ST_X(point), ST_Y(point), offset_s FROM line_stop ORDER BY line_version_id, seq"
    async for version, lon, lat, offset in _rows(conn, query):
        stops.setdefault(version, []).append((lon, lat, float(offset)))
    found = {}
    query = "SELECT v.id, l.id, l.name, ST_AsBinary(v.path) FROM line_version v JOIN line l ON l.id = v.line_id"
    async for version, line_id, name, path in _rows(conn, query):
        own = stops.get(version, [])
        found[version] = LineRecord(
            version,
            line_id,
            name,
            shapely.from_wkb(path),
            tuple((x, y) for x, y, _ in own),
            tuple(t for _, _, t in own),
        )
    return found


async def stop_places(conn: Connection) -> list[PlaceRecord]:
    """The stops of all lines as small places, with the hours of the school that their line serves.

    One place for each point, so that a stop of two lines is one stop; their ids begin where those of places never come.
    """
    query = """
        SELECT min(s.line_version_id * 1000 + s.seq), ST_AsBinary(s.point), min(s.name),
               (array_agg(p.hours ORDER BY p.version DESC) FILTER (WHERE p.hours IS NOT NULL))[1]
        FROM line_stop s JOIN line_version v ON v.id = s.line_version_id JOIN line l ON l.id = v.line_id
        LEFT JOIN place p ON p.organisation_id = l.school_id AND p.kind = 'school' AND p.category = 'zone'
        GROUP BY s.point"""
    return [
        PlaceRecord(STOP_IDS + id_, "zone", "stop", name, shapely.from_wkb(point), STOP_WIDTH_M, hours=hours_of(hours))
        async for id_, point, name, hours in _rows(conn, query)
    ]


async def permits(conn: Connection) -> Permits:
    """All permit versions with their terms, when each was in force, and the signs."""
    drivers, approved = dict[int, set[int]](), dict[int, dict[int, int]]()
    async for version, person in _rows(conn, "SELECT permit_version_id, person_id FROM permit_driver"):
        drivers.setdefault(version, set()).add(person)
    query = """SELECT p.permit_version_id, v.line_id, v.id FROM permit_line p
        JOIN line_version v ON v.id = p.line_version_id ORDER BY v.version"""
    async for version, line_id, line_version in _rows(conn, query):
        approved.setdefault(version, {})[line_id] = line_version
    query = """SELECT v.id, p.number, p.vehicle_id, v.owner_id, v.seats FROM permit_version v
        JOIN permit p ON p.id = v.permit_id"""
    terms = [
        PermitTerms(id_, number, vehicle, owner, seats, frozenset(drivers.get(id_, ())), approved.get(id_, {}))
        async for id_, number, vehicle, owner, seats in _rows(conn, query)
    ]
    in_force = await _stretches(conn, "SELECT vehicle_id, {}, permit_version_id FROM in_force")
    signs = await _stretches(conn, "SELECT vehicle_id, {}, id FROM sign")
    return Permits.of(terms, in_force, signs)


async def device_order(conn: Connection) -> Stretches:
    """Which of a vehicle's devices comes first: by rank, then by the older binding; lower is first."""
    query = "SELECT device_no, {}, rank::bigint * 1099511627776 + id FROM binding"
    return await _stretches(conn, query)


async def silent_by_device(conn: Connection) -> dict[int, float]:
    """Seconds of silence by device number, where a device has its own."""
    query = "SELECT no, silent_after_s FROM device WHERE silent_after_s IS NOT NULL"
    return {no: float(seconds) async for no, seconds in _rows(conn, query)}


async def runs(conn: Connection, since_s: float, until_s: float) -> list[RunRecord]:
    """The runs planned to be on their way at some moment of a stretch of time, the cancelled ones left out."""
    query = """SELECT r.id, r.vehicle_id, r.line_version_id, r.permit_version_id, extract(epoch FROM r.planned_start)::float8,
            extract(epoch FROM r.planned_end)::float8, t.offsets_s, r.attendant_id
        FROM run r LEFT JOIN running_time t ON t.id = r.running_time_id
        WHERE NOT r.cancelled AND r.planned_start < to_timestamp(%s) AND r.planned_end > to_timestamp(%s)
            AND r.planned_start > to_timestamp(%s) - interval '1 day'"""  # no run lasts a day: by the index of their starts
    return [
        RunRecord(
            id_, vehicle, line, permit, start, end, None if offsets is None else tuple(map(float, offsets)), attendant
        )
        async for id_, vehicle, line, permit, start, end, offsets, attendant in _rows(
            conn, query, (until_s, since_s, since_s)
        )
    ]


async def parameters(conn: Connection) -> Parameters:
    """The dated values of the rules."""
    query = "SELECT name, extract(epoch FROM since)::float8, value, id FROM parameter"
    rows = [row async for row in _rows(conn, query)]
    return Parameters.of(
        ((name, since, value) for name, since, value, _ in rows), max((row[3] for row in rows), default=0)
    )


async def modes(conn: Connection) -> Modes:
    """Which rule was off, in trial or on, and who runs the vehicles of the operators that have modes of their own."""
    query = "SELECT rule, organisation_id, extract(epoch FROM since)::float8, mode FROM rule_mode"
    rows = [row async for row in _rows(conn, query)]
    query = "SELECT id, operator_id FROM vehicle WHERE operator_id IN (SELECT organisation_id FROM rule_mode)"
    own = any(organisation is not None for _, organisation, _, _ in rows)
    operator = {vehicle: organisation async for vehicle, organisation in _rows(conn, query)} if own else {}
    return Modes.of(rows, operator)


async def trainings(conn: Connection) -> list[TrainingRecord]:
    """Every training certificate that is on record, the withdrawn and expired ones with their last day."""
    query = """SELECT t.person_id, t.passed_on, t.valid_to, p.kind = 'attendant'
        FROM training t JOIN person p ON p.id = t.person_id"""
    return [TrainingRecord(*row) async for row in _rows(conn, query)]


def known_of_runs() -> list[Known]:
    """What other rooms know of runs: no room counts or sweeps yet, so nothing, and no rule that needs it finds any."""
    return []


async def class_days(conn: Connection) -> list[int]:
    """Local days with classes, as days since 1970: the working days of the terms, and the days that differ."""
    calendar = Calendar(
        works={day: works async for day, works in _rows(conn, "SELECT day, works FROM working_day")},
        terms=tuple([(starts, ends) async for starts, ends in _rows(conn, "SELECT starts, ends FROM term")]),
        classes={day: classes async for day, classes in _rows(conn, "SELECT day, classes FROM school_day")},
    )
    epoch = date(1970, 1, 1).toordinal()
    days = {ordinal for first, last in calendar.terms for ordinal in range(first.toordinal(), last.toordinal() + 1)}
    days |= {day.toordinal() for day in calendar.classes}
    return sorted(day - epoch for day in days if calendar.is_class_day(date.fromordinal(day)))


def hours_of(hours: list[list[str]] | None) -> tuple[tuple[float, float], ...]:
    """Stored hours [["07:00", "09:00"], …] as local seconds of the day; none means always. "24:00" is the day's end."""
    if not hours:
        return ((0.0, DAY_S),)
    return tuple((_seconds(start), _seconds(end)) for start, end in hours)


def season_of(season: list[str] | None) -> tuple[int, int] | None:
    """Stored season ["06-01", "09-30"] as month * 100 + day; none means all year."""
    if not season:
        return None
    first, last = (int(day.replace("-", "")) for day in season)
    return first, last


def _seconds(clock: str) -> float:
    hour, minute = clock.split(":")[:2]
    return int(hour) * 3600.0 + int(minute) * 60.0


async def _rows(conn: Connection, query: str, parameters: tuple[Any, ...] = ()) -> AsyncIterator[tuple[Any, ...]]:
    cursor = await conn.execute(query.encode(), parameters or None)
    for row in await cursor.fetchall():
        yield row


async def _stretches(conn: Connection, query: str) -> Stretches:
    rows = [row async for row in _rows(conn, query.format(BOUNDS.format("during")))]
    return Stretches.of((owner, since, until, value) for owner, since, until, value in rows)
