"""What the fields of a letter stand for in one step of one application."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Organisation
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.desk.draft import Plan
from permits.desk.happening import Hand
from permits.desk.letters.kinds import LetterKind
from permits.desk.models import Application, ApplicationClock, ApplicationEvent, Consultation
from permits.held.models import PermitEvent
from permits.models import Permit, PermitDriver, PermitLine, PermitVersion
from permits.procedure.application import KIND_WORDS

OFFICE_WORDS = {
    "education": "教育行政部门",
    "government": "本级人民政府",
    "police": "公安机关交通管理部门",
    "transport": "交通运输主管部门",
}
OPINION_WORDS = {"agrees": "同意", "disagrees": "不同意"}
DAY_FIELDS = ("until", "valid_from", "valid_to")


async def values_of(
    session: AsyncSession, one: Application, event: ApplicationEvent, kind: LetterKind, hand: Hand
) -> dict[str, str]:
    """The fields by name; one that the file does not tell is not there or empty."""
    offices = await offices_of(session)
    version = await _version(session, one, kind)
    plan = Plan.model_validate(one.content)
    vehicle = None if one.vehicle_id is None else await session.get_one(Vehicle, one.vehicle_id)
    owner_id = version.owner_id if version else (vehicle.owner_id if vehicle else None) or one.applicant_id
    told = {
        "number": one.number or "",
        "kind": KIND_WORDS[one.kind].zh,
        "applicant": await name_of(session, one.applicant_id),
        "plate": "" if vehicle is None else vehicle.plate,
        "owner": await name_of(session, owner_id),
        "seats": str(plan.seats or (version.seats if version else "")),
        "drivers": await _drivers(session, plan, version),
        "lines": await _lines(session, plan, version),
        "received_on": day(one.received_on),
        "accepted_on": day(one.accepted_on),
        "decided_on": day(one.decided_on),
        "made_on": day(event.dated_on),
        "bureau": offices["education"][0],
        "bureau_phone": offices["education"][1],
        **{office: offices[office][0] for office in ("government", "police", "transport")},
        "document_number": one.decision_number or "",
        "due_on": await _due(session, one, event, kind),
        "office": offices.get(event.subject, ("", ""))[0],
        **await _permit(session, one, version),
        **await _opinions(session, one, event),
    }
    return told | said_by(event, hand)


def day(value: date | None) -> str:
    """A day as letters write it."""
    return "" if value is None else f"{value.year}年{value.month}月{value.day}日"


async def offices_of(session: AsyncSession) -> dict[str, tuple[str, str]]:
    """Name and telephone of the offices that take part, by kind; where there is not exactly one of a kind, the law's word."""
    rows = await session.execute(
        select(Organisation.kind, Organisation.name, Organisation.phone)
        .where(Organisation.kind.in_(OFFICE_WORDS), Organisation.retired_at.is_(None))
        .order_by(Organisation.id)
    )
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in OFFICE_WORDS}
    for kind, name, phone in rows:
        found[kind].append((name, phone or ""))
    return {kind: of[0] if len(of) == 1 else (OFFICE_WORDS[kind], "") for kind, of in found.items()}


def said_by(event: ApplicationEvent | PermitEvent, hand: Hand) -> dict[str, str]:
    """What the step itself brought."""
    detail = event.detail
    said = {name: day(date.fromisoformat(detail[name])) for name in DAY_FIELDS if detail.get(name)}
    if event.note:
        said["reasons"] = event.note
    if detail.get("missing"):
        said["missing"] = "\n".join(f"{n}. {each}" for n, each in enumerate(detail["missing"], start=1))
    if detail.get("inspectors"):
        said["inspectors"] = "、".join(detail["inspectors"])
    if detail.get("opinion"):
        said["opinion"] = OPINION_WORDS[detail["opinion"]]
    if detail.get("document_number"):
        said["document_number"] = detail["document_number"]
    if detail.get("appointment"):
        at = datetime.fromisoformat(detail["appointment"]).astimezone(hand.zone)
        said["appointment"] = f"{day(at.date())}{at.hour}时{at.minute:02d}分"
    return said


async def name_of(session: AsyncSession, organisation_id: int) -> str:
    return (await session.get_one(Organisation, organisation_id)).name


async def _version(session: AsyncSession, one: Application, kind: LetterKind) -> PermitVersion | None:
    """What was granted: for the certificate its own version, for any other letter what was in force when it was applied."""
    if kind.name == "permit":
        return None if one.permit_version_id is None else await session.get(PermitVersion, one.permit_version_id)
    if one.permit_id is None:
        return None
    before = select(PermitVersion).where(PermitVersion.permit_id == one.permit_id)
    if one.permit_version_id is not None:
        before = before.where(PermitVersion.id < one.permit_version_id)
    return (await session.scalars(before.order_by(PermitVersion.version.desc()).limit(1))).first()


async def _permit(session: AsyncSession, one: Application, version: PermitVersion | None) -> dict[str, str]:
    permit = None if one.permit_id is None else await session.get(Permit, one.permit_id)
    told = {"permit_number": "" if permit is None else permit.number}
    if version is not None:
        told |= {"valid_from": day(version.valid_from), "valid_to": day(version.valid_to)}
    return told


async def _drivers(session: AsyncSession, plan: Plan, version: PermitVersion | None) -> str:
    asked = select(Person.name).where(Person.id.in_(plan.driver_ids))
    if not plan.driver_ids and version is not None:
        asked = (
            select(Person.name)
            .join(PermitDriver, PermitDriver.person_id == Person.id)
            .where(PermitDriver.permit_version_id == version.id)
        )
    return listed(await session.scalars(asked.order_by(Person.id)))


async def _lines(session: AsyncSession, plan: Plan, version: PermitVersion | None) -> str:
    asked = select(Line.name).join(LineVersion, LineVersion.line_id == Line.id)
    if plan.line_version_ids or version is None:
        asked = asked.where(LineVersion.id.in_(plan.line_version_ids))
    else:
        granted = PermitLine.line_version_id == LineVersion.id
        asked = asked.join(PermitLine, granted).where(PermitLine.permit_version_id == version.id)
    return listed(await session.scalars(asked.order_by(Line.code, LineVersion.id)))


async def _due(session: AsyncSession, one: Application, event: ApplicationEvent, kind: LetterKind) -> str:
    """The last day of the term that the letter names."""
    name = f"{event.subject}_reply" if kind.name == "reminder" else kind.clock
    found = await session.scalar(
        select(ApplicationClock.due_on)
        .where(
            ApplicationClock.application_id == one.id,
            ApplicationClock.name == name,
            ApplicationClock.began_on <= event.dated_on,
        )
        .order_by(ApplicationClock.id.desc())
        .limit(1)
    )
    return day(found)


async def _opinions(session: AsyncSession, one: Application, event: ApplicationEvent) -> dict[str, str]:
    """What the offices said, and when the one was asked that a letter is about."""
    told: dict[str, str] = {}
    for each in await session.scalars(select(Consultation).where(Consultation.application_id == one.id)):
        word = OPINION_WORDS.get(each.opinion or "", "未回复")
        told[f"{each.office}_opinion"] = f"{word}。{each.note}" if each.note else f"{word}。"
        if each.office == event.subject:
            told["sent_on"] = day(each.sent_on)
    return told


def listed(names: Iterable[str]) -> str:
    return "、".join(names)
