"""What a stranger does: sends a report, adds photographs, follows it by number and code, has the contact deleted."""

import asyncio
import hmac
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.calendar import load_calendar
from core.errors import Invalid, Missing, Refused, field
from core.photos.drawing import Print
from core.settings import Settings
from findings.reports.link import vehicle_of
from findings.reports.models import PublicReport, ReportContact, ReportEvent, ReportPhoto
from findings.reports.public import darkroom, ticket
from findings.reports.public.schemas import Milestone, PhotosOut, Receipt, ReportIn, StatusOut
from findings.reports.steps import ENDED, WAITING
from findings.reports.term import due_at
from fleet.service import plain_plate

AHEAD = timedelta(minutes=5)  # telephones' clocks differ
OLDEST = timedelta(days=3 * 366)
SHARE_OF_WINDOW = 0.05  # of the room for photographs: nobody fills it in an hour
OWN = ("number", "kind", "received_at", "due_at", "provisional", "decided_at")
SHARED = (
    "state",
    "transferred_to",
    "receipt_number",
    "receipt_on",
    "refusal",
    "answer",
)  # with what it was joined with


async def known_receipt(session: AsyncSession, *, given: str, settings: Settings) -> Receipt | None:
    """The receipt of a form that was sent before, None for one that was not."""
    report = await session.scalar(select(PublicReport).where(PublicReport.ticket_hash == ticket.ticket_hash(given)))
    return None if report is None else _receipt(report, ticket.code_of(given, settings))


def check_time(happened_at: datetime | None, now: datetime) -> None:
    """That it has happened, and not too long ago. Raises Invalid."""
    if happened_at is None:
        return
    if happened_at > now + AHEAD:
        raise Invalid(field("happened_at", zh="时间在将来", en="lies in the future"))
    if happened_at < now - OLDEST:
        raise Invalid(field("happened_at", zh="时间在三年以前", en="is more than three years ago"))


async def receive(session: AsyncSession, *, told: ReportIn, locale: str, now: datetime, settings: Settings) -> Receipt:
    """Keep a report; its receipt. The ticket is checked and the report counted before."""
    sequence = func.nextval(func.pg_get_serial_sequence(PublicReport.__tablename__, "id"))
    report_id = await session.scalar(select(sequence))
    assert report_id is not None
    number = ticket.number_of(report_id, now, settings)
    code = ticket.code_of(told.ticket, settings)
    due, provisional = due_at(await load_calendar(session), now, settings)
    report = PublicReport(
        id=report_id, number=number, code_hash=ticket.code_hash(number, code), ticket_hash=ticket.ticket_hash(told.ticket),
        received_at=now, kind=told.kind, words=told.words, place=told.place,
        point=None if told.point is None else f"SRID=4326;POINT({told.point[0]} {told.point[1]})",
        happened_at=told.happened_at, plate=told.plate, plain_plate=None if told.plate is None else plain_plate(told.plate),
        vehicle_id=await vehicle_of(session, told.plate), locale="en" if locale.startswith("en") else "zh-CN",
        state=WAITING, version=1, due_at=due, provisional=provisional,
    )  # fmt: skip
    session.add(report)
    await session.flush()
    if told.name is not None or told.phone is not None:
        session.add(ReportContact(report_id=report.id, name=told.name, phone=told.phone))
    session.add(ReportEvent(report_id=report.id, at=now, step="received", to_state=WAITING))
    await session.flush()
    return _receipt(report, code)


def _receipt(report: PublicReport, code: str) -> Receipt:
    return Receipt(
        number=report.number,
        code=code,
        received_at=report.received_at,
        due_at=report.due_at,
        provisional=report.provisional,
    )


async def found(session: AsyncSession, *, number: str, code: str) -> PublicReport:
    """The report of a number, for who has its code. Raises Missing, in the same words for a wrong number and a wrong code."""
    report = await session.scalar(select(PublicReport).where(PublicReport.number == number))
    given = ticket.code_hash(number, code)
    if report is None or not hmac.compare_digest(report.code_hash, given):
        raise NoSuchReport
    return report


class NoSuchReport(Missing):
    """Number and code do not belong together."""

    def __init__(self) -> None:
        super().__init__("public_report", "-")
        self.code = "no_such_report"
        self.detail = NOT_FOUND


NOT_FOUND = field(
    "number",
    zh="没有找到：请核对编号与查询码，两者都印在回执上。",
    en="Not found: compare number and code with your receipt, both are printed there.",
).message


