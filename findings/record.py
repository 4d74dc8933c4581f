"""Record what a batch led to, in its own transaction: states and memories, findings, how far the runs have come."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite, isnan
from typing import Any

import numpy as np
import psycopg

from core.copying import HEADER, TRAILER, Column, copy_rows
from findings.desk.grow import BEIJING_S, grow
from rules.evidence import FindingChange
from rules.judge import Judgement, Live, RunChange
from rules.memory import NOTHING, Busy, busy_of, fresh_base, saved, saved_each
from rules.states import MOVING_MPS, NAMES

Connection = psycopg.AsyncConnection[Any]

STATE_COLUMNS = "vehicle_id, fix_time, lon, lat, speed_mps, course_deg, state, moving, run_id, late_s, flags, memory"
UPSERT = f"""INSERT INTO vehicle_state ({STATE_COLUMNS})
    SELECT vehicle_id, fix_time, lon, lat, speed_mps, course_deg, (%s::text[])[state + 1], moving, run_id, late_s, flags, memory
    FROM staged_state
    ON CONFLICT (vehicle_id) DO UPDATE SET
    (fix_time, lon, lat, speed_mps, course_deg, state, moving, run_id, late_s, flags, memory) =
    (excluded.fix_time, excluded.lon, excluded.lat, excluded.speed_mps, excluded.course_deg, excluded.state,
     excluded.moving, excluded.run_id, excluded.late_s, excluded.flags, excluded.memory)"""  # noqa: S608

BEGAN = """INSERT INTO finding (id, rule, article, severity, vehicle_id, device_no, began, measured, allowed, unit, geom,
    place_id, permit_version_id, run_id, delayed, evidence, batch, trial)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
    CASE WHEN %s::float8 IS NULL THEN NULL ELSE ST_SetSRID(ST_MakePoint(%s, %s), 4326) END,
    %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"""
ENDED = """UPDATE finding SET ended = %s, measured = %s, allowed = %s, batch = %s,
    evidence = evidence || jsonb_build_object('points', %s::int) WHERE id = %s AND (ended IS NULL OR delayed)"""

UNDER_WAY = """INSERT INTO run_progress (run_id, state, started_at, last_stop, late_s) VALUES (%s, 'under_way', %s, %s, %s)
    ON CONFLICT (run_id) DO UPDATE SET state = 'under_way', last_stop = excluded.last_stop, late_s = excluded.late_s,
    started_at = coalesce(run_progress.started_at, excluded.started_at)"""
AT_STOP = (
    """INSERT INTO run_stop (run_id, seq, planned_at, arrived_at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"""
)
RUN_ENDED = "UPDATE run_progress SET state = 'ended', ended_at = %s WHERE run_id = %s"


async def prepare(conn: Connection) -> None:
    """Once a connection: the table through which states are written in one stroke."""
    await conn.execute(
        """CREATE TEMP TABLE IF NOT EXISTS staged_state (vehicle_id int, fix_time timestamptz, lon float8, lat float8,
        speed_mps float8, course_deg float4, state int2, moving bool, run_id int8, late_s int4, flags int4, memory bytea)
        ON COMMIT DELETE ROWS"""
    )


async def record(conn: Connection, judgement: Judgement, batch: int, offset_s: float = BEIJING_S) -> None:
    """Write a judgement; `batch` is the number of the batch, kept with each finding that it changed.

    `offset_s` is local time minus UTC: what a case must be answered by "the same day" is by the local one.
    """
    if judgement.changed is None:
        return
    await _states(conn, judgement)
    await _findings(conn, judgement.findings, batch, offset_s)
    await _runs(conn, judgement.runs)


async def _states(conn: Connection, judgement: Judgement) -> None:
    assert judgement.changed is not None
    assert judgement.live is not None
    changed, live = judgement.changed, judgement.live
    is_live = changed.row % 2 == 0
    if is_live.any():
        async with conn.cursor() as cursor, cursor.copy("COPY staged_state FROM STDIN (FORMAT binary)") as copy:
            await copy.write(HEADER + b"".join(_state_rows(live, busy_of(changed.busy, is_live))) + TRAILER)
        await conn.execute(UPSERT.encode(), (list(NAMES),))
    if not is_live.all():
        delayed = saved_each(changed.base[~is_live], busy_of(changed.busy, ~is_live))
        await _delayed_memories(conn, judgement.delayed_vehicle, delayed)


def _state_rows(live: Live, busy: Busy) -> list[bytes]:
    """Rows for COPY; those whose memory has one length are built together."""
    parts = []
    for rows, memory in saved(live.base, busy):
        one, vehicle = live.base[rows], live.vehicle[rows]
        nowhere = np.isneginf(one["time"])
        parts.append(
            copy_rows(
                [
                    Column("int4", vehicle),
                    Column("timestamptz", np.where(nowhere, 0.0, one["time"]), nowhere),
                    Column("float8", one["lon"], nowhere),
                    Column("float8", one["lat"], nowhere),
                    Column("float8", one["speed"], nowhere),
                    Column("float4", one["course"], np.isnan(one["course"])),
                    Column("int2", one["state"].astype(np.int64)),
                    Column("bool", one["speed"] >= MOVING_MPS),
                    Column("int8", one["run"], one["run"] < 0),
                    Column("int4", np.rint(np.nan_to_num(one["late"])).clip(-1e9, 1e9), np.isnan(one["late"])),
                    Column("int4", one["flags"]),
                    Column("bytea", memory),
                ]
            )
        )
    return parts


async def _delayed_memories(conn: Connection, vehicle: np.ndarray[Any, Any], blobs: list[bytes]) -> None:
    """Save what is remembered of delayed fixes; a vehicle that was never live begins with a memory of nothing."""
    nothing = saved_each(fresh_base(1), NOTHING)[0]
    async with conn.cursor() as cursor:
        await cursor.executemany(
            """INSERT INTO vehicle_state (vehicle_id, state, moving, memory, delayed_memory)
            VALUES (%s, 'parked', false, %s, %s)
            ON CONFLICT (vehicle_id) DO UPDATE SET delayed_memory = excluded.delayed_memory""",
            [(int(id_), nothing, blob) for id_, blob in zip(vehicle, blobs, strict=True)],
        )


async def _findings(conn: Connection, changes: Sequence[FindingChange], batch: int, offset_s: float) -> None:
    async with conn.cursor() as cursor:
        for change in changes:
            if change.ended_s is None:
                await cursor.execute(BEGAN, _began(change, batch))
                if cursor.rowcount and not change.trial:  # rowcount 0: a lost commit had written it before
                    await _on_the_desk(cursor, change, offset_s)
            else:
                worst = (_number(change.measured), _number(change.allowed))
                await cursor.execute(ENDED, (_time(change.ended_s), *worst, batch, change.points, change.id))


async def _on_the_desk(cursor: psycopg.AsyncCursor[Any], change: FindingChange, offset_s: float) -> None:
    rule = change.rule
    await grow(
        cursor,
        finding=change.id,
        vehicle=change.vehicle,
        device=_key(change.device),
        rule=rule.id,
        article=rule.article,
        severity=rule.severity,
        began=_time(change.began_s),
        delayed=change.delayed,
        offset_s=offset_s,
    )


def _began(change: FindingChange, batch: int) -> tuple[Any, ...]:
    rule, lon, lat = change.rule, _number(change.lon), _number(change.lat)
    place = change.place if change.place >= 0 else change.evidence["versions"]["place"]
    return (
        *(change.id, rule.id, rule.article, rule.severity, change.vehicle, _key(change.device), _time(change.began_s)),
        *(_number(change.measured), _number(change.allowed), rule.unit, lon, lon, lat, _key(place)),
        *(_key(change.permit_version), _key(change.run), change.delayed, json.dumps(change.evidence), batch),
        change.trial,
    )


async def _runs(conn: Connection, changes: Sequence[RunChange]) -> None:
    async with conn.cursor() as cursor:
        for change in changes:
            at, late = _time(change.at_s), None if change.late_s is None else round(change.late_s)
            if change.state == "ended":
                await cursor.execute(RUN_ENDED, (at, change.run_id))
            else:
                await cursor.execute(UNDER_WAY, (change.run_id, at, change.stop, late))
                await cursor.execute(AT_STOP, (change.run_id, change.stop, _time(change.planned_s), at))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _number(value: float) -> float | None:
    return None if isnan(value) or not isfinite(value) else value


def _key(value: int) -> int | None:
    return None if value < 0 else value
