"""Use cases of devices: let one in, say for which vehicle it speaks and when, see when it was last heard."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.pagination import PageQuery, page
from fleet.models import Binding, Device, Vehicle
from fleet.schemas import BindingEnd, BindingIn, BindingOut, DeviceIn, DeviceMade, DeviceOut
from fleet.secrets import broker_hash, make_device_id, make_secret

HEARD_WITHIN = timedelta(days=7)
# By the primary key, from the newest back; the time bound leaves the older partitions alone.
LAST_HEARD = text("""
    SELECT d.no, max(newest.received_at) AS heard FROM unnest(CAST(:numbers AS int[])) AS d (no)
    JOIN binding b ON b.device_no = d.no
    CROSS JOIN LATERAL (SELECT p.received_at FROM position p WHERE p.vehicle_id = b.vehicle_id AND p.device_no = d.no
        AND p.fix_time > :since ORDER BY p.fix_time DESC LIMIT 1) AS newest GROUP BY d.no""")


async def list_devices(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, protocol: str | None, vehicle_id: int | None
) -> tuple[list[DeviceOut], str | None]:
    """Devices by id; `vehicle_id` leaves those ever bound to it."""
    statement = select(Device).where(visible(viewer, "device"))
    if protocol is not None:
        statement = statement.where(Device.protocol == protocol)
    if vehicle_id is not None:
        statement = statement.where(Device.no.in_(select(Binding.device_no).where(Binding.vehicle_id == vehicle_id)))
    keys = {"id": Device.id, "no": Device.no, "created_at": Device.created_at}
    devices, following = await page(session, statement, query, keys=keys, default="id", unique=Device.no)
    return await _shown(session, viewer, devices), following


async def device(session: AsyncSession, *, viewer: Viewer, device_id: str) -> DeviceOut:
    """One device. Raises Missing."""
    return (await _shown(session, viewer, [await _visible(session, viewer, device_id)]))[0]


async def add_device(session: AsyncSession, *, viewer: Viewer, given: DeviceIn, address: str | None) -> DeviceMade:
    """Let a device in; its secret is in this answer and nowhere else. Raises Refused("device_exists")."""
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
    await _audit(session, viewer, "device.add", device_id, given.model_dump(mode="json") | {"id": device_id}, address)
    shown = await device(session, viewer=viewer, device_id=device_id)
    return DeviceMade(**shown.model_dump(), secret=secret)


async def bind(
    session: AsyncSession, *, viewer: Viewer, device_id: str, given: BindingIn, address: str | None
) -> BindingOut:
    """From `since` on the device speaks for the vehicle. Raises Refused("binding_overlaps"), Invalid, Missing."""
    bound = await _visible(session, viewer, device_id)
    since = given.since or clock.now()
    if given.until is not None and given.until <= since:
        raise Invalid(field("until", zh="结束时间应晚于开始时间", en="must be later than since"))
    plate = await session.scalar(
        select(Vehicle.plate).where(Vehicle.id == given.vehicle_id, visible(viewer, "vehicle"))
    )
    if plate is None:
        raise Invalid(field("vehicle_id", zh="没有这辆车", en="there is no such vehicle"))
    made = Binding(device_no=bound.no, vehicle_id=given.vehicle_id, during=Range(since, given.until, bounds="[)"))
    session.add(made)
    try:
        await session.flush()
    except IntegrityError as error:
        if not isinstance(error.orig, psycopg.errors.ExclusionViolation):
            raise
        raise Refused(
            "binding_overlaps",
            zh="该终端在此时段已绑定车辆，请先结束原绑定。",
            en="The device already speaks for a vehicle in this time; end that binding first.",
        ) from error
    shown = BindingOut(id=str(made.id), vehicle_id=str(given.vehicle_id), plate=plate, since=since, until=given.until)
    await _audit(session, viewer, "device.bind", device_id, shown.model_dump(mode="json"), address)
    return shown


async def end_binding(
    session: AsyncSession, *, viewer: Viewer, device_id: str, binding_id: int, given: BindingEnd, address: str | None
) -> BindingOut:
    """Unbind at a moment. Raises Refused("only_nearer_end") when the binding ends before it, Invalid, Missing."""
    bound = await _visible(session, viewer, device_id)
    statement = (
        select(Binding, Vehicle.plate)
        .join(Vehicle, Vehicle.id == Binding.vehicle_id)
        .where(Binding.id == binding_id, Binding.device_no == bound.no)
        .with_for_update(of=Binding)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("binding", binding_id)
    binding, plate = row
    since, until = _ends(binding.during)
    if given.until <= since:
        raise Invalid(field("until", zh="结束时间应晚于开始时间", en="must be later than since"))
    if until is not None and given.until > until:
        raise Refused(
            "only_nearer_end", zh="绑定的结束时间只能提前。", en="The end of a binding can only be moved nearer."
        )
    binding.during = Range(since, given.until, bounds="[)")
    await session.flush()
    shown = BindingOut(
        id=str(binding.id), vehicle_id=str(binding.vehicle_id), plate=plate, since=since, until=given.until
    )
    await _audit(session, viewer, "device.unbind", device_id, shown.model_dump(mode="json"), address)
    return shown


async def _visible(session: AsyncSession, viewer: Viewer, device_id: str) -> Device:
    found = await session.scalar(select(Device).where(Device.id == device_id, visible(viewer, "device")))
    if found is None:
        raise Missing("device", device_id)
    return found


async def _shown(session: AsyncSession, viewer: Viewer, devices: Sequence[Device]) -> list[DeviceOut]:
    """Devices with their bindings to vehicles that the viewer may see."""
    numbers = [one.no for one in devices]
    statement = (
        select(Binding, Vehicle.plate)
        .join(Vehicle, Vehicle.id == Binding.vehicle_id)
        .where(Binding.device_no.in_(numbers), visible(viewer, "vehicle"))
        .order_by(func.lower(Binding.during), Binding.id)
    )
    bindings: dict[int, list[BindingOut]] = {number: [] for number in numbers}
    for binding, plate in await session.execute(statement):
        since, until = _ends(binding.during)
        bindings[binding.device_no].append(
            BindingOut(id=str(binding.id), vehicle_id=str(binding.vehicle_id), plate=plate, since=since, until=until)
        )
    newest = await session.execute(LAST_HEARD, {"numbers": numbers, "since": clock.now() - HEARD_WITHIN})
    heard = {row.no: row.heard for row in newest}
    own = ("id", "protocol", "name", "silent_after_s", "disabled")
    return [
        DeviceOut.model_validate(
            {name: getattr(one, name) for name in own} | {"last_heard": heard.get(one.no), "bindings": bindings[one.no]}
        )
        for one in devices
    ]


def _ends(during: Range[datetime]) -> tuple[datetime, datetime | None]:
    assert during.lower is not None  # a binding begins somewhere: a check of the table
    return during.lower, during.upper


async def _audit(
    session: AsyncSession, viewer: Viewer, action: str, device_id: str, detail: dict[str, object], address: str | None
) -> None:
    await audit.record(
        session, viewer=viewer, action=action, kind="device", id=device_id, detail=detail, address=address
    )
