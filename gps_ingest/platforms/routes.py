"""HTTP of other platforms that report to us over JT/T 809."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core.access import Viewer
from core.deps import Db, Me, Paging, allowed, caller_of
from core.shapes import Page, PathId
from gps_ingest.platforms import service
from gps_ingest.platforms.schemas import PlatformChange, PlatformIn, PlatformMade, PlatformOut

router = APIRouter(tags=["platforms"])
Changer = Annotated[Viewer, Depends(allowed("platform.change"))]


@router.get("/platforms")
async def list_platforms(session: Db, viewer: Me, paging: Paging) -> Page[PlatformOut]:
    """Platforms that report to us, and how their links stand."""
    return Page.of(*await service.list_platforms(session, viewer=viewer, query=paging))


@router.post("/platforms", status_code=201)
async def add_platform(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("platform.add"))], given: PlatformIn, request: Request
) -> PlatformMade:
    """Let a platform in. The answer holds its password, once."""
    return await service.add_platform(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/platforms/{platform_id}")
async def get_platform(session: Db, viewer: Me, platform_id: PathId) -> PlatformOut:
    """One platform."""
    return await service.platform(session, viewer=viewer, platform_id=platform_id)


@router.patch("/platforms/{platform_id}")
async def change_platform(
    session: Db, viewer: Changer, platform_id: PathId, given: PlatformChange, request: Request
) -> PlatformOut:
    """Change what is agreed with a platform, or shut it out; it has to log in anew. `cipher` null: it encrypts no more."""
    address = caller_of(request).address
    return await service.change_platform(session, viewer=viewer, platform_id=platform_id, given=given, address=address)


@router.post("/platforms/{platform_id}/password")
async def new_password(session: Db, viewer: Changer, platform_id: PathId, request: Request) -> PlatformMade:
    """Give a platform a new password. The answer holds it, once; the platform has to log in anew."""
    address = caller_of(request).address
    return await service.new_password(session, viewer=viewer, platform_id=platform_id, address=address)
