"""What a case led to, as a person reads it: findings in order, runs, and what became of the sentences."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import dict_row

from fleet.fixes import Mark
from gps_ingest.pipeline import Committed

Golden = dict[str, Any]
FINDINGS = """SELECT f.rule, f.article, f.severity, f.began, f.ended, f.measured, f.allowed, f.unit, f.delayed,
        f.evidence ->> 'aboard' AS aboard, f.evidence -> 'notes' AS notes,
        p.name AS place, p.kind AS place_kind, l.name AS line, t.number AS permit
    FROM finding f LEFT JOIN place p ON p.id = f.place_id LEFT JOIN run r ON r.id = f.run_id
    LEFT JOIN line_version lv ON lv.id = r.line_version_id LEFT JOIN line l ON l.id = lv.line_id
    LEFT JOIN permit_version v ON v.id = f.permit_version_id LEFT JOIN permit t ON t.id = v.permit_id
    ORDER BY f.began, f.rule, f.delayed"""
RUNS = """SELECT l.name AS line, r.planned_start AS planned, coalesce(p.state, 'planned') AS state,
        p.started_at AS began, p.ended_at AS ended,
        (SELECT count(*)::int FROM run_stop s WHERE s.run_id = r.id) AS stops_reached,
        (SELECT count(*)::int FROM line_stop s WHERE s.line_version_id = v.id) AS stops,
        (SELECT max(extract(epoch FROM s.arrived_at - s.planned_at))::int FROM run_stop s WHERE s.run_id = r.id) AS most_late_s
    FROM run r JOIN line_version v ON v.id = r.line_version_id JOIN line l ON l.id = v.line_id
    LEFT JOIN run_progress p ON p.run_id = r.id ORDER BY r.planned_start, r.id"""
KEPT = "SELECT count(*)::int AS kept, count(*) FILTER (WHERE flags & %s <> 0)::int AS delayed, count(*) FILTER (WHERE flags & %s <> 0)::int AS rolled_over FROM position"  # noqa: E501
PARKED = "SELECT reason, count(*)::int FROM parked GROUP BY reason ORDER BY reason"
STATE = "SELECT state FROM vehicle_state"


def told(database_url: str, committed: Sequence[Committed], zone: ZoneInfo) -> Golden:
    """All that the database holds of a case after its road, and how many sentences were repetitions."""
    with psycopg.connect(database_url, row_factory=dict_row) as conn:
        findings = [_finding(row, zone) for row in conn.execute(FINDINGS)]
        runs = [_plain(row, zone) for row in conn.execute(RUNS)]
        kept = conn.execute(KEPT, (int(Mark.DELAYED), int(Mark.ROLLOVER))).fetchone() or {}
        parked = {row["reason"]: row["count"] for row in conn.execute(PARKED)}
        states = [row["state"] for row in conn.execute(STATE)]
    steps = sum(len(each.judgement.runs) for each in committed)
    repeated = sum(each.repeated for each in committed)
    counts = {**kept, "repeated": repeated, "parked": parked, "run_steps": steps}
    return {"findings": findings, "runs": runs, "state_at_the_end": states, "fixes": counts}


def text(golden: Golden) -> str:
    """As it is kept in `golden.json`."""
    return json.dumps(golden, ensure_ascii=False, indent=2) + "\n"


def _finding(row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    plain = _plain(row, zone)
    kind, name = plain.pop("place_kind"), plain.pop("place")
    return plain | {"place": None if name is None else f"{name} ({kind})"}


def _plain(row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Times in the district's own, figures to a hundredth."""

    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(zone).isoformat()
        return round(value, 2) if isinstance(value, float) else value

    return {name: plain(value) for name, value in row.items()}
