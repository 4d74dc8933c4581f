"""REG 30 and 18: on the approved line, and with a permit and sign in force."""

from dataclasses import replace

import numpy as np
import pytest

from fleet.fixes import Fixes
from fleet.stretches import Stretches
from geofences.index import PlaceRecord
from permits.terms import Permits
from rules.parameters import Parameters
from tests.rules.road import (
    LINE,
    PASSING_BY,
    RUN_RECORD,
    START_S,
    Drive,
    at,
    began,
    drive,
    judged,
    permits,
    rules_of,
    stretch,
    world,
)

SCHOOL = PlaceRecord(
    21, "zone", "school", "墟沟小学", stretch(5950, 6050).buffer(0.0005), hours=((21_600.0, 32_400.0),)
)
STOPS = [PlaceRecord(100 + n, "zone", "stop", f"站{n}", stretch(m - 1, m + 1), 80.0) for n, m in ((1, 2000), (2, 4000))]
MONDAY = int((START_S + 8 * 3600) // 86_400)


@pytest.mark.parametrize(("aside_m", "found"), [(59.0, 0), (61.0, 1)])
def test_a_bus_with_pupils_keeps_to_its_approved_line(aside_m: float, found: int) -> None:
    """Further than the corridor of 60 m from the approved path, for longer than 30 s and 100 m (Art 30)."""
    assert len(began(judged(drive().aside(100, 160, aside_m).fixes(), world()), "R26")) == found


def test_exactly_at_the_corridors_edge_is_no_breach() -> None:
    """The corridor's edge itself is allowed."""
    measured = began(judged(drive().aside(100, 160, 100).fixes(), world()), "R26")[0].measured
    wide = Parameters.of([PASSING_BY, ("R26.corridor_m", 0.0, measured)])
    assert rules_of(judged(drive().aside(100, 160, 100).fixes(), world(parameters=wide))) == []


@pytest.mark.parametrize("seconds", [20, 30])
def test_a_short_way_around_an_obstacle_is_no_detour(seconds: int) -> None:
    """Off the line for half a minute is none yet."""
    assert rules_of(judged(drive().aside(100, 100 + seconds, 90).fixes(), world())) == []


def test_standing_off_the_line_is_no_detour_before_a_hundred_metres() -> None:
    """A receiver that wanders at a stand covers no distance."""
    stuck = drive()
    still = np.where((stuck.second > 100) & (stuck.second < 200), 1000.0, stuck.metres)
    assert rules_of(judged(replace(stuck, metres=still).aside(101, 200, 80).fixes(), world())) == []


def test_a_breach_that_ended_says_so_once() -> None:
    """Off the line and back: one finding that began and the same one that ended."""
    changes = judged(drive().aside(100, 160, 100).fixes(), world()).findings
    assert [change.ended_s for change in changes] == [None, START_S + 160]
    assert changes[0].id == changes[1].id


def test_an_exemption_of_article_30_quiets_the_line_while_it_holds() -> None:
    """Traffic control on this line from now until noon: leaving it is lawful; without it the same is a finding."""
    off = drive().aside(100, 160, 100).fixes()
    assert rules_of(judged(off, world(exempt_lines=[(LINE, START_S, START_S + 3600)]))) == []
    assert rules_of(judged(off, world(exempt_lines=[(LINE, START_S + 3600, START_S + 7200)]))) == ["R26"]
    flood = PlaceRecord(31, "zone", "disaster", "积水", stretch(900, 1700).buffer(0.005))
    assert rules_of(judged(off, world(exempt_areas=[flood]))) == []
    elsewhere = replace(flood, geometry=stretch(4000, 4100).buffer(0.0001))
    assert rules_of(judged(off, world(exempt_areas=[elsewhere]))) == ["R26"]


def test_an_exemption_ends() -> None:
    """What was declared until 07:22 quiets nothing after it, for a line and for an area."""
    off = drive().aside(200, 300, 100).fixes()
    until_s = START_S + 120
    flood = PlaceRecord(31, "zone", "disaster", "积水", stretch(900, 4000).buffer(0.005), until_s=until_s)
    assert rules_of(judged(off, world(exempt_lines=[(LINE, START_S - 60, until_s)]))) == ["R26"]
    assert rules_of(judged(off, world(exempt_areas=[flood]))) == ["R26"]
    assert rules_of(judged(off, world(exempt_everywhere=[(START_S - 60, until_s)]))) == ["R26"]
    assert rules_of(judged(off, world(exempt_everywhere=[(START_S - 60, until_s + 900)]))) == []


def test_an_empty_drive_may_go_anywhere() -> None:
    """Before the first pick-up stop and after the last set-down stop the line binds nobody."""
    assert rules_of(judged(drive().aside(-10, 700, 500).fixes(), world(runs=[]))) == []


@pytest.mark.parametrize("ends_s", [300.0])
def test_a_permit_that_expires_under_way_is_found_thirty_seconds_later(ends_s: float) -> None:
    """Judged by the permit in force at each fix's own time (Art 18); the finding begins at the first fix without it."""
    [finding] = began(judged(drive().fixes(), world(permits=permits(until_s=START_S + ends_s))), "R01")
    assert finding.began_s == START_S + ends_s
    assert finding.evidence["notes"] == ["no_permit_in_force"]
    assert finding.permit_version == 9, "the evidence names the version that has expired"


def test_a_sign_that_has_expired_is_as_good_as_none() -> None:
    """The sign is valid to the earlier of inspection and permit; after it no service (Art 18)."""
    [finding] = began(judged(drive().fixes(), world(permits=permits(sign_until_s=START_S - 1))), "R01")
    assert finding.evidence["notes"] == ["no_sign_in_force"]


def _stopping(places: tuple[float, ...], stand_s: int = 20) -> Drive:
    """A drive that stands at some places and drives 36 km/h between them."""
    second, metres, speed, now, here = [], [], [], 0.0, 0.0
    for place in places:
        while here < place:
            here = min(here + 10.0, place)
            second.append(now)
            metres.append(here)
            speed.append(36.0)
            now += 1
        for _ in range(stand_s):
            second.append(now)
            metres.append(here)
            speed.append(0.0)
            now += 1
    return Drive(np.array(second), np.array(metres), np.zeros(len(second)), np.array(speed))


NO_PERMIT = Permits.of((), Stretches.of(()), Stretches.of(()))


def test_a_vehicle_without_a_permit_that_behaves_like_a_school_bus_is_found() -> None:
    """It stands at two stops in the hours of arrival on a class day: service by its pattern, without a permit (Art 18)."""
    made = world(runs=[], permits=NO_PERMIT, places=[SCHOOL], stops=STOPS, class_days=[MONDAY])
    assert rules_of(judged(_stopping((2000, 4000, 6000), 60).fixes(), made)) == ["R01"]


def test_a_red_light_at_a_stop_is_no_service() -> None:
    """Less than eight seconds at a stop, or one stop alone, make no pattern."""
    made = world(runs=[], permits=NO_PERMIT, places=[SCHOOL], stops=STOPS, class_days=[MONDAY])
    assert rules_of(judged(_stopping((2000, 4000, 6000), 6).fixes(), made)) == []
    assert rules_of(judged(_stopping((2000, 3000), 60).fixes(), made)) == []


def test_two_stops_more_than_an_hour_apart_make_no_pattern() -> None:
    """It stood at one stop in the morning and at another 61 minutes later: no service by that."""
    made = world(runs=[], permits=NO_PERMIT, stops=STOPS, class_days=[MONDAY])
    first, second = _stopping((2000,), 60), _stopping((4000,), 60)
    apart = replace(second, second=second.second + 3700)
    both = [first.fixes(), apart.fixes()]
    assert rules_of(judged(Fixes.joined(both), made)) == []
    near = replace(second, second=second.second + 3000)
    assert rules_of(judged(Fixes.joined([first.fixes(), near.fixes()]), made)) == ["R01"]


def test_service_without_a_permit_that_goes_on_after_a_long_silence_is_a_new_finding() -> None:
    """Unheard of for more than fifteen minutes: the first finding ends at its last fix."""
    parts = [drive(until_s=100).fixes(), drive(5, until_s=1400).fixes().take(slice(1110, 1300))]
    found = judged(Fixes.joined(parts), world(permits=NO_PERMIT)).findings
    assert [f.ended_s is None for f in found if f.rule.id == "R01"] == [True, False, True]
    assert found[1].ended_s == START_S + 99


def test_in_the_holidays_an_empty_drive_with_an_expired_sign_is_nobodys_business() -> None:
    """In August the bus drives to the inspection station; there are no classes and no run (Art 18)."""
    expired = permits(until_s=START_S - 1, sign_until_s=START_S - 1)
    made = world(runs=[], permits=expired, places=[SCHOOL], stops=STOPS, class_days=[])
    assert rules_of(judged(_stopping((2000, 4000, 6000), 60).fixes(), made)) == []


def test_amending_a_permit_changes_the_line_that_later_fixes_are_judged_by() -> None:
    """The run was planned on version 5 of its line; the permit in force approves version 6: that one rules."""
    from permits.terms import PermitTerms
    from tests.rules.road import LINE_RECORD, PERMIT, SIGN, VEHICLE

    moved = replace(LINE_RECORD, version_id=6, path=stretch(0, 6000, 300.0))
    amended = PermitTerms(10, "P", VEHICLE, 1, 36, frozenset(), {LINE: 6})
    change_s = START_S + 300
    both = Permits.of(
        [PermitTerms(PERMIT, "P", VEHICLE, 1, 36, frozenset(), {LINE: 5}), amended],
        Stretches.of([(VEHICLE, 0.0, change_s, PERMIT), (VEHICLE, change_s, 4e9, 10)]),
        Stretches.of([(VEHICLE, 0.0, 4e9, SIGN)]),
    )
    made = world(lines=[replace(LINE_RECORD), moved], runs=[RUN_RECORD], permits=both)
    [finding] = began(judged(drive().fixes(), made), "R26")
    assert finding.began_s == change_s
    assert finding.evidence["versions"]["permit"] == 10


def test_the_place_of_a_finding_is_where_it_began() -> None:
    """The officer flies to the first breaching fix."""
    [finding] = began(judged(drive().aside(100, 160, 100).fixes(), world()), "R26")
    assert (finding.lon, finding.lat) == pytest.approx(at(1000, 100))
