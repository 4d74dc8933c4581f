"""Steps of a permit's own life: each ends, interrupts or begins what rules its vehicle in the same transaction."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused, field
from permits.desk.happening import Hand
from permits.desk.schemas import Deed
from permits.held import stretches
from permits.held.access import told_of
from permits.held.happening import BY_THE_PROGRAM, day_of, facts_of, happen, locked, refuse_changed
from permits.held.models import Penalty, PermitEvent
from permits.held.people.bars import bar
from permits.models import InForce, Permit, PermitVersion
from permits.procedure.acts import SYSTEM, Act, Facts
from permits.procedure.granted import ALIVE, PERMIT, PERMIT_STATES

ENDING = frozenset({"suspend", "expire", "revoke", "annul", "recall", "surrender", "strike_off", "supersede"})
LIVING = frozenset(ALIVE.split())
RENEWABLE = LIVING | {"expired"}


async def take_permit_step(
    session: AsyncSession, *, hand: Hand, permit_id: int, name: str, version: int, deed: Deed
) -> Permit:
    """Take one step, in the session's transaction. Raises Missing, Invalid, Refused; then nothing of it has happened."""
    assert hand.viewer is not None
    permit = await locked(session, viewer=hand.viewer, permit_id=permit_id)
    await refuse_changed(
        session, permit, hand, known=permit.version, seen=version, now=PERMIT_STATES[permit.state], subject="permit"
    )  # fmt: skip
    act = PERMIT.check(name, hand.role, facts_of(permit, permit.state, hand))
    if deed.ground is not None and (name, deed.ground) != ("annul", "fraud"):
        raise Invalid(field("ground", zh="只有因欺骗取得而撤销的才填", en="is for one annulled as obtained by fraud"))
    if name == "surrender" and await _is_accused(session, permit.id):
        if not await _is_accused(session, permit.id, told_of(hand.viewer)):
            raise Refused(
                "not_now",
                zh="这份许可目前不能交回，请联系教育局经办人。",
                en="This permit cannot be given back just now: ask the bureau's clerk.",
            )
        raise Refused(
            "penalty_open",
            zh="吊销程序正在进行，办结前不能交回许可。",
            en="A revocation is under way: the permit is not given back before its end.",
        )
    granted = select(func.min(PermitVersion.granted_on)).where(PermitVersion.permit_id == permit.id)
    on = await day_of(session, act, deed, hand, permit_id=permit.id, since=await session.scalar(granted))
    await apply(session, permit, act, deed, hand, on=on)
    return permit


async def _is_accused(session: AsyncSession, permit_id: int, *known: ColumnElement[bool]) -> bool:
    """Whether its revocation is under way: nobody gets away from a decision by giving the permit back."""
    open_one = select(Penalty.id).where(
        Penalty.permit_id == permit_id, Penalty.state.not_in(("decided", "dropped")), *known
    )
    return await session.scalar(open_one.limit(1)) is not None


async def by_itself(
    session: AsyncSession,
    permit: Permit,
    name: str,
    hand: Hand,
    *,
    detail: dict[str, Any] | None = None,
    lapsed: bool = False,
) -> bool:
    """The program's own step, when the table allows it now; whether it was taken."""
    if not any(act.name == name for act in PERMIT.allowed(SYSTEM, Facts(permit.state, lapsed=lapsed))):
        return False
    act = PERMIT.life.steps[name]
    await apply(session, permit, act, BY_THE_PROGRAM, hand.let_go(), on=hand.today, detail=detail)
    return True


async def apply(
    session: AsyncSession,
    permit: Permit,
    act: Act,
    deed: Deed,
    hand: Hand,
    *,
    on: date,
    detail: dict[str, Any] | None = None,
) -> PermitEvent:
    """What a step that is allowed does: what rules the vehicle, then the state and the line of it."""
    before = permit.state
    if act.name in ENDING:
        await stretches.end(session, permit, hand.now)
    elif act.name == "restore":
        await stretches.lay(session, permit, hand)
    if act.name == "annul" and deed.ground == "fraud":
        await bar(
            session, hand, organisation_id=permit.holder_id, ground="fraud", since=on, permit_id=permit.id
        )  # fmt: skip
    permit.state = act.to or permit.state
    permit.version += 1
    return await happen(
        session, permit, act, deed, hand, subject="permit", on=on, before=before, after=permit.state, detail=detail
    )


async def begin(session: AsyncSession, permit: Permit, hand: Hand) -> None:
    """The first line of a permit that is granted just now."""
    session.add(
        PermitEvent(
            permit_id=permit.id, penalty_id=None, sign_id=None, subject="permit", at=hand.now, account_id=hand.account_id,
            step="begin", from_state=None, to_state=PERMIT.begins, dated_on=hand.today, recorded=False, note=None, detail={},
        )
    )  # fmt: skip
    await session.flush()


async def follow(session: AsyncSession, permit: Permit, version: PermitVersion, kind: str, hand: Hand) -> bool:
    """The permit's next version is issued, by an application of a kind: whether it may rule, or waits until the vehicle is
    repaired. Raises Refused.
    """
    refuse_ended(permit, kind)
    if version.version == 1:
        return True
    told: dict[str, Any] = {"issued": version.version, "valid_from": version.valid_from.isoformat()}
    if version.valid_to is not None:
        told["valid_to"] = version.valid_to.isoformat()
    await by_itself(session, permit, "renew" if permit.state == "expired" else "issue", hand, detail=told)
    return permit.state != "suspended"


def refuse_ended(permit: Permit, kind: str) -> None:
    """Raise Refused for one of which there is nothing to renew, to change or to end; once it has expired it is not changed but
    renewed (行政许可法 49, 50).
    """
    if permit.state == "expired" and kind == "change":
        raise Refused(
            "permit_expired",
            zh=f"许可 {permit.number} 已到期，只能变更有效的许可；请申请延续。",
            en=f"Permit {permit.number} has expired: only one in force is changed. Apply for its renewal.",
        )
    if permit.state not in RENEWABLE:
        now = PERMIT_STATES[permit.state]
        raise Refused(
            "permit_ended",
            zh=f"许可 {permit.number} {now.zh}，不能再申请延续、变更或终止；如需使用校车请新办。",
            en=f"Permit {permit.number} is {now.en}: it cannot be renewed, changed or ended. Apply for a new one.",
        )


async def supersede(session: AsyncSession, vehicle_id: int, hand: Hand) -> int:
    """Permits of a vehicle that rule no more, because another one rules now; how many ended so."""
    version = select(InForce.id).join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
    of_it = PermitVersion.permit_id == Permit.id
    rules = version.where(InForce.vehicle_id == vehicle_id, InForce.during.contains(hand.now))
    later = version.where(of_it, func.coalesce(func.upper(InForce.during) > hand.now, True)).correlate(Permit)
    other = rules.where(PermitVersion.permit_id != Permit.id).correlate(Permit)
    statement = (
        select(Permit)
        .where(Permit.vehicle_id == vehicle_id, Permit.state.in_(LIVING), ~later.exists(), other.exists())
        .with_for_update()
    )
    ended = 0
    for permit in await session.scalars(statement):
        ended += await by_itself(session, permit, "supersede", hand)
    return ended


async def last_day(session: AsyncSession, permit_id: int) -> date | None:
    """The last day of its newest version; None: it has no end."""
    newest = (
        select(PermitVersion.valid_to)
        .where(PermitVersion.permit_id == permit_id)
        .order_by(PermitVersion.version.desc())
        .limit(1)
    )
    return (await session.scalars(newest)).first()
