"""Which runs a day wants: seasons, weekdays, class days, half days, and permits of a part of the day, at their limits."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.class_day import ClassDay, Decided
from runs.making.wanted import Approved, Plan, in_season, plan_of

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 30)
SATURDAY = date(2026, 12, 5)
BUS, SCHOOL = 1, 7
ALWAYS = datetime(2026, 9, 1, tzinfo=UTC)


def local(hour: int, minute: int = 0, second: int = 0, day: date = MONDAY) -> datetime:
    """A moment of a local day."""
    return datetime.combine(day, time(hour, minute, second), ZONE)


def approved(
    running_time: int = 1,
    departs: time = time(7),
    *,
    vehicle: int = BUS,
    version: int = 1,
    since: datetime = ALWAYS,
    until: datetime | None = None,
    line: int = 1,
    home: bool = False,
    weekdays: int = 0b11111,
    class_days_only: bool = True,
    season: tuple[str | None, str | None] = (None, None),
) -> Approved:
    """A running time to school at 07:00 from Monday to Friday, on class days, unless told otherwise."""
    direction = "from_school" if home else "to_school"
    return Approved(
        vehicle, version, since, until, line, SCHOOL, direction, running_time, departs, weekdays, class_days_only, *season, 1800
    )  # fmt: skip


def class_day(
    classes: bool = True, weekday: int = 0, ends_at: time | None = None, leaves_at: time | None = None
) -> ClassDay:
    """What the day is in the school."""
    return ClassDay(classes, weekday, Decided.TERM, ends_at, leaves_at)


def plan(*rows: Approved, school: ClassDay | None = None, day: date = MONDAY) -> Plan:
    """The plan of a day; a Monday with classes, unless told otherwise."""
    return plan_of(day, ZONE, {SCHOOL: school or class_day()}, rows)


def test_a_class_day_wants_each_approved_departure_until_its_last_stop() -> None:
    [one] = plan(approved()).wanted.values()
    assert (one.start, one.end - one.start, one.moved) == (local(7), timedelta(minutes=30), False)
    assert one.start.astimezone(UTC) == datetime(2026, 11, 29, 23, tzinfo=UTC)


def test_a_day_without_classes_wants_only_what_runs_on_any_day() -> None:
    found = plan(approved(1), approved(2, time(8), class_days_only=False), school=class_day(classes=False))
    assert (list(found.wanted), found.why_not) == ([(BUS, 2)], {(BUS, 1): "no_classes"})


@pytest.mark.parametrize("weekday", range(7))
def test_a_departure_runs_on_its_own_weekdays_and_no_others(weekday: int) -> None:
    found = plan(
        *(approved(bit, time(7, bit), weekdays=1 << bit) for bit in range(7)), school=class_day(weekday=weekday)
    )
    assert list(found.wanted) == [(BUS, weekday)]
    assert set(found.why_not.values()) == {"weekday"}


def test_a_make_up_saturday_runs_the_timetable_that_it_counts_as_and_what_needs_no_classes_goes_by_the_real_day() -> (
    None
):
    rows = (
        approved(1),
        approved(2, time(8), weekdays=1 << 4, class_days_only=False),
        approved(3, time(9), weekdays=1 << 5),
    )
    found = plan(*rows, school=class_day(weekday=4), day=SATURDAY)
    assert (list(found.wanted), found.why_not) == ([(BUS, 1)], {(BUS, 2): "weekday", (BUS, 3): "weekday"})


@pytest.mark.parametrize(
    ("day", "inside"),
    [("10-31", False), ("11-01", True), ("12-31", True), ("01-01", True), ("03-31", True), ("04-01", False)],
)
def test_a_winter_season_goes_over_the_turn_of_the_year_with_both_its_days(day: str, inside: bool) -> None:
    assert in_season(date.fromisoformat(f"2027-{day}"), "11-01", "03-31") is inside


def test_a_season_of_one_day_an_open_one_and_the_leap_day_are_as_they_are_said() -> None:
    assert in_season(date(2026, 6, 1), "06-01", "06-01")
    assert not in_season(date(2026, 6, 2), "06-01", "06-01")
    assert in_season(date(2026, 12, 31), "09-01", None)
    assert not in_season(date(2026, 8, 31), "09-01", None)
    assert in_season(date(2026, 1, 1), None, "06-30")
    assert in_season(date(2028, 2, 29), None, None)
    assert in_season(date(2028, 2, 29), "11-01", "02-29")
    assert not in_season(date(2028, 2, 29), "11-01", "02-28")


def test_a_departure_out_of_season_is_not_run_and_says_so() -> None:
    assert plan(approved(season=("04-01", "10-31"))).why_not == {(BUS, 1): "season"}


def test_a_permit_rules_from_its_first_moment_and_no_longer_at_its_last() -> None:
    assert plan(approved(since=local(7))).wanted
    assert plan(approved(since=local(7, 0, 1))).why_not == {(BUS, 1): "no_permit"}
    assert plan(approved(until=local(7))).why_not == {(BUS, 1): "no_permit"}
    assert plan(approved(until=local(7, 0, 1))).wanted


def test_of_two_versions_in_one_day_each_run_is_of_the_one_in_force_at_its_departure() -> None:
    noon = local(12)
    rows = [
        approved(number, departs, version=version, since=since, until=until)
        for version, since, until in ((1, ALWAYS, noon), (2, noon, None))
        for number, departs in ((1, time(7)), (2, time(16, 30)))
    ]
    found = plan(*rows)
    assert {key[1]: one.permit_version_id for key, one in found.wanted.items()} == {1: 1, 2: 2}
    assert found.why_not == {}


def test_on_a_half_day_what_leaves_at_its_end_or_later_does_not_run() -> None:
    rows = (approved(1, time(11, 59), home=True), approved(2, time(12), home=True), approved(3, time(13)))
    found = plan(*rows, school=class_day(ends_at=time(12)))
    assert (list(found.wanted), found.why_not) == ([(BUS, 1)], {(BUS, 2): "half_day", (BUS, 3): "half_day"})


def test_on_a_half_day_with_an_hour_the_first_way_home_leaves_then_and_the_others_keep_their_distance() -> None:
    rows = (
        approved(1), approved(2, time(13, 30)), approved(3, time(16, 30), home=True), approved(4, time(17, 10), home=True, line=2),
        approved(5, time(16, 45), home=True, vehicle=2),
    )  # fmt: skip
    found = plan(*rows, school=class_day(ends_at=time(12), leaves_at=time(11, 40)))
    leaves = {key[1]: (one.start, one.moved) for key, one in found.wanted.items()}
    assert leaves == {
        1: (local(7), False), 3: (local(11, 40), True), 4: (local(12, 20), True), 5: (local(11, 40), True),
    }  # fmt: skip
    assert found.why_not == {(BUS, 2): "half_day"}


def test_a_half_day_changes_nothing_of_what_needs_no_classes() -> None:
    found = plan(approved(1, time(16), home=True, class_days_only=False), school=class_day(ends_at=time(12)))
    assert [one.moved for one in found.wanted.values()] == [False]


def test_a_moved_way_home_never_stands_where_another_run_of_its_bus_and_line_is() -> None:
    rows = (approved(1, time(11, 30), home=True), approved(2, time(16), home=True))
    found = plan(*rows, school=class_day(ends_at=time(12), leaves_at=time(11, 30)))
    assert (list(found.wanted), found.why_not) == ([(BUS, 1)], {(BUS, 2): "half_day"})
