"""The papers of many runs at once, by the rules of a departure (findings.departure), for what is recorded before a run.

Whom the run is planned with as attendant and the driver's check of the bus are left out: they are recorded when it departs, and the
board says of each that it is not recorded. Asked once for all departures of an hour, by the earliest of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from findings.departure import load
from findings.departure.schemas import MayDepart
from findings.departure.service import verdict_of
from geofences.hazards.read import keeping_all_standing
from permits.drivers.load import ages, drivers_papers
from rules.law.papers_run import checked_before_the_run
from rules.papers.catalogue import PAPER_RULES
from rules.papers.paper import Answer, Of, PaperRule, Said
from rules.papers.papers import Papers, RunPapers, VehiclePapers

ASKED = tuple(rule for rule in PAPER_RULES if rule.of is not Of.ATTENDANT and rule is not checked_before_the_run)


@dataclass(frozen=True, slots=True)
class Ask:
    """Whose papers are asked for: a run that has not begun."""

    run_id: int
    vehicle_id: int
    driver_id: int | None
    line_id: int
    line_name: str
    line_version_id: int
    day: date
    start: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a run may depart as far as its papers go, and which of them stand in its way or cannot be told."""

    may: MayDepart
    amiss: tuple[tuple[PaperRule, Answer], ...]


async def papers_of(session: AsyncSession, asked: Sequence[Ask], zone: ZoneInfo) -> dict[int, Judged]:
    """By run."""
    hours = defaultdict[datetime, list[Ask]](list)
    for one in asked:
        hours[one.start.replace(minute=0, second=0, microsecond=0)].append(one)
    found: dict[int, Judged] = {}
    for group in hours.values():
        found |= await _of_an_hour(session, group, zone)
    return found


async def _of_an_hour(session: AsyncSession, group: Sequence[Ask], zone: ZoneInfo) -> dict[int, Judged]:
    at = min(one.start for one in group)
    buses = {one.vehicle_id for one in group}
    vehicles = await load.vehicles_papers(session, buses)
    signs = await load.signs_papers(session, buses, at)
    permits = await load.permits_papers(session, buses, at)
    hazards = await keeping_all_standing(session, vehicle_ids=buses, at=at)
    drivers = await drivers_papers(session, {one.driver_id for one in group if one.driver_id is not None}, at)
    youngest, oldest = await ages(session, at)
    found = {}
    for one in group:
        papers = Papers(
            day=one.day,
            vehicle=vehicles.get(one.vehicle_id, VehiclePapers()),
            sign=signs.get(one.vehicle_id),
            permit=permits.get(one.vehicle_id),
            run=RunPapers(one.line_id, one.line_name, one.line_version_id, _departs(one.start, zone)),
            driver=None if one.driver_id is None else drivers.get(one.driver_id),
            hazards=hazards.get(one.vehicle_id, ()),
            youngest_years=youngest,
            oldest_years=oldest,
        )
        answers = [(rule, rule(papers)) for rule in ASKED]
        amiss = [each for each in answers if each[0].severity == "B" and each[1].said is not Said.IN_ORDER]
        amiss.sort(key=lambda each: each[1].said is not Said.BREACH)
        found[one.run_id] = Judged(verdict_of(answers), tuple(amiss))
    return found


def _departs(start: datetime, zone: ZoneInfo) -> time:
    return start.astimezone(zone).time().replace(second=0, microsecond=0)
