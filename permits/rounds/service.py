"""A round is made, settled, filled, emptied of one file, and closed; what is done to its files is `many`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Invalid, Missing, Refused, Text, field
from core.models import Organisation
from core.steps import Step, lacking
from permits.desk.files import Kept
from permits.desk.happening import Hand
from permits.desk.models import Application
from permits.desk.read import Filters, applications_of
from permits.desk.schemas import ApplicationOut
from permits.procedure.application import APPLICATION
from permits.rounds.models import Round, RoundFile, RoundPaper
from permits.rounds.schemas import MOST_FILES, DropIn, InspectionsIn, PutIn, RoundIn, SettledIn
from permits.rounds.steps import ROUND

APPLYING = ("school", "operator")
OVER = tuple(APPLICATION.ends)
WORKED_ON = tuple(state for state in APPLICATION.life.states if state not in OVER or state == "issued")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not put in, and why."""

    application_id: int
    code: str
    why: Text


async def begin(session: AsyncSession, *, hand: Hand, wish: RoundIn) -> Round:
    """A round without files. Raises Invalid."""
    assert hand.viewer is not None
    if wish.organisation_id is not None:
        kind = await session.scalar(select(Organisation.kind).where(Organisation.id == wish.organisation_id))
        if kind not in APPLYING:
            raise Invalid(
                field("organisation_id", zh="只能是学校或校车服务提供者", en="must be a school or an operator")
            )
    one = Round(
        name=wish.name, organisation_id=wish.organisation_id, target_on=wish.target_on, state="open", version=1, place=None,
        capacity_per_day=None, inspect_from=None, created_by=hand.viewer.account_id, closed_on=None,
    )  # fmt: skip
    session.add(one)
    await session.flush()
    await write(session, one, "begin", hand, {"name": wish.name, "target_on": wish.target_on.isoformat()})
    return one


async def found_round(session: AsyncSession, *, hand: Hand, round_id: int) -> Round:
    """The round, as it is read. Raises Missing."""
    assert hand.viewer is not None
    one = await session.scalar(select(Round).where(Round.id == round_id, visible(hand.viewer, "round")))
    if one is None:
        raise Missing("round", round_id)
    return one


