"""The road without a database: the world as it was loaded, the store's own telling apart, judging; nothing is written."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import psycopg

from core.settings import Settings
from findings.world import World
from fleet.fixes import Fixes
from gps_ingest.decode.frames import decode
from gps_ingest.kept import LastKept, marked, pairs_of, told_apart
from gps_ingest.resolve import resolve
from gps_ingest.watermark import Reached
from rules.judge import judge
from rules.memory import Memory
from rules.ticks import due
from schoolbus.tracks.case import Case
from schoolbus.tracks.databases import Databases
from schoolbus.tracks.track import Message, Passed, events, frames, stream_of
from schoolbus.tracks.world import Bus, prepare
from tests.rules.road import reborn, told

ZONE = Settings().zone


@dataclass(frozen=True)
class Scene:
    """A case ready to be judged: its world with all the runs that it needs, and what arrives in order."""

    case: Case
    bus: Bus
    world: World
    events: tuple[Message | Passed, ...]


@contextmanager
def scene(case: Case, databases: Databases) -> Iterator[Scene]:
    """The case's world, read from a database that is gone afterwards."""
    with databases.district(case.day) as ground:
        bus = prepare(ground, case, ZONE)
        arriving = tuple(events(case, ZONE))
        times = np.array([e.received_s if isinstance(e, Message) else e.reached.watermark_s for e in arriving])
        yield Scene(case, bus, asyncio.run(_world(ground.url, times)), arriving)


@dataclass
class Shelf:
    """What the store keeps, in memory: `keep` tells new from delayed from repeated as the store does."""

    last: LastKept = field(default_factory=LastKept)
    keys: set[tuple[int, int, float]] = field(default_factory=set)

    def keep(self, fixes: Fixes) -> Fixes:
        """The fixes that are new, in order of arrival and marked where delayed."""
        if not len(fixes):
            return fixes
        pairs, pair = pairs_of(fixes)
        before = np.array([self.last.times.get(each, -np.inf) for each in pairs])
        apart = told_apart(fixes.time_s, pair, before)
        self.last.put(dict(zip(pairs, apart.newest.tolist(), strict=True)))
        fresh = []
        for row in range(len(fixes)):
            key = (int(fixes.vehicle[row]), int(fixes.device[row]), float(fixes.time_s[row]))
            fresh.append(key not in self.keys)
            self.keys.add(key)
        return marked(fixes, apart.delayed).take(np.array(fresh))


@dataclass
class Judged:
    """One way of sending a case: `said` are its findings and run steps as text."""

    scene: Scene
    said: list[str] = field(default_factory=list)
    shelf: Shelf = field(default_factory=Shelf)
    memory: Memory = field(default_factory=Memory)

    def __post_init__(self) -> None:
        self.stream = stream_of(self.scene.case.door, self.scene.bus.device)

    def send(self, messages: Sequence[Message], reached: Reached | None = None) -> None:
        """One batch, as the pipeline does it."""
        world = self.scene.world
        decoded = decode(frames(messages, self.scene.case.door, self.stream), knows=world.roster.known)
        fixes, _ = resolve(decoded, world.roster)
        fresh = self.shelf.keep(fixes)
        reached = reached or Reached()
        ticks = due(world.rules, self.memory, reached.watermark_s, reached.up_since_s)
        judgement = judge(fresh, ticks, world.rules, self.memory)
        self.said += told(judgement)
        if judgement.changed is not None:
            self.memory.put(judgement.changed)

    def die(self) -> None:
        """The process dies; the next one recalls what was saved."""
        self.memory = reborn(self.memory)


async def _world(url: str, times: np.ndarray[tuple[int], np.dtype[np.float64]]) -> World:
    async with await psycopg.AsyncConnection.connect(url) as conn:
        world = await World.load(conn, Settings(database_url=url), float(times[0]))
        return await world.refresh(conn, times)
