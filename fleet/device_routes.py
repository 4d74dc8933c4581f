"""HTTP of devices and of the vehicles that they speak for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core.access import Viewer
from core.deps import Db, Me, Paging, allowed, caller_of
from core.shapes import BigPathId, Page, QueryId
from fleet import devices
from fleet.schemas import (
    BindingEnd,
    BindingIn,
    BindingOut,
    DeviceIn,
    DeviceMade,
    DeviceOut,
    DevicePath,
    Protocol,
)

router = APIRouter(tags=["devices"])


@router.get("/devices")
async def list_devices(
    session: Db, viewer: Me, paging: Paging, protocol: Protocol | None = None, vehicle_id: QueryId = None
) -> Page[DeviceOut]:
    """Devices with their bindings."""
    found = await devices.list_devices(session, viewer=viewer, query=paging, protocol=protocol, vehicle_id=vehicle_id)
    return Page.of(*found)


@router.post("/devices", status_code=201)
async def add_device(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("device.add"))], given: DeviceIn, request: Request
) -> DeviceMade:
    """Let a device in. The answer holds its secret, once."""
    return await devices.add_device(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/devices/{device_id}")
async def get_device(session: Db, viewer: Me, device_id: DevicePath) -> DeviceOut:
    """One device with its bindings."""
    return await devices.device(session, viewer=viewer, device_id=device_id)


@router.post("/devices/{device_id}/bindings", status_code=201)
async def bind_device(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.bind"))],
    device_id: DevicePath,
    given: BindingIn,
    request: Request,
) -> BindingOut:
    """From then on the device speaks for a vehicle."""
    address = caller_of(request).address
    return await devices.bind(session, viewer=viewer, device_id=device_id, given=given, address=address)


@router.patch("/devices/{device_id}/bindings/{binding_id}")
async def end_binding(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.bind"))],
    device_id: DevicePath,
    binding_id: BigPathId,
    given: BindingEnd,
    request: Request,
) -> BindingOut:
    """The device speaks for the vehicle until then."""
    return await devices.end_binding(
        session,
        viewer=viewer,
        device_id=device_id,
        binding_id=binding_id,
        given=given,
        address=caller_of(request).address,
    )
