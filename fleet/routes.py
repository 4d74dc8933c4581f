"""HTTP of organisations, people, lines and vehicles."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import Page, PathId, QueryId, Utc
from fleet import people, service, tracks
from fleet.people import PersonListed
from fleet.schemas import (
    Direction,
    LineOut,
    OrganisationKind,
    OrganisationOut,
    PersonKind,
    QueryText,
    VehicleIn,
    VehicleOut,
    VehicleType,
)
from fleet.track_formats import FORMATS, GEOJSON, negotiate

router = APIRouter(tags=["fleet"])


@router.get("/organisations")
async def list_organisations(
    session: Db, viewer: Me, paging: Paging, kind: OrganisationKind | None = None
) -> Page[OrganisationOut]:
    """Offices, schools and providers."""
    return Page.of(*await service.list_organisations(session, viewer=viewer, query=paging, kind=kind))


@router.get("/people")
async def list_people(
    session: Db,
    viewer: Me,
    paging: Paging,
    kind: PersonKind | None = None,
    organisation_id: QueryId = None,
    q: QueryText = None,
) -> Page[PersonListed]:
    """Drivers, attendants and safety persons."""
    found = await people.list_people(
        session, viewer=viewer, query=paging, kind=kind, organisation_id=organisation_id, name=q
    )
    return Page.of(*found)


@router.get("/lines")
async def list_lines(
    session: Db, viewer: Me, paging: Paging, school_id: QueryId = None, direction: Direction | None = None
) -> Page[LineOut]:
    """Lines."""
    found = await service.list_lines(session, viewer=viewer, query=paging, school_id=school_id, direction=direction)
    return Page.of(*found)


@router.get("/vehicles")
async def list_vehicles(
    session: Db,
    viewer: Me,
    paging: Paging,
    plate: QueryText = None,
    operator_id: QueryId = None,
    school_id: QueryId = None,
    type: VehicleType | None = None,  # noqa: A002 - the field's name in the contract
) -> Page[VehicleOut]:
    """Vehicles that are watched."""
    found = await service.list_vehicles(
        session, viewer=viewer, query=paging, plate=plate, operator_id=operator_id, school_id=school_id, kind=type
    )
    return Page.of(*found)


@router.post("/vehicles", status_code=201)
async def add_vehicle(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("vehicle.add"))], given: VehicleIn, request: Request
) -> VehicleOut:
    """Watch one more vehicle."""
    return await service.add_vehicle(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/vehicles/{vehicle_id}")
async def get_vehicle(session: Db, viewer: Me, vehicle_id: PathId) -> VehicleOut:
    """One vehicle."""
    return await service.vehicle(session, viewer=viewer, vehicle_id=vehicle_id)


@router.get(
    "/vehicles/{vehicle_id}/positions",
    response_class=StreamingResponse,
    responses={200: {"content": {media: {} for media in FORMATS}}},
)
async def get_positions(
    session: Db,
    viewer: Me,
    settings: Conf,
    request: Request,
    vehicle_id: PathId,
    since: Utc | None = None,
    until: Utc | None = None,
) -> StreamingResponse:
    """Where a vehicle was from `since` to `until`, both included (the last 24 hours, if not said), as `Accept` asks."""
    media = negotiate(request.headers.get("accept", GEOJSON))
    shown = await service.vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    window = tracks.window(since, until, clock.now() + timedelta(seconds=settings.future_max_s))
    await tracks.refuse_too_many(session, vehicle_id=vehicle_id, window=window)
    chunks = tracks.chunks(request.app.state.sessions, vehicle_id=vehicle_id, window=window)
    return StreamingResponse(FORMATS[media](chunks, shown.plate), media_type=media, headers={"Vary": "Accept"})
