"""HTTP of seals."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from core import audit, clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import Page, PathId
from findings.seals import package, service
from findings.seals.schemas import ReleaseIn, SealIn, SealOut, SealPeople
from fleet.schemas import PRINTABLE

router = APIRouter(tags=["seals"])
Sealer = Annotated[Viewer, Depends(allowed("seal.set"))]
Lifter = Annotated[Viewer, Depends(allowed("seal.lift"))]
Exporter = Annotated[Viewer, Depends(allowed("seal.export"))]
ZIP = "application/zip"


@router.get("/seals")
async def list_seals(session: Db, viewer: Me, paging: Paging) -> Page[SealOut]:
    """Seals, the newest first."""
    return Page.of(*await service.list_seals(session, viewer=viewer, query=paging))


@router.post("/seals", status_code=201)
async def add_seal(session: Db, viewer: Sealer, given: SealIn, request: Request) -> SealOut:
    """Freeze what belongs to a bus, a run or a person in a time."""
    return await service.seal(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/seals/{seal_id}")
async def get_seal(session: Db, viewer: Me, seal_id: PathId) -> SealOut:
    """One seal."""
    return await service.one(session, viewer=viewer, seal_id=seal_id)


@router.post("/seals/{seal_id}/releases", status_code=201)
async def add_release(session: Db, viewer: Lifter, given: ReleaseIn, seal_id: PathId, request: Request) -> SealOut:
    """Say why it may be lifted; the second person who does so lifts it."""
    address = caller_of(request).address
    return await service.release(session, viewer=viewer, seal_id=seal_id, reason=given.reason, address=address)


@router.get("/seals/{seal_id}/package.zip", response_class=StreamingResponse, responses={200: {"content": {ZIP: {}}}})
async def get_package(
    session: Db, viewer: Exporter, settings: Conf, seal_id: PathId, request: Request
) -> StreamingResponse:
    """All of it in one file, written as it is read, with a manifest of hashes that a stranger can verify."""
    sealed = await service.one(session, viewer=viewer, seal_id=seal_id)
    now = clock.now()
    await audit.record(
        session, viewer=viewer, action="seal.export", kind="seal", id=seal_id, address=caller_of(request).address
    )
    name = f"seal-{seal_id}-{now.astimezone(settings.zone):%Y%m%d-%H%M}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Encoding": "identity",  # it is compressed inside
        "Cache-Control": "no-store",
    }
    written = package.written(settings.database_url, sealed=sealed, by=viewer.display_name, now=now)
    return StreamingResponse(written, media_type=ZIP, headers=headers)


@router.get("/seal-people")
async def find_people(
    session: Db, viewer: Sealer, q: Annotated[str, Query(min_length=1, max_length=64, pattern=PRINTABLE)]
) -> SealPeople:
    """Drivers and attendants by a part of their name, to seal their runs."""
    return SealPeople(items=await service.people(session, viewer=viewer, name=q))
