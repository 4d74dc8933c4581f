"""From a finding to the desk: in the ingest's own transaction, one case for one bus and rule, grown by each repeat."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from core.settings import Settings
from findings.desk.grow import grow
from findings.desk.watch.escalate import escalate
from findings.memory import recall
from findings.record import record
from findings.world import World
from rules import ticks
from rules.judge import judge
from rules.memory import Memory
from tests.findings import road_in_database as road
from tests.rules.road import START_S, drive

Connection = psycopg.AsyncConnection[Any]
BEGAN = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
CASES = "SELECT rule, state, findings, level FROM desk_case ORDER BY id"


@pytest.fixture
async def conn(database_url: str) -> AsyncIterator[Connection]:
    """A connection to a database that holds the road of the rules' tests."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await road.sow(connection)
        yield connection


async def find(
    conn: Connection,
    *,
    rule: str = "R23",
    severity: str = "A1",
    minutes: float = 0.0,
    delayed: bool = False,
    device: int | None = 1,
) -> UUID:
    """A finding as the ingest writes it, put onto the desk in its transaction."""
    id_, began = uuid4(), BEGAN + timedelta(minutes=minutes)
    async with conn.transaction(), conn.cursor() as cursor:
        await cursor.execute(
            "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, delayed, evidence, batch)"
            " VALUES (%s, %s, '35', %s, 1, %s, %s, '{}', 1)",
            (id_, rule, severity, began, delayed),
        )
        await grow(
            cursor, finding=id_, vehicle=road.VEHICLE, device=device, rule=rule, article="35", severity=severity,
            began=began, delayed=delayed,
        )  # fmt: skip
    return id_


async def rows(conn: Connection, query: str) -> list[tuple[Any, ...]]:
    return await (await conn.execute(query.encode())).fetchall()


async def test_the_ingest_opens_one_case_for_a_bus_and_rule_and_lets_it_grow(conn: Connection) -> None:
    """A drive that speeds twice on a road: two findings, one case; the other rules have a case each."""
    world = await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S)
    memory = await recall(conn)
    fixes = drive(55, every_s=2).aside(150, 240, 120).fixes(device=1, vehicle=road.VEHICLE)
    async with conn.transaction():
        await record(conn, judge(fixes, ticks.NONE, world.rules, memory), 1)
    found = await rows(conn, "SELECT rule, count(*) FROM finding GROUP BY rule ORDER BY rule")
    cases = await rows(conn, "SELECT rule, findings FROM desk_case ORDER BY rule")
    assert cases == found
    assert ("R23", 2) in cases
    assert await rows(conn, "SELECT count(*) FROM case_finding") == await rows(conn, "SELECT count(*) FROM finding")


async def test_a_transaction_that_is_rolled_back_leaves_neither_finding_nor_case(conn: Connection) -> None:
    """And the same batch judged again opens the case once, whose findings are all there."""
    world = await World.load(conn, Settings(map_center=(119.37, 34.74)), START_S)
    await recall(conn)
    fixes = drive(55, every_s=2).aside(150, 240, 120).fixes(device=1, vehicle=road.VEHICLE)
    judgement = judge(fixes, ticks.NONE, world.rules, Memory())
    async with conn.transaction(force_rollback=True):
        await record(conn, judgement, 1)
        assert await rows(conn, "SELECT count(*) > 0 FROM desk_case") == [(True,)]
    assert await rows(conn, "SELECT count(*) FROM finding") == [(0,)]
    for table in ("desk_case", "case_finding", "case_event"):
        assert await rows(conn, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
    for batch in (1, 2):  # a commit whose answer was lost is judged again
        async with conn.transaction():
            await record(conn, judgement, batch)
    orphans = "SELECT count(*) FROM finding f WHERE NOT EXISTS (SELECT FROM case_finding c WHERE c.finding_id = f.id)"
    assert await rows(conn, orphans) == [(0,)]
    assert await rows(conn, "SELECT sum(findings) = (SELECT count(*) FROM finding) FROM desk_case") == [(True,)]


async def test_a_closed_case_does_not_grow_the_next_finding_opens_another(conn: Connection) -> None:
    await find(conn)
    await find(conn, minutes=5)
    await conn.execute("UPDATE desk_case SET state = 'closed'")
    await find(conn, minutes=60)
    assert await rows(conn, CASES) == [("R23", "closed", 2, 0), ("R23", "open", 1, 0)]


async def test_what_was_answered_and_happens_again_is_open_again_with_its_own_time(conn: Connection) -> None:
    """The answer stays in its history and in the handling rate; the new breach is to be answered anew."""
    await find(conn)
    await conn.execute(
        "UPDATE desk_case SET state = 'handled', due_at = NULL, answered_at = now(), handled_at = now(), answer_due_at = 'epoch'"
    )
    await find(conn, minutes=20)
    assert await rows(conn, CASES) == [("R23", "open", 2, 0)]
    query = "SELECT due_at > now(), handled_at, answered_at IS NOT NULL, answer_due_at = 'epoch' FROM desk_case"
    assert await rows(conn, query) == [(True, None, True, True)]
    await conn.execute("UPDATE desk_case SET state = 'handled', due_at = NULL")
    await find(conn, minutes=5, delayed=True)
    assert await rows(conn, CASES) == [("R23", "handled", 3, 0)], "a late upload is no news"


async def test_what_is_open_again_is_the_first_lines_turn_again_whatever_level_it_had_reached(conn: Connection) -> None:
    """Its time is that of the level it has; what the bureau has taken over stays the bureau's."""
    handled = "UPDATE desk_case SET state = 'handled', due_at = NULL, level = 3, taken_over = {} WHERE rule = '{}'"
    await conn.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('desk.bureau_s.A1', 600, now() - interval '1 day', '局文')"
    )
    for rule, severity, taken_over in (("R23", "A1", False), ("R01", "B", False), ("R26", "A1", True)):
        await find(conn, rule=rule, severity=severity)
        await conn.execute(handled.format(taken_over, rule).encode())
        await find(conn, rule=rule, severity=severity, minutes=20)
    shown = "SELECT rule, state, level, round, due_at - now() > interval '20 minutes' FROM desk_case ORDER BY id"
    assert await rows(conn, shown) == [
        ("R23", "open", 0, 2, True),
        ("R01", "open", 1, 2, False),
        ("R26", "open", 1, 2, False),
    ]


