"""From a decision to what every position is judged by: the permit's next version, in force from its day; and out of force."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused, field
from core.models import Organisation
from fleet.models import Vehicle
from permits.desk import numbers
from permits.desk.draft import Plan
from permits.desk.happening import Hand
from permits.desk.models import Application, SignFile
from permits.desk.schemas import Deed
from permits.held import life
from permits.held.happening import facts_of
from permits.models import InForce, Permit, PermitDriver, PermitLine, PermitVersion
from permits.procedure.granted import PERMIT

ONE_DAY = timedelta(days=1)


async def issue(session: AsyncSession, one: Application, deed: Deed, hand: Hand) -> dict[str, Any]:
    """Write the version that was granted and let it rule from `valid_from`, or from now when that day has begun; the form for
    the sign is filed with it. Raises Invalid, Refused.
    """
    plan = Plan.model_validate(one.content)
    assert one.vehicle_id is not None
    assert deed.valid_from is not None
    _refuse_incomplete(plan)
    vehicle = await session.get_one(Vehicle, one.vehicle_id, with_for_update={"key_share": True})
    permit = await _permit_of(session, one, hand)
    granted_on = one.decided_on or hand.today
    if deed.valid_from < granted_on:
        raise Invalid(
            field(
                "valid_from", zh=f"不得早于决定日 {granted_on}", en=f"must not be before the decision of {granted_on}"
            )
        )
    newest = await session.scalar(
        select(func.coalesce(func.max(PermitVersion.version), 0)).where(PermitVersion.permit_id == permit.id)
    )
    version = PermitVersion(
        permit_id=permit.id, version=(newest or 0) + 1, owner_id=vehicle.owner_id or one.applicant_id, seats=plan.seats,
        granted_on=granted_on, valid_from=deed.valid_from, valid_to=deed.valid_to,
        granted_by_id=await _government(session),
    )  # fmt: skip
    session.add(version)
    await session.flush()
    session.add_all(PermitDriver(permit_version_id=version.id, person_id=id_) for id_ in sorted(set(plan.driver_ids)))
    session.add_all(
        PermitLine(permit_version_id=version.id, line_version_id=id_) for id_ in sorted(set(plan.line_version_ids))
    )
    await session.flush()
    begins = max(hand.midnight(deed.valid_from), hand.now)
    ends = None if deed.valid_to is None else hand.midnight(deed.valid_to + ONE_DAY)
    if ends is not None and ends <= begins:
        raise Invalid(field("valid_to", zh="有效期在今天之前已届满", en="is over already"))
    if await life.follow(session, permit, version, one.kind, hand):
        await _end(session, vehicle.id, begins)
        session.add(InForce(permit_version_id=version.id, vehicle_id=vehicle.id, during=Range(begins, ends)))
        await session.flush()
        await life.supersede(session, vehicle.id, hand)
    session.add(
        SignFile(
            application_id=one.id, permit_version_id=version.id, vehicle_id=vehicle.id, state="filed",
            filed_on=hand.today, sign_id=None,
        )
    )  # fmt: skip
    one.permit_id, one.permit_version_id = permit.id, version.id
    await session.flush()
    return {"permit": permit.number, "version": version.version}


async def strike_off(session: AsyncSession, one: Application, hand: Hand) -> dict[str, Any]:
    """The permit rules no more from now on: given back, and struck off (注销). Raises Refused where it has ended already."""
    assert one.permit_id is not None
    permit = await session.get_one(Permit, one.permit_id, with_for_update=True, populate_existing=True)
    told = {"application": one.number}
    for name in ("surrender", "strike_off"):
        if name == "surrender" and permit.state not in life.LIVING:
            continue
        act = PERMIT.check(name, hand.role, facts_of(permit, permit.state, hand))
        await life.apply(session, permit, act, Deed(), hand, on=hand.today, detail=told)
    return {}


def _refuse_incomplete(plan: Plan) -> None:
    missing = [
        words
        for lacks, words in (
            (not plan.driver_ids, ("驾驶人", "a driver")),
            (not plan.line_version_ids, ("线路", "a line")),
            (plan.seats is None, ("核载人数", "the approved number of persons")),
        )
        if lacks
    ]
    if missing:
        raise Refused(
            "not_complete",
            zh=f"还缺：{'、'.join(zh for zh, _ in missing)}。",
            en=f"Still missing: {', '.join(en for _, en in missing)}.",
        )


async def _permit_of(session: AsyncSession, one: Application, hand: Hand) -> Permit:
    if one.permit_id is not None:
        return await session.get_one(Permit, one.permit_id, with_for_update=True, populate_existing=True)
    number = await numbers.permit_number(session, hand.settings.permit_number_prefix, hand.today.year)
    permit = Permit(number=number, vehicle_id=one.vehicle_id, holder_id=one.applicant_id)
    session.add(permit)
    await session.flush()
    await session.refresh(permit)
    await life.begin(session, permit, hand)
    return permit


async def _government(session: AsyncSession) -> int | None:
    """The government that decides, where there is exactly one; the decision's number says it in any case."""
    asked = select(Organisation.id).where(Organisation.kind == "government", Organisation.retired_at.is_(None)).limit(2)
    found = list(await session.scalars(asked))
    return found[0] if len(found) == 1 else None


async def _end(session: AsyncSession, vehicle_id: int, at: datetime) -> None:
    """What rules the vehicle at that moment or later ends then. Raises Refused when something is to begin only after it."""
    statement = (
        select(InForce)
        .where(
            InForce.vehicle_id == vehicle_id,
            func.coalesce(func.upper(InForce.during) > at, True),  # an open end is later than any moment
        )
        .with_for_update()
    )
    for stretch in await session.scalars(statement):
        begins = stretch.during.lower
        assert begins is not None
        if begins >= at:
            raise Refused(
                "later_version",
                zh="该车已有一份以后生效的许可，请先处理它。",
                en="A permit that is to come into force later is on record for this vehicle: settle that first.",
            )
        stretch.during = Range(begins, at)
    await session.flush()
