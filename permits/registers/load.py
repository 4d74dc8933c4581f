"""Insurance and equipment of many buses as the arithmetic of `dated` takes them: a query each."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from permits.registers.dated import Item, Policy
from permits.registers.models import Equipment, Insurance


async def policies_of(session: AsyncSession, vehicle_ids: Collection[int]) -> defaultdict[int, list[Policy]]:
    """Their policies by vehicle."""
    found = defaultdict[int, list[Policy]](list)
    for one in await session.scalars(select(Insurance).where(Insurance.vehicle_id.in_(vehicle_ids))):
        found[one.vehicle_id].append(
            Policy(one.kind, one.insurer, one.number, one.valid_from, one.valid_to, one.file_id is not None)
        )
    return found


async def equipment_of(session: AsyncSession, vehicle_ids: Collection[int]) -> defaultdict[int, list[Item]]:
    """What they carry, by vehicle."""
    found = defaultdict[int, list[Item]](list)
    for one in await session.scalars(select(Equipment).where(Equipment.vehicle_id.in_(vehicle_ids))):
        found[one.vehicle_id].append(Item(one.kind, one.count, one.checked_on, one.expires_on))
    return found
