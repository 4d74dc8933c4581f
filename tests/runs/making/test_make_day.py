"""The runs of a day are made in the database: once, again, and as permits and the calendar change."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.database import make_engine, make_sessions
from core.settings import Settings
from runs.making.write import Made, make_runs
from tests.web.world import OWN, seed

ZONE = ZoneInfo("Asia/Shanghai")
SUNDAY_NIGHT = datetime(2026, 11, 29, 20, 0, tzinfo=ZONE)
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
NOTHING = Made(0, 0, 0)


@dataclass
class Town:
    """The small district; the own bus has approved departures at 07:00 and, for the way home, at 16:30 from Monday to Friday."""

    sessions: async_sessionmaker[AsyncSession]
    connection: psycopg.Connection[tuple[Any, ...]]
    vehicle: int

    async def made(self, now: datetime = SUNDAY_NIGHT, ahead: int = 1) -> dict[date, Made]:
        """Make the runs of today and tomorrow."""
        return await make_runs(self.sessions, now=now, zone=ZONE, ahead=ahead)

    def told(self, statement: str, *values: Any) -> None:
        """Change something, committed."""
        self.connection.execute(statement.encode(), values)

    def runs(self, day: date = MONDAY) -> list[tuple[Any, ...]]:
        """The runs of a day: departure, cancelled, reason."""
        return self.asked(
            "SELECT to_char(planned_start AT TIME ZONE 'Asia/Shanghai', 'HH24:MI'), cancelled, reason FROM run"
            " WHERE day = %s ORDER BY planned_start, id", day,
        )  # fmt: skip

    def asked(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows."""
        return self.connection.execute(statement.encode(), values).fetchall()


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    """The district on the Sunday before the day."""
    ids = seed(database_url).ids
    engine = make_engine(Settings(database_url=database_url))
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "ALTER TABLE running_time DISABLE TRIGGER USER; ALTER TABLE permit_line DISABLE TRIGGER USER"
        )
        connection.execute("ALTER TABLE line_stop DISABLE TRIGGER USER; ALTER TABLE permit_driver DISABLE TRIGGER USER")
        connection.execute(
            "INSERT INTO line (code, direction, school_id, name) SELECT 'L-home', 'from_school', school_id, '回程' FROM line"
            " WHERE code = 'L-own'"
        )
        connection.execute(
            "INSERT INTO line_version (line_id, version, path)"
            " SELECT (SELECT id FROM line WHERE code = 'L-home'), 1, path FROM line_version LIMIT 1"
        )
        connection.execute(
            "INSERT INTO permit_line SELECT (SELECT min(permit_version_id) FROM permit_line), max(id) FROM line_version"
        )
        connection.execute(
            "INSERT INTO running_time (line_version_id, departs) SELECT id, CASE WHEN id = (SELECT max(id) FROM line_version)"
            " THEN time '16:30' ELSE time '07:00' END FROM line_version"
            " WHERE id IN (SELECT line_version_id FROM permit_line WHERE permit_version_id ="
            " (SELECT min(permit_version_id) FROM permit_line))"
        )
        yield Town(make_sessions(engine), connection, int(ids["vehicle"][OWN]))
    await engine.dispose()


TWO = [("07:00", False, None), ("16:30", False, None)]


async def test_a_day_is_made_once_and_again_gives_nothing_new(town: Town) -> None:
    assert await town.made() == {MONDAY - timedelta(days=1): NOTHING, MONDAY: Made(2, 0, 0)}
    assert town.runs() == TWO
    assert set((await town.made()).values()) == {NOTHING}  # their own coming was a change of runs
    assert await town.made() == {}, "nothing changed, so nothing is even read"
    assert town.runs() == TWO
    [(end,)] = town.asked(
        "SELECT planned_end - planned_start FROM run WHERE day = %s ORDER BY planned_start LIMIT 1", MONDAY
    )
    assert end == timedelta(minutes=15)


