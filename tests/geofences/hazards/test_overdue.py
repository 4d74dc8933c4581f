"""What time does to hazards (R57): a day past the deadline the bureau is told, and then it is supervised; never twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from core.settings import get_settings
from geofences.hazards import tasks
from geofences.hazards.overdue import Raised, raise_overdue
from schoolbus.worker import SCHEDULE

Database = psycopg.Connection[Any]
NOW, TODAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC), date(2026, 11, 24)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A connection that commits by itself."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def hazard(database: Database, *, days: int, grade: str = "general", state: str = "assigned", level: int = 0) -> int:
    """A hazard whose deadline is so many days from today."""
    row = database.execute(
        "INSERT INTO hazard (subject_kind, title, description, source, state, grade, level, found_at, due_on)"
        " VALUES ('road', '急弯', '无护栏', 'test', %s, %s, %s, %s, %s) RETURNING id",
        [state, grade, level, NOW, TODAY + timedelta(days=days)],
    ).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("days", "grade", "state", "level"),
    [
        (0, "major", "assigned", 0),
        (-1, "major", "assigned", 1),
        (-1, "general", "rectifying", 1),
        (-1, "major", "submitted", 1),
        (-3, "major", "verified", 1),
        (-4, "major", "assigned", 2),
        (-15, "general", "assigned", 1),
        (-16, "general", "assigned", 2),
        (-90, "major", "closed", 0),
        (-90, "major", "dismissed", 0),
    ],
)
def test_a_hazard_is_raised_by_the_days_past_its_deadline(
    database: Database, database_url: str, days: int, grade: str, state: str, level: int
) -> None:
    """At the deadline nothing, the day after the bureau; a major one is supervised past three days, a general one past fifteen."""
    id_ = hazard(database, days=days, grade=grade, state=state)
    done = raise_overdue(database_url, now=NOW, today=TODAY)
    assert (done.escalated, done.supervised) == (int(level > 0), int(level > 1))
    events = [
        row[0] for row in database.execute("SELECT step FROM hazard_event WHERE hazard_id = %s ORDER BY id", [id_])
    ]
    assert events == ["escalated", "supervised"][:level]
    assert database.execute("SELECT level, state, version FROM hazard WHERE id = %s", [id_]).fetchone() == (
        level, state, 1 + level,
    )  # fmt: skip
    assert raise_overdue(database_url, now=NOW, today=TODAY) == Raised(0, 0)


def test_the_district_dates_how_long_it_waits_before_it_supervises(database: Database, database_url: str) -> None:
    id_ = hazard(database, days=-2, grade="major")
    database.execute(
        "INSERT INTO parameter (name, value, since, source)"
        " VALUES ('hazard.supervise_days.major', 1, '2026-01-01', '区安委办')"
    )
    assert raise_overdue(database_url, now=NOW, today=TODAY) == Raised(1, 1)
    assert database.execute("SELECT level FROM hazard WHERE id = %s", [id_]).fetchone() == (2,)


def test_a_hazard_that_somebody_is_working_on_is_left_for_the_next_time(database: Database, database_url: str) -> None:
    id_ = hazard(database, days=-1)
    with psycopg.connect(database_url) as other:
        other.execute("SELECT FROM hazard WHERE id = %s FOR UPDATE", [id_])
        assert raise_overdue(database_url, now=NOW, today=TODAY) == Raised(0, 0)
    assert raise_overdue(database_url, now=NOW, today=TODAY) == Raised(1, 0)


def test_beat_raises_them_by_the_local_day(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task of the schedule does it with the program's own settings."""
    assert SCHEDULE["overdue hazards"]["task"] == tasks.escalate_hazards.name
    id_ = hazard(database, days=0)
    database.execute("UPDATE hazard SET due_on = (now() AT TIME ZONE 'Asia/Shanghai')::date - 1 WHERE id = %s", [id_])
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    get_settings.cache_clear()
    try:
        assert tasks.escalate_hazards() == (1, 0)
    finally:
        get_settings.cache_clear()


def test_the_life_and_the_files_of_a_hazard_are_never_changed(database: Database, database_url: str) -> None:
    """Not by an update, not by a deletion, whoever asks the database."""
    id_ = hazard(database, days=-1)
    raise_overdue(database_url, now=NOW, today=TODAY)
    database.execute(
        "INSERT INTO hazard_attachment (hazard_id, at, purpose, round, name, media_type, size, sha256)"
        " VALUES (%s, now(), 'found', 1, 'a.jpg', 'image/jpeg', 1, '0')",
        [id_],
    )
    for table in ("hazard_event", "hazard_attachment"):
        for statement in ("UPDATE {} SET round = 2", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
            with pytest.raises(psycopg.DatabaseError) as refused:
                database.execute(sql.SQL(statement).format(sql.Identifier(table)))
            assert refused.value.sqlstate == "SB001"
