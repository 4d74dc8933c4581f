"""How the papers of buses and people stand today, many at a time: what the heads of the files and the lists show."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Text
from fleet.models import Person, Vehicle
from permits.desk.review.drivers import (
    Ages,
    has_driven_long_enough,
    has_no_full_score,
    has_no_serious_offence,
    is_endorsed,
    is_of_age,
    is_reviewed,
)
from permits.desk.review.verdicts import Check, Verdict
from permits.drivers.load import ages, drivers_papers
from permits.drivers.papers import DriverPapers, lawful_days, scored
from permits.models import InForce, PermitDriver, PermitVersion, Sign, Training
from permits.registers.dated import ASKED, CARRIER, SOON, WORST_FIRST, Stands, equipped, insured, newest_policy, until
from permits.registers.kinds import CONFIRMED, EQUIPMENT, INSURANCES
from permits.registers.load import equipment_of, policies_of
from permits.registers.models import Confirmation
from permits.registers.read.shapes import Both, ItemOut

OF_VERDICT = {Verdict.MET: Stands.IN_ORDER, Verdict.NOT_MET: Stands.NOT_MET, Verdict.CANNOT_TELL: Stands.UNKNOWN}
WHY = {
    Stands.MISSING: Text("没有", "there is none"),
    Stands.UNKNOWN: Text("没有登记，或登记已过时", "not on record, or too old a record"),
}


@dataclass(frozen=True, slots=True)
class Today:
    """The moment and the local day that it is."""

    at: datetime
    day: date


async def of_vehicles(session: AsyncSession, vehicles: Collection[Vehicle], now: Today) -> dict[int, list[ItemOut]]:
    """By id the items of each bus, the worst first: permit, sign, inspection, insurance, equipment."""
    ids = [one.id for one in vehicles]
    permits = await _permits(session, ids, now)
    signs = await _signs(session, ids, now)
    policies = await policies_of(session, ids)
    things = await equipment_of(session, ids)
    found = {}
    for one in vehicles:
        items = [
            _held("permit", "15", Text("使用许可", "Use permit"), permits.get(one.id), now.day),
            _held("sign", "18", Text("校车标牌", "Sign"), signs.get(one.id), now.day),
            item(
                "inspection", "20", Text("检验有效", "Inspection"), until(one.inspection_valid_to, now.day),
                one.inspection_valid_to, now.day,
            ),
        ]  # fmt: skip
        policy = newest_policy(policies[one.id], CARRIER, now.day)
        kind = INSURANCES[CARRIER]
        state = insured(policies[one.id], CARRIER, now.day)
        last = None if policy is None else policy.valid_to
        items.append(item(CARRIER, kind.article, kind.words, state, last, now.day))
        for name in ASKED:
            thing = next((each for each in things[one.id] if each.kind == name), None)
            state = equipped(things[one.id], name, now.day)
            good_to = None if thing is None else thing.expires_on
            items.append(item(name, EQUIPMENT[name].article, EQUIPMENT[name].words, state, good_to, now.day))
        found[one.id] = worst_first(items)
    return found


async def of_people(session: AsyncSession, people: Collection[Person], now: Today) -> dict[int, list[ItemOut]]:
    """By id the items of each person: a driver's qualification as the review sees it, an attendant's training."""
    drivers = [one.id for one in people if one.kind == "driver"]
    papers = await drivers_papers(session, drivers, now.at)
    classes = await _classes(session, drivers, now)
    confirmed = await _confirmed(session, drivers)
    trained = await _trained(session, [one.id for one in people])
    limits = Ages(*await ages(session, now.at))
    found: dict[int, list[ItemOut]] = {}
    for one in people:
        if one.kind == "driver":
            items = _of_driver(papers[one.id], classes[one.id], limits, now.day)
            items += [_confirmation(about, confirmed.get((one.id, about))) for about in CONFIRMED]
        else:
            last = trained.get(one.id)
            words = Text("安全培训", "Safety training")
            items = [
                item("training", "38" if one.kind == "attendant" else "10", words, until(last, now.day), last, now.day)
            ]
        found[one.id] = worst_first(items)
    return found


def item(
    name: str, article: str, words: Text, state: Stands, valid_to: date | None, day: date, why: Text | None = None
) -> ItemOut:
    """One thing asked for as it is shown."""
    said = why or WHY.get(state)
    return ItemOut(
        name=name, article=article, title=Both.of(words), state=state.value, valid_to=valid_to,
        days_left=None if valid_to is None else (valid_to - day).days, why=None if said is None else Both.of(said),
    )  # fmt: skip


def worst_first(items: list[ItemOut]) -> list[ItemOut]:
    """Missing and soon expiring on top, in their order otherwise."""
    return sorted(items, key=lambda one: (WORST_FIRST.index(Stands(one.state)), one.days_left or 0))


def _held(name: str, article: str, words: Text, found: tuple[date | None] | None, day: date) -> ItemOut:
    if found is None:
        return item(name, article, words, Stands.MISSING, None, day, Text("没有生效的", "none is in force"))
    last = found[0]
    return item(name, article, words, Stands.IN_ORDER if last is None else until(last, day), last, day)


def _of_driver(papers: DriverPapers, classes: list[str | None], limits: Ages, day: date) -> list[ItemOut]:
    endorsed = [is_endorsed(papers, needed) for needed in classes]
    if not endorsed and papers.classes is None:
        endorsed = [is_endorsed(papers, None)]
    over = scored(papers.cycles, day).over
    review_due = over[-1].review_due if over and over[-1].reviewed_on is None else None
    last_age = None if papers.born_on is None else lawful_days(papers.born_on, *_years(limits))[1]
    return [
        *(_of_check(one, day) for one in endorsed),
        _of_check(is_of_age(papers, day, limits), day, last_age),
        _of_check(has_driven_long_enough(papers, day), day),
        _of_check(has_no_full_score(papers, day), day),
        _of_check(has_no_serious_offence(papers, day), day),
        _of_check(is_reviewed(papers, day), day, review_due),
    ]


def _years(limits: Ages) -> tuple[int, int]:
    return limits.youngest_years, limits.oldest_years


def _of_check(check: Check, day: date, valid_to: date | None = None) -> ItemOut:
    state = OF_VERDICT[check.verdict]
    if state is Stands.IN_ORDER and valid_to is not None and valid_to - day <= SOON:
        state = Stands.SOON
    return item(check.topic.name, check.topic.article, check.topic.title, state, valid_to, day, check.why)


def _confirmation(about: str, on: date | None) -> ItemOut:
    article = "23(5)" if about == "crime" else "23(6)"
    state = Stands.UNKNOWN if on is None else Stands.IN_ORDER
    said = Text("公安机关尚未确认", "not confirmed by police") if on is None else None
    why = said or Text(f"公安机关 {on} 确认", f"confirmed by police on {on}")
    return ItemOut(name=about, article=article, title=Both.of(CONFIRMED[about]), state=state.value, why=Both.of(why))


async def _permits(session: AsyncSession, ids: list[int], now: Today) -> dict[int, tuple[date | None]]:
    rows = await session.execute(
        select(InForce.vehicle_id, PermitVersion.valid_to)
        .join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
        .where(InForce.vehicle_id.in_(ids), InForce.during.contains(now.at))
    )
    return {vehicle_id: (last,) for vehicle_id, last in rows}


async def _signs(session: AsyncSession, ids: list[int], now: Today) -> dict[int, tuple[date | None]]:
    rows = await session.execute(
        select(Sign.vehicle_id, func.max(Sign.valid_to))
        .where(Sign.vehicle_id.in_(ids), Sign.during.contains(now.at))
        .group_by(Sign.vehicle_id)
    )
    return {vehicle_id: (last,) for vehicle_id, last in rows}


async def _classes(session: AsyncSession, ids: list[int], now: Today) -> dict[int, list[str | None]]:
    """The classes of the buses that the permits in force let each drive."""
    rows = await session.execute(
        select(PermitDriver.person_id, Vehicle.licence_class)
        .distinct()
        .join(InForce, InForce.permit_version_id == PermitDriver.permit_version_id)
        .join(Vehicle, Vehicle.id == InForce.vehicle_id)
        .where(PermitDriver.person_id.in_(ids), InForce.during.contains(now.at))
    )
    found = defaultdict[int, list[str | None]](list)
    for person_id, needed in rows:
        found[person_id].append(needed)
    return found


async def _confirmed(session: AsyncSession, ids: list[int]) -> dict[tuple[int, str], date]:
    rows = await session.execute(
        select(Confirmation.person_id, Confirmation.about, func.max(Confirmation.confirmed_on))
        .where(Confirmation.person_id.in_(ids))
        .group_by(Confirmation.person_id, Confirmation.about)
    )
    return {(person_id, about): on for person_id, about, on in rows}


async def _trained(session: AsyncSession, ids: list[int]) -> dict[int, date]:
    rows = await session.execute(
        select(Training.person_id, func.max(Training.valid_to))
        .where(Training.person_id.in_(ids))
        .group_by(Training.person_id)
    )
    return {row[0]: row[1] for row in rows}
