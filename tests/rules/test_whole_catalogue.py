"""However the fixes are cut and whoever dies between two batches, every rule of the catalogue finds the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fleet.fixes import Bools, Fixes, Mark
from fleet.signals import Signal
from fleet.stretches import Stretches
from geofences.index import PlaceRecord
from rules import ticks
from rules.catalogue import RULES
from rules.evidence import FindingChange
from rules.judge import judge
from rules.known import Known
from rules.memory import Memory
from rules.parameters import Parameters
from rules.rule import Rule
from rules.world import World
from tests.rules.road import (
    LAT0,
    LON0,
    NORTH_DEG,
    RUN,
    RUN_RECORD,
    START_S,
    VEHICLE,
    permits,
    reborn,
    section,
    segment,
    stopping,
    stretch,
    told,
    world,
)

SPARE = 2  # a bus without a permit or a run, told by a device of its own
STATION = PlaceRecord(50, "zone", "petrol_station", "加油站", stretch(2590, 2610).buffer(0.0003))
PLACES = [
    section("other", 50.0, geometry=stretch(-500, 4500)),
    section("motorway", 80.0, id=13, geometry=stretch(4500, 6500)),
    segment("sharp_bend", 1000, 1100),
    replace(segment("narrow_bridge", 3400, 3600), id=14),
    STATION,
]
KNOWN = [
    Known(RUN, START_S + 100, boarded=45, adults=1, attendants=0, trained=0, in_front=1, strangers=1, swept=0),
    Known(RUN, START_S + 200, boarded=30, adults=2, attendants=1, trained=0, in_front=0, strangers=0, swept=0),
    Known(RUN, START_S + 420, boarded=30, alighted=3, adults=2, attendants=1, trained=1, swept=0, absent=1),
]
QUICK = Parameters.of(
    [
        ("R14.pupils", 0.0, 20.0), ("R18.seconds", 0.0, 20.0), ("R33.after_s", 0.0, 30.0), ("R32.after_s", 0.0, 20.0),
        ("R37.day_s", 0.0, 4_000.0), ("R39.silent_s", 0.0, 40.0), ("R35.seconds", 0.0, 20.0),
        ("R26.seconds", 0.0, 20.0), ("R28.gap_s", 0.0, 20.0),
    ]
)  # fmt: skip
TICK_EVERY_S = 10.0


@dataclass(frozen=True)
class Step:
    """A fix of the stream (its index), and how far time had passed for the rules after it: None where no tick came."""

    fix: int
    watermark_s: float | None


def eventful() -> Fixes:
    """One morning of a bus that breaks every rule of the road, with a second device and some fixes that come later."""
    driven = stopping({700.0: 25, 2600.0: 60, 4300.0: 60, 6000.0: 60}, speed_kmh=72.0, every_s=2.0).aside(216, 240, 130)
    racing = (driven.metres > 4600) & (driven.metres < 6000)
    driven = replace(driven, speed_kmh=np.where(racing, 95.0, driven.speed_kmh))
    second, n = driven.second, len(driven.second)
    sparse = ~((driven.metres > 3150) & (driven.metres < 3900)) | (np.arange(n) % 8 == 0)
    silent = (second > 305) & (second < 355)
    signals = np.zeros(n, np.int64)
    for signal, since_s, until_s in (
        (Signal.DOOR_OPEN, -10, 0), (Signal.DOOR_OPEN, 36, 60), (Signal.SOS, 62, 63), (Signal.FATIGUE, 66, 70),
        (Signal.SMOKING, 72, 73), (Signal.TOO_CLOSE, 74, 75), (Signal.POWER_CUT, 76, 200), (Signal.DOOR_OPEN, 80, 90),
        (Signal.OVERLOAD, 100, 140), (Signal.DRIVER_DOOR, 160, 200),
    ):  # fmt: skip
        signals[(second >= since_s) & (second < until_s)] |= int(signal)
    main = replace(driven.fixes(), signals=signals, ignition=np.ones(n, np.int64)).take(sparse & ~silent)
    other = driven.aside(-10, 900, 90).fixes(device=2)
    other = replace(other, time_s=other.time_s + 0.5).take(slice(0, n // 2))
    both = Fixes.joined([main, other, long_before(), spare(n)])
    both = both.take(np.argsort(both.time_s, kind="stable"))
    return with_delayed(both)


def long_before() -> Fixes:
    """An hour and a half of driving before the run, told every minute: the driver is tired when it begins."""
    second = np.arange(-5400.0, -30.0, 60.0)
    n = len(second)
    return Fixes.of(
        n, vehicle=np.full(n, VEHICLE), device=np.ones(n), time_s=START_S + second, received_s=START_S + second,
        lon=np.full(n, LON0), lat=LAT0 + NORTH_DEG * (5000 + second), speed_mps=np.full(n, 12.0),
        course_deg=np.zeros(n), ignition=np.ones(n), signals=np.where(second < -3600, int(Signal.SIGN_LAMP), 0),
    )  # fmt: skip


def spare(n: int) -> Fixes:
    """A bus of no permit on a run of its own, in the same batches."""
    driven = stopping({2000.0: 20, 6000.0: 20}, every_s=2.0)
    return driven.fixes(device=3, vehicle=SPARE).take(slice(0, n))


def with_delayed(fixes: Fixes) -> Fixes:
    """What was told between two moments comes in one heap a minute after them, marked; the order is that of arrival."""
    second = fixes.time_s - START_S
    zone = (fixes.vehicle == VEHICLE) & (fixes.device == 1) & (second >= 40) & (second < 100)
    order = np.argsort(np.where(zone, START_S + 160.0, fixes.time_s), kind="stable")
    marked = fixes.marked(zone, Mark.DELAYED).take(order)
    return replace(marked, frame=np.arange(len(fixes)))


FIXES = eventful()
N = len(FIXES)
WORLD = world(
    places=PLACES,
    runs=[RUN_RECORD, replace(RUN_RECORD, id=78, vehicle_id=SPARE)],
    permits=permits(),
    known=KNOWN,
    parameters=QUICK,
    device_order=Stretches.of([(1, 0, 4e9, 1), (2, 0, 4e9, 2), (3, 0, 4e9, 3)]),
)


def steps(keep: Bools | None = None) -> Iterator[Step]:
    """Fixes in order of arrival, and the passing of time after those with which ten seconds were full; an hour at the end."""
    passed_s = float(FIXES.time_s[0])
    for index in range(N):
        if keep is not None and not keep[index]:
            continue
        yield Step(index, None)
        now_s = float(FIXES.time_s[index])
        if not FIXES.delayed[index] and now_s >= passed_s + TICK_EVERY_S:
            passed_s = now_s
            yield Step(-1, now_s)
    for later_s in range(10, 400, 10):
        yield Step(-1, float(FIXES.time_s.max()) + later_s)


def through(
    made: World, cuts: set[int], deaths: set[int], keep: Bools | None = None
) -> tuple[list[str], list[FindingChange]]:
    """What is found when the stream is cut behind these steps, the process dying behind some; a tick ends its batch."""
    memory, waiting, said, findings = Memory(), list[int](), list[str](), list[FindingChange]()
    for number, step in enumerate(steps(keep)):
        if step.fix >= 0:
            waiting.append(step.fix)
            if number not in cuts:
                continue
        due = ticks.due(made, memory, step.watermark_s, START_S - 7200)
        judgement = judge(FIXES.take(np.array(waiting, np.int64)), due, made, memory)
        if judgement.changed is not None:
            memory.put(judgement.changed)
        said, findings, waiting = said + told(judgement), findings + judgement.findings, []
        if number in deaths:
            memory = reborn(memory)
    return sorted(said), findings


WHOLE, FOUND = through(WORLD, set(), set())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_eventful_morning_asks_every_rule(rule: Rule) -> None:
    """A property over the whole catalogue says something only of rules that find something."""
    assert rule.id in {change.rule.id for change in FOUND}


@settings(max_examples=12, deadline=None)
@given(st.sets(st.integers(0, N), max_size=20), st.sets(st.integers(0, 2 * N), max_size=20))
def test_every_rule_finds_the_same_however_the_fixes_are_cut(cuts: set[int], deaths: set[int]) -> None:
    """Two devices, delayed fixes, ticks, and the process dying between any two batches change no finding of any rule."""
    said, _ = through(WORLD, cuts, deaths)
    assert said == WHOLE


def test_fix_by_fix_it_is_the_same() -> None:
    """Every batch of one fix, and a new process for each."""
    every = set(range(3 * N))
    assert through(WORLD, every, every)[0] == WHOLE


def test_a_rule_that_is_not_asked_would_have_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule needs to be asked is what it cannot find anything without: asked always, all rules say the same."""
    monkeypatch.setattr("rules.rule.Rule.asks", lambda *_: True)
    assert through(WORLD, set(), set())[0] == WHOLE


def test_a_second_device_changes_nothing() -> None:
    """The morning without the other device's fixes: no rule finds anything else (the main one is never away for 90 s)."""
    assert through(WORLD, set(), set(), FIXES.device != 2)[0] == WHOLE
