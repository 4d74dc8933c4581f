"""Judged again from the table: what was found stands as it is, and what only the whole shows is reported."""

from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import psycopg
import pytest

from core.settings import Settings
from findings.memory import recall
from findings.record import record
from findings.rejudge.report import Report, rejudge
from findings.rejudge.walk import Doors, Span, walk
from findings.world import World
from fleet.fixes import Fixes, Mark
from fleet.kept import kept_fixes
from gps_ingest.decode.jt808.items import warnings
from gps_ingest.kept import LastKept
from gps_ingest.store import keep, take_over
from rules.judge import judge
from rules.ticks import NONE, due
from tests.findings import road_in_database as road
from tests.rules.road import START_S, drive

Connection = psycopg.AsyncConnection[Any]
CENTER = (119.37, 34.74)
STOOD = "SELECT id, rule, began, ended, measured, batch FROM finding ORDER BY id"


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """A connection to a database that holds the road of the rules' tests."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        await take_over(connection, 0)
        await connection.execute("SELECT ensure_position_partitions('2026-09-01', '2026-09-14')")
        yield connection


def _fixes() -> Fixes:
    return drive(55, every_s=2).aside(150, 240, 120).fixes(device=1, vehicle=road.VEHICLE)


async def _live(conn: Connection, fixes: Fixes, cuts: int = 7) -> None:
    """Kept, judged and recorded as the ingest does it, in several batches."""
    world, memory, last = await World.load(conn, Settings(map_center=CENTER), START_S), await recall(conn), LastKept()
    for number, part in enumerate(np.array_split(np.arange(len(fixes)), cuts)):
        async with conn.transaction():
            fresh, newest = await keep(conn, fixes.take(part), last)
            judgement = judge(fresh, NONE, world.rules, memory)
            await record(conn, judgement, number + 1)
        last.put(newest)
        if judgement.changed is not None:
            memory = memory.put(judgement.changed)
    async with conn.transaction():  # an hour later: what was open is over
        ticks = due(world.rules, memory, START_S + 3600, START_S)
        await record(conn, judge(fixes.take(slice(0)), ticks, world.rules, memory), cuts + 1)


async def _again(database_url: str, **asked: Any) -> Report:
    settings = Settings(database_url=database_url, map_center=CENTER)
    span = Span(START_S - 600, START_S + 3000, asked.get("vehicles"))
    return await rejudge(settings, span, rules=asked.get("rules"), stretches=[], warned=warnings)


async def _rows(conn: Connection, query: str) -> list[Any]:
    return await (await conn.execute(query.encode())).fetchall()


async def test_a_drive_judged_again_is_found_as_it_stands_and_nothing_is_changed(
    conn: Connection, database_url: str
) -> None:
    """Speed, risk segment, detour, stops passed by: each the same, to the id. No finding is touched, the report is stored."""
    await _live(conn, _fixes())
    stood = await _rows(conn, STOOD)
    report = await _again(database_url)
    assert {each.what.rule for each in report.differences} == {"R23", "R24", "R26", "R28"}
    assert [each.kind for each in report.differences] == ["same"] * len(stood)
    assert all(
        each.then is not None and each.now is not None and each.then.id == each.now.id for each in report.differences
    )
    assert await _rows(conn, STOOD) == stood
    assert await _rows(conn, "SELECT fixes, same, changed, gone, new FROM rejudgement") == [
        (len(_fixes()), len(stood), 0, 0, 0)
    ]


async def test_what_came_late_is_in_its_place_when_it_is_judged_again(conn: Connection, database_url: str) -> None:
    """The detour's fixes came after the drive: then a finding of its own, marked; now one with the rest."""
    fixes = _fixes()
    aside = (fixes.time_s >= START_S + 150) & (fixes.time_s < START_S + 240)
    late = fixes.take(np.concatenate((np.flatnonzero(~aside), np.flatnonzero(aside))))
    await _live(conn, late, cuts=2)
    assert (True,) in await _rows(conn, "SELECT delayed FROM finding WHERE rule = 'R26'")
    report = await _again(database_url, rules=["R26"])
    assert {each.what.rule for each in report.differences} == {"R26"}
    assert report.count("gone") == 0
    kept = await kept_fixes(conn, START_S - 600, START_S + 3600, vehicles=None, warned=warnings)
    assert (kept.time_s == np.sort(fixes.time_s)).all()
    assert not (kept.flags & int(Mark.DELAYED)).any()


async def test_a_place_that_was_missing_then_is_reported_as_new(conn: Connection, database_url: str) -> None:
    """A risk segment dated back: no finding is made of it, and the report names what would be one."""
    place = "UPDATE place SET during = tstzrange('2026-10-01', NULL) WHERE category = 'risk_segment'"
    back = "UPDATE place SET during = tstzrange('2026-01-01', NULL) WHERE category = 'risk_segment'"
    await conn.execute("ALTER TABLE place DISABLE TRIGGER USER")
    await conn.execute(place.encode())
    await _live(conn, _fixes())
    assert await _rows(conn, "SELECT FROM finding WHERE rule = 'R24'") == []
    await conn.execute(back.encode())
    report = await _again(database_url)
    assert [(each.kind, each.what.rule) for each in report.differences if each.kind != "same"] == [("new", "R24")]
    assert await _rows(conn, "SELECT kind, rule, vehicle_id, finding_id, then_began FROM rejudgement_difference") == [
        ("new", "R24", road.VEHICLE, None, None)
    ]
    assert await _rows(conn, "SELECT FROM finding WHERE rule = 'R24'") == []


async def test_only_the_vehicles_and_rules_that_were_asked_for_are_judged(conn: Connection, database_url: str) -> None:
    await _live(conn, _fixes())
    report = await _again(database_url, rules=["R24"], vehicles=[road.VEHICLE])
    assert {each.what.rule for each in report.differences} == {"R24"}
    nobody = await _again(database_url, vehicles=[999])
    assert (nobody.fixes, nobody.differences) == (0, [])


async def test_a_bus_is_called_silent_only_while_our_doors_were_open(conn: Connection, database_url: str) -> None:
    """In mid-run nothing more comes. With the doors open that is silence; with them shut it is our own outage."""
    half = _fixes().take(slice(0, 60))
    await _live(conn, half)
    settings, span = Settings(database_url=database_url, map_center=CENTER), Span(START_S - 600, START_S + 3000)

    async def silent(stretches: list[tuple[float, float]]) -> bool:
        walked = walk(conn, settings, span, Doors(stretches), warned=warnings)
        return any(change.rule.id == "R39" for step in [each async for each in walked] for change in step.changes)

    assert await silent([(START_S - 10_000, START_S + 3000)])
    assert not await silent([(START_S - 10_000, float(half.time_s[-1]) + 60)])
    assert not await silent([])  # nothing noted down: nobody was heard either
