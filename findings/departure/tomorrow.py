"""Who may ride on the next school day and why not: every bus, driver and attendant, by the same rules as a departure.

It stands here, above the registers, because it asks the rules; the registers below know no rule of papers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.calendar import Calendar, load_calendar
from core.models import Organisation
from core.settings import Settings
from findings.departure import load
from findings.departure.schemas import FactOut, MayRide, Reason, Tomorrow
from findings.departure.service import both, verdict_of
from findings.departure.todo import TO_DO
from fleet.models import Person, Vehicle
from geofences.hazards.read import keeping_all_standing
from permits.drivers.load import ages, drivers_papers
from permits.models import Training
from rules.law.papers_run import attendant_trained, driver_on_the_sign
from rules.papers.catalogue import OF_THE_BUS, OF_THE_DRIVER
from rules.papers.paper import Answer, PaperRule, Said, fact
from rules.papers.papers import AttendantPapers, Papers, PermitPapers, SignPapers, VehiclePapers

MOST = 500  # of each kind on one screen
LOOK_AHEAD_DAYS = 120
Answers = list[tuple[PaperRule, Answer]]


@dataclass(frozen=True, slots=True)
class _Buses:
    """What is on record of every bus that counts, by id."""

    vehicles: dict[int, VehiclePapers]
    signs: dict[int, SignPapers]
    permits: dict[int, PermitPapers]


async def tomorrow(
    session: AsyncSession, *, viewer: Viewer, settings: Settings, today: date, organisation_id: int | None
) -> Tomorrow:
    """The next school day's screen, of one organisation or of all that the viewer may see."""
    day, classes = next_school_day(await load_calendar(session), today)
    at = datetime.combine(day, time(7), settings.zone)
    vehicles = await _vehicles(session, viewer, organisation_id)
    people = await _people(session, viewer, organisation_id, day)
    drivers = [row[0] for row in people if row[0].kind == "driver"]
    ids = [row[0].id for row in vehicles]
    buses = _Buses(
        await load.vehicles_papers(session, ids),
        await load.signs_papers(session, ids, at),
        await load.permits_papers(session, ids, at),
    )
    judged = await _judge_buses(session, buses, at, day)
    of_drivers = await _judge_drivers(session, drivers, at, day)
    of_attendants = await _judge_attendants(session, [row[0] for row in people if row[0].kind == "attendant"], day)
    names = {row[0].id: row[1] for row in people}
    return Tomorrow(
        day=day,
        today=today,
        classes_known=classes,
        vehicles=_worst_first(_shown(one.id, one.plate, name, judged[one.id]) for one, name in vehicles),
        drivers=_worst_first(_shown(one.id, one.name, names[one.id], of_drivers[one.id]) for one in drivers),
        attendants=_worst_first(
            _shown(one.id, one.name, names[one.id], [(attendant_trained, answer)], strict=True)
            for one, answer in of_attendants
        ),
        cut=len(vehicles) == MOST or len(people) == MOST,
    )


def next_school_day(calendar: Calendar, today: date) -> tuple[date, bool]:
    """The first class day after today; the next working day, and False, where no term on record says when there are classes."""
    days = [today + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS + 1)]
    found = next((day for day in days if calendar.is_class_day(day)), None)
    if found is not None:
        return found, True
    return next((day for day in days if calendar.is_working_day(day)[0]), days[0]), False


async def _judge_buses(session: AsyncSession, buses: _Buses, at: datetime, day: date) -> dict[int, Answers]:
    hazards = await keeping_all_standing(session, vehicle_ids=buses.vehicles, at=at)
    found = {}
    for id_, vehicle in buses.vehicles.items():
        papers = Papers(
            day=day,
            vehicle=vehicle,
            sign=buses.signs.get(id_),
            permit=buses.permits.get(id_),
            hazards=hazards.get(id_, ()),
        )
        found[id_] = [(rule, rule(papers)) for rule in OF_THE_BUS]
    return found


