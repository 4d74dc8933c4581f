"""Devices that knocked and that nobody let in: seen as a queue, each let in with one act, or ignored."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.pagination import PageQuery, page
from core.settings import Settings
from fleet.devices import bindings
from fleet.devices import service as devices
from fleet.devices.schemas import BindingIn, DeviceIn
from fleet.models import Device, Vehicle
from fleet.schemas import DEVICE_ID, Protocol
from fleet.service import plain_plate, plain_plate_column
from gps_ingest.desk.parked import waiting
from gps_ingest.desk.schemas import Adopted, AdoptionIn, ProposedVehicle, UnknownDeviceOut
from gps_ingest.models import UnknownDevice

# by which door it knocked -> what it is let in as
PROTOCOLS: dict[str, Protocol] = {
    "mqtt": "nmea_mqtt",  # or OwnTracks: a refused login does not say
    "nmea_tcp": "nmea_tcp",
    "nmea_udp": "nmea_udp",
    "jt808": "jt808",
    "jt809": "jt809",
    "osmand": "osmand",
    "owntracks": "owntracks",
}
OTHERWISE: Protocol = "nmea_mqtt"


async def list_unknown(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, ignored: bool
) -> tuple[list[UnknownDeviceOut], str | None]:
    """Those that knock, the latest first; or those that somebody ignores. One let in since is in neither."""
    statement = select(UnknownDevice).where(
        visible(viewer, "unknown_device"), ~_let_in_since(), UnknownDevice.ignored_at.is_not(None) == ignored
    )
    keys = {"last_at": UnknownDevice.last_at, "first_at": UnknownDevice.first_at, "id": UnknownDevice.id}
    rows, following = await page(session, statement, query, keys=keys, default="-last_at", unique=UnknownDevice.id)
    return await _shown(session, viewer, rows), following


async def adopt(
    session: AsyncSession,
    *,
    viewer: Viewer,
    settings: Settings,
    unknown_id: int,
    given: AdoptionIn,
    address: str | None,
) -> Adopted:
    """Let it in, bind it where a vehicle is named, take it off the queue; its secret is in this answer and nowhere else.

    Raises Missing, Invalid, Refused("device_exists", "not_a_device_id").
    """
    row = await _visible(session, viewer, unknown_id)
    if not re.fullmatch(DEVICE_ID, row.device):
        raise Refused(
            "not_a_device_id",
            zh="它自报的编号不能作为终端编号（4 至 32 个字母、数字、- 或 _），请在终端上改正后重试。",
            en="What it calls itself cannot be a device's id (4 to 32 letters, figures, - or _); correct it on the terminal.",
        )
    if given.since is not None and given.vehicle_id is None:
        raise Invalid(field("since", zh="没有选择车辆", en="says nothing without a vehicle"))
    lets_in = DeviceIn(id=row.device, protocol=given.protocol or PROTOCOLS.get(row.door, OTHERWISE), name=given.name)
    made = await devices.add_device(session, viewer=viewer, settings=settings, given=lets_in, address=address)
    held = (await waiting(session, [row.device])).get(row.device)
    if given.vehicle_id is not None:
        since = given.since or (None if held is None else _day_of(held.first, settings))
        binds = BindingIn(vehicle_id=given.vehicle_id, since=since)
        await bindings.bind(session, viewer=viewer, device_id=row.device, given=binds, address=address)
    await _audit(session, viewer, "device.adopt", row, address)
    await session.execute(delete(UnknownDevice).where(UnknownDevice.device == row.device))
    shown = await devices.device(session, viewer=viewer, settings=settings, device_id=row.device)
    return Adopted(**shown.model_dump(), secret=made.secret, waiting=0 if held is None else held.fixes)


async def ignore(session: AsyncSession, *, viewer: Viewer, unknown_id: int, address: str | None) -> None:
    """Out of the queue, however often it knocks; it is still there among the ignored. Raises Missing.

    Of a device that is let in only this knock is set aside: the next one is news again.
    """
    row = await _visible(session, viewer, unknown_id)
    if await session.scalar(select(Device.no).where(Device.id == row.device)) is None:
        row.ignored_at = clock.now()
    else:
        await session.delete(row)
    await _audit(session, viewer, "device.ignore", row, address)


async def _visible(session: AsyncSession, viewer: Viewer, unknown_id: int) -> UnknownDevice:
    statement = select(UnknownDevice).where(UnknownDevice.id == unknown_id, visible(viewer, "unknown_device"))
    found = await session.scalar(statement.with_for_update())
    if found is None:
        raise Missing("unknown device", unknown_id)
    return found


def _let_in_since() -> ColumnElement[bool]:
    return (
        select(Device.no).where(Device.id == UnknownDevice.device, Device.created_at > UnknownDevice.last_at).exists()
    )


def _day_of(first: datetime, settings: Settings) -> datetime:
    """When the day of a moment began, by the office's clock."""
    return datetime.combine(first.astimezone(settings.zone).date(), time(), settings.zone)


async def _shown(session: AsyncSession, viewer: Viewer, rows: Sequence[UnknownDevice]) -> list[UnknownDeviceOut]:
    names = [row.device for row in rows]
    held = await waiting(session, names)
    registered = set(await session.scalars(select(Device.id).where(Device.id.in_(names))))
    proposed = await _by_plate(session, viewer, {plate for row in rows if (plate := _plate(row))})
    own = ("id", "door", "device", "address", "detail", "first_at", "last_at", "times", "ignored_at")
    return [
        UnknownDeviceOut.model_validate(
            {name: getattr(row, name) for name in own}
            | {
                "protocol": PROTOCOLS.get(row.door, OTHERWISE),
                "proposed_vehicle": proposed.get(_plate(row)),
                "waiting": held[row.device].fixes if row.device in held else 0,
                "adoptable": re.fullmatch(DEVICE_ID, row.device) is not None,
                "registered": row.device in registered,
            }
        )
        for row in rows
    ]


def _plate(row: UnknownDevice) -> str:
    """The plate that a terminal registered with, as plates are compared; "" without one."""
    told = row.detail.get("plate")
    return plain_plate(told) if isinstance(told, str) else ""


async def _by_plate(session: AsyncSession, viewer: Viewer, plates: set[str]) -> dict[str, ProposedVehicle]:
    if not plates:
        return {}
    statement = select(Vehicle.id, Vehicle.plate).where(plain_plate_column().in_(plates), visible(viewer, "vehicle"))
    return {
        plain_plate(plate): ProposedVehicle(id=str(id_), plate=plate) for id_, plate in await session.execute(statement)
    }


async def _audit(session: AsyncSession, viewer: Viewer, action: str, row: UnknownDevice, address: str | None) -> None:
    detail = {"door": row.door, "address": row.address, "detail": row.detail}
    await audit.record(
        session, viewer=viewer, action=action, kind="device", id=row.device, detail=detail, address=address
    )
