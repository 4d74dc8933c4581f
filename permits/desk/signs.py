"""The life of a sign: asked for with the permit, issued by traffic police, lost, renewed at inspection, returned, taken back."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Invalid, Missing, Refused, field
from fleet.models import Vehicle
from permits.desk.happening import Hand, day_of, happen
from permits.desk.models import Application, SignFile
from permits.desk.schemas import Deed
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.acts import Act, Facts
from permits.procedure.clocks import sign_valid_to
from permits.procedure.granted import ALIVE, PERMIT_STATES, SIGN

ONE_DAY = timedelta(days=1)
ENDING = frozenset({"expire", "give_back", "take_back", "replace", "renew"})  # one that is lost may be found again
FOLLOWED = frozenset({"replace", "renew"})  # by a new pair


async def take_sign_step(
    session: AsyncSession, *, hand: Hand, sign_file_id: int, name: str, version: int, deed: Deed
) -> Application:
    """Take a step of a sign; `version` is the application's. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    statement = (
        select(SignFile, Application)
        .join(Application, Application.id == SignFile.application_id)
        .where(SignFile.id == sign_file_id, visible(hand.viewer, "application"))
        .with_for_update()
    )
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise Missing("sign_file", sign_file_id)
    file, one = row
    if file.version != version:
        raise Refused(
            "changed_meanwhile",
            zh="标牌已有变化，请看过后再操作。",
            en="The sign has changed meanwhile. Look again before you act.",
        )
    is_mine = hand.viewer.organisation_id == one.applicant_id
    act = SIGN.check(name, hand.role, Facts(file.state, account=hand.account_id, is_mine=is_mine))
    on = await day_of(session, one, act, deed, hand)
    before = file.state
    await work(session, file, act, deed, hand, on)
    await happen(session, one, act, deed, hand, on=on, before=before, after=file.state, subject="sign")
    return one


async def work(session: AsyncSession, file: SignFile, act: Act, deed: Deed, hand: Hand, on: date) -> None:
    """What a step that is allowed does to the sign; the line of it is the caller's. Raises Invalid, Refused."""
    if act.name == "issue" or act.name in FOLLOWED:
        await _refuse_ended(session, file)
    if act.name in ENDING:
        await end(session, file, hand)
    if act.name in FOLLOWED:
        await _follow(session, file, deed, hand, on)
    elif act.name == "issue":
        await _issue(session, file, deed, hand, on)
    file.state = act.to or file.state
    file.version += 1


async def _refuse_ended(session: AsyncSession, file: SignFile) -> None:
    """No sign is made for a permit that has ended; whoever would end it waits until this is done."""
    of = select(PermitVersion.permit_id).where(PermitVersion.id == file.permit_version_id)
    permit = await session.scalar(select(Permit).where(Permit.id.in_(of)).with_for_update())
    assert permit is not None
    if permit.state not in ALIVE.split():
        now = PERMIT_STATES[permit.state]
        raise Refused(
            "permit_ended",
            zh=f"许可{now.zh}，不能核发或换发标牌；请收回。",
            en=f"The permit is {now.en}: its sign is taken back, not made or renewed.",
        )


async def _issue(session: AsyncSession, file: SignFile, deed: Deed, hand: Hand, on: date) -> None:
    """The pair that police made: usable from now, or from the day on which the permit begins, to the earlier end (VEH 61)."""
    version = await session.get_one(PermitVersion, file.permit_version_id)
    vehicle = await session.get_one(Vehicle, file.vehicle_id)
    assert deed.number is not None
    assert deed.valid_to is not None
    _refuse_longer(deed.valid_to, vehicle, version)
    if await session.scalar(select(Sign.id).where(Sign.number == deed.number, ~Sign.undone)) is not None:
        raise Invalid(field("number", zh="已有这个标牌编号", en="a sign of this number is on record"))
    begins = max(hand.midnight(version.valid_from), hand.now)
    ends = hand.midnight(deed.valid_to + ONE_DAY)
    if ends <= begins:
        raise Invalid(field("valid_to", zh="有效期在启用前已届满", en="is over before the sign may be used"))
    sign = Sign(
        number=deed.number, permit_version_id=version.id, vehicle_id=file.vehicle_id, issued_on=on, valid_to=deed.valid_to,
        during=Range(begins, ends),
    )  # fmt: skip
    session.add(sign)
    await session.flush()
    file.sign_id = sign.id


async def _follow(session: AsyncSession, file: SignFile, deed: Deed, hand: Hand, on: date) -> None:
    """The next pair, with a life of its own."""
    following = SignFile(
        application_id=file.application_id, permit_version_id=file.permit_version_id, vehicle_id=file.vehicle_id,
        state="issued", version=1, filed_on=on, sign_id=None,
    )  # fmt: skip
    await _issue(session, following, deed, hand, on)
    session.add(following)


async def end(session: AsyncSession, file: SignFile, hand: Hand) -> None:
    """It may be used no more from now on. Raises Refused for one that may be used only later."""
    if file.sign_id is None:
        return
    sign = await session.get_one(Sign, file.sign_id, with_for_update=True)
    begins, ends = sign.during.lower, sign.during.upper
    assert begins is not None
    if ends is not None and ends <= hand.now:
        return
    if begins >= hand.now:
        raise Refused(
            "later_version",
            zh="这副标牌尚未启用，请在启用后办理。",
            en="This sign may not be used yet: do this once it may.",
        )
    sign.during = Range(begins, hand.now)


def latest_day(vehicle: Vehicle, version: PermitVersion) -> date:
    """The last day that a sign can have: a sign ends with the inspection, and never after the permit (VEH 61). Raises Invalid."""
    if vehicle.inspection_valid_to is None:
        raise Invalid(
            field(
                "valid_to",
                zh="车辆检验有效期止未登记，请先登记",
                en="the end of the vehicle's inspection is not on record: enter it first",
            )
        )
    return sign_valid_to(inspection_to=vehicle.inspection_valid_to, permit_to=version.valid_to)


def _refuse_longer(valid_to: date, vehicle: Vehicle, version: PermitVersion) -> None:
    latest = latest_day(vehicle, version)
    if valid_to > latest:
        raise Invalid(
            field(
                "valid_to",
                zh=f"标牌有效期不得超过 {latest}（检验与许可有效期中较早者）",
                en=f"must not be after {latest}, the earlier end of inspection and permit",
            )
        )
