"""HTTP of what people see of the road in: parked frames, unknown devices, commands, photographs, drivers' cards."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request, Response

from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import BigPathId, Page, PathId, Utc
from fleet.schemas import DevicePath, QueryText
from gps_ingest.desk import commands, media, parked, unknown
from gps_ingest.desk.command_schemas import CommandIn, CommandOut
from gps_ingest.desk.schemas import Adopted, AdoptionIn, DriverCardOut, MediaOut, ParkedOut, UnknownDeviceOut

router = APIRouter(tags=["gps_ingest"])
Adopter = Annotated[Viewer, Depends(allowed("device.adopt"))]
A_DAY = "private, max-age=86400, immutable"


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
    found = await parked.list_parked(
        session, viewer=viewer, query=paging, reason=reason, device=device, door=door, since=since
    )
    return Page.of(*found)


@router.get("/unknown-devices")
async def list_unknown(session: Db, viewer: Me, paging: Paging, ignored: bool = False) -> Page[UnknownDeviceOut]:
    """Devices that knock and that nobody let in, the latest first; or those that somebody ignores."""
    return Page.of(*await unknown.list_unknown(session, viewer=viewer, query=paging, ignored=ignored))


@router.post("/unknown-devices/{unknown_device_id}/adoption", status_code=201)
async def adopt(
    session: Db, viewer: Adopter, settings: Conf, unknown_device_id: BigPathId, given: AdoptionIn, request: Request
) -> Adopted:
    """Let it in, and bind it where a vehicle is named. The answer holds its secret, once."""
    address = caller_of(request).address
    return await unknown.adopt(
        session, viewer=viewer, settings=settings, unknown_id=unknown_device_id, given=given, address=address
    )


@router.delete("/unknown-devices/{unknown_device_id}", status_code=204)
async def ignore(session: Db, viewer: Adopter, unknown_device_id: BigPathId, request: Request) -> None:
    """Out of the queue, however often it knocks."""
    await unknown.ignore(session, viewer=viewer, unknown_id=unknown_device_id, address=caller_of(request).address)


@router.post("/devices/{device_id}/commands", status_code=201)
async def give_command(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.command"))],
    device_id: DevicePath,
    given: Annotated[CommandIn, Body()],
    request: Request,
) -> CommandOut:
    """Have a terminal of JT/T 808 told or asked; what becomes of it is in the list."""
    address = caller_of(request).address
    return await commands.give(session, viewer=viewer, device_id=device_id, given=given, address=address)


@router.get("/devices/{device_id}/commands")
async def list_commands(session: Db, viewer: Me, paging: Paging, device_id: DevicePath) -> Page[CommandOut]:
    """Commands to a device with their answers, the newest first."""
    return Page.of(*await commands.list_commands(session, viewer=viewer, device_id=device_id, query=paging))


@router.get("/vehicles/{vehicle_id}/media")
async def list_media(session: Db, viewer: Me, paging: Paging, vehicle_id: PathId) -> Page[MediaOut]:
    """Photographs, sounds and films of a vehicle, the newest first."""
    return Page.of(*await media.list_media(session, viewer=viewer, vehicle_id=vehicle_id, query=paging))


@router.get("/media/{media_id}", response_class=Response)
async def get_media(session: Db, viewer: Me, media_id: BigPathId) -> Response:
    """The bytes of one, as what they are."""
    file = await media.media_file(session, viewer=viewer, media_id=media_id)
    headers = {"Cache-Control": A_DAY}
    if file.media_type == media.BYTES:
        headers["Content-Disposition"] = f'attachment; filename="media-{media_id}"'
    return Response(file.data, media_type=file.media_type, headers=headers)


@router.get("/vehicles/{vehicle_id}/driver-cards")
async def list_cards(session: Db, viewer: Me, paging: Paging, vehicle_id: PathId) -> Page[DriverCardOut]:
    """Drivers' cards put into a vehicle's terminal and taken out, the newest first."""
    return Page.of(*await media.list_cards(session, viewer=viewer, vehicle_id=vehicle_id, query=paging))
