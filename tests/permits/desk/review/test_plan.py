"""The operation plan: what it names, whether a bus can drive it, dangerous stretches, stops, and who is booked twice."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import shapely

from geofences.index import PlaceRecord
from permits.desk.review.driven import merged
from permits.desk.review.plan.bookings import Booked, clash, drivers_are_free, vehicle_is_free
from permits.desk.review.plan.ground import Drawn, DrawnStop, Place, Timed, laid_out
from permits.desk.review.plan.lines import (
    Bell,
    Leg,
    Line,
    Stop,
    Trip,
    can_be_driven,
    fits_the_bell,
    has_lines,
    is_complete,
)
from permits.desk.review.plan.risks import Known, Stretch, is_guarded, stops_placed
from permits.desk.review.verdicts import Verdict
from permits.drivers.papers import DriverPapers

MET, NOT_MET, CANNOT_TELL = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_TELL
TODAY = date(2026, 9, 7)
SEVEN = 7 * 3600
TRIP = Trip((SEVEN, SEVEN + 600))
LINE = Line("一号线", "to_school", True, (Stop("村口", 0, 5), Stop("校门", 10_000, 5)), (TRIP,), (Leg(10_000, 600.0),))
KNOWN = Known(stretches=3, roads=9)
BEND = Stretch("花果山急弯", "sharp_bend", True, True, True, TODAY)
# 0.01° of latitude are some 1,109 m here
NORTH = shapely.LineString([(119.4, 34.70), (119.4, 34.71)])
STOPS = (DrawnStop("村口", 119.4, 34.70, 0), DrawnStop("校门", 119.4, 34.71, 120))
DRAWN = Drawn("一号线", "to_school", True, NORTH, STOPS, (Timed(time(7), 31, None, None),))


def test_a_plan_names_a_line() -> None:
    """Art 14(3): without a route there is no plan."""
    assert has_lines(()).verdict is NOT_MET
    assert has_lines((LINE,)).verdict is MET


def test_a_line_has_two_stops_and_a_running_time_and_is_the_newest_that_was_drawn() -> None:
    """Art 14(3): 行驶线路、开行时间、停靠站点; an older version of a line may be out of date."""
    assert is_complete(LINE).verdict is MET
    assert is_complete(replace(LINE, stops=LINE.stops[:1])).verdict is NOT_MET
    assert is_complete(replace(LINE, trips=())).verdict is NOT_MET
    assert is_complete(replace(LINE, is_newest=False)).verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("planned_s", "verdict"), [(599, NOT_MET), (600, MET), (601, MET), (0, NOT_MET), (-60, NOT_MET)]
)
def test_no_leg_is_planned_quicker_than_a_bus_may_drive_it(planned_s: int, verdict: Verdict) -> None:
    """Art 35: ten kilometres at 60 km/h take ten minutes; a second less is no bus's, nor is none at all."""
    assert can_be_driven(replace(LINE, trips=(Trip((SEVEN, SEVEN + planned_s)),))).verdict is verdict


def test_one_running_time_that_is_too_quick_spoils_the_line_and_is_shown() -> None:
    """Of two running times the tighter one is told, with its length, its time and its mean speed."""
    quick = Trip((SEVEN, SEVEN + 500))
    check = can_be_driven(replace(LINE, trips=(TRIP, quick)))
    assert check.verdict is NOT_MET
    assert (check.evidence[0].name.zh, check.evidence[0].value) == ("村口—校门", "10.0 km, 500 s < 600 s, 72 km/h")


def test_what_cannot_be_reckoned_is_not_taken_for_drivable() -> None:
    """Without times, with stops that do not follow each other, or with times of other stops, nothing is told."""
    assert can_be_driven(replace(LINE, trips=())).verdict is CANNOT_TELL
    assert can_be_driven(replace(LINE, legs=())).verdict is CANNOT_TELL
    assert can_be_driven(replace(LINE, stops=LINE.stops[:1], legs=())).verdict is CANNOT_TELL
    assert can_be_driven(replace(LINE, trips=(Trip((SEVEN,)),))).verdict is CANNOT_TELL


