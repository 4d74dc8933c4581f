"""Take a step of an application by the table: who, from where, with what, all checked; one line written; nothing overwritten."""

from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.errors import Invalid, field
from core.steps import lacking
from permits.desk import clocks
from permits.desk.effects import EFFECTS
from permits.desk.happening import Hand, day_of, happen, locked, refuse_changed
from permits.desk.models import Application
from permits.desk.opinions import end_opinions, outstanding
from permits.desk.schemas import Deed
from permits.procedure.acts import SYSTEM, Act, Facts
from permits.procedure.application import APPLICATION

BY_THE_PROGRAM = Deed()
CLOSING = frozenset({"not_accept", "withdraw", "refuse", "strike_off", "renew_by_silence"})
TWO_INSPECTORS = 2
BARRING = frozenset({"not_accept", "refuse"})  # 行政许可法 78


async def take_step(
    session: AsyncSession, *, hand: Hand, application_id: int, name: str, version: int, deed: Deed
) -> Application:
    """Take one step, in the session's transaction. Raises Missing, Invalid, Refused; then nothing of it has happened."""
    assert hand.viewer is not None
    one = await locked(session, viewer=hand.viewer, application_id=application_id)
    await refuse_changed(session, one, version, hand.zone)
    act = APPLICATION.check(name, hand.role, await facts_of(session, one, hand.viewer))
    _refuse_bad(act, deed, hand)
    on = await day_of(session, one, act, deed, hand)
    await apply(session, one, act, deed, hand, on=on)
    return one


async def by_itself(session: AsyncSession, one: Application, name: str, hand: Hand, **facts: Any) -> bool:
    """The program's own step, when the table allows it now; whether it was taken. `facts` says what only the caller knows."""
    known = await facts_of(session, one, None, **facts)
    if not any(act.name == name for act in APPLICATION.allowed(SYSTEM, known)):
        return False
    act = APPLICATION.life.steps[name]
    on = hand.today
    if name == "accept_by_silence" and one.received_on is not None:
        on = one.received_on  # 行政许可法 32: 逾期不告知的, 自收到申请材料之日起即为受理
    await apply(session, one, act, BY_THE_PROGRAM, hand, on=on)
    return True


async def facts_of(session: AsyncSession, one: Application, viewer: Viewer | None, **facts: Any) -> Facts:
    """What decides which steps are allowed."""
    return Facts(
        one.state,
        kind=one.kind,
        account=None if viewer is None else viewer.account_id,
        recommended_by=one.recommended_by,
        is_mine=viewer is not None and viewer.organisation_id == one.applicant_id,
        corrected=one.corrected,
        extended=one.extended,
        paused=await clocks.is_paused(session, one),
        all_replied=one.state != "consulting" or not await outstanding(session, one),
        **facts,
    )


async def apply(session: AsyncSession, one: Application, act: Act, deed: Deed, hand: Hand, *, on: date) -> None:
    """What a step that is allowed does: its effects, then state, clocks and the line of it."""
    before = one.state
    effect = EFFECTS.get(act.name)
    detail = {} if effect is None else await effect(session, one, deed, hand, on)
    one.state = act.to or one.state
    if act.name in CLOSING:
        await end_opinions(session, one, hand)
    if not _is_open(one.state):
        await clocks.stop(session, one, None, on=on)
    await happen(session, one, act, deed, hand, on=on, before=before, after=one.state, detail=detail)


def _is_open(state: str) -> bool:
    return state not in APPLICATION.ends or state == "issued"  # of an issued one the sign's clock runs on


def _refuse_bad(act: Act, deed: Deed, hand: Hand) -> None:
    """Raise Invalid for what a step says that cannot be."""
    wrong = []
    if act.name == "attach":
        wrong.append(field("step", zh="材料请直接上传", en="a paper is sent as a file"))
    if act.name == "site_check" and deed.inspectors is not None and len(set(deed.inspectors)) != TWO_INSPECTORS:
        wrong.append(
            field("inspectors", zh="现场核查须由两名检查人员签名", en="a check on site is signed by two people")
        )
    if act.name == "pause" and deed.until is not None and deed.until <= hand.today:
        wrong.append(field("until", zh="预计恢复日须晚于今天", en="must be after today"))
    if deed.ground is not None and (act.name not in BARRING or deed.ground != "false_papers"):
        wrong.append(
            field(
                "ground",
                zh="只有因虚假材料不予受理、不予许可时填“虚假材料”",
                en="is false_papers, for one that is refused or not accepted on that ground",
            )
        )
    if act.name == "issue" and deed.valid_from and deed.valid_to and deed.valid_to < deed.valid_from:
        wrong.append(field("valid_to", zh="有效期止不能早于有效期起", en="must not be before valid_from"))
    if wrong:
        raise Invalid(*wrong, *lacking(act, deed, act.needs_of(hand.role)))
