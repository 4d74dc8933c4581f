"""Training certificates out of the database judge the road: the very next batch, and history by the certificate of its day."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import numpy as np
import psycopg
import pytest
from sqlalchemy import text

from core.database import make_engine, make_sessions
from core.settings import Settings
from findings.memory import recall
from findings.record import record
from findings.rejudge.report import rejudge
from findings.rejudge.walk import Span
from findings.world import World
from gps_ingest.decode.jt808.items import warnings
from gps_ingest.kept import LastKept
from gps_ingest.store import keep, take_over
from permits.models import Training
from rules.judge import judge
from rules.ticks import NONE
from tests.findings import road_in_database as road
from tests.rules.road import START_S, drive

Connection = psycopg.AsyncConnection[Any]
CENTER = (119.37, 34.74)
PEOPLE = """INSERT INTO person (slug, kind, name, organisation_id) VALUES
    ('a-1', 'attendant', '王晓红', 1), ('a-2', 'attendant', '李芳', 1)"""
HERS = "UPDATE run SET attendant_id = (SELECT id FROM person WHERE slug = 'a-1')"
FOUND = f"""SELECT evidence -> 'notes', extract(epoch FROM ended)::float8 - {START_S} FROM finding
    WHERE rule = 'R15' ORDER BY began"""  # noqa: S608 - our own number
TOLD = "SELECT kind FROM world_change WHERE number = (SELECT number FROM world)"
RUN_S, HALF_S = 600.0, 316.0  # its last fix aboard, and the first of the third batch of four, as seconds of the run
RUN_ON, DAY_BEFORE = date(2026, 9, 7), date(2026, 9, 6)


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """The road of the rules' tests, its run planned with an attendant."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        await connection.execute(PEOPLE)
        await connection.execute(HERS)
        await take_over(connection, 0)
        await connection.execute("SELECT ensure_position_partitions('2026-09-01', '2026-09-14')")
        yield connection


def _settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, map_center=CENTER)


async def _certificate(database_url: str, slug: str, valid_to: date, passed_on: date = date(2026, 3, 1)) -> None:
    """A certificate comes on record, as an import or a closed session brings it."""
    settings = _settings(database_url)
    engine = make_engine(settings)
    async with make_sessions(engine)() as session:
        person = await session.scalar(text("SELECT id FROM person WHERE slug = :slug"), {"slug": slug})
        session.add(
            Training(person_id=person, course="岗前", hours=8, score=90, passed_on=passed_on, valid_to=valid_to)
        )
        await session.commit()
    await engine.dispose()


async def _driven(conn: Connection, database_url: str, *meanwhile: Any) -> list[Any]:
    """The drive judged and recorded in as many batches as there are gaps, with something done in each: the findings of R15."""
    fixes = drive().fixes(device=1, vehicle=road.VEHICLE)
    world, memory, last = await World.load(conn, _settings(database_url), START_S), await recall(conn), LastKept()
    for number, part in enumerate(np.array_split(np.arange(len(fixes)), len(meanwhile) + 1)):
        if number and meanwhile[number - 1] is not None:
            await meanwhile[number - 1]
        async with conn.transaction():
            world = await world.refresh(conn, fixes.time_s)
            fresh, newest = await keep(conn, fixes.take(part), last)
            judgement = judge(fresh, NONE, world.rules, memory)
            await record(conn, judgement, number + 1)
        last.put(newest)
        if judgement.changed is not None:
            memory = memory.put(judgement.changed)
    return await (await conn.execute(FOUND)).fetchall()


async def test_an_attendant_whose_certificate_ended_yesterday_is_found_and_one_with_a_valid_one_is_not(
    conn: Connection, database_url: str
) -> None:
    """REG 38, by the tables as the ingest loads them; while no certificate is on record there is nothing to find."""
    assert await _driven(conn, database_url) == []
    await conn.execute("TRUNCATE finding CASCADE; TRUNCATE position; TRUNCATE vehicle_state")
    await _certificate(database_url, "a-1", DAY_BEFORE)
    assert await _driven(conn, database_url) == [(["training_ended"], RUN_S)]
    await conn.execute("TRUNCATE finding CASCADE; TRUNCATE position; TRUNCATE vehicle_state")
    await _certificate(database_url, "a-1", RUN_ON, passed_on=RUN_ON)
    assert await _driven(conn, database_url) == []


async def test_a_certificate_that_comes_on_record_rules_from_the_next_batch(
    conn: Connection, database_url: str
) -> None:
    """No restart: the finding that the first batches began has ended with the batch after it."""
    await _certificate(database_url, "a-2", date(2027, 3, 1))
    issued = _certificate(database_url, "a-1", date(2027, 3, 1))
    assert await _driven(conn, database_url, None, issued, None) == [(["no_training"], HALF_S)]
    assert (await (await conn.execute(TOLD)).fetchall()) == [("training",)]


async def test_another_attendant_planned_for_the_run_is_judged_from_the_next_batch(
    conn: Connection, database_url: str
) -> None:
    """The trained one stands in (REG 38: the attendant may change without approval)."""
    await _certificate(database_url, "a-2", date(2027, 3, 1))
    stands_in = conn.execute(HERS.replace("a-1", "a-2").encode())
    assert await _driven(conn, database_url, None, stands_in, None) == [(["no_training"], HALF_S)]


async def test_history_is_judged_again_by_the_certificate_of_its_day(conn: Connection, database_url: str) -> None:
    """One that ended since is valid for its own days; one that was passed since changes nothing of them."""
    await _certificate(database_url, "a-1", RUN_ON)
    assert await _driven(conn, database_url) == []
    span = Span(START_S - 600, START_S + 3000)
    settings = _settings(database_url)
    report = await rejudge(settings, span, rules=["R15"], stretches=[], warned=warnings)
    assert report.differences == []
    await conn.execute("UPDATE training SET valid_to = '2026-09-06'")
    await _certificate(database_url, "a-1", date(2027, 3, 1), passed_on=date(2026, 9, 8))
    report = await rejudge(settings, span, rules=["R15"], stretches=[], warned=warnings)
    assert [(each.kind, each.what.rule) for each in report.differences] == [("new", "R15")]
