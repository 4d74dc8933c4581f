"""A straight road of six kilometres with a bus on it: the smallest world in which a rule can be asked."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from fleet.fixes import Fixes, Floats, Mark
from fleet.stretches import Stretches
from geofences.index import PlaceRecord
from geofences.plane import Plane
from permits.terms import Permits, PermitTerms
from rules import ticks
from rules.evidence import FindingChange
from rules.judge import Judgement, judge
from rules.memory import Memory, recalled, saved_each
from rules.parameters import Parameters
from rules.world import World, make_world
from runs.columns import LineRecord, RunRecord

LON0, LAT0 = 119.37, 34.74
PLANE = Plane(LON0, LAT0)
START_S = 1_788_736_800.0  # Monday 2026-09-07 07:20 in Lianyungang
VEHICLE, LINE, LINE_VERSION, PERMIT, SIGN, RUN = 1, 2, 5, 9, 3, 77
EAST_DEG, NORTH_DEG = 1 / PLANE.east_m, 1 / PLANE.north_m


def at(metres: float, aside_m: float = 0.0) -> tuple[float, float]:
    """The place so many metres along the road and aside of it (north is positive), degrees."""
    return LON0 + EAST_DEG * metres, LAT0 + NORTH_DEG * aside_m


def stretch(since_m: float, until_m: float, aside_m: float = 0.0) -> shapely.LineString:
    """A piece of the road."""
    return shapely.LineString([at(since_m, aside_m), at(until_m, aside_m)])


LINE_RECORD = LineRecord(
    LINE_VERSION,
    LINE,
    "海棠路线",
    stretch(0, 6000),
    tuple(at(m) for m in (0, 2000, 4000, 6000)),
    (0.0, 200.0, 400.0, 600.0),
)
RUN_RECORD = RunRecord(RUN, VEHICLE, LINE_VERSION, PERMIT, START_S, START_S + 600)
TERMS = PermitTerms(PERMIT, "连教校许〔2026〕001号", VEHICLE, 1, 36, frozenset({1}), {LINE: LINE_VERSION})


def permits(since_s: float = 0.0, until_s: float = 4e9, sign_until_s: float = 4e9) -> Permits:
    """The bus's permit and sign, in force for a time."""
    return Permits.of(
        [TERMS], Stretches.of([(VEHICLE, since_s, until_s, PERMIT)]), Stretches.of([(VEHICLE, 0.0, sign_until_s, SIGN)])
    )


PASSING_BY = ("R28.gap_s", 0.0, 0.0)  # no fixes are near enough to tell that a stop was missed


def world(**changes: Any) -> World:
    """The road with its one line, its run and its permit; anything can be replaced.

    Most buses of the tests drive past their stops, so the rule of the missed stop is asked only where a test says so.
    """
    usual: dict[str, Any] = {"lines": [LINE_RECORD], "runs": [RUN_RECORD], "permits": permits()}
    usual["parameters"] = Parameters.of([PASSING_BY])
    return make_world(plane=PLANE, **{**usual, **changes})


def section(kind: str = "other", limit_kmh: float | None = None, **changes: Any) -> PlaceRecord:
    """The whole road as a road section."""
    record = PlaceRecord(11, "road_section", kind, "海棠路", stretch(-500, 6500), 40.0, limit_kmh)
    return replace(record, **changes)


def segment(kind: str, since_m: float, until_m: float, limit_kmh: float | None = None) -> PlaceRecord:
    """A piece of the road as a risk segment."""
    return PlaceRecord(12, "risk_segment", kind, "急弯", stretch(since_m, until_m), 30.0, limit_kmh)


