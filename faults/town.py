"""The town of the faults: two roads, one with risk segments, and buses on their runs, each with its way of sending."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import psycopg

from fleet.secrets import broker_hash
from rules.catalogue import RULES

WEST, CALM_LAT, RISKY_LAT = 119.20, 34.74, 34.70
DEGREE_M = 111_320.0 * 0.822  # of longitude, there
SPEED_MPS = 8.0  # 28.8 km/h: too fast in a risk segment, and nowhere else
LONGEST_S = 7200.0
FIRST_S = 4.0  # from the first stop to the first risk segment: also a short run has findings in mid-stream
INSIDE_S, OUTSIDE_S = 12.0, 14.0  # in a risk segment, and between two: longer than what ends a finding
SECRET = "of-the-faults"
Connection = psycopg.Connection[Any]


class Way(StrEnum):
    """How a bus sends, and whose word it takes for an acknowledgement."""

    ANSWERED = "MQTT 5"
    JT808 = "JT/T 808"
    PHONE = "HTTP"
    STOCK = "MQTT 3.1.1"


PROTOCOLS = {Way.ANSWERED: "nmea_mqtt", Way.JT808: "jt808", Way.PHONE: "osmand", Way.STOCK: "nmea_mqtt"}
WORDS = {
    Way.ANSWERED: "message on bus/…/stored",
    Way.JT808: "0x8001",
    Way.PHONE: "200",
    Way.STOCK: "the broker's PUBACK",
}
OURS = (Way.ANSWERED, Way.JT808, Way.PHONE)  # the word is ours: nothing may be lost, whatever is killed
FLEET = ((Way.ANSWERED, 16, 0.25), (Way.JT808, 40, 1.0), (Way.PHONE, 20, 1.0), (Way.STOCK, 16, 0.25))


@dataclass(frozen=True, slots=True)
class Fix:
    """One position as its bus knows it; `device` and `time_s` are its name."""

    device: str
    time_s: float
    lon: float
    lat: float
    kmh: float


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus that sends a fix every `every_s`, each in its own part of the second.

    One that `hurries` through risk segments, or has no `permit`, gives findings.
    """

    number: int
    way: Way
    device: str
    every_s: float
    began_s: float
    hurries: bool = False
    permit: bool = True

    def due_s(self, number: int) -> float:
        """When it sends its fix of that number (seconds since 1970)."""
        return self.began_s + number * self.every_s + self.number * 0.37 % 1.0

    def fix(self, number: int) -> Fix:
        """Its fix of that number: at the first stop until it departs, a little after the bus before it, then on its road."""
        time_s = self.began_s + number * self.every_s
        driven_s = max(0.0, number * self.every_s - self.number % int(INSIDE_S + OUTSIDE_S))
        lat = RISKY_LAT if self.hurries else CALM_LAT
        return Fix(self.device, time_s, east(driven_s * SPEED_MPS), lat, SPEED_MPS * 3.6 if driven_s else 0.0)


def east(metres: float) -> float:
    """The longitude so far from where both roads begin."""
    return round(WEST + metres / DEGREE_M, 6)


def buses(began_s: float) -> list[Bus]:
    """All buses; `began_s` is the moment of the first fix of each. Who trusts its broker commits no breach."""
    made = list[Bus]()
    for way, count, every_s in FLEET:
        for n in range(count):
            ours = way in OURS
            device = f"13900000{n:03d}" if way is Way.JT808 else f"faults-{way.name.lower()}-{n:03d}"
            hurries, permit = ours and n % 3 == 0, not (ours and n % 8 == 1)
            made.append(Bus(len(made), way, device, every_s, began_s, hurries, permit))
    return made


def build(database_url: str, fleet: list[Bus]) -> None:
    """Write the town into a migrated database, in one transaction; the same town has the same ids in any of them."""
    with psycopg.connect(database_url) as conn:
        conn.execute(
            "INSERT INTO rule_mode (rule, mode, since, source) SELECT rule, 'on', '2020-01-01', 'faults'"
            " FROM unnest(%s::text[]) AS rule",  # a new installation begins in trial
            ([rule.id for rule in RULES],),
        )
        conn.execute("INSERT INTO organisation (slug, kind, name) VALUES ('op', 'operator', 'operator')")
        conn.execute(
            "INSERT INTO organisation (slug, kind, name, stage) VALUES ('school', 'school', 'school', 'primary')"
        )
        lines = {hurries: _line(conn, lat, hurries) for hurries, lat in ((False, CALM_LAT), (True, RISKY_LAT))}
        hashed = broker_hash(SECRET)
        for bus in fleet:
            vehicle = _vehicle(conn, bus, hashed)
            version = _permit(conn, bus, vehicle, lines[bus.hurries]) if bus.permit else None
            conn.execute(
                """INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
                VALUES (%(since)s::date, %(vehicle)s, %(line)s, %(version)s, %(since)s, %(since)s + %(for)s * interval '1 s')""",
                {
                    "since": datetime.fromtimestamp(bus.began_s, UTC), "for": LONGEST_S,
                    "vehicle": vehicle, "line": lines[bus.hurries], "version": version,
                },
            )  # fmt: skip


