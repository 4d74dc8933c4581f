"""Parked frames: what came in and could not be used, listed, and what of a device would be read again."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.pagination import PageQuery, page
from gps_ingest.desk.schemas import ParkedOut
from gps_ingest.models import Parked

MOST_COUNTED = 1000
WAITING = text("""
    SELECT asked.device, count(*)::int AS fixes, min(p.received_at) AS first FROM unnest(CAST(:devices AS text[])) AS asked (device)
    CROSS JOIN LATERAL (SELECT received_at FROM parked WHERE device = asked.device
        AND reason IN ('unknown_device', 'not_bound') ORDER BY id LIMIT :most) AS p
    GROUP BY asked.device""")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Parked fixes of a device that have only lacked a vehicle: how many (`MOST_COUNTED` at most), since when."""

    fixes: int
    first: datetime


async def list_parked(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    reason: str | None,
    device: str | None,
    door: str | None,
    since: datetime | None,
) -> tuple[list[ParkedOut], str | None]:
    """Parked frames, the newest first."""
    statement = select(Parked).where(visible(viewer, "parked"))
    for column, wanted in ((Parked.reason, reason), (Parked.device, device), (Parked.door, door)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if since is not None:
        statement = statement.where(Parked.received_at >= since)
    keys = {"id": Parked.id, "received_at": Parked.received_at}
    rows, following = await page(session, statement, query, keys=keys, default="-id", unique=Parked.id)
    return [_shown(row) for row in rows], following


async def waiting(session: AsyncSession, devices: Sequence[str]) -> dict[str, Waiting]:
    """What waits of each device; without those of which nothing does."""
    rows = await session.execute(WAITING, {"devices": list(devices), "most": MOST_COUNTED})
    return {row.device: Waiting(row.fixes, row.first) for row in rows}


def _shown(row: Parked) -> ParkedOut:
    return ParkedOut(
        id=str(row.id),
        received_at=row.received_at,
        door=row.door,
        device=row.device,
        reason=row.reason,
        raw=b64encode(row.raw).decode(),
        size=row.size,
        detail=row.detail,
        times=row.times,
    )
