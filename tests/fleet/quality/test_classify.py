"""Every fix with all its reasons at once, at the limits of the assessment and just past them."""

import numpy as np
import pytest

from fleet.fixes import Mark
from fleet.quality.classify import classify
from fleet.quality.reasons import UNQUALIFYING, Reason, counted
from tests.fleet.quality.road import NOON_S, fixes, north

KMH = 1 / 3.6
# column, at the limit and within, just past it, why not
LIMITS = [
    ("lon", 73 + 33 / 60, 73.5499, Reason.LONGITUDE),
    ("lon", 135 + 5 / 60, 135.0834, Reason.LONGITUDE),
    ("lat", 3 + 51 / 60, 3.8499, Reason.LATITUDE),
    ("lat", 53 + 33 / 60, 53.5501, Reason.LATITUDE),
    ("speed_mps", 0.0, -0.1, Reason.SPEED),
    ("speed_mps", 160 * KMH, 160.1 * KMH, Reason.SPEED),
    ("altitude_m", -200.0, -200.5, Reason.ALTITUDE),
    ("altitude_m", 6500.0, 6500.5, Reason.ALTITUDE),
    ("course_deg", 0.0, -0.5, Reason.DIRECTION),
    ("course_deg", 360.0, 360.5, Reason.DIRECTION),
    ("received_s", NOON_S - 5.0, NOON_S - 5.1, Reason.FUTURE),
    ("received_s", NOON_S + 300.0, NOON_S + 300.1, Reason.CLOCK),
]


def reasons_of(**columns: object) -> Reason:
    """The reasons of one fix."""
    return Reason(int(classify(fixes([0.0], **columns))[0]))


def test_an_ordinary_fix_has_nothing_against_it() -> None:
    assert reasons_of() == Reason(0)


@pytest.mark.parametrize(("column", "within", "past", "reason"), LIMITS)
def test_a_fix_at_the_limit_is_in_range_and_just_past_it_is_not(
    column: str, within: float, past: float, reason: Reason
) -> None:
    assert reasons_of(**{column: [within]}) == Reason(0)
    assert reasons_of(**{column: [past]}) == reason


def test_what_a_terminal_does_not_say_is_no_fault() -> None:
    """Altitude and direction may be missing; a place or a speed may not."""
    assert reasons_of(altitude_m=[np.nan], course_deg=[np.nan]) == Reason(0)
    assert reasons_of(lon=[np.nan], lat=[np.nan], speed_mps=[np.nan]) == (
        Reason.LONGITUDE | Reason.LATITUDE | Reason.SPEED
    )


def test_a_fix_has_all_its_reasons_at_once() -> None:
    marks = Mark.DELAYED | Mark.ROLLOVER | Mark.ABROAD | Mark.UNPROVEN | Mark.ESTIMATED
    found = reasons_of(
        lon=[2.35], lat=[60.0], speed_mps=[70.0], altitude_m=[9000.0], course_deg=[400.0], flags=[int(marks)]
    )
    assert found == (
        Reason.LONGITUDE | Reason.LATITUDE | Reason.SPEED | Reason.ALTITUDE | Reason.DIRECTION
        | Reason.DELAYED | Reason.ROLLOVER | Reason.ABROAD | Reason.UNPROVEN | Reason.ESTIMATED
    )  # fmt: skip


def test_a_delayed_fix_says_nothing_of_the_clock() -> None:
    """It was held back; a fix in its turn that is as old is of a wrong clock or of a buffer."""
    assert reasons_of(received_s=[NOON_S + 900]) == Reason.CLOCK
    assert reasons_of(received_s=[NOON_S + 900], flags=[int(Mark.DELAYED)]) == Reason.DELAYED


def test_a_clock_that_is_ahead_is_in_the_future_and_wrong() -> None:
    assert reasons_of(received_s=[NOON_S - 301]) == Reason.FUTURE | Reason.CLOCK


