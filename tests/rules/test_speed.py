"""REG 35 and 28: how fast a bus with pupils aboard may drive."""

from dataclasses import replace

import pytest

from rules.world import make_world
from tests.rules.road import PLANE, began, drive, judged, rules_of, section, segment, world


@pytest.mark.parametrize(("speed_kmh", "found"), [(59.9, 0), (60.0, 0), (60.1, 1)])
def test_on_an_ordinary_road_sixty_is_the_limit(speed_kmh: float, found: int) -> None:
    """With pupils aboard a bus drives at most 60 km/h on a road that is no motorway (Art 35)."""
    judgement = judged(drive(36).with_speed(100, 140, speed_kmh).fixes(), world(places=[section()]))
    assert len(began(judgement, "R23")) == found


@pytest.mark.parametrize(("speed_kmh", "found"), [(79.9, 0), (80.0, 0), (80.1, 1)])
def test_on_a_motorway_eighty_is_the_limit(speed_kmh: float, found: int) -> None:
    """With pupils aboard a bus drives at most 80 km/h on a motorway (Art 35)."""
    judgement = judged(drive(36).with_speed(100, 140, speed_kmh).fixes(), world(places=[section("motorway")]))
    assert len(began(judgement, "R22")) == found
    assert not began(judgement, "R23")


@pytest.mark.parametrize(("kind", "rule"), [("motorway", "R22"), ("other", "R23"), ("urban_expressway", "R23")])
@pytest.mark.parametrize(("speed_kmh", "found"), [(40.0, 0), (40.1, 1)])
def test_a_lower_posted_limit_prevails(kind: str, rule: str, speed_kmh: float, found: int) -> None:
    """Where a sign shows a lower limit than the law, the sign rules (Art 35, second paragraph)."""
    judgement = judged(drive(36).with_speed(100, 140, speed_kmh).fixes(), world(places=[section(kind, 40.0)]))
    assert [finding.allowed for finding in began(judgement, rule)] == [40.0] * found


def test_a_higher_posted_limit_does_not_lift_the_laws() -> None:
    """A sign that allows cars 80 does not allow a bus with pupils more than 60 (Art 35)."""
    judgement = judged(drive(36).with_speed(100, 140, 70).fixes(), world(places=[section("other", 80.0)]))
    assert [finding.allowed for finding in began(judgement, "R23")] == [60.0]


def test_where_no_sign_is_known_the_evidence_says_so() -> None:
    """Where the posted limit is unknown the general limit holds, and the finding says that it is unknown."""
    finding = began(judged(drive(36).with_speed(100, 140, 70).fixes(), world()), "R23")[0]
    assert "posted_limit_unknown" in finding.evidence["notes"]
    known = began(judged(drive(36).with_speed(100, 140, 70).fixes(), world(places=[section("other", 50.0)])), "R23")[0]
    assert "posted_limit_unknown" not in known.evidence["notes"]


@pytest.mark.parametrize(("seconds", "found"), [(29, 0), (30, 0), (31, 0), (32, 1)])
def test_speeding_on_a_road_counts_when_it_lasts_longer_than_thirty_seconds(seconds: int, found: int) -> None:
    """One fix a second: 31 fixes in breach span 30 s exactly and do not count, 32 span 31 s and do (R25)."""
    judgement = judged(drive(36).with_speed(100, 100 + seconds, 65).fixes(), world())
    assert len(began(judgement, "R23")) == found


def test_one_wild_fix_is_no_breach() -> None:
    """A single fix of 150 km/h between ordinary ones is the receiver's error."""
    places = [section(), segment("sharp_bend", 900, 1100)]
    judgement = judged(drive(18).with_speed(200, 201, 150).fixes(), world(places=places))
    assert rules_of(judgement) == []


@pytest.mark.parametrize("kind", ["sharp_bend", "steep_slope", "narrow_road", "narrow_bridge"])
@pytest.mark.parametrize(("speed_kmh", "found"), [(19.9, 0), (20.0, 0), (20.1, 1)])
def test_in_a_risk_segment_of_article_35_twenty_is_the_limit(kind: str, speed_kmh: float, found: int) -> None:
    """With pupils aboard: sharp bend, steep slope, narrow road, narrow bridge at most 20 km/h (Art 35)."""
    judgement = judged(drive(18).with_speed(195, 225, speed_kmh).fixes(), world(places=[segment(kind, 1000, 1100)]))
    assert len(began(judgement, "R24")) == found


