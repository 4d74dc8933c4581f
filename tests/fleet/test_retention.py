"""Tracks are kept as long as they must be, then dropped; what is sealed stays, and nobody waits for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import psycopg
import pytest

from core.settings import get_settings
from fleet import retention, tasks

Database = psycopg.Connection[Any]
DAYS = 184


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A connection to this test's database that commits by itself."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def monday(weeks_ago: int) -> datetime:
    """Monday 00:00 UTC so many weeks before this one."""
    now = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return now - timedelta(days=now.weekday(), weeks=weeks_ago)


def partitions(database: Database, *weeks_ago: int) -> list[str]:
    """Make the partitions of these weeks where there are none: their names."""
    for weeks in weeks_ago:
        database.execute("SELECT ensure_position_partitions(%s::date, %s::date)", [monday(weeks), monday(weeks)])
    return [f"position_{monday(weeks):%Y%m%d}" for weeks in weeks_ago]


def there(database: Database) -> set[str]:
    """The weekly partitions that there are, attached or not."""
    rows = database.execute("SELECT relname FROM pg_class WHERE relname ~ '^position_[0-9]{8}$'").fetchall()
    return {name for (name,) in rows}


def keep(database: Database, *fixes: datetime, vehicle: int = 1, received: datetime | None = None) -> None:
    """Fixes of a vehicle, received as they were made if nothing else is said."""
    for when in fixes:
        database.execute(
            "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
            " VALUES (%s, %s, 1, %s, 'SRID=4326;POINT(119 34)', 1, 0)",
            [vehicle, when, received or when],
        )


def kept(database: Database) -> set[datetime]:
    return {row[0].astimezone(UTC) for row in database.execute("SELECT fix_time FROM position").fetchall()}


def seal(database: Database, vehicle: int, since: datetime, until: datetime) -> None:
    """What whoever adds seals will do: replace the one function."""
    database.execute(
        "CREATE OR REPLACE FUNCTION tracks_to_keep() RETURNS TABLE (vehicle_id integer, during tstzrange)"
        f" LANGUAGE sql STABLE AS $$ SELECT {vehicle}, tstzrange('{since.isoformat()}', '{until.isoformat()}') $$"
    )


def test_a_week_is_dropped_when_all_of_it_is_older_and_not_before(database: Database, database_url: str) -> None:
    weeks = DAYS // 7
    old, last = partitions(database, weeks + 2, weeks)  # of the second a day or more is younger than that
    keep(database, monday(weeks + 2), monday(weeks), monday(0))
    dropped = retention.drop_old_partitions(database_url, older_than_days=DAYS)
    assert old in dropped
    assert last not in dropped
    assert {old, last} & there(database) == {last}
    assert kept(database) == {monday(weeks), monday(0)}
    assert retention.drop_old_partitions(database_url, older_than_days=DAYS) == []


def test_an_old_fix_that_no_week_took_is_deleted_when_it_was_also_received_long_ago(
    database: Database, database_url: str
) -> None:
    """A recording of 2005 that was sent yesterday is there to be looked at as long as any other track."""
    long_ago, yesterday = datetime(2005, 1, 5, tzinfo=UTC), datetime.now(UTC) - timedelta(days=1)
    keep(database, long_ago, vehicle=1)
    keep(database, long_ago + timedelta(hours=1), vehicle=1, received=yesterday)
    assert retention.delete_old_fixes(database_url, older_than_days=DAYS) == 1
    assert kept(database) == {long_ago + timedelta(hours=1)}


def test_many_old_fixes_are_deleted_a_few_at_a_time_until_none_is_left(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    keep(database, *(datetime(2005, 1, 5, hour, tzinfo=UTC) for hour in range(10)))
    keep(database, monday(0))
    assert retention.delete_old_fixes(database_url, older_than_days=DAYS) == 10
    assert kept(database) == {monday(0)}


def test_what_is_sealed_outlives_its_week_and_goes_when_it_is_released(database: Database, database_url: str) -> None:
    """It is read as any other track: of this vehicle and this time alone, the rest of the week goes."""
    (old,) = partitions(database, 40)
    since = monday(40)
    times = [since + timedelta(hours=hour) for hour in range(6)]
    keep(database, *times, vehicle=1)
    keep(database, *times, vehicle=2)
    keep(database, datetime(2005, 1, 5, tzinfo=UTC), vehicle=2)
    seal(database, 1, times[2], times[4])
    assert old in retention.drop_old_partitions(database_url, older_than_days=DAYS)
    assert retention.delete_old_fixes(database_url, older_than_days=DAYS) == 1
    rows = database.execute("SELECT vehicle_id, fix_time FROM position ORDER BY 2").fetchall()
    assert rows == [(1, times[2]), (1, times[3])]
    seal(database, 1, times[3], times[4])
    assert retention.delete_old_fixes(database_url, older_than_days=DAYS) == 1
    assert kept(database) == {times[3]}


def test_a_week_that_is_being_read_is_dropped_afterwards_and_keeps_nobody_waiting(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long export holds the tracks; whoever writes beside it gets through, again and again."""
    monkeypatch.setattr(retention, "AGAIN_S", (0.05,))
    monkeypatch.setattr(retention, "TRIES", 1000)
    (old,) = partitions(database, 40)
    with psycopg.connect(database_url) as reader:
        reader.execute("SELECT count(*) FROM position")
        dropping = Thread(target=retention.drop_old_partitions, args=(database_url,), kwargs={"older_than_days": DAYS})
        dropping.start()
        for minute in range(50):
            keep(database, monday(0) + timedelta(minutes=minute))
        assert dropping.is_alive()
        assert old in there(database)
    dropping.join()
    assert old not in there(database)
    assert len(kept(database)) == 50


def test_a_drop_that_was_interrupted_is_ended_the_next_night(database: Database, database_url: str) -> None:
    """A table that was already taken out of the tracks is not left behind."""
    (old,) = partitions(database, 40)
    database.execute(f"ALTER TABLE position DETACH PARTITION {old}".encode())
    assert old in retention.drop_old_partitions(database_url, older_than_days=DAYS)
    assert old not in there(database)


@pytest.mark.parametrize(("setting", "stays"), [(None, {40: False, 20: True}), ("365", {40: True, 20: True})])
def test_the_nightly_task_obeys_the_setting(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, setting: str | None, stays: dict[int, bool]
) -> None:
    """Six months if nobody says otherwise (道路运输车辆动态监督管理办法)."""
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    if setting is not None:
        monkeypatch.setenv("SCHOOLBUS_TRACK_RETENTION_DAYS", setting)
    names = partitions(database, *stays)
    get_settings.cache_clear()
    tasks.forget_tracks()
    get_settings.cache_clear()
    assert [name in there(database) for name in names] == list(stays.values())


def test_tracks_that_are_in_use_all_night_stay_for_the_next_one(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AGAIN_S", (0.01,))
    monkeypatch.setattr(retention, "TRIES", 2)
    monkeypatch.setenv("SCHOOLBUS_DATABASE_URL", database_url)
    (old,) = partitions(database, 40)
    get_settings.cache_clear()
    with psycopg.connect(database_url) as reader:
        reader.execute("SELECT count(*) FROM position")
        assert tasks.forget_tracks() == 0
    get_settings.cache_clear()
    assert old in there(database)
