"""Why was nothing raised? What each rule saw of a stored drive, at a moment: near misses are planted and found."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from core.settings import Settings
from findings.why.schemas import SawOut, Why
from findings.why.service import Question, why
from fleet.fixes import Fixes, Mark
from rules.catalogue import RULES
from tests.findings import road_in_database as road
from tests.rules.road import START_S, drive

Connection = psycopg.AsyncConnection[Any]
INSERT = """INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)
    VALUES (1, to_timestamp(%s), %s, to_timestamp(%s), ST_SetSRID(ST_MakePoint(%s, %s), 4326), %s, %s, %s)"""
OPEN_ALL_DAY = [(START_S - 86_400.0, START_S + 86_400.0)]


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """A database that holds the road of the rules' tests, whose posted limit is 50 km/h."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        yield connection


async def keep(conn: Connection, fixes: Fixes, device: int = 1, received_late_s: float = 0.0) -> None:
    """Store fixes as the ingest does."""
    columns = (fixes.time_s, fixes.lon, fixes.lat, fixes.speed_mps, fixes.course_deg, fixes.flags)
    async with conn.cursor() as cursor:
        await cursor.executemany(
            INSERT,
            [
                (time, device, time + received_late_s, lon, lat, speed, course, flags)
                for time, lon, lat, speed, course, flags in zip(*(c.tolist() for c in columns), strict=True)
            ],
        )


async def ask(conn: Connection, url: str, second: float, **changes: Any) -> Why:
    """The answer for a moment, in seconds after the run's start."""
    at = datetime.fromtimestamp(START_S + second, UTC)
    settings = Settings(database_url=url, map_center=(119.37, 34.74))
    usual: dict[str, Any] = {"up": OPEN_ALL_DAY, "warned": lambda _items: 0}
    return await why(settings, Question(1, "苏G·X0001", at, **{**usual, **changes}))


def of(answer: Why, rule: str) -> SawOut:
    """What one rule saw."""
    [found] = [one for one in answer.rules if one.rule == rule]
    return found


NEAR_MISS = drive(36).with_speed(300, 326, 70)  # 25 seconds from the first fast fix to the last: 30 are needed


async def test_a_near_miss_is_shown_with_how_long_it_lasted_and_what_was_wanted(
    conn: Connection, database_url: str
) -> None:
    """A bus drove 70 where 50 is posted for 25 seconds; the rule waits for more than 30, so nothing was raised."""
    await keep(conn, NEAR_MISS.fixes())
    during = of(await ask(conn, database_url, 320), "R23")
    assert (during.reason, during.breach, during.measured, during.allowed) == ("patience", True, 70.0, 50.0)
    assert (during.seconds, during.fixes, during.wanted_seconds) == (20.0, 21, 30.0)
    assert during.finding_id is None
    after = of(await ask(conn, database_url, 360), "R23")
    assert (after.reason, after.measured) == ("in_order", 36.0)
    assert after.nearest is not None
    assert (after.nearest.seconds, after.nearest.fixes, after.nearest.measured) == (25.0, 26, 70.0)


async def test_a_finding_that_was_raised_is_named(conn: Connection, database_url: str) -> None:
    """The same at 35 seconds is open, and the answer leads to the row that the ingest wrote."""
    from findings.memory import recall
    from findings.record import record
    from findings.world import World
    from rules import ticks
    from rules.judge import judge

    fixes = drive(36).with_speed(300, 400, 70).fixes()
    await keep(conn, fixes)
    world = await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S)
    async with conn.transaction():
        await record(conn, judge(fixes, ticks.NONE, world.rules, await recall(conn)), 1)
    [(id_,)] = await (await conn.execute("SELECT id FROM finding WHERE rule = 'R23'")).fetchall()
    saw = of(await ask(conn, database_url, 340), "R23")
    assert (saw.reason, saw.finding_id) == ("open", str(id_))
    assert saw.nearest is None, "what became a finding was not let be"


async def test_what_was_known_of_the_bus_is_told_with_its_versions(conn: Connection, database_url: str) -> None:
    """The run under way, pupils presumed aboard, the permit and sign in force, the road's posted limit."""
    await keep(conn, NEAR_MISS.fixes())
    answer = await ask(conn, database_url, 320)
    assert [one.rule for one in answer.rules] == [rule.id for rule in RULES]
    seen = answer.seen
    assert seen is not None
    assert (seen.run_id, seen.aboard, seen.service, seen.main, seen.delayed) == ("1", True, True, True, False)
    assert (seen.versions["permit"], seen.versions["sign"], seen.posted_kmh) == (1, 1, 50.0)
    assert (seen.device_id, seen.time.timestamp()) == ("dev-1", START_S + 320)


async def test_with_no_run_under_way_the_rules_of_pupils_say_so(conn: Connection, database_url: str) -> None:
    """The run was cancelled: at 70 km/h the rule would be in breach with pupils aboard, and there are none."""
    await conn.execute("UPDATE run SET cancelled = true")
    await keep(conn, NEAR_MISS.fixes())
    saw = of(await ask(conn, database_url, 320), "R23")
    assert (saw.reason, saw.breach, saw.measured) == ("no_run", False, 70.0)
    assert of(await ask(conn, database_url, 200), "R23").reason == "in_order"