def test_a_bend_of_a_hundred_metres_crossed_in_nine_seconds_is_found() -> None:
    """At 40 km/h a bend of 100 m is crossed in nine seconds: the passage counts, it need not last thirty."""
    judgement = judged(drive(40, every_s=3).fixes(), world(places=[segment("sharp_bend", 1000, 1100)]))
    findings = [change for change in judgement.findings if change.rule.id == "R24"]
    assert [finding.ended_s is None for finding in findings] == [True, False]
    assert findings[0].place == 12


@pytest.mark.parametrize("kind", ["cliff_side", "water_side"])
def test_beside_a_cliff_or_water_the_posted_limit_of_the_sign_holds(kind: str) -> None:
    """Cliff-side and water-side segments (Art 28) carry the limit of their sign, and none of their own without one."""
    fast = drive(36).with_speed(0, 600, 45).fixes()
    assert rules_of(judged(fast, world(places=[segment(kind, 500, 3000)]))) == []
    signed = began(judged(fast, world(places=[segment(kind, 500, 3000, 40.0)])), "R23")
    assert [finding.allowed for finding in signed] == [40.0]


@pytest.mark.parametrize(("speed_kmh", "found"), [(59.9, 0), (60.0, 0), (60.1, 1)])
def test_a_sign_beside_water_holds_on_a_motorway_too(speed_kmh: float, found: int) -> None:
    """A lower sign prevails on every road (Art 35): 60 beside the water binds on a motorway of 80."""
    places = [section("motorway", 80.0), segment("water_side", 500, 3000, 60.0)]
    judgement = judged(drive(36).with_speed(100, 140, speed_kmh).fixes(), world(places=places))
    assert [finding.allowed for finding in began(judgement, "R22")] == [60.0] * found


def test_two_bends_in_a_row_are_two_findings() -> None:
    """A breach in another place is another breach, also when there is no calm between them."""
    bends = [segment("sharp_bend", 1000, 1100), replace(segment("sharp_bend", 1100, 1200), id=14)]
    found = judged(drive(36).fixes(), world(places=bends)).findings
    assert [(f.place, f.ended_s is None) for f in found if f.ended_s is None] == [(12, True), (14, True)]
    assert len([f for f in found if f.ended_s is not None]) == 2


@pytest.mark.parametrize(("calm_s", "findings"), [(9, 1), (10, 2)])
def test_a_breach_is_over_after_ten_seconds_in_order(calm_s: int, findings: int) -> None:
    """Nine seconds of lawful speed between two stretches belong to one finding, ten end it."""
    fast = drive(36).with_speed(100, 140, 70).with_speed(140 + calm_s + 1, 200, 70)
    assert len(began(judged(fast.fixes(), world()), "R23")) == findings


def test_an_empty_bus_is_not_judged_by_the_limits_for_pupils() -> None:
    """All three limits of Art 35 are for a bus with pupils aboard; without a run it is a private movement."""
    places = [section("other", 40.0), segment("sharp_bend", 1000, 1100)]
    assert rules_of(judged(drive(65).fixes(), world(places=places, runs=[]))) == []


def test_a_bus_under_a_viaduct_is_not_judged_by_the_viaduct() -> None:
    """The viaduct overhead crosses with another heading, so its limit is not the street's."""
    across = section("urban_expressway", 20.0, id=13, geometry=_across())
    street = section("other", 60.0)
    assert rules_of(judged(drive(50).fixes(), world(places=[across, street]))) == []
    assert rules_of(judged(drive(50).fixes(), world(places=[across]))) == []


def test_between_two_levels_of_one_road_nobody_is_accused_by_a_guess() -> None:
    """Where a viaduct runs above a street in the same direction and nothing tells them apart, the higher limit is taken."""
    street, above = section("other", 40.0), section("urban_expressway", 80.0, id=13)
    assert rules_of(judged(drive(55).fixes(), world(places=[street, above]))) == []


def test_an_empty_world_judges_nothing() -> None:
    """Without permits, lines or places a moving vehicle is a private movement."""
    assert rules_of(judged(drive(120).fixes(), make_world(plane=PLANE))) == []


def _across() -> object:
    import shapely

    from tests.rules.road import at

    return shapely.LineString([at(3000, -2000), at(3000, 2000)])
