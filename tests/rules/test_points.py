"""What the points table gives for a finding (R25, R19): an information on it, at the bands' own limits."""

import numpy as np
import pytest

from geofences.index import PlaceRecord
from rules.law import points
from tests.rules.road import began, drive, judged, section, world


@pytest.mark.parametrize(
    ("over_percent", "on_expressway", "elsewhere"),
    [(0.0, 0, 0), (0.1, 6, 0), (9.9, 6, 0), (10.0, 6, 1), (19.9, 6, 1), (20.0, 12, 6), (49.9, 12, 6), (50.0, 12, 9)],
)
def test_speeding_of_a_school_bus_is_graded_by_how_far_it_is_over(
    over_percent: float, on_expressway: int, elsewhere: int
) -> None:
    """12 from a fifth over on motorways and urban expressways, 6 below; elsewhere 9 from a half, 6 from a fifth, 1 from a tenth."""
    for allowed in (20.0, 40.0, 60.0, 80.0):
        measured = np.full(2, allowed * (1 + over_percent / 100))
        graded = points.speeding(measured, np.full(2, allowed), np.array([True, False]))
        assert graded.tolist() == [on_expressway, elsewhere]


@pytest.mark.parametrize(("persons", "given"), [(35, 0), (36, 0), (37, 6), (43, 6), (44, 12)])
def test_overload_of_a_school_bus_is_graded_at_a_fifth(persons: int, given: int) -> None:
    """36 are approved: 37 to 43 are less than a fifth more, 44 are a fifth and more (PTS 8, 10)."""
    assert points.overload(np.array([persons]), np.array([36])).tolist() == [given]


def test_five_of_thirty_is_not_yet_and_six_are_exactly_a_fifth() -> None:
    """The band's limit itself gives 12."""
    assert points.overload(np.array([35, 36]), np.array([30, 30])).tolist() == [6, 12]


@pytest.mark.parametrize(("kind", "rule", "speed_kmh", "given"), [
    ("other", "R23", 65.0, 0), ("other", "R23", 66.0, 1), ("other", "R23", 90.0, 9),
    ("urban_expressway", "R23", 65.0, 6), ("urban_expressway", "R23", 72.0, 12), ("motorway", "R22", 96.0, 12),
])  # fmt: skip
def test_a_finding_of_speeding_carries_its_points(kind: str, rule: str, speed_kmh: float, given: int) -> None:
    """Urban expressways are graded with motorways; the finding says it when it begins and when it ends."""
    judgement = judged(drive(36).with_speed(100, 140, speed_kmh).fixes(), world(places=[section(kind)]))
    (found,) = began(judgement, rule)
    assert (found.points, found.evidence["points"]) == (given, given)
    assert [f.points for f in judgement.findings if f.rule.id == rule] == [given, given]


def test_the_points_are_those_of_the_worst_fix() -> None:
    """It begins at 65 km/h and reaches 95: the end says 9."""
    worse = drive(36).with_speed(100, 140, 65).with_speed(140, 150, 95)
    findings = [f for f in judged(worse.fixes(), world(places=[section()])).findings if f.rule.id == "R23"]
    assert [f.points for f in findings] == [0, 9]


def test_a_section_is_an_expressway_by_its_class() -> None:
    """The class of the road is the place's kind."""
    places: list[PlaceRecord] = [section("urban_expressway")]
    assert world(places=places).sections.expressway.tolist() == [True]
    assert world(places=places).sections.motorway.tolist() == [False]
