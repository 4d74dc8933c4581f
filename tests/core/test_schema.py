"""The schema: models and migrations agree, partitions are made, what is written stays written, the world is told."""

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg import sql
from sqlalchemy import NullPool, create_engine

from core.settings import Settings
from schoolbus.migrations.tables import include_object, metadata

Database = psycopg.Connection[tuple[Any, ...]]

SEED = """
INSERT INTO organisation (slug, kind, name) VALUES ('school-1', 'school', '一小'), ('operator-1', 'operator', '公交');
INSERT INTO vehicle (plate, type, seats, operator_id) VALUES ('苏G00001', 'primary_bus', 40, 2), ('苏G00002', 'primary_bus', 40, 2);
INSERT INTO device (id, protocol, secret_hash) VALUES ('d1', 'nmea_mqtt', 'x');
INSERT INTO person (slug, kind, name, organisation_id) VALUES ('p1', 'driver', '王', 2), ('p2', 'driver', '李', 2);
INSERT INTO line (code, direction, school_id, name) VALUES ('L1', 'to_school', 1, '一线');
INSERT INTO line_version (line_id, version, path) VALUES (1, 1, 'SRID=4326;LINESTRING(119 34, 119.1 34.1)');
INSERT INTO line_stop (line_version_id, seq, name, point, offset_s) VALUES (1, 1, '甲', 'SRID=4326;POINT(119 34)', 0);
INSERT INTO running_time (line_version_id, departs) VALUES (1, '07:00');
INSERT INTO permit (number, vehicle_id, holder_id) VALUES ('P1', 1, 2);
INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
    VALUES (1, 1, 2, 40, '2026-09-01', '2026-09-01');
INSERT INTO permit_driver VALUES (1, 1);
INSERT INTO permit_line VALUES (1, 1);
INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (1, 1, '[2026-09-01 00:00+08,)');
INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
    VALUES ('S1', 1, 1, '2026-09-01', '2027-08-31', '[2026-09-01 00:00+08, 2027-09-01 00:00+08)');
INSERT INTO binding (device_no, vehicle_id, during) VALUES (1, 1, '[2026-09-01 00:00+08,)');
INSERT INTO place (key, version, category, kind, name, geom, during) VALUES
    ('00000000-0000-0000-0000-000000000001', 1, 'zone', 'school', '校门', 'SRID=4326;POINT(119 34)', '[2026-09-01 00:00+08,)');
INSERT INTO audit_entry (action, object_kind, object_id) VALUES ('vehicle.add', 'vehicle', '1');
"""
QUALIFIED = """
INSERT INTO qualification (person_id, classes, endorsed_on, during)
    VALUES (1, '{A1}', '2020-01-01', '[2020-01-01,)')
"""
NEXT_LINE = """
INSERT INTO line_version (line_id, version, path) VALUES (1, 2, 'SRID=4326;LINESTRING(119 34, 119.1 34.1)')
"""
TWO_RUNS = """
INSERT INTO run (day, vehicle_id, line_version_id, planned_start, planned_end)
    VALUES ('2026-11-24', 1, 1, now(), now()), ('2026-11-24', 2, 1, now(), now())
"""
NEVER_CHANGES = {
    "permit_version": "seats = 41",
    "permit_driver": "person_id = 2",
    "permit_line": "line_version_id = 1",
    "line_version": "version = 2",
    "line_stop": "name = '乙'",
    "running_time": "departs = '08:00'",
    "audit_entry": "action = 'nothing'",
    "letter_template": "text = '-'",
    "letter": "number = '-'",
}
STRETCHES = ("in_force", "sign", "binding", "place")


@pytest.fixture(scope="module")
def seeded_url(module_database_url: str) -> str:
    """A district of one of each, committed: later transactions find it as it would be found on another day."""
    with psycopg.connect(module_database_url) as connection:
        connection.execute(SEED)
    return module_database_url


@pytest.fixture
def seeded(seeded_url: str) -> Iterator[Database]:
    """A connection to that district; what the test does is rolled back."""
    with psycopg.connect(seeded_url) as connection:
        yield connection
        connection.rollback()


def number(database: Database) -> int:
    """The world's number."""
    row = database.execute("SELECT number FROM world").fetchone()
    assert row is not None
    return int(row[0])


