"""Passages, events and findings at the places that hazards are about, day by day, for the figure before and after a measure.

A day is reckoned once, when it is settled: what a bus sends late has come by then, and what was found has been looked at. It is
kept for the outline of the place that it was counted in, and again when that changes; all places of a day in one reading of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, LiteralString
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from core import clock
from core.settings import Settings
from findings.danger.seen.events import Events
from findings.danger.seen.limits import Limits
from findings.danger.seen.passages import Passages, passages, with_events
from findings.danger.walk.cluster import ROAD_RULES
from findings.danger.walk.ground import Ground
from findings.danger.walk.read import Connection, Slice, Warned, read, slice_end
from findings.danger.walk.run import connect, events_in, limits_at
from fleet.fixes import Ints
from fleet.quality.days import ONE_DAY, span
from geofences.plane import Plane

DAYS = 56  # eight weeks before and after: as many school days of each kind, and more than one kind of weather
SETTLED_DAYS = 7  # ours: a week for the desk to look at what was found and for buses to send what they kept
LOCK = 0x5B18
MEASURED = ("submitted", "verified", "closed")  # states of a hazard whose measure is in place, as its owner says
HAZARDS: LiteralString = """SELECT place_key, found_at, state, submitted_at FROM hazard
    WHERE place_key IS NOT NULL AND state <> 'dismissed'"""
KNOWN: LiteralString = "SELECT place_key, day, place_version FROM danger_day"
# where each place is now, and the first of its versions that lay so: a new name or sign is no new outline
PLACES: LiteralString = """SELECT n.key, 1 + coalesce((SELECT max(o.version) FROM place o WHERE o.key = n.key
        AND NOT (o.geom = n.geom AND o.width_m IS NOT DISTINCT FROM n.width_m)), 0), ST_AsBinary(n.geom), coalesce(n.width_m, 0) / 2
    FROM (SELECT DISTINCT ON (key) * FROM place WHERE key = ANY(%s) ORDER BY key, version DESC) n"""
# also what is in trial: its passages count too, and a rule that is switched on later would look like more findings
FINDINGS: LiteralString = """SELECT f.vehicle_id, extract(epoch FROM f.began)::float8, ST_X(f.geom), ST_Y(f.geom), p.key
    FROM finding f LEFT JOIN place p ON p.id = f.place_id
    WHERE f.began >= to_timestamp(%s) AND f.began < to_timestamp(%s) AND f.rule = ANY(%s) AND f.geom IS NOT NULL
    AND NOT EXISTS (SELECT FROM case_finding c JOIN desk_case d ON d.id = c.case_id
        WHERE c.finding_id = f.id AND d.state = 'rejected') ORDER BY f.began, f.id"""
SAVE: LiteralString = """INSERT INTO danger_day
        (place_key, day, place_version, passages, dense, event_hits, events, finding_hits, findings)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (place_key, day) DO UPDATE SET
        place_version = excluded.place_version, passages = excluded.passages, dense = excluded.dense,
        event_hits = excluded.event_hits, events = excluded.events, finding_hits = excluded.finding_hits,
        findings = excluded.findings"""
Found = list[tuple[int, float, float, float, UUID | None]]


@dataclass(frozen=True, slots=True)
class Zones:
    """Places by key: since which version each lies as now; its outline in metres of the plane, widened by a receiver's error."""

    keys: Sequence[UUID]
    versions: Sequence[int]
    outlines: Sequence[BaseGeometry]

    @classmethod
    def load(cls, conn: Connection, plane: Plane, keys: Sequence[UUID], near_m: float) -> "Zones":
        """Where they are now."""
        rows = conn.execute(PLACES, (list(keys),)).fetchall()
        outlines = [
            shapely.transform(shapely.from_wkb(geom), plane.flat).buffer(max(half_m, near_m))
            for _, _, geom, half_m in rows
        ]
        return cls([row[0] for row in rows], [row[1] for row in rows], outlines)


def measured_on(state: str, submitted_at: datetime | None, zone: ZoneInfo) -> date | None:
    """The local day on which a hazard's measure was told to be in place; None where there is none yet."""
    if state not in MEASURED or submitted_at is None:
        return None
    return submitted_at.astimezone(zone).date()


def wanted(found: date, measured: date | None, today: date) -> Iterator[date]:
    """The days that count: from DAYS before the hazard was found to DAYS after its measure, as far as they are settled."""
    settled = today - timedelta(days=SETTLED_DAYS - 1)
    until = settled if measured is None else min(settled, measured + timedelta(days=DAYS + 1))
    day = found - timedelta(days=DAYS)
    while day < until:
        yield day
        day += ONE_DAY


