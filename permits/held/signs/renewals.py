"""Renewal by list at the half-year inspection (VEH 62): many signs at once, each line failing alone with its reason."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Failure, Field, Invalid, Missing, Refused, Text, field
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held.happening import day_of, facts_of
from permits.held.schemas import RenewalListIn, RenewedOut, RenewedSignIn, WordsOut
from permits.held.signs.steps import apply, held
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.granted import SIGN

DOT = "·"  # between the letter and the number, as pages write a plate


async def renew_by_list(session: AsyncSession, *, hand: Hand, wish: RenewalListIn) -> list[RenewedOut]:
    """What became of each line, in their order. Raises Invalid for what the list as a whole lacks."""
    act = SIGN.life.steps["renew"]
    whole = Deed(dated_on=wish.dated_on, document_id=wish.document_id, document_number=wish.document_number)
    first = wish.signs[0]
    on = await day_of(session, act, _deed(whole, first), hand)
    _refuse_twice(wish.signs)
    done = []
    for line in wish.signs:
        try:
            async with session.begin_nested():
                permit_id = await _renew(session, hand, line, _deed(whole, line), on_list=on.isoformat())
        except Failure as failure:
            done.append(RenewedOut(plate=line.plate, number=line.number, permit_id=None, why=_why(failure)))
        else:
            done.append(RenewedOut(plate=line.plate, number=line.number, permit_id=str(permit_id), why=None))
    return done


async def _renew(session: AsyncSession, hand: Hand, line: RenewedSignIn, deed: Deed, *, on_list: str) -> int:
    assert hand.viewer is not None
    newest = (
        select(Sign.id, Sign.vehicle_id)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(func.replace(Vehicle.plate, DOT, "") == line.plate.replace(DOT, ""), visible(hand.viewer, "granted"))
        .order_by(Sign.valid_to.desc(), Sign.id.desc())
        .limit(1)
    )
    row = (await session.execute(newest)).one_or_none()
    if row is None:
        raise Refused("no_sign", zh="该号牌没有登记的校车标牌。", en="No sign is on record for this plate.")
    permit, file = await held(session, hand=hand, sign_id=row.id)
    act = SIGN.check("renew", hand.role, facts_of(permit, file.state, hand))
    if line.inspection_to is not None:
        vehicle = await session.get_one(Vehicle, row.vehicle_id, with_for_update=True)
        if vehicle.inspection_valid_to is None or vehicle.inspection_valid_to < line.inspection_to:
            before = vehicle.inspection_valid_to
            vehicle.inspection_valid_to = line.inspection_to
            await session.flush()
            await audit.record(
                session, viewer=hand.viewer, action="vehicle.inspection", kind="vehicle", id=vehicle.id,
                detail={"before": str(before), "after": str(line.inspection_to), "list_of": on_list}, address=hand.address,
            )  # fmt: skip
    on = await day_of(session, act, deed, hand, permit_id=permit.id)
    await apply(session, permit, file, act, deed, hand, on)
    return permit.id


def _deed(whole: Deed, line: RenewedSignIn) -> Deed:
    return whole.model_copy(update={"number": line.number, "valid_to": line.valid_to})


def _refuse_twice(lines: list[RenewedSignIn]) -> None:
    """Raise Invalid for a plate or a number that the list names twice."""
    wrong: list[Field] = []
    for name, words in (("plate", Text("号牌", "plate")), ("number", Text("标牌编号", "number"))):
        seen: set[str] = set()
        for index, line in enumerate(lines):
            value = getattr(line, name)
            if value in seen:
                wrong.append(
                    field(
                        f"signs.{index}.{name}",
                        zh=f"清单中{words.zh} {value} 出现两次",
                        en=f"the list names the {words.en} {value} twice",
                    )
                )
            seen.add(value)
    if wrong:
        raise Invalid(*wrong)


def _why(failure: Failure) -> WordsOut:
    """A reason in one sentence; of what is invalid, all that is."""
    if isinstance(failure, Invalid):
        zh, en = (
            "；".join(one.message.zh for one in failure.fields),
            "; ".join(one.message.en for one in failure.fields),
        )
        return WordsOut(zh=zh, en=en)
    if isinstance(failure, Missing):
        return WordsOut(zh="找不到该标牌", en="there is no such sign")
    return WordsOut(zh=failure.detail.zh, en=failure.detail.en)
