"""What the ingest writes down with its batches: days that got fixes afterwards, what was sent twice, when it was open."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import psycopg
import pytest

from fleet.fixes import Fixes
from gps_ingest.quality.ledger import Ledger
from tests.fleet.quality.road import NOON_S, fixes
from tests.gps_ingest.conftest import Fleet, Ingest, MqttDevice, rmc, until
from tests.gps_ingest.quality.database import SHANGHAI

DAY_S = 86_400.0
NOTHING = fixes([])


@pytest.fixture
async def tx(database_url: str) -> AsyncIterator[psycopg.AsyncConnection[tuple[object, ...]]]:
    """A connection as the writer has one."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        yield connection


Connection = psycopg.AsyncConnection[tuple[object, ...]]


async def rows(tx: Connection, query: str) -> list[tuple[object, ...]]:
    """All rows of a query."""
    return await (await tx.execute(query.encode())).fetchall()


async def stretches(tx: Connection) -> list[tuple[float, float]]:
    """The stretches of up-time, in seconds after noon."""
    found = await rows(tx, "SELECT since, until FROM up_time ORDER BY since")
    return [
        (since.timestamp() - NOON_S, until.timestamp() - NOON_S)
        for since, until in found
        if isinstance(since, datetime) and isinstance(until, datetime)
    ]


def ledger() -> Ledger:
    """That of a writer that has just come."""
    return Ledger(0, ZoneInfo("Asia/Shanghai"))


async def beat(tx: Connection, book: Ledger, *seconds: float) -> None:
    """A batch without fixes at each of these seconds after noon, every door having delivered up to a second before."""
    for second in seconds:
        await book.write(tx, NOTHING, NOTHING, NOON_S + second, NOON_S + second - 1)


async def test_time_open_is_one_stretch_written_every_ten_seconds(tx: Connection) -> None:
    await beat(tx, ledger(), *range(26))
    assert await stretches(tx) == [(0, 20)]


async def test_a_minute_without_a_batch_is_a_break(tx: Connection) -> None:
    """Sixty seconds after what was written last are none."""
    book = ledger()
    await beat(tx, book, 0, 10, 70)
    assert await stretches(tx) == [(0, 70)]
    await beat(tx, book, 131, 141)
    assert await stretches(tx) == [(0, 70), (131, 141)]


async def test_a_restart_within_a_minute_is_no_break_and_a_longer_one_is(tx: Connection) -> None:
    """A new writer goes on where the old one was killed."""
    await beat(tx, ledger(), 0, 10)
    await beat(tx, ledger(), 50)
    assert await stretches(tx) == [(0, 50)]
    await beat(tx, ledger(), 400)
    assert await stretches(tx) == [(0, 50), (400, 400)]


async def test_the_platform_is_not_open_while_one_door_delivers_nothing(tx: Connection) -> None:
    """The broker is away: batches go on by the other doors, the watermark stands still; and none is known after a start."""
    book = ledger()
    await beat(tx, book, 0, 10)
    for second in range(11, 120):
        await book.write(tx, NOTHING, NOTHING, NOON_S + second, NOON_S + 9)
        await book.write(tx, NOTHING, NOTHING, NOON_S + second, None)
    assert await stretches(tx) == [(0, 10)]
    await beat(tx, book, 120)
    assert await stretches(tx) == [(0, 10), (120, 120)]


async def test_each_share_of_the_vehicles_has_its_own_time(tx: Connection) -> None:
    await beat(tx, ledger(), 0, 10)
    await beat(tx, Ledger(1, SHANGHAI), 5)
    assert await rows(tx, "SELECT share, count(*) FROM up_time GROUP BY share ORDER BY share") == [(0, 1), (1, 1)]


async def test_a_clock_set_back_moves_no_end(tx: Connection) -> None:
    await beat(tx, ledger(), 0, 20)
    await beat(tx, ledger(), 15)
    assert await stretches(tx) == [(0, 20)]


async def test_fixes_of_a_day_that_is_over_are_noted_once_a_batch_and_those_of_today_never(tx: Connection) -> None:
    track = fixes([0, -DAY_S, -DAY_S + 1, -2 * DAY_S], vehicle=[1, 1, 1, 2])
    await ledger().write(tx, track, track, NOON_S + 1, None)
    assert await rows(tx, "SELECT vehicle_id, day::text FROM quality_due ORDER BY 1") == [
        (1, "2026-11-26"),
        (2, "2026-11-25"),
    ]
    await ledger().write(tx, fixes([0]), fixes([0]), NOON_S + 1, None)
    assert len(await rows(tx, "SELECT FROM quality_due")) == 2


async def test_what_is_read_again_days_after_its_receipt_is_noted_by_the_day_it_is_now(tx: Connection) -> None:
    """A parked frame of Tuesday, received then, let in on Friday."""
    track = fixes([-3 * DAY_S])
    await ledger().write(tx, track, track, NOON_S, None)
    assert await rows(tx, "SELECT day::text FROM quality_due") == [("2026-11-24",)]


async def test_what_was_sent_again_is_counted_by_vehicle_and_day(tx: Connection) -> None:
    """Of five the first and the fourth were new; the next batch brings two of the same again."""
    track = fixes([0, 0, 0, 10, -DAY_S], vehicle=[1, 1, 1, 2, 2])
    await ledger().write(tx, track, track.take(np.array([0, 3])), NOON_S + 11, None)
    again: Fixes = fixes([0, 10], vehicle=[1, 2])
    await ledger().write(tx, again, NOTHING, NOON_S + 12, None)
    assert await rows(tx, "SELECT vehicle_id, day::text, repeated FROM repeated_day ORDER BY 1, 2") == [
        (1, "2026-11-27", 3),
        (2, "2026-11-26", 1),
        (2, "2026-11-27", 1),
    ]


def test_the_ingest_keeps_its_ledger(ingest: Ingest, fleet: Fleet) -> None:
    """A device sends a fix of now, one of ten days ago, and both again; meanwhile the doors are open."""
    vehicle = fleet.bus("苏G00001", "device-one")
    ingest.start()
    device = MqttDevice(fleet.broker, "device-one")
    now_s = float(round(time.time()))
    for sent in (rmc(now_s - 10 * DAY_S), rmc(now_s), rmc(now_s - 10 * DAY_S), rmc(now_s)):
        device.send(sent)
        device.all_acknowledged()
    device.leave()
    until(lambda: ingest.rows("SELECT FROM up_time"), "the doors to be open")
    assert ingest.count() == 2
    old = datetime.fromtimestamp(now_s - 10 * DAY_S, UTC).astimezone(SHANGHAI).date()
    assert set(ingest.rows("SELECT vehicle_id, day FROM quality_due")) == {(vehicle, old)}
    repeated = ingest.rows("SELECT vehicle_id, repeated FROM repeated_day")
    assert sorted(repeated) == [(vehicle, 1), (vehicle, 1)]


def test_a_killed_ingest_leaves_the_time_it_was_open(ingest: Ingest) -> None:
    """And its successor goes on with it, or begins a stretch of its own after a minute (made short here by moving the end)."""
    ingest.start()
    until(lambda: ingest.rows("SELECT FROM up_time"), "the doors to be open")
    ingest.kill()
    ingest.rows(
        "UPDATE up_time SET since = since - interval '1 hour', until = until - interval '1 hour' RETURNING since"
    )
    ingest.start()
    until(lambda: len(ingest.rows("SELECT FROM up_time")) == 2, "a new stretch")