def test_the_models_and_the_migrations_describe_the_same_tables(database_url: str) -> None:
    settings = Settings(database_url=database_url)
    engine = create_engine(settings.sqlalchemy_url, poolclass=NullPool)
    with engine.connect() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy does not know PostGIS's own tables
        context = MigrationContext.configure(
            connection, opts={"include_object": include_object, "compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, metadata())
    engine.dispose()
    assert differences == []


@pytest.mark.parametrize(("table", "change"), NEVER_CHANGES.items())
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_granted_or_recorded_is_never_changed(
    seeded: Database, table: str, change: str, statement: str
) -> None:
    with pytest.raises(psycopg.DatabaseError) as refused:
        seeded.execute(sql.SQL(statement).format(sql.Identifier(table), sql.SQL(change)))
    assert refused.value.sqlstate == "SB001"


@pytest.mark.parametrize("table", STRETCHES)
def test_an_open_end_may_be_closed_and_a_later_end_moved_nearer(seeded: Database, table: str) -> None:
    change = sql.SQL("UPDATE {} SET during = tstzrange(lower(during), %s)").format(sql.Identifier(table))
    seeded.execute(change, [datetime(2026, 12, 1, tzinfo=UTC)])
    seeded.execute(change, [datetime(2026, 11, 1, tzinfo=UTC)])
    row = seeded.execute(sql.SQL("SELECT upper(during) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row == (datetime(2026, 11, 1, tzinfo=UTC),)


@pytest.mark.parametrize("table", STRETCHES)
@pytest.mark.parametrize(
    "during",
    [
        "tstzrange(lower(during), '2028-01-01')",
        "tstzrange(lower(during), NULL)",
        "tstzrange(lower(during) - interval '1 day', upper(during))",
        "tstzrange(lower(during) + interval '1 day', upper(during))",
        "'empty'",
    ],
)
def test_a_closed_stretch_is_not_reopened_shifted_or_emptied(seeded: Database, table: str, during: str) -> None:
    name = sql.Identifier(table)
    close = sql.SQL("UPDATE {} SET during = tstzrange(lower(during), '2026-12-01')")
    seeded.execute(close.format(name))
    with pytest.raises(psycopg.DatabaseError) as refused:
        seeded.execute(sql.SQL("UPDATE {} SET during = {}").format(name, sql.SQL(during)))
    assert refused.value.sqlstate == "SB001"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE in_force SET vehicle_id = 2",
        "UPDATE sign SET valid_to = '2030-01-01'",
        "UPDATE binding SET vehicle_id = 2",
        "UPDATE place SET geom = 'SRID=4326;POINT(118 34)'",
        "UPDATE place SET limit_kmh = 80",
        "DELETE FROM in_force",
        "DELETE FROM sign",
        "DELETE FROM binding",
        "DELETE FROM place",
        "TRUNCATE in_force CASCADE",
    ],
)
def test_beside_the_end_nothing_of_a_stretch_may_change(seeded: Database, statement: str) -> None:
    with pytest.raises(psycopg.DatabaseError) as refused:
        seeded.execute(statement)
    assert refused.value.sqlstate == "SB001"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO permit_driver VALUES (1, 2)",
        "INSERT INTO permit_line VALUES (1, 1)",
        "INSERT INTO line_stop (line_version_id, seq, name, point, offset_s) VALUES (1, 2, '乙', 'SRID=4326;POINT(119 34)', 9)",
        "INSERT INTO running_time (line_version_id, departs) VALUES (1, '12:00')",
    ],
)  # fmt: skip
def test_a_version_in_use_takes_no_more_content(seeded: Database, statement: str) -> None:
    with pytest.raises(psycopg.DatabaseError) as refused:
        seeded.execute(statement)
    assert refused.value.sqlstate == "SB001"


def test_a_version_not_yet_in_use_still_takes_content(seeded: Database) -> None:
    seeded.execute(
        "INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)"
        " VALUES (1, 2, 2, 40, '2026-10-01', '2026-10-01')"
    )
    row = seeded.execute("SELECT max(id) FROM permit_version").fetchone()
    assert row is not None
    seeded.execute("INSERT INTO permit_driver VALUES (%s, 2)", row)
    kept = "SELECT person_id FROM permit_driver WHERE permit_version_id = %s"
    assert seeded.execute(kept, row).fetchall() == [(2,)]