def reckon(settings: Settings, *, warned: Warned, on: Callable[[], bool] = lambda: True) -> int:
    """Reckon what days are due, the newest first, until `on` says to leave off; returns how many days of a place were written."""
    written = 0
    with connect(settings) as conn:
        (mine,) = conn.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() or (False,)
        if not mine:
            return 0
        for day, keys in sorted(_due(conn, settings).items(), reverse=True):
            if not on():
                break
            with conn.transaction():
                written += _day(conn, settings, day, keys, warned)
    return written


def _due(conn: Connection, settings: Settings) -> dict[date, list[UUID]]:
    hazards = conn.execute(HAZARDS).fetchall()
    version = {key: since for key, since, _, _ in conn.execute(PLACES, ([row[0] for row in hazards],))}
    known = {(key, day) for key, day, since in conn.execute(KNOWN) if version.get(key) == since}
    due: dict[date, list[UUID]] = defaultdict(list)
    today = clock.today(settings.zone)
    oldest = today - timedelta(days=settings.track_retention_days)
    for key, found_at, state, submitted_at in hazards:
        found, measured = found_at.astimezone(settings.zone).date(), measured_on(state, submitted_at, settings.zone)
        for day in wanted(found, measured, today):
            if day >= oldest and (key, day) not in known and key not in due[day]:
                due[day].append(key)
    return {day: keys for day, keys in due.items() if keys}


def _day(conn: Connection, settings: Settings, day: date, keys: Sequence[UUID], warned: Warned) -> int:
    plane, (since_s, until_s) = Plane(*settings.map_center), span(day, settings.zone)
    limits, ground = limits_at(conn, since_s), Ground.load(conn, plane, since_s, until_s)
    zones = Zones.load(conn, plane, keys, limits.near_m)
    sums = np.zeros((len(zones.keys), 6), np.int64)
    begins_s = since_s
    while begins_s < until_s:
        ends_s = slice_end(conn, begins_s, until_s)
        part = read(conn, plane, begins_s, ends_s, limits.margin_s, warned)
        found: Found = conn.execute(FINDINGS, (begins_s, ends_s, list(ROAD_RULES))).fetchall()
        sums += _counted(part, zones, limits, ground, _findings(found, plane), [row[4] for row in found])
        begins_s = ends_s
    with conn.cursor() as cursor:
        rows = zip(zones.keys, zones.versions, sums.tolist(), strict=True)
        cursor.executemany(SAVE, [(key, day, version, *row) for key, version, row in rows])
    return len(zones.keys)


def _counted(
    part: Slice, zones: Zones, limits: Limits, ground: Ground, findings: Events, at_place: Sequence[UUID | None]
) -> Ints:
    """A row a zone: passages, dense ones, those with an event, events, those with a finding, findings."""
    passed = passages(part.track, part.steps, zones.outlines, limits)
    own = (passed.since_s >= part.since_s) & (passed.since_s < part.until_s)
    events = _joined(events_in(part, limits, ground))
    in_zone = _in_zones(events, zones)
    known = {key: index for index, key in enumerate(zones.keys)}
    of_place = [(row, known[key]) for row, key in enumerate(at_place) if key in known]
    of_finding = sorted(set(of_place) | set(_in_zones(findings, zones)))
    columns = [_per_zone(passed.spot[own], zones), _per_zone(passed.spot[own & passed.dense], zones)]
    for what, pairs in ((events, in_zone), (findings, of_finding)):
        columns += _hits(passed, what, pairs, zones)
    table = np.stack(columns, axis=1)
    table[:, 0] = np.maximum(table[:, 0], np.maximum(table[:, 2], table[:, 4]))
    return table


def _hits(passed: Passages, what: Events, pairs: list[tuple[int, int]], zones: Zones) -> list[Ints]:
    """Of each zone: passages that had one of them, also such as began before the slice, and how many of them there were."""
    rows, spot = (np.array([pair[n] for pair in pairs], np.int64) for n in (0, 1))
    hit, _ = with_events(passed, spot, what.only(rows))
    return [_per_zone(passed.spot[hit], zones), _per_zone(spot, zones)]


def _per_zone(spot: Ints, zones: Zones) -> Ints:
    return np.bincount(spot, minlength=len(zones.keys)).astype(np.int64)


def _in_zones(what: Events, zones: Zones) -> list[tuple[int, int]]:
    if not len(what) or not zones.outlines:
        return []
    found = shapely.STRtree(zones.outlines).query(shapely.points(what.x, what.y), predicate="intersects")
    return [(row, zone) for row, zone in found.T.tolist()]


def _findings(rows: Found, plane: Plane) -> Events:
    vehicle, time_s, lon, lat = (np.array([row[n] for row in rows]) for n in range(4))
    x, y = plane.xy(lon.astype(np.float64), lat.astype(np.float64))
    return Events("speeding", vehicle.astype(np.int64), time_s.astype(np.float64), x, y, np.zeros(len(rows)))


def _joined(parts: Sequence[Events]) -> Events:
    def column(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    return Events("any", *(column(name) for name in ("vehicle", "time_s", "x", "y", "value")))
