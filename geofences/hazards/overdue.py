"""What time does to hazards (R57): one past its deadline goes up to the bureau, and if it stays so, under listed supervision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg

from geofences.hazards.steps import ESCALATED, SUPERVISED, TIMED

# Days past the deadline before it is put under listed supervision (挂牌督办), by grade. Dated rows of `parameter` named
# `hazard.supervise_days.major` go before them. Source: ours; SAFE 41 asks that major ones are supervised and names no time.
SUPERVISE_DAYS: dict[str, float] = {"major": 3.0, "general": 15.0}

# Locked one by one: whoever is just working on one is not waited for, the next time finds it as it is then.
DUE = """SELECT h.id, h.state, h.round, h.level FROM hazard h
    WHERE h.state = ANY(%(timed)s) AND h.level < %(level)s AND h.due_on < %(today)s::date - (CASE
        WHEN %(level)s = 1 THEN 0
        ELSE coalesce((SELECT p.value FROM parameter p WHERE p.name = 'hazard.supervise_days.' || h.grade
            AND p.since <= %(now)s ORDER BY p.since DESC LIMIT 1),
            CASE WHEN h.grade = 'major' THEN %(major)s ELSE %(general)s END) END)::int
    ORDER BY h.id FOR UPDATE SKIP LOCKED"""
RAISE = "UPDATE hazard SET level = %(level)s, version = version + 1 WHERE id = %(id)s"
EVENT = """INSERT INTO hazard_event (hazard_id, at, step, from_state, to_state, round, detail)
    VALUES (%(id)s, %(now)s, %(step)s, %(state)s, %(state)s, %(round)s, jsonb_build_object('rule', 'R57'))"""
STEP = {ESCALATED: "escalated", SUPERVISED: "supervised"}


@dataclass(frozen=True, slots=True)
class Raised:
    """How many were told to the bureau, how many put under supervision."""

    escalated: int
    supervised: int


def raise_overdue(database_url: str, *, now: datetime, today: date) -> Raised:
    """Raise what is past its deadline on the local day `today`, in one transaction. Done twice it does nothing new."""
    with psycopg.connect(database_url) as connection:
        return Raised(*(_raise(connection, level, now, today) for level in (ESCALATED, SUPERVISED)))


def _raise(connection: psycopg.Connection[Any], level: int, now: datetime, today: date) -> int:
    asked = {"timed": list(TIMED), "level": level, "today": today, "now": now, **SUPERVISE_DAYS}
    due = connection.execute(DUE, asked).fetchall()
    for id_, state, round_, _ in due:
        connection.execute(RAISE, {"id": id_, "level": level})
        connection.execute(EVENT, {"id": id_, "now": now, "step": STEP[level], "state": state, "round": round_})
    return len(due)
