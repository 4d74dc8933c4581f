"""REG 17, 27 and 41: what a driver does, with the lamp, the fuel, his seat and his rest."""

from dataclasses import replace

import numpy as np
import pytest

from fleet.fixes import Fixes
from fleet.signals import Signal
from geofences.index import PlaceRecord
from rules.parameters import Parameters
from tests.rules.road import (
    EAST_DEG,
    LAT0,
    LON0,
    PASSING_BY,
    RUN_RECORD,
    START_S,
    began,
    drive,
    judged,
    rules_of,
    stopping,
    stretch,
    world,
)

STATION = PlaceRecord(50, "zone", "petrol_station", "加油站", stretch(2990, 3010).buffer(0.0003))


@pytest.mark.parametrize(("stand_s", "found"), [(90, 0), (91, 0), (92, 1)])
def test_no_driver_refuels_with_pupils_aboard(stand_s: int, found: int) -> None:
    """A stand at a petrol station counts when it lasts longer than 90 s: one fix a second, 91 of them span 90 s (Art 41)."""
    stood = stopping({3000.0: stand_s, 6000.0: 20.0}).fixes()
    assert [f.place for f in began(judged(stood, world(places=[STATION])), "R35")] == [50] * found


def test_an_empty_bus_refuels_where_it_likes_and_one_with_pupils_may_pass() -> None:
    """Art 41 speaks of pupils aboard; a bus that drives past the pumps fills nothing."""
    stood = stopping({3000.0: 600.0, 6000.0: 20.0}).fixes()
    assert began(judged(stood, world(places=[STATION], runs=[])), "R35") == []
    assert began(judged(drive(5, until_s=3000).fixes(), world(places=[STATION])), "R35") == []
    assert began(judged(stood, world(places=[replace(STATION, until_s=START_S)])), "R35") == []


def out_of_seat(open_s: int, ignition: int = 1, signal: Signal = Signal.DRIVER_DOOR) -> Fixes:
    """A stand of a minute on the way, the driver's door open for some seconds of it."""
    driven = stopping({3000.0: 60.0, 6000.0: 20.0})
    arrived_s = float(driven.second[np.argmax(driven.metres >= 3000)])
    opened = (driven.second >= arrived_s + 5) & (driven.second < arrived_s + 5 + open_s)
    n = len(driven.second)
    return replace(driven.fixes(), signals=np.where(opened, int(signal), 0), ignition=np.full(n, ignition))


@pytest.mark.parametrize(("open_s", "found"), [(10, 0), (11, 0), (12, 1)])
def test_no_driver_leaves_his_seat_while_the_engine_runs(open_s: int, found: int) -> None:
    """His door stands open longer than ten seconds, engine on, pupils aboard (Art 41)."""
    assert len(began(judged(out_of_seat(open_s), world()), "R36")) == found


@pytest.mark.parametrize(
    ("ignition", "signal"), [(0, Signal.DRIVER_DOOR), (-1, Signal.DRIVER_DOOR), (1, Signal.DOOR_OPEN)]
)
def test_with_the_engine_off_he_may_and_a_passengers_door_is_not_his(ignition: int, signal: Signal) -> None:
    """Engine off, or nobody knows; or another door (Art 41)."""
    assert began(judged(out_of_seat(40, ignition, signal), world()), "R36") == []
    assert began(judged(out_of_seat(40), world(runs=[])), "R36") == []


def lit(seconds: int, speed_kmh: float = 36.0, signal: Signal = Signal.SIGN_LAMP) -> Fixes:
    """The school-bus lamp, or the stop sign, for some seconds of a drive."""
    driven = drive(speed_kmh)
    on = (driven.second >= 100) & (driven.second < 100 + seconds)
    return replace(driven.fixes(), signals=np.where(on, int(signal), 0))


@pytest.mark.parametrize(("signal", "note"), [(Signal.SIGN_LAMP, "sign_lamp"), (Signal.STOP_SIGN, "stop_sign")])
@pytest.mark.parametrize(("seconds", "found"), [(60, 0), (61, 0), (62, 1)])
def test_nothing_of_a_school_bus_is_shown_on_an_empty_drive(
    signal: Signal, note: str, seconds: int, found: int
) -> None:
    """Longer than a minute on the road without pupils (Art 17); with pupils it is a duty."""
    empty = began(judged(lit(seconds, signal=signal), world(runs=[])), "R31")
    assert [f.evidence["notes"] for f in empty] == [[note]] * found
    assert began(judged(lit(seconds, signal=signal), world()), "R31") == []


def test_a_lamp_that_is_lit_at_the_depot_is_not_used_on_the_road() -> None:
    """Art 17 speaks of driving on the road."""
    assert began(judged(lit(200, speed_kmh=3.0), world(runs=[])), "R31") == []


MINUTE_S = 60.0


