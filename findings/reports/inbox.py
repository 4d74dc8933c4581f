"""Reports read by the offices: the inbox with its clock and filters, and one report with all that belongs to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, may_do, visible
from core.errors import Missing
from core.models import Account
from core.pagination import Column, PageQuery, page_rows
from core.settings import Settings
from findings.reports.link import findings_near
from findings.reports.models import PublicReport, ReportContact, ReportEvent, ReportPhoto
from findings.reports.public.darkroom import path_of
from findings.reports.schemas import EventOut, OtherReport, PhotoOut, ReportClock, ReportDetail, ReportOut
from findings.reports.steps import LIFE, WAITING
from fleet.geojson import point_of
from fleet.service import plain_plate

ALIKE_WITHIN = timedelta(days=3)
MOST_ALIKE = 5
SAME = (
    "id", "number", "kind", "words", "place", "happened_at", "received_at", "plate", "vehicle_id", "state", "version", "due_at",
    "provisional", "decided_at", "transferred_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked of the inbox; None asks nothing."""

    states: tuple[str, ...] = ()
    kind: str | None = None
    overdue: bool | None = None
    q: str | None = None


async def list_reports(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, filters: Filters, now: datetime
) -> tuple[list[ReportOut], str | None]:
    """Reports, the newest first unless asked otherwise."""
    statement = _reports().where(visible(viewer, "public_report"), *_conditions(filters, now))
    keys: dict[str, Column] = {
        "received_at": PublicReport.received_at,
        "due_at": PublicReport.due_at,
        "id": PublicReport.id,
    }
    rows, following = await page_rows(
        session, statement, query, keys=keys, default="-received_at", unique=PublicReport.id
    )
    return [_shown(row, now) for row in rows], following


async def report_clock(session: AsyncSession, *, viewer: Viewer, now: datetime) -> ReportClock:
    """How many wait, how many of them too long, when the next is over."""
    due = PublicReport.due_at
    row = (
        await session.execute(
            select(
                func.count().label("waiting"),
                func.count().filter(due < now).label("overdue"),
                func.min(due).filter(due >= now).label("next_due_at"),
            ).where(PublicReport.state == WAITING, visible(viewer, "public_report"))
        )
    ).one()
    return ReportClock(waiting=row.waiting, overdue=row.overdue, next_due_at=row.next_due_at)


async def one_report(session: AsyncSession, *, viewer: Viewer, report_id: int, now: datetime) -> ReportDetail:
    """A report with its photographs, history and what the viewer may do now. Raises Missing."""
    statement = _reports().where(PublicReport.id == report_id, visible(viewer, "public_report"))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("public_report", report_id)
    report: PublicReport = row[0]
    joined = await _others(session, PublicReport.duplicate_of_id == report.id)
    into = await _others(session, PublicReport.id == report.duplicate_of_id) if report.duplicate_of_id else []
    shown = _shown(row, now)
    return ReportDetail.model_validate(
        {
            **shown.model_dump(),
            **{name: getattr(report, name) for name in ("receipt_number", "receipt_on", "refusal", "answer")},
            "duplicate_of": into[0] if into else None,
            "joined": joined,
            "alike": await _alike(session, report),
            "findings": await findings_near(session, report),
            "photo_list": await _photos(session, report.id),
            "events": await _events(session, report.id),
            "may": [step.name for step in LIFE.allowed(viewer.role, report.state)],
            "may_see_contact": shown.has_contact and may_do(viewer, "report.contact"),
        }
    )


async def photo(session: AsyncSession, *, viewer: Viewer, photo_id: int, settings: Settings) -> Path:
    """Where a photograph lies, for who may see its report. Raises Missing."""
    one = await session.scalar(
        select(ReportPhoto)
        .join(PublicReport, PublicReport.id == ReportPhoto.report_id)
        .where(ReportPhoto.id == photo_id, visible(viewer, "public_report"))
    )
    if one is None or not path_of(settings, one.file).is_file():
        raise Missing("report_photo", photo_id)
    return path_of(settings, one.file)


def _conditions(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    late = and_(PublicReport.state == WAITING, PublicReport.due_at < now)
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.states or None, PublicReport.state.in_(filters.states)),
        (filters.kind, PublicReport.kind == filters.kind),
        (filters.overdue, late.is_(bool(filters.overdue))),
        (filters.q, _says(filters.q or "")),
    )
    return [condition for value, condition in asked if value is not None]


def _says(q: str) -> ColumnElement[bool]:
    """That number, plate, place or words contain the text."""
    plate = plain_plate(q)
    texts = (PublicReport.number, PublicReport.words, func.coalesce(PublicReport.place, ""))
    found = [func.strpos(func.lower(text), q.lower()) > 0 for text in texts]
    if plate:
        found.append(func.strpos(func.coalesce(PublicReport.plain_plate, ""), plate) > 0)
    return or_(*found)


def _reports() -> Select[*tuple[Any, ...]]:
    """A report with how many photographs it has and whether its reporter may be reached."""
    photos = (
        select(func.count()).select_from(ReportPhoto).where(ReportPhoto.report_id == PublicReport.id).scalar_subquery()
    )
    contact = exists().where(ReportContact.report_id == PublicReport.id)
    return select(PublicReport, photos.label("photos"), contact.label("has_contact"))


def _shown(row: Row[*tuple[Any, ...]], now: datetime) -> ReportOut:
    one: PublicReport = row[0]
    return ReportOut.model_validate(
        {
            **{name: getattr(one, name) for name in SAME},
            "point": point_of(one.point),
            "overdue": one.state == WAITING and one.due_at < now,
            "late": one.decided_at is not None and one.decided_at > one.due_at,
            "photos": row.photos,
            "has_contact": row.has_contact,
        }
    )


async def _others(session: AsyncSession, which: ColumnElement[bool]) -> list[OtherReport]:
    rows = await session.scalars(select(PublicReport).where(which).order_by(PublicReport.id).limit(50))
    return [
        OtherReport.model_validate(
            {name: getattr(one, name) for name in ("id", "number", "kind", "received_at", "state")}
        )
        for one in rows
    ]


async def _alike(session: AsyncSession, report: PublicReport) -> list[OtherReport]:
    """Reports of the same plate within days, that this one may be a second of."""
    if not report.plain_plate or report.duplicate_of_id is not None:
        return []
    near = PublicReport.received_at.between(report.received_at - ALIKE_WITHIN, report.received_at + ALIKE_WITHIN)
    same = and_(
        PublicReport.plain_plate == report.plain_plate,
        PublicReport.id != report.id,
        PublicReport.duplicate_of_id.is_(None),
        near,
    )
    return (await _others(session, same))[:MOST_ALIKE]


async def _events(session: AsyncSession, report_id: int) -> list[EventOut]:
    rows = await session.execute(
        select(ReportEvent, Account.display_name)
        .outerjoin(Account, Account.id == ReportEvent.account_id)
        .where(ReportEvent.report_id == report_id)
        .order_by(ReportEvent.id)
    )
    return [
        EventOut(
            id=str(event.id), at=event.at, by=name, step=event.step, from_state=event.from_state, to_state=event.to_state,
            note=event.note, detail=event.detail,
        )
        for event, name in rows
    ]  # fmt: skip


async def _photos(session: AsyncSession, report_id: int) -> list[PhotoOut]:
    rows = await session.scalars(select(ReportPhoto).where(ReportPhoto.report_id == report_id).order_by(ReportPhoto.id))
    return [PhotoOut(id=str(one.id), at=one.at, width=one.width, height=one.height) for one in rows]
