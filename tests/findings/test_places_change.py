"""A changed place and a declared condition judge the very next batch, by their own stated time, and change no old finding."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import psycopg
import pytest

from core.settings import Settings
from findings.memory import recall
from findings.record import record
from findings.world import World
from fleet.fixes import Fixes
from rules import ticks
from rules.judge import judge
from rules.memory import Memory
from schoolbus.stack.stack import Stack
from tests.api import PREFIX, code_of, refused_fields
from tests.findings import road_in_database as road
from tests.rules.road import LAT0, START_S, at, drive
from tests.web.serving import log_in, serving

Connection = psycopg.AsyncConnection[Any]
HERE = (119.37, 34.74)
OLD = "SELECT id, rule, measured, allowed, place_id, evidence FROM finding ORDER BY id"


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """A database that holds the road of the rules' tests."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        yield connection


@pytest.fixture
async def officer(
    conn: Connection, database_url: str, redis_url: str, stack: Stack
) -> AsyncIterator[httpx.AsyncClient]:
    """An officer at the page over the same database."""
    settings = Settings(database_url=database_url, redis_url=redis_url, mqtt_url=stack.mqtt_url, map_center=HERE)
    async with serving(settings) as served:
        await served.add_account("wang")
        async with served.client() as client:
            assert (await log_in(client, "wang")).status_code == 200
            yield client


async def _judge(conn: Connection, world: World, fixes: Fixes, batch: int) -> list[tuple[Any, ...]]:
    """The findings that a batch begins: rule, allowed, name of the place."""
    await recall(conn)
    async with conn.transaction():
        judgement = judge(fixes, ticks.NONE, world.rules, Memory())
        await record(conn, judgement, batch)
    rows = await conn.execute(
        "SELECT f.rule, f.allowed, p.name, p.version FROM finding f LEFT JOIN place p ON p.id = f.place_id"
        " WHERE f.batch = %s AND f.rule IN ('R23', 'R24') ORDER BY f.began",
        [batch],
    )
    return await rows.fetchall()


def _from(second: float, fixes: Fixes) -> Fixes:
    """The same drive so many seconds later, with the world's runs as they are."""
    moved = fixes.time_s + second
    return Fixes.of(
        len(fixes), vehicle=fixes.vehicle, device=fixes.device, time_s=moved, received_s=moved, lon=fixes.lon,
        lat=fixes.lat, speed_mps=fixes.speed_mps, course_deg=fixes.course_deg,
    )  # fmt: skip


async def _a_run_now(conn: Connection) -> float:
    """A run that begins in a minute by the database's clock: its start, as seconds after the road's own."""
    rows = await conn.execute(
        "INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)"
        " SELECT current_date, 1, 1, 1, s, s + interval '10 minutes' FROM (SELECT date_trunc('second', now()) + interval"
        " '1 minute' AS s) AS t RETURNING extract(epoch FROM planned_start)::float8"
    )
    row = await rows.fetchone()
    assert row is not None
    return float(row[0]) - START_S


async def test_a_limit_corrected_from_a_finding_judges_the_next_batch_and_changes_no_finding(
    conn: Connection, officer: httpx.AsyncClient
) -> None:
    """ "The sign here says 40": the old finding keeps its 50, the next bus at 45 is too fast."""
    world = await World.load(conn, Settings(map_center=HERE), START_S)
    fast = drive(36).with_speed(300, 400, 55).fixes(device=1, vehicle=road.VEHICLE)
    assert ("R23", 50.0, "海棠路", 1) in await _judge(conn, world, fast, 1)
    old = await (await conn.execute(OLD)).fetchall()
    finding = next(row[0] for row in old if row[1] == "R23")
    answer = await officer.post(
        f"{PREFIX}/findings/{finding}/correct-limit", json={"limit_kmh": 40, "note": "现场标志为 40"}
    )
    assert answer.status_code == 201, answer.text
    told = answer.json()["properties"]
    assert (told["version"], told["limit_kmh"], told["limit_sign"]) == (2, 40, True)
    assert str(finding) in told["source"]
    assert await (await conn.execute(OLD)).fetchall() == old
    later = await _a_run_now(conn)
    slower = _from(later, drive(36).with_speed(300, 400, 45).fixes(device=1, vehicle=road.VEHICLE))
    world = await world.refresh(conn, slower.time_s)
    assert ("R23", 40.0, "海棠路", 2) in await _judge(conn, world, slower, 2)
    again = drive(36).with_speed(300, 400, 45).fixes(device=1, vehicle=road.VEHICLE)
    assert [row for row in await _judge(conn, world, again, 3) if row[0] == "R23"] == [], "then it was 50"
    assert (await (await conn.execute(OLD)).fetchall())[: len(old)] != []
    kept = {row[0]: row for row in await (await conn.execute(OLD)).fetchall()}
    assert [kept[row[0]] for row in old] == old
    twice = await officer.post(f"{PREFIX}/findings/{finding}/correct-limit", json={"limit_kmh": 40, "note": "再看"})
    assert (twice.status_code, code_of(twice)) == (409, "place_same")


