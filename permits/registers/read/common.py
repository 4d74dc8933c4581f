"""What every file has: its scans, its history, its open hazards, the permits and lines that name it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.models import Account, AuditEntry, Organisation
from fleet.models import Line, LineVersion, Vehicle
from geofences.hazards.models import Hazard
from geofences.hazards.steps import LIVE
from permits.desk.models import Application
from permits.models import InForce, Permit, PermitLine, PermitVersion, Sign
from permits.registers.models import RegisterFile
from permits.registers.read.shapes import (
    ApplicationShown,
    FileOut,
    HazardShown,
    LineOfHistory,
    NamedOut,
    PermitShown,
)

MOST = 200
MOST_LINES = 100


async def papers_of(session: AsyncSession, of_it: ColumnElement[bool]) -> list[FileOut]:
    """The scans of a file, the newest first."""
    rows = await session.execute(
        select(RegisterFile, Account.display_name)
        .join(Account, Account.id == RegisterFile.account_id)
        .where(of_it)
        .order_by(RegisterFile.id.desc())
    )
    return [
        FileOut(
            id=str(one.id), kind=one.kind, at=one.at, by=name, name=one.name, media_type=one.media_type, size=one.size
        )
        for one, name in rows
    ]


async def history_of(session: AsyncSession, word: str, id_: int) -> list[LineOfHistory]:
    """Who changed the file, who was shown a number, the newest first; who only looked at it is in the audit trail."""
    rows = await session.execute(
        select(AuditEntry, Account.display_name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(
            AuditEntry.object_kind.in_((word, f"{word}_file")),
            AuditEntry.object_id == str(id_),
            AuditEntry.action != f"{word}.view",
        )
        .order_by(AuditEntry.id.desc())
        .limit(MOST_LINES)
    )
    return [
        LineOfHistory(id=str(one.id), at=one.at, by=name, action=one.action, detail=one.detail) for one, name in rows
    ]


async def hazards_of(session: AsyncSession, viewer: Viewer, of_it: ColumnElement[bool]) -> list[HazardShown]:
    """The hazards that are open."""
    rows = await session.scalars(
        select(Hazard)
        .where(of_it, Hazard.state.in_(LIVE), visible(viewer, "hazard"))
        .order_by(Hazard.due_on, Hazard.id)
    )
    return [
        HazardShown(id=str(one.id), title=one.title, grade=one.grade, state=one.state, due_on=one.due_on)
        for one in rows
    ]


async def permits_of(
    session: AsyncSession, viewer: Viewer, of_it: ColumnElement[bool], at: datetime
) -> list[PermitShown]:
    """Permits with the newest version and the newest sign of each; those in force first."""
    newest = aliased(PermitVersion)
    holder = aliased(Organisation)
    ruling = select(InForce.id).where(InForce.permit_version_id == PermitVersion.id, InForce.during.contains(at))
    last = select(func.max(newest.version)).where(newest.permit_id == Permit.id).correlate(Permit).scalar_subquery()
    statement = (
        select(Permit, PermitVersion, Vehicle.plate, holder.name, ruling.exists().label("rules"))
        .join(PermitVersion, PermitVersion.permit_id == Permit.id)
        .join(Vehicle, Vehicle.id == Permit.vehicle_id)
        .join(holder, holder.id == Permit.holder_id)
        .where(of_it, or_(ruling.exists(), PermitVersion.version == last), visible(viewer, "permit"))
        .order_by(ruling.exists().desc(), Permit.number)
        .limit(MOST)
    )
    rows = (await session.execute(statement)).all()
    signs = await _signs(session, [row[1].id for row in rows])
    return [_permit(row, signs) for row in rows]


async def lines_of(session: AsyncSession, vehicle_or_line: ColumnElement[bool], at: datetime) -> list[NamedOut]:
    """The lines that permits in force approve, by code."""
    rows = await session.execute(
        select(Line.id, Line.name, Line.code)
        .distinct()
        .join(LineVersion, LineVersion.line_id == Line.id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .join(InForce, InForce.permit_version_id == PermitLine.permit_version_id)
        .where(vehicle_or_line, InForce.during.contains(at))
        .order_by(Line.code)
        .limit(MOST)
    )
    return [NamedOut(id=str(id_), name=name, detail=code) for id_, name, code in rows]


async def applications_of(session: AsyncSession, viewer: Viewer, of_it: ColumnElement[bool]) -> list[ApplicationShown]:
    """The newest applications."""
    rows = await session.scalars(
        select(Application).where(of_it, visible(viewer, "application")).order_by(Application.id.desc()).limit(20)
    )
    return [
        ApplicationShown(id=str(one.id), number=one.number, kind=one.kind, state=one.state, due_on=one.due_on)
        for one in rows
    ]


async def _signs(session: AsyncSession, version_ids: Sequence[int]) -> dict[int, Sign]:
    rows = await session.scalars(
        select(Sign).where(Sign.permit_version_id.in_(version_ids)).order_by(Sign.issued_on, Sign.id)
    )
    return {one.permit_version_id: one for one in rows}


def _permit(row: Any, signs: dict[int, Sign]) -> PermitShown:
    permit, version, plate, holder, rules = row
    sign = signs.get(version.id)
    return PermitShown(
        id=str(permit.id), number=permit.number, plate=plate, vehicle_id=str(permit.vehicle_id), holder=holder,
        valid_from=version.valid_from, valid_to=version.valid_to, in_force=rules,
        sign_number=None if sign is None else sign.number, sign_valid_to=None if sign is None else sign.valid_to,
    )  # fmt: skip
