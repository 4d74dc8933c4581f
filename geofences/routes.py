"""HTTP of places."""

from fastapi import APIRouter

from core import clock
from core.deps import Db, Me
from core.shapes import PathId, Utc
from fleet.schemas import QueryText
from geofences import service
from geofences.schemas import Category, PlaceFeature, Places

router = APIRouter(tags=["geofences"])


@router.get("/places")
async def list_places(
    session: Db, viewer: Me, kind: QueryText = None, category: Category | None = None, at: Utc | None = None
) -> Places:
    """Zones, risk segments and road sections as GeoJSON: those in force now, or `at` a moment."""
    moment = at or clock.now()
    return await service.places_at(session, viewer=viewer, at=moment, kind=kind, category=category)


@router.get("/places/{place_id}")
async def get_place(session: Db, viewer: Me, place_id: PathId) -> PlaceFeature:
    """One version of a place."""
    return await service.place(session, viewer=viewer, place_id=place_id)
