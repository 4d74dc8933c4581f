"""A small district seeded twice over: everything once of the viewer's own organisations, once of others'."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

OWN, OTHER = "own", "other"
ROLES_OF_OPERATOR = frozenset({"operator", "driver", "attendant"})
ROLES_OF_SCHOOL = frozenset({"school", "teacher"})
FINDINGS = {OWN: "00000000-0000-4000-8000-000000000001", OTHER: "00000000-0000-4000-8000-000000000002"}
PLATES = {OWN: "苏G00001", OTHER: "苏G00002"}


@dataclass(frozen=True)
class World:
    """The ids of the objects, by noun and whose they are; and the viewers' organisations."""

    ids: dict[str, dict[str, str]]
    operator_id: int
    school_id: int

    def organisation_of(self, role: str) -> int | None:
        """For whom the account of a role acts: the own operator, the own school, or nobody in particular."""
        if role in ROLES_OF_OPERATOR:
            return self.operator_id
        return self.school_id if role in ROLES_OF_SCHOOL else None


def seed(database_url: str) -> World:
    """Write the district. Own: the bus of operator 1 that its permit lets carry pupils of school 1; other: the same of 2."""
    ids: dict[str, dict[str, str]] = {}
    with psycopg.connect(database_url) as connection:
        organisations = {
            whose: (
                add(connection, "organisation", slug=f"operator-{whose}", kind="operator", name=f"公司 {whose}"),
                add(connection, "organisation", slug=f"school-{whose}", kind="school", name=f"学校 {whose}"),
            )
            for whose in (OWN, OTHER)
        }
        for whose, (operator_id, school_id) in organisations.items():
            for noun, key in _things(connection, whose, int(operator_id), int(school_id)).items():
                ids.setdefault(noun, {})[whose] = key
            ids.setdefault("organisation", {})[whose] = school_id
    return World(ids=ids, operator_id=int(organisations[OWN][0]), school_id=int(organisations[OWN][1]))


def _things(
    connection: psycopg.Connection[tuple[object, ...]], whose: str, operator_id: int, school_id: int
) -> dict[str, str]:
    vehicle = add(connection, "vehicle", plate=PLATES[whose], type="primary_bus", seats=40, operator_id=operator_id)
    connection.execute(
        "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', '-')", [f"device-{whose}"]
    )
    binding = connection.execute(
        "INSERT INTO binding (device_no, vehicle_id, during)"
        " SELECT no, %s, '[2026-01-01,)' FROM device WHERE id = %s RETURNING id",
        [vehicle, f"device-{whose}"],
    ).fetchone()
    assert binding is not None
    person = add(
        connection, "person", slug=f"driver-{whose}", kind="driver", name=f"驾驶人 {whose}", organisation_id=operator_id
    )  # fmt: skip
    line = add(connection, "line", code=f"L-{whose}", direction="to_school", school_id=school_id, name=f"线路 {whose}")
    path = "SRID=4326;LINESTRING(119.4 34.7, 119.5 34.75)"
    line_version = add(connection, "line_version", line_id=line, version=1, path=path)
    connection.execute(
        "INSERT INTO line_stop (line_version_id, seq, name, point, offset_s) VALUES"
        " (%(line)s, 1, %(stop)s, 'SRID=4326;POINT(119.4 34.7)', 0),"
        " (%(line)s, 2, '校门', 'SRID=4326;POINT(119.5 34.75)', 900)",
        {"line": line_version, "stop": f"站 {whose}"},
    )
    permit = add(connection, "permit", number=f"许可-{whose}", vehicle_id=vehicle, holder_id=operator_id)
    permit_version = add(
        connection, "permit_version", permit_id=permit, version=1, owner_id=operator_id, seats=40,
        granted_on="2026-08-20", valid_from="2026-09-01",
    )  # fmt: skip
    connection.execute("INSERT INTO permit_line VALUES (%s, %s)", [permit_version, line_version])
    add(connection, "in_force", permit_version_id=permit_version, vehicle_id=vehicle, during="[2026-08-31T16:00Z,)")
    run = add(
        connection, "run", day="2026-11-24", vehicle_id=vehicle, line_version_id=line_version,
        permit_version_id=permit_version, planned_start="2026-11-23T23:00Z", planned_end="2026-11-23T23:15Z",
    )  # fmt: skip
    place = add(
        connection, "place", key=FINDINGS[whose], version=1, category="risk_segment", kind="sharp_bend",
        name=f"急弯 {whose}", geom=path, width_m=20, during="[2026-01-01,)",
    )  # fmt: skip
    fog = add(connection, "condition", kind="fog", visibility_m=80, during="[2026-01-01,2026-01-02)")
    works = add(connection, "exemption", kind="road_works", reason="修路", during="[2026-01-01,2026-01-02)")
    finding = add(
        connection, "finding", id=FINDINGS[whose], rule="R24", article="35", severity="high", vehicle_id=vehicle,
        began="2026-11-23T23:05Z", measured=31.5, allowed=20, unit="km/h", geom="SRID=4326;POINT(119.42 34.71)",
        place_id=place, permit_version_id=permit_version, run_id=run, delayed=False, evidence="{}", batch=1,
    )  # fmt: skip
    rejudgement = add(
        connection, "rejudgement", since="2026-11-23T16:00Z", until="2026-11-24T16:00Z", world=1, program="1", fixes=10,
        lasted_s=1, same=0, changed=0, gone=1, new=0,
    )  # fmt: skip
    difference = add(
        connection, "rejudgement_difference", rejudgement_id=rejudgement, kind="gone", rule="R24", vehicle_id=vehicle,
        finding_id=FINDINGS[whose], then_began="2026-11-23T23:05Z",
    )  # fmt: skip
    seal = _sealed(connection, whose, vehicle)
    parked = add(
        connection, "parked", received_at="2026-11-23T23:00Z", door="nmea_mqtt", device=f"device-{whose}",
        reason="bad_checksum", raw=b"$GPRMC*00", size=9,
    )  # fmt: skip
    platform = add(
        connection, "platform", name=f"平台 {whose}", access_code=1001 + int(operator_id), user_id=1, password_hash="-",
        version=2019, networks=["192.0.2.0/24"],
    )  # fmt: skip
    unknown = add(connection, "unknown_device", door="jt808", device=f"stranger of {whose}", address="10.0.0.7")
    media, card, command = _reported(connection, whose, int(vehicle))
    connection.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
        " SELECT %s, '2026-11-23T23:05Z', no, '2026-11-23T23:05:01Z', 'SRID=4326;POINT(119.42 34.71)', 8.75, 0"
        " FROM device WHERE id = %s",
        [vehicle, f"device-{whose}"],
    )
    connection.execute(
        "INSERT INTO vehicle_state (vehicle_id, fix_time, lon, lat, speed_mps, state, moving, memory)"
        " VALUES (%s, '2026-11-23T23:05Z', 119.42, 34.71, 8.75, 'breach', true, '')",
        [vehicle],
    )
    return {
        "vehicle": vehicle,
        "device": f"device-{whose}",
        "binding": str(binding[0]),
        "person": person,
        "line": line,
        "permit": permit,
        "granted": permit,
        "run": run,
        "place": place,
        "condition": fog,
        "exemption": works,
        "finding": finding,
        "rejudgement": rejudgement,
        "seal": seal,
        "rejudgement_difference": difference,
        "parked": parked,
        "platform": platform,
        "unknown_device": unknown,
        "media": media,
        "driver_card": card,
        "command": command,
    }


