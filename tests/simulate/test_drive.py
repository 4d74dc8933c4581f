"""What a tracker records of a passage: near the path, the same for the same seed, and with the scripted troubles."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolbus.simulate.drive import Fix, drive, stand
from schoolbus.simulate.ground import Path, shifted
from schoolbus.simulate.motion import Stop, Stretch
from schoolbus.simulate.noise import NONE
from schoolbus.simulate.script import Detour, Jam, NoNetwork, NoSky, Silence, WildFix
from tests.simulate.paths import START_S, road, scripts

STRAIGHT = road([0.0], [2000.0])
SPEEDS = [Stretch(0.0, 2000.0, 12.0)]


def distance_m(a: Fix, b: Fix) -> float:
    return float(np.hypot((a.lon - b.lon) * 91_600, (a.lat - b.lat) * 110_900))


@settings(max_examples=40, deadline=None)
@given(scripts(), st.integers(0, 10_000), st.sampled_from([1.0, 2.0, 5.0, 10.0]))
def test_the_path_is_followed_within_the_noise(
    script: tuple[Path, list[Stop], list[Stretch]], seed: int, interval_s: float
) -> None:
    """No fix lies farther from the path than six standard deviations of the noise, and most lie much nearer."""
    path, stops, speeds = script
    fixes = drive(path, stops, speeds, start_s=START_S, interval_s=interval_s, seed=seed)
    off = [path.nearest(fix.lon, fix.lat)[1] for fix in fixes]
    assert max(off) < 12.0
    assert np.median(off) < 8.0


@settings(max_examples=40, deadline=None)
@given(scripts(), st.integers(0, 10_000))
def test_reported_speeds_stay_with_the_script(script: tuple[Path, list[Stop], list[Stretch]], seed: int) -> None:
    """A receiver reports at most a quarter of a metre a second more than the fastest stretch allows."""
    path, stops, speeds = script
    fixes = drive(path, stops, speeds, start_s=START_S, seed=seed)
    assert max(fix.speed_mps for fix in fixes) <= max(s.speed_mps for s in speeds) + 0.25
    assert min(fix.speed_mps for fix in fixes) >= 0.0


@settings(max_examples=20, deadline=None)
@given(scripts(), st.integers(0, 10_000))
def test_a_seed_reproduces_a_track(script: tuple[Path, list[Stop], list[Stretch]], seed: int) -> None:
    """The same script and seed give the same fixes to the last digit, another seed gives others."""
    once = drive(*script, start_s=START_S, seed=seed)
    assert once == drive(*script, start_s=START_S, seed=seed)
    assert once != drive(*script, start_s=START_S, seed=seed + 1)


def test_noise_is_of_metres_and_wanders_slowly() -> None:
    """A standing receiver errs by two to four metres, and from one second to the next by much less."""
    fixes = stand(119.36, 34.75, 90.0, start_s=START_S, for_s=20_000, interval_s=1.0, seed=3)
    east = np.array([(fix.lon - 119.36) * 91_600 for fix in fixes])
    north = np.array([(fix.lat - 34.75) * 110_900 for fix in fixes])
    assert 2.0 < np.sqrt((east**2 + north**2).mean()) < 4.0
    assert np.abs(np.diff(east)).mean() < 0.6
    assert all(fix.speed_mps < 0.5 and not fix.ignition for fix in fixes)


def test_fixes_come_at_the_interval_and_cover_the_whole_path() -> None:
    """One fix every two seconds from the first metre to the last."""
    fixes = drive(STRAIGHT, [], SPEEDS, start_s=START_S, interval_s=2.0, noise=NONE)
    assert {b.epoch_s - a.epoch_s for a, b in itertools.pairwise(fixes)} == {2.0}
    assert STRAIGHT.nearest(fixes[0].lon, fixes[0].lat)[0] == pytest.approx(0.0, abs=0.1)
    assert STRAIGHT.nearest(fixes[-1].lon, fixes[-1].lat)[0] == pytest.approx(2000.0, abs=0.1)
    assert all(fix.ignition and fix.valid and fix.sent_s == fix.epoch_s for fix in fixes)


@pytest.mark.parametrize("interval_s", [0.5, 0.0, 11.0])
def test_an_interval_no_tracker_has_is_refused(interval_s: float) -> None:
    """Trackers report every one to ten seconds."""
    with pytest.raises(ValueError, match="1 to 10"):
        drive(STRAIGHT, [], SPEEDS, start_s=START_S, interval_s=interval_s)


def test_a_detour_leaves_the_path_and_comes_back() -> None:
    """Half a kilometre by another road: 300 m off in the middle, on the path before and after, its stop not served."""
    corners = [STRAIGHT.at([at_m]) for at_m in (800.0, 1200.0)]
    north = [shifted(lon[0], lat[0], 0.0, 300.0) for lon, lat in corners]
    points = tuple((float(lon), float(lat)) for lon, lat in north)
    stops = [Stop(1000.0, 40.0), Stop(1600.0, 20.0)]
    fixes = drive(STRAIGHT, stops, SPEEDS, start_s=START_S, noise=NONE, deviations=[Detour(800.0, 1200.0, points)])
    off = np.array([STRAIGHT.nearest(fix.lon, fix.lat)[1] for fix in fixes])
    assert off.max() == pytest.approx(300.0, abs=1.0)
    assert off[0] < 0.1
    assert off[-1] < 0.1
    standing = [fix for fix, away in zip(fixes, off, strict=True) if fix.speed_mps < 0.01 and away > 1]
    assert not standing
    assert sum(1 for f in fixes if abs(STRAIGHT.nearest(f.lon, f.lat)[0] - 1600) < 1 and f.speed_mps < 0.01) >= 19


def test_a_detour_that_never_comes_back_is_refused() -> None:
    """Where it rejoins lies behind where it leaves, both on the path."""
    with pytest.raises(ValueError, match="detour"):
        drive(STRAIGHT, [], SPEEDS, start_s=START_S, deviations=[Detour(1200.0, 800.0, ((119.37, 34.76),))])


def test_fixes_without_a_network_are_sent_afterwards() -> None:
    """What was recorded in the dead stretch is sent later than fixes recorded after it, complete and in order."""
    plain = drive(STRAIGHT, [], SPEEDS, start_s=START_S, seed=5)
    gap = drive(STRAIGHT, [], SPEEDS, start_s=START_S, seed=5, deviations=[NoNetwork(600.0, 1200.0, 15.0)])
    assert sorted(f.epoch_s for f in gap) == [f.epoch_s for f in plain]
    assert [f.sent_s for f in gap] == sorted(f.sent_s for f in gap)
    late = [f for f in gap if f.sent_s > f.epoch_s]
    assert 45 <= len(late) <= 55
    assert [f.epoch_s for f in late] == sorted(f.epoch_s for f in late)
    first_late = gap.index(late[0])
    assert max(f.epoch_s for f in gap[:first_late]) > late[-1].epoch_s


def test_a_receiver_without_sky_says_so() -> None:
    """Between the mouths of a tunnel the fixes are not valid, outside they all are."""
    fixes = drive(STRAIGHT, [], SPEEDS, start_s=START_S, noise=NONE, deviations=[NoSky(600.0, 1200.0)])
    for fix in fixes:
        along, _ = STRAIGHT.nearest(fix.lon, fix.lat)
        assert fix.valid == (not 600.0 <= along <= 1200.0)


def test_one_wild_fix_is_one() -> None:
    """Thirty seconds after the start one fix lies 800 m away at 200 km/h; its neighbours know nothing of it."""
    plain = drive(STRAIGHT, [], SPEEDS, start_s=START_S, seed=5)
    wild = drive(STRAIGHT, [], SPEEDS, start_s=START_S, seed=5, deviations=[WildFix(30.0, 0.0, 800.0, 200 / 3.6)])
    differ = [i for i, (a, b) in enumerate(zip(plain, wild, strict=True)) if a != b]
    assert differ == [30]
    assert distance_m(plain[30], wild[30]) == pytest.approx(800.0, rel=0.01)


def test_silence_is_never_made_up_for() -> None:
    """Nothing recorded in the silent minute is ever sent."""
    fixes = drive(STRAIGHT, [], SPEEDS, start_s=START_S, deviations=[Silence(40.0, 60.0)])
    assert not [f for f in fixes if 40.0 <= f.epoch_s - START_S < 100.0]
    assert [f for f in fixes if f.epoch_s - START_S >= 100.0]


def test_silence_that_returns_covers_the_same_part_of_every_period() -> None:
    """Ten minutes of every half hour, from its twentieth second on."""
    silence = Silence(20.0, 600.0, 1800.0)
    assert [silence.covers(at) for at in (0, 20, 619, 620, 1819, 1820, 2419, 2420)] == [
        False, True, True, False, False, True, True, False,
    ]  # fmt: skip


def test_a_jam_costs_its_time_and_is_no_speeding() -> None:
    """Twenty minutes in a queue make the run at least twenty minutes longer, and nothing in the queue is fast."""
    free = drive(STRAIGHT, [], SPEEDS, start_s=START_S, noise=NONE)
    jam = drive(STRAIGHT, [], SPEEDS, start_s=START_S, noise=NONE, deviations=[Jam(1500.0, 1200.0, 300.0)])
    assert jam[-1].epoch_s - free[-1].epoch_s >= 1200.0
    queue = [f for f in jam if 1201 < STRAIGHT.nearest(f.lon, f.lat)[0] < 1499]
    assert max(f.speed_mps for f in queue) <= 1.5 + 1e-6