def test_a_bus_arrives_before_classes_begin_and_leaves_when_they_have_ended() -> None:
    """At the bell is in time; a minute past it is not; a school whose times are not on record cannot be told."""
    home = replace(LINE, direction="from_school")
    assert fits_the_bell(LINE, Bell(SEVEN + 600, 16 * 3600)).verdict is MET
    assert fits_the_bell(LINE, Bell(SEVEN + 540, 16 * 3600)).verdict is NOT_MET
    assert fits_the_bell(home, Bell(6 * 3600, SEVEN)).verdict is MET
    assert fits_the_bell(home, Bell(6 * 3600, SEVEN + 60)).verdict is NOT_MET
    assert fits_the_bell(LINE, None).verdict is CANNOT_TELL
    assert fits_the_bell(replace(LINE, trips=()), Bell(SEVEN, SEVEN)).verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("stretch", "verdict"),
    [
        (BEND, MET),
        (replace(BEND, guard_rail=False), NOT_MET),
        (replace(BEND, limit_sign=False), NOT_MET),
        (replace(BEND, warning_sign=False, guard_rail=None), NOT_MET),
        (replace(BEND, warning_sign=None), CANNOT_TELL),
        (replace(BEND, surveyed_on=TODAY - timedelta(days=366)), MET),
        (replace(BEND, surveyed_on=TODAY - timedelta(days=367)), CANNOT_TELL),
        (replace(BEND, surveyed_on=None), CANNOT_TELL),
    ],
)
def test_a_dangerous_stretch_has_its_guard_and_both_signs_as_surveyed_within_a_year(
    stretch: Stretch, verdict: Verdict
) -> None:
    """Art 28: 安全防护设施、限速标志、警告标牌; one that is missing is not met, one that nobody looked at cannot be told."""
    [check] = is_guarded(LINE, (stretch,), KNOWN, TODAY)
    assert check.verdict is verdict
    assert len(check.evidence) == 5


def test_each_dangerous_stretch_is_listed_and_a_narrow_road_is_told_but_asks_for_no_facilities() -> None:
    """Art 28 names bends, slopes, cliffs and water; a narrow road is Art 35's: 20 km/h."""
    narrow = Stretch("老街", "narrow_road")
    checks = is_guarded(LINE, (BEND, replace(BEND, kind="water_side", guard_rail=False), narrow), KNOWN, TODAY)
    assert [check.verdict for check in checks] == [MET, NOT_MET]
    [check] = is_guarded(LINE, (narrow,), KNOWN, TODAY)
    assert check.verdict is MET
    assert check.evidence[-1].value == "老街"


def test_where_no_dangerous_stretch_was_ever_recorded_none_being_on_the_line_proves_nothing() -> None:
    """Art 28: an empty register cannot tell."""
    assert is_guarded(LINE, (), KNOWN, TODAY)[0].verdict is MET
    assert is_guarded(LINE, (), Known(0, 9), TODAY)[0].verdict is CANNOT_TELL


@pytest.mark.parametrize("kind", ["sharp_bend", "water_side", "narrow_bridge", "motorway", "urban_expressway"])
def test_no_stop_lies_in_a_dangerous_or_narrow_stretch_or_on_a_motorway(kind: str) -> None:
    """Art 32, 33: pupils get on where the bus may stand; an ordinary road is such a place."""
    stops = (LINE.stops[0], replace(LINE.stops[1], inside=(("某处", kind),)))
    assert stops_placed(replace(LINE, stops=stops), KNOWN).verdict is NOT_MET
    ordinary = (LINE.stops[0], replace(LINE.stops[1], inside=(("县道", "other"),)))
    assert stops_placed(replace(LINE, stops=ordinary), KNOWN).verdict is MET