def _sealed(connection: psycopg.Connection[tuple[object, ...]], whose: str, vehicle: str) -> str:
    """A seal of the bus's first hour of 2020, in which nothing happened: its id."""
    account = add(
        connection, "account", username=f"sealer-{whose}", password_hash="-", display_name="封存人", role="police"
    )
    seal = add(
        connection, "seal", kind="vehicle", vehicle_id=vehicle, since="2020-01-01T00:00Z", until="2020-01-01T01:00Z",
        reason=f"封存 {PLATES[whose]}", fixes=0, findings=0, parked=0, sealed_by=account,
    )  # fmt: skip
    add(connection, "seal_stretch", seal_id=seal, vehicle_id=vehicle, during="[2020-01-01T00:00Z,2020-01-01T01:00Z]")
    return seal


def _reported(connection: psycopg.Connection[tuple[object, ...]], whose: str, vehicle_id: int) -> tuple[str, str, str]:
    """A photograph, a driver's card and a command of the bus's device: their ids."""
    row = connection.execute("SELECT no FROM device WHERE id = %s", [f"device-{whose}"]).fetchone()
    assert row is not None
    account = connection.execute(
        "INSERT INTO account (username, password_hash, display_name, role) VALUES (%s, '-', '值班员', 'officer') RETURNING id",
        [f"watch-{whose}"],
    ).fetchone()
    assert account is not None
    media = add(
        connection, "media", device_no=row[0], vehicle_id=vehicle_id, media_no=1, kind="photo", format="jpeg", event=0,
        channel=1, taken_at="2026-11-23T23:05Z", data=b"\xff\xd8\xff",
    )  # fmt: skip
    card = add(
        connection, "driver_card", device_no=row[0], vehicle_id=vehicle_id, at="2026-11-23T22:50Z", inserted=True,
        result=0, name="张海涛", licence="320703198001011234",
    )  # fmt: skip
    command = add(connection, "command", device_no=row[0], kind="locate", body="{}", account_id=account[0])
    return media, card, command


def add(connection: psycopg.Connection[tuple[object, ...]], table: str, **values: object) -> str:
    """Insert one row; its id as text."""
    columns = sql.SQL(", ").join(map(sql.Identifier, values))
    marks = sql.SQL(", ").join(sql.Placeholder() * len(values))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id")
    row = connection.execute(statement.format(sql.Identifier(table), columns, marks), list(values.values())).fetchone()
    assert row is not None
    return str(row[0])