async def test_whoever_is_to_be_told_of_a_grave_case_is_told_again_when_it_is_open_again(
    conn: Connection, database_url: str
) -> None:
    """Once each time it opens: by a repeat of what was handled, and by one after the repair of a known fault."""
    told = "SELECT level, round FROM summons ORDER BY id"
    for state in ("handled", "quiet"):
        await find(conn, rule="R01", severity="B")
        for _ in range(2):
            escalate(database_url, now=datetime.now(UTC), offset_s=28_800.0)
        await conn.execute("UPDATE desk_case SET state = %s, due_at = NULL", (state,))
    await find(conn, rule="R01", severity="B")
    escalate(database_url, now=datetime.now(UTC), offset_s=28_800.0)
    assert await rows(conn, told) == [(1, 1), (1, 2), (1, 3)]


async def test_a_late_upload_opens_no_case_it_joins_the_open_one_or_is_on_record_only(conn: Connection) -> None:
    await find(conn, delayed=True)
    await find(conn, delayed=True, minutes=2)
    assert await rows(conn, CASES) == [("R23", "record", 2, 1)]
    assert await rows(conn, "SELECT due_at FROM desk_case") == [(None,)]
    await find(conn, minutes=30)
    await find(conn, delayed=True, minutes=10)
    assert await rows(conn, CASES) == [("R23", "record", 2, 1), ("R23", "open", 2, 0)]


@pytest.mark.parametrize(
    ("rule", "severity", "level"), [("R23", "A1", 0), ("R64", "A2", 0), ("R01", "B", 1), ("R38", "A1", 1)]
)
async def test_the_first_line_answers_first_but_the_gravest_go_to_the_bureau_at_once(
    conn: Connection, rule: str, severity: str, level: int
) -> None:
    """A bus that may not drive, and an SOS, are the bureau's turn from the beginning; the operator may answer all the same."""
    await find(conn, rule=rule, severity=severity)
    assert await rows(conn, CASES) == [(rule, "open", 1, level)]
    assert await rows(conn, "SELECT answer_due_at IS NOT NULL, due_at IS NOT NULL FROM desk_case") == [(True, True)]


@pytest.mark.parametrize(("severity", "wait"), [("A1", timedelta(minutes=30)), ("B", timedelta(minutes=30))])
async def test_a_grave_one_is_to_be_answered_within_thirty_minutes(
    conn: Connection, severity: str, wait: timedelta
) -> None:
    await find(conn, severity=severity)
    assert await rows(conn, "SELECT answer_due_at - opened_at FROM desk_case") == [(wait,)]


async def test_what_is_for_the_same_day_is_to_be_answered_before_local_midnight(conn: Connection) -> None:
    """Midnight in Lianyungang, whatever zone the database speaks."""
    await find(conn, severity="A2")
    local = "SELECT (answer_due_at AT TIME ZONE 'Asia/Shanghai')::time::text,"
    query = f"{local} answer_due_at - opened_at <= interval '24 hours' AND answer_due_at > opened_at FROM desk_case"
    assert await rows(conn, query) == [("00:00:00", True)]


