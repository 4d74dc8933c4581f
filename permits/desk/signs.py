"""The life of a sign: asked for with the permit, issued by traffic police, lost, renewed at inspection, returned, taken back."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from fleet.models import Vehicle
from permits.desk.happening import Hand, day_of, happen
from permits.desk.models import Application, SignFile
from permits.desk.schemas import Deed
from permits.held import clocks as held_clocks
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.acts import Act, Facts
from permits.procedure.clocks import sign_valid_to
from permits.procedure.granted import ALIVE, PERMIT_STATES, SIGN

ONE_DAY = timedelta(days=1)
NO_TIME = timedelta(microseconds=1)  # the least that a stretch of time has in the database, where none is empty
ENDING = frozenset({"expire", "give_back", "take_back", "replace", "renew"})  # one that is lost may be found again
FOLLOWED = frozenset({"replace", "renew"})  # by a new pair


async def take_sign_step(
    session: AsyncSession, *, hand: Hand, sign_file_id: int, name: str, version: int, deed: Deed
) -> Application:
    """Take a step of a sign; `version` is the application's. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    one, file = await _held(session, hand.viewer, sign_file_id)
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
    if file.sign_id is not None:
        await held_clocks.stop(session, act.stops, on=on, sign_id=file.sign_id)
    await happen(session, one, act, deed, hand, on=on, before=before, after=file.state, subject="sign")
    return one


async def _held(session: AsyncSession, viewer: Viewer, sign_file_id: int) -> tuple[Application, SignFile]:
    """The application, the permit and the sign's file, held in the order in which everybody holds them. Raises Missing."""
    file = SignFile.id == sign_file_id
    asked = select(Application).join(SignFile, SignFile.application_id == Application.id)
    asked = asked.where(file, visible(viewer, "application")).with_for_update(of=Application)
    one = (await session.scalars(asked.execution_options(populate_existing=True))).one_or_none()
    if one is None:
        raise Missing("sign_file", sign_file_id)
    of = select(PermitVersion.permit_id).join(SignFile, SignFile.permit_version_id == PermitVersion.id).where(file)
    await session.execute(select(Permit.id).where(Permit.id.in_(of)).with_for_update())
    return one, await session.get_one(SignFile, sign_file_id, with_for_update=True, populate_existing=True)


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
    """It may be used no more from now on."""
    if file.sign_id is not None:
        cut(await session.get_one(Sign, file.sign_id, with_for_update=True), hand.now)


def cut(sign: Sign, at: datetime) -> None:
    """The time of a sign ends at a moment, if it has not ended before; of one that may be used only later as it begins."""
    begins, ends = sign.during.lower, sign.during.upper
    assert begins is not None
    if ends is None or ends > at:
        sign.during = Range(begins, max(at, begins + NO_TIME))


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