async def _judge_drivers(session: AsyncSession, drivers: list[Person], at: datetime, day: date) -> dict[int, Answers]:
    """Each by the class of every bus whose sign names the driver; who is on no sign may drive none (REG 16, VEH 64)."""
    ids = [one.id for one in drivers]
    on = await load.named_on_signs(session, ids, at)
    buses = sorted({vehicle for each in on.values() for vehicle in each})
    vehicles = await load.vehicles_papers(session, buses)
    signs = await load.signs_papers(session, buses, at)
    papers = await drivers_papers(session, ids, at)
    youngest, oldest = await ages(session, at)
    found: dict[int, Answers] = {}
    for one in drivers:
        asked = Papers(
            day=day, vehicle=VehiclePapers(), driver=papers[one.id], youngest_years=youngest, oldest_years=oldest
        )
        answers: Answers = []
        named: list[int | None] = [*on[one.id]]
        for vehicle in named or [None]:
            known = VehiclePapers() if vehicle is None else vehicles[vehicle]
            sign = None if vehicle is None else signs.get(vehicle)
            judged = replace(asked, vehicle=known, sign=sign)
            answers += [(rule, rule(judged)) for rule in OF_THE_DRIVER]
            answers.append((driver_on_the_sign, _on_a_sign(judged, one.name)))
        found[one.id] = _once(answers)
    return found


def _on_a_sign(papers: Papers, name: str) -> Answer:
    if papers.sign is None:
        return Answer(Said.BREACH, (fact("驾驶人", "driver", name), fact("标牌", "sign", "—")))
    return driver_on_the_sign(papers)


async def _judge_attendants(session: AsyncSession, attendants: list[Person], day: date) -> list[tuple[Person, Answer]]:
    rows = await session.execute(
        select(Training.person_id, func.max(Training.valid_to))
        .where(Training.person_id.in_([one.id for one in attendants]))
        .group_by(Training.person_id)
    )
    until = {row[0]: row[1] for row in rows}
    registered = await load.attendants_registered(session, day)
    papers = [AttendantPapers(one.name, until.get(one.id), registered) for one in attendants]
    return [
        (one, attendant_trained(Papers(day, VehiclePapers(), attendant=held)))
        for one, held in zip(attendants, papers, strict=True)
    ]


def _once(answers: Answers) -> Answers:
    """Of a rule asked for several buses the worst answer."""
    order = (Said.BREACH, Said.UNKNOWN, Said.IN_ORDER)
    worst: dict[str, tuple[PaperRule, Answer]] = {}
    for rule, answer in answers:
        held = worst.get(rule.id)
        if held is None or order.index(answer.said) < order.index(held[1].said):
            worst[rule.id] = (rule, answer)
    return list(worst.values())


def _shown(id_: int, name: str, organisation: str | None, answers: Answers, *, strict: bool = False) -> MayRide:
    """`strict`: every rule asked decides (of an attendant there is the training alone), not those that block a departure only."""
    amiss = [(rule, answer) for rule, answer in answers if answer.said is not Said.IN_ORDER]
    may = (
        verdict_of((replace(rule, severity="B"), answer) for rule, answer in answers) if strict else verdict_of(answers)
    )
    return MayRide(
        id=str(id_), name=name, organisation=organisation, may=may, reasons=[_reason(*each) for each in amiss]
    )


def _reason(rule: PaperRule, answer: Answer) -> Reason:
    return Reason(
        rule=rule.id,
        article=rule.article,
        title=both(rule.title),
        said="breach" if answer.said is Said.BREACH else "unknown",
        blocks=rule.severity == "B",
        missing=None if answer.missing is None else both(answer.missing),
        facts=[FactOut(name=both(one.name), value=one.value) for one in answer.facts],
        to_do=both(TO_DO[rule.id]),
    )


def _worst_first(found: Iterable[MayRide]) -> list[MayRide]:
    order = ("no", "cannot_tell", "yes")
    return sorted(found, key=lambda one: (order.index(one.may), one.name))


async def _vehicles(
    session: AsyncSession, viewer: Viewer, organisation_id: int | None
) -> list[tuple[Vehicle, str | None]]:
    statement = (
        select(Vehicle, Organisation.name)
        .outerjoin(Organisation, Organisation.id == func.coalesce(Vehicle.operator_id, Vehicle.school_id))
        .where(visible(viewer, "vehicle"))
        .order_by(Vehicle.plate)
        .limit(MOST)
    )
    if organisation_id is not None:
        statement = statement.where(or_(Vehicle.operator_id == organisation_id, Vehicle.school_id == organisation_id))
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def _people(
    session: AsyncSession, viewer: Viewer, organisation_id: int | None, day: date
) -> list[tuple[Person, str]]:
    statement = (
        select(Person, Organisation.name)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.kind.in_(("driver", "attendant")), visible(viewer, "person"))
        .where(or_(Person.left_on.is_(None), Person.left_on >= day))
        .order_by(Person.name, Person.id)
        .limit(MOST)
    )
    if organisation_id is not None:
        statement = statement.where(Person.organisation_id == organisation_id)
    return [(row[0], row[1]) for row in await session.execute(statement)]
