"""A walk through history for dangerous segments: first for events, then for passages; a slice of time is a transaction.

What a slice led to and how far the walk has come are committed together: a walk that is killed, or fails, goes on where it was and
counts nothing twice. It reads with a connection of its own, and no statement of it lasts long: the ingest waits for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan
from time import perf_counter
from typing import Any, LiteralString

import psycopg
from psycopg.types.json import Jsonb

from core.settings import Settings
from findings.danger.seen.events import Events, brakings, turnings
from findings.danger.seen.limits import Limits
from findings.danger.seen.stands import stands
from findings.danger.walk.cluster import cluster
from findings.danger.walk.count import Spots, count, rank
from findings.danger.walk.ground import Ground
from findings.danger.walk.read import Connection, Slice, Warned, read, slice_end
from geofences.plane import Plane
from rules.parameters import Parameters

LOCK = 0x5B17  # of whoever walks; a second one leaves it to him
STATEMENT_S, LOCK_S = 120, 5
MOST_TRIES = 5  # of one step; then the run has failed, and a new one may be asked for
UNDER_WAY: LiteralString = """SELECT id, extract(epoch FROM since)::float8, extract(epoch FROM until)::float8, state,
    extract(epoch FROM reached)::float8, limits, fixes, lasted_s FROM danger_run WHERE state IN ('asked', 'events', 'passages')"""
ON: LiteralString = """UPDATE danger_run SET state = %(state)s::text,
    reached = to_timestamp(%(reached)s), fixes = fixes + %(fixes)s,
    lasted_s = lasted_s + %(lasted)s, tries = 0, error = NULL, done_at = CASE WHEN %(state)s::text = 'done' THEN now() END
    WHERE id = %(run)s AND state = %(was)s::text AND reached = to_timestamp(%(from)s)"""
# committed before the step: whoever is killed in it, by the kernel for its memory say, has tried too
TRY: LiteralString = "UPDATE danger_run SET tries = tries + 1 WHERE id = %s AND tries < %s"
FAILED: LiteralString = (
    """UPDATE danger_run SET error = %s, state = CASE WHEN tries >= %s THEN 'failed' ELSE state END WHERE id = %s"""
)
KILLED = "killed {0} times before it was done"
EVENT: LiteralString = "COPY danger_event (run_id, kind, vehicle_id, at, geom, value) FROM STDIN"
ASK: LiteralString = """INSERT INTO danger_run (since, until, reached) VALUES (to_timestamp(%s), to_timestamp(%s), to_timestamp(%s))
    ON CONFLICT DO NOTHING RETURNING id"""
PARAMETERS: LiteralString = (
    "SELECT name, extract(epoch FROM since)::float8, value FROM parameter WHERE name LIKE 'danger.%'"
)
OLD: LiteralString = """DELETE FROM danger_run WHERE asked_at < now() - make_interval(days => %s) AND state IN ('done', 'failed')
    AND id IS DISTINCT FROM (SELECT max(id) FROM danger_run WHERE state = 'done')"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: seconds since 1970 UTC; `fixes` of both passes."""

    id: int
    since_s: float
    until_s: float
    state: str
    reached_s: float
    limits: dict[str, Any]
    fixes: int
    lasted_s: float

    @property
    def share(self) -> float:
        """How much of it is done, of 1: each pass is a half."""
        done = (self.reached_s - self.since_s) / (self.until_s - self.since_s)
        return (0.0 if self.state == "asked" else done / 2) + (0.5 if self.state == "passages" else 0.0)


def connect(settings: Settings) -> Connection:
    """A connection of its own, that commits by itself and never holds anybody up."""
    options = f"-c statement_timeout={STATEMENT_S}s -c lock_timeout={LOCK_S}s -c timezone=UTC"
    return psycopg.connect(settings.database_url, autocommit=True, options=options)


def ask(conn: Connection, since_s: float, until_s: float) -> int | None:
    """Have a span walked through; None where another run is under way."""
    row = conn.execute(ASK, (since_s, until_s, since_s)).fetchone()
    return None if row is None else int(row[0])


