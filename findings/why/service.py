""" "Why was nothing raised?": the stored fixes of a bus before a moment, judged again by the world of that time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import numpy as np
import psycopg

from core.settings import Settings
from findings.rulebook.schemas import Mode
from findings.schemas import Both
from findings.why.replay import WATCHED_S, Lasted, Up, Watched, chosen, watch
from findings.why.schemas import LastedOut, SawOut, SeenOut, Why
from findings.world import World
from fleet.fixes import Fixes, Floats, Mark
from fleet.geojson import Point
from fleet.kept import arrived_fixes
from rules.evidence import PROGRAM, finding_id
from rules.trace import Asked, Moment

BEFORE_S = 1_800.0  # replayed at least; and from before the start of a run that the moment lies in
AHEAD_OF_RUN_S, FARTHEST_S = 1_200.0, 4 * 3_600.0
MOST = 6_000  # fixes; the newest of a longer time


@dataclass(frozen=True, slots=True)
class Question:
    """Which bus and moment; when our doors were open (seconds since 1970), and how a terminal's items are read."""

    vehicle_id: int
    plate: str
    at: datetime
    up: Up
    warned: Callable[[bytes], int]


async def why(settings: Settings, question: Question) -> Why:
    """Answer in a thread of its own: the world of a district is read and an hour is judged. Who may ask is asked before.

    Its callers take turns (`turns`): it is heavy.
    """
    return await asyncio.to_thread(lambda: asyncio.run(_why(settings, question)))


async def _why(settings: Settings, question: Question) -> Why:
    at_s = question.at.timestamp()
    async with await psycopg.AsyncConnection.connect(settings.database_url, options=_patience(settings)) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        world = await World.load(conn, settings, at_s)
        since_s = _since(world, question.vehicle_id, at_s)
        cursor = await conn.execute("SELECT no, id FROM device")
        names: dict[int, str] = dict(await cursor.fetchall())
        fixes = await arrived_fixes(conn, since_s, at_s, vehicle=question.vehicle_id, most=MOST, warned=question.warned)
        seen = watch(fixes, world.rules, question.vehicle_id, at_s, question.up)
        answers = [(asked, _id_of(asked, seen, question.vehicle_id)) for asked in chosen(seen)]
        known = await _known(conn, [id_ for _, id_ in answers if id_ is not None])
    replayed = float(fixes.time_s.min()) if len(fixes) == MOST else since_s
    return Why(
        vehicle_id=str(question.vehicle_id),
        plate=question.plate,
        at=question.at,
        replayed_since=_time(replayed),
        fixes=len(fixes),
        nearest_within_s=WATCHED_S,
        seen=None if seen.fix is None else _seen(seen.fix, fixes, names, world),
        rules=[_saw(asked, id_ if id_ in known else None, seen) for asked, id_ in answers],
    )


def _patience(settings: Settings) -> str:
    return f"-c statement_timeout={round(settings.database_timeout_s * 1000)} -c timezone=UTC"


def _since(world: World, vehicle_id: int, at_s: float) -> float:
    """Early enough that the run which the moment lies in is seen to begin."""
    starts = [
        run.start_s
        for runs in world.days.values()
        for run in runs
        if run.vehicle_id == vehicle_id and run.start_s <= at_s <= run.end_s + BEFORE_S
    ]
    return max(at_s - FARTHEST_S, min([at_s - BEFORE_S, *(start - AHEAD_OF_RUN_S for start in starts)]))


def _id_of(asked: Asked, seen: Watched, vehicle_id: int) -> Any:
    """The id that the finding of an open breach has."""
    if asked.phase != "open":
        return None
    delayed = seen.fix is not None and bool(seen.fix.seen.delayed[0])
    return finding_id(asked.rule.id, vehicle_id, asked.since_s, delayed, asked.trial)


async def _known(conn: psycopg.AsyncConnection[Any], ids: list[Any]) -> set[Any]:
    cursor = await conn.execute("SELECT id FROM finding WHERE id = ANY(%s)", (ids,))
    return {id_ for (id_,) in await cursor.fetchall()}


def _seen(moment: Moment, fixes: Fixes, names: dict[int, str], world: World) -> SeenOut:
    seen = moment.seen
    i = int(np.flatnonzero((fixes.time_s == seen.time_s[0]) & (fixes.device == seen.device[0]))[0])
    return SeenOut(
        time=_time(seen.time_s[0]),
        received_at=_time(fixes.received_s[i]),
        device_id=names.get(int(seen.device[0]), str(seen.device[0])),
        main=moment.main,
        delayed=bool(seen.delayed[0]),
        unproven=bool(fixes.flags[i] & int(Mark.UNPROVEN)),
        point=Point(type="Point", coordinates=(float(seen.lon[0]), float(seen.lat[0]))),
        speed_kmh=round(float(seen.speed_kmh[0]), 1),
        run_id=None if seen.run_id[0] < 0 else str(seen.run_id[0]),
        aboard=bool(seen.aboard[0]),
        service=bool(seen.service[0]),
        exempt=bool(seen.exempt[0]),
        posted_kmh=_number(_first(seen.posted_kmh)),
        off_line_m=_number(_first(seen.off_line_m)),
        versions={
            "permit": _key(seen.permit_version),
            "sign": _key(seen.sign),
            "line": _key(seen.line_version),
            "place": _key(seen.section),
            "parameter": world.rules.parameters.version,
            "program": int(PROGRAM),
            "world": world.number,
        },
    )


def _saw(asked: Asked, finding: Any, seen: Watched) -> SawOut:
    rule, near = asked.rule, seen.nearest(asked.rule.id)
    mode: Mode = ("off", "trial", "on")[asked.mode]
    return SawOut(
        rule=rule.id,
        article=rule.article,
        title=Both(zh=rule.title.zh, en=rule.title.en),
        mode=mode,
        judged=asked.judged,
        breach=asked.breach,
        reason=asked.reason,  # type: ignore[arg-type]
        measured=_number(asked.measured),
        allowed=_number(asked.allowed),
        unit=rule.unit,
        seconds=round(asked.seconds, 1),
        metres=round(asked.metres, 1),
        fixes=asked.fixes,
        wanted_seconds=asked.wanted["seconds"],
        wanted_metres=asked.wanted["metres"],
        wanted_fixes=int(asked.wanted["fixes"]),
        finding_id=None if finding is None else str(finding),
        nearest=None if near is None else _lasted(near),
    )


def _lasted(near: Lasted) -> LastedOut:
    return LastedOut(
        since=_time(near.since_s),
        seconds=round(near.seconds, 1),
        metres=round(near.metres, 1),
        fixes=near.fixes,
        measured=_number(near.measured),
        allowed=_number(near.allowed),
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)


def _first(column: Floats) -> float:
    return float(column[0])


def _number(value: float) -> float | None:
    return round(value, 2) if isfinite(value) else None


def _key(column: Any) -> int | None:
    return None if column[0] < 0 else int(column[0])