async def held_round(session: AsyncSession, *, hand: Hand, round_id: int) -> Round:
    """The round, held until the transaction ends. Raises Missing."""
    assert hand.viewer is not None
    statement = select(Round).where(Round.id == round_id, visible(hand.viewer, "round")).with_for_update()
    one = (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()
    if one is None:
        raise Missing("round", round_id)
    return one


async def stepping(session: AsyncSession, *, hand: Hand, round_id: int, name: str) -> tuple[Round, Step]:
    """The round, held, for a step that its table allows now. Raises Missing, Refused."""
    one = await held_round(session, hand=hand, round_id=round_id)
    return one, ROUND.check(name, hand.role, one.state)


async def settle(session: AsyncSession, *, hand: Hand, round_id: int, wish: SettledIn) -> Round:
    """Another name or day. Raises Missing, Refused."""
    one, _ = await stepping(session, hand=hand, round_id=round_id, name="settle")
    _refuse_changed(one, wish.version)
    one.name, one.target_on = wish.name, wish.target_on
    one.version += 1
    await write(session, one, "settle", hand, wish.model_dump(mode="json"))
    return one


async def agree(session: AsyncSession, *, hand: Hand, round_id: int, wish: InspectionsIn) -> Round:
    """Where and how many vehicles are inspected; appointments that stand are left as they are. Raises Missing, Refused."""
    one, _ = await stepping(session, hand=hand, round_id=round_id, name="inspections")
    _refuse_changed(one, wish.version)
    one.place, one.capacity_per_day, one.inspect_from = wish.place, wish.capacity_per_day, wish.inspect_from
    one.opens_at, one.closes_at = wish.opens_at, wish.closes_at
    one.version += 1
    await write(session, one, "inspections", hand, wish.model_dump(mode="json"))
    return one


async def close(session: AsyncSession, *, hand: Hand, round_id: int, version: int) -> Round:
    """It is over: its files may be put into another one. Raises Missing, Refused."""
    one, _ = await stepping(session, hand=hand, round_id=round_id, name="close")
    _refuse_changed(one, version)
    one.state, one.closed_on = "closed", hand.today
    one.version += 1
    still = update(RoundFile).where(RoundFile.round_id == one.id, RoundFile.until.is_(None))
    await session.execute(still.values(until=hand.now).execution_options(synchronize_session=False))
    await write(session, one, "close", hand, {})
    return one


async def put_in(
    session: AsyncSession, *, hand: Hand, round_id: int, wish: PutIn
) -> tuple[Round, int, list[LeftOut], list[ApplicationOut]]:
    """Put files in: how many were, and which were not. Raises Missing, Refused, Invalid."""
    assert hand.viewer is not None
    one, _ = await stepping(session, hand=hand, round_id=round_id, name="put_in")
    found = await _wished(session, hand, one, wish)
    left: list[LeftOut] = []
    if wish.application_ids is not None:
        left = await _not_taken(session, one, found, wish.application_ids)
    out = {each.application_id for each in left}
    ids = [int(each.id) for each in found if int(each.id) not in out]
    made: list[int] = []
    if ids:
        statement = insert(RoundFile).values(
            [
                {"round_id": one.id, "application_id": id_, "since": hand.now, "put_in_by": hand.viewer.account_id}
                for id_ in ids
            ]
        )
        # of two rounds that want a file at one moment one has it
        made = list(await session.scalars(statement.on_conflict_do_nothing().returning(RoundFile.application_id)))
    left += [LeftOut(id_, *_ELSEWHERE) for id_ in ids if id_ not in set(made)]
    await write(session, one, "put_in", hand, {"applications": [str(id_) for id_ in made]})
    return one, len(made), left, found


_ELSEWHERE = ("in_another_round", Text("已在另一个进行中的批次", "is in another open round"))


async def _not_taken(
    session: AsyncSession, one: Round, found: Sequence[ApplicationOut], ids: Sequence[int]
) -> list[LeftOut]:
    """Of files that somebody named: those that are not there, over, or held already."""
    held = select(RoundFile.application_id, RoundFile.round_id).where(
        RoundFile.application_id.in_(ids), RoundFile.until.is_(None)
    )
    where = {row.application_id: row.round_id for row in await session.execute(held)}
    there = {int(each.id): each for each in found}
    left: list[LeftOut] = []
    for id_ in dict.fromkeys(ids):
        if id_ not in there:
            left.append(LeftOut(id_, "missing", Text("没有这份申请", "there is no such application")))
        elif id_ in where:
            same = where[id_] == one.id
            said = ("in_this_round", Text("已在本批次", "is in this round already"))
            left.append(LeftOut(id_, *(said if same else _ELSEWHERE)))
        elif one.organisation_id is not None and int(there[id_].applicant.id) != one.organisation_id:
            left.append(
                LeftOut(id_, "of_another", Text("不是本批次申请单位的申请", "is of another applicant than the round"))
            )
        elif there[id_].state not in WORKED_ON:
            left.append(LeftOut(id_, "over", Text("已办结", "is over")))
    return left


async def _wished(session: AsyncSession, hand: Hand, one: Round, wish: PutIn) -> list[ApplicationOut]:
    if wish.application_ids is not None:
        among = Application.id.in_(wish.application_ids)
        return await applications_of(session, hand=hand, filters=Filters(), among=among, most=MOST_FILES)
    assert wish.filter is not None
    return await candidates(session, hand=hand, one=one, wish=wish.filter)


async def candidates(session: AsyncSession, *, hand: Hand, one: Round, wish: Any) -> list[ApplicationOut]:
    """The files that could be put in, by a filter: under way and in no open round; of a round of one applicant only its own."""
    filters = Filters(
        states=tuple(wish.states), kinds=tuple(wish.kinds), applicant_id=wish.applicant_id or one.organisation_id
    )
    return await applications_of(session, hand=hand, filters=filters, among=is_free(), most=MOST_FILES)


def is_free() -> ColumnElement[bool]:
    """That a file is under way, its sign not issued yet, and in no open round."""
    held = exists().where(RoundFile.application_id == Application.id, RoundFile.until.is_(None))
    return (
        Application.state.in_(WORKED_ON) & ~held & ((Application.state != "issued") | Application.due_on.is_not(None))
    )


async def drop_out(session: AsyncSession, *, hand: Hand, round_id: int, wish: DropIn) -> Round:
    """One file leaves, with a reason, and goes on with its own clock. Raises Missing, Refused."""
    assert hand.viewer is not None
    one, step = await stepping(session, hand=hand, round_id=round_id, name="drop_out")
    if wrong := lacking(step, wish):
        raise Invalid(*wrong)
    statement = (
        select(RoundFile)
        .where(
            RoundFile.round_id == one.id,
            RoundFile.application_id == wish.application_id,
            RoundFile.until.is_(None),
        )
        .with_for_update()
    )
    file = (await session.scalars(statement)).one_or_none()
    if file is None:
        raise Refused("not_in_round", zh="这份申请不在本批次中。", en="This application is not in this round.")
    file.until, file.dropped_by, file.reason = hand.now, hand.viewer.account_id, wish.reason
    detail = {"application": str(wish.application_id), "reason": wish.reason}
    await write(session, one, "drop_out", hand, detail)
    return one


async def keep_paper(session: AsyncSession, *, hand: Hand, round_id: int, kind: str, kept: Kept) -> RoundPaper:
    """Another office's paper about many of its files. Raises Missing, Refused."""
    assert hand.viewer is not None
    one, _ = await stepping(session, hand=hand, round_id=round_id, name="act")
    paper = RoundPaper(
        round_id=one.id, kind=kind, at=hand.now, account_id=hand.viewer.account_id, name=kept.name,
        media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
    )  # fmt: skip
    session.add(paper)
    await session.flush()
    await write(session, one, "attach", hand, {"paper": str(paper.id), "sha256": kept.sha256})
    return paper


async def write(session: AsyncSession, one: Round, name: str, hand: Hand, detail: dict[str, Any]) -> None:
    """The line in the audit trail."""
    await audit.record(
        session, viewer=hand.viewer, action=f"round.{name}", kind="round", id=one.id, detail=detail, address=hand.address
    )  # fmt: skip


def _refuse_changed(one: Round, version: int) -> None:
    if one.version != version:
        raise Refused(
            "changed_meanwhile",
            zh="这个批次已被他人改过；请看过后再操作。",
            en="This round was changed by somebody else. Look again before you act.",
        )
