"""Findings are kept three years after they ended, or longer where they are sealed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from core.settings import get_settings
from findings import tasks

Database = psycopg.Connection[Any]
YEARS_3 = 1096


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A connection that commits by itself, and a vehicle."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO vehicle (plate, type, seats) VALUES ('苏G00001', 'primary_bus', 36)")
        yield connection


def find(database: Database, number: int, began: int, ended: int | None, found: int | None = None) -> None:
    """A finding that began, ended and was found so many days ago."""

    def ago(days: int | None) -> datetime | None:
        return None if days is None else datetime.now(UTC) - timedelta(days=days)

    database.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, ended, delayed, evidence, batch, found_at)"
        " VALUES (%s, 'R24', '35', 'A1', 1, %s, %s, false, '{}', 1, %s)",
        [UUID(int=number), ago(began), ago(ended), ago(began if found is None else found)],
    )


def kept(database: Database) -> list[int]:
    return sorted(row[0].int for row in database.execute("SELECT id FROM finding").fetchall())


def test_a_finding_goes_three_years_after_the_last_that_happened_to_it(database: Database, database_url: str) -> None:
    """Not by its beginning alone: one that ended, or was found from a late upload, within three years stays."""
    find(database, 1, began=1100, ended=1098)
    find(database, 2, began=1100, ended=1090)
    find(database, 3, began=1100, ended=1099, found=1000)
    find(database, 4, began=1090, ended=1090)
    find(database, 5, began=2000, ended=None)
    assert tasks.delete_findings(database_url, older_than_days=YEARS_3) == 2
    assert kept(database) == [2, 3, 4]


def test_a_sealed_finding_stays_until_it_is_released(database: Database, database_url: str) -> None:
    find(database, 1, began=1200, ended=1199)
    find(database, 2, began=1300, ended=1299)
    sealed = "SELECT 1, tstzrange(now() - interval '1199 days 12 hours', now() - interval '1190 days')"
    define = "CREATE OR REPLACE FUNCTION tracks_to_keep() RETURNS TABLE (vehicle_id integer, during tstzrange)"
    database.execute(f"{define} LANGUAGE sql STABLE AS $$ {sealed} $$".encode())
    assert tasks.delete_findings(database_url, older_than_days=YEARS_3) == 1
    assert kept(database) == [1]
    database.execute(f"{define} LANGUAGE sql STABLE AS $$ {sealed} WHERE false $$".encode())
    assert tasks.delete_findings(database_url, older_than_days=YEARS_3) == 1
    assert kept(database) == []


def test_many_are_deleted_a_few_at_a_time_by_the_nightly_task(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    for number in range(5):
        find(database, number, began=YEARS_3 + 1, ended=YEARS_3 + 1)
    find(database, 9, began=YEARS_3 - 1, ended=YEARS_3 - 1)
    get_settings.cache_clear()
    assert tasks.forget_findings() == 5
    get_settings.cache_clear()
    assert kept(database) == [9]
