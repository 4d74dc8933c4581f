"""Judge a stretch of history again and store how that differs from the findings that stand; changes none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf, isfinite, nan
from time import perf_counter
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from core.settings import Settings
from findings.load import Connection
from findings.rejudge.compare import Difference, Found, compare, found_again
from findings.rejudge.walk import Doors, Span, Step, walk
from rules.evidence import PROGRAM, FindingChange

STANDING = """SELECT id, rule, vehicle_id, extract(epoch FROM began)::float8, extract(epoch FROM ended)::float8, measured, allowed,
        permit_version_id
    FROM finding
    WHERE NOT trial AND began >= to_timestamp(%(since)s) AND began < to_timestamp(%(until)s)
        AND (%(vehicles)s::int[] IS NULL OR vehicle_id = ANY(%(vehicles)s))
        AND (%(rules)s::text[] IS NULL OR rule = ANY(%(rules)s))"""
REPORT = """INSERT INTO rejudgement
        (since, until, rules, vehicles, world, program, fixes, lasted_s, same, changed, gone, new, started_by)
    VALUES (%s, %s, %s, %s, (SELECT number FROM world), %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"""
ROW = """INSERT INTO rejudgement_difference (rejudgement_id, kind, rule, vehicle_id, finding_id, then_began, then_ended,
        then_measured, then_allowed, then_permit_version_id, now_began, now_ended, now_measured, now_allowed,
        now_permit_version_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""


@dataclass(frozen=True, slots=True)
class Report:
    """How a walk came out; `differences` hold also what is the same. `id` is that of the stored report."""

    id: int
    fixes: int
    lasted_s: float
    differences: list[Difference]

    def count(self, kind: str) -> int:
        """How many there are of a kind of `compare.KINDS`."""
        return sum(each.kind == kind for each in self.differences)


async def rejudge(
    settings: Settings,
    span: Span,
    *,
    rules: Sequence[str] | None,
    stretches: Sequence[tuple[float, float]],
    warned: Callable[[bytes], int],
    heard: Callable[[Step], None] = lambda step: None,
    started_by: int | None = None,
) -> Report:
    """Walk, compare, store. `rules` are ids (None: all); `stretches` when our doors were open; `heard` is told each step."""
    began = perf_counter()
    changes, fixes = list[FindingChange](), 0
    async with await psycopg.AsyncConnection.connect(settings.database_url, autocommit=True) as conn:
        async for step in walk(conn, settings, span, Doors(stretches), warned=warned):
            changes += [change for change in step.changes if rules is None or change.rule.id in rules]
            fixes += step.fixes
            heard(step)
        differences = compare(await _standing(conn, span, rules), found_again(changes))
        lasted_s = perf_counter() - began
        async with conn.transaction():
            number = await _store(conn, span, rules, fixes, lasted_s, differences, started_by)
    return Report(number, fixes, lasted_s, differences)


async def _standing(conn: Connection, span: Span, rules: Sequence[str] | None) -> list[Found]:
    asked = {
        "since": span.since_s,
        "until": span.until_s,
        "vehicles": None if span.vehicles is None else list(span.vehicles),
        "rules": None if rules is None else list(rules),
    }
    rows = await (await conn.execute(STANDING, asked)).fetchall()
    return [
        Found(
            rule, vehicle, began, inf if ended is None else ended,
            nan if measured is None else measured, nan if allowed is None else allowed,
            -1 if permit is None else permit, id_,
        )
        for id_, rule, vehicle, began, ended, measured, allowed, permit in rows
    ]  # fmt: skip


async def _store(
    conn: Connection,
    span: Span,
    rules: Sequence[str] | None,
    fixes: int,
    lasted_s: float,
    differences: Sequence[Difference],
    started_by: int | None,
) -> int:
    counts = [sum(each.kind == kind for each in differences) for kind in ("same", "changed", "gone", "new")]
    values = (
        _time(span.since_s), _time(span.until_s), _json(rules), _json(span.vehicles), PROGRAM, fixes, lasted_s,
        *counts, started_by,
    )  # fmt: skip
    row = await (await conn.execute(REPORT, values)).fetchone()
    assert row is not None
    async with conn.cursor() as cursor:
        rows = [(row[0], *_row(each)) for each in differences if each.kind != "same"]
        await cursor.executemany(ROW, rows)
    return int(row[0])


def _row(difference: Difference) -> tuple[Any, ...]:
    then, what = difference.then, difference.what
    standing = None if then is None else then.id
    return difference.kind, what.rule, what.vehicle, standing, *_side(then), *_side(difference.now)


def _side(found: Found | None) -> tuple[Any, ...]:
    if found is None:
        return None, None, None, None, None
    permit = None if found.permit_version < 0 else found.permit_version
    return _time(found.began_s), _time(found.ended_s), _number(found.measured), _number(found.allowed), permit


def _json(values: Sequence[Any] | None) -> Jsonb | None:
    return None if values is None else Jsonb(list(values))


def _time(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isfinite(seconds) else None


def _number(value: float) -> float | None:
    return value if isfinite(value) else None
