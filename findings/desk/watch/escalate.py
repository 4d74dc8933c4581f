"""What time does to cases: an overdue one goes a level up, a grave one names who is to be told, a repaired fault's is closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from findings.desk.steps import WAITING
from findings.desk.terms import AT_ONCE, BUREAU_S, GRAVE

Connection = psycopg.Connection[Any]
HIGHEST = 3  # past it nobody is left to tell; the case stays overdue and on top of the list

# Locked one by one: an officer who is just working on a case is not waited for, the next minute finds it as it is then.
OVERDUE = """SELECT id, severity, state, level FROM desk_case WHERE due_at <= %s AND state = ANY(%s)
    ORDER BY due_at FOR UPDATE SKIP LOCKED"""
RAISE = """UPDATE desk_case SET level = level + 1, version = version + 1,
    due_at = CASE WHEN level + 1 < %(highest)s THEN desk_due('bureau_s', severity, %(now)s, %(otherwise_s)s, %(offset_s)s) END
    WHERE id = %(id)s"""
EVENT = """INSERT INTO case_event (case_id, step, from_state, to_state, detail)
    VALUES (%(id)s, %(step)s, %(state)s, %(to)s, jsonb_build_object('level', %(level)s::int))"""
# Grave, at the bureau or above, and for this level nobody is named yet since it was last opened.
UNTOLD = """SELECT c.id, c.state, c.level, c.round FROM desk_case c
    WHERE c.state = ANY(%s) AND c.severity = ANY(%s) AND c.level >= 1
    AND NOT EXISTS (SELECT FROM summons s WHERE s.case_id = c.id AND s.level = c.level AND s.round = c.round)
    ORDER BY c.id FOR UPDATE OF c SKIP LOCKED"""
# Who is on duty, by rank; with nobody on duty whoever's turn is nearest; whoever was told of it in this round already comes last.
NEXT = """SELECT d.account_id, bool_or(d.during @> %(now)s) AS on_duty FROM duty d JOIN account a ON a.id = d.account_id
    WHERE NOT a.disabled AND upper(d.during) > %(now)s - interval '7 days' AND lower(d.during) < %(now)s + interval '7 days'
    GROUP BY d.account_id
    ORDER BY EXISTS (SELECT FROM summons s WHERE s.case_id = %(id)s AND s.round = %(round)s
            AND s.account_id = d.account_id),
        bool_or(d.during @> %(now)s) DESC, min(d.rank) FILTER (WHERE d.during @> %(now)s),
        min(least(abs(extract(epoch FROM lower(d.during) - %(now)s)), abs(extract(epoch FROM upper(d.during) - %(now)s)))),
        d.account_id
    LIMIT 1"""
SUMMON = """INSERT INTO summons (case_id, level, round, account_id, on_duty) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (case_id, level, round) DO NOTHING"""
TOLD = """INSERT INTO case_event (case_id, step, from_state, to_state, detail)
    SELECT %(id)s, 'summoned', %(state)s, %(state)s, jsonb_build_object('level', %(level)s::int, 'on_duty', %(on_duty)s::bool,
        'name', (SELECT display_name FROM account WHERE id = %(account)s::int))"""
REPAIRED = """WITH over AS (UPDATE desk_case c SET state = 'closed', ended_at = %(now)s, version = version + 1
        WHERE c.state = 'quiet' AND NOT EXISTS (SELECT FROM known_fault k WHERE k.vehicle_id = c.vehicle_id
            AND (k.rule = c.rule OR (k.rule IS NULL AND c.rule <> ALL(%(at_once)s))) AND k.during @> %(now)s) RETURNING id)
    INSERT INTO case_event (case_id, step, from_state, to_state) SELECT id, 'fault_over', 'quiet', 'closed' FROM over"""


@dataclass(frozen=True, slots=True)
class Done:
    """How many cases went a level up, how many people were named, how many quiet cases were closed."""

    raised: int
    summoned: int
    closed: int


def escalate(database_url: str, *, now: datetime, offset_s: float) -> Done:
    """Do what is due at `now`, in one transaction; `offset_s` is local time minus UTC. Done twice it does nothing new."""
    with psycopg.connect(database_url) as connection:
        raised = _raise(connection, now, offset_s)
        summoned = _summon(connection, now)
        closed = connection.execute(REPAIRED, {"now": now, "at_once": sorted(AT_ONCE)}).rowcount
        return Done(raised, summoned, closed)


def _raise(connection: Connection, now: datetime, offset_s: float) -> int:
    overdue = connection.execute(OVERDUE, (now, list(WAITING))).fetchall()
    for id_, severity, state, level in overdue:
        otherwise_s = BUREAU_S.get(severity, 0.0)
        known = {"id": id_, "now": now, "otherwise_s": otherwise_s, "offset_s": offset_s, "highest": HIGHEST}
        connection.execute(RAISE, known)
        connection.execute(EVENT, {"id": id_, "step": "escalated", "state": state, "to": state, "level": level + 1})
    return len(overdue)


def _summon(connection: Connection, now: datetime) -> int:
    """Name who is to be told; telling is the work of alerts."""
    untold = connection.execute(UNTOLD, (list(WAITING), sorted(GRAVE))).fetchall()
    for id_, state, level, round_ in untold:
        account, on_duty = connection.execute(NEXT, {"id": id_, "round": round_, "now": now}).fetchone() or (
            None,
            False,
        )
        connection.execute(SUMMON, (id_, level, round_, account, on_duty))
        connection.execute(TOLD, {"id": id_, "state": state, "level": level, "on_duty": on_duty, "account": account})
    return len(untold)