async def test_the_only_driver_of_a_permit_drives_and_of_two_nobody_is_named(town: Town) -> None:
    version = "(SELECT min(permit_version_id) FROM permit_line)"
    town.told(f"INSERT INTO permit_driver SELECT {version}, min(id) FROM person")  # noqa: S608 - ours
    await town.made()
    assert town.asked("SELECT DISTINCT driver_id, attendant_id FROM run WHERE day = %s", MONDAY) == [(1, None)]
    town.told(f"INSERT INTO permit_driver SELECT {version}, max(id) FROM person")  # noqa: S608 - ours
    await town.made(SUNDAY_NIGHT + timedelta(days=1), ahead=1)
    assert town.asked("SELECT DISTINCT driver_id FROM run WHERE day = %s", TUESDAY) == [(None,)]


async def test_a_driver_who_has_left_is_not_planned(town: Town) -> None:
    town.told("INSERT INTO permit_driver SELECT min(permit_version_id), (SELECT min(id) FROM person) FROM permit_line")
    town.told("UPDATE person SET left_on = %s", MONDAY - timedelta(days=1))
    await town.made()
    assert town.asked("SELECT DISTINCT driver_id FROM run WHERE day = %s", MONDAY) == [(None,)]


async def test_a_driver_who_leaves_is_taken_off_the_days_that_were_made(town: Town) -> None:
    town.told("INSERT INTO permit_driver SELECT min(permit_version_id), (SELECT min(id) FROM person) FROM permit_line")
    await town.made()
    await town.made()
    assert town.asked("SELECT DISTINCT driver_id FROM run WHERE day = %s", MONDAY) == [(1,)]
    town.told("UPDATE person SET left_on = %s", MONDAY - timedelta(days=1))
    assert (await town.made())[MONDAY] == Made(0, 2, 0)
    assert town.asked("SELECT DISTINCT driver_id FROM run WHERE day = %s", MONDAY) == [(None,)]
    await town.made()
    assert await town.made() == {}


async def test_a_permit_that_ends_at_noon_cancels_the_afternoon_and_says_why(town: Town) -> None:
    await town.made()
    town.told("UPDATE in_force SET during = tstzrange(lower(during), %s)", datetime(2026, 11, 30, 12, tzinfo=ZONE))
    assert (await town.made())[MONDAY] == Made(0, 0, 1)
    assert town.runs() == [("07:00", False, None), ("16:30", True, "no_permit")]


async def test_a_permit_revoked_before_the_day_cancels_all_of_it_and_one_issued_makes_it_run_again(town: Town) -> None:
    await town.made()
    town.told("UPDATE in_force SET during = tstzrange(lower(during), %s)", SUNDAY_NIGHT)
    await town.made()
    assert [one[1:] for one in town.runs()] == [(True, "no_permit")] * 2
    town.told(
        "INSERT INTO in_force (permit_version_id, vehicle_id, during) SELECT permit_version_id, vehicle_id,"
        " tstzrange(%s, NULL) FROM in_force WHERE vehicle_id = %s", SUNDAY_NIGHT, town.vehicle,
    )  # fmt: skip
    assert (await town.made())[MONDAY] == Made(0, 2, 0)
    assert town.runs() == TWO


async def test_a_day_off_cancels_and_taken_out_again_the_same_runs_are_back(town: Town) -> None:
    await town.made()
    before = town.asked("SELECT id FROM run WHERE day = %s ORDER BY id", MONDAY)
    town.told("INSERT INTO school_day (day, classes, note) VALUES (%s, false, '大雾')", MONDAY)
    await town.made()
    assert [one[1:] for one in town.runs()] == [(True, "no_classes")] * 2
    town.told("DELETE FROM school_day")
    await town.made()
    assert town.runs() == TWO
    assert town.asked("SELECT id FROM run WHERE day = %s ORDER BY id", MONDAY) == before


