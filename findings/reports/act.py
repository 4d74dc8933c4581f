"""Take a step of a report: who, from where, with what, all checked; one event written; nobody's step overwritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Account
from core.settings import Settings
from core.steps import Step, changed_meanwhile, lacking
from findings.reports.link import tell_suspects, vehicle_of
from findings.reports.models import PublicReport, ReportContact, ReportEvent
from findings.reports.schemas import ContactOut, Deed
from findings.reports.steps import ENDED, LIFE, STATE_WORDS, STEPS
from findings.suspects.service import take_back
from fleet.service import plain_plate

TOLD_SUSPECTS = frozenset({"accepted", "investigated"})  # what is taken up; what is only received may be a grudge
SAID = ("said", "office", "receipt_number", "receipt_on", "reason", "plate")


async def take_step(
    session: AsyncSession,
    *,
    viewer: Viewer,
    report_id: int,
    name: str,
    version: int,
    deed: Deed,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> None:
    """Take one step, in the session's transaction. Raises Missing, Invalid, Refused; then nothing of it has happened."""
    report = await _locked(session, viewer, report_id)
    if report.version != version:
        raise await _changed_meanwhile(session, report, settings)
    step = LIFE.check(name, viewer.role, report.state)
    _needs(step, deed, report, now, settings)
    before = report.state
    detail: dict[str, Any] = deed.model_dump(mode="json", include=set(SAID), exclude_none=True)
    await _effects(session, viewer=viewer, report=report, step=step, deed=deed, now=now, detail=detail)
    report.version += 1
    session.add(
        ReportEvent(
            report_id=report.id, at=now, account_id=viewer.account_id, step=name, from_state=before, to_state=report.state,
            note=deed.note, detail=detail,
        )
    )  # fmt: skip
    await session.flush()
    await audit.record(
        session,
        viewer=viewer,
        action=f"report.{name}",
        kind="public_report",
        id=report.id,
        detail=detail,
        address=address,
    )


async def contact(
    session: AsyncSession, *, viewer: Viewer, report_id: int, purpose: str, address: str | None
) -> ContactOut:
    """How the reporter may be reached; that it was looked at, and why, is recorded. Raises Missing."""
    statement = (
        select(ReportContact)
        .join(PublicReport, PublicReport.id == ReportContact.report_id)
        .where(PublicReport.id == report_id, visible(viewer, "public_report"))
    )
    held = await session.scalar(statement)
    if held is None:
        raise Missing("report_contact", report_id)
    await audit.record(
        session, viewer=viewer, action="report.contact", kind="public_report", id=report_id, detail={"purpose": purpose},
        address=address,
    )  # fmt: skip
    return ContactOut(name=held.name, phone=held.phone)


async def _locked(session: AsyncSession, viewer: Viewer, report_id: int) -> PublicReport:
    statement = (
        select(PublicReport)
        .where(PublicReport.id == report_id, visible(viewer, "public_report"))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    report = await session.scalar(statement)
    if report is None:
        raise Missing("public_report", report_id)
    return report


def _needs(step: Step, deed: Deed, report: PublicReport, now: datetime, settings: Settings) -> None:
    missing = lacking(step, deed)
    if deed.receipt_on is not None and not (
        report.received_at.astimezone(settings.zone).date() <= deed.receipt_on <= now.astimezone(settings.zone).date()
    ):
        missing.append(
            field("receipt_on", zh="应在收到举报之日与今天之间", en="lies between the day of the report and today")
        )
    if deed.plate is not None and not plain_plate(deed.plate):
        missing.append(field("plate", zh="号牌不能为空", en="a plate has letters and figures"))
    if missing:
        raise Invalid(*missing)


async def _effects(
    session: AsyncSession,
    *,
    viewer: Viewer,
    report: PublicReport,
    step: Step,
    deed: Deed,
    now: datetime,
    detail: dict[str, Any],
) -> None:
    """What a step does to the report; nothing else sets its state."""
    if step.name == "join":
        await _join(session, viewer, report, deed, detail)
    report.state = step.to or report.state
    match step.name:
        case "accept" | "transfer" | "refuse" | "join":
            report.decided_at = report.decided_at or now
    match step.name:
        case "transfer":
            report.transferred_to, report.receipt_number = deed.office, deed.receipt_number
            report.receipt_on = deed.receipt_on
        case "refuse":
            report.refusal, report.answer = deed.reason, deed.said
        case "answer":
            report.answer = deed.said
        case "reopen":
            report.refusal = report.duplicate_of_id = report.answer = None
        case "plate":
            assert deed.plate is not None
            report.plate, report.plain_plate = deed.plate, plain_plate(deed.plate)
            report.vehicle_id = await vehicle_of(session, deed.plate)
    report.ended_at = (report.ended_at or now) if report.state in ENDED else None
    await _suspicion(session, report, step, viewer, now, detail)


async def _suspicion(
    session: AsyncSession, report: PublicReport, step: Step, viewer: Viewer, now: datetime, detail: dict[str, Any]
) -> None:
    """What the suspects are told of a stranger's plate; what they were told of another plate, or of nothing, is taken back."""
    if step.name in ("plate", "refuse"):
        await take_back(session, report.number)
    if step.name in ("accept", "plate", "reopen") and report.state in TOLD_SUSPECTS:
        report.vehicle_id = report.vehicle_id or await vehicle_of(session, report.plate)
        sighting = await tell_suspects(session, report, account_id=viewer.account_id, now=now)
        if sighting is not None:
            detail["sighting"] = str(sighting)


async def _join(
    session: AsyncSession, viewer: Viewer, report: PublicReport, deed: Deed, detail: dict[str, Any]
) -> None:
    """Of the same matter as an earlier one: that one goes on, and what it comes to is told to both reporters. Raises Invalid."""
    other = await session.scalar(
        select(PublicReport)
        .where(PublicReport.number == deed.duplicate_of, visible(viewer, "public_report"))
        .with_for_update()
    )
    if other is None or other.id == report.id:
        raise Invalid(
            field("duplicate_of", zh="没有这一编号的另一件举报", en="there is no other report of this number")
        )
    if other.duplicate_of_id is not None:
        raise Invalid(field("duplicate_of", zh="该件本身已并入另一件", en="that one is itself joined with another"))
    if await session.scalar(select(PublicReport.id).where(PublicReport.duplicate_of_id == report.id).limit(1)):
        raise Invalid(
            field(
                "duplicate_of",
                zh="已有举报并入本件，请反过来并入",
                en="others are joined with this one: join that with this",
            )
        )
    report.duplicate_of_id = other.id
    detail["duplicate_of"] = other.number


async def _changed_meanwhile(session: AsyncSession, report: PublicReport, settings: Settings) -> Refused:
    """Who did what since the reader last looked."""
    last = (
        await session.execute(
            select(ReportEvent, Account.display_name)
            .outerjoin(Account, Account.id == ReportEvent.account_id)
            .where(ReportEvent.report_id == report.id)
            .order_by(ReportEvent.id.desc())
            .limit(1)
        )
    ).one()
    event, name = last
    words = STEPS[event.step].words if event.step in STEPS else STATE_WORDS[report.state]
    at = event.at.astimezone(settings.zone)
    return changed_meanwhile(who=name, did=words, at=at, state=STATE_WORDS[report.state])