def work(
    settings: Settings,
    *,
    warned: Warned,
    on: Callable[[], bool] = lambda: True,
    heard: Callable[[Run], None] = lambda run: None,
) -> int:
    """Go on with the run under way until it is done, or `on` says to leave off after a slice; returns how many steps were taken.

    `warned` reads the `Signal` bits out of a terminal's additional items; `heard` is told the run after each step.
    """
    steps = 0
    with connect(settings) as conn:
        (mine,) = conn.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() or (False,)
        while mine and (run := _under_way(conn)) is not None:
            if conn.execute(TRY, (run.id, MOST_TRIES)).rowcount == 0:
                conn.execute(FAILED, (KILLED.format(MOST_TRIES), MOST_TRIES, run.id))
                continue
            try:
                _step(conn, settings, run, warned)
            except Exception as error:
                if not conn.closed:
                    conn.execute(FAILED, (f"{type(error).__name__}: {error}"[:500], MOST_TRIES, run.id))
                raise
            steps += 1
            heard(_under_way(conn) or run)
            if not on():
                break
    return steps


def forget(conn: Connection, *, older_than_days: int) -> int:
    """Let old runs go, but for the newest that is done; returns how many."""
    return conn.execute(OLD, (older_than_days,)).rowcount


def limits_at(conn: Connection, moment_s: float) -> Limits:
    """The dated values that hold at a moment."""
    rows = conn.execute(PARAMETERS).fetchall()
    return Limits.at(Parameters.of(rows), moment_s)


def events_in(part: Slice, limits: Limits, ground: Ground) -> list[Events]:
    """What happened in a slice, of every kind that fixes tell; what began before or after it belongs to another."""
    found = (
        brakings(part.track, part.steps, limits),
        turnings(part.track, part.steps, limits),
        stands(part.track, part.steps, limits, ground.to_stand_at),
        part.terminal,
    )
    return [each.only((each.time_s >= part.since_s) & (each.time_s < part.until_s)) for each in found]


def _under_way(conn: Connection) -> Run | None:
    row = conn.execute(UNDER_WAY).fetchone()
    return None if row is None else Run(*row)


def _step(conn: Connection, settings: Settings, run: Run, warned: Warned) -> None:
    """One transaction of the walk."""
    began, plane = perf_counter(), Plane(*settings.map_center)
    fixes, state, reached_s = 0, run.state, run.reached_s
    with conn.transaction():
        if run.state == "asked":
            limits = limits_at(conn, run.until_s)
            conn.execute("UPDATE danger_run SET limits = %s WHERE id = %s", (Jsonb(limits.plain()), run.id))
            state = "events"
        elif run.reached_s < run.until_s:
            fixes, reached_s = _slice(conn, settings, run, plane, warned)
        elif run.state == "events":
            ground = Ground.load(conn, plane, run.since_s, run.until_s)
            some = cluster(conn, run.id, plane, Limits(**run.limits), ground)
            state, reached_s = "passages", run.since_s if some else run.until_s
        else:
            rank(conn, run.id, Limits(**run.limits))
            state = "done"
        told = {"state": state, "reached": reached_s, "fixes": fixes, "lasted": perf_counter() - began}
        told |= {"run": run.id, "was": run.state, "from": run.reached_s}
        if conn.execute(ON, told).rowcount != 1:
            raise RuntimeError(f"run {run.id} has been moved on by somebody else")


def _slice(conn: Connection, settings: Settings, run: Run, plane: Plane, warned: Warned) -> tuple[int, float]:
    """The next slice, written: how many fixes it had, and up to when it went."""
    limits, end_s = Limits(**run.limits), slice_end(conn, run.reached_s, run.until_s)
    part = read(conn, plane, run.reached_s, end_s, limits.margin_s, warned)
    if run.state == "events":
        ground = Ground.load(conn, plane, run.reached_s, end_s)
        _write(conn, run.id, plane, events_in(part, limits, ground))
    else:
        offset = datetime.fromtimestamp(run.reached_s, settings.zone).utcoffset()
        spots = Spots.load(conn, run.id, plane, limits)
        count(conn, spots, part, limits, 0.0 if offset is None else offset.total_seconds())
    return part.fixes, end_s


def _write(conn: Connection, run_id: int, plane: Plane, found: list[Events]) -> None:
    with conn.cursor() as cursor, cursor.copy(EVENT) as copy:
        for each in found:
            for vehicle, time_s, x, y, value in zip(
                *(column.tolist() for column in (each.vehicle, each.time_s, each.x, each.y, each.value)), strict=True
            ):
                lon, lat = x / plane.east_m + plane.lon0, y / plane.north_m + plane.lat0
                at = datetime.fromtimestamp(time_s, UTC)
                much = None if isnan(value) else round(value, 2)
                copy.write_row((run_id, each.kind, vehicle, at, f"SRID=4326;POINT({lon} {lat})", much))