async def test_a_half_day_moves_the_way_home_and_back(town: Town) -> None:
    await town.made()
    town.told(
        "INSERT INTO own_school_day (school_id, day, classes, ends_at, leaves_at)"
        " SELECT school_id, %s, true, '12:00', '11:40' FROM line WHERE code = 'L-own'", MONDAY,
    )  # fmt: skip
    assert (await town.made())[MONDAY] == Made(0, 1, 0)
    assert town.runs() == [("07:00", False, None), ("11:40", False, "half_day")]
    town.told("DELETE FROM own_school_day")
    await town.made()
    assert town.runs() == TWO


@pytest.mark.parametrize(("minute", "told"), [(10, ("11:40", False)), (59, ("16:30", True))])
async def test_a_half_day_that_is_said_late_is_still_driven_or_cancelled(
    town: Town, minute: int, told: tuple[str, bool]
) -> None:
    """At 11:50 it leaves late; an hour later nobody waits for it any more, nor at 16:30."""
    await town.made()
    town.told("INSERT INTO school_day (day, classes, ends_at, leaves_at) VALUES (%s, true, '12:00', '11:40')", MONDAY)
    await town.made(datetime(2026, 11, 30, 11, 40, tzinfo=ZONE) + timedelta(minutes=minute))
    assert town.runs() == [("07:00", False, None), (*told, "half_day")]


async def test_a_half_day_taken_back_after_its_hour_gives_the_way_home_its_own_time_again(town: Town) -> None:
    town.told("INSERT INTO school_day (day, classes, ends_at, leaves_at) VALUES (%s, true, '12:00', '11:40')", MONDAY)
    await town.made()
    assert town.runs() == [("07:00", False, None), ("11:40", False, "half_day")]
    town.told("DELETE FROM school_day")
    await town.made(datetime(2026, 11, 30, 12, 30, tzinfo=ZONE))
    assert town.runs() == TWO


async def test_of_two_running_times_at_one_minute_the_run_is_of_the_one_that_holds(town: Town) -> None:
    """A Saturday that first runs its own timetable and then counts as a Thursday: the bus leaves at seven all the same."""
    saturday = date(2026, 12, 5)
    town.told("INSERT INTO running_time (line_version_id, departs, weekdays) SELECT min(line_version_id), '07:00', 32"
              " FROM running_time")  # fmt: skip
    town.told("INSERT INTO school_day (day, classes) VALUES (%s, true)", saturday)
    await town.made(ahead=6)
    assert town.runs(saturday) == [("07:00", False, None)]
    of = "SELECT t.weekdays FROM run r JOIN running_time t ON t.id = r.running_time_id WHERE r.day = %s AND NOT r.cancelled"
    assert town.asked(of, saturday) == [(32,)]
    town.told("UPDATE school_day SET counts_as = 3 WHERE day = %s", saturday)
    await town.made(ahead=6)
    assert town.runs(saturday) == TWO
    assert town.asked(of, saturday) == [(31,), (31,)]
    await town.made(ahead=6)
    assert await town.made(ahead=6) == {}


async def test_two_ways_home_an_hour_apart_move_by_an_hour_without_standing_in_each_others_place(town: Town) -> None:
    town.told(
        "INSERT INTO running_time (line_version_id, departs) SELECT max(line_version_id), '17:30' FROM running_time"
    )
    await town.made()
    for entry, times in (
        ("'16:00', '15:30'", ["07:00", "15:30", "16:30"]),
        ("'15:00', '17:30'", ["07:00", "17:30", "18:30"]),
    ):
        town.told("DELETE FROM school_day")
        town.told(f"INSERT INTO school_day (day, classes, ends_at, leaves_at) VALUES ('2026-11-30', true, {entry})")  # noqa: S608
        await town.made()
        assert town.runs() == [(at, False, None if at == "07:00" else "half_day") for at in times]


