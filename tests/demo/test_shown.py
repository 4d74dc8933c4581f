"""The demo shows each kind of finding within three minutes of its start, at whatever hour, on every start; and no other."""

from datetime import UTC, datetime
from itertools import chain

import numpy as np
import psycopg
import pytest
from sqlalchemy import Engine

from core.settings import Settings
from findings.world import World
from fleet.fixes import Fixes
from rules.catalogue import RULES
from rules.judge import judge
from rules.memory import OPEN, Memory
from rules.ticks import due
from schoolbus.demo import seed
from schoolbus.demo.journey import Journey
from schoolbus.simulate.district import load as load_simulated
from tests.demo.conftest import HOURS, REFERENCE

WITHIN_S, EVERY_S = 180, 5
Shown = dict[tuple[str, str], float]
EXPECTED = {
    ("R24", "bus-13"),  # over 20 km/h in a sharp bend
    ("R26", "bus-04"),  # off its line
    ("R01", "bus-16"),  # its permit has expired
    ("R01", "bus-24"),  # never had one
    ("R39", "bus-19"),  # silent
}


@pytest.mark.parametrize("moment", HOURS.values(), ids=HOURS)
async def test_each_kind_of_finding_shows_at_any_hour(settings: Settings, engine: Engine, moment: datetime) -> None:
    """And the buses that are in order give none."""
    shown = await _started(settings, engine, Memory(), moment.timestamp())
    assert set(shown) == EXPECTED
    assert max(shown.values()) <= WITHIN_S


@pytest.mark.parametrize("away_s", [5, 40, 3600], ids=["at once", "after 40 seconds", "an hour later"])
async def test_each_kind_shows_again_on_a_second_start(settings: Settings, engine: Engine, away_s: int) -> None:
    """On the same data; a finding that is open still is shown still."""
    memory, start_s = Memory(), HOURS["a Monday morning"].timestamp()
    await _started(settings, engine, memory, start_s)
    shown = await _started(settings, engine, memory, start_s + WITHIN_S + away_s, driven_until_s=start_s + WITHIN_S)
    assert set(shown) == EXPECTED
    assert max(shown.values()) <= WITHIN_S


async def _started(
    settings: Settings, engine: Engine, memory: Memory, start_s: float, driven_until_s: float | None = None
) -> Shown:
    """What a start at this moment shows: rule and bus, with the seconds it took; 0 for what was still open."""
    simulated = load_simulated()
    if driven_until_s is None:
        await seed.sow_anew(settings, now=datetime.fromtimestamp(start_s, UTC), day=REFERENCE)
    seed.begin(settings, engine, simulated, now_s=start_s)
    heard = {} if driven_until_s is None else dict.fromkeys((part.vehicle for part in simulated.parts), driven_until_s)
    journeys = [
        Journey(part, simulated.lines, start_s=start_s, heard_until_s=heard.get(part.vehicle))
        for part in simulated.parts
    ]
    async with await psycopg.AsyncConnection.connect(settings.database_url) as conn:
        world = await World.load(conn, settings, start_s)
    return _watched(journeys, world, memory, start_s)


def _watched(journeys: list[Journey], world: World, memory: Memory, start_s: float) -> Shown:
    """Three minutes, judged every five seconds."""
    shown: Shown = {}
    keys = {vehicle: journey.part.vehicle for journey in journeys for vehicle in [_vehicle(world, journey, start_s)]}
    for second in range(0, WITHIN_S + 1, EVERY_S):
        now_s = start_s + second
        fixes = Fixes.joined([_said(journey, world, now_s) for journey in journeys])
        made = judge(fixes, due(world.rules, memory, now_s, start_s - 5.0), world.rules, memory)
        assert made.changed is not None
        memory = memory.put(made.changed)
        for change in made.findings:
            if change.ended_s is None:
                shown.setdefault((change.rule.id, keys[change.vehicle]), second)
        for row, rule in zip(*np.nonzero(memory.rules[0::2]["phase"] == OPEN), strict=True):
            shown.setdefault((RULES[rule].id, keys[int(memory.vehicle[row])]), second)
    return shown


def _said(journey: Journey, world: World, now_s: float) -> Fixes:
    """Everything that the bus has to say by now, as the ingest would resolve it."""
    said = []
    while fixes := journey.due(now_s):
        journey.delivered(fixes)
        said.append(fixes)
    rows = list(chain.from_iterable(said))
    return Fixes.of(
        len(rows),
        vehicle=np.full(len(rows), _vehicle(world, journey, now_s)),
        device=np.full(len(rows), world.roster.no[journey.part.device]),
        time_s=[fix.epoch_s for fix in rows],
        received_s=np.full(len(rows), now_s),
        lon=[fix.lon for fix in rows],
        lat=[fix.lat for fix in rows],
        speed_mps=[fix.speed_mps for fix in rows],
        course_deg=[fix.course_deg for fix in rows],
    )


def _vehicle(world: World, journey: Journey, time_s: float) -> int:
    _, vehicle = world.roster.resolve([journey.part.device], np.array([time_s]))
    return int(vehicle[0])