def test_a_stop_lies_at_the_line_and_the_ground_is_on_record() -> None:
    """Sixty metres beside the path are at the line, sixty-one are not; without roads or stretches on record nothing is told."""
    at, beside = (replace(LINE.stops[0], beside_m=metres) for metres in (60.0, 61.0))
    assert stops_placed(replace(LINE, stops=(at,)), KNOWN).verdict is MET
    assert stops_placed(replace(LINE, stops=(beside,)), KNOWN).verdict is CANNOT_TELL
    assert stops_placed(LINE, Known(3, 0)).verdict is CANNOT_TELL
    assert stops_placed(LINE, Known(0, 9)).verdict is CANNOT_TELL
    assert stops_placed(replace(LINE, stops=()), KNOWN).verdict is CANNOT_TELL


def test_two_trips_of_one_bus_touch_but_do_not_overlap() -> None:
    """One ends where and when the next begins: a bus drives both; a second earlier it does not."""
    assert not clash(TRIP, Trip((SEVEN + 600, SEVEN + 900)))
    assert clash(TRIP, Trip((SEVEN + 599, SEVEN + 900)))
    assert clash(Trip((SEVEN + 599, SEVEN + 900)), TRIP)


def test_a_bus_must_first_get_to_where_its_next_trip_begins() -> None:
    """Eleven kilometres in a straight line take over eight minutes at 80 km/h, the quickest a school bus ever is."""
    ended = replace(TRIP, ends=(119.4, 34.7))
    assert clash(ended, Trip((SEVEN + 600 + 490, SEVEN + 2000), starts=(119.4, 34.8)))
    assert not clash(ended, Trip((SEVEN + 600 + 510, SEVEN + 2000), starts=(119.4, 34.8)))


def test_trips_of_other_weekdays_or_seasons_are_no_clash() -> None:
    """Monday to Friday and Saturday never meet; summer and winter neither, a season over New Year included."""
    assert not clash(TRIP, replace(TRIP, weekdays=1 << 5))
    assert clash(TRIP, replace(TRIP, weekdays=1))
    summer, winter = replace(TRIP, season=("05-01", "09-30")), replace(TRIP, season=("10-01", "04-30"))
    assert not clash(summer, winter)
    assert clash(summer, replace(TRIP, season=("09-30", "10-31")))
    assert clash(winter, replace(TRIP, season=("01-01", "01-31")))
    assert clash(summer, TRIP)


def test_a_vehicle_is_booked_twice_within_the_plan_or_by_another_permit() -> None:
    """Art 14(3): both trips are named with their first common day; without times nothing is told."""
    other = Booked("许可-1", "二号线", Trip((SEVEN + 300, SEVEN + 900), weekdays=2))
    assert vehicle_is_free((LINE,), ()).verdict is MET
    check = vehicle_is_free((LINE,), (other,))
    assert check.verdict is NOT_MET
    assert check.evidence[-1].value == "二 Tue: 一号线 07:00–07:10 / 许可-1 二号线 07:05–07:15"
    assert vehicle_is_free((LINE, replace(LINE, name="二号线")), ()).verdict is NOT_MET
    assert vehicle_is_free((replace(LINE, trips=()),), (other,)).verdict is CANNOT_TELL


def test_a_driver_is_booked_twice_only_where_nobody_else_who_is_named_could_drive() -> None:
    """Art 16: the only driver of both is not met; where another is named it depends on who drives; other people's do not count."""
    one, two = DriverPapers(1, "张海涛"), DriverPapers(2, "李四")
    alone = Booked(None, "二号线", TRIP, frozenset({1}))
    shared = replace(alone, drivers=frozenset({1, 3}))
    [check] = drivers_are_free((one,), (LINE,), (alone,))
    assert check.verdict is NOT_MET
    assert "另一份许可" in check.evidence[-1].value
    assert drivers_are_free((one,), (LINE,), (shared,))[0].verdict is CANNOT_TELL
    assert [check.verdict for check in drivers_are_free((one, two), (LINE,), (alone,))] == [CANNOT_TELL, MET]
    assert drivers_are_free((two,), (LINE,), (alone,))[0].verdict is MET
    assert drivers_are_free((one,), (), (alone,))[0].verdict is CANNOT_TELL


