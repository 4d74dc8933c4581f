"""REG 35: low visibility and slippery roads, as they were declared. "R24" """

from dataclasses import replace

import numpy as np
import pytest
import shapely

from geofences.conditions import ConditionRecord
from rules import ticks
from rules.judge import judge
from rules.memory import Memory
from rules.parameters import Parameters
from rules.world import World
from tests.rules.road import START_S, at, began, drive, judged, rules_of, segment, told, world

FOG = ConditionRecord(5, "fog", 150.0, None, START_S + 100, START_S + 300)
HALF = shapely.box(*at(-500, -200), *at(500, 200))  # the first 500 m of the road


def _declared(*records: ConditionRecord, **changes: object) -> World:
    return world(conditions=records, **changes)


@pytest.mark.parametrize("kind", ["fog", "rain", "snow", "sand", "hail"])
@pytest.mark.parametrize(("speed_kmh", "found"), [(19.9, 0), (20.0, 0), (20.1, 1)])
def test_in_declared_low_visibility_twenty_is_the_limit(kind: str, speed_kmh: float, found: int) -> None:
    """With pupils aboard in fog, rain, snow, sand or hail of low visibility at most 20 km/h (Art 35)."""
    judgement = judged(drive(18).with_speed(150, 200, speed_kmh).fixes(), _declared(replace(FOG, kind=kind)))
    assert [finding.allowed for finding in began(judgement, "R24")] == [20.0] * found


@pytest.mark.parametrize("kind", ["ice", "snow_cover", "mud"])
@pytest.mark.parametrize(("speed_kmh", "found"), [(19.9, 0), (20.0, 0), (20.1, 1)])
def test_on_ice_snow_and_mud_twenty_is_the_limit(kind: str, speed_kmh: float, found: int) -> None:
    """With pupils aboard on ice, snow or mud at most 20 km/h (Art 35)."""
    declared = _declared(replace(FOG, kind=kind, visibility_m=None))
    assert len(began(judged(drive(18).with_speed(150, 200, speed_kmh).fixes(), declared), "R24")) == found


@pytest.mark.parametrize(("visibility_m", "found"), [(199.9, 1), (200.0, 0), (800.0, 0)])
def test_rain_without_low_visibility_does_not_lower_the_limit(visibility_m: float, found: int) -> None:
    """Low is what lies under the district's figure; 200 m where it has set none."""
    declared = _declared(replace(FOG, kind="rain", visibility_m=visibility_m))
    assert len(began(judged(drive(18).with_speed(150, 200, 40).fixes(), declared), "R24")) == found


def test_the_figure_of_low_visibility_is_the_districts_and_dated() -> None:
    """Raised to 900 m while the rain goes on: from then on 20 km/h holds."""
    figures = Parameters.of([("R24.visibility_m", START_S + 180, 900.0)], 1)
    declared = _declared(replace(FOG, kind="rain", visibility_m=800.0), parameters=figures)
    finding = began(judged(drive(18).with_speed(150, 250, 40).fixes(), declared), "R24")
    assert [one.began_s for one in finding] == [START_S + 180]


def test_it_holds_from_its_beginning_to_its_end_and_only_there() -> None:
    """A bus at 36 km/h all the way is in breach from second 100 to 300; in an area only while it is in the area."""
    fixes = drive(36).fixes()
    assert [c.began_s - START_S for c in began(judged(fixes, _declared(FOG)), "R24")] == [100]
    ended = [c.ended_s for c in judged(fixes, _declared(FOG)).findings if c.rule.id == "R24" and c.ended_s]
    assert [round((one or 0) - START_S) for one in ended] == [300]
    early = replace(FOG, since_s=START_S - 1000, area=HALF)
    over = [c.ended_s for c in judged(fixes, _declared(early)).findings if c.rule.id == "R24" and c.ended_s]
    assert [round((one or 0) - START_S) for one in over] == [51]


def test_a_bus_without_pupils_may_drive_as_fast_as_any_other() -> None:
    """No run, no pupils: REG 35 speaks of buses with pupils aboard."""
    assert "R24" not in rules_of(judged(drive(36).fixes(), _declared(FOG, runs=[])))


def test_the_evidence_names_the_condition() -> None:
    """Which declaration, what it was, the metres observed; it is no place, so none is named."""
    [finding] = began(judged(drive(36).fixes(), _declared(FOG)), "R24")
    assert finding.evidence["condition"] == {"id": 5, "kind": "fog", "visibility_m": 150.0}
    assert "declared_condition" in finding.evidence["notes"]
    assert finding.place < 0
    assert finding.evidence["versions"]["place"] == -1


def test_in_a_risk_segment_under_fog_the_segment_is_named_and_the_fog_too() -> None:
    """A breach in the bend is one of its own."""
    declared = _declared(FOG, places=[segment("sharp_bend", 1500, 1700)])
    findings = began(judged(drive(36).fixes(), declared), "R24")
    assert [one.place for one in findings] == [-7, 12, -7]
    assert findings[1].evidence["condition"]["kind"] == "fog"


@pytest.mark.parametrize("parts", [2, 7, 60])
def test_however_the_track_is_cut_the_condition_gives_the_same_findings(parts: int) -> None:
    """Cut anywhere, also at the moments at which it begins and ends."""
    declared, fixes = (
        _declared(FOG, replace(FOG, id=6, kind="mud", visibility_m=None, area=HALF, since_s=0.0)),
        drive(36).fixes(),
    )
    whole = judge(fixes, ticks.NONE, declared, Memory())
    memory, found = Memory(), []
    for part in np.array_split(np.arange(len(fixes)), parts):
        judgement = judge(fixes.take(part), ticks.NONE, declared, memory)
        memory.put(judgement.changed)  # type: ignore[arg-type]
        found += told(judgement)
    assert sorted(found) == sorted(told(whole))
