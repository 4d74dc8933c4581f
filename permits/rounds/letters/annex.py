"""The annexed list of a round's letter: a row for each file that the step was taken of, with what it says of that one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Organisation
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.desk.draft import Plan
from permits.desk.happening import Hand
from permits.desk.letters.values import OPINION_WORDS, day
from permits.desk.models import Application, ApplicationEvent
from permits.models import Permit, PermitVersion
from permits.procedure.application import KIND_WORDS
from permits.rounds.models import RoundDeed, RoundDeedFile

FIRST = ("序号", "申请编号", "申请人", "号牌号码", "事项")
FIRST_WIDTHS = (8, 24, 36, 20, 10)


@dataclass(frozen=True)
class Listed:
    """A file as the annex knows it."""

    one: Application
    event: ApplicationEvent
    applicant: str
    plate: str
    plan: Plan
    permit: str
    version: PermitVersion | None


Say = Callable[[Listed, "Names", Hand], str]


@dataclass(frozen=True)
class Names:
    """Names of people and lines by their ids."""

    people: Mapping[int, str]
    lines: Mapping[int, str]


def _drivers(of: Listed, names: Names, _hand: Hand) -> str:
    return "、".join(names.people[id_] for id_ in of.plan.driver_ids if id_ in names.people)


def _lines(of: Listed, names: Names, _hand: Hand) -> str:
    return "、".join(names.lines[id_] for id_ in of.plan.line_version_ids if id_ in names.lines)


def _seats(of: Listed, _names: Names, _hand: Hand) -> str:
    return "" if of.plan.seats is None else str(of.plan.seats)


def _missing(of: Listed, _names: Names, _hand: Hand) -> str:
    return "；".join(of.event.detail.get("missing", ()))


def _note(of: Listed, _names: Names, _hand: Hand) -> str:
    return of.event.note or ""


def _opinion(of: Listed, _names: Names, _hand: Hand) -> str:
    return OPINION_WORDS.get(str(of.event.detail.get("opinion")), "")


def _appointment(of: Listed, _names: Names, hand: Hand) -> str:
    said = of.event.detail.get("appointment")
    return "" if said is None else clock_words(datetime.fromisoformat(said).astimezone(hand.zone))


def _from(of: Listed, _names: Names, _hand: Hand) -> str:
    return "" if of.version is None else of.version.valid_from.isoformat()


def _to(of: Listed, _names: Names, _hand: Hand) -> str:
    return "" if of.version is None or of.version.valid_to is None else of.version.valid_to.isoformat()


def _received(of: Listed, _names: Names, _hand: Hand) -> str:
    return _iso(of.one.received_on)


def _accepted(of: Listed, _names: Names, _hand: Hand) -> str:
    return _iso(of.one.accepted_on)


def _permit(of: Listed, _names: Names, _hand: Hand) -> str:
    return of.permit


# by letter: heading, width, what the cell says
COLUMNS: Mapping[str, tuple[tuple[str, int, Say], ...]] = {
    "receipt": (("收件日期", 20, _received),),
    "acceptance": (("受理日期", 20, _accepted),),
    "correction": (("需要补正的内容", 60, _missing),),
    "consultation": (("核载", 10, _seats), ("驾驶人", 24, _drivers), ("线路", 40, _lines)),
    "inspection_call": (("交验时间", 34, _appointment),),
    "police_reply": (("意见", 12, _opinion), ("说明", 44, _note)),
    "transport_reply": (("意见", 12, _opinion), ("说明", 44, _note)),
    "recommendation": (("审查意见", 16, _opinion), ("说明", 40, _note)),
    "decision": (("核载", 10, _seats), ("驾驶人", 24, _drivers), ("线路", 40, _lines)),
    "refusal": (("理由", 60, _note),),
    "permit": (("许可编号", 40, _permit), ("有效期起", 20, _from), ("有效期止", 20, _to)),
}


def widths(letter: str) -> tuple[int, ...]:
    """How wide the columns are, in shares."""
    return (*FIRST_WIDTHS, *(width for _, width, _ in COLUMNS[letter]))


def clock_words(at: datetime) -> str:
    """A time as the lists write it."""
    return f"{day(at.date())} {at:%H:%M}"


async def annex_of(session: AsyncSession, deed: RoundDeed, letter: str, hand: Hand) -> list[list[str]]:
    """The rows, the first one the heading."""
    listed = await _listed(session, deed)
    names = await _names(session, [one.plan for one in listed])
    columns = COLUMNS[letter]
    rows = [[*FIRST, *(title for title, _, _ in columns)]]
    for number, one in enumerate(listed, start=1):
        same = [str(number), one.one.number or "", one.applicant, one.plate, KIND_WORDS[one.one.kind].zh]
        rows.append(same + [say(one, names, hand) for _, _, say in columns])
    return rows


async def _listed(session: AsyncSession, deed: RoundDeed) -> list[Listed]:
    statement = (
        select(Application, ApplicationEvent, Organisation.name, Vehicle.plate, Permit.number, PermitVersion)
        .join(RoundDeedFile, RoundDeedFile.application_id == Application.id)
        .join(ApplicationEvent, ApplicationEvent.id == RoundDeedFile.event_id)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .outerjoin(Permit, Permit.id == Application.permit_id)
        .outerjoin(PermitVersion, PermitVersion.id == Application.permit_version_id)
        .where(RoundDeedFile.deed_id == deed.id)
        .order_by(Organisation.name, Application.number, Application.id)
    )
    rows: Any = await session.execute(statement)
    made = [
        Listed(one, event, applicant, plate or "", Plan.model_validate(one.content), permit or "", version)
        for one, event, applicant, plate, permit, version in rows
    ]
    # of vehicles that are called for, in the order in which they come
    return sorted(made, key=lambda each: str(each.event.detail.get("appointment", "")))


async def _names(session: AsyncSession, plans: list[Plan]) -> Names:
    people = {id_ for plan in plans for id_ in plan.driver_ids}
    lines = {id_ for plan in plans for id_ in plan.line_version_ids}
    named = await session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    called = await session.execute(
        select(LineVersion.id, Line.name).join(Line, Line.id == LineVersion.line_id).where(LineVersion.id.in_(lines))
    )
    return Names({row.id: row.name for row in named}, {row.id: row.name for row in called})


def _iso(value: date | None) -> str:
    return "" if value is None else value.isoformat()
