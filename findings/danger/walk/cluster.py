"""From a run's events to short pieces of road: density first (DBSCAN), then no longer than one measure can be about (k-means).

Both are PostGIS's own, in the UTM zone of the district (metres; a distance is at most 0.1 % off). DBSCAN, not a grid: a bend on the
border of two squares would be two half bends. It chains along a road full of events, so what it finds is cut by k-means with a
largest radius, which needs no number of pieces. That takes the square of what it cuts: a chain of more than MOST_AT_ONCE, a whole
district's roads, is cut by squares of CELL_M first. Road sections themselves are no unit: they are long, and many roads have none.
"""

from typing import Any, LiteralString

import numpy as np
import psycopg
import shapely
from psycopg.types.json import Jsonb

from findings.danger.seen.limits import Limits
from findings.danger.walk.ground import Ground
from geofences.plane import Plane

Connection = psycopg.Connection[Any]
MOST_AT_ONCE, CELL_M = 2000, 2000.0
ROAD_RULES = ("R22", "R23", "R24")
# What an office has rejected was none; what is in trial is told to nobody.
SPEEDING: LiteralString = """INSERT INTO danger_event (run_id, kind, vehicle_id, at, geom, value, finding_id)
    SELECT r.id, 'speeding', f.vehicle_id, f.began, f.geom, f.measured, f.id FROM danger_run r
    JOIN finding f ON f.began >= r.since AND f.began < r.until
    WHERE r.id = %s AND f.rule = ANY(%s) AND NOT f.trial AND f.geom IS NOT NULL
    AND NOT EXISTS (SELECT FROM case_finding c JOIN desk_case d ON d.id = c.case_id
        WHERE c.finding_id = f.id AND d.state = 'rejected')"""
GROUPS: LiteralString = """WITH flat AS
        (SELECT id, geom, kind, ST_Transform(geom, %(srid)s) AS g FROM danger_event WHERE run_id = %(run)s),
    close AS (SELECT *, ST_ClusterDBSCAN(g, eps := %(near)s, minpoints := %(events)s) OVER (ORDER BY id) AS chain FROM flat),
    sized AS (SELECT *, count(*) OVER (PARTITION BY chain) > %(most)s AS long FROM close WHERE chain IS NOT NULL),
    squared AS (SELECT *, CASE WHEN long THEN floor(ST_X(g) / %(cell)s) END AS east,
        CASE WHEN long THEN floor(ST_Y(g) / %(cell)s) END AS north FROM sized),
    cut AS (SELECT *, ST_ClusterKMeans(g, 1, %(radius)s) OVER (PARTITION BY chain, east, north ORDER BY id) AS piece FROM squared)
    SELECT array_agg(id ORDER BY id), array_agg(ST_X(geom) ORDER BY id), array_agg(ST_Y(geom) ORDER BY id),
        array_agg(kind ORDER BY id)
    FROM cut GROUP BY chain, east, north, piece HAVING count(*) >= %(events)s ORDER BY chain, east, north, piece"""
ADD: LiteralString = """INSERT INTO danger_cluster (run_id, rank, geom, road, road_en, near, near_en, near_m, events, kinds)
    VALUES (%s, 0, ST_GeomFromWKB(%s, 4326), %s, %s, %s, %s, %s, %s, %s) RETURNING id"""
BELONGS: LiteralString = "UPDATE danger_event SET cluster_id = %s WHERE id = ANY(%s)"


def utm(lon: float, lat: float) -> int:
    """The EPSG code of the UTM zone of a place."""
    return (32_700 if lat < 0 else 32_600) + min(60, int((lon + 180) // 6) + 1)


def cluster(conn: Connection, run_id: int, plane: Plane, limits: Limits, ground: Ground) -> int:
    """Add the findings of speeding to the run's events, and its clusters; returns how many. In the caller's transaction."""
    conn.execute(SPEEDING, (run_id, list(ROAD_RULES)))
    asked = {
        "run": run_id,
        "srid": utm(plane.lon0, plane.lat0),
        "near": limits.near_m,
        "events": round(limits.events),
        "radius": limits.longest_m / 2,
        "most": MOST_AT_ONCE,
        "cell": CELL_M,
    }
    groups = conn.execute(GROUPS, asked).fetchall()
    for ids, lon, lat, kinds in groups:
        x, y = plane.xy(np.array(lon), np.array(lat))
        segment = ground.segment(x, y)
        near, near_m = ground.nearest(segment)
        counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
        shape = shapely.to_wkb(shapely.transform(segment, plane.degrees))
        row = (run_id, shape, *ground.road_of(segment), *near, near_m, len(ids), Jsonb(counts))
        made = conn.execute(ADD, row).fetchone()
        assert made is not None
        conn.execute(BELONGS, (made[0], ids))
    return len(groups)