async def status(session: AsyncSession, *, report: PublicReport, now: datetime, settings: Settings) -> StatusOut:
    """What the reporter is told. A report that was joined with another tells how that one stands."""
    shown = report
    if report.duplicate_of_id is not None:
        shown = await session.get_one(PublicReport, report.duplicate_of_id)
    photos = await _photos(session, report.id)
    contact = await session.get(ReportContact, report.id)
    return StatusOut.model_validate(
        {
            **{name: getattr(report, name) for name in OWN},
            **{name: getattr(shown, name) for name in SHARED},
            "overdue": report.state == WAITING and report.due_at < now,
            "photos": photos,
            "photos_left": _left(report, photos, now, settings),
            "has_contact": contact is not None,
            "joined": report.duplicate_of_id is not None,
            "milestones": await _milestones(session, shown.id),
        }
    )


async def _milestones(session: AsyncSession, report_id: int) -> list[Milestone]:
    rows = await session.execute(
        select(ReportEvent.to_state, ReportEvent.at)
        .where(ReportEvent.report_id == report_id, ReportEvent.from_state.is_distinct_from(ReportEvent.to_state))
        .order_by(ReportEvent.id)
    )
    return [Milestone.model_validate({"state": state, "at": at}) for state, at in rows]


async def may_add_photo(session: AsyncSession, *, report: PublicReport, now: datetime, settings: Settings) -> None:
    """That the report takes one more, and that there is room. Raises Refused."""
    if _left(report, await _photos(session, report.id), now, settings) == 0:
        raise Refused(
            "no_more_photos",
            zh=f"每件举报最多 {settings.report_photos_max} 张照片，须在发送后 24 小时内添加。",
            en=f"A report takes {settings.report_photos_max} photos at most, within 24 hours after it was sent.",
        )
    most_bytes = settings.report_photos_max_bytes
    if (
        await _held_bytes(session) >= most_bytes
        or await _held_bytes(session, ReportPhoto.at > now - timedelta(seconds=settings.report_window_s))
        >= most_bytes * SHARE_OF_WINDOW
    ):
        raise Refused(
            "no_room_for_photos",
            zh="此刻不能再收照片；您的文字举报已收到，工作人员会与其他材料一并核查。",
            en="No more photos can be taken at this moment. Your report itself is received and will be looked into.",
        )


async def add_photo(
    session: AsyncSession, *, report_id: int, developed: Print, now: datetime, settings: Settings
) -> PhotosOut:
    """Keep a photograph that was drawn anew: first the bytes, then the row that names them. Raises Refused."""
    file = uuid4()
    path = darkroom.path_of(settings, file)
    await asyncio.to_thread(darkroom.keep, path, developed.data)
    try:
        return await _name_photo(session, report_id, developed, file, now, settings)
    except Refused:
        path.unlink(missing_ok=True)
        raise


async def _name_photo(
    session: AsyncSession, report_id: int, developed: Print, file: UUID, now: datetime, settings: Settings
) -> PhotosOut:
    report = await session.get_one(PublicReport, report_id, with_for_update=True)
    await may_add_photo(session, report=report, now=now, settings=settings)
    session.add(
        ReportPhoto(
            report_id=report.id, file=file, size=len(developed.data), width=developed.width, height=developed.height,
            sha256=developed.sha256,
        )
    )  # fmt: skip
    await session.flush()
    photos = await _photos(session, report.id)
    return PhotosOut(photos=photos, photos_left=_left(report, photos, now, settings))


async def forget_contact(session: AsyncSession, *, report: PublicReport) -> None:
    """Delete how the reporter may be reached, because he says so (PIPL 47); where nothing is held, nothing is written."""
    held = delete(ReportContact).where(ReportContact.report_id == report.id).returning(ReportContact.report_id)
    if await session.scalar(held) is None:
        return
    session.add(
        ReportEvent(report_id=report.id, step="contact_deleted", from_state=report.state, to_state=report.state)
    )
    await session.flush()


async def _held_bytes(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.coalesce(func.sum(ReportPhoto.size), 0)).where(*which)) or 0


async def _photos(session: AsyncSession, report_id: int) -> int:
    counted = select(func.count()).select_from(ReportPhoto).where(ReportPhoto.report_id == report_id)
    return await session.scalar(counted) or 0


def _left(report: PublicReport, photos: int, now: datetime, settings: Settings) -> int:
    open_still = report.state not in ENDED and now < report.received_at + ticket.GOOD_FOR
    return max(0, settings.report_photos_max - photos) if open_still else 0
