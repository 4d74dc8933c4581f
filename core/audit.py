"""The audit trail: who did what to which object, in the same transaction as the deed; a trigger keeps it append-only."""

from collections.abc import Mapping
from typing import Any

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
