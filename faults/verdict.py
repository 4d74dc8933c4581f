"""The sender's list against the tables: what is stored once, lost or doubled, and which findings stand."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from faults.plan import PARTS
from faults.run import Box, Course
from faults.town import OURS, Fix, Way

BROKER_S = 10.0  # acknowledged so shortly before its broker was killed, a fix is lost by that kill
NOTED_S = 0.5  # so late a client may note a PUBACK; no broker is started again so soon
NEAR_DEG, NEAR_KMH = 2e-6, 0.06  # what the coarsest of the protocols rounds away
POSITIONS = """SELECT d.id, extract(epoch FROM p.fix_time)::float8, ST_X(p.geom), ST_Y(p.geom), p.speed_mps
    FROM position p JOIN device d ON d.no = p.device_no"""
FINDINGS = "SELECT id, rule, vehicle_id, began, ended, measured, allowed, place_id, run_id, delayed FROM finding"
PARKED = "SELECT reason, count(*)::int FROM parked GROUP BY reason"
Name = tuple[str, int]  # of a fix: its device, and its time in ms


@dataclass(slots=True)
class Kept:
    """What became of the fixes of one way; all but `sendings` count fixes."""

    sent: int = 0
    sendings: int = 0
    acknowledged: int = 0
    stored: int = 0
    lost: int = 0  # acknowledged, and not there
    lost_to_broker: int = 0  # of those: acknowledged by a broker that was killed right after
    doubled: int = 0
    altered: int = 0
    oldest_lost_s: float = 0.0  # the longest time from such an acknowledgement to its broker's death


@dataclass(slots=True)
class Verdict:
    """All figures; `broken` are the promises that do not hold, in sentences."""

    kills: Counter[str] = field(default_factory=Counter)
    hasty: Counter[str] = field(default_factory=Counter)
    kept: dict[Way, Kept] = field(default_factory=dict)
    strangers: int = 0
    parked: dict[str, int] = field(default_factory=dict)
    expected: Counter[str] = field(default_factory=Counter)  # findings by rule
    found: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    too_many: int = 0
    twice: int = 0
    differing: int = 0
    broken: list[str] = field(default_factory=list)


def verdict(course: Course, database_url: str, reference_url: str) -> Verdict:
    """Hold what was sent against what the database has, and its findings against the undisturbed ones."""
    made = Verdict()
    for kill in course.killed:
        made.kills[kill.part] += 1
        made.hasty[kill.part] += kill.recovering
    with psycopg.connect(database_url) as conn, psycopg.connect(reference_url) as reference:
        _positions(made, course, conn)
        made.parked = dict(conn.execute(PARKED).fetchall())
        _findings(made, _found(conn), _found(reference))
    made.broken = [*_broken(made), *([course.not_well] if course.not_well else [])]
    return made


def _positions(made: Verdict, course: Course, conn: psycopg.Connection[Any]) -> None:
    stored: dict[Name, list[tuple[float, float, float]]] = {}
    for device, time_s, lon, lat, speed_mps in conn.execute(POSITIONS):
        stored.setdefault((device, round(time_s * 1000)), []).append((lon, lat, speed_mps * 3.6))
    broker_s = [kill.at_s for kill in course.killed if kill.part == "mosquitto"]
    known = 0
    for box in course.boxes:
        kept = made.kept.setdefault(box.bus.way, Kept())
        kept.sent += len(box.made)
        kept.sendings += box.sendings
        kept.acknowledged += len(box.acknowledged)
        known += _of_one(kept, box, stored, broker_s)
    made.strangers = sum(map(len, stored.values())) - known


def _of_one(
    kept: Kept, box: Box, stored: Mapping[Name, list[tuple[float, float, float]]], broker_s: list[float]
) -> int:
    """Count one device's fixes; how many rows are its."""
    rows_of_it = 0
    for number, fix in enumerate(box.made):
        rows = stored.get((fix.device, round(fix.time_s * 1000)), [])
        rows_of_it += len(rows)
        kept.stored += bool(rows)
        kept.doubled += max(0, len(rows) - 1)
        kept.altered += any(not _is(fix, row) for row in rows)
        if not rows and number in box.acknowledged:
            kept.lost += 1
            _blame(kept, box.acknowledged[number], broker_s)
    return rows_of_it


def _is(fix: Fix, row: tuple[float, float, float]) -> bool:
    lon, lat, kmh = row
    return abs(lon - fix.lon) < NEAR_DEG and abs(lat - fix.lat) < NEAR_DEG and abs(kmh - fix.kmh) < NEAR_KMH


def _blame(kept: Kept, acknowledged_s: float, broker_s: list[float]) -> None:
    following = bisect_left(broker_s, acknowledged_s - NOTED_S)
    if following < len(broker_s) and broker_s[following] - acknowledged_s <= BROKER_S:
        kept.lost_to_broker += 1
        kept.oldest_lost_s = max(kept.oldest_lost_s, broker_s[following] - acknowledged_s)


def _found(conn: psycopg.Connection[Any]) -> list[tuple[Any, ...]]:
    return conn.execute(FINDINGS).fetchall()


def _findings(made: Verdict, found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> None:
    ours, theirs = {row[0]: row for row in found}, {row[0]: row for row in expected}
    made.found, made.expected = Counter(row[1] for row in found), Counter(row[1] for row in expected)
    made.missing, made.too_many = len(theirs.keys() - ours.keys()), len(ours.keys() - theirs.keys())
    made.differing = sum(ours[id_] != theirs[id_] for id_ in ours.keys() & theirs.keys())
    breaches = Counter(row[1:4] for row in found)  # rule, vehicle, beginning
    made.twice = sum(count - 1 for count in breaches.values())


def _broken(made: Verdict) -> list[str]:
    broken = [f"{part} was never killed" for part in PARTS if not made.kills[part]]
    for way, kept in made.kept.items():
        lost = kept.lost if way in OURS else kept.lost - kept.lost_to_broker
        for count, what in (
            (kept.sent - kept.acknowledged, "were never acknowledged"),
            (lost, "were acknowledged and are lost"),
            (kept.doubled, "are stored twice"),
            (kept.altered, "are stored otherwise than they were sent"),
            (0 if kept.sent else 1, "were to be sent, and none was"),
        ):
            if count:
                broken.append(f"{way}: {count} fixes {what}")
    for count, what in (
        (made.strangers, "positions were sent by nobody"),
        (sum(made.parked.values()), f"frames are parked: {made.parked}"),
        (made.missing, "findings are missing"),
        (made.too_many, "findings should not be"),
        (made.twice, "findings stand twice"),
        (made.differing, "findings differ from what an undisturbed service finds"),
        (0 if made.expected else 1, "finding was to be expected, and none came"),
    ):
        if count:
            broken.append(f"{count} {what}")
    return broken