async def test_a_district_may_set_its_own_time_from_a_date_on(conn: Connection) -> None:
    """A dated parameter goes before the program's default; one that begins tomorrow does not count today."""
    await conn.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('desk.answer_s.A1', 600, now() - interval '1 day', '局文'),"
        " ('desk.answer_s.A1', 60, now() + interval '1 day', '局文')"
    )
    await find(conn)
    assert await rows(conn, "SELECT answer_due_at - opened_at FROM desk_case") == [(timedelta(minutes=10),)]


@pytest.mark.parametrize(
    ("rule", "device", "state"),
    [("'R23'", "NULL", "quiet"), ("NULL", "NULL", "quiet"), ("'R26'", "NULL", "open"), ("NULL", "1", "quiet")],
)
async def test_what_a_known_fault_causes_is_quiet_and_listed(
    conn: Connection, rule: str, device: str, state: str
) -> None:
    """Of that rule, of everything of the bus, of that device; another rule is heard as ever."""
    await _officer(conn)
    await conn.execute(
        "INSERT INTO known_fault (vehicle_id, rule, device_no, during, reason, account_id)"  # noqa: S608
        f" VALUES (1, {rule}, {device}, tstzrange('2026-11-24 06:00Z', '2026-11-27 10:00Z'), '送修', 1)".encode()
    )
    await find(conn)
    await find(conn, minutes=1)
    assert await rows(conn, CASES) == [("R23", state, 2, 0)]
    assert await rows(conn, "SELECT due_at IS NULL FROM desk_case") == [(state == "quiet",)]


@pytest.mark.parametrize(("fault_of", "state"), [(1, "quiet"), (2, "open")])
async def test_a_fault_of_a_device_quiets_the_silence_of_the_bus_it_is_bound_to(
    conn: Connection, fault_of: int, state: str
) -> None:
    """That a bus is unheard of no device has measured; a device of another bus explains nothing."""
    await _officer(conn)
    await conn.execute("INSERT INTO device (id, protocol, secret_hash) VALUES ('dev-2', 'nmea_mqtt', 'x')")
    await conn.execute(
        "INSERT INTO known_fault (vehicle_id, device_no, during, reason, account_id)"
        " VALUES (1, %s, tstzrange('2026-11-24 06:00Z', '2026-11-27 10:00Z'), '送修', 1)",
        (fault_of,),
    )
    await find(conn, rule="R39", device=None)
    assert await rows(conn, CASES) == [("R39", state, 1, 0)]


@pytest.mark.parametrize("rule", ["R33", "R34", "R38"])
@pytest.mark.parametrize("device", ["NULL", "1"])
async def test_a_fault_of_everything_quiets_no_emergency_and_no_child_left_behind(
    conn: Connection, rule: str, device: str
) -> None:
    """Only a fault that names the rule does."""
    await _officer(conn)
    fault = (
        "INSERT INTO known_fault (vehicle_id, rule, device_no, during, reason, account_id)"
        " VALUES (1, {}, {}, tstzrange('2026-11-24 06:00Z', '2026-11-27 10:00Z'), '送修', 1)"
    )
    await conn.execute(fault.format("NULL", device).encode())
    await find(conn, rule=rule)
    assert await rows(conn, CASES) == [(rule, "open", 1, 1)]
    await conn.execute("UPDATE desk_case SET state = 'closed'")
    await conn.execute(fault.format(f"'{rule}'", device).encode())
    await find(conn, rule=rule, minutes=5)
    assert await rows(conn, CASES) == [(rule, "closed", 1, 1), (rule, "quiet", 1, 1)]


async def test_the_first_finding_after_the_repair_is_heard_again(conn: Connection) -> None:
    """Also before the minute's clock has closed the quiet case."""
    await _officer(conn)
    await conn.execute(
        "INSERT INTO known_fault (vehicle_id, rule, during, reason, account_id)"
        " VALUES (1, 'R23', tstzrange('2026-11-24 06:00Z', '2026-11-24 07:30Z'), '送修', 1)"
    )
    await find(conn)
    await find(conn, minutes=45)
    assert await rows(conn, CASES) == [("R23", "open", 2, 0)]
    assert await rows(conn, "SELECT due_at IS NOT NULL FROM desk_case") == [(True,)]


async def _officer(conn: Connection) -> None:
    await conn.execute(
        "INSERT INTO account (username, password_hash, display_name, role) VALUES ('wang', '-', '王', 'officer')"
    )
