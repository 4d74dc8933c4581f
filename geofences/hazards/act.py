"""Take a step of a hazard: who, from where, with what, all checked; one event written; nobody's step overwritten."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Missing, Refused, Text, field
from core.models import Account, Organisation
from core.steps import Step, changed_meanwhile, lacking
from geofences.hazards.models import Hazard, HazardAttachment, HazardEvent, HazardLink
from geofences.hazards.read import doers, facts_of
from geofences.hazards.schemas import Deed
from geofences.hazards.steps import (
    ESCALATED,
    FIVE,
    IN_TIME,
    OTHER_WORDS,
    STATE_WORDS,
    STEPS,
    SUPERVISED,
    check,
)

SAID = (
    "grade", "owner_id", "office", "office_contact", "office_phone", "responsible", "measure", "funds", "plan", "due_on",
)  # fmt: skip
SETTLED = ("responsible", "measure", "funds", "plan", "due_on")
OF_ANOTHER = frozenset({"verify", "close"})  # R58: never by whose work it is
LATEST = timedelta(days=5 * 366)
SETTLES = frozenset({"assign", "regrade"})


async def take_step(
    session: AsyncSession,
    *,
    viewer: Viewer,
    hazard_id: int,
    name: str,
    version: int,
    deed: Deed,
    now: datetime,
    zone: ZoneInfo,
    address: str | None,
) -> None:
    """Take one step, in the session's transaction. Raises Missing, Invalid, Refused; then nothing of it has happened."""
    hazard = await locked(session, viewer=viewer, hazard_id=hazard_id)
    if hazard.version != version:
        raise await _changed_meanwhile(session, hazard, zone)
    step = check(name, viewer.role, facts_of(hazard, viewer))
    _needs(step, deed, hazard, now.astimezone(zone).date())
    if name in OF_ANOTHER and viewer.account_id in await doers(session, hazard):
        raise verified_by_doer()
    if name == "submit":
        await refuse_without_evidence(session, hazard)
    detail: dict[str, Any] = dict(deed.model_dump(mode="json", include=set(SAID), exclude_none=True))
    before = hazard.state
    hazard.state = step.to or hazard.state
    await _effects(session, viewer, hazard, step, deed, now, detail)
    await write_event(
        session, hazard=hazard, viewer=viewer, step=name, before=before, note=deed.note, detail=detail, now=now,
        address=address,
    )  # fmt: skip


async def locked(session: AsyncSession, *, viewer: Viewer, hazard_id: int) -> Hazard:
    """The hazard, held until the transaction ends. Raises Missing."""
    statement = select(Hazard).where(Hazard.id == hazard_id, visible(viewer, "hazard")).with_for_update(of=Hazard)
    hazard = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if hazard is None:
        raise Missing("hazard", hazard_id)
    return hazard


async def write_event(
    session: AsyncSession,
    *,
    hazard: Hazard,
    viewer: Viewer | None,
    step: str,
    before: str,
    note: str | None,
    detail: dict[str, Any],
    now: datetime,
    address: str | None,
    link_id: int | None = None,
    said_by: str | None = None,
) -> None:
    """What was done, into the hazard's life and the audit trail; its version rises."""
    hazard.version += 1
    session.add(
        HazardEvent(
            hazard_id=hazard.id, at=now, account_id=None if viewer is None else viewer.account_id, link_id=link_id,
            said_by=said_by, step=step, from_state=before, to_state=hazard.state, round=hazard.round, note=note,
            detail=detail,
        )
    )  # fmt: skip
    await audit.record(
        session, viewer=viewer, action=f"hazard.{step}", kind="hazard", id=hazard.id, detail=detail, address=address
    )


async def refuse_without_evidence(session: AsyncSession, hazard: Hazard) -> None:
    """Raise Invalid when nothing was sent in this round that shows the measure."""
    sent = exists().where(
        HazardAttachment.hazard_id == hazard.id,
        HazardAttachment.round == hazard.round,
        HazardAttachment.purpose == "evidence",
    )
    if not await session.scalar(select(sent)):
        raise Invalid(
            field(
                "evidence", zh="请先上传整改后的照片或材料", en="first send a photo or a paper that shows the measure"
            )
        )


def submitted(hazard: Hazard, now: datetime) -> None:
    """The answer has come, by whatever way."""
    hazard.state, hazard.submitted_at = "submitted", now


async def end_links(session: AsyncSession, hazard: Hazard, now: datetime, by: int | None) -> None:
    """Nobody answers over a link of this hazard any more."""
    await session.execute(
        update(HazardLink)
        .where(HazardLink.hazard_id == hazard.id, HazardLink.ended_at.is_(None))
        .values(ended_at=now, ended_by=by)
    )


