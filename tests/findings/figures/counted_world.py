"""A world so small that every figure of it is counted by hand. All times are local (Asia/Shanghai).

Operators: 甲 with buses a1 and a2 and the driver 王; 乙, whose name begins like a formula, with b1 and the driver 李. The bus n is
nobody's. 一小 has the line of r1, r5 and r6, 二小 those of r2, r3 and r4, and owns b1.

    run  day    bus  driver  state            finding  began           bus  rule sev  run  place  counted
    r1   11-03  a1   王      ended            1        11-02 00:00:00  a1   R24  A1   -    弯 (1)  yes, the first moment
    r2   11-03  a2   王      ended            2        11-03 07:10     a1   R24  A1   r1   弯 (2)  yes
    r3   11-03  b1   李      under way        3        11-03 07:20     a2   R26  A2   r2   -      yes
    r4   11-03  b1   李      planned          4        11-03 07:30     b1   R24  A1   r3   桥      yes
    r5   11-03  a1   王      cancelled        5        11-03 08:00     b1   R01  B    -    -      rejected: apart
    r6   11-04  a1   王      ended            6        11-08 23:59:59  n    R39  A2   -    -      yes, the last moment
    r7   11-09  a1   王      under way        7        11-09 00:00:00  a1   R24  A1   -    -      no, the day after
    r8   11-09  a2   王      planned          8        11-04 07:00     a1   R24  A1   r6   -      no, in trial
                                              9        10-26 00:00:00  a1   R24  A1   -    -      the span before
    driven: a1 60 km and a2 40 km on 11-03,   10       10-31 12:00     b1   R26  A2   -    -      the span before
    b1 100 km on 11-05, a1 1,000 km on 11-10  11       10-25 23:59:59  a1   R24  A1   -    -      no, before that
                                              12       10-30 12:00     a2   R24  A1   -    -      rejected, before

    case  bus rule  opened       answer due   answered     state         due          given to the first line
    c1    a1  R24   11-03 07:11  11-03 08:00  11-03 07:40  handled       -            in time
    c2    a2  R26   11-03 07:21  11-03 09:00  11-03 10:00  closed        -            late
    c3    b1  R24   11-03 07:31  11-03 09:00  -            open          11-03 12:00  not answered; overdue
    c4    b1  R01   11-03 08:01  11-03 09:00  -            rejected      -            no: rejected before an answer
    c5    b1  R22   11-08 20:00  11-10 09:00  -            open          11-10 12:00  time still runs
    c6    b1  R40   10-30 12:01  10-30 14:00  -            acknowledged  10-31 12:00  overdue, of the time before
    c7    n   R39   11-09 00:01  -            -            open          11-20 00:00  nobody's: the bureau's at once
    c8    a2  R24   10-30 12:01  10-30 14:00  -            rejected      -            no
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import psycopg

from tests.web.world import add

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 9, 12, tzinfo=ZONE)
FIRST, LAST = date(2026, 11, 2), date(2026, 11, 8)
FORMULA = '=HYPERLINK("http://evil.example","乙公司")'
PATH = "SRID=4326;LINESTRING(119.4 34.7, 119.5 34.75)"
BEND, BRIDGE = "00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"
Rows = psycopg.Connection[tuple[object, ...]]

RUNS = {
    "r1": ("2026-11-03", "a1", "王", "一小", "ended"),
    "r2": ("2026-11-03", "a2", "王", "二小", "ended"),
    "r3": ("2026-11-03", "b1", "李", "二小", "under_way"),
    "r4": ("2026-11-03", "b1", "李", "二小", None),
    "r5": ("2026-11-03", "a1", "王", "一小", "cancelled"),
    "r6": ("2026-11-04", "a1", "王", "一小", "ended"),
    "r7": ("2026-11-09", "a1", "王", "一小", "under_way"),
    "r8": ("2026-11-09", "a2", "王", "二小", None),
}
FINDINGS = (
    ("2026-11-02 00:00:00", "a1", "R24", "A1", None, "bend-1", False),
    ("2026-11-03 07:10:00", "a1", "R24", "A1", "r1", "bend-2", False),
    ("2026-11-03 07:20:00", "a2", "R26", "A2", "r2", None, False),
    ("2026-11-03 07:30:00", "b1", "R24", "A1", "r3", "bridge", False),
    ("2026-11-03 08:00:00", "b1", "R01", "B", None, None, False),
    ("2026-11-08 23:59:59", "n", "R39", "A2", None, None, False),
    ("2026-11-09 00:00:00", "a1", "R24", "A1", None, None, False),
    ("2026-11-04 07:00:00", "a1", "R24", "A1", "r6", None, True),
    ("2026-10-26 00:00:00", "a1", "R24", "A1", None, None, False),
    ("2026-10-31 12:00:00", "b1", "R26", "A2", None, None, False),
    ("2026-10-25 23:59:59", "a1", "R24", "A1", None, None, False),
    ("2026-10-30 12:00:00", "a2", "R24", "A1", None, None, False),
)
# bus, rule, opened, answer due, answered, state, due, level, finding (its number)
CASES = {
    "c1": ("a1", "R24", "2026-11-03 07:11", "2026-11-03 08:00", "2026-11-03 07:40", "handled", None, 0, 2),
    "c2": ("a2", "R26", "2026-11-03 07:21", "2026-11-03 09:00", "2026-11-03 10:00", "closed", None, 0, 3),
    "c3": ("b1", "R24", "2026-11-03 07:31", "2026-11-03 09:00", None, "open", "2026-11-03 12:00", 0, 4),
    "c4": ("b1", "R01", "2026-11-03 08:01", "2026-11-03 09:00", None, "rejected", None, 0, 5),
    "c5": ("b1", "R22", "2026-11-08 20:00", "2026-11-10 09:00", None, "open", "2026-11-10 12:00", 0, None),
    "c6": ("b1", "R40", "2026-10-30 12:01", "2026-10-30 14:00", None, "acknowledged", "2026-10-31 12:00", 1, None),
    "c7": ("n", "R39", "2026-11-09 00:01", None, None, "open", "2026-11-20 00:00", 1, 6),
    "c8": ("a2", "R24", "2026-10-30 12:01", "2026-10-30 14:00", None, "rejected", None, 0, 12),
}
DRIVEN = (
    ("a1", "2026-11-03", 60_000),
    ("a2", "2026-11-03", 40_000),
    ("b1", "2026-11-05", 100_000),
    ("a1", "2026-11-10", 1_000_000),
)


@dataclass(frozen=True)
class CountedWorld:
    """The ids: of organisations, buses, drivers, runs, findings (by number) and cases."""

    organisations: dict[str, int]
    buses: dict[str, int]
    drivers: dict[str, int]
    runs: dict[str, int]
    findings: dict[int, str]
    cases: dict[str, int]


def local(text: str | None) -> datetime | None:
    """A local time as written above."""
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def write(database_url: str) -> CountedWorld:
    """Write it into an empty database."""
    with psycopg.connect(database_url) as rows:
        organisations = {
            name: int(add(rows, "organisation", slug=f"o{number}", kind=kind, name=shown))
            for number, (name, kind, shown) in enumerate(
                (
                    ("甲", "operator", "甲公司"),
                    ("乙", "operator", FORMULA),
                    ("一小", "school", "一小"),
                    ("二小", "school", "二小"),
                )
            )
        }
        buses = _buses(rows, organisations)
        drivers = {
            name: int(add(rows, "person", slug=name, kind="driver", name=name, organisation_id=organisations[owner]))
            for name, owner in (("王", "甲"), ("李", "乙"))
        }
        places = _places(rows)
        runs = _runs(rows, organisations, buses, drivers)
        findings = {
            number: add(
                rows, "finding", id=f"00000000-0000-4000-8000-{number:012d}", rule=rule, article="35", severity=severity,
                vehicle_id=buses[bus], began=local(began), delayed=False, evidence="{}", batch=1, trial=trial,
                run_id=None if run is None else runs[run], place_id=None if place is None else places[place],
            )
            for number, (began, bus, rule, severity, run, place, trial) in enumerate(FINDINGS, start=1)
        }  # fmt: skip
        cases = _cases(rows, buses, findings)
        for bus, day, metres in DRIVEN:
            rows.execute(
                "INSERT INTO quality_day (vehicle_id, day, kept, qualified, parked, repeated, drift, reasons, parked_reasons,"
                " complete_m, total_m, computed_at) VALUES (%s, %s, 1, 1, 0, 0, 0, '{}', '{}', %s, %s, now())",
                [buses[bus], day, metres, metres],
            )
        add(rows, "term", name="2026 学年第一学期", starts="2026-09-01", ends="2027-01-25")
    return CountedWorld(organisations, buses, drivers, runs, findings, cases)


def _buses(rows: Rows, organisations: dict[str, int]) -> dict[str, int]:
    owners = {"a1": ("甲", None), "a2": ("甲", None), "b1": ("乙", "二小"), "n": (None, None)}
    buses = {}
    for bus, (operator, school) in owners.items():
        buses[bus] = int(
            add(
                rows, "vehicle", plate=f"苏G-{bus}", type="primary_bus",
                operator_id=None if operator is None else organisations[operator],
                school_id=None if school is None else organisations[school],
            )
        )  # fmt: skip
    for bus, heard in (("a1", "2026-11-09 07:00"), ("a2", "2026-11-08 23:59")):
        rows.execute(
            "INSERT INTO vehicle_state (vehicle_id, fix_time, state, moving, memory) VALUES (%s, %s, 'in_order', true, '')",
            [buses[bus], local(heard)],
        )
    return buses


def _places(rows: Rows) -> dict[str, int]:
    """The bend in two versions, renamed between them, and the bridge."""
    return {
        name: int(
            add(
                rows, "place", key=key, version=version, category="risk_segment", kind=kind, name=shown, geom=PATH,
                width_m=20, during=during,
            )
        )
        for name, key, version, kind, shown, during in (
            ("bend-1", BEND, 1, "sharp_bend", "旧名弯道", "[2026-01-01,2026-11-03)"),
            ("bend-2", BEND, 2, "sharp_bend", "山海路急弯", "[2026-11-03,)"),
            ("bridge", BRIDGE, 1, "narrow_bridge", "窄桥", "[2026-01-01,)"),
        )
    }  # fmt: skip


def _runs(rows: Rows, organisations: dict[str, int], buses: dict[str, int], drivers: dict[str, int]) -> dict[str, int]:
    versions = {}
    for school in ("一小", "二小"):
        line = add(
            rows, "line", code=school, direction="to_school", school_id=organisations[school], name=f"{school}线"
        )
        versions[school] = add(rows, "line_version", line_id=line, version=1, path=PATH)
    runs = {}
    for number, (run, (day, bus, driver, school, state)) in enumerate(RUNS.items()):
        start = local(f"{day} 07:{number:02d}")
        runs[run] = int(
            add(
                rows, "run", day=day, vehicle_id=buses[bus], line_version_id=versions[school], driver_id=drivers[driver],
                planned_start=start, planned_end=start, cancelled=state == "cancelled",
            )
        )  # fmt: skip
        if state not in (None, "cancelled"):
            rows.execute(
                "INSERT INTO run_progress (run_id, state, started_at, last_stop) VALUES (%s, %s, %s, 0)",
                [runs[run], state, start],
            )
    return runs


def _cases(rows: Rows, buses: dict[str, int], findings: dict[int, str]) -> dict[str, int]:
    cases = {}
    for name, (bus, rule, opened, answer_due, answered, state, due, level, finding) in CASES.items():
        done = local(answered) if state in ("handled", "closed") else None
        cases[name] = int(
            add(
                rows, "desk_case", vehicle_id=buses[bus], rule=rule, article="35", severity="A1", state=state, level=level,
                first_began=local(opened), last_began=local(opened), opened_at=local(opened), answer_due_at=local(answer_due),
                answered_at=local(answered), due_at=local(due), handled_at=done,
            )
        )  # fmt: skip
        if finding is not None:
            rows.execute(
                "INSERT INTO case_finding (finding_id, case_id) VALUES (%s, %s)", [findings[finding], cases[name]]
            )
    return cases
