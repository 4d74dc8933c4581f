"""Steps of a sign by its own number, also of one that came with migrated data and has no application of ours."""

from datetime import date
from typing import Any

from sqlalchemy import UnaryExpression, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing
from fleet.models import Vehicle
from permits.desk import clocks as desk_clocks
from permits.desk.happening import Hand
from permits.desk.models import Application, SignFile
from permits.desk.schemas import Deed
from permits.desk.signs import work
from permits.held import clocks
from permits.held.happening import BY_THE_PROGRAM, day_of, facts_of, happen, locked, refuse_changed
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.acts import SYSTEM, Act, Facts
from permits.procedure.granted import SIGN, SIGN_STATES


async def take_sign_step(
    session: AsyncSession, *, hand: Hand, sign_id: int, name: str, version: int, deed: Deed
) -> Permit:
    """Take a step of a sign; `version` is the sign's own. Raises Missing, Invalid, Refused."""
    permit, file = await held(session, hand=hand, sign_id=sign_id)
    await refuse_changed(
        session, permit, hand, known=file.version, seen=version, now=SIGN_STATES[file.state], sign_id=sign_id
    )  # fmt: skip
    act = SIGN.check(name, hand.role, facts_of(permit, file.state, hand))
    on = await day_of(session, act, deed, hand, permit_id=permit.id)
    await apply(session, permit, file, act, deed, hand, on)
    return permit


async def held(session: AsyncSession, *, hand: Hand, sign_id: int) -> tuple[Permit, SignFile]:
    """The permit and the sign's file, both held; a sign without a file gets one. Raises Missing."""
    assert hand.viewer is not None
    of_it = (
        select(PermitVersion.permit_id)
        .join(Sign, Sign.permit_version_id == PermitVersion.id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(Sign.id == sign_id, visible(hand.viewer, "granted"))
    )
    permit_id = await session.scalar(of_it)
    if permit_id is None:
        raise Missing("sign", sign_id)
    await hold_application(session, sign_id)
    permit = await locked(session, viewer=hand.viewer, permit_id=permit_id)
    return permit, await file_of(session, sign_id, hand)


async def hold_application(session: AsyncSession, sign_id: int) -> None:
    """The application that a sign came with, where it did, held. Everywhere it is held before vehicle, permit and sign's file, in
    this order, so that no two of those who work on a sign wait for each other.
    """
    of = select(SignFile.application_id).where(SignFile.sign_id == sign_id).scalar_subquery()
    await session.execute(select(Application.id).where(Application.id == of).with_for_update())


def newest_first() -> tuple[UnaryExpression[Any], ...]:
    """The order of signs by issue: one that is made later may well end earlier (VEH 61)."""
    return Sign.issued_on.desc(), Sign.id.desc()


async def file_of(session: AsyncSession, sign_id: int, hand: Hand) -> SignFile:
    """The file of a sign, held; made for one that has none. The permit is held by the caller."""
    asked = select(SignFile).where(SignFile.sign_id == sign_id).with_for_update()
    file = (await session.scalars(asked.execution_options(populate_existing=True))).one_or_none()
    if file is not None:
        return file
    sign = await session.get_one(Sign, sign_id, with_for_update=True)
    file = SignFile(
        application_id=None, permit_version_id=sign.permit_version_id, vehicle_id=sign.vehicle_id,
        state=state_without_file(sign, hand), version=1, filed_on=sign.issued_on, sign_id=sign.id,
    )  # fmt: skip
    session.add(file)
    await session.flush()
    return file


def state_without_file(sign: Sign, hand: Hand) -> str:
    """What a sign is of which only its time is on record."""
    over = sign.during.upper is not None and sign.during.upper <= hand.now
    return "expired" if over else "issued"


async def expire(session: AsyncSession, permit: Permit, sign: Sign, hand: Hand) -> bool:
    """A sign whose last day, or whose vehicle's inspection, is over (VEH 61); whether it expired just now."""
    file = await file_of(session, sign.id, hand)
    if file.state == "expired" and file.version == 1 and file.application_id is None:
        file.state = "issued"  # it was on record by its time alone: its end becomes a line of its own
    last = (await session.get_one(Vehicle, sign.vehicle_id)).inspection_valid_to or sign.valid_to
    lapsed = min(last, sign.valid_to) < hand.today
    if not any(act.name == "expire" for act in SIGN.allowed(SYSTEM, Facts(file.state, lapsed=lapsed))):
        return False
    told = {"inspection_valid_to": last.isoformat()} if last < sign.valid_to else {}
    act = SIGN.life.steps["expire"]
    await apply(session, permit, file, act, BY_THE_PROGRAM, hand.let_go(), hand.today, detail=told)
    return True


async def apply(
    session: AsyncSession, permit: Permit, file: SignFile, act: Act, deed: Deed, hand: Hand, on: date,
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """What a step that is allowed does: the sign, its clocks and those of its application, the line of it."""
    sign_id = file.sign_id
    assert sign_id is not None
    before = file.state
    await work(session, file, act, deed, hand, on)
    await clocks.turn(session, act, hand, on=on, sign_id=sign_id)
    if file.application_id is not None and act.stops:
        one = await session.get_one(Application, file.application_id, with_for_update=True)
        await desk_clocks.stop(session, one, act.stops, on=on)
        await desk_clocks.reckon(session, one, calendar=hand.calendar, today=hand.today)
    await happen(
        session, permit, act, deed, hand, subject="sign", on=on, before=before, after=file.state, detail=detail,
        sign_id=sign_id,
    )  # fmt: skip
