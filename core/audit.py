"""The audit trail: who did what to which object, in the same transaction as the deed; a trigger keeps it append-only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.models import AuditEntry


async def record(
    session: AsyncSession,
    *,
    viewer: Viewer | None,
    action: str,
    kind: str,
    id: object,  # noqa: A002 - the word of the table
    detail: Mapping[str, Any] | None = None,
    address: str | None = None,
) -> None:
    """Add an entry. `viewer` None is the program itself; `detail` is JSON and holds no secret."""
    session.add(
        AuditEntry(
            account_id=None if viewer is None else viewer.account_id,
            action=action,
            object_kind=kind,
            object_id=str(id),
            detail=dict(detail or {}),
            address=address,
        )
    )
    await session.flush()


async def record_view(
    session: AsyncSession,
    *,
    viewer: Viewer,
    kind: str,
    id: object,  # noqa: A002 - the word of the table
    since: datetime,
    address: str | None = None,
) -> None:
    """Add that a person saw an object, once for each person since that moment (a local day): a page asks again and again."""
    action = f"{kind}.view"
    there = exists().where(
        AuditEntry.object_kind == kind,
        AuditEntry.object_id == str(id),
        AuditEntry.action == action,
        AuditEntry.account_id == viewer.account_id,
        AuditEntry.at >= since,
    )
    if not await session.scalar(select(there)):
        await record(session, viewer=viewer, action=action, kind=kind, id=id, address=address)
