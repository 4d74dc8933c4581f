"""The alarm budget: an ordinary day of 300 buses with its noise gives a desk little that is false, and what was planted.

`python -m tests.budget.test_alarm_budget` is not needed: `pytest -s tests/budget` prints the report.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import psycopg
import pytest

from core.settings import Settings
from findings.world import World
from rules.evidence import FindingChange
from rules.judge import judge
from rules.memory import Memory
from rules.ticks import due
from schoolbus.simulate.district import load
from schoolbus.tracks.databases import Databases
from tests.budget.day import DAY_S, Planted, Told, as_columns, day_of
from tests.budget.town import BUSES, Bus, build
from tests.tracks.shelf import Shelf

pytestmark = pytest.mark.slow
DAY, ZONE = date(2026, 9, 15), Settings().zone  # a Tuesday
MIDNIGHT_S = datetime.combine(DAY, datetime.min.time(), ZONE).timestamp()
STEP_S = 20.0
NEED_A_PERSON = ("B", "A1", "A2")
MOST_CASES, LEAST_FOUND = 20, 0.9
# bus by number -> the rule that it breaks in the morning; the number modulo 14 is its line
PLANTED = {
    1: "R24", 15: "R24", 3: "R24", 24: "R24", 32: "R23", 60: "R23", 104: "R23", 40: "R26", 81: "R26", 150: "R26",
    200: "R01", 201: "R39",
}  # fmt: skip


def test_an_ordinary_day_of_300_buses_gives_the_desk_at_most_20_cases_and_the_planted_breaches_are_among_them(
    databases: Databases,
) -> None:
    """Drift, tunnels, late uploads, jams, private movement, parked nights; each false case is explained below."""
    simulated, rng = load(), np.random.default_rng(20260915)
    unlicensed = frozenset(number for number, rule in PLANTED.items() if rule == "R01")
    with databases.district(DAY) as ground:
        buses = build(ground, simulated, DAY, ZONE, unlicensed)
        days = [(bus, day_of(bus, simulated, MIDNIGHT_S, rng, PLANTED.get(bus.number))) for bus in buses]
        world = asyncio.run(_world(ground.url))
    began = _judged(world, days)
    cases = _cases(began)
    found, report = _report(days, cases)
    print(report)
    assert len(buses) == BUSES
    assert len(cases) <= MOST_CASES, report
    assert found >= LEAST_FOUND * len(PLANTED), report


async def _world(url: str) -> World:
    async with await psycopg.AsyncConnection.connect(url) as conn:
        world = await World.load(conn, Settings(database_url=url), MIDNIGHT_S)
        return await world.refresh(conn, np.array([MIDNIGHT_S, MIDNIGHT_S + DAY_S]))


def _judged(world: World, days: Sequence[tuple[Bus, Told]]) -> list[FindingChange]:
    """The day as the pipeline judges it, in batches of STEP_S as it arrives: the findings that began."""
    fixes, sent_s = as_columns(days)
    shelf, memory, began = Shelf(), Memory(), list[FindingChange]()
    ends = np.arange(MIDNIGHT_S + STEP_S, MIDNIGHT_S + DAY_S + STEP_S, STEP_S)
    first = 0
    for end_s, cut in zip(ends.tolist(), np.searchsorted(sent_s, ends).tolist(), strict=True):
        fresh, first = shelf.keep(fixes.take(slice(first, cut))), cut
        judgement = judge(fresh, due(world.rules, memory, end_s, MIDNIGHT_S), world.rules, memory)
        began += [change for change in judgement.findings if change.ended_s is None]
        if judgement.changed is not None:
            memory = memory.put(judgement.changed)
    return began


def _cases(began: Sequence[FindingChange]) -> dict[tuple[int, str], list[FindingChange]]:
    """What the desk gets: repeats of one bus and rule are one case; what came late is for the record."""
    cases: dict[tuple[int, str], list[FindingChange]] = defaultdict(list)
    for change in began:
        if change.rule.severity in NEED_A_PERSON and not change.delayed:
            cases[change.vehicle, change.rule.id].append(change)
    return cases


def _report(days: Sequence[tuple[Bus, Told]], cases: dict[tuple[int, str], list[FindingChange]]) -> tuple[int, str]:
    """How many of the planted were found, and the report."""
    by_vehicle = {bus.vehicle: (bus, told) for bus, told in days}
    fixes = sum(len(told.fixes) for _, told in days)
    lines = [f"{len(days)} buses, {fixes:,} fixes, {len(cases)} cases", "planted:"]
    explained, found = set[tuple[int, str]](), 0
    for bus, told in days:
        for planted in told.planted:
            key = bus.vehicle, planted.rule
            hit = any(_is(planted, change) for change in cases.get(key, ()))
            found += hit
            explained |= {key} if hit else set()
            lines.append(f"  {'found ' if hit else 'MISSED'}  {planted.rule}  bus {bus.number} on {bus.out}")
    lines.append("false:")
    for (vehicle, rule), changes in sorted(cases.items()):
        if (vehicle, rule) not in explained:
            bus, told = by_vehicle[vehicle]
            first = changes[0]
            at = datetime.fromtimestamp(first.began_s, UTC).astimezone(ZONE)
            why = [what for since, until, what in told.disturbed if since <= first.began_s <= until]
            lines.append(
                f"  {rule}  bus {bus.number} on {bus.out}, {bus.back}, at {at:%H:%M:%S}, {len(changes)} times, "
                f"measured {first.measured:.1f}, allowed {first.allowed:.1f}: {', '.join(why) or 'nothing disturbed it'}"
                f"{', planted ' + told.planted[0].rule if told.planted else ''}"
            )
    return found, "\n".join(lines)


def _is(planted: Planted, change: FindingChange) -> bool:
    return planted.since_s <= change.began_s <= planted.until_s
