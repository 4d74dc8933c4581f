"""How a device is: when it was last heard, and whether that is within its limit of silence."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from fleet.devices.schemas import BindingOut, State
from fleet.models import Device

HEARD_WITHIN = timedelta(days=7)
# By the primary key, from the newest back; the time bound leaves the older partitions alone.
NEWEST = """
    SELECT d.no, max(newest.received_at) AS heard FROM unnest(CAST(:numbers AS int[])) AS d (no)
    JOIN binding b ON b.device_no = d.no
    CROSS JOIN LATERAL (SELECT p.received_at FROM position p WHERE p.vehicle_id = b.vehicle_id AND p.device_no = d.no
        {bound} ORDER BY p.fix_time DESC LIMIT 1) AS newest
    {where} GROUP BY d.no"""
LATELY = text(NEWEST.format(bound="AND p.fix_time > :since", where=""))
# Without a bound only where no other device's fixes of the vehicle would all have to be passed over.
EVER = text(
    NEWEST.format(
        bound="",
        where="WHERE NOT EXISTS (SELECT FROM binding o WHERE o.vehicle_id = b.vehicle_id AND o.device_no <> d.no)",
    )
)


async def last_heard(session: AsyncSession, numbers: Sequence[int], now: datetime) -> dict[int, datetime]:
    """When the newest fix of each device reached us, by its number; without those of which none is found."""
    lately = await session.execute(LATELY, {"numbers": list(numbers), "since": now - HEARD_WITHIN})
    heard: dict[int, datetime] = {row.no: row.heard for row in lately}
    others = [number for number in numbers if number not in heard]
    if others:
        heard |= {row.no: row.heard for row in await session.execute(EVER, {"numbers": others})}
    return heard


def state_of(
    device: Device, bindings: Sequence[BindingOut], heard: datetime | None, now: datetime, silent_after_s: int
) -> State:
    """In one word. `silent_after_s` is the limit of a device that has none of its own."""
    if device.disabled:
        return "disabled"
    if not any(one.since <= now and (one.until is None or one.until > now) for one in bindings):
        return "unbound"
    if heard is None:
        return "never_heard"
    limit = timedelta(seconds=device.silent_after_s or silent_after_s)
    return "heard" if now - heard <= limit else "silent"