def driven(*parts: tuple[float, float], every_s: float = MINUTE_S, start_s: float = START_S) -> Fixes:
    """Stretches of (minutes, km/h) one after the other, told every minute, somewhere on the road."""
    speed = np.concatenate([np.full(round(minutes * 60 / every_s), kmh) for minutes, kmh in parts])
    second = np.arange(len(speed)) * every_s
    n = len(speed)
    return Fixes.of(
        n,
        vehicle=np.ones(n),
        device=np.ones(n),
        time_s=start_s + second,
        received_s=start_s + second,
        lon=LON0 + EAST_DEG * (second % 6000),
        lat=np.full(n, LAT0),
        speed_mps=speed / 3.6,
        course_deg=np.full(n, 90.0),
    )


@pytest.mark.parametrize(("minutes", "found"), [(240, 0), (241, 0), (242, 0), (243, 1)])
def test_a_driver_rests_after_four_hours_on_end(minutes: int, found: int) -> None:
    """Told every minute; driving is certain from its second fix: at 4 h exactly nothing, beyond it nine points (Art 27, PTS 9)."""
    tired = began(judged(driven((minutes, 40)), world(runs=[])), "R37")
    assert [(f.measured, f.allowed, f.points) for f in tired] == [(14_460.0, 14_400.0, 9)] * found
    assert [f.evidence["notes"] for f in tired] == [["driving_time", "driver_not_known"]] * found


@pytest.mark.parametrize(("rest_min", "found"), [(19, 1), (20, 0), (21, 0)])
def test_a_rest_is_twenty_minutes(rest_min: int, found: int) -> None:
    """Three hours, a stand, two hours more: with a rest between the two neither is too long (Art 27)."""
    assert len(began(judged(driven((180, 40), (rest_min, 0), (120, 40)), world(runs=[])), "R37")) == found


NIGHT_S = START_S + (22 - 7) * 3600 - 20 * 60  # 22:00 of that day


@pytest.mark.parametrize(("minutes", "found"), [(121, 0), (122, 0), (123, 1)])
def test_by_night_he_rests_after_two(minutes: int, found: int) -> None:
    """From 22:00 to 06:00, over midnight too (Art 27)."""
    for start_s in (NIGHT_S, NIGHT_S + 3600 * 1.5):
        tired = began(judged(driven((minutes, 40), start_s=start_s), world(runs=[])), "R37")
        assert [(f.measured, f.allowed) for f in tired] == [(7260.0, 7200.0)] * found


def test_driving_before_nightfall_counts_by_day() -> None:
    """Three and a half hours by day and twenty minutes of the night are neither too long (Art 27)."""
    assert rules_of(judged(driven((230, 40), start_s=NIGHT_S - 210 * 60), world(runs=[]))) == []
    assert len(began(judged(driven((250, 40), start_s=NIGHT_S - 210 * 60), world(runs=[])), "R37")) == 1


def test_short_stands_are_one_drive_and_one_finding_that_ends_with_the_rest() -> None:
    """Ten minutes at the lights are no rest; the finding goes on through them and ends when he has rested (Art 27)."""
    fixes = driven((250, 40), (10, 0), (30, 40), (10, 0), (10, 40), (60, 0), (5, 40))
    found = [f for f in judged(fixes, world(runs=[])).findings if f.rule.id == "R37"]
    assert [f.ended_s is None for f in found] == [True, False]
    assert found[1].ended_s is not None
    assert START_S + 310 * 60 <= found[1].ended_s <= START_S + 335 * 60


@pytest.mark.parametrize(("gap_min", "found"), [(19, 1), (20, 0)])
def test_unheard_of_for_as_long_as_a_rest_he_may_have_rested(gap_min: int, found: int) -> None:
    """Nobody is called tired by a guess."""
    one, two = driven((180, 40)), driven((90, 40), start_s=START_S + (179 + gap_min) * 60)
    assert len(began(judged(Fixes.joined([one, two]), world(runs=[])), "R37")) == found


def test_a_receiver_that_wanders_on_a_parked_bus_drives_nobody() -> None:
    """One fix of 25 km/h every quarter of an hour through the day is no driving: two in a row are needed."""
    parked = driven((600, 0))
    wild = replace(parked, speed_mps=np.where(np.arange(600) % 15 == 7, 7.0, 0.0))
    morning = driven((60, 40), start_s=START_S - 3600)
    evening = driven((60, 40), start_s=START_S + 600 * 60)
    assert began(judged(Fixes.joined([morning, wild, evening]), world(runs=[])), "R37") == []


def test_with_the_engine_off_nobody_drives() -> None:
    """A bus on a low-loader."""
    fixes = driven((300, 40))
    assert began(judged(replace(fixes, ignition=np.zeros(len(fixes), np.int64)), world(runs=[])), "R37") == []


def test_the_hours_of_the_night_and_the_rest_are_dated_settings() -> None:
    """A district that calls 20:00 night judges by it from that day on."""
    earlier = Parameters.of([PASSING_BY, ("R37.night_from_h", 0.0, 20.0)])
    evening = driven((123, 40), start_s=NIGHT_S - 7200)
    assert began(judged(evening, world(runs=[])), "R37") == []
    assert len(began(judged(evening, world(runs=[], parameters=earlier)), "R37")) == 1
    assert RUN_RECORD.start_s == START_S
