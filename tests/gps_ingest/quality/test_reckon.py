"""The figures of each vehicle's day, reckoned from the real table: what is in them, and that they are never wrong twice."""

from datetime import date, timedelta

import psycopg
import pytest

from core import clock
from gps_ingest.quality.reckon import LOCK, reckon
from gps_ingest.tasks import reckon_quality
from schoolbus.worker import SCHEDULE, celery_app
from tests.gps_ingest.quality.database import SHANGHAI, Database, midnight_s

ONE_DAY = timedelta(days=1)


@pytest.fixture
def database(database_url: str) -> Database:
    """Two buses of nobody."""
    made = Database(database_url)
    made.bus("A")
    made.bus("B")
    return made


@pytest.fixture
def today() -> date:
    """The day it is in the office."""
    return clock.today(SHANGHAI)


def test_a_day_is_reckoned_with_all_its_figures(database: Database, today: date) -> None:
    """Twelve fixes of yesterday: one too fast, one wild; two frames broken; one fix sent again; the whole way seen."""
    yesterday = today - ONE_DAY
    start_s = midnight_s(yesterday) + 8 * 3600
    places = [300.0 * step for step in range(12)]
    places[5] = 90_000.0
    speeds = [10.0] * 12
    speeds[3] = 60.0
    database.keep("A", [start_s + 30 * step for step in range(12)], places, speed_mps=speeds)
    database.park("A", start_s, {"bad_checksum": 1, "empty_field": 1, "disabled_device": 5})
    database.execute("INSERT INTO repeated_day VALUES (%s, %s, 1)", database.vehicles["A"], yesterday)
    assert reckon(database.settings) == 1
    found = database.figures("A", yesterday)
    assert (found["kept"], found["qualified"], found["parked"], found["repeated"], found["drift"]) == (12, 11, 2, 1, 1)
    assert found["reasons"] == {"speed": 1, "drift": 1}
    assert found["parked_reasons"] == {"bad_checksum": 1, "empty_field": 1}
    assert (round(found["complete_m"]), round(found["total_m"])) == (3300, 3300)
    assert (found["first_at"].timestamp(), found["last_at"].timestamp()) == (start_s, start_s + 330)


def test_a_vehicle_of_which_nothing_came_has_no_row(database: Database, today: date) -> None:
    """Being away all day is no figure of zero kilometres; the month knows how many days there were."""
    database.drive("A", today - ONE_DAY)
    reckon(database.settings)
    assert database.figures("A", today - ONE_DAY) != {}
    assert database.figures("B", today - ONE_DAY) == {}


def test_reckoning_again_changes_nothing(database: Database, today: date) -> None:
    database.drive("A", today - ONE_DAY)
    reckon(database.settings)
    first = database.figures("A", today - ONE_DAY)
    database.execute("DELETE FROM quality_done")
    reckon(database.settings)
    second = database.figures("A", today - ONE_DAY)
    assert second.pop("computed_at") > first.pop("computed_at")
    assert second == first


def test_today_grows_with_what_comes(database: Database, today: date) -> None:
    first_s = midnight_s(today)
    database.keep("A", [first_s, first_s + 1], [0, 10])
    reckon(database.settings)
    assert database.figures("A", today)["kept"] == 2
    database.keep("A", [first_s + 2], [20])
    reckon(database.settings)
    assert database.figures("A", today)["kept"] == 3


def test_the_fixes_of_before_the_first_time_are_reckoned_too(database: Database, today: date) -> None:
    """A service that is brought up to date finds its old tracks in the figures."""
    for days in (40, 3):
        database.drive("B", today - days * ONE_DAY)
    reckon(database.settings)
    assert [database.figures("B", today - days * ONE_DAY)["kept"] for days in (40, 3)] == [11, 11]
    assert database.execute("SELECT count(*) FROM quality_due")[0][0] == 0


def test_days_that_nobody_reckoned_because_the_worker_was_away_are_made_up(database: Database, today: date) -> None:
    reckon(database.settings)
    database.execute("UPDATE quality_done SET day = %s", today - 4 * ONE_DAY)
    for days in (3, 2, 1):
        database.drive("A", today - days * ONE_DAY)
    reckon(database.settings)
    assert [database.figures("A", today - days * ONE_DAY)["kept"] for days in (3, 2, 1)] == [11, 11, 11]
    assert [day for (day,) in database.execute("SELECT day FROM quality_done ORDER BY day")] == [
        today - days * ONE_DAY for days in (4, 3, 2, 1)
    ]


