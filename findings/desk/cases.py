"""Use cases of cases read: the desk's list with its filters, and one with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Account, Organisation
from core.pagination import Column, PageQuery, page_rows
from core.settings import Settings
from findings.desk.models import CaseAttachment, CaseEvent, CaseFinding, DeskCase
from findings.desk.powers import decides
from findings.desk.schemas import AttachmentOut, CaseDetail, CaseOut, EventOut, SpeedPoint, Who
from findings.desk.steps import WAITING, Facts, allowed
from findings.limits import limits_kmh
from findings.models import Finding
from findings.service import findings_by_id
from fleet import tracks
from fleet.geojson import point_of
from fleet.models import Line, LineVersion, Vehicle
from permits.models import InForce, PermitLine
from runs.models import Run

MOST_FINDINGS = 50
AROUND = timedelta(minutes=5)
operator, school = aliased(Organisation), aliased(Organisation)
SAME = (
    "id", "rule", "article", "severity", "state", "level", "version", "vehicle_id", "findings", "first_began", "last_began",
    "opened_at", "due_at", "taken_over", "sampled", "decision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked of the desk's list; None asks nothing."""

    states: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    rule: str | None = None
    operator_id: int | None = None
    school_id: int | None = None
    vehicle_id: int | None = None
    overdue: bool | None = None
    mine: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None


async def list_cases(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, filters: Filters, now: datetime
) -> tuple[list[CaseOut], str | None]:
    """Cases, the gravest and newest first unless asked otherwise."""
    return await cases_where(session, viewer=viewer, query=query, conditions=_conditions(viewer, filters, now), now=now)


async def cases_where(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    conditions: Sequence[ColumnElement[bool]],
    now: datetime,
) -> tuple[list[CaseOut], str | None]:
    """Those of the viewer's cases, joined with their vehicle, that fulfil the conditions."""
    statement = _cases().where(visible(viewer, "case"), *conditions)
    keys: dict[str, Column] = {
        "last_began": DeskCase.last_began,
        "opened_at": DeskCase.opened_at,
        "due_at": func.coalesce(DeskCase.due_at, func.to_timestamp(253402300799)),
        "id": DeskCase.id,
    }
    rows, following = await page_rows(session, statement, query, keys=keys, default="-last_began", unique=DeskCase.id)
    return [_shown(row, now) for row in rows], following


async def one_case(
    session: AsyncSession, *, viewer: Viewer, case_id: int, now: datetime, settings: Settings
) -> CaseDetail:
    """A case with its findings, its history and what the viewer may do now. Raises Missing."""
    row = (await session.execute(_cases().where(DeskCase.id == case_id, visible(viewer, "case")))).one_or_none()
    if row is None:
        raise Missing("case", case_id)
    ids = await session.scalars(
        select(CaseFinding.finding_id)
        .join(Finding, Finding.id == CaseFinding.finding_id)
        .where(CaseFinding.case_id == case_id)
        .order_by(Finding.began.desc())
        .limit(MOST_FINDINGS)
    )
    found = await findings_by_id(session, ids=ids.all())
    facts = Facts(row[0].state, row[0].taken_over)
    return CaseDetail(
        **_shown(row, now).model_dump(),
        case_findings=sorted(found, key=lambda one: one.began, reverse=True),
        events=await _events(session, case_id),
        attachments=await _attachments(session, case_id),
        may=[step.name for step in allowed(viewer.role, facts)],
        chart=await chart(session, case_row=row[0], settings=settings),
        decided_by=decides(row[0].rule, row[0].article),
    )


async def chart(session: AsyncSession, *, case_row: DeskCase, settings: Settings) -> list[SpeedPoint]:
    """Speed and limit from five minutes before to five after the last finding began."""
    window = tracks.Window(case_row.last_began - AROUND, case_row.last_began + AROUND)
    points = await tracks.points(session, vehicle_id=case_row.vehicle_id, window=window)
    limits = await limits_kmh(session, points=points, settings=settings)
    return [
        SpeedPoint(time=point.time, speed_kmh=point.speed_kmh, limit_kmh=limit)
        for point, limit in zip(points, limits, strict=True)
    ]


def _conditions(viewer: Viewer, filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    late = func.coalesce(and_(DeskCase.due_at < now, DeskCase.state.in_(WAITING)), False)
    asked: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.states or None, DeskCase.state.in_(filters.states)),
        (filters.severities or None, DeskCase.severity.in_(filters.severities)),
        (filters.rule, DeskCase.rule == filters.rule),
        (filters.vehicle_id, DeskCase.vehicle_id == filters.vehicle_id),
        (filters.operator_id, Vehicle.operator_id == filters.operator_id),
        (filters.school_id, or_(Vehicle.school_id == filters.school_id, _carries_pupils_of(filters.school_id))),
        (filters.overdue, late.is_(bool(filters.overdue))),
        (filters.mine or None, DeskCase.assigned_id == viewer.account_id),
        (filters.since, DeskCase.last_began >= (filters.since or now)),
        (filters.until, DeskCase.first_began < (filters.until or now)),
        (filters.q, _says(filters.q or "")),
    )
    return [condition for value, condition in asked if value is not None]


