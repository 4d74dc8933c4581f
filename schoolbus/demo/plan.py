"""The demo's plan: runs of the simulated buses at whatever hour it is, made from their permits and from how they drive.

The buses drive all day so that there is something to see; a run at an hour that no permit lists has no running time of its
own and takes the line's. Each is planned when the bus will leave, or as much earlier as the scenario wants the bus late.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.models import SchoolDay
from findings.models import Finding
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.models import InForce, PermitLine
from runs.models import Run, RunProgress
from schoolbus.demo.district import District
from schoolbus.simulate.district import District as Simulated
from schoolbus.simulate.live import LiveBus

CLASS_DAYS_AHEAD = 14
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Papers:
    """What a bus may drive by its newest permit: line version ids by line key."""

    permit_version: int
    line_versions: Mapping[str, int]


def vehicle_ids(session: Session, district: District) -> dict[str, int]:
    """The vehicles of the district by key; empty where it was never sown."""
    ids = {plate: id_ for id_, plate in session.execute(select(Vehicle.id, Vehicle.plate))}
    return {bus.key: ids[bus.plate] for bus in district.buses if bus.plate in ids}


def plan(
    session: Session, district: District, simulated: Simulated, *, start_s: float, until_s: float, zone: ZoneInfo
) -> None:
    """Plan every run that leaves before `until_s` of a scenario that began at `start_s`; those planned already stay."""
    vehicles = vehicle_ids(session, district)
    papers = _papers(session, district, vehicles)
    people = {slug: id_ for id_, slug in session.execute(select(Person.id, Person.slug))}
    crews = {crew.vehicle: crew for crew in district.crews}
    durations = {line.key: line.duration_s for line in district.lines}
    rows: list[dict[str, Any]] = []
    for part in simulated.parts:
        if part.vehicle not in papers:  # nobody plans runs for a bus without any permit
            continue
        own, crew = papers[part.vehicle], crews[part.vehicle]
        for run in LiveBus(part, simulated.lines, start_s).runs(until_s):
            starts = datetime.fromtimestamp(round(run.planned_s), UTC)
            rows.append(
                {
                    "day": starts.astimezone(zone).date(),
                    "vehicle_id": vehicles[part.vehicle],
                    "line_version_id": own.line_versions[run.line],
                    "permit_version_id": own.permit_version,
                    "driver_id": people[crew.driver],
                    "attendant_id": people[crew.attendant],
                    "planned_start": starts,
                    "planned_end": starts + timedelta(seconds=durations[run.line]),
                }
            )
    if rows:
        _drop_made(session, rows)
        session.execute(insert(Run).on_conflict_do_nothing(), rows)
    _declare_class_days(session, datetime.fromtimestamp(until_s, zone).date())


def drop_rest(session: Session, vehicles: Iterable[int]) -> None:
    """Take back what an earlier scenario planned and its buses will not drive any more: they begin anew. What is sealed stays."""
    sealed = func.is_sealed(Run.vehicle_id, func.tstzrange(Run.planned_start, Run.planned_end, "[]"))
    ours = Run.vehicle_id.in_(list(vehicles)) & ~sealed
    session.execute(delete(Run).where(ours, _untouched()))
    ended = exists().where(RunProgress.run_id == Run.id, RunProgress.state == "ended")
    session.execute(update(Run).where(ours, ~Run.cancelled, ~ended).values(cancelled=True))


def _drop_made(session: Session, rows: list[dict[str, Any]]) -> None:
    """The buses drive by this plan: the runs made of their permits for the same days are taken back, none is waited for."""
    days, vehicles = {row["day"] for row in rows}, {row["vehicle_id"] for row in rows}
    made = Run.day.in_(days) & Run.vehicle_id.in_(vehicles) & Run.running_time_id.is_not(None)
    sealed = func.is_sealed(Run.vehicle_id, func.tstzrange(Run.planned_start, Run.planned_end, "[]"))
    session.execute(delete(Run).where(made, ~sealed, _untouched()))


def _untouched() -> ColumnElement[bool]:
    """A run that nobody has begun and nothing refers to."""
    return ~exists().where(RunProgress.run_id == Run.id) & ~exists().where(Finding.run_id == Run.id)


def _papers(session: Session, district: District, vehicles: Mapping[str, int]) -> dict[str, Papers]:
    """The newest permit version of each vehicle, also one that has expired: its operator still plans by it."""
    keys = {line.code: line.key for line in district.lines}
    by_age = select(InForce.vehicle_id, InForce.permit_version_id).order_by(func.lower(InForce.during))
    version_of = {row.vehicle_id: row.permit_version_id for row in session.execute(by_age)}  # the newest comes last
    approved: dict[int, dict[str, int]] = {}
    rows = session.execute(
        select(PermitLine.permit_version_id, Line.code, LineVersion.id)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
    )
    for permit_version, code, line_version in rows:
        if code in keys:
            approved.setdefault(permit_version, {})[keys[code]] = line_version
    return {
        key: Papers(version_of[vehicle], approved[version_of[vehicle]])
        for key, vehicle in vehicles.items()
        if vehicle in version_of
    }


def _declare_class_days(session: Session, day: date) -> None:
    """Every day is a class day in the demo, so that the pattern of service counts on a Sunday too."""
    days: list[dict[str, Any]] = [
        {"day": day + number * A_DAY, "classes": True, "note": "演示"} for number in range(-2, CLASS_DAYS_AHEAD)
    ]
    session.execute(insert(SchoolDay).on_conflict_do_nothing(), days)