def test_an_old_day_is_reckoned_anew_when_delayed_fixes_came(database: Database, today: date) -> None:
    """The note that came with them is then gone; other vehicles of that day are left alone."""
    old = today - 9 * ONE_DAY
    database.drive("A", old)
    database.drive("B", old)
    reckon(database.settings)
    others = database.figures("B", old)
    database.keep("A", [midnight_s(old) + 3600, midnight_s(old) + 3610], [0, 100], flags=[1, 1])
    database.execute("INSERT INTO quality_due (vehicle_id, day) VALUES (%s, %s)", database.vehicles["A"], old)
    assert reckon(database.settings) == 1
    assert database.figures("A", old)["kept"] == 13
    assert database.figures("A", old)["reasons"] == {"delayed": 2}
    assert database.figures("B", old) == others
    assert database.execute("SELECT count(*) FROM quality_due")[0][0] == 0


def test_figures_outlive_the_tracks_that_they_were_made_of(database: Database, today: date) -> None:
    """The retention of tracks took the day; a straggler of it comes, and does not make a day of one fix out of it."""
    old = today - 9 * ONE_DAY
    database.drive("A", old)
    reckon(database.settings)
    before = database.figures("A", old)
    database.execute("DELETE FROM position")
    database.keep("A", [midnight_s(old) + 3600], [0])
    database.execute("INSERT INTO quality_due (vehicle_id, day) VALUES (%s, %s)", database.vehicles["A"], old)
    reckon(database.settings)
    assert database.figures("A", old) == before


def test_the_number_of_parked_frames_outlives_the_frames(database: Database, today: date) -> None:
    """They are kept for 30 days; the day is reckoned anew after 40."""
    old = today - 40 * ONE_DAY
    database.drive("A", old)
    reckon(database.settings)
    database.execute("""UPDATE quality_day SET parked = 7, parked_reasons = '{"bad_checksum": 7}'""")
    database.keep("A", [midnight_s(old) + 3600], [0], flags=[1])
    database.execute("INSERT INTO quality_due (vehicle_id, day) VALUES (%s, %s)", database.vehicles["A"], old)
    reckon(database.settings)
    found = database.figures("A", old)
    assert (found["kept"], found["parked"], found["parked_reasons"]) == (12, 7, {"bad_checksum": 7})


def test_parked_frames_are_of_the_vehicle_that_the_device_spoke_for_then(database: Database, today: date) -> None:
    """The device moved from one bus to the other at noon yesterday."""
    yesterday = today - ONE_DAY
    noon_s = midnight_s(yesterday) + 12 * 3600
    database.execute("INSERT INTO quality_done (day) VALUES (%s)", yesterday - ONE_DAY)
    a, b = database.vehicles["A"], database.vehicles["B"]
    database.execute(
        "UPDATE binding SET during = tstzrange(lower(during), to_timestamp(%s)) WHERE vehicle_id IN (%s, %s)",
        noon_s,
        a,
        b,
    )
    database.execute(
        "INSERT INTO binding (device_no, vehicle_id, during) VALUES (%s, %s, tstzrange(to_timestamp(%s), NULL))",
        database.devices["A"], b, noon_s,
    )  # fmt: skip
    database.park("A", noon_s - 1, {"bad_checksum": 2})
    database.park("A", noon_s + 1, {"bad_checksum": 3})
    reckon(database.settings)
    assert database.figures("A", yesterday)["parked"] == 2
    assert database.figures("B", yesterday)["parked"] == 3
    assert database.figures("B", yesterday)["kept"] == 0


def test_midnight_belongs_to_the_day_that_begins(database: Database, today: date) -> None:
    """Of a bus that drives through it, each way to the day in which it ends."""
    midnight = midnight_s(today - ONE_DAY)
    database.keep("A", [midnight - 30, midnight - 0.001, midnight, midnight + 30], [0, 300, 300, 600])
    reckon(database.settings)
    before, after = database.figures("A", today - 2 * ONE_DAY), database.figures("A", today - ONE_DAY)
    assert (before["kept"], after["kept"]) == (2, 2)
    assert (round(before["total_m"]), round(after["total_m"])) == (300, 300)


def test_a_bus_moved_in_the_night_while_its_tracker_was_silent_misses_that_way(database: Database, today: date) -> None:
    """Last heard at ten in the evening, heard again at eight, 5 km away: 5 km of the new day are not seen."""
    yesterday = today - ONE_DAY
    database.keep("A", [midnight_s(yesterday) - 7200], [-5000])
    database.drive("A", yesterday)
    reckon(database.settings)
    found = database.figures("A", yesterday)
    assert (round(found["complete_m"]), round(found["total_m"])) == (3000, 8000)


def test_two_do_not_reckon_at_one_time(database: Database, today: date) -> None:
    database.drive("A", today - ONE_DAY)
    with psycopg.connect(database.url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        assert reckon(database.settings) == 0
    assert reckon(database.settings) == 1


def test_the_clock_of_the_workers_has_it_done_every_hour() -> None:
    (entry,) = [one for one in SCHEDULE.values() if one["task"] == reckon_quality.name]
    assert str(entry["schedule"]) == "<crontab: 5 * * * * (m/h/dM/MY/d)>"
    celery_app.loader.import_default_modules()
    assert reckon_quality.name in celery_app.tasks