def _carries_pupils_of(school_id: int | None) -> ColumnElement[bool]:
    """That a permit of the vehicle has a line to the school."""
    return exists(
        select(InForce.id)
        .join(PermitLine, PermitLine.permit_version_id == InForce.permit_version_id)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(InForce.vehicle_id == Vehicle.id, Line.school_id == school_id)
    )


def _says(q: str) -> ColumnElement[bool]:
    """That plate, operator, or something written of the case contains the text."""
    return or_(
        func.strpos(func.lower(Vehicle.plate), q.lower()) > 0,
        func.strpos(func.lower(func.coalesce(operator.name, "")), q.lower()) > 0,
        exists(
            select(CaseEvent.id).where(
                CaseEvent.case_id == DeskCase.id, func.strpos(func.lower(CaseEvent.note), q.lower()) > 0
            )
        ),
    )


def _cases() -> Select[*tuple[Any, ...]]:
    """A case with its vehicle, whose it is, and its newest finding."""
    newest = (
        select(
            func.count().filter(Finding.ended.is_(None)).over().label("still"), Finding.measured, Finding.allowed,
            Finding.unit, Finding.geom, Line.name.label("line_name"),
        )
        .join(CaseFinding, CaseFinding.finding_id == Finding.id)
        .outerjoin(Run, Run.id == Finding.run_id)
        .outerjoin(LineVersion, LineVersion.id == Run.line_version_id)
        .outerjoin(Line, Line.id == LineVersion.line_id)
        .where(CaseFinding.case_id == DeskCase.id)
        .order_by(Finding.began.desc(), Finding.id)
        .limit(1)
        .lateral("newest")
    )  # fmt: skip
    return (
        select(
            DeskCase, Vehicle.plate, operator.name.label("operator_name"), school.name.label("school_name"), Account,
            newest.c.still, newest.c.measured, newest.c.allowed, newest.c.unit, newest.c.geom, newest.c.line_name,
        )
        .join(Vehicle, Vehicle.id == DeskCase.vehicle_id)
        .outerjoin(operator, operator.id == Vehicle.operator_id)
        .outerjoin(school, school.id == Vehicle.school_id)
        .outerjoin(Account, Account.id == DeskCase.assigned_id)
        .outerjoin(newest, true())
    )  # fmt: skip


def _shown(row: Row[*tuple[Any, ...]], now: datetime) -> CaseOut:
    one: DeskCase = row[0]
    due = one.due_at
    return CaseOut.model_validate(
        {
            **{name: getattr(one, name) for name in SAME},
            "plate": row.plate,
            "operator": row.operator_name,
            "school": row.school_name,
            "overdue": due is not None and due < now and one.state in WAITING,
            "assigned": None if row.Account is None else who(row.Account),
            "open_findings": row.still or 0,
            "line_name": row.line_name,
            "measured": None if row.measured is None else round(row.measured, 2),
            "allowed": row.allowed,
            "unit": row.unit,
            "point": point_of(row.geom),
        }
    )


def who(account: Account) -> Who:
    """An account as the desk names it."""
    return Who(id=str(account.id), name=account.display_name, role=account.role)


async def _events(session: AsyncSession, case_id: int) -> list[EventOut]:
    rows = await session.execute(
        select(CaseEvent, Account)
        .outerjoin(Account, Account.id == CaseEvent.account_id)
        .where(CaseEvent.case_id == case_id)
        .order_by(CaseEvent.id)
    )
    return [
        EventOut(
            id=str(event.id), at=event.at, by=None if by is None else who(by), step=event.step,
            from_state=event.from_state, to_state=event.to_state, note=event.note, detail=event.detail,
        )
        for event, by in rows
    ]  # fmt: skip


async def _attachments(session: AsyncSession, case_id: int) -> list[AttachmentOut]:
    rows = await session.execute(
        select(CaseAttachment, Account)
        .join(Account, Account.id == CaseAttachment.account_id)
        .where(CaseAttachment.case_id == case_id)
        .order_by(CaseAttachment.id)
    )
    return [
        AttachmentOut(
            id=str(one.id),
            at=one.at,
            by=who(by),
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            sha256=one.sha256,
        )
        for one, by in rows
    ]
