"""Take a step of a case: who, from where, with what, all checked; one event written; nobody's step overwritten."""

from datetime import datetime
from typing import Any

from psycopg.errors import UniqueViolation
from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, Text, field
from core.models import Account
from core.settings import Settings
from core.steps import Step, changed_meanwhile, lacking
from findings.desk.models import ONE_LIVE_CASE, CaseEvent, DeskCase, KnownFault
from findings.desk.people import assignee
from findings.desk.schemas import Deed
from findings.desk.steps import DESK, LIVE, STATE_WORDS, STEPS, Facts, check
from findings.desk.terms import GRAVE, SAMPLE_PERCENT, due_at, is_at_once
from fleet.models import Vehicle

SAID = ("answer", "reason", "called", "outcome", "office", "decision", "assignee_id", "until")


async def take_step(
    session: AsyncSession,
    *,
    viewer: Viewer,
    case_id: int,
    name: str,
    version: int,
    deed: Deed,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> None:
    """Take one step, in the session's transaction; the ingest waits for it, so commit at once.

    Raises Missing, Invalid, Refused; then nothing of it has happened.
    """
    case = await locked(session, viewer=viewer, case_id=case_id)
    if case.version != version:
        raise await _changed_meanwhile(session, case, settings)
    step = check(name, viewer.role, Facts(case.state, case.taken_over))
    _needs(step, deed, case, now)
    before = case.state
    if step.to:
        if step.to in LIVE and before not in LIVE:
            await _refuse_second(session, case)
        case.state = step.to
        await _settle(session)
    detail = _said(deed)
    await _effects(session, viewer=viewer, case=case, step=step, deed=deed, now=now, settings=settings, detail=detail)
    case.version += 1
    await write_event(
        session, case=case, viewer=viewer, step=name, before=before, note=deed.note, detail=detail, address=address
    )


async def locked(session: AsyncSession, *, viewer: Viewer, case_id: int) -> DeskCase:
    """The case, held until the transaction ends. Raises Missing."""
    statement = select(DeskCase).where(DeskCase.id == case_id, visible(viewer, "case")).with_for_update(of=DeskCase)
    case = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if case is None:
        raise Missing("case", case_id)
    return case


async def write_event(
    session: AsyncSession,
    *,
    case: DeskCase,
    viewer: Viewer,
    step: str,
    before: str,
    note: str | None,
    detail: dict[str, Any],
    address: str | None,
) -> None:
    """What was done, into the case's history and the audit trail."""
    session.add(
        CaseEvent(
            case_id=case.id, account_id=viewer.account_id, step=step, from_state=before, to_state=case.state, note=note,
            detail=detail,
        )
    )  # fmt: skip
    await audit.record(
        session, viewer=viewer, action=f"case.{step}", kind="case", id=case.id, detail=detail, address=address
    )


def _needs(step: Step, deed: Deed, case: DeskCase, now: datetime) -> None:
    missing = lacking(step, deed)
    if step.name == "close" and case.sampled:
        raise Refused(
            "must_be_verified",
            zh="此单已被抽中核实，请用“核实并办结”并写明核实情况。",
            en="This case was drawn for verification: use “verify and close” and say what was verified.",
        )
    if step.name == "reject" and deed.reason == "other" and deed.note is None:
        missing.append(field("note", zh="请写明原因", en="say the reason"))
    if deed.until is not None and deed.until <= now:
        missing.append(field("until", zh="应晚于现在", en="must be later than now"))
    if missing:
        raise Invalid(*missing)


def _said(deed: Deed) -> dict[str, Any]:
    given = deed.model_dump(mode="json", include=set(SAID), exclude_none=True)
    return dict(given)


async def _effects(
    session: AsyncSession,
    *,
    viewer: Viewer,
    case: DeskCase,
    step: Step,
    deed: Deed,
    now: datetime,
    settings: Settings,
    detail: dict[str, Any],
) -> None:
    """What a step does to the case beside its state."""
    match step.name:
        case "acknowledge":
            case.assigned_id = viewer.account_id
        case "take_over":
            case.taken_over, case.level, case.assigned_id = True, max(case.level, 1), viewer.account_id
            case.due_at = await _due(session, case, "bureau_s", now, settings)
        case "assign":
            await _assign(session, viewer, case, deed, detail)
        case "answer":
            case.answered_at = case.answered_at or now
            case.handled_at, case.due_at = now, None
            case.sampled = case.severity in GRAVE or _drawn(case.id)
        case "handle":
            case.handled_at, case.due_at = now, None
        case "send_back" | "reopen" | "take_up" | "wake":
            await _begin_again(session, case, step, now, settings)
        case "verify" | "close" | "reject":
            case.ended_at, case.due_at, case.verified = now, None, step.name == "verify"
        case "silence":
            _silence(session, viewer, case, deed, now)
        case "result":
            case.decision = deed.decision


async def _assign(session: AsyncSession, viewer: Viewer, case: DeskCase, deed: Deed, detail: dict[str, Any]) -> None:
    """Given to somebody of the desk it is the desk's; given to the first line it stays theirs."""
    assert deed.assignee_id is not None
    person = await assignee(session, viewer=viewer, case=case, account_id=deed.assignee_id)
    case.assigned_id, detail["assignee"] = person.id, person.display_name
    if viewer.role in DESK:
        case.taken_over = person.role in DESK
        case.level = max(case.level, 1) if case.taken_over else case.level


def _silence(session: AsyncSession, viewer: Viewer, case: DeskCase, deed: Deed, now: datetime) -> None:
    assert deed.until is not None
    assert deed.note is not None
    case.due_at = None
    session.add(
        KnownFault(
            vehicle_id=case.vehicle_id,
            rule=case.rule,
            during=Range(now, deed.until),
            reason=deed.note,
            account_id=viewer.account_id,
        )
    )


async def _begin_again(session: AsyncSession, case: DeskCase, step: Step, now: datetime, settings: Settings) -> None:
    """A new round from its first turn; what was on record only has had none and begins as the bureau's."""
    if step.name != "take_up":
        case.level, case.round = await _first_level(session, case), case.round + 1
    case.handled_at = case.ended_at = None
    case.assigned_id, case.verified = None, False
    case.due_at = await _due(session, case, "answer_s" if case.level == 0 else "bureau_s", now, settings)


async def _first_level(session: AsyncSession, case: DeskCase) -> int:
    """Whose turn it is first, as when the ingest opens a case; what was taken over stays the bureau's."""
    vehicle = await session.get_one(Vehicle, case.vehicle_id)
    has_nobody = vehicle.operator_id is None and vehicle.school_id is None
    return int(case.taken_over or has_nobody or is_at_once(case.severity, case.rule))


async def _due(session: AsyncSession, case: DeskCase, name: str, now: datetime, settings: Settings) -> datetime:
    return await due_at(session, name=name, severity=case.severity, at=now, zone=settings.zone)


def _drawn(case_id: int) -> bool:
    """The sample: spread evenly over the cases, and nobody can steer it."""
    return (case_id * 2654435761 >> 8) % 100 < SAMPLE_PERCENT


async def _refuse_second(session: AsyncSession, case: DeskCase) -> None:
    """One live case of a bus and rule: a second is not opened again beside it."""
    other = select(
        exists().where(
            DeskCase.vehicle_id == case.vehicle_id,
            DeskCase.rule == case.rule,
            DeskCase.state.in_(LIVE),
            DeskCase.id != case.id,
        )
    )
    if await session.scalar(other):
        raise _another_is_open()


async def _settle(session: AsyncSession) -> None:
    """Write the new state. Raises Refused when the ingest has opened a case of the bus and rule just now."""
    try:
        await session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation) and error.orig.diag.constraint_name == ONE_LIVE_CASE:
            raise _another_is_open() from error
        raise


def _another_is_open() -> Refused:
    return Refused(
        "another_is_open",
        zh="该车同一规则已有未办结的处置单，请在那一单中处理。",
        en="There is an unfinished case of this bus and rule already: work on that one.",
    )


async def _changed_meanwhile(session: AsyncSession, case: DeskCase, settings: Settings) -> Refused:
    """Who did what since the reader last looked."""
    last = (
        await session.execute(
            select(CaseEvent, Account.display_name)
            .outerjoin(Account, Account.id == CaseEvent.account_id)
            .where(CaseEvent.case_id == case.id, CaseEvent.step != "grew")
            .order_by(CaseEvent.id.desc())
            .limit(1)
        )
    ).one()
    event, name = last
    did = STEPS[event.step].words if event.step in STEPS else Text(event.step, event.step)
    at = event.at.astimezone(settings.zone)
    return changed_meanwhile(who=name, did=did, at=at, state=STATE_WORDS[case.state])