async def test_a_rule_that_does_not_hold_where_the_bus_is_says_so(conn: Connection, database_url: str) -> None:
    """36 km/h is more than the 20 of a sharp bend and less than the 50 of the road: outside the bend only the road's holds."""
    await keep(conn, drive(36).fixes())
    outside, inside = await ask(conn, database_url, 60), await ask(conn, database_url, 102)
    assert [of(outside, rule).reason for rule in ("R22", "R23", "R24", "R26")] == [
        "not_here", "in_order", "not_here", "in_order",
    ]  # fmt: skip
    assert (of(inside, "R24").reason, of(inside, "R24").allowed) == ("open", 20.0)


async def test_a_rule_that_was_off_or_in_trial_then_says_so(conn: Connection, database_url: str) -> None:
    """By the mode of the moment asked about, not of today."""
    await conn.execute(
        "INSERT INTO rule_mode (rule, mode, since, source) VALUES ('R23', 'off', 'epoch', 't'), ('R24', 'trial', 'epoch', 't'),"
        " ('R23', 'on', to_timestamp(%s), 't')",
        (START_S + 5000,),
    )
    await keep(conn, NEAR_MISS.fixes())
    answer = await ask(conn, database_url, 320)
    assert (of(answer, "R23").reason, of(answer, "R23").mode, of(answer, "R24").mode) == ("off", "off", "trial")


async def test_a_detour_that_an_exemption_covers_says_so(conn: Connection, database_url: str) -> None:
    """120 m beside the line while a typhoon was declared: exempt (Art 30)."""
    await conn.execute(
        "INSERT INTO exemption (kind, reason, during) VALUES ('disaster', '台风', tstzrange('2026-09-06', NULL))"
    )
    await keep(conn, drive(36).aside(200, 300, 120).fixes())
    saw = of(await ask(conn, database_url, 280), "R26")
    assert (saw.reason, saw.breach) == ("exempt", False)
    assert saw.measured == pytest.approx(120, abs=0.5)


async def test_a_fix_of_the_second_device_says_that_another_one_judges(conn: Connection, database_url: str) -> None:
    """The newest fix is of a device that stands behind the main one."""
    await conn.execute(
        "INSERT INTO device (id, protocol, secret_hash) VALUES ('dev-2', 'osmand', 'x');"
        "INSERT INTO binding (device_no, vehicle_id, during, rank) VALUES (2, 1, tstzrange('2026-01-01', NULL), 1)"
    )
    await keep(conn, NEAR_MISS.fixes())
    other = NEAR_MISS.fixes().take(NEAR_MISS.second == 320)
    other.time_s[:] += 0.5
    await keep(conn, other, device=2)
    answer = await ask(conn, database_url, 320.7)
    assert answer.seen is not None
    assert (answer.seen.device_id, answer.seen.main) == ("dev-2", False)
    assert of(answer, "R23").reason == "not_main_device"


async def test_a_fix_that_came_late_was_judged_for_the_record(conn: Connection, database_url: str) -> None:
    """A tunnel's fixes came after later ones: the answer says delayed, and what the rule saw in their own memory."""
    fixes = NEAR_MISS.fixes()
    late = (NEAR_MISS.second >= 300) & (NEAR_MISS.second < 321)
    await keep(conn, fixes.take(~late))
    await keep(conn, fixes.take(late).marked(late[late], Mark.DELAYED), received_late_s=100)
    answer = await ask(conn, database_url, 320)
    assert answer.seen is not None
    assert answer.seen.delayed
    assert of(answer, "R23").reason == "patience"


async def test_silence_is_measured_by_time_and_not_while_our_doors_were_shut(
    conn: Connection, database_url: str
) -> None:
    """Three minutes unheard of four allowed; where the doors opened a minute ago, one minute."""
    await keep(conn, drive(36, until_s=100).fixes())
    saw = of(await ask(conn, database_url, 99 + 180), "R39")
    assert (saw.reason, saw.measured, saw.allowed) == ("in_order", 180.0, 240.0)
    reopened = [(START_S + 99 + 120, START_S + 5000)]
    assert of(await ask(conn, database_url, 99 + 180, up=reopened), "R39").measured == 60.0
    assert of(await ask(conn, database_url, 99 + 250), "R39").reason == "open"


async def test_a_bus_that_was_never_heard_has_nothing_to_show(conn: Connection, database_url: str) -> None:
    """No fix, no run due: no rule saw anything, and that is the answer."""
    await conn.execute("UPDATE run SET cancelled = true")
    answer = await ask(conn, database_url, 200)
    assert (answer.seen, answer.fixes, answer.rules) == (None, 0, [])


async def test_asking_changes_nothing(conn: Connection, database_url: str) -> None:
    """No finding, no state, no audit: it is read only."""
    await keep(conn, drive(36).with_speed(300, 400, 70).fixes())
    await ask(conn, database_url, 380)
    for table in ("finding", "vehicle_state", "run_progress"):
        cursor = await conn.execute(f"SELECT count(*) FROM {table}".encode())  # noqa: S608 - our own names
        assert await cursor.fetchone() == (0,)