def verified_by_doer() -> Refused:
    """R58."""
    return Refused(
        "verified_by_doer",
        zh="本轮整改由您报送、上传或经您发出的链接答复，须由另一人验收（谁整改、谁报送，不得自己验收）。",
        en="You sent this answer or its evidence, or gave out the link it came by: another person must verify it (R58).",
    )


def _needs(step: Step, deed: Deed, hazard: Hazard, today: date) -> None:
    """Raise Invalid for what the step lacks."""
    needed = step.needs
    if step.name in SETTLES and (deed.grade or hazard.grade) == "major":
        needed = tuple(dict.fromkeys((*needed, *FIVE)))
    known = {name for name in SETTLED if step.name == "regrade" and getattr(hazard, name) is not None}
    missing = lacking(step, deed, [name for name in needed if name not in known])
    if step.name == "assign":
        missing += _needs_owner(deed)
    if deed.due_on is not None and not today <= deed.due_on <= today + LATEST:
        missing.append(field("due_on", zh="期限不能早于今天或过远", en="must not be before today, nor years away"))
    if missing:
        raise Invalid(*missing)


def _needs_owner(deed: Deed) -> list[Field]:
    if (deed.owner_id is None) == (deed.office is None):
        return [
            field(
                "owner_id",
                zh="请选定责任单位，或填写无账号的单位",
                en="name an organisation, or an office without account",
            )
        ]
    if deed.office is not None and deed.office_phone is None:
        return [
            field("office_phone", zh="无账号的单位须留电话", en="an office without an account needs a telephone number")
        ]
    return []


async def _effects(
    session: AsyncSession, viewer: Viewer, hazard: Hazard, step: Step, deed: Deed, now: datetime, detail: dict[str, Any]
) -> None:
    """What a step does to the hazard beside its state."""
    match step.name:
        case "grade" | "regrade":
            hazard.grade = deed.grade
            _settle(hazard, deed)
        case "assign":
            await _assign(session, viewer, hazard, deed, now, detail)
        case "submit":
            submitted(hazard, now)
        case "verify":
            hazard.verified_at = now
            await end_links(session, hazard, now, viewer.account_id)
        case "send_back" | "reopen":
            hazard.round += 1
            hazard.submitted_at = hazard.verified_at = hazard.ended_at = None
            _settle(hazard, deed)
        case "close" | "dismiss":
            hazard.ended_at = now
        case "supervise":
            hazard.level = SUPERVISED
        case "restore":
            hazard.ended_at, hazard.grade = None, None
    if step.name == "reopen":
        hazard.level = IN_TIME
    await session.flush()


async def _assign(
    session: AsyncSession, viewer: Viewer, hazard: Hazard, deed: Deed, now: datetime, detail: dict[str, Any]
) -> None:
    """Given to its owner with the five things settled; a new owner is not bound by the former one's links.

    A new deadline takes back what only the old one had raised; listed supervision stays until it is closed.
    """
    if deed.owner_id is not None:
        name = await session.scalar(select(Organisation.name).where(Organisation.id == deed.owner_id))
        if name is None:
            raise Invalid(field("owner_id", zh="没有这个单位", en="there is no such organisation"))
        detail["owner"] = name
    if (hazard.owner_id, hazard.office) != (deed.owner_id, deed.office):
        await end_links(session, hazard, now, viewer.account_id)
    hazard.owner_id, hazard.office = deed.owner_id, deed.office
    hazard.office_contact, hazard.office_phone = deed.office_contact, deed.office_phone
    hazard.funds, hazard.plan = None, None
    _settle(hazard, deed)
    hazard.assigned_at = now
    hazard.level = IN_TIME if hazard.level == ESCALATED else hazard.level


def _settle(hazard: Hazard, deed: Deed) -> None:
    for name in SETTLED:
        if getattr(deed, name) is not None:
            setattr(hazard, name, getattr(deed, name))


async def _changed_meanwhile(session: AsyncSession, hazard: Hazard, zone: ZoneInfo) -> Refused:
    """Who did what since the reader last looked."""
    event, name = (
        await session.execute(
            select(HazardEvent, func.coalesce(Account.display_name, HazardEvent.said_by))
            .outerjoin(Account, Account.id == HazardEvent.account_id)
            .where(HazardEvent.hazard_id == hazard.id)
            .order_by(HazardEvent.id.desc())
            .limit(1)
        )
    ).one()
    words = STEPS[event.step].words if event.step in STEPS else OTHER_WORDS[event.step]
    over_link = name is None and event.link_id is not None
    who = Text("对方凭链接", "The office, over its link") if over_link else name
    return changed_meanwhile(who=who, did=words, at=event.at.astimezone(zone), state=STATE_WORDS[hazard.state])