def _line(conn: Connection, lat: float, risky: bool) -> int:
    end_m = SPEED_MPS * LONGEST_S
    line = _id(
        conn,
        "INSERT INTO line (code, direction, school_id, name) SELECT %s, 'to_school', id, %s FROM organisation"
        " WHERE slug = 'school' RETURNING id",
        f"L{lat}", f"road {lat}",
    )  # fmt: skip
    version = _id(
        conn,
        "INSERT INTO line_version (line_id, version, path) VALUES (%s, 1, ST_GeomFromText(%s, 4326)) RETURNING id",
        line, _road(0.0, end_m, lat),
    )  # fmt: skip
    for seq, metres in enumerate((0.0, end_m)):
        conn.execute(
            """INSERT INTO line_stop (line_version_id, seq, name, point, offset_s)
            VALUES (%s, %s, %s, ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s)""",
            (version, seq, f"stop {seq}", east(metres), lat, round(metres / SPEED_MPS)),
        )
    first_m, step_m = SPEED_MPS * FIRST_S, SPEED_MPS * (INSIDE_S + OUTSIDE_S)
    for number in range(int(end_m / step_m) if risky else 0):
        since_m = first_m + number * step_m
        piece = _road(since_m, since_m + SPEED_MPS * INSIDE_S, lat)
        conn.execute(
            """INSERT INTO place (key, version, category, kind, name, geom, width_m, during)
            VALUES (gen_random_uuid(), 1, 'risk_segment', 'sharp_bend', %s, ST_GeomFromText(%s, 4326), 20,
                tstzrange('2020-01-01', NULL))""",
            (f"bend {number}", piece),
        )
    return version


def _vehicle(conn: Connection, bus: Bus, hashed: str) -> int:
    vehicle = _id(
        conn,
        "INSERT INTO vehicle (plate, type, seats, operator_id) SELECT %s, 'primary_bus', 36, id FROM organisation"
        " WHERE slug = 'op' RETURNING id",
        plate(bus),
    )
    device = _id(
        conn,
        "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, %s, %s) RETURNING no",
        bus.device, PROTOCOLS[bus.way], hashed,
    )  # fmt: skip
    conn.execute(
        "INSERT INTO binding (device_no, vehicle_id, during) VALUES (%s, %s, tstzrange('2020-01-01', NULL))",
        (device, vehicle),
    )
    return vehicle


def _permit(conn: Connection, bus: Bus, vehicle: int, line_version: int) -> int:
    """A permit in force with its sign; the id of its version."""
    permit = _id(
        conn,
        "INSERT INTO permit (number, vehicle_id, holder_id) SELECT %s, %s, id FROM organisation"
        " WHERE slug = 'op' RETURNING id",
        f"P{bus.number}", vehicle,
    )  # fmt: skip
    version = _id(
        conn,
        """INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
        SELECT %s, 1, id, 36, '2026-01-01', '2026-01-01' FROM organisation WHERE slug = 'op' RETURNING id""",
        permit,
    )
    conn.execute("INSERT INTO permit_line VALUES (%s, %s)", (version, line_version))
    conn.execute(
        "INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (%s, %s, tstzrange('2020-01-01', NULL))",
        (version, vehicle),
    )
    conn.execute(
        """INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
        VALUES (%s, %s, %s, '2020-01-01', '2999-01-01', tstzrange('2020-01-01', '2999-01-01'))""",
        (f"S{bus.number}", version, vehicle),
    )
    return version


def plate(bus: Bus) -> str:
    """What stands on the bus."""
    return f"苏GF{bus.number:04d}"


def _road(since_m: float, until_m: float, lat: float) -> str:
    return f"LINESTRING({east(since_m)} {lat}, {east(until_m)} {lat})"


def _id(conn: Connection, statement: str, *values: object) -> int:
    row = conn.execute(statement.encode(), values).fetchone()
    assert row is not None
    return int(row[0])
