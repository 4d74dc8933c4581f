"""The road of the rules' tests, written into a database."""

from typing import Any

import psycopg

from tests.rules.road import LAT0, START_S, at

VEHICLE = 1
PERMIT_NUMBER = "连教校许〔2026〕001号"
FINDINGS = """SELECT f.rule, f.article, f.ended IS NOT NULL, p.name, t.number FROM finding f
    LEFT JOIN place p ON p.id = f.place_id LEFT JOIN permit_version v ON v.id = f.permit_version_id
    LEFT JOIN permit t ON t.id = v.permit_id ORDER BY f.began, f.rule"""


def _line(since_m: float, until_m: float) -> str:
    return f"SRID=4326;LINESTRING({at(since_m)[0]} {LAT0}, {at(until_m)[0]} {LAT0})"


async def sow(conn: psycopg.AsyncConnection[Any]) -> None:
    """One operator, one school, one bus with permit and sign, one line, one run, one road and one sharp bend."""
    stops = "".join(f", (1, {n}, '站{n}', 'SRID=4326;POINT({at(n * 2000)[0]} {LAT0})', {n * 200})" for n in range(1, 4))
    await conn.execute(
        f"""
        INSERT INTO organisation (slug, kind, name) VALUES ('op', 'operator', '港城'), ('school', 'school', '墟沟小学');
        INSERT INTO vehicle (plate, type, seats, operator_id) VALUES ('苏G·X0001', 'primary_bus', 36, 1);
        INSERT INTO device (id, protocol, secret_hash) VALUES ('dev-1', 'nmea_mqtt', 'x');
        INSERT INTO binding (device_no, vehicle_id, during) VALUES (1, 1, tstzrange('2026-01-01', NULL));
        INSERT INTO line (code, direction, school_id, name) VALUES ('1', 'to_school', 2, '海棠路线');
        INSERT INTO line_version (line_id, version, path) VALUES (1, 1, '{_line(0, 6000)}');
        INSERT INTO line_stop (line_version_id, seq, name, point, offset_s)
            VALUES (1, 0, '站0', 'SRID=4326;POINT({at(0)[0]} {LAT0})', 0){stops};
        INSERT INTO permit (number, vehicle_id, holder_id) VALUES ('{PERMIT_NUMBER}', 1, 1);
        INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
            VALUES (1, 1, 1, 36, '2026-08-01', '2026-08-01');
        INSERT INTO permit_line VALUES (1, 1);
        INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (1, 1, tstzrange('2026-08-01', NULL));
        INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
            VALUES ('S1', 1, 1, '2026-08-01', '2027-02-01', tstzrange('2026-08-01', '2027-02-01'));
        INSERT INTO place (key, version, category, kind, name, geom, width_m, limit_kmh, during) VALUES
            (gen_random_uuid(), 1, 'road_section', 'other', '海棠路', '{_line(-500, 6500)}', 40, 50,
             tstzrange('2026-01-01', NULL)),
            (gen_random_uuid(), 1, 'risk_segment', 'sharp_bend', '急弯', '{_line(1000, 1100)}', 30, NULL,
             tstzrange('2026-01-01', NULL));
        INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end) VALUES
            ('2026-09-07', 1, 1, 1, to_timestamp({START_S}), to_timestamp({START_S + 600}));
        """.encode()  # noqa: S608 - our own numbers
    )
