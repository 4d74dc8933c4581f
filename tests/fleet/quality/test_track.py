"""How much of the way the fixes show, on tracks of which every metre is known."""

import numpy as np
import pytest

from fleet.fixes import Fixes
from fleet.quality.classify import classify
from fleet.quality.day import of_day
from fleet.quality.track import segments
from tests.fleet.quality.road import NOON_S, fixes, north


def metres_of(track: Fixes) -> tuple[float, float]:
    """Metres of whole track, and of all, to the metre."""
    ways = segments(track, classify(track))
    return round(ways.metres[ways.whole].sum()), round(ways.metres.sum())


def test_a_track_without_a_hole_is_whole() -> None:
    assert metres_of(fixes([0, 30, 60, 90], lat=north(0, 300, 600, 900))) == (900, 900)


@pytest.mark.parametrize(("far_m", "whole_m"), [(1999, 2999), (2001, 1000)])
def test_two_fixes_more_than_two_kilometres_apart_leave_a_hole(far_m: float, whole_m: float) -> None:
    """1,000 m seen, then so many in four minutes."""
    track = fixes([0, 60, 300], lat=north(0, 1000, 1000 + far_m))
    assert metres_of(track) == (whole_m, 1000 + far_m)


@pytest.mark.parametrize(("gap_s", "whole_m"), [(300, 1500), (301, 1000)])
def test_two_fixes_more_than_five_minutes_apart_leave_a_hole(gap_s: float, whole_m: float) -> None:
    """1,000 m seen, then 500 m in so many seconds."""
    assert metres_of(fixes([0, 60, 60 + gap_s], lat=north(0, 1000, 1500))) == (whole_m, 1500)


def test_a_bus_that_stands_for_hours_misses_nothing() -> None:
    """Its tracker sleeps: the place is the same before and after."""
    assert metres_of(fixes([0, 60, 7260], lat=north(0, 600, 610), speed_mps=[10, 0, 0])) == (600, 600)


def test_a_receiver_that_wanders_at_a_stand_drives_no_metres() -> None:
    """Eight hours at 30 s, five metres this way and that."""
    wander = fixes(list(np.arange(960) * 30.0), lat=north(*([0, 5] * 480)), speed_mps=np.full(960, 0.4))
    assert metres_of(wander) == (0, 0)


def test_a_bus_moved_while_it_was_silent_shows_as_a_hole() -> None:
    """It stood before and stands after, 1,500 m away: standing speeds do not hide the way."""
    assert metres_of(fixes([0, 3600], lat=north(0, 1500), speed_mps=[0, 0])) == (0, 1500)


def test_a_wild_fix_adds_no_metres() -> None:
    assert metres_of(fixes([0, 10, 20, 30], lat=north(0, 100, 9000, 300))) == (300, 300)


def test_a_leap_that_no_bus_drives_is_no_way() -> None:
    """The receiver found its place at last, 5 km on within a second."""
    assert metres_of(fixes([0, 10, 11, 21], lat=north(0, 100, 5100, 5200))) == (200, 200)


def test_the_device_with_the_most_fixes_is_the_track_and_others_fill_its_silence() -> None:
    """Device 7 is silent from 60 s to 720 s; device 8, which stands beside it all day, fills that and nothing else."""
    times = [0, 30, 60, 720, 750, 780, 45, 240, 480]
    devices = [7] * 6 + [8] * 3
    places = north(0, 300, 600, 2400, 2700, 3000, 460, 1200, 1800)
    assert metres_of(fixes(times, device=devices, lat=places)) == (3000, 3000)
    assert metres_of(fixes(times[:6], lat=places[:6])) == (1200, 3000)


def test_a_device_that_took_over_counts_from_there() -> None:
    """Device 8 was built in after the last fix of device 7."""
    track = fixes([0, 60, 120, 180, 240], device=[7, 7, 7, 8, 8], lat=north(0, 600, 1200, 1800, 2400))
    assert metres_of(track) == (2400, 2400)


def test_a_day_counts_its_own_fixes_and_the_way_that_ends_in_it() -> None:
    """Two hundred metres before noon, the neighbours; from noon on 400 m to and within the day, one record wrong."""
    track = fixes(
        [-20, -10, 0, 10, 20, 30],
        lat=north(0, 100, 200, 300, 400, 500),
        speed_mps=[10, 10, 10, 50, 10, 10],
    )
    day = of_day(track, NOON_S, NOON_S + 30)
    assert (day.kept, day.qualified, day.reasons) == (3, 2, {"speed": 1})
    assert (round(day.complete_m), round(day.total_m)) == (300, 300)
    assert (day.first_s, day.last_s) == (NOON_S, NOON_S + 20)


def test_the_first_fix_of_a_day_is_judged_by_the_last_of_the_day_before() -> None:
    """A wild fix at midnight has both its neighbours."""
    track = fixes([-10, 0, 10], lat=north(0, 5000, 0))
    assert of_day(track, NOON_S, NOON_S + 100).drift == 1
    assert of_day(track.take(slice(1, None)), NOON_S, NOON_S + 100).drift == 0


def test_a_day_without_a_fix_is_nothing() -> None:
    day = of_day(fixes([]), NOON_S, NOON_S + 100)
    assert (day.kept, day.qualified, day.total_m, day.first_s, day.reasons) == (0, 0, 0.0, None, {})
