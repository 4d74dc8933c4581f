"""What is done for the tables of the road in while nobody looks."""

from collections.abc import Iterator

import psycopg
import pytest

from core.settings import Settings, get_settings
from gps_ingest import tasks
from schoolbus.worker import SCHEDULE, make_celery


@pytest.fixture
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The environment of a worker on this test's database."""
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    get_settings.cache_clear()
    yield monkeypatch
    get_settings.cache_clear()


def park(database_url: str, *days_ago: int) -> None:
    """Frames received so many days and a minute ago, or a minute less than that where the number is negative."""
    with psycopg.connect(database_url) as connection:
        for days in days_ago:
            connection.execute(
                "INSERT INTO parked (received_at, door, reason, raw, size, detail)"
                " VALUES (now() - make_interval(days => %s, mins => %s), 'nmea_tcp', 'bad_checksum', '', 0, %s)",
                [abs(days), 1 if days > 0 else -1, str(days)],
            )


def kept(database_url: str) -> list[int]:
    """Which of them are still there."""
    with psycopg.connect(database_url) as connection:
        return [int(row[0]) for row in connection.execute("SELECT detail FROM parked ORDER BY id")]


@pytest.mark.parametrize(("setting", "stays"), [(None, [-1, -30]), ("60", [-1, -30, 30]), ("1", [-1])])
def test_parked_frames_older_than_the_setting_says_are_deleted_and_no_other(
    environment: pytest.MonkeyPatch, database_url: str, setting: str | None, stays: list[int]
) -> None:
    if setting is not None:
        environment.setenv("SCHOOLBUS_PARKED_RETENTION_DAYS", setting)
    park(database_url, -1, -30, 30, 400)
    assert tasks.forget_parked() == 4 - len(stays)
    assert kept(database_url) == stays
    assert tasks.forget_parked() == 0


def test_many_old_frames_are_deleted_a_few_at_a_time_until_none_is_left(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    park(database_url, 31, -5, 32, 33, 34, 35)
    assert tasks.delete_parked(database_url, older_than_days=30) == 5
    assert kept(database_url) == [-5]


def test_a_worker_knows_every_task_that_the_clock_gives() -> None:
    celery = make_celery(Settings())
    celery.loader.import_default_modules()
    given = {str(entry["task"]) for entry in SCHEDULE.values()}
    assert "gps_ingest.forget_parked" in given
    assert given <= set(celery.tasks)
