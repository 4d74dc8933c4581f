"""HTTP of places."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, Me, allowed, caller_of
from core.errors import Invalid, field
from core.shapes import PathId, Utc
from fleet.schemas import QueryText
from geofences import service, versions
from geofences.schemas import Box, Category, PlaceEnd, PlaceFeature, PlaceIn, PlaceRestore, Places, PlaceVersions

router = APIRouter(tags=["geofences"])
Drawer = Annotated[Viewer, Depends(allowed("place.change"))]
BoxText = Annotated[str | None, Query(max_length=100)]


@router.get("/places")
async def list_places(
    session: Db,
    viewer: Me,
    kind: QueryText = None,
    category: Category | None = None,
    at: Utc | None = None,
    bbox: BoxText = None,
    ended: bool = False,
) -> Places:
    """Zones, risk segments and road sections as GeoJSON: those in force now, or `at` a moment; `ended`: those no more."""
    asked = service.ended_places if ended else service.places_at
    moment, box = at or clock.now(), _box(bbox)
    return await asked(session, viewer=viewer, at=moment, kind=kind, category=category, box=box)


@router.post("/places", status_code=201)
async def add_place(session: Db, viewer: Drawer, settings: Conf, given: PlaceIn, request: Request) -> PlaceFeature:
    """Draw a place: the next batch of positions is judged by it."""
    ground = await service.ground_of(session, settings, clock.now())
    address = caller_of(request).address
    return service.feature(await versions.add(session, viewer=viewer, given=given, ground=ground, address=address))


@router.get("/places/{place_id}")
async def get_place(session: Db, viewer: Me, place_id: PathId) -> PlaceFeature:
    """One version of a place."""
    return await service.place(session, viewer=viewer, place_id=place_id)


@router.put("/places/{place_id}")
async def change_place(
    session: Db, viewer: Drawer, settings: Conf, place_id: PathId, given: PlaceIn, request: Request
) -> PlaceFeature:
    """A new version. `place_id` is the version that was seen: 409 `place_changed` when it is not the newest any more."""
    ground = await service.ground_of(session, settings, clock.now())
    changed = await versions.change(
        session, viewer=viewer, place_id=place_id, given=given, ground=ground, address=caller_of(request).address
    )
    return service.feature(changed)


@router.get("/places/{place_id}/versions")
async def list_versions(session: Db, viewer: Me, place_id: PathId) -> PlaceVersions:
    """The place's history, the newest version first."""
    return await service.versions(session, viewer=viewer, place_id=place_id)


@router.post("/places/{place_id}/end")
async def end_place(session: Db, viewer: Drawer, place_id: PathId, given: PlaceEnd, request: Request) -> PlaceFeature:
    """The place is no more from now on; findings that name it stay."""
    address = caller_of(request).address
    ended = await versions.end(session, viewer=viewer, place_id=place_id, reason=given.reason, address=address)
    return service.feature(ended)


@router.post("/places/{place_id}/restore")
async def restore_place(
    session: Db, viewer: Drawer, place_id: PathId, given: PlaceRestore, request: Request
) -> PlaceFeature:
    """Undo: a new version equal to this one."""
    restored = await versions.restore(
        session,
        viewer=viewer,
        place_id=place_id,
        newest_id=given.newest_id,
        address=caller_of(request).address,
    )
    return service.feature(restored)


def _box(text: str | None) -> Box | None:
    if text is None:
        return None
    try:
        return Box.of(text)
    except ValueError as error:
        raise Invalid(
            field("bbox", zh="应为 西,南,东,北（度）", en="must be west,south,east,north in degrees")
        ) from error
