"""The world out of the database and a judgement into it: what is loaded is what was written, what is saved is recalled."""

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import psycopg
import pytest

from core.settings import Settings
from findings.memory import recall
from findings.record import record
from findings.world import World
from fleet.fixes import Fixes, Mark
from rules import ticks
from rules.judge import judge
from rules.memory import Memory
from tests.findings import road_in_database as road
from tests.rules.road import START_S, drive, reborn

Connection = psycopg.AsyncConnection[Any]


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """A connection to a database that holds the road of the rules' tests."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        yield connection


async def _world(conn: Connection) -> World:
    return await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S)


def _fixes() -> Fixes:
    return drive(55, every_s=2).aside(150, 240, 120).fixes(device=1, vehicle=road.VEHICLE)


async def _judge(conn: Connection, world: World, fixes: Fixes, memory: Memory, batch: int) -> Memory:
    async with conn.transaction():
        judgement = judge(fixes, ticks.NONE, world.rules, memory)
        await record(conn, judgement, batch)
    assert judgement.changed is not None
    return memory.put(judgement.changed)


async def test_findings_and_runs_are_written_with_their_evidence(conn: Connection) -> None:
    """Speed, risk segment, detour and missed stops of one drive stand in the table once, ended, with article, place and permit."""
    world = await _world(conn)
    memory = await recall(conn)
    fixes = _fixes()
    for number, part in enumerate(np.array_split(np.arange(len(fixes)), 5)):
        memory = await _judge(conn, world, fixes.take(part), memory, number + 1)
    rows = await (await conn.execute(road.FINDINGS)).fetchall()
    assert [(rule, article, ended, place) for rule, article, ended, place, _ in rows] == [
        ("R23", "35", True, "海棠路"),
        ("R24", "35", True, "急弯"),
        ("R26", "30", True, None),
        ("R23", "35", True, "海棠路"),
        ("R28", "16", True, "海棠路"),  # it drives past both stops on its way
        ("R28", "16", True, "海棠路"),
    ]
    assert {row[4] for row in rows} == {road.PERMIT_NUMBER}
    progress = await (await conn.execute("SELECT state, last_stop FROM run_progress")).fetchall()
    assert progress == [("ended", 3)]
    stops = await (await conn.execute("SELECT seq FROM run_stop ORDER BY seq")).fetchall()
    assert [seq for (seq,) in stops] == [0, 1, 2, 3]


async def test_what_is_recalled_is_what_was_saved(conn: Connection) -> None:
    """A process that dies after any batch goes on with the very memory that its predecessor had."""
    world = await _world(conn)
    memory = await recall(conn)
    fixes = _fixes()
    for number, part in enumerate(np.array_split(np.arange(len(fixes)), 7)):
        memory = await _judge(conn, world, fixes.take(part), memory, number + 1)
        again, expected = await recall(conn), reborn(memory)
        assert again.base.tobytes() == expected.base.tobytes()
        assert again.rules.tobytes() == expected.rules.tobytes()


async def test_a_batch_judged_again_writes_nothing_twice(conn: Connection) -> None:
    """A commit whose answer was lost: the same batch from the same memory leaves the same rows."""
    world = await _world(conn)
    memory = await recall(conn)
    await _judge(conn, world, _fixes(), memory, 1)
    before = await (await conn.execute("SELECT id, ended, measured FROM finding ORDER BY id")).fetchall()
    await _judge(conn, world, _fixes(), Memory(), 2)
    assert await (await conn.execute("SELECT id, ended, measured FROM finding ORDER BY id")).fetchall() == before
    assert before


@pytest.mark.parametrize(
    ("statement", "see"),
    [
        ("INSERT INTO parameter (name, value, since, source) VALUES ('R26.corridor_m', 500, 'epoch', 'test')", "R26"),
        ("UPDATE in_force SET during = tstzrange(lower(during), '2026-09-06T23:21Z')", "R01"),
        ("UPDATE place SET during = tstzrange(lower(during), '2026-09-01') WHERE category = 'risk_segment'", "R24"),
        ("UPDATE run SET cancelled = true", "R23"),
        (
            "INSERT INTO exemption (kind, reason, during) VALUES ('disaster', '台风', tstzrange('2026-09-06', NULL))",
            "R26",
        ),
    ],
)
async def test_a_change_rules_from_the_next_batch(conn: Connection, statement: str, see: str) -> None:
    """Each change raises the world's number in its own transaction; the next batch is judged by it."""
    world = await _world(conn)
    fixes = _fixes()
    before = {c.rule.id for c in judge(fixes, ticks.NONE, world.rules, Memory()).findings}
    assert (await world.refresh(conn, fixes.time_s)) is world
    await conn.execute(statement.encode())
    changed = await world.refresh(conn, fixes.time_s)
    assert changed.number > world.number
    after = {c.rule.id for c in judge(fixes, ticks.NONE, changed.rules, Memory()).findings}
    assert (see in before) != (see in after)
    whole = await _world(conn)
    assert after == {c.rule.id for c in judge(fixes, ticks.NONE, whole.rules, Memory()).findings}


