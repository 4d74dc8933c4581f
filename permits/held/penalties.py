"""A revocation as a penalty (吊销): proposed, told, heard, reviewed, decided; the decision revokes the permit."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Invalid, Missing, Refused, field
from permits.desk import numbers
from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held import clocks
from permits.held.access import told_of
from permits.held.happening import BY_THE_PROGRAM, day_of, facts_of, happen, locked, refuse_changed
from permits.held.life import LIVING, apply
from permits.held.models import Penalty, PermitEvent
from permits.models import Permit
from permits.procedure.acts import SYSTEM, Facts
from permits.procedure.granted import PENALTY, PENALTY_STATES, PERMIT, PERMIT_STATES

OVER = frozenset(PENALTY.ends)


async def open_penalty(session: AsyncSession, *, hand: Hand, permit_id: int, reasons: str) -> Penalty:
    """Propose to revoke a permit. Raises Missing; Refused when it has ended, or a revocation is under way."""
    assert hand.viewer is not None
    permit = await locked(session, viewer=hand.viewer, permit_id=permit_id)
    if permit.state not in LIVING:
        now = PERMIT_STATES[permit.state]
        raise Refused(
            "step_not_allowed", zh=f"许可{now.zh}，不能再吊销。", en=f"The permit is {now.en}: it cannot be revoked."
        )
    under_way = select(Penalty.number).where(Penalty.permit_id == permit.id, Penalty.state.not_in(OVER)).limit(1)
    number = await session.scalar(under_way)
    if number is not None:
        raise Refused(
            "proposed_already", zh=f"已有吊销程序 {number} 在办。", en=f"A revocation is under way already: {number}."
        )
    running = await numbers.next_number(session, series="penalty", year=hand.today.year)
    one = Penalty(
        permit_id=permit.id, number=f"DX{hand.today.year}-{running:04d}", state=PENALTY.begins, version=1,
        opened_on=hand.today, opened_by=hand.viewer.account_id, reasons=reasons,
    )  # fmt: skip
    session.add(one)
    await session.flush()
    session.add(
        PermitEvent(
            permit_id=permit.id, penalty_id=one.id, sign_id=None, subject="penalty", at=hand.now, account_id=hand.account_id,
            step="propose", from_state=None, to_state=one.state, dated_on=hand.today, recorded=False, note=reasons,
            detail={"penalty": one.number},
        )
    )  # fmt: skip
    await audit.record(
        session, viewer=hand.viewer, action="permit.penalty.propose", kind="permit", id=permit.id,
        detail={"penalty": one.number, "note": reasons}, address=hand.address,
    )  # fmt: skip
    return one


async def take_penalty_step(
    session: AsyncSession, *, hand: Hand, penalty_id: int, name: str, version: int, deed: Deed
) -> Permit:
    """Take a step of a revocation; `version` is its own. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    found = select(Penalty.permit_id).join(Permit, Permit.id == Penalty.permit_id)
    seen = visible(hand.viewer, "granted"), told_of(hand.viewer)
    permit_id = await session.scalar(found.where(Penalty.id == penalty_id, *seen))
    if permit_id is None:
        raise Missing("penalty", penalty_id)
    permit = await locked(session, viewer=hand.viewer, permit_id=permit_id)
    one = await session.get_one(Penalty, penalty_id, with_for_update=True, populate_existing=True)
    await refuse_changed(
        session, permit, hand, known=one.version, seen=version, now=PENALTY_STATES[one.state], penalty_id=one.id
    )  # fmt: skip
    act = PENALTY.check(name, hand.role, await penalty_facts(session, permit, one, hand))
    on = await day_of(session, act, deed, hand, permit_id=permit.id, since=one.opened_on)
    if act.on_paper:
        await _refuse_late(session, one, on, hand)
    await _apply(session, permit, one, name, deed, hand, on=on)
    return permit


async def waive(session: AsyncSession, permit: Permit, one: Penalty, hand: Hand) -> bool:
    """The time in which a hearing may be asked for is over (行政处罚法 64); whether it was, just now."""
    lapsed = await clocks.has_lapsed(session, "ask_hearing", hand.today, penalty_id=one.id)
    if not any(act.name == "waive" for act in PENALTY.allowed(SYSTEM, Facts(one.state, lapsed=lapsed))):
        return False
    await _apply(session, permit, one, "waive", BY_THE_PROGRAM, hand.let_go(), on=hand.today)
    return True


async def penalty_facts(session: AsyncSession, permit: Permit, one: Penalty, hand: Hand) -> Facts:
    """What decides which steps are allowed: whoever proposed does not decide; once the term is over, or waived, it has lapsed."""
    over = await clocks.has_lapsed(session, "ask_hearing", hand.today, penalty_id=one.id)
    return facts_of(permit, one.state, hand, recommended_by=one.opened_by, lapsed=over or one.state == "waived")


async def _refuse_late(session: AsyncSession, one: Penalty, on: date, hand: Hand) -> None:
    """A hearing is asked for in the days after the notice (行政处罚法 64), whenever the desk enters it. Raises Invalid."""
    first, last = await clocks.term(session, "ask_hearing", hand, penalty_id=one.id)
    if not first <= on <= last:
        zh = f"听证须在告知后的期限内（{first} 至 {last}）要求"
        en = f"a hearing is asked for within the term after the notice, {first} to {last}"
        raise Invalid(field("dated_on", zh=zh, en=en))


async def _apply(
    session: AsyncSession, permit: Permit, one: Penalty, name: str, deed: Deed, hand: Hand, *, on: date
) -> None:
    act = PENALTY.life.steps[name]
    before, one.state = one.state, act.to or one.state
    one.version += 1
    await clocks.turn(session, act, hand, on=on, penalty_id=one.id)
    if one.state in OVER:
        await clocks.stop_all(session, on=on, penalty_id=one.id)
    await happen(
        session, permit, act, deed, hand, subject="penalty", on=on, before=before, after=one.state,
        detail={"penalty": one.number}, penalty_id=one.id,
    )  # fmt: skip
    if name == "decide":
        revoke = PERMIT.check("revoke", SYSTEM, Facts(permit.state))
        told = {"penalty": one.number, "document_number": deed.document_number}
        await apply(session, permit, revoke, BY_THE_PROGRAM, hand.let_go(), on=on, detail=told)