@dataclass(frozen=True)
class Drive:
    """Fixes of one bus: seconds after the run's start, metres along the road, metres aside, km/h."""

    second: Floats
    metres: Floats
    aside_m: Floats
    speed_kmh: Floats

    def fixes(self, device: int = 1, vehicle: int = VEHICLE) -> Fixes:
        n = len(self.second)
        lon, lat = LON0 + EAST_DEG * self.metres, LAT0 + NORTH_DEG * self.aside_m
        return Fixes.of(
            n,
            vehicle=np.full(n, vehicle),
            device=np.full(n, device),
            time_s=START_S + self.second,
            received_s=START_S + self.second,
            lon=lon,
            lat=lat,
            speed_mps=self.speed_kmh / 3.6,
            course_deg=np.full(n, 90.0),
        )

    def with_speed(self, since_s: float, until_s: float, speed_kmh: float) -> "Drive":
        """The same drive with another speed told for some seconds (its places stay)."""
        told = np.where((self.second >= since_s) & (self.second < until_s), speed_kmh, self.speed_kmh)
        return replace(self, speed_kmh=told)

    def aside(self, since_s: float, until_s: float, aside_m: float) -> "Drive":
        """The same drive so many metres beside the road for some seconds."""
        return replace(
            self, aside_m=np.where((self.second >= since_s) & (self.second < until_s), aside_m, self.aside_m)
        )


def drive(speed_kmh: float = 36.0, every_s: float = 1.0, until_s: float = 640.0) -> Drive:
    """From the first stop, where it waits ten seconds, to the last at one speed, then it stands."""
    second = np.arange(-10.0, until_s, every_s)
    metres = np.clip(second * speed_kmh / 3.6, 0, 6000)
    moving = (metres > 0) & (metres < 6000)
    return Drive(second, metres, np.zeros(len(second)), np.where(moving, speed_kmh, 0.0))


def stopping(stands: dict[float, float], speed_kmh: float = 36.0, every_s: float = 1.0) -> Drive:
    """From ten seconds at the first stop to the last place named: it stands there so many seconds and drives between them."""
    step_m, second, metres, speed = speed_kmh / 3.6 * every_s, list[float](), list[float](), list[float]()
    now, here = -10.0, 0.0

    def tell(place: float, kmh: float) -> None:
        nonlocal now
        second.append(now)
        metres.append(place)
        speed.append(kmh)
        now += every_s

    while now < 0:
        tell(0.0, 0.0)
    for place, stand_s in stands.items():
        while here + step_m < place:
            here += step_m
            tell(here, speed_kmh)
        here = place
        until = now + stand_s
        tell(here, 0.0 if stand_s else speed_kmh)
        while now < until:
            tell(here, 0.0)
    return Drive(np.array(second), np.array(metres), np.zeros(len(second)), np.array(speed))


def judged(fixes: Fixes, world: World, memory: Memory | None = None) -> Judgement:
    """A batch judged; the memory given is moved on."""
    memory = memory if memory is not None else Memory()
    judgement = judge(fixes, ticks.NONE, world, memory)
    if judgement.changed is not None:
        memory.put(judgement.changed)
    return judgement


def began(judgement: Judgement, rule: str) -> list[FindingChange]:
    """The findings of a rule that began."""
    return [change for change in judgement.findings if change.rule.id == rule and change.ended_s is None]


def rules_of(judgement: Judgement) -> list[str]:
    """Which rules found something, in order."""
    return [change.rule.id for change in judgement.findings if change.ended_s is None]


def reborn(memory: Memory) -> Memory:
    """The memory as a new process recalls it from what was saved."""
    rows = np.arange(len(memory.base))
    live, late = (saved_each(memory.base[half], memory.busy(rows[half])) for half in (rows % 2 == 0, rows % 2 == 1))
    return recalled(zip(memory.vehicle.tolist(), live, late, strict=True), {})


def told(judgement: Judgement) -> list[str]:
    """The findings and run steps as text, for comparison."""
    findings = [
        f"{c.id} {c.rule.id} {c.began_s} {c.ended_s} {c.measured} {c.allowed} {c.delayed} {c.evidence}"
        for c in judgement.findings
    ]
    return findings + [str(change) for change in judgement.runs]


DELAYED = int(Mark.DELAYED)
