"""HTTP of devices and of the vehicles that they speak for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import BigPathId, Page, QueryId
from fleet.devices import bindings, service
from fleet.devices.schemas import BindingEnd, BindingIn, BindingOut, DeviceChange, DeviceIn, DeviceMade, DeviceOut
from fleet.schemas import DevicePath, Protocol

router = APIRouter(tags=["devices"])
Binder = Annotated[Viewer, Depends(allowed("device.bind"))]


@router.get("/devices")
async def list_devices(
    session: Db,
    viewer: Me,
    settings: Conf,
    paging: Paging,
    protocol: Protocol | None = None,
    vehicle_id: QueryId = None,
) -> Page[DeviceOut]:
    """Devices with how they are and their bindings."""
    found = await service.list_devices(
        session, viewer=viewer, settings=settings, query=paging, protocol=protocol, vehicle_id=vehicle_id
    )
    return Page.of(*found)


@router.post("/devices", status_code=201)
async def add_device(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.add"))],
    settings: Conf,
    given: DeviceIn,
    request: Request,
) -> DeviceMade:
    """Let a device in. The answer holds its secret, once."""
    address = caller_of(request).address
    return await service.add_device(session, viewer=viewer, settings=settings, given=given, address=address)


@router.get("/devices/{device_id}")
async def get_device(session: Db, viewer: Me, settings: Conf, device_id: DevicePath) -> DeviceOut:
    """One device with its bindings."""
    return await service.device(session, viewer=viewer, settings=settings, device_id=device_id)


@router.patch("/devices/{device_id}")
async def change_device(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.change"))],
    settings: Conf,
    device_id: DevicePath,
    given: DeviceChange,
    request: Request,
) -> DeviceOut:
    """Rename a device, set its limit of silence, shut it out or let it in again."""
    address = caller_of(request).address
    return await service.change_device(
        session, viewer=viewer, settings=settings, device_id=device_id, given=given, address=address
    )


@router.post("/devices/{device_id}/secret")
async def renew_secret(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.secret"))],
    settings: Conf,
    device_id: DevicePath,
    request: Request,
) -> DeviceMade:
    """A new secret, told once; the old one opens nothing any more. A terminal of JT/T 808 has to register anew."""
    address = caller_of(request).address
    return await service.renew_secret(session, viewer=viewer, settings=settings, device_id=device_id, address=address)


@router.post("/devices/{device_id}/bindings", status_code=201)
async def bind_device(
    session: Db, viewer: Binder, device_id: DevicePath, given: BindingIn, request: Request
) -> BindingOut:
    """From then on the device speaks for a vehicle."""
    address = caller_of(request).address
    return await bindings.bind(session, viewer=viewer, device_id=device_id, given=given, address=address)


@router.patch("/devices/{device_id}/bindings/{binding_id}")
async def end_binding(
    session: Db, viewer: Binder, device_id: DevicePath, binding_id: BigPathId, given: BindingEnd, request: Request
) -> BindingOut:
    """The device speaks for the vehicle until then."""
    return await bindings.end_binding(
        session,
        viewer=viewer,
        device_id=device_id,
        binding_id=binding_id,
        given=given,
        address=caller_of(request).address,
    )