async def test_what_has_begun_or_should_have_left_is_never_touched_nor_made_afterwards(town: Town) -> None:
    await town.made()
    town.told(
        "INSERT INTO run_progress (run_id, state, started_at, last_stop) SELECT id, 'under_way', now(), 0 FROM run"
        " WHERE day = %s AND planned_start = (SELECT max(planned_start) FROM run WHERE day = %s)", MONDAY, MONDAY,
    )  # fmt: skip
    town.told("INSERT INTO school_day (day, classes) VALUES (%s, false)", MONDAY)
    await town.made(datetime(2026, 11, 30, 7, 0, tzinfo=ZONE))
    assert town.runs() == TWO
    town.told("INSERT INTO running_time (line_version_id, departs, class_days_only) SELECT max(line_version_id), '06:30', false"
              " FROM running_time")  # fmt: skip
    await town.made(datetime(2026, 11, 30, 7, 0, tzinfo=ZONE))
    assert town.runs() == TWO, "nobody waits for a departure that was approved when its time had gone"


async def test_a_new_line_version_cancels_the_old_runs_and_plans_its_own(town: Town) -> None:
    await town.made()
    town.told(
        "INSERT INTO line_version (line_id, version, path) SELECT line_id, 2, path FROM line_version WHERE id = 1"
    )
    town.told("INSERT INTO running_time (line_version_id, departs) SELECT max(id), '07:10' FROM line_version")
    town.told(
        "INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)"
        " SELECT permit_id, 2, owner_id, seats, granted_on, valid_from FROM permit_version WHERE id = 1"
    )
    town.told("INSERT INTO permit_line SELECT (SELECT max(id) FROM permit_version), (SELECT max(id) FROM line_version)")
    town.told(
        "UPDATE in_force SET during = tstzrange(lower(during), %s) WHERE vehicle_id = %s", SUNDAY_NIGHT, town.vehicle
    )
    town.told("INSERT INTO in_force (permit_version_id, vehicle_id, during) SELECT max(id), %s, tstzrange(%s, NULL)"
              " FROM permit_version", town.vehicle, SUNDAY_NIGHT)  # fmt: skip
    await town.made()
    assert town.runs() == [("07:00", True, "not_approved"), ("07:10", False, None), ("16:30", True, "not_approved")]


async def test_for_a_bus_that_somebody_plans_himself_none_is_made_that_day(town: Town) -> None:
    await town.made()
    town.told(
        "INSERT INTO run (day, vehicle_id, line_version_id, planned_start, planned_end) VALUES"
        " ('2026-11-30', %s, 1, '2026-11-30 09:00+08', '2026-11-30 09:20+08')", town.vehicle,
    )  # fmt: skip
    await town.made()
    assert town.runs() == [
        ("07:00", True, "planned_otherwise"), ("09:00", False, None), ("16:30", True, "planned_otherwise"),
    ]  # fmt: skip
    await town.made(SUNDAY_NIGHT + timedelta(days=1))
    assert town.runs(TUESDAY) == TWO


async def test_a_run_that_somebody_cancelled_stays_cancelled(town: Town) -> None:
    await town.made()
    town.told("UPDATE run SET cancelled = true WHERE day = %s", MONDAY)
    await town.made()
    assert [one[1:] for one in town.runs()] == [(True, None)] * 2


async def test_a_sealed_run_stays_and_the_others_are_made(town: Town) -> None:
    await town.made()
    town.told("INSERT INTO seal_stretch (seal_id, vehicle_id, during)"
              " SELECT min(id), %s, '[2026-11-30 06:00+08, 2026-11-30 08:00+08]'"
              " FROM seal", town.vehicle)  # fmt: skip
    town.told("INSERT INTO school_day (day, classes) VALUES (%s, false)", MONDAY)
    await town.made()
    assert town.runs() == [("07:00", False, None), ("16:30", True, "no_classes")]
