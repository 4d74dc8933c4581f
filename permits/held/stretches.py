"""When a permit rules its vehicle: ended or interrupted, and laid again; a trigger raises the world's number."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Refused
from permits.desk.happening import Hand
from permits.models import InForce, Permit, PermitVersion

ONE_DAY = timedelta(days=1)


async def end(session: AsyncSession, permit: Permit, at: datetime) -> None:
    """It rules no more from a moment on; what was to begin later is taken out."""
    statement = (
        select(InForce)
        .join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
        .where(PermitVersion.permit_id == permit.id, _after(at))
        .with_for_update(of=InForce)
    )
    for stretch in await session.scalars(statement):
        await cut(session, stretch, at)
    await session.flush()


async def cut(session: AsyncSession, stretch: InForce, at: datetime) -> None:
    """A stretch ends at a moment, if it has not ended before; one that was to begin only then is taken out."""
    begins, ends = stretch.during.lower, stretch.during.upper
    assert begins is not None
    if begins >= at:
        await session.delete(stretch)
    elif ends is None or ends > at:
        stretch.during = Range(begins, at)


async def lay(session: AsyncSession, permit: Permit, hand: Hand) -> None:
    """It rules again from now on, each version in its time; a later one goes before. Raises Refused: over, or another rules."""
    other = select(InForce.id).where(InForce.vehicle_id == permit.vehicle_id, _after(hand.now)).limit(1)
    if await session.scalar(other) is not None:
        raise Refused(
            "other_permit",
            zh="该车已有另一份许可有效，不能恢复这一份。",
            en="Another permit is in force for this vehicle: this one cannot be put back.",
        )
    versions = select(PermitVersion).where(PermitVersion.permit_id == permit.id).order_by(PermitVersion.version.desc())
    limit: datetime | None = None
    laid = 0
    for version in await session.scalars(versions):
        begins = max(hand.midnight(version.valid_from), hand.now)
        ends = None if version.valid_to is None else hand.midnight(version.valid_to + ONE_DAY)
        if limit is not None and (ends is None or ends > limit):
            ends = limit
        if ends is None or begins < ends:
            session.add(InForce(permit_version_id=version.id, vehicle_id=permit.vehicle_id, during=Range(begins, ends)))
            laid += 1
            limit = begins
        if limit is not None and limit <= hand.now:
            break
    if laid == 0:
        raise Refused(
            "permit_over",
            zh="许可有效期已届满，不能恢复；请办理延续。",
            en="The permit's time is over: it cannot be put back, only renewed.",
        )
    await session.flush()


def _after(at: datetime) -> ColumnElement[bool]:
    return func.coalesce(func.upper(InForce.during) > at, True)
