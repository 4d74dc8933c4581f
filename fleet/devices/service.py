"""Use cases of devices: let one in, change it, give it a new secret, see how each is."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.errors import Field, Invalid, Refused
from core.pagination import PageQuery, page
from core.settings import Settings
from fleet.devices.bindings import bindings_of, visible_device
from fleet.devices.ids import unfit
from fleet.devices.schemas import DeviceChange, DeviceIn, DeviceMade, DeviceOut
from fleet.devices.state import last_heard, state_of
from fleet.models import Binding, Device
from fleet.secrets import broker_hash, make_device_id, make_secret


async def list_devices(
    session: AsyncSession,
    *,
    viewer: Viewer,
    settings: Settings,
    query: PageQuery,
    protocol: str | None,
    vehicle_id: int | None,
) -> tuple[list[DeviceOut], str | None]:
    """Devices by id; `vehicle_id` leaves those ever bound to it."""
    statement = select(Device).where(visible(viewer, "device"))
    if protocol is not None:
        statement = statement.where(Device.protocol == protocol)
    if vehicle_id is not None:
        statement = statement.where(Device.no.in_(select(Binding.device_no).where(Binding.vehicle_id == vehicle_id)))
    keys = {"id": Device.id, "no": Device.no, "created_at": Device.created_at}
    devices, following = await page(session, statement, query, keys=keys, default="id", unique=Device.no)
    return await _shown(session, viewer, settings, devices), following


async def device(session: AsyncSession, *, viewer: Viewer, settings: Settings, device_id: str) -> DeviceOut:
    """One device. Raises Missing."""
    return (await _shown(session, viewer, settings, [await visible_device(session, viewer, device_id)]))[0]


async def add_device(
    session: AsyncSession, *, viewer: Viewer, settings: Settings, given: DeviceIn, address: str | None
) -> DeviceMade:
    """Let a device in; its secret is in this answer and nowhere else. Raises Refused("device_exists"), Invalid."""
    wrong = unfit(given.protocol, given.id)
    if wrong is not None:
        raise Invalid(Field("id", wrong))
    secret, device_id = make_secret(), given.id or make_device_id()
    made = Device(
        id=device_id,
        protocol=given.protocol,
        name=given.name,
        silent_after_s=given.silent_after_s,
        secret_hash=broker_hash(secret),
    )
    session.add(made)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Refused(
            "device_exists", zh=f"终端 {device_id} 已登记。", en=f"Device {device_id} is already there."
        ) from error
    await session.refresh(made)
    await _audit(session, viewer, "device.add", device_id, given.model_dump(mode="json") | {"id": device_id}, address)
    shown = await device(session, viewer=viewer, settings=settings, device_id=device_id)
    return DeviceMade(**shown.model_dump(), secret=secret)


async def change_device(
    session: AsyncSession,
    *,
    viewer: Viewer,
    settings: Settings,
    device_id: str,
    given: DeviceChange,
    address: str | None,
) -> DeviceOut:
    """Rename, set the limit of silence, shut out or let in again: what is named. Raises Missing."""
    changed = await visible_device(session, viewer, device_id)
    asked = given.model_dump(exclude_unset=True)
    differing = {name: value for name, value in asked.items() if getattr(changed, name) != value}
    for name, value in differing.items():
        setattr(changed, name, value)
    if differing:
        await session.flush()
        await _audit(session, viewer, "device.change", device_id, differing, address)
    return await device(session, viewer=viewer, settings=settings, device_id=device_id)


async def renew_secret(
    session: AsyncSession, *, viewer: Viewer, settings: Settings, device_id: str, address: str | None
) -> DeviceMade:
    """A new secret; the old one opens nothing any more. Raises Missing.

    A terminal of JT/T 808 has to register anew: its code and what was pinned of it are forgotten.
    """
    renewed = await visible_device(session, viewer, device_id)
    secret = make_secret()
    renewed.secret_hash, renewed.code_hash, renewed.registration = broker_hash(secret), None, None
    await session.flush()
    await _audit(session, viewer, "device.secret", device_id, {}, address)
    shown = await device(session, viewer=viewer, settings=settings, device_id=device_id)
    return DeviceMade(**shown.model_dump(), secret=secret)


async def _shown(
    session: AsyncSession, viewer: Viewer, settings: Settings, devices: Sequence[Device]
) -> list[DeviceOut]:
    """Devices with their bindings to vehicles that the viewer may see."""
    numbers, now = [one.no for one in devices], clock.now()
    bindings = await bindings_of(session, viewer, numbers)
    heard = await last_heard(session, numbers, now)
    own = ("id", "protocol", "name", "silent_after_s", "disabled", "created_at", "throttled_until")
    return [
        DeviceOut.model_validate(
            {name: getattr(one, name) for name in own}
            | {
                "state": state_of(one, bindings[one.no], heard.get(one.no), now, settings.silent_after_s),
                "last_heard": heard.get(one.no),
                "bindings": bindings[one.no],
            }
        )
        for one in devices
    ]


async def _audit(
    session: AsyncSession, viewer: Viewer, action: str, device_id: str, detail: dict[str, object], address: str | None
) -> None:
    await audit.record(
        session, viewer=viewer, action=action, kind="device", id=device_id, detail=detail, address=address
    )