async def test_a_limit_of_the_law_itself_is_on_no_sign(conn: Connection, officer: httpx.AsyncClient) -> None:
    """A finding of the sharp bend cannot be corrected so; nor one that is not there; nor to 200."""
    world = await World.load(conn, Settings(map_center=HERE), START_S)
    await _judge(conn, world, drive(36).fixes(device=1, vehicle=road.VEHICLE), 1)
    row = await (await conn.execute("SELECT id FROM finding WHERE rule = 'R24'")).fetchone()
    assert row is not None
    path = f"{PREFIX}/findings/{row[0]}/correct-limit"
    refused = await officer.post(path, json={"limit_kmh": 40, "note": "牌"})
    assert (refused.status_code, code_of(refused)) == (409, "no_posted_limit")
    assert refused_fields(await officer.post(path, json={"limit_kmh": 200, "note": "牌"})) == {"limit_kmh"}
    missing = await officer.post(
        f"{PREFIX}/findings/00000000-0000-4000-8000-00000000ffff/correct-limit", json={"limit_kmh": 40, "note": "牌"}
    )
    assert (missing.status_code, code_of(missing)) == (404, "missing")


async def test_where_no_section_is_known_one_is_made_on_the_stretch_that_was_driven(
    conn: Connection, officer: httpx.AsyncClient
) -> None:
    """It asks for the road's name, and takes the way that the bus took."""
    await conn.execute(
        "UPDATE place SET during = tstzrange(lower(during), '2026-02-01') WHERE category = 'road_section'"
    )
    world = await World.load(conn, Settings(map_center=HERE), START_S)
    await _judge(conn, world, drive(36).with_speed(300, 400, 65).fixes(device=1, vehicle=road.VEHICLE), 1)
    row = await (await conn.execute("SELECT id, place_id FROM finding WHERE rule = 'R23'")).fetchone()
    assert row is not None
    assert row[1] is None
    path = f"{PREFIX}/findings/{row[0]}/correct-limit"
    assert refused_fields(await officer.post(path, json={"limit_kmh": 40, "note": "牌"})) == {"name"}
    named = {"limit_kmh": 40, "note": "牌", "name": "新路"}
    assert refused_fields(await officer.post(path, json=named)) == {"name"}, "no track is kept"
    for metres, second in ((3000, 300), (3200, 320), (3400, 340)):
        await conn.execute(
            "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
            " VALUES (1, to_timestamp(%s), 1, now(), ST_SetSRID(ST_MakePoint(%s, %s), 4326), 18, 0)",
            [START_S + second, at(metres)[0], LAT0],
        )
    made = await officer.post(path, json=named)
    assert made.status_code == 201, made.text
    assert made.json()["properties"]["name"] == "新路"
    assert made.json()["geometry"]["type"] == "LineString"


async def test_declared_fog_lowers_the_limit_from_the_next_batch_and_ends_by_itself(
    conn: Connection, officer: httpx.AsyncClient
) -> None:
    """Fixes before it was declared are in order, those in it are not; a bus after its end is in order again."""
    later = await _a_run_now(conn)
    fixes = _from(later, drive(36).fixes(device=1, vehicle=road.VEHICLE))
    world = await World.load(conn, Settings(map_center=HERE), float(fixes.time_s[0]))
    since, until = START_S + later + 300, START_S + later + 360
    moments = await (await conn.execute("SELECT to_timestamp(%s), to_timestamp(%s)", [since, until])).fetchone()
    assert moments is not None
    fog = {
        "kind": "fog", "visibility_m": 80, "source": "气象台", "since": moments[0].isoformat(),
        "until": moments[1].isoformat(),
    }  # fmt: skip
    answer = await officer.post(f"{PREFIX}/conditions", json=fog)
    assert answer.status_code == 201, answer.text
    fresh = await world.refresh(conn, fixes.time_s)
    assert fresh.number > world.number
    rows = await _judge(conn, fresh, fixes, 1)
    assert [(rule, allowed, name) for rule, allowed, name, _ in rows] == [("R24", 20.0, "急弯"), ("R24", 20.0, None)]
    found = await (
        await conn.execute(
            "SELECT id, extract(epoch FROM began), extract(epoch FROM ended) FROM finding WHERE place_id IS NULL"
        )
    ).fetchone()
    assert found is not None
    assert (float(found[1]), float(found[2])) == (since, until)
    shown = (await officer.get(f"{PREFIX}/findings/{found[0]}")).json()
    assert shown["condition"] == {"id": answer.json()["id"], "kind": "fog", "visibility_m": 80}
