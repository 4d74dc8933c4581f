"""The judge of the faults is held to its word too: what is lost, doubled, altered or missing, it says."""

from collections.abc import AsyncIterator

import psycopg
import pytest

from faults import reference
from faults.plan import PARTS
from faults.run import Course, Killed
from faults.senders.outbox import Outbox
from faults.senders.stock import Stock
from faults.town import FLEET, Way, build, buses
from faults.verdict import Verdict, verdict
from schoolbus.stack.stack import Stack
from tests.conftest import own_database

BEGAN_S = 1_795_505_400.0  # 2026-11-24T07:30:00Z
FIXES = 60
FINDING = "SELECT min(id::text)::uuid FROM finding"
COPIED = "vehicle_id, rule, article, severity, began, ended, measured, allowed, delayed, evidence, batch"
LAST = "LAST"  # stands for the last position that came by a protocol
SPOILT = {
    "one is lost": (
        "jt808",
        "DELETE FROM position WHERE LAST",
        {"JT/T 808: 1 fixes were acknowledged and are lost"},
    ),
    "one stands under two buses": (
        "osmand",
        """INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)
        SELECT vehicle_id + 1, fix_time, device_no, received_at, geom, speed_mps, flags FROM position WHERE LAST""",
        {"HTTP: 1 fixes are stored twice"},
    ),
    "one is at another place": (
        "jt808",
        "UPDATE position SET geom = ST_Translate(geom, 0, 0.0001) WHERE LAST",
        {"JT/T 808: 1 fixes are stored otherwise than they were sent"},
    ),
    "one has another time": (
        "osmand",
        "UPDATE position SET fix_time = fix_time + interval '1 ms' WHERE LAST",
        {"HTTP: 1 fixes were acknowledged and are lost", "1 positions were sent by nobody"},
    ),
    "a stock client's is lost and its broker lived": (
        "nmea_mqtt",
        "DELETE FROM position WHERE LAST",
        {"MQTT 3.1.1: 1 fixes were acknowledged and are lost"},
    ),
    "a finding is missing": (
        "",
        f"DELETE FROM finding WHERE id = ({FINDING})",  # noqa: S608
        {"1 findings are missing"},
    ),
    "a finding stands twice": (
        "",
        f"INSERT INTO finding (id, {COPIED}) SELECT gen_random_uuid(), {COPIED} FROM finding WHERE id = ({FINDING})",  # noqa: S608
        {"1 findings should not be", "1 findings stand twice"},
    ),
    "a finding never ended": (
        "",
        f"UPDATE finding SET ended = NULL WHERE id = ({FINDING} WHERE ended IS NOT NULL)",  # noqa: S608
        {"1 findings differ from what an undisturbed service finds"},
    ),
}


@pytest.fixture
async def course() -> Course:
    """One bus of each way, all it sent acknowledged, and every part killed long before."""
    made = Course(killed=[Killed(part, BEGAN_S - 3600.0, recovering=False) for part in PARTS])
    fleet = buses(BEGAN_S)
    for way, _, _ in FLEET:
        bus = next(bus for bus in fleet if bus.way is way)
        if way is Way.STOCK:
            fixes = [bus.fix(number) for number in range(FIXES)]
            made.boxes.append(Stock(bus, "", 0, fixes, {n: fix.time_s for n, fix in enumerate(fixes)}))
            continue
        box = Outbox(bus)
        for _ in range(FIXES):
            box.acknowledge(box.make())
        made.boxes.append(box)
    return made


@pytest.fixture
async def databases(course: Course, stack: Stack, migrated_template: str) -> AsyncIterator[tuple[str, str]]:
    """A database that has kept and judged all of it, and another that has done the same."""
    fleet = [box.bus for box in course.boxes]
    with own_database(stack, migrated_template) as one, own_database(stack, migrated_template) as other:
        for url in (one, other):
            build(url, fleet)
            await reference.judge(url, [(box.bus, fix) for box in course.boxes for fix in box.made])
        yield one, other


def judged(course: Course, databases: tuple[str, str], case: str = "") -> Verdict:
    """The verdict once the first database was spoilt."""
    if case:
        protocol, spoil, _ = SPOILT[case]
        with psycopg.connect(databases[0]) as connection:
            device = connection.execute("SELECT max(no) FROM device WHERE protocol = %s", (protocol,)).fetchone()
            number = (device or (0,))[0]
            last = (
                f"device_no = {number} AND fix_time = (SELECT max(fix_time) FROM position WHERE device_no = {number})"  # noqa: S608
            )
            assert connection.execute(spoil.replace(LAST, last).encode()).rowcount == 1
    return verdict(course, *databases)


async def test_where_all_is_there_once_and_found_once_every_promise_holds(
    course: Course, databases: tuple[str, str]
) -> None:
    found = judged(course, databases)
    assert found.broken == []
    assert {way: kept.stored for way, kept in found.kept.items()} == dict.fromkeys(Way, FIXES)
    assert found.expected == found.found
    assert found.expected["R24"] > 0


@pytest.mark.parametrize("case", SPOILT)
async def test_what_is_lost_doubled_or_altered_is_said(case: str, course: Course, databases: tuple[str, str]) -> None:
    assert set(judged(course, databases, case).broken) == SPOILT[case][2]


async def test_what_a_killed_broker_took_with_it_is_counted_by_itself_and_breaks_no_promise_of_ours(
    course: Course, databases: tuple[str, str]
) -> None:
    acknowledged_s = max(course.boxes[-1].acknowledged.values())
    course.killed.append(Killed("mosquitto", acknowledged_s + 0.4, recovering=False))
    found = judged(course, databases, "a stock client's is lost and its broker lived")
    assert found.broken == []
    assert found.kept[Way.STOCK].lost_to_broker == 1


async def test_what_was_never_acknowledged_and_a_part_that_was_never_killed_are_said(
    course: Course, databases: tuple[str, str]
) -> None:
    course.killed.pop()
    course.boxes[0].make_until(course.boxes[0].bus.due_s(FIXES))
    assert judged(course, databases).broken == [
        f"{PARTS[-1]} was never killed",
        "MQTT 5: 1 fixes were never acknowledged",
    ]
