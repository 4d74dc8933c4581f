"""The exposure: how often which bus passed which cluster at which hour, with and without an event; and the ranking by it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import numpy as np
import psycopg
import shapely
from psycopg.types.json import Jsonb
from shapely.geometry.base import BaseGeometry

from findings.danger.seen.bounds import score, wilson
from findings.danger.seen.events import Events
from findings.danger.seen.limits import HEARD_S, Limits
from findings.danger.seen.passages import passages, with_events
from findings.danger.walk.read import Slice
from fleet.fixes import Bools, Ints
from geofences.plane import Plane

Connection = psycopg.Connection[Any]
HOUR_S = 3600.0
CLUSTERS: LiteralString = "SELECT id, ST_AsBinary(geom) FROM danger_cluster WHERE run_id = %s ORDER BY id"
EVENTS: LiteralString = """SELECT cluster_id, vehicle_id, extract(epoch FROM at)::float8 FROM danger_event
    WHERE run_id = %s AND cluster_id IS NOT NULL AND at >= to_timestamp(%s) AND at < to_timestamp(%s) ORDER BY at, id"""
ADD: LiteralString = """INSERT INTO danger_passage AS old (cluster_id, vehicle_id, hour, passages, dense, hits)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (cluster_id, vehicle_id, hour) DO UPDATE SET passages = old.passages + excluded.passages,
        dense = old.dense + excluded.dense, hits = old.hits + excluded.hits"""
COUNTED: LiteralString = """SELECT cluster_id, vehicle_id, hour, passages, dense, hits FROM danger_passage
    WHERE cluster_id IN (SELECT id FROM danger_cluster WHERE run_id = %s)"""
RANK: LiteralString = """UPDATE danger_cluster SET passages = %s, dense = %s, hits = %s, buses = %s, buses_hit = %s,
    low = %s, high = %s, score = %s, hours = %s, rank = %s WHERE id = %s"""


@dataclass(frozen=True, slots=True)
class Spots:
    """The clusters of a run, each with its zone in metres of the plane."""

    run_id: int
    ids: Sequence[int]
    zones: Sequence[BaseGeometry]

    @classmethod
    def load(cls, conn: Connection, run_id: int, plane: Plane, limits: Limits) -> "Spots":
        """As they were made."""
        rows = conn.execute(CLUSTERS, (run_id,)).fetchall()
        flat = [shapely.transform(shapely.from_wkb(geom), plane.flat) for _, geom in rows]
        return cls(run_id, [id_ for id_, _ in rows], [shape.buffer(limits.near_m) for shape in flat])


def count(conn: Connection, spots: Spots, part: Slice, limits: Limits, offset_s: float) -> None:
    """Add the passages that began in a slice; `offset_s` is local time's from UTC. An event that no passage holds is one itself."""
    passed = passages(part.track, part.steps, spots.zones, limits)
    spot, events = _events(conn, spots, part, limits.margin_s)
    hit, held = with_events(passed, spot, events)
    sums: Counter[tuple[int, int, int, str]] = Counter()

    def add(which: Bools, spots_: Ints, vehicles: Ints, time_s: Any, name: str) -> None:
        hours = np.floor((time_s + offset_s) / HOUR_S).astype(np.int64) % 24
        for key in zip(spots_[which].tolist(), vehicles[which].tolist(), hours[which].tolist(), strict=True):
            sums[(*key, name)] += 1

    own = (passed.since_s >= part.since_s) & (passed.since_s < part.until_s)
    for which, name in ((own, "passages"), (own & passed.dense, "dense"), (own & hit, "hits")):
        add(which, passed.spot, passed.vehicle, passed.since_s, name)
    lone = _lone(spot, events, ~held & (events.time_s >= part.since_s) & (events.time_s < part.until_s))
    for name in ("passages", "hits"):
        add(lone, spot, events.vehicle, events.time_s, name)
    keys = sorted({key[:3] for key in sums})
    rows = [
        (spots.ids[key[0]], *key[1:], *(sums[(*key, name)] for name in ("passages", "dense", "hits"))) for key in keys
    ]
    with conn.cursor() as cursor:
        cursor.executemany(ADD, rows)


def rank(conn: Connection, run_id: int, limits: Limits) -> None:
    """Write each cluster's sums, its interval and its place in the ranking."""
    counted: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for cluster_id, *row in conn.execute(COUNTED, (run_id,)):
        counted[cluster_id].append(tuple(row))
    figures = []
    for cluster_id, rows in counted.items():
        passed, dense, hits = (sum(row[column] for row in rows) for column in (2, 3, 4))
        buses, buses_hit = len({row[0] for row in rows}), len({row[0] for row in rows if row[4]})
        hours: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            hours[row[1]][0] += row[2]
            hours[row[1]][1] += row[4]
        low, high = wilson(hits, passed)
        told = Jsonb([[hour, *both] for hour, both in sorted(hours.items())])
        figures.append(
            (passed, dense, hits, buses, buses_hit, low, high, score(hits, passed, limits.credit), told, cluster_id)
        )
    figures.sort(key=lambda row: (-row[7], -row[2], row[9]))
    with conn.cursor() as cursor:
        cursor.executemany(RANK, [(*row[:9], place + 1, row[9]) for place, row in enumerate(figures)])


def _events(conn: Connection, spots: Spots, part: Slice, margin_s: float) -> tuple[Ints, Events]:
    """The run's events of the slice and around it, and at which spot each is."""
    rows = conn.execute(EVENTS, (spots.run_id, part.since_s - margin_s, part.until_s + margin_s)).fetchall()
    at = {id_: index for index, id_ in enumerate(spots.ids)}
    spot = np.array([at[row[0]] for row in rows], np.int64)
    vehicle, time_s = np.array([row[1] for row in rows], np.int64), np.array([row[2] for row in rows], np.float64)
    nothing = np.zeros(len(rows))
    return spot, Events("any", vehicle, time_s, nothing, nothing, nothing)


def _lone(spot: Ints, events: Events, lone: Bools) -> Bools:
    """Of the events that no passage holds, the first of each bus, spot and moment."""
    seen: dict[tuple[int, int], float] = {}
    for index in np.flatnonzero(lone).tolist():
        key, time_s = (int(spot[index]), int(events.vehicle[index])), float(events.time_s[index])
        lone[index] = time_s - seen.get(key, -np.inf) > HEARD_S
        seen[key] = time_s
    return lone
