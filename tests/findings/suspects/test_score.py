"""The score is a sum of reasons; results of the police move its weights, a little, and never turn a reason around."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from findings.suspects.score.habits import Habits, habits_of
from findings.suspects.score.learn import Example, learned
from findings.suspects.score.misread import Seen, alike, misread_of
from findings.suspects.score.reasons import REASONS, START, in_words, measures, total
from findings.suspects.score.visits import Glimpse, Hours, visits_of

FIRST = {reason.name: reason.weight for reason in REASONS}
ZONE = ZoneInfo("Asia/Shanghai")
HOURS = Hours((time(6, 40), time(8, 20)), (time(15, 20), time(18)))
MONDAY = date(2026, 11, 2)


def at(day: date, clock: str) -> datetime:
    """A local time of a day."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def habits(*seen: Glimpse, lists: tuple[str, ...] = ()) -> Habits:
    """The habits of one plate; Monday to Friday are days with classes."""
    visits = visits_of(seen, hours={}, usual=HOURS, class_day=lambda day: day.weekday() < 5, zone=ZONE)
    return habits_of(visits, [one.kind for one in seen], lists=lists)


def test_two_cameras_at_one_school_see_one_visit_and_a_return_after_a_quarter_of_an_hour_is_another() -> None:
    seen = [Glimpse(at(MONDAY, clock), 1) for clock in ("07:00", "07:02", "07:11", "07:40")]
    found = habits(*seen)
    assert (found.visits, found.days, found.days_again) == (2, 1, 1)


def test_a_parent_who_waits_in_the_afternoon_and_is_seen_coming_and_going_has_not_come_twice() -> None:
    assert habits(*[Glimpse(at(MONDAY, clock), 1) for clock in ("16:00", "16:25")]).days_again == 0
    left = Glimpse(at(MONDAY, "16:00"), 1, left_at=at(MONDAY, "16:05"))
    assert habits(left, Glimpse(at(MONDAY, "16:25"), 1)).days_again == 1


def test_the_edge_of_the_hours_belongs_to_them_and_a_day_without_classes_has_none() -> None:
    assert [HOURS.at(time.fromisoformat(clock)) for clock in ("06:39", "06:40", "08:20", "08:21", "18:00")] == [
        None, "arrival", "arrival", None, "leaving",
    ]  # fmt: skip
    sunday = MONDAY - timedelta(days=1)
    found = habits(Glimpse(at(sunday, "07:00"), 1))
    assert (found.days, found.outside) == (0, 1)


def test_the_score_is_its_start_and_its_reasons_and_each_reason_has_its_words() -> None:
    seen = [
        Glimpse(at(MONDAY + timedelta(days=n), clock), 1, children=9, kind="van")
        for n in range(5)
        for clock in ("07:00", "07:40", "16:10")
    ]
    found = habits(*seen)
    features = measures(found)
    reasons = list(in_words(found, features, FIRST))
    assert {reason.name for reason, _, _ in reasons} == {"regular", "both_ways", "came_again", "many_children", "van"}
    assert total(features, FIRST, START) == START + sum(points for _, points, _ in reasons)
    assert any("5 天数到 5 名以上学生，通常 9 名" in words.zh for _, _, words in reasons)
    assert total(features, FIRST, START) > 0
    listed = habits(*seen, lists=("parent",))
    assert total(measures(listed), FIRST, START) == total(features, FIRST, START) + FIRST["explained"]


def test_a_rare_plate_that_looks_like_a_frequent_one_of_the_same_school_may_be_misread() -> None:
    one, both = frozenset({1}), frozenset({1, 2})
    seen = {"苏G80001": Seen(40, one), "苏GB0001": Seen(4, one), "苏G30001": Seen(11, one), "苏G90001": Seen(4, one)}
    assert misread_of(["苏GB0001", "苏G30001", "苏G90001"], seen) == {"苏GB0001": "苏G80001"}
    assert misread_of(["苏GB0001"], seen | {"苏GB0001": Seen(4, both)}) == {}


def test_of_all_plates_only_those_are_looked_at_that_differ_from_a_suspect_in_one_character() -> None:
    wanted = alike(["苏G80001", "苏GD12345"])
    others = ("苏G80001", "苏GB0001", "苏G80002", "苏GB0002", "苏G8000", "苏GD12346", "沪GD12345", "苏GD12456")
    assert [plate for plate in others if wanted(plate)] == [
        "苏G80001",
        "苏GB0001",
        "苏G80002",
        "苏GD12346",
        "沪GD12345",
    ]
    assert not alike([])("苏G80001")


def test_results_move_the_weights_towards_what_they_say_and_few_results_only_a_little() -> None:
    guilty, innocent = (
        Example({"van": 1.0, "came_again": 1.0}, True),
        Example({"three_schools": 1.0, "regular": 1.0}, False),
    )
    after_one = learned([guilty], weights=FIRST, start=START, trust=4.0)
    after_many = learned([guilty] * 20 + [innocent] * 20, weights=FIRST, start=START, trust=4.0)
    assert FIRST["van"] < after_one["van"] < after_many["van"]
    assert after_one["van"] - FIRST["van"] < 0.3
    assert after_many["three_schools"] < FIRST["three_schools"]
    assert after_many["both_ways"] == FIRST["both_ways"]
    assert learned([], weights=FIRST, start=START, trust=4.0) == FIRST


def test_no_number_of_results_turns_a_reason_for_suspicion_into_an_excuse() -> None:
    innocent = [Example({"van": 1.0, "regular": 1.0, "three_schools": 1.0, "came_again": 1.0}, False)] * 500
    guilty = [Example({"service": 1.0, "few_children": 1.0}, True)] * 500
    after = learned(innocent + guilty, weights=FIRST, start=START, trust=0.5)
    assert all(after[name] >= 0 if weight > 0 else after[name] <= 0 for name, weight in FIRST.items())


def test_a_time_in_another_zone_is_the_same_moment() -> None:
    utc = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
    assert habits(Glimpse(utc, 1)).days == 1
