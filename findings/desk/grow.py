"""Make a case of a begun finding, or let the one that is there grow: one statement, in the ingest's own transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from findings.desk.models import LIVE_SQL
from findings.desk.terms import ANSWER_S, AT_ONCE, BUREAU_S, is_at_once

BEIJING_S = 28_800.0  # UTC+8: the law's own clock
AGAIN = "c.state IN ('quiet', 'handled')"

# A repeat joins the live case of the bus and rule. What was handled and happens again is open again, in a round of its
# own. What a known fault causes is quiet; a quiet case whose fault is over opens with the next finding. Nobody to answer, or too
# grave to wait: the bureau's turn at once. A fault of everything quiets nothing that is of the gravest; a device's own also what
# nobody measured, as its silence, while it is bound to the bus.
GROW = f"""WITH quiet AS MATERIALIZED (
    SELECT EXISTS (SELECT FROM known_fault k WHERE k.vehicle_id = %(vehicle)s
        AND (k.rule = %(rule)s OR (k.rule IS NULL AND %(with_all)s))
        AND (k.device_no IS NULL OR k.device_no = %(device)s OR (%(device)s::int IS NULL AND EXISTS (SELECT FROM binding b
            WHERE b.device_no = k.device_no AND b.vehicle_id = %(vehicle)s AND b.during @> %(began)s::timestamptz)))
        AND k.during @> %(began)s::timestamptz) AS is_known),
turn AS (SELECT is_known, CASE WHEN %(at_once)s OR (v.operator_id IS NULL AND v.school_id IS NULL) THEN 1 ELSE 0 END AS level,
        CASE WHEN NOT is_known THEN desk_due('answer_s', %(severity)s, now(), %(answer_s)s, %(offset_s)s) END AS answer_due,
        CASE WHEN NOT is_known THEN desk_due('bureau_s', %(severity)s, now(), %(bureau_s)s, %(offset_s)s) END AS bureau_due
    FROM quiet, vehicle v WHERE v.id = %(vehicle)s),
one AS (INSERT INTO desk_case AS c (vehicle_id, rule, article, severity, state, level, first_began, last_began, due_at,
        answer_due_at)
    SELECT %(vehicle)s, %(rule)s, %(article)s, %(severity)s, CASE WHEN is_known THEN 'quiet' ELSE 'open' END, level,
        %(began)s, %(began)s, CASE level WHEN 0 THEN answer_due ELSE bureau_due END, answer_due FROM turn
    ON CONFLICT (vehicle_id, rule) WHERE {LIVE_SQL} DO UPDATE SET findings = c.findings + 1,
        first_began = least(c.first_began, excluded.first_began), last_began = greatest(c.last_began, excluded.last_began),
        state = CASE WHEN {AGAIN} THEN excluded.state ELSE c.state END,
        level = CASE WHEN {AGAIN} THEN greatest(excluded.level, c.taken_over::int) ELSE c.level END,
        round = c.round + ({AGAIN} AND excluded.state = 'open')::int,
        due_at = CASE WHEN NOT {AGAIN} THEN c.due_at WHEN c.taken_over THEN (SELECT bureau_due FROM turn) ELSE excluded.due_at END,
        handled_at = CASE WHEN c.state = 'handled' THEN NULL ELSE c.handled_at END,
        answer_due_at = CASE WHEN c.state = 'quiet' THEN excluded.answer_due_at ELSE c.answer_due_at END
    RETURNING id, state, findings),
linked AS (INSERT INTO case_finding (finding_id, case_id) SELECT %(finding)s, id FROM one)
INSERT INTO case_event (case_id, step, to_state, detail)
    SELECT id, CASE findings WHEN 1 THEN 'opened' ELSE 'grew' END, state,
        jsonb_build_object('finding', %(finding)s::text, 'findings', findings) FROM one"""  # noqa: S608 - our own words

# A late upload opens no case: it joins the live one, else what is on record only.
JOIN = f"""WITH live AS (UPDATE desk_case SET findings = findings + 1, first_began = least(first_began, %(began)s)
    WHERE vehicle_id = %(vehicle)s AND rule = %(rule)s AND {LIVE_SQL} RETURNING id, state, findings),
kept AS (INSERT INTO desk_case AS c (vehicle_id, rule, article, severity, state, level, first_began, last_began)
    SELECT %(vehicle)s, %(rule)s, %(article)s, %(severity)s, 'record', 1, %(began)s, %(began)s
    WHERE NOT EXISTS (SELECT FROM live)
    ON CONFLICT (vehicle_id, rule) WHERE state = 'record' DO UPDATE SET findings = c.findings + 1,
        first_began = least(c.first_began, excluded.first_began), last_began = greatest(c.last_began, excluded.last_began)
    RETURNING id, state, findings),
one AS (SELECT * FROM live UNION ALL SELECT * FROM kept),
linked AS (INSERT INTO case_finding (finding_id, case_id) SELECT %(finding)s, id FROM one)
INSERT INTO case_event (case_id, step, to_state, detail)
    SELECT id, CASE findings WHEN 1 THEN 'opened' ELSE 'grew' END, state,
        jsonb_build_object('finding', %(finding)s::text, 'findings', findings, 'delayed', true) FROM one"""  # noqa: S608


async def grow(
    cursor: psycopg.AsyncCursor[Any],
    *,
    finding: UUID,
    vehicle: int,
    device: int | None,
    rule: str,
    article: str,
    severity: str,
    began: datetime,
    delayed: bool,
    offset_s: float = BEIJING_S,
) -> None:
    """Put a finding that has just been inserted onto the desk; `offset_s` is local time minus UTC."""
    known = {
        "finding": finding,
        "vehicle": vehicle,
        "rule": rule,
        "article": article,
        "severity": severity,
        "began": began,
    }
    if delayed:
        await cursor.execute(JOIN.encode(), known)
        return
    turn = {
        "device": device,
        "with_all": rule not in AT_ONCE,
        "at_once": is_at_once(severity, rule),
        "answer_s": ANSWER_S.get(severity, ANSWER_S["A2"]),
        "bureau_s": BUREAU_S.get(severity, BUREAU_S["A2"]),
        "offset_s": offset_s,
    }
    await cursor.execute(GROW.encode(), {**known, **turn})
