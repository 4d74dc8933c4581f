"""The step to migration 0031: what was imported before can still be undone, what was undone before frees its numbers."""

import psycopg
import pytest
from alembic import command
from alembic.config import Config

PAPERS = """
INSERT INTO organisation (slug, kind, name) VALUES ('o', 'operator', '公交');
INSERT INTO account (username, password_hash, display_name, role, password_once) VALUES ('clerk', '-', '经办', 'clerk', true);
INSERT INTO vehicle (plate, type) VALUES ('苏G00001', 'other_bus');
INSERT INTO permit (number, vehicle_id, holder_id, state) VALUES ('P1', 1, 1, 'in_force'), ('P2', 1, 1, 'struck_off');
INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)
    VALUES (1, 1, 1, 40, '2026-09-01', '2026-09-01'), (2, 1, 1, 40, '2026-09-01', '2026-09-01');
INSERT INTO permit_event (permit_id, subject, at, step, from_state, to_state, dated_on, detail)
    VALUES (2, 'permit', now(), 'strike_off', 'in_force', 'struck_off', now(), '{"import_undone": 2}');
INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)
    SELECT 'S' || n, n, 1, '2026-09-01', '2027-08-31', '[2026-09-01 00:00+08, 2027-09-01 00:00+08)' FROM generate_series(1, 2) n;
INSERT INTO register_import (kind, name, sha256, rows, made, account_id, undone_at, undone_by)
    VALUES ('permits', 'a', '-', 1, 2, 1, NULL, NULL), ('permits', 'b', '-', 1, 2, 1, now(), 1);
INSERT INTO register_import_item (import_id, table_name, object_id, row, fingerprint)
    SELECT t.id, 'permit', t.id, 2, md5(CAST(t AS VARCHAR)) FROM permit t
    UNION ALL SELECT t.id, 'sign', t.id, 2, md5(CAST(t AS VARCHAR)) FROM sign t;
UPDATE register_import_item SET fingerprint = 'changed' WHERE table_name = 'permit' AND object_id = 2;
"""
AS_IT_WAS = """
SELECT i.table_name, i.object_id, i.fingerprint = coalesce(md5(CAST(p AS VARCHAR)), md5(CAST(s AS VARCHAR)))
FROM register_import_item i LEFT JOIN permit p ON i.table_name = 'permit' AND p.id = i.object_id
    LEFT JOIN sign s ON i.table_name = 'sign' AND s.id = i.object_id ORDER BY 1, 2
"""


def test_imports_of_before_are_as_unchanged_as_they_were_and_undone_numbers_are_free(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column more in a row is no change that anybody made."""
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", empty_database_url)
    config = Config()
    config.set_main_option("script_location", "schoolbus:migrations")
    command.upgrade(config, "0030")
    with psycopg.connect(empty_database_url, options="-c timezone=UTC") as connection:
        connection.execute(PAPERS)
    command.upgrade(config, "0031")
    with psycopg.connect(empty_database_url, options="-c timezone=UTC") as connection:
        found = connection.execute(AS_IT_WAS).fetchall()
        assert found == [("permit", 1, True), ("permit", 2, False), ("sign", 1, True), ("sign", 2, True)]
        for table in ("permit", "sign"):
            rows = connection.execute(f"SELECT number, undone FROM {table} ORDER BY id").fetchall()  # noqa: S608 - our names
            assert [undone for _number, undone in rows] == [False, True]
        connection.execute("INSERT INTO permit (number, vehicle_id, holder_id) VALUES ('P2', 1, 1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO permit (number, vehicle_id, holder_id) VALUES ('P1', 1, 1)")
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("SELECT password_once_until > now() + interval '6 days' FROM account").fetchone() == (
            True,
        )
        with pytest.raises(psycopg.DatabaseError) as refused:
            connection.execute("UPDATE sign SET undone = false WHERE number = 'S2'")
        assert refused.value.sqlstate == "SB001"
