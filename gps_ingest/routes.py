"""HTTP of parked frames: what came in and could not be used, shown so that somebody mends it."""

from base64 import b64encode

from fastapi import APIRouter
from sqlalchemy import select

from core.access import visible
from core.deps import Db, Me, Paging
from core.pagination import page
from core.shapes import Page, Utc
from fleet.schemas import QueryText
from gps_ingest.models import Parked
from gps_ingest.schemas import ParkedOut

router = APIRouter(tags=["gps_ingest"])


@router.get("/parked")
async def list_parked(
    session: Db,
    viewer: Me,
    paging: Paging,
    reason: QueryText = None,
    device: QueryText = None,
    door: QueryText = None,
    since: Utc | None = None,
) -> Page[ParkedOut]:
    """Parked frames, the newest first."""
    statement = select(Parked).where(visible(viewer, "parked"))
    for column, wanted in ((Parked.reason, reason), (Parked.device, device), (Parked.door, door)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if since is not None:
        statement = statement.where(Parked.received_at >= since)
    keys = {"id": Parked.id, "received_at": Parked.received_at}
    rows, following = await page(session, statement, paging, keys=keys, default="-id", unique=Parked.id)
    return Page.of([_shown(row) for row in rows], following)


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
    )
