"""Use cases of bindings: for which vehicle a device speaks, from when until when."""

from collections.abc import Sequence
from datetime import datetime

import psycopg
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from fleet.devices.schemas import BindingEnd, BindingIn, BindingOut
from fleet.models import PLATFORM_RANK, Binding, Device, Vehicle


async def visible_device(session: AsyncSession, viewer: Viewer, device_id: str) -> Device:
    """The device that calls itself so. Raises Missing, also for one that the viewer may not see."""
    found = await session.scalar(select(Device).where(Device.id == device_id, visible(viewer, "device")))
    if found is None:
        raise Missing("device", device_id)
    return found


async def bind(
    session: AsyncSession, *, viewer: Viewer, device_id: str, given: BindingIn, address: str | None
) -> BindingOut:
    """From `since` on the device speaks for the vehicle. Raises Refused("binding_overlaps"), Invalid, Missing."""
    bound = await visible_device(session, viewer, device_id)
    since = given.since or clock.now()
    if given.until is not None and given.until <= since:
        raise Invalid(field("until", zh="结束时间应晚于开始时间", en="must be later than since"))
    plate = await session.scalar(
        select(Vehicle.plate).where(Vehicle.id == given.vehicle_id, visible(viewer, "vehicle"))
    )
    if plate is None:
        raise Invalid(field("vehicle_id", zh="没有这辆车", en="there is no such vehicle"))
    made = binding_of(bound, given.vehicle_id, since, given.until)
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
    await _audit(session, viewer, "device.bind", device_id, shown, address)
    return shown


def binding_of(device: Device, vehicle_id: int, since: datetime, until: datetime | None = None) -> Binding:
    """A binding not yet in the table; what another platform reports stands behind every device of the vehicle's own."""
    rank = PLATFORM_RANK if device.protocol == "jt809" else 0
    return Binding(device_no=device.no, vehicle_id=vehicle_id, during=Range(since, until, bounds="[)"), rank=rank)


async def end_binding(
    session: AsyncSession, *, viewer: Viewer, device_id: str, binding_id: int, given: BindingEnd, address: str | None
) -> BindingOut:
    """Unbind at a moment, or now. Raises Refused("only_nearer_end") when the binding ends before it, Invalid, Missing."""
    bound = await visible_device(session, viewer, device_id)
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
    since, until = ends(binding.during)
    wanted = given.until or clock.now()
    if wanted <= since:
        raise Invalid(field("until", zh="结束时间应晚于开始时间", en="must be later than since"))
    if until is not None and wanted > until:
        raise Refused(
            "only_nearer_end", zh="绑定的结束时间只能提前。", en="The end of a binding can only be moved nearer."
        )
    binding.during = Range(since, wanted, bounds="[)")
    await session.flush()
    shown = BindingOut(id=str(binding.id), vehicle_id=str(binding.vehicle_id), plate=plate, since=since, until=wanted)
    await _audit(session, viewer, "device.unbind", device_id, shown, address)
    return shown


async def bindings_of(session: AsyncSession, viewer: Viewer, numbers: Sequence[int]) -> dict[int, list[BindingOut]]:
    """The bindings of devices, the oldest first, to vehicles that the viewer may see; by device number."""
    statement = (
        select(Binding, Vehicle.plate)
        .join(Vehicle, Vehicle.id == Binding.vehicle_id)
        .where(Binding.device_no.in_(numbers), visible(viewer, "vehicle"))
        .order_by(func.lower(Binding.during), Binding.id)
    )
    found: dict[int, list[BindingOut]] = {number: [] for number in numbers}
    for binding, plate in await session.execute(statement):
        since, until = ends(binding.during)
        found[binding.device_no].append(
            BindingOut(id=str(binding.id), vehicle_id=str(binding.vehicle_id), plate=plate, since=since, until=until)
        )
    return found


def ends(during: Range[datetime]) -> tuple[datetime, datetime | None]:
    """When a binding begins and ends; a check of the table has it begin somewhere."""
    assert during.lower is not None
    return during.lower, during.upper


async def _audit(
    session: AsyncSession, viewer: Viewer, action: str, device_id: str, shown: BindingOut, address: str | None
) -> None:
    detail = shown.model_dump(mode="json")
    await audit.record(
        session, viewer=viewer, action=action, kind="device", id=device_id, detail=detail, address=address
    )
