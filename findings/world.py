"""The world as the ingest holds it: read once, then kept true by its number, in each batch's own transaction."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import floor

import numpy as np

from core.settings import Settings
from findings import load
from findings.load import Connection
from fleet.fixes import Floats
from fleet.roster import Roster
from fleet.roster_loader import load_roster
from geofences.conditions import Conditions
from geofences.index import DAY_S, PlaceRecord
from geofences.plane import Plane
from permits.trained import Trained
from rules.world import World as RulesWorld
from rules.world import make_world
from runs.columns import LineRecord, RunRecord, Runs

KEPT_DAYS = 12  # of runs; the oldest asked for goes first


@dataclass(frozen=True, slots=True)
class World:
    """What a batch is resolved and judged by: `roster` (devices, bindings) and `rules` (everything else).

    `lines` and `days` (day number since 1970 UTC -> its runs) are what the runs' columns were made of.
    """

    rules: RulesWorld
    roster: Roster
    lines: dict[int, LineRecord]
    places: list[PlaceRecord]
    days: dict[int, list[RunRecord]]

    @property
    def number(self) -> int:
        return self.rules.number

    @classmethod
    async def load(cls, conn: Connection, settings: Settings, now_s: float) -> "World":
        """Everything, as of the transaction that `conn` is in; runs for the days around `now_s`."""
        number, lines, places = await _number(conn), await load.lines(conn), await load.places(conn)
        days = {day: await _runs_of(conn, day) for day in _near(floor(now_s / DAY_S))}
        areas, exempt_lines, everywhere = await load.exemptions(conn)
        offset = datetime.fromtimestamp(now_s, settings.zone).utcoffset() or timedelta()
        rules = make_world(
            number=number,
            plane=Plane(*settings.map_center),
            utc_offset_s=offset.total_seconds(),
            places=places,
            stops=await load.stop_places(conn),
            lines=lines.values(),
            runs=_runs(days),
            permits=await load.permits(conn),
            exempt_areas=areas,
            exempt_lines=exempt_lines,
            exempt_everywhere=everywhere,
            conditions=await load.conditions(conn),
            class_days=await load.class_days(conn),
            device_order=await load.device_order(conn),
            parameters=await load.parameters(conn),
            silent_by_device=await load.silent_by_device(conn),
            silent_after_s=float(settings.silent_after_s),
            modes=await load.modes(conn),
            known=load.known_of_runs(),
            trainings=await load.trainings(conn),
        )
        return cls(rules, await load_roster(conn), lines, places, days)

    async def refresh(self, conn: Connection, times_s: Floats) -> "World":
        """This world, or the one that the database holds now, with the runs of the days that the times lie in.

        Read in the batch's own transaction: a change rules from the first batch after its commit.
        """
        world = self
        while (number := await _number(conn)) != world.number:  # again, if something was committed while it was read
            world = await world._changed(conn, number)
        asked = np.unique(np.floor(times_s / DAY_S)).astype(np.int64).tolist() if len(times_s) else []
        wanted = {near for day in asked for near in _near(day)}
        if wanted <= world.days.keys():
            return world
        loaded = {day: await _runs_of(conn, day) for day in sorted(wanted - world.days.keys())}
        # those asked for by this batch first, then the newest: a late upload's days do not push out a day under way
        kept = sorted({**world.days, **loaded}.items(), key=lambda item: (item[0] in wanted, item[0]))
        return world._with_days(dict(kept[-max(KEPT_DAYS, len(wanted)) :]))

    async def _changed(self, conn: Connection, number: int) -> "World":
        """Load anew what changed between two numbers, and only that."""
        cursor = await conn.execute(
            "SELECT DISTINCT kind FROM world_change WHERE number > %s AND number <= %s", (self.number, number)
        )
        kinds = {row[0] for row in await cursor.fetchall()}
        world = replace(self, rules=replace(self.rules, number=number))
        for wakes, reload in _RELOADS:
            if kinds & wakes:
                world = await reload(world, conn)
        return world

    def _with_days(self, days: dict[int, list[RunRecord]]) -> "World":
        columns = Runs.of(_runs(days), self.lines, self.rules.plane)
        return replace(self, days=days, rules=replace(self.rules, runs=columns))


async def _places_and_lines(world: World, conn: Connection) -> World:
    """Stops take their hours from places, so these two are read together."""
    places, lines = await load.places(conn), await load.lines(conn)
    fresh = make_world(
        plane=world.rules.plane,
        utc_offset_s=world.rules.utc_offset_s,
        places=places,
        stops=await load.stop_places(conn),
        lines=lines.values(),
    )
    kept = {name: getattr(fresh, name) for name in _OF_PLACES_AND_LINES}
    return replace(world, lines=lines, places=places, rules=replace(world.rules, **kept))


_OF_PLACES_AND_LINES = (
    "risks", "signs", "sections", "service", "lines", "crossings", "fuel", "public_stops", "sections_with_stop",
)  # fmt: skip


async def _permits(world: World, conn: Connection) -> World:
    return replace(world, rules=replace(world.rules, permits=await load.permits(conn)))


async def _devices(world: World, conn: Connection) -> World:
    rules = replace(
        world.rules,
        device_order=await load.device_order(conn),
        silent_by_device=await load.silent_by_device(conn),
    )
    return replace(world, rules=rules, roster=await load_roster(conn))


async def _exemptions(world: World, conn: Connection) -> World:
    areas, lines, everywhere = await load.exemptions(conn)
    fresh = make_world(
        plane=world.rules.plane,
        utc_offset_s=world.rules.utc_offset_s,
        exempt_areas=areas,
        exempt_lines=lines,
        exempt_everywhere=everywhere,
    )
    return replace(world, rules=replace(world.rules, exemptions=fresh.exemptions))


async def _conditions(world: World, conn: Connection) -> World:
    conditions = Conditions.of(await load.conditions(conn), world.rules.plane)
    return replace(world, rules=replace(world.rules, conditions=conditions))


async def _parameters(world: World, conn: Connection) -> World:
    return replace(world, rules=replace(world.rules, parameters=await load.parameters(conn)))


async def _modes(world: World, conn: Connection) -> World:
    return replace(world, rules=replace(world.rules, modes=await load.modes(conn)))


async def _class_days(world: World, conn: Connection) -> World:
    days = np.array(await load.class_days(conn), np.int64)
    return replace(world, rules=replace(world.rules, class_days=days))


async def _trainings(world: World, conn: Connection) -> World:
    trained = Trained.of(await load.trainings(conn), world.rules.utc_offset_s)
    return replace(world, rules=replace(world.rules, trained=trained))


async def _planned_runs(world: World, conn: Connection) -> World:
    return world._with_days({day: await _runs_of(conn, day) for day in world.days})


# Which kinds of change (core.models.WorldChange) have which part read again, in this order.
_RELOADS: tuple[tuple[set[str], Callable[[World, Connection], Awaitable[World]]], ...] = (
    ({"line", "place"}, _places_and_lines),
    ({"vehicle", "line"}, _permits),
    ({"vehicle", "device"}, _devices),
    ({"exemption"}, _exemptions),
    ({"condition"}, _conditions),
    ({"parameter"}, _parameters),
    ({"rule_mode", "vehicle"}, _modes),
    ({"calendar"}, _class_days),
    ({"training"}, _trainings),
    ({"run", "line"}, _planned_runs),
)


def _near(day: int) -> tuple[int, int, int]:
    """A day and its neighbours: a run may begin before midnight and end after it, and a bus may wait for it before."""
    return day - 1, day, day + 1


def _runs(days: dict[int, list[RunRecord]]) -> list[RunRecord]:
    return list({run.id: run for runs in days.values() for run in runs}.values())


async def _runs_of(conn: Connection, day: int) -> list[RunRecord]:
    return await load.runs(conn, day * DAY_S, (day + 1) * DAY_S)


async def _number(conn: Connection) -> int:
    cursor = await conn.execute("SELECT number FROM world")
    row = await cursor.fetchone()
    return int(row[0]) if row else 0
