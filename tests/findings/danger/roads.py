"""Buses on straight roads, driven as physics has it: evenly, with a hard braking, a sharp turn or a stand where wanted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import psycopg

from fleet.fixes import Fixes
from geofences.plane import Plane

CENTER = (119.37, 34.74)
PLANE = Plane(*CENTER)
DAY_S = 86_400.0
MONDAY_S = 1_788_710_400.0  # Monday 2026-09-07 00:00 in Lianyungang
LENGTH_M, TICK_S = 900.0, 0.1
FAST, SLOW, BRAKE, GAIN = 15.0, 4.0, 4.0, 1.2  # m/s, m/s, m/s², m/s²


def drive(
    vehicle: int,
    start_s: float,
    *,
    aside_m: float = 0.0,
    brakes_at_m: float | None = None,
    brake_mps2: float = BRAKE,
    stands_at_m: float | None = None,
    stands_s: float = 0.0,
    every_s: float = 1.0,
) -> Fixes:
    """East along the road that lies `aside_m` north of the middle, from 0 to 900 m."""
    metres, speed, second = 0.0, FAST, 0.0
    stood, braking = 0.0, False
    rows = []
    while metres < LENGTH_M:
        if brakes_at_m is not None and metres >= brakes_at_m and not braking and metres < brakes_at_m + 5:
            braking = True
        if stands_at_m is not None and metres >= stands_at_m - speed * speed / 4 and stood < stands_s:
            speed = max(0.0, speed - 2.0 * TICK_S)  # gently
            stood += TICK_S if speed == 0 else 0.0
        elif braking:
            speed -= brake_mps2 * TICK_S
            braking = speed > SLOW
        else:
            speed = min(FAST, speed + GAIN * TICK_S)
        metres += speed * TICK_S
        second += TICK_S
        rows.append((second, metres, speed))
    table = np.array(rows)[:: round(every_s / TICK_S)]
    return fixes(vehicle, start_s + table[:, 0], table[:, 1], np.full(len(table), aside_m), table[:, 2])


def bend(vehicle: int, start_s: float, radius_m: float, speed_mps: float = 10.0) -> Fixes:
    """300 m straight, a quarter of a circle to the right, 300 m straight, at an even speed: v²/r is the lateral acceleration."""
    quarter_m = radius_m * np.pi / 2
    along = np.arange(0.0, 600.0 + quarter_m, speed_mps)
    turned = np.clip((along - 300.0) / radius_m, 0.0, np.pi / 2)
    rest = np.maximum(along - 300.0 - quarter_m, 0.0)
    x = np.minimum(along, 300.0) + radius_m * np.sin(turned)
    y = -radius_m * (1 - np.cos(turned)) - rest
    made = fixes(vehicle, start_s + np.arange(len(along)), x, y, np.full(len(along), speed_mps))
    made.course_deg[:] = 90.0 + np.degrees(turned)
    return made


def fixes(vehicle: int, time_s: Any, x: Any, y: Any, speed_mps: Any, device: int | None = None) -> Fixes:
    """Fixes of one bus, in metres of the plane; its course is east."""
    degrees = PLANE.degrees(np.column_stack((x, y)))
    size = len(time_s)
    return Fixes.of(
        size,
        vehicle=np.full(size, vehicle),
        device=np.full(size, vehicle if device is None else device),
        time_s=time_s,
        received_s=time_s,
        lon=degrees[:, 0],
        lat=degrees[:, 1],
        speed_mps=speed_mps,
        course_deg=np.full(size, 90.0),
    )


def sow(connection: psycopg.Connection[Any], buses: int = 8) -> None:
    """One operator and its buses, each with a device of the same number."""
    connection.execute("INSERT INTO organisation (slug, kind, name) VALUES ('op', 'operator', '港城')")
    for number in range(1, buses + 1):
        connection.execute(
            "INSERT INTO vehicle (plate, type, operator_id) SELECT %s, 'primary_bus', min(id) FROM organisation",
            [f"苏G·D{number:04d}"],
        )
        connection.execute(
            "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', 'x')", [f"d-{number}"]
        )


def keep(connection: psycopg.Connection[Any], parts: Sequence[Fixes]) -> int:
    """Write fixes as the ingest keeps them; returns how many."""
    all_ = Fixes.joined(list(parts))
    columns = (all_.vehicle, all_.device, all_.time_s, all_.lon, all_.lat, all_.speed_mps, all_.course_deg)
    statement = """INSERT INTO position (vehicle_id, device_no, fix_time, received_at, geom, speed_mps, course_deg, flags)
        SELECT v, d, to_timestamp(t), to_timestamp(t), ST_SetSRID(ST_MakePoint(x, y), 4326), s, c, 0
        FROM unnest(%s::int[], %s::int[], %s::float8[], %s::float8[], %s::float8[], %s::float8[], %s::float8[])
            AS one (v, d, t, x, y, s, c)"""
    connection.execute(statement, [column.tolist() for column in columns])
    return len(all_)


def week(
    buses: Sequence[int],
    *,
    aside_m: float,
    passages: int,
    braked: int,
    brakes_at_m: float = 450.0,
    since_s: float = MONDAY_S,
) -> list[Fixes]:
    """So many passages of one road, one every ten minutes from 06:00 on over the days, the first so many with a hard braking."""
    parts = []
    for number in range(passages):
        day, nth = divmod(number, 60)
        start_s = since_s + day * DAY_S + 6 * 3600 + nth * 600
        brakes = brakes_at_m + 3 * (number % 3) if number < braked else None
        parts.append(drive(buses[number % len(buses)], start_s, aside_m=aside_m, brakes_at_m=brakes))
    return parts
