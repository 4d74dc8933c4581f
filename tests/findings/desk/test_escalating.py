"""What time does to cases: overdue ones go a level up, the gravest name who is to be told, a repaired fault's are closed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from core.settings import get_settings
from findings import tasks
from findings.desk.watch.escalate import HIGHEST, escalate
from schoolbus.worker import SCHEDULE

Database = psycopg.Connection[Any]
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BEIJING_S = 28_800.0


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A connection that commits by itself; a bus, and three officers: wang, li, zhao."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO vehicle (plate, type, seats) VALUES ('苏G00001', 'primary_bus', 36)")
        for name in ("wang", "li", "zhao"):
            connection.execute(
                "INSERT INTO account (username, password_hash, display_name, role) VALUES (%s, '-', %s, 'officer')",
                [name, name],
            )
        yield connection


def case(
    database: Database,
    *,
    rule: str = "R24",
    severity: str = "A1",
    state: str = "open",
    level: int = 0,
    due: int | None = -1,
) -> int:
    """A case whose turn is over so many minutes from now."""
    row = database.execute(
        "INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began, due_at)"
        " VALUES (1, %s, '35', %s, %s, %s, %s, %s, %s) RETURNING id",
        [rule, severity, state, level, NOW, NOW, None if due is None else NOW + timedelta(minutes=due)],
    ).fetchone()
    assert row is not None
    return int(row[0])


def on_duty(database: Database, name: str, since: int, until: int, rank: int = 0) -> None:
    """A turn on the rota, in hours from now."""
    database.execute(
        "INSERT INTO duty (account_id, during, rank) SELECT id, tstzrange(%s, %s), %s FROM account WHERE username = %s",
        [NOW + timedelta(hours=since), NOW + timedelta(hours=until), rank, name],
    )


def told(database: Database) -> list[tuple[int, str | None, bool]]:
    """(level, who, on duty) of everybody who is to be told, in order."""
    query = """SELECT s.level, a.username, s.on_duty FROM summons s LEFT JOIN account a ON a.id = s.account_id ORDER BY s.id"""
    return database.execute(query).fetchall()


def level(database: Database) -> list[tuple[Any, ...]]:
    return database.execute("SELECT level, state, due_at IS NULL, version FROM desk_case ORDER BY id").fetchall()


def tick(url: str, minutes: int = 0) -> tuple[int, int, int]:
    done = escalate(url, now=NOW + timedelta(minutes=minutes), offset_s=BEIJING_S)
    return done.raised, done.summoned, done.closed


def test_what_nobody_answered_in_time_goes_up_a_level_and_says_so(database: Database, database_url: str) -> None:
    """At its limit, not a minute before; what is handled or quiet has no limit. A second clock finds nothing left to do."""
    case(database, due=0)
    case(database, rule="R23", due=1)
    case(database, rule="R26", severity="A2", due=-60)
    case(database, rule="R39", state="handled", due=-60)
    on_duty(database, "wang", -1, 7)
    assert tick(database_url) == (2, 1, 0)
    assert tick(database_url) == (0, 0, 0)
    assert level(database) == [
        (1, "open", False, 2),
        (0, "open", False, 1),
        (1, "open", False, 2),
        (0, "handled", False, 1),
    ]
    steps = database.execute("SELECT case_id, step FROM case_event ORDER BY id").fetchall()
    assert steps == [(3, "escalated"), (1, "escalated"), (1, "summoned")]


def test_the_gravest_go_to_who_is_on_duty_and_then_down_the_rota(database: Database, database_url: str) -> None:
    """First in order, then the second, then whoever's turn comes next; past the last level it stays on top of the list."""
    case(database)
    on_duty(database, "li", -1, 7, rank=1)
    on_duty(database, "wang", -1, 7, rank=0)
    on_duty(database, "zhao", 8, 16)
    for minutes in (0, 40, 80, 120, 160):
        tick(database_url, minutes)
    assert told(database) == [(1, "wang", True), (2, "li", True), (3, "zhao", False)]
    assert level(database) == [(HIGHEST, "open", True, 4)]


