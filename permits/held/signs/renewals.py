"""Renewal by list at the half-year inspection (VEH 62): many signs at once, each line failing alone with its reason."""

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.database import commit_now
from core.errors import Failure, Field, Invalid, Missing, Refused, Text, field
from core.problems import of_database
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held.happening import day_of, facts_of
from permits.held.schemas import RenewalListIn, RenewedOut, RenewedSignIn, WordsOut
from permits.held.signs.inspection import refuse_too_long
from permits.held.signs.steps import apply, held, hold_application, newest_first
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.granted import SIGN

DOT = "·"  # between the letter and the number, as pages write a plate


async def renew_by_list(session: AsyncSession, *, hand: Hand, wish: RenewalListIn) -> list[RenewedOut]:
    """What became of each line, in their order; each is committed before the next begins. Raises Invalid for what the list as a
    whole lacks.
    """
    act = SIGN.life.steps["renew"]
    whole = Deed(dated_on=wish.dated_on, document_id=wish.document_id, document_number=wish.document_number)
    first = wish.signs[0]
    on = await day_of(session, act, _deed(whole, first), hand)
    _refuse_twice(wish.signs)
    await commit_now(session)
    done = []
    for line in wish.signs:
        try:
            permit_id = await _alone(session, hand, line, _deed(whole, line), on_list=on.isoformat())
        except Failure as failure:
            done.append(RenewedOut(plate=line.plate, number=line.number, permit_id=None, why=_why(failure)))
        else:
            done.append(RenewedOut(plate=line.plate, number=line.number, permit_id=str(permit_id), why=None))
    return done


async def _alone(session: AsyncSession, hand: Hand, line: RenewedSignIn, deed: Deed, *, on_list: str) -> int:
    """One line, whole or not at all: also a deadlock or a time limit of the database undoes this one alone. Raises Failure."""
    try:
        permit_id = await _renew(session, hand, line, deed, on_list=on_list)
        await commit_now(session)
    except DBAPIError as error:
        await session.rollback()
        raise of_database(error) from error
    except Failure:
        await session.rollback()
        raise
    return permit_id


async def _renew(session: AsyncSession, hand: Hand, line: RenewedSignIn, deed: Deed, *, on_list: str) -> int:
    """The vehicle is held before its permit, as where its inspection is entered; no insert that names it has to wait for that."""
    assert hand.viewer is not None
    newest = (
        select(Sign.id, Sign.vehicle_id)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(func.replace(Vehicle.plate, DOT, "") == line.plate.replace(DOT, ""), visible(hand.viewer, "granted"))
        .order_by(*newest_first())
        .limit(1)
    )
    row = (await session.execute(newest)).one_or_none()
    if row is None:
        raise Refused("no_sign", zh="该号牌没有登记的校车标牌。", en="No sign is on record for this plate.")
    if line.inspection_to is not None:
        refuse_too_long(line.inspection_to, hand.today, "inspection_to")
    await hold_application(session, row.id)
    vehicle = await session.get_one(Vehicle, row.vehicle_id, with_for_update={"key_share": True})
    permit, file = await held(session, hand=hand, sign_id=row.id)
    act = SIGN.check("renew", hand.role, facts_of(permit, file.state, hand))
    before = vehicle.inspection_valid_to
    if line.inspection_to is not None and (before is None or before < line.inspection_to):
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