@pytest.mark.parametrize("reason", Reason)
def test_only_a_wrong_field_makes_a_record_unqualified(reason: Reason) -> None:
    """Time, longitude, latitude, speed, altitude, direction (assessment form, note); the rest is only told."""
    fields = {"future", "longitude", "latitude", "speed", "altitude", "direction"}
    assert bool(reason & UNQUALIFYING) == (reason.word in fields)


def test_the_second_of_two_alike_is_the_repetition() -> None:
    """Of the same device and vehicle, to the microsecond; another device at that moment repeats nothing."""
    found = classify(fixes([0, 1, 0, 0], device=[7, 7, 7, 8]))
    assert [bool(one & Reason.REPEATED) for one in found] == [False, False, True, False]


def test_a_lone_wild_fix_drifts_and_its_neighbours_do_not() -> None:
    """A second 500 m off the way and back: 1,800 km/h to it and from it."""
    found = classify(fixes([0, 1, 2, 3, 4], lat=north(0, 10, 500, 30, 40)))
    assert found.tolist() == [0, 0, Reason.DRIFT, 0, 0]


def test_drift_begins_above_160_km_an_hour() -> None:
    """Ten seconds, 444 m there and back: 159.84 km/h; 446 m: 160.56."""
    assert classify(fixes([0, 10, 20], lat=north(0, 444, 0))).tolist() == [0, 0, 0]
    assert classify(fixes([0, 10, 20], lat=north(0, 446, 0))).tolist() == [0, Reason.DRIFT, 0]


def test_fixes_within_a_second_are_reckoned_as_a_second_apart() -> None:
    """Five metres of noise in a tenth of a second is no flight."""
    assert classify(fixes([0, 0.1, 0.2], lat=north(0, 5, 0))).tolist() == [0, 0, 0]


def test_a_leap_that_stays_is_no_drift() -> None:
    """The receiver found its place at last: only one neighbour disagrees."""
    assert classify(fixes([0, 1, 2, 3], lat=north(0, 0, 5000, 5000))).tolist() == [0, 0, 0, 0]


def test_the_first_and_the_last_fix_have_one_neighbour_and_are_not_judged() -> None:
    assert classify(fixes([0, 1, 2], lat=north(5000, 0, 5000))).tolist() == [0, Reason.DRIFT, 0]
    assert classify(fixes([0, 1], lat=north(5000, 0))).tolist() == [0, 0]


def test_of_true_and_wild_fixes_in_turn_only_the_wild_drift() -> None:
    found = classify(fixes([0, 1, 2, 3, 4, 5, 6], lat=north(0, 10, 900, 30, 900, 50, 60)))
    assert found.tolist() == [0, 0, Reason.DRIFT, 0, Reason.DRIFT, 0, 0]


def test_each_device_has_its_own_way() -> None:
    """Two devices of one bus a kilometre apart in the record: neither drifts."""
    found = classify(fixes([0, 0.5, 1, 1.5, 2, 2.5], device=[7, 8] * 3, lat=north(0, 1000, 10, 1010, 20, 1020)))
    assert found.tolist() == [0] * 6


def test_the_order_of_arrival_changes_no_reason() -> None:
    track = fixes([0, 1, 2, 3, 4, 2], lat=north(0, 10, 500, 30, 40, 500))
    order = np.array([4, 2, 0, 5, 3, 1])
    assert classify(track.take(order)).tolist() == [0, Reason.DRIFT, 0, Reason.REPEATED, 0, 0]


def test_reasons_are_counted_by_their_words() -> None:
    found = classify(fixes([0, 10, 20], speed_mps=[50, 50, 10], altitude_m=[7000, 20, 20]))
    assert counted(found) == {"speed": 2, "altitude": 1}


def test_the_words_and_bits_are_those_that_are_stored() -> None:
    """A word that changes would split the statistics of a year."""
    assert {reason.word: int(reason) for reason in Reason} == {
        "future": 1, "longitude": 2, "latitude": 4, "speed": 8, "altitude": 16, "direction": 32, "drift": 64, "clock": 128,
        "rollover": 256, "delayed": 512, "abroad": 1024, "unproven": 2048, "estimated": 4096, "repeated": 8192,
    }  # fmt: skip