async def test_runs_of_a_past_day_are_loaded_when_a_fix_asks_for_them(conn: Connection) -> None:
    """A delayed or replayed fix of another day finds the runs of its own day."""
    world = await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S + 90 * 86_400)
    assert not len(world.rules.runs.id)
    assert len((await world.refresh(conn, np.array([START_S]))).rules.runs.id) == 1


async def test_the_next_days_runs_are_there_before_midnight(conn: Connection) -> None:
    """Midnight UTC is 08:00 in Lianyungang: a bus that waits at its stop at 07:50 has its run of 08:00, on any day."""
    world = await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S - 3 * 86_400)
    for days in (3, 2, 1):
        world = await world.refresh(conn, np.array([START_S - days * 86_400 - 600.0]))
        day = int((START_S - days * 86_400 - 600.0) // 86_400)
        assert {day - 1, day, day + 1} <= world.days.keys()
    world = await world.refresh(conn, np.array([START_S - 86_400 + 60.0, START_S - 200 * 86_400]))
    assert len(world.rules.runs.id) == 1, "a late upload's day does not push it out"


async def test_delayed_memory_is_saved_beside_the_live_one(conn: Connection) -> None:
    """Delayed fixes have a memory of their own in the same row."""
    world = await _world(conn)
    memory = await recall(conn)
    fixes = _fixes()
    memory = await _judge(conn, world, fixes.take(slice(0, 200)), memory, 1)
    late = fixes.take(slice(100, 120)).marked(np.ones(20, bool), Mark.DELAYED)
    memory = await _judge(conn, world, late, memory, 2)
    again = await recall(conn)
    assert again.base.tobytes() == reborn(memory).base.tobytes()
    assert again.base[1]["time"] == late.time_s[-1]


async def test_a_mode_rules_from_the_next_batch_and_its_findings_are_marked(conn: Connection) -> None:
    """Switched to trial for the operator, the same drive is found and marked; switched off, it is not found."""
    world = await _world(conn)
    fixes = _fixes()
    for mode, second in (("trial", 1), ("off", 2)):
        await conn.execute(
            "INSERT INTO rule_mode (rule, organisation_id, mode, since, source)"
            " VALUES ('R24', 1, %s, to_timestamp(%s), 'test')",
            (mode, second),
        )
        changed = await world.refresh(conn, fixes.time_s)
        assert changed.number > world.number
        world = changed
        found = [c.trial for c in judge(fixes, ticks.NONE, world.rules, Memory()).findings if c.rule.id == "R24"]
        assert found == ([True, True] if mode == "trial" else [])


async def test_a_finding_in_trial_is_stored_with_its_mark(conn: Connection) -> None:
    """It is a row like another, so that it can be counted, and says that it is in trial."""
    await conn.execute("INSERT INTO rule_mode (rule, mode, since, source) VALUES ('R24', 'trial', 'epoch', 'test')")
    await _judge(conn, await _world(conn), _fixes(), await recall(conn), 1)
    rows = await (await conn.execute("SELECT rule, trial FROM finding GROUP BY rule, trial ORDER BY rule")).fetchall()
    assert rows == [("R23", False), ("R24", True), ("R26", False), ("R28", False)]