def test_two_permits_never_rule_one_bus_at_one_moment(seeded: Database) -> None:
    with pytest.raises(psycopg.errors.ExclusionViolation):
        seeded.execute(
            "INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (1, 1, '[2026-10-01, 2026-10-02)')"
        )


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE vehicle SET seats = 39 WHERE id = 2", [("vehicle", 2)]),
        ("UPDATE device SET silent_after_s = 60", [("device", 1)]),
        ("UPDATE binding SET during = tstzrange(lower(during), '2026-12-01')", [("vehicle", 1)]),
        ("UPDATE in_force SET during = tstzrange(lower(during), '2026-12-01')", [("vehicle", 1)]),
        ("UPDATE sign SET during = tstzrange(lower(during), '2026-12-01')", [("vehicle", 1)]),
        ("UPDATE place SET during = tstzrange(lower(during), '2026-12-01')", [("place", 1)]),
        (QUALIFIED, [("vehicle", 0)]),
        ("INSERT INTO parameter (name, value, since, source) VALUES ('a', 1, now(), '-')", [("parameter", 0)]),
        ("INSERT INTO term (name, starts, ends) VALUES ('秋', '2026-09-01', '2027-01-20')", [("calendar", 0)]),
        ("INSERT INTO school_day (day, classes) VALUES ('2026-10-10', true)", [("calendar", 0)]),
        ("INSERT INTO own_school_day (stage, day, classes) VALUES ('primary', '2026-10-10', true)", [("calendar", 0)]),
        ("INSERT INTO own_term (school_id, name, starts, ends) VALUES (1, '秋', '2026-09-01', '2027-01-20')", [("calendar", 0)]),
        ("INSERT INTO exemption (kind, reason, during) VALUES ('weather', '雨', '[2026-10-01,)')", [("exemption", 0)]),
        ("INSERT INTO condition (kind, during) VALUES ('ice', '[2026-10-01,)')", [("condition", 0)]),
        (NEXT_LINE, [("line", 0)]),
        (TWO_RUNS, [("run", 1), ("run", 2)]),
    ],
)  # fmt: skip
def test_a_change_the_rules_can_see_raises_the_worlds_number_once(
    seeded: Database, statement: str, told: list[tuple[str, int]]
) -> None:
    before = number(seeded)
    seeded.execute(statement)
    assert number(seeded) == before + 1
    rows = seeded.execute("SELECT kind, key FROM world_change WHERE number = %s ORDER BY key", [before + 1]).fetchall()
    assert rows == told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vehicle SET seats = 1 WHERE false",
        "INSERT INTO vehicle_state (vehicle_id, state, moving, memory) VALUES (1, 'parked', false, '')",
        "UPDATE organisation SET name = '二小' WHERE id = 1",
    ],
)
def test_a_change_no_rule_can_see_leaves_the_worlds_number(seeded: Database, statement: str) -> None:
    before = number(seeded)
    seeded.execute(statement)
    assert number(seeded) == before


def test_a_change_that_is_rolled_back_leaves_the_worlds_number(seeded: Database) -> None:
    before = number(seeded)
    seeded.execute("UPDATE vehicle SET seats = 1")
    assert number(seeded) == before + 1
    seeded.rollback()
    assert number(seeded) == before


def keep_fix(database: Database, when: datetime) -> str:
    """Keep one fix and say which partition took it."""
    database.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
        " VALUES (1, %s, 1, now(), 'SRID=4326;POINT(119 34)', 1, 0)",
        [when],
    )
    row = database.execute("SELECT tableoid::regclass::text FROM position WHERE fix_time = %s", [when]).fetchone()
    assert row is not None
    return str(row[0])


def test_a_fix_of_these_weeks_lies_in_the_partition_of_its_week(database: Database) -> None:
    row = database.execute("SELECT now()").fetchone()
    assert row is not None
    for weeks in (-26, 0, 8):
        when = row[0].astimezone(UTC) + timedelta(weeks=weeks)
        assert keep_fix(database, when) == f"position_{when - timedelta(days=when.weekday()):%Y%m%d}"


def test_a_fix_without_a_partition_waits_in_the_default_one_and_is_moved_when_there_is_one(database: Database) -> None:
    when = datetime(2005, 1, 5, tzinfo=UTC)
    assert keep_fix(database, when) == "position_default"
    made = database.execute("SELECT ensure_position_partitions('2005-01-01', '2005-01-14')").fetchone()
    assert made == (3,)
    row = database.execute("SELECT tableoid::regclass::text FROM position").fetchall()
    assert row == [("position_20050103",)]
    assert database.execute("SELECT ensure_position_partitions('2005-01-01', '2005-01-14')").fetchone() == (0,)


def test_weekly_partitions_have_a_brin_index_and_the_default_has_none(database: Database) -> None:
    rows = database.execute(
        "SELECT tablename, count(*) FILTER (WHERE indexdef LIKE '%USING brin%') FROM pg_indexes"
        " WHERE tablename LIKE 'position\\_%' GROUP BY tablename"
    ).fetchall()
    found: dict[str, int] = dict(rows)
    assert found.pop("position_default") == 0
    assert set(found.values()) == {1}
