"""The buses of the demo: each drives what its part says, in real time, all day."""

import itertools

import numpy as np
import pytest

from schoolbus.simulate.district import District, load
from schoolbus.simulate.drive import Fix
from schoolbus.simulate.live import LiveBus
from schoolbus.simulate.motion import Hurry
from tests.simulate.paths import START_S


@pytest.fixture(scope="module")
def district() -> District:
    return load()


def sent(bus: LiveBus, until_s: float) -> list[Fix]:
    found = []
    while (fix := bus.next_fix(until_s)) is not None:
        found.append(fix)
    return found


def bus_of(district: District, vehicle: str) -> LiveBus:
    return LiveBus(district.part(vehicle), district.lines, START_S)


def test_twenty_buses_have_a_part_and_each_kind_of_trouble_is_there(district: District) -> None:
    """Every bus but the four spare ones; one each speeding, off its route, expired, never permitted, silent, late."""
    roles = [part.role for part in district.parts]
    assert len(roles) == 20
    for role in ("speeding", "off_route", "expired", "never_permitted", "silent", "late"):
        assert roles.count(role) == 1
    assert roles.count("parked") == 3


def test_every_bus_sends_from_the_start_in_order_and_on_time(district: District) -> None:
    """In the first five minutes no fix is from before the start or after it was sent, and none comes out of turn."""
    for part in district.parts:
        fixes = sent(LiveBus(part, district.lines, START_S), START_S + 300)
        assert fixes, part.vehicle
        assert fixes[0].epoch_s - START_S < 30
        assert all(START_S <= a.epoch_s < b.epoch_s for a, b in itertools.pairwise(fixes)), part.vehicle
        assert fixes[-1].sent_s <= START_S + 300


def test_a_bus_asked_often_or_once_sends_the_same(district: District) -> None:
    """Fixes do not depend on when the bus is asked for them."""
    often, once = bus_of(district, "bus-15"), bus_of(district, "bus-15")
    seen = [fix for step in range(120) for fix in sent(often, START_S + step * 2.5)]
    assert seen == sent(once, START_S + 119 * 2.5)


def test_a_bus_drives_there_and_back_all_day(district: District) -> None:
    """Runs alternate between the two directions, one after the other, and the place never jumps."""
    bus = bus_of(district, "bus-06")
    runs = bus.runs(START_S + 4 * 3600)
    assert len(runs) > 12
    assert {(a.direction, b.direction) for a, b in itertools.pairwise(runs)} == {
        ("to_school", "from_school"),
        ("from_school", "to_school"),
    }
    assert all(b.depart_s - a.arrive_s == pytest.approx(90) for a, b in itertools.pairwise(runs))
    fixes = sent(bus, START_S + 2 * 3600)
    lon, lat = np.array([f.lon for f in fixes]), np.array([f.lat for f in fixes])
    step_m = np.hypot(np.diff(lon) * 91_600, np.diff(lat) * 110_900)
    took_s = np.diff([f.epoch_s for f in fixes])
    assert (step_m / took_s).max() < 20.0
    assert took_s.max() <= 6.0


def test_the_speeding_bus_is_over_20_in_a_sharp_bend_within_three_minutes(district: District) -> None:
    """Art 35: between the ends of the upper hairpins it does well over 20 km/h for at least 15 seconds."""
    part = district.part("bus-13")
    line = district.lines["l04-to"]
    hurry = next(d for d in part.deviations_on("l04-to") if isinstance(d, Hurry))
    inside = [
        fix.speed_mps * 3.6
        for fix in sent(LiveBus(part, district.lines, START_S), START_S + 180)
        if hurry.start_m + 25 < line.path.nearest(fix.lon, fix.lat)[0] < hurry.end_m - 25
    ]
    assert sum(1 for speed_kmh in inside if speed_kmh > 25) * part.interval_s >= 15


def test_the_bus_off_its_route_is_far_off_for_a_minute_within_three(district: District) -> None:
    """More than 100 m from its approved line for at least 60 seconds."""
    path = district.lines["l03-to"].path
    fixes = sent(bus_of(district, "bus-04"), START_S + 180)
    away = [fix for fix in fixes if path.nearest(fix.lon, fix.lat)[1] > 100]
    assert len(away) * 2.0 >= 60


def test_the_silent_bus_is_unheard_for_ninety_seconds_within_three_minutes(district: District) -> None:
    """It sends for twenty seconds, moving, and then nothing for ten minutes."""
    fixes = sent(bus_of(district, "bus-19"), START_S + 700)
    gaps = [(a.epoch_s - START_S, b.epoch_s - a.epoch_s) for a, b in itertools.pairwise(fixes)]
    began, lasted = max(gaps, key=lambda gap: gap[1])
    assert began < 30
    assert lasted >= 600
    assert fixes[0].speed_mps > 1


def test_the_bus_without_a_permit_behaves_like_a_school_bus_within_three_minutes(district: District) -> None:
    """It stands at two school-bus stops and then at a school."""
    line = district.lines["wild-to"]
    fixes = sent(bus_of(district, "bus-24"), START_S + 180)
    stood = [line.path.nearest(f.lon, f.lat)[0] for f in fixes if f.speed_mps < 0.4]
    served = [stop for stop in line.stops if any(abs(stop.along_m - at) < 8 for at in stood)]
    assert len(served) >= 2
    assert any(line.path.length_m - at < 8 for at in stood)


def test_the_late_bus_is_late_by_its_plan_alone(district: District) -> None:
    """Its runs were planned 22 minutes before they leave; those of others when they leave."""
    late, other = (bus_of(district, vehicle).runs(START_S + 1)[0] for vehicle in ("bus-08", "bus-07"))
    assert late.depart_s - late.planned_s == pytest.approx(1320)
    assert other.depart_s == other.planned_s


def test_a_bus_in_order_keeps_to_20_in_the_segments_of_article_35(district: District) -> None:
    """Line 4 driven as scripted stays under 20 km/h in every stretch scripted below it, noise included."""
    line = district.lines["l04-to"]
    bus = bus_of(district, "bus-21")
    assert bus.part.role == "in_order"
    slow = [s for s in district.lines["l11-from"].speeds + district.lines["l11-to"].speeds if s.speed_mps < 20 / 3.6]
    assert slow
    assert [s for s in line.speeds if s.speed_mps < 20 / 3.6]
    for fix in sent(bus, START_S + 3600):
        along, off = district.lines["l11-to"].path.nearest(fix.lon, fix.lat)
        if off < 10 and any(
            s.start_m + 20 < along < s.end_m - 20 for s in district.lines["l11-to"].speeds if s in slow
        ):
            assert fix.speed_mps * 3.6 < 20


def test_a_parked_bus_stands_with_its_engine_off_and_has_no_runs(district: District) -> None:
    """Three hours in one place."""
    bus = bus_of(district, "bus-02")
    fixes = sent(bus, START_S + 3 * 3600)
    assert len(fixes) > 500
    assert not any(fix.ignition or fix.speed_mps > 0.5 for fix in fixes)
    assert bus.runs(START_S + 3600) == []
    assert bus.history() == []


def test_a_bus_under_way_has_a_past(district: District) -> None:
    """What it would have sent before the start: from the departure of its run to the second before."""
    bus = bus_of(district, "bus-05")
    past = bus.history()
    assert past[0].epoch_s == pytest.approx(bus.runs(START_S + 1)[0].depart_s)
    assert START_S - 2.0 <= past[-1].epoch_s < START_S
