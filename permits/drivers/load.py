"""Drivers' papers as they are on record at a moment: four queries, however many drivers there are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Parameter
from fleet.models import Person
from permits.drivers.papers import OLDEST_YEARS, YOUNGEST_YEARS, Cycle, DriverPapers, Offence
from permits.models import DriverOffence, Qualification, ScoringCycle

AGES = {"R06.youngest_years": YOUNGEST_YEARS, "R06.oldest_years": OLDEST_YEARS}  # dated with the rules' settings


async def ages(session: AsyncSession, at: datetime) -> tuple[int, int]:
    """The youngest and the oldest age of a driver, in years, as dated for a moment; without a row the law's own."""
    years = dict(AGES)
    dated = select(Parameter).where(Parameter.name.in_(AGES), Parameter.since <= at).order_by(Parameter.since)
    for row in await session.scalars(dated):
        years[row.name] = int(row.value)
    youngest, oldest = years.values()
    return youngest, oldest


async def drivers_papers(session: AsyncSession, ids: Collection[int], at: datetime) -> dict[int, DriverPapers]:
    """By id, those who are on record: of each the endorsement in force, else the last that was."""
    people = list(await session.scalars(select(Person).where(Person.id.in_(ids))))
    held: dict[int, Qualification] = {}
    in_order = (Qualification.during.contains(at), func.lower(Qualification.during), Qualification.id)
    begun = select(Qualification).where(Qualification.person_id.in_(ids), func.lower(Qualification.during) <= at)
    for one in await session.scalars(begun.order_by(*in_order)):
        held[one.person_id] = one
    cycles = defaultdict[int, list[Cycle]](list)
    for cycle in await session.scalars(select(ScoringCycle).where(ScoringCycle.person_id.in_(ids))):
        cycles[cycle.person_id].append(Cycle(cycle.ends, cycle.points, cycle.reviewed_on))
    offences = defaultdict[int, list[Offence]](list)
    for offence in await session.scalars(select(DriverOffence).where(DriverOffence.person_id.in_(ids))):
        offences[offence.person_id].append(Offence(offence.committed_on, offence.kind, offence.serious))
    return {one.id: _papers(one, held.get(one.id), cycles[one.id], offences[one.id], at) for one in people}


def _papers(
    person: Person, held: Qualification | None, cycles: list[Cycle], offences: list[Offence], at: datetime
) -> DriverPapers:
    in_force = held is not None and at in held.during
    return DriverPapers(
        id=person.id,
        name=person.name,
        born_on=person.born_on,
        licence_first_on=None if held is None else held.licence_first_on,
        classes=frozenset(held.classes) if held is not None and in_force else None,
        cycles=tuple(cycles),
        offences_queried_on=None if held is None else held.offences_queried_on,
        offences=tuple(offences),
    )
