"""The permit desk's work list with many applications: the time that the database takes for what a clerk and an office ask."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import event

from bench.figure import Figure
from bench.ground.places import Ground
from core import clock
from core.access import Viewer
from core.calendar import Calendar
from core.database import make_engine, make_sessions
from core.pagination import PageQuery
from core.settings import Settings
from permits.desk import read
from permits.desk.happening import Hand
from permits.desk.read import Filters
from web.access import make_access

APPLICATIONS, VEHICLES, OPERATORS = 50_000, 20_000, 200
TIMES = 5
ASKED: Mapping[str, tuple[str, Filters]] = {
    "the clerk's list": ("clerk", Filters()),
    "what is overdue": ("clerk", Filters(overdue=True)),
    "a plate": ("clerk", Filters(q="G12345")),
    "received, under review": ("clerk", Filters(states=("submitted", "reviewing"))),
    "what police have not answered": ("police", Filters(office="police")),
    "an operator's own": ("operator", Filters()),
}
SOWN = """
INSERT INTO organisation (slug, kind, name) SELECT 'bench-' || n, 'operator', '公司 ' || n FROM generate_series(1, %(operators)s) n;
INSERT INTO account (username, password_hash, display_name, role) VALUES ('bench', '-', 'bench', 'clerk');
INSERT INTO vehicle (plate, type, operator_id)
    SELECT '苏G' || lpad(n::text, 5, '0'), 'primary_bus', 1 + n %% %(operators)s FROM generate_series(1, %(vehicles)s) n;
INSERT INTO application (number, kind, state, applicant_id, vehicle_id, created_by, received_on, due_on, due_clock)
    SELECT 'XC' || n, CASE WHEN n %% 5 = 0 THEN 'new' ELSE 'renewal' END,
        CASE WHEN n %% 10 > 0 THEN 'issued'
            ELSE (ARRAY['submitted', 'accepted', 'consulting', 'reviewing', 'government'])[1 + n / 10 %% 5] END,
        1 + n %% %(operators)s, 1 + n %% %(vehicles)s, 1, current_date - n %% 30,
        CASE WHEN n %% 10 = 0 THEN current_date - 3 + n %% 19 END, CASE WHEN n %% 10 = 0 THEN 'whole' END
    FROM generate_series(1, %(applications)s) n;
INSERT INTO consultation (application_id, office, state, opinion, sent_on)
    SELECT a.id, o.office, CASE WHEN a.state = 'consulting' THEN 'sent' ELSE 'replied' END, NULL, current_date
    FROM application a CROSS JOIN (VALUES ('police'), ('transport')) AS o (office) WHERE a.state NOT IN ('submitted', 'accepted');
INSERT INTO application_pause (application_id, since)
    SELECT id, current_date FROM application WHERE due_on IS NOT NULL AND id %% 70 = 0
"""


def work_list(ground: Ground) -> list[Figure]:
    """Milliseconds by EXPLAIN ANALYZE of each query that the list is read by, the middle of five; told is the slowest.

    50,000 applications of 20,000 vehicles, a tenth of them under way; the first page of each question, and the summary.
    """
    with ground.database() as database:
        values = {"operators": OPERATORS, "vehicles": VEHICLES, "applications": APPLICATIONS}
        with psycopg.connect(database, autocommit=True) as connection:
            for statement in SOWN.strip().split(";\n"):
                connection.execute(statement.encode(), values)
            connection.execute("VACUUM ANALYZE")
        asked = asyncio.run(_asked(Settings(database_url=database)))
        with psycopg.connect(database) as connection:
            took = {name: sum(_explained(connection, *one) for one in statements) for name, statements in asked.items()}
    slowest = max(took.values())
    says = ", ".join(f"{name} {ms:.1f}" for name, ms in took.items())
    return [Figure("work_list", slowest, "ms", None, "≤ 100 ms", f"{APPLICATIONS:,} applications; {says} ms")]


Statement = tuple[str, Any]


async def _asked(settings: Settings) -> dict[str, list[Statement]]:
    """What the use cases ask the database, by what a person asked."""
    engine = make_engine(settings)
    heard: list[Statement] = []

    def hear(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        heard.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", hear)
    found: dict[str, list[Statement]] = {}
    async with make_sessions(engine)() as session:
        for name, (role, filters) in ASKED.items():
            heard.clear()
            await read.list_applications(
                session, hand=_hand(settings, role), query=PageQuery(50, None, None), filters=filters
            )
            found[name] = list(heard)
        heard.clear()
        await read.summary(session, hand=_hand(settings, "clerk"))
        found["the summary"] = list(heard)
    await engine.dispose()
    return found


def _explained(connection: psycopg.Connection[Any], statement: str, parameters: Any) -> float:
    took: Sequence[float] = [_once(connection, statement, parameters) for _ in range(TIMES)]
    return sorted(took)[TIMES // 2]


def _once(connection: psycopg.Connection[Any], statement: str, parameters: Any) -> float:
    row = connection.execute(f"EXPLAIN (ANALYZE, TIMING off, FORMAT json) {statement}".encode(), parameters).fetchone()
    assert row is not None
    return float(row[0][0]["Planning Time"]) + float(row[0][0]["Execution Time"])


def _hand(settings: Settings, role: str) -> Hand:
    viewer = Viewer(
        account_id=1, username="bench", display_name="bench", role=role, organisation_id=7 if role == "operator" else None,
        organisation_kind=None, locale="zh-CN", session_id=0, access=make_access(),
    )  # fmt: skip
    return Hand(viewer, clock.now(), clock.today(settings.zone), settings.zone, settings, Calendar())
