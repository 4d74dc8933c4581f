"""A sign ends with its vehicle's inspection (VEH 61): recorded as over, the sign is used no more from that moment on; and until
when an inspection can be valid at all.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, field
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.signs import end
from permits.held.signs.steps import expire, file_of
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.clocks import longest_inspection


async def end_with_inspection(session: AsyncSession, *, vehicle: Vehicle, hand: Hand) -> list[str]:
    """End the signs in use of a vehicle whose inspection is over; their numbers. What was before stays as it was.

    A sign that may be used only later is ended by the first night that finds it in use.
    """
    if vehicle.inspection_valid_to is None or vehicle.inspection_valid_to >= hand.today:
        return []
    in_use = (
        select(Sign, PermitVersion.permit_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .where(Sign.vehicle_id == vehicle.id, Sign.during.contains(hand.now))
        .order_by(PermitVersion.permit_id, Sign.id)
    )
    ended = []
    for sign, permit_id in (await session.execute(in_use)).all():
        permit = await session.get_one(Permit, permit_id, with_for_update=True, populate_existing=True)
        if not await expire(session, permit, sign, hand):
            await end(session, await file_of(session, sign.id, hand), hand)  # one that is lost stays lost
        ended.append(sign.number)
    return ended


def refuse_too_long(valid_to: date, today: date, name: str) -> None:
    """Raise Invalid for the end of an inspection that none can have: a year that was typed wrongly."""
    latest = longest_inspection(today)
    if valid_to > latest:
        zh = f"不能晚于 {latest}：校车每半年检验一次（条例第二十条），请核对年份"
        en = f"must not be after {latest}: a school bus is inspected every half year (REG 20). Look at the year again"
        raise Invalid(field(name, zh=zh, en=en))


def in_use_uninspected(hand: Hand) -> ColumnElement[bool]:
    """A sign, joined with its vehicle, that is in use though the inspection is over."""
    return and_(Vehicle.inspection_valid_to < hand.today, Sign.during.contains(hand.now))
