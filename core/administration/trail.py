"""The audit trail read: of one object, of one person, of a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.administration.schemas import AuditOut, By
from core.models import Account, AuditEntry
from core.pagination import PageQuery, page_rows


async def entries(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    kind: str | None,
    object_id: str | None,
    account_id: int | None,
    action: str | None,
    since: datetime | None,
    until: datetime | None,
) -> tuple[list[AuditOut], str | None]:
    """Lines of the trail, the newest first; `action` is its beginning (`account.`)."""
    statement: Select[*tuple[Any, ...]] = (
        select(AuditEntry, Account).outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(visible(viewer, "audit_entry"))
    )  # fmt: skip
    for column, wanted in (
        (AuditEntry.object_kind, kind), (AuditEntry.object_id, object_id), (AuditEntry.account_id, account_id),
    ):  # fmt: skip
        if wanted is not None:
            statement = statement.where(column == wanted)
    if action is not None:
        statement = statement.where(AuditEntry.action.startswith(action, autoescape=True))
    if since is not None:
        statement = statement.where(AuditEntry.at >= since)
    if until is not None:
        statement = statement.where(AuditEntry.at < until)
    keys = {"at": AuditEntry.at, "id": AuditEntry.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-at", unique=AuditEntry.id)
    return [_shown(row) for row in rows], following


def _shown(row: Row[*tuple[Any, ...]]) -> AuditOut:
    one, by = row[0], row[1]
    return AuditOut(
        id=str(one.id), at=one.at, action=one.action, object_kind=one.object_kind, object_id=one.object_id,
        detail=one.detail, address=None if one.address is None else str(one.address),
        by=None if by is None else By(id=str(by.id), name=by.display_name, username=by.username, role=by.role),
    )  # fmt: skip
