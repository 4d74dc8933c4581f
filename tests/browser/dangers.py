"""Weeks that lie behind: buses of the demo past three places of their lines, at each of which something happens now and then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import shapely
from sqlalchemy import text

from core import clock
from findings.danger.walk.run import ask, connect, work
from geofences.plane import Plane
from gps_ingest.decode.jt808.items import warnings
from tests.browser.service import Service
from tests.findings.danger import roads

AROUND_M = 450.0
PATHS = text("""SELECT DISTINCT ON (l.code) l.code, ST_AsBinary(v.path), array_agg(DISTINCT i.vehicle_id) FROM line l
    JOIN line_version v ON v.line_id = l.id JOIN permit_line p ON p.line_version_id = v.id
    JOIN in_force i ON i.permit_version_id = p.permit_version_id GROUP BY l.code, v.id ORDER BY l.code, v.version DESC""")
FINDING = text("""INSERT INTO finding (id, rule, article, severity, vehicle_id, began, ended, measured, allowed, unit, geom,
        delayed, evidence, batch) VALUES (gen_random_uuid(), 'R23', '35', 'A1', :vehicle, :at, :at, 71, 60, 'km/h',
        ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), false, '{}', 1)""")


@dataclass(frozen=True)
class Spot:
    """A place on a line (the n-th, at a share of its length): how often it is passed, and how often that is not quiet."""

    line: int
    share: float
    passages: int
    brakings: int
    speedings: int = 0
    stands: int = 0


__all__ = ["SPOTS", "ask", "connect", "walk", "write"]
SPOTS = (
    Spot(line=0, share=0.35, passages=44, brakings=13),
    Spot(line=2, share=0.62, passages=180, brakings=6, speedings=5),
    Spot(line=4, share=0.28, passages=60, brakings=3, stands=5),
)
OTHERS = (Spot(line=1, share=0.55, passages=30, brakings=4),)


def write(service: Service, spots: tuple[Spot, ...] = SPOTS) -> None:
    """Fixes and findings of the last weeks."""
    plane = Plane(*service.settings.map_center)
    midnight = clock.now().astimezone(service.settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    with service.engine.begin() as connection:
        lines = connection.execute(PATHS).all()
        for spot in spots:
            _, path, vehicles = lines[spot.line % len(lines)]
            way = shapely.transform(shapely.from_wkb(path), plane.flat)
            for nth in range(spot.passages):
                _passage(connection, plane, way, spot, nth, midnight, vehicles[nth % len(vehicles)])


def walk(service: Service) -> None:
    """What the worker does every minute."""
    with connect(service.settings) as connection:
        connection.execute("ANALYZE position")
    work(service.settings, warned=warnings)


def _passage(connection: Any, plane: Plane, way: Any, spot: Spot, nth: int, midnight: datetime, vehicle: int) -> None:
    day, place = divmod(nth, 20)
    hour = 7 if place % 2 else 16
    start = midnight - timedelta(days=1 + day) + timedelta(hours=hour, minutes=6 * (place // 2))
    brakes, stands = nth < spot.brakings, spot.brakings <= nth < spot.brakings + spot.stands
    driven = roads.drive(
        vehicle,
        start.timestamp(),
        brakes_at_m=AROUND_M + 2 * (nth % 4) if brakes else None,
        stands_at_m=AROUND_M if stands else None,
        stands_s=150.0,
    )
    along = (driven.lon - roads.CENTER[0]) * roads.PLANE.east_m + spot.share * way.length - AROUND_M
    points = shapely.get_coordinates(shapely.line_interpolate_point(way, np.clip(along, 0.0, way.length)))
    degrees = plane.degrees(points)
    rows = [
        {"vehicle": vehicle, "at": datetime.fromtimestamp(t, start.tzinfo), "lon": x, "lat": y, "speed": v}
        for t, (x, y), v in zip(driven.time_s.tolist(), degrees.tolist(), driven.speed_mps.tolist(), strict=True)
    ]
    connection.execute(
        text(
            "INSERT INTO position (vehicle_id, device_no, fix_time, received_at, geom, speed_mps, flags) VALUES (:vehicle, 9999,"
            " :at, :at, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), :speed, 0) ON CONFLICT DO NOTHING"
        ),
        rows,
    )
    if nth >= spot.passages - spot.speedings:
        middle = rows[len(rows) // 2]
        connection.execute(FINDING, {name: middle[name] for name in ("vehicle", "at", "lon", "lat")})
