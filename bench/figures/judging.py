"""Judging alone, on one core: from columns of fixes to findings. Counted is the processor's time of this one thread."""

import random
import time
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import shapely

from bench.figure import Figure
from bench.ground.town import CENTER, LONGEST_S, SPEED_MPS, STEP_M, STOPS, Town, along
from fleet.fixes import Fixes
from fleet.stretches import Stretches
from geofences.index import PlaceRecord
from geofences.plane import Plane
from permits.terms import Permits, PermitTerms
from rules import ticks
from rules.judge import judge
from rules.memory import Memory
from rules.world import World, make_world
from runs.columns import LineRecord, RunRecord

BUSES, PLACES, ROUNDS, REPEATS = 3000, 2000, 40, 3
EVERY_S, BEGAN_S = 5.0, 1_788_736_800.0
IN_BREACH = 20  # one bus of so many: in turn too fast, beside its line, without a permit
BATCH = 8000  # the ingest's default
EVERY = 86_400.0 * 365


def judge_alone() -> Figure:
    """Fixes a second that are judged: every bus on a run of its line, all rules asked, findings made and memory kept."""
    town, world = _town()
    batches = list(_batches(town))
    best, found = 0.0, 0
    for _ in range(REPEATS):
        memory, fixes, found = Memory(), 0, 0
        for batch in batches[:1]:  # the runs begin: not what goes on all day
            _judged(batch, world, memory)
        began = time.thread_time()
        for batch in batches[1:]:
            found += _judged(batch, world, memory)
            fixes += len(batch)
        best = max(best, fixes / (time.thread_time() - began))
    if not found:
        raise RuntimeError("no breach was found in a town that has them")
    says = f"{BUSES:,} permits and lines, {PLACES:,} places, {100 // IN_BREACH} % of buses in breach, {found} findings"
    return Figure("judge", best, "/s", None, "≥ 200,000", says)


def _judged(batch: Fixes, world: World, memory: Memory) -> int:
    judgement = judge(batch, ticks.NONE, world, memory)
    assert judgement.changed is not None
    memory.put(judgement.changed)
    return len(judgement.findings)


def _batches(town: Town) -> Iterator[Fixes]:
    """Each bus in turn, so many seconds between two of its fixes, cut as the ingest cuts them."""
    bus = np.arange(BUSES)
    fast, aside = bus % (3 * IN_BREACH) == 0, bus % (3 * IN_BREACH) == IN_BREACH
    rounds = []
    for number in range(ROUNDS):
        time_s = BEGAN_S + number * EVERY_S
        places = np.array([town.at(each, time_s) for each in bus.tolist()])
        ahead = np.array([town.at(each, time_s + 0.1) for each in bus.tolist()])
        east, north = (ahead - places).T
        off_deg = np.where(aside & (number > 0), 0.004, 0.0)  # once its run has begun
        rounds.append(
            Fixes.of(
                BUSES,
                vehicle=bus + 1,
                device=bus,
                time_s=np.full(BUSES, time_s),
                received_s=np.full(BUSES, time_s),
                lon=places[:, 0] + off_deg,
                lat=places[:, 1] - off_deg,
                speed_mps=np.where(fast, 20.0, SPEED_MPS),
                course_deg=np.degrees(np.arctan2(east * 0.822, north)) % 360,
            )
        )
    every = Fixes.joined(rounds)
    for since, until in pairwise([*range(0, len(every), BATCH), len(every)]):
        yield every.take(slice(since, until))


def _town() -> tuple[Town, World]:
    """As `bench.ground.town` builds it in a database, but for the buses without a permit."""
    chance = random.Random(20260901)
    starts = [(CENTER[0] + chance.uniform(-0.2, 0.1), CENTER[1] + chance.uniform(-0.2, 0.1)) for _ in range(BUSES)]
    lines, runs, terms = [], [], []
    for number, start in enumerate(starts, 1):
        corners = [along(start, step * STEP_M) for step in range(int(SPEED_MPS * LONGEST_S // STEP_M) + 1)]
        offsets = tuple(seq * LONGEST_S / (STOPS - 1) for seq in range(STOPS))
        stops = tuple(along(start, SPEED_MPS * offset_s) for offset_s in offsets)
        lines.append(LineRecord(number, number, f"line {number}", shapely.LineString(corners), stops, offsets))
        runs.append(RunRecord(number, number, number, number, BEGAN_S, BEGAN_S + LONGEST_S))
        terms.append(PermitTerms(number, f"P{number}", number, 1, 36, frozenset(), {number: number}))
    with_permit = [n for n in range(1, BUSES + 1) if (n - 1) % (3 * IN_BREACH) != 2 * IN_BREACH]
    ruling = Stretches.of((n, BEGAN_S - EVERY, BEGAN_S + EVERY, n) for n in with_permit)
    world = make_world(
        plane=Plane(*CENTER),
        places=_places(chance),
        lines=lines,
        runs=runs,
        permits=Permits.of(terms, ruling, ruling),
    )
    return Town([str(n) for n in range(BUSES)], starts, BEGAN_S), world


def _places(chance: random.Random) -> list[PlaceRecord]:
    made = []
    for number in range(PLACES):
        lon, lat = CENTER[0] + chance.uniform(-0.3, 0.3), CENTER[1] + chance.uniform(-0.3, 0.3)
        side = 0.002
        if number % 12 == 4:
            piece = shapely.LineString([(lon, lat), (lon + side, lat)])
            made.append(PlaceRecord(number, "risk_segment", "sharp_bend", f"bend {number}", piece, 20.0))
        elif number % 12 == 10:
            road = shapely.LineString([(lon - 0.05, lat + side), (lon + 0.05, lat + side)])
            made.append(PlaceRecord(number, "road_section", "other", f"road {number}", road, 20.0, 50.0))
        else:
            kind = ("school", "depot", "petrol_station", "no_go")[number % 4]
            made.append(
                PlaceRecord(number, "zone", kind, f"zone {number}", shapely.box(lon, lat, lon + side, lat + side))
            )
    return made
