"""HTTP of permits."""

from fastapi import APIRouter

from core import clock
from core.deps import Db, Me, Paging
from core.shapes import Page, PathId, QueryId
from fleet.schemas import QueryText
from permits import service
from permits.schemas import PermitDetail, PermitOut

router = APIRouter(tags=["permits"])


@router.get("/permits")
async def list_permits(
    session: Db, viewer: Me, paging: Paging, vehicle_id: QueryId = None, number: QueryText = None
) -> Page[PermitOut]:
    """Permits as they stand now."""
    found = await service.list_permits(
        session, viewer=viewer, query=paging, at=clock.now(), vehicle_id=vehicle_id, number=number
    )
    return Page.of(*found)


@router.get("/permits/{permit_id}")
async def get_permit(session: Db, viewer: Me, permit_id: PathId) -> PermitDetail:
    """One permit with its terms."""
    return await service.permit(session, viewer=viewer, permit_id=permit_id, at=clock.now())
