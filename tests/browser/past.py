"""A day that lies behind: one bus of the demo, a fix a second along its approved line, with a gap, a late upload and a finding."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import text

from core import clock
from tests.browser.service import Service

DAY_S = 86_400
GAP_S = (30_000, 31_200)  # nothing was heard: local 08:20 to 08:40
DELAYED_S = (31_200, 32_000)  # and what came afterwards was sent later
FINDING_S = (26_400, 26_445)  # local 07:20
FASTER_KMH = 67.0
BUS = text("""SELECT DISTINCT ON (v.id) v.id, v.plate, lv.id AS line_version, i.permit_version_id, b.device_no FROM vehicle v
    JOIN in_force i ON i.vehicle_id = v.id JOIN permit_line pl ON pl.permit_version_id = i.permit_version_id
    JOIN line_version lv ON lv.id = pl.line_version_id JOIN binding b ON b.vehicle_id = v.id
    WHERE i.during @> cast(:since AS timestamptz) ORDER BY v.id LIMIT 1 OFFSET :n""")
FIXES = text("""INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)
    SELECT :id, cast(:since AS timestamptz) + s * interval '1 s', :device, cast(:since AS timestamptz) + s * interval '1 s',
        ST_LineInterpolatePoint(lv.path, 0.02 + 0.96 * abs(1 - 2 * ((s % 3600) / 3600.0))),
        CASE WHEN s BETWEEN :begins AND :ends THEN :fast WHEN s % 600 < 90 THEN 0 ELSE 6 + 4 * sin(s / 60.0) END,
        CASE WHEN s % 3600 < 1800 THEN 70 ELSE 250 END, CASE WHEN s BETWEEN :late AND :later THEN 1 ELSE 0 END
    FROM generate_series(0, :last) AS s, line_version lv
    WHERE lv.id = :line AND NOT s BETWEEN :silent AND :heard ON CONFLICT DO NOTHING""")
FINDING = text("""INSERT INTO finding (id, rule, article, severity, vehicle_id, device_no, began, ended, measured, allowed, unit,
        geom, permit_version_id, delayed, evidence, batch)
    SELECT :finding, 'R23', '35', 'A1', :id, :device, :began, :ended, :measured, 60, 'km/h', p.geom, :permit, false, '{}', 1
    FROM position p WHERE p.vehicle_id = :id AND p.fix_time = :began ON CONFLICT DO NOTHING""")
RUN = text("""INSERT INTO run (day, vehicle_id, line_version_id, permit_version_id, planned_start, planned_end)
    VALUES (:day, :id, :line, :permit, :start, :end) ON CONFLICT DO NOTHING RETURNING id""")


@dataclass(frozen=True)
class Past:
    """A bus and its day, `since` local midnight."""

    vehicle_id: int
    plate: str
    since: datetime
    finding_id: str

    @property
    def until(self) -> datetime:
        return self.since + timedelta(days=1)

    @property
    def began(self) -> datetime:
        return self.since + timedelta(seconds=FINDING_S[0])

    def address(self, **also: str) -> str:
        """The page that plays it."""
        query = {"vehicles": str(self.vehicle_id), "since": moment(self.since), "until": moment(self.until)} | also
        return "/playback?" + "&".join(f"{key}={value}" for key, value in query.items())


def moment(when: datetime) -> str:
    """RFC 3339 in UTC."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def write(service: Service, n: int = 0) -> Past:
    """Yesterday of the bus at place `n` of the demo's; written once."""
    today = clock.now().astimezone(service.settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = today - timedelta(days=1)
    with service.engine.begin() as connection:
        bus = connection.execute(BUS, {"since": since, "n": n}).one()
        finding = str(uuid5(NAMESPACE_OID, f"past {bus.id}"))
        began, ended = (since + timedelta(seconds=seconds) for seconds in FINDING_S)
        at: dict[str, Any] = {"id": bus.id, "since": since, "device": bus.device_no, "line": bus.line_version}
        spans = {"begins": FINDING_S[0], "ends": FINDING_S[1], "silent": GAP_S[0], "heard": GAP_S[1]}
        late = {"late": DELAYED_S[0], "later": DELAYED_S[1], "last": DAY_S - 1, "fast": FASTER_KMH / 3.6}
        connection.execute(FIXES, {**at, **spans, **late})
        found = {"finding": finding, "began": began, "ended": ended, "measured": FASTER_KMH}
        connection.execute(FINDING, {**at, **found, "permit": bus.permit_version_id})
        start = since + timedelta(hours=7)
        planned = {
            "day": since.date(),
            "start": start,
            "end": start + timedelta(minutes=50),
            "permit": bus.permit_version_id,
        }
        run = connection.execute(RUN, {**at, **planned}).scalar()
        if run is not None:
            _drive(connection, run, start)
    return Past(bus.id, bus.plate, since, finding)


def _drive(connection: Any, run: int, start: datetime) -> None:
    progress = """INSERT INTO run_progress (run_id, state, started_at, ended_at, last_stop, late_s)
        VALUES (:run, 'ended', :start, :end, 1, 240)"""
    stop = "INSERT INTO run_stop (run_id, seq, planned_at, arrived_at) VALUES (:run, :n, :planned, :arrived)"
    connection.execute(text(progress), {"run": run, "start": start, "end": start + timedelta(minutes=52)})
    for number in range(2):
        planned = start + timedelta(minutes=12 * number)
        at = {"planned": planned, "arrived": planned + timedelta(seconds=150)}
        connection.execute(text(stop), {"run": run, "n": number, **at})
