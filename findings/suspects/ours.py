"""Our own vehicles in service without a permit and sign in force, or with an unqualified driver: one list of what is known already.

Nothing is judged here a second time: the findings of the rules that say so (R01, R05-R11), today's runs without a paper that is
in force at their start, and cameras that saw a registered vehicle at a school without a sign.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.models import Organisation
from findings.models import Finding
from findings.suspects.models import Sighting
from findings.suspects.schemas import OursOut, OursProblem
from fleet.models import Person, Vehicle
from fleet.service import plain_plate_column
from permits.models import InForce, Qualification, Sign
from runs.models import Run

RULES = ("R01", "R05", "R06", "R07", "R08", "R09", "R10", "R11")
LATELY = timedelta(days=30)
MOST = 500
Problems = dict[int, list[OursProblem]]
Operator, School = aliased(Organisation), aliased(Organisation)


async def ours(session: AsyncSession, *, viewer: Viewer, now: datetime, today: date) -> list[OursOut]:
    """The vehicles, those that gave reason last first; MOST of them."""
    found: Problems = defaultdict(list)
    for collect in (_findings, _runs_without_papers, _runs_without_qualification, _seen):
        for vehicle_id, problem in await collect(session, now, today):
            found[vehicle_id].append(problem)
    statement = (
        select(Vehicle.id, Vehicle.plate, Operator.name, School.name)
        .outerjoin(Operator, Operator.id == Vehicle.operator_id)
        .outerjoin(School, School.id == Vehicle.school_id)
        .where(Vehicle.id.in_(found), visible(viewer, "vehicle"))
    )
    items = [
        OursOut(
            id=str(id_), plate=plate, operator=operator, school=school, problems=found[id_],
            last=max(problem.last for problem in found[id_]),
        )
        for id_, plate, operator, school in await session.execute(statement)
    ]  # fmt: skip
    return sorted(items, key=lambda one: (-one.last.timestamp(), one.plate))[:MOST]


async def _findings(session: AsyncSession, now: datetime, _today: date) -> list[tuple[int, OursProblem]]:
    last = func.max(func.greatest(Finding.began, Finding.ended))
    statement = (
        select(Finding.vehicle_id, Finding.rule, func.count(), last)
        .where(Finding.rule.in_(RULES), ~Finding.trial, Finding.began >= now - LATELY)
        .group_by(Finding.vehicle_id, Finding.rule)
        .order_by(Finding.rule)
    )
    return [
        (vehicle_id, OursProblem(kind="finding", rule=rule, count=count, last=at))
        for vehicle_id, rule, count, at in await session.execute(statement)
    ]


async def _runs_without_papers(session: AsyncSession, _now: datetime, today: date) -> list[tuple[int, OursProblem]]:
    permitted = exists().where(InForce.vehicle_id == Run.vehicle_id, InForce.during.contains(Run.planned_start))
    signed = exists().where(Sign.vehicle_id == Run.vehicle_id, Sign.during.contains(Run.planned_start))
    found: list[tuple[int, OursProblem]] = []
    for kind, paper in (("no_permit", permitted), ("no_sign", signed)):
        statement = (
            select(Run.vehicle_id, func.count(), func.max(Run.planned_start))
            .where(Run.day == today, ~Run.cancelled, ~paper)
            .group_by(Run.vehicle_id)
        )
        found += [
            (vehicle_id, OursProblem.model_validate({"kind": kind, "count": count, "last": at}))
            for vehicle_id, count, at in await session.execute(statement)
        ]
    return found


async def _runs_without_qualification(
    session: AsyncSession, _now: datetime, today: date
) -> list[tuple[int, OursProblem]]:
    qualified = exists().where(
        Qualification.person_id == Run.driver_id, Qualification.during.contains(Run.planned_start)
    )
    statement = (
        select(Run.vehicle_id, Person.name, func.count(), func.max(Run.planned_start))
        .join(Person, Person.id == Run.driver_id)
        .where(Run.day == today, ~Run.cancelled, ~qualified)
        .group_by(Run.vehicle_id, Person.name)
    )
    return [
        (vehicle_id, OursProblem(kind="driver_unqualified", who=name, count=count, last=at))
        for vehicle_id, name, count, at in await session.execute(statement)
    ]


async def _seen(session: AsyncSession, now: datetime, _today: date) -> list[tuple[int, OursProblem]]:
    signed = exists().where(Sign.vehicle_id == Vehicle.id, Sign.during.contains(Sighting.seen_at))
    permitted = exists().where(InForce.vehicle_id == Vehicle.id, InForce.during.contains(Sighting.seen_at))
    statement = (
        select(Vehicle.id, func.count(), func.max(Sighting.seen_at))
        .join(Sighting, Sighting.plate == plain_plate_column())
        .where(Sighting.seen_at >= now - LATELY, Sighting.school_id.is_not(None), ~(signed & permitted))
        .group_by(Vehicle.id)
    )
    return [
        (vehicle_id, OursProblem(kind="seen_without_sign", count=count, last=at))
        for vehicle_id, count, at in await session.execute(statement)
    ]
