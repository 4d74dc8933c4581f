"""Two months that lie behind, for the figures: findings, cases and runs of every bus of the demo, taken away again afterwards."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, text

from core import clock
from tests.browser import history
from tests.browser.service import Service

DAYS = 31
RULES = (("R23", "A1", 9), ("R24", "A1", 6), ("R26", "A1", 7), ("R28", "A2", 5), ("R64", "A2", 3), ("R01", "B", 1))
FAST = ("R23", "R24")
FRIDAY = 4
FINDING = text("""INSERT INTO finding (id, rule, article, severity, vehicle_id, began, ended, measured, allowed, unit, run_id,
        place_id, delayed, evidence, batch)
    VALUES (gen_random_uuid(), :rule, '35', :severity, :vehicle, :began, :began, CASE WHEN :placed > 0 THEN 71 END,
        CASE WHEN :placed > 0 THEN 60 END, CASE WHEN :placed > 0 THEN 'km/h' END, :run,
        (SELECT id FROM place WHERE category <> 'zone' ORDER BY md5(id::text || cast(:number AS text)) LIMIT :placed),
        false, '{}', 0) RETURNING id""")
RUN = text("""INSERT INTO run (day, vehicle_id, line_version_id, driver_id, planned_start, planned_end)
    SELECT cast(:day AS date), cast(:vehicle AS int), line_version_id, driver_id, cast(:start AS timestamptz),
        cast(:start AS timestamptz) + interval '40 min'
    FROM run WHERE vehicle_id = cast(:vehicle AS int) ORDER BY id LIMIT 1 RETURNING id""")
PROGRESS = text("INSERT INTO run_progress (run_id, state, started_at, last_stop) VALUES (:run, 'ended', :start, 0)")
CASE = text("""INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began, opened_at,
        answer_due_at, answered_at, handled_at, due_at)
    VALUES (:vehicle, :rule, '35', :severity, :state, 0, :began, :began, :began, :due, :answered, :answered, :overdue)
    RETURNING id""")
LINK = text("INSERT INTO case_finding (finding_id, case_id) VALUES (:finding, :case)")


@dataclass
class Past:
    """What was planted: last month, and the ids of all that is taken away again."""

    first: date
    last: date
    findings: list[object]
    cases: list[object]
    runs: list[object]


@contextmanager
def planted(service: Service) -> Iterator[Past]:
    """Last month and the one before, with one case that is overdue."""
    history.write(service)
    zone = service.settings.zone
    last = clock.today(zone).replace(day=1) - timedelta(days=1)
    past = Past(last.replace(day=1), last, [], [], [])
    with service.engine.begin() as connection:
        _sow(connection, past, service)
    try:
        yield past
    finally:
        with service.engine.begin() as connection:
            for table, ids in (("case_finding", past.cases), ("desk_case", past.cases), ("finding", past.findings)):
                key = "case_id" if table == "case_finding" else "id"
                connection.execute(text(f"DELETE FROM {table} WHERE {key} = ANY(:ids)"), {"ids": ids})  # noqa: S608
            for table, key in (("run_progress", "run_id"), ("run", "id")):
                connection.execute(text(f"DELETE FROM {table} WHERE {key} = ANY(:ids)"), {"ids": past.runs})  # noqa: S608


def _sow(connection: Connection, past: Past, service: Service) -> None:
    dice = random.Random(11)  # noqa: S311 - no secret
    vehicles = [row.id for row in connection.execute(text("SELECT id FROM vehicle ORDER BY id"))]
    since = past.first - timedelta(days=DAYS)
    for offset in range((past.last - since).days + 1):
        day = since + timedelta(days=offset)
        if day.weekday() > FRIDAY:
            continue
        quieter = 0.10 if day >= past.first else 0.14
        for place, vehicle in enumerate(vehicles):
            start = datetime.combine(day, time(7, place % 40), service.settings.zone)
            run = connection.execute(RUN, {"day": day, "vehicle": vehicle, "start": start}).scalar()
            if run is not None:
                past.runs.append(run)
                connection.execute(PROGRESS, {"run": run, "start": start})
            if dice.random() < quieter * (2.2 if place % 7 == 3 else 1.0):
                _found(connection, past, dice, vehicle=vehicle, run=run, start=start)
    began = datetime.combine(past.last, time(7, 30), service.settings.zone)
    values = {"vehicle": vehicles[0], "rule": "R38", "severity": "A2", "began": began, "due": began, "answered": None}
    past.cases.append(connection.execute(CASE, {**values, "state": "acknowledged", "overdue": began}).scalar_one())


def _found(
    connection: Connection, past: Past, dice: random.Random, *, vehicle: int, run: object, start: datetime
) -> None:
    """A finding with its case: most answered in time, some late, some not, some rejected."""
    [(rule, severity, _)] = dice.choices(RULES, weights=[one[2] for one in RULES])
    began = start + timedelta(minutes=dice.randint(2, 35))
    values = {"vehicle": vehicle, "rule": rule, "severity": severity, "began": began}
    finding = connection.execute(
        FINDING, {**values, "run": run, "number": len(past.findings), "placed": int(rule in FAST)}
    ).scalar_one()
    past.findings.append(finding)
    fate = dice.random()
    answered = began + timedelta(minutes=20 if fate < 0.75 else 90)
    state = "rejected" if fate > 0.93 else "closed"
    asked = {**values, "due": began + timedelta(minutes=30), "state": state, "overdue": None}
    asked["answered"] = answered if fate < 0.87 else None
    case = connection.execute(CASE, asked).scalar_one()
    past.cases.append(case)
    connection.execute(LINK, {"finding": finding, "case": case})