def a_place(kind: str, category: str, limit_kmh: float | None = None) -> Place:
    """A place along the whole of the line."""
    stretch = Stretch("某处", kind) if category == "risk_segment" else None
    return Place(PlaceRecord(1, category, kind, "某处", NORTH, 20.0, limit_kmh), stretch)


@pytest.mark.parametrize(
    ("places", "kmh"),
    [
        ([], 60),
        ([a_place("motorway", "road_section")], 80),
        ([a_place("other", "road_section", 40.0)], 40),
        ([a_place("other", "road_section", 70.0)], 60),
        ([a_place("motorway", "road_section"), a_place("other", "road_section", 40.0)], 80),
        ([a_place("sharp_bend", "risk_segment"), a_place("motorway", "road_section")], 20),
        ([a_place("water_side", "risk_segment")], 60),
    ],
)
def test_a_leg_takes_as_long_as_the_speed_that_is_lawful_on_it_asks_for(places: list[Place], kmh: float) -> None:
    """Art 35: 60, on motorways 80, in bends 20, less where a sign posts less; of two roads above one another the quicker."""
    line, _ = laid_out(DRAWN, places)
    [leg] = line.legs
    assert leg.length_m == pytest.approx(1109.4, abs=1)
    assert leg.least_s == pytest.approx(leg.length_m / kmh * 3.6, rel=1e-6)


def test_a_line_laid_on_the_ground_knows_what_it_runs_through_and_where_its_stops_lie() -> None:
    """The stretch on its path is its own, the one beside it is not; its trip has the stops' default times."""
    beside = Place(
        PlaceRecord(2, "risk_segment", "cliff_side", "他处", shapely.Point(119.41, 34.705), 20.0),
        Stretch("他处", "cliff_side"),
    )
    line, stretches = laid_out(DRAWN, [a_place("water_side", "risk_segment"), beside])
    assert [one.name for one in stretches] == ["某处"]
    assert [stop.inside for stop in line.stops] == [(("某处", "water_side"),)] * 2
    assert line.trips[0].stops_s == (SEVEN, SEVEN + 120)
    assert [round(stop.along_m) for stop in line.stops] == [0, 1109]


def test_stops_out_of_order_or_beside_the_path_give_no_legs() -> None:
    """A stop behind the one before it, or far from the path, makes the times of the line impossible to reckon."""
    assert laid_out(replace(DRAWN, stops=STOPS[::-1]), [])[0].legs == ()
    far = (STOPS[0], DrawnStop("远处", 119.41, 34.705, 60), STOPS[1])
    line, _ = laid_out(replace(DRAWN, stops=far), [])
    assert line.legs == ()
    assert line.stops[1].beside_m > 800


def test_a_running_time_may_have_times_of_its_own_at_the_stops() -> None:
    """Those win over the stops' default."""
    own = replace(DRAWN, times=(Timed(time(7), 31, None, (0, 300)),))
    assert laid_out(own, [])[0].trips[0].stops_s == (SEVEN, SEVEN + 300)
    assert laid_out(replace(DRAWN, stops=()), [])[0].trips == ()


def test_the_hours_of_a_plan_are_put_together() -> None:
    """Hours that overlap are one stretch of the day; what is past midnight is left out."""
    assert merged([(200, 300), (100, 250), (400, 500)]) == [(100, 300), (400, 500)]
    assert merged([(86_000, 87_000)]) == [(86_000, 86_400)]
    assert merged([(300, 300)]) == []