def test_who_is_told_first_is_told_first_again_when_the_case_is_open_again(
    database: Database, database_url: str
) -> None:
    """Each opening anew is a round of its own: the rota begins at its head."""
    case(database, severity="B", level=1, due=10)
    on_duty(database, "wang", -1, 7, rank=0)
    on_duty(database, "li", -1, 7, rank=1)
    assert tick(database_url) == (0, 1, 0)
    database.execute("UPDATE desk_case SET round = 2")
    assert tick(database_url) == (0, 1, 0)
    assert tick(database_url) == (0, 0, 0)
    assert told(database) == [(1, "wang", True), (1, "wang", True)]


def test_with_nobody_on_duty_whoever_is_nearest_on_the_rota_is_told(database: Database, database_url: str) -> None:
    """An hour away before eight hours away; an account that was closed is not told."""
    on_duty(database, "wang", -9, -8)
    on_duty(database, "li", 1, 9)
    on_duty(database, "zhao", 0, 1)
    database.execute("UPDATE account SET disabled = true WHERE username = 'zhao'")
    case(database, severity="B", level=1, due=10)
    assert tick(database_url) == (0, 1, 0)
    assert told(database) == [(1, "li", False)]


def test_with_an_empty_rota_the_row_names_nobody_and_says_so(database: Database, database_url: str) -> None:
    case(database)
    assert tick(database_url) == (1, 1, 0)
    assert told(database) == [(1, None, False)]


def test_what_is_for_the_same_day_wakes_nobody(database: Database, database_url: str) -> None:
    on_duty(database, "wang", -1, 7)
    case(database, severity="A2")
    assert tick(database_url) == (1, 0, 0)
    assert told(database) == []


def test_a_quiet_case_is_closed_when_its_fault_is_repaired(database: Database, database_url: str) -> None:
    case(database, rule="R39", state="quiet", due=None)
    case(database, rule="R24", state="quiet", due=None)
    database.execute(
        "INSERT INTO known_fault (vehicle_id, rule, during, reason, account_id) VALUES (1, 'R39', tstzrange(%s, %s), '送修', 1)",
        [NOW - timedelta(days=1), NOW + timedelta(minutes=30)],
    )
    assert tick(database_url) == (0, 0, 1), "no fault explains the second"
    assert [row[1] for row in level(database)] == ["quiet", "closed"]
    assert tick(database_url, 29) == (0, 0, 0)
    assert tick(database_url, 30) == (0, 0, 1)


def test_a_fault_of_everything_keeps_no_emergency_quiet(database: Database, database_url: str) -> None:
    """The button's own fault is repaired: that the rest of the bus is not yet does not matter."""
    case(database, rule="R38", state="quiet", due=None)
    case(database, rule="R24", state="quiet", due=None)
    database.execute(
        "INSERT INTO known_fault (vehicle_id, during, reason, account_id) VALUES (1, tstzrange(%s, %s), '送修', 1)",
        [NOW - timedelta(days=1), NOW + timedelta(minutes=30)],
    )
    assert tick(database_url) == (0, 0, 1)
    assert [row[1] for row in level(database)] == ["closed", "quiet"]


def test_a_case_that_an_officer_is_just_working_on_is_left_for_the_next_minute(
    database: Database, database_url: str
) -> None:
    case(database)
    with psycopg.connect(database_url) as officer:
        officer.execute("SELECT FROM desk_case FOR UPDATE")
        assert tick(database_url) == (0, 0, 0)
    assert tick(database_url) == (1, 1, 0)


def test_beat_does_it_every_minute(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [entry["schedule"] for entry in SCHEDULE.values() if entry["task"] == "findings.escalate"]
    database.execute(
        "INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began, due_at)"
        " VALUES (1, 'R24', '35', 'A1', 'open', 0, now(), now(), now() - interval '1 second')"
    )
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    get_settings.cache_clear()
    assert tasks.escalate_cases() == (1, 1, 0)
    get_settings.cache_clear()
