"""What each step does to the file beside its state and its clocks; what comes back is told in the line of it."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused, field
from permits.desk import clocks, force, numbers
from permits.desk.happening import Hand
from permits.desk.models import OFFICES, Application, Consultation
from permits.desk.schemas import Deed
from permits.held import life
from permits.held.people.bars import bar, refuse_barred
from permits.models import Permit
from permits.procedure.application import UNDECIDED

Told = dict[str, Any]
Effect = Callable[[AsyncSession, Application, Deed, Hand, date], Awaitable[Told]]


async def _receive(session: AsyncSession, one: Application, _deed: Deed, hand: Hand, on: date) -> Told:
    """From a draft to a received file: its number, and the day by which its clocks run."""
    if one.vehicle_id is None:
        raise Invalid(field("vehicle_id", zh="请先选定车辆", en="first choose the vehicle"))
    if one.kind != "new" and one.permit_id is None:
        raise Invalid(field("permit_id", zh="请先选定原许可", en="first choose the permit that this is about"))
    await refuse_barred(session, organisation_id=one.applicant_id, kind=one.kind, today=hand.today)
    if one.permit_id is not None and one.kind != "new":
        life.refuse_ended(await session.get_one(Permit, one.permit_id, populate_existing=True), one.kind)
    other = (
        select(Application.number)
        .where(
            Application.vehicle_id == one.vehicle_id,
            Application.id != one.id,
            Application.kind == one.kind,
            Application.state.in_(UNDECIDED.split()),
        )
        .limit(1)
    )
    same = await session.scalar(other)
    if same is not None:
        raise Refused(
            "applied_already",
            zh=f"该车已有同类申请 {same} 在办；请先办结或撤回。",
            en=f"The same is asked for this vehicle in {same}, which is under way: end or withdraw that first.",
        )
    one.number = one.number or await numbers.receipt_number(session, hand.today.year)
    one.received_on = on
    return {"receipt": one.number}


async def _receive_again(_session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, on: date) -> Told:
    one.received_on = on
    return {}


async def _correct(_session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, _on: date) -> Told:
    one.corrected = True
    return {}


async def _accept(_session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, on: date) -> Told:
    one.accepted_on = on
    return {}


async def _consult(session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, on: date) -> Told:
    """Both offices are asked side by side."""
    session.add_all(
        Consultation(
            application_id=one.id, office=office, state="sent", opinion=None, note=None, appointment=None, sent_on=on,
            replied_on=None,
        )
        for office in OFFICES
    )  # fmt: skip
    await session.flush()
    return {}


async def _pause(session: AsyncSession, one: Application, deed: Deed, _hand: Hand, on: date) -> Told:
    await clocks.pause(session, one, since=on, expected_until=deed.until, note=deed.note)
    return {}


async def _resume(session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, on: date) -> Told:
    await clocks.resume(session, one, on=on)
    return {}


async def _extend(session: AsyncSession, one: Application, _deed: Deed, _hand: Hand, _on: date) -> Told:
    one.extended = True
    await clocks.extend(session, one)
    return {}


async def _recommend(_session: AsyncSession, one: Application, _deed: Deed, hand: Hand, _on: date) -> Told:
    one.recommended_by = hand.account_id
    return {}


async def _decide(_session: AsyncSession, one: Application, deed: Deed, _hand: Hand, on: date) -> Told:
    one.decided_on, one.decision_number = on, deed.document_number
    return {}


async def _refuse(session: AsyncSession, one: Application, deed: Deed, hand: Hand, on: date) -> Told:
    return await _decide(session, one, deed, hand, on) | await _bar(session, one, deed, hand, on)


async def _bar(session: AsyncSession, one: Application, deed: Deed, hand: Hand, on: date) -> Told:
    """False papers, said with the refusal: the applicant may not ask again for a year (行政许可法 78)."""
    if deed.ground is None:
        return {}
    made = await bar(
        session, hand, organisation_id=one.applicant_id, ground="false_papers", since=on, application_id=one.id
    )  # fmt: skip
    return {"barred_until": made.until.isoformat()}


async def _issue(session: AsyncSession, one: Application, deed: Deed, hand: Hand, _on: date) -> Told:
    return await force.issue(session, one, deed, hand)


async def _strike_off(session: AsyncSession, one: Application, _deed: Deed, hand: Hand, _on: date) -> Told:
    return await force.strike_off(session, one, hand)


EFFECTS: dict[str, Effect] = {
    "submit": _receive,
    "resubmit": _receive_again,
    "correct": _correct,
    "accept": _accept,
    "accept_by_silence": _accept,
    "consult": _consult,
    "pause": _pause,
    "resume": _resume,
    "extend": _extend,
    "recommend": _recommend,
    "grant": _decide,
    "refuse": _refuse,
    "not_accept": _bar,
    "renew_by_silence": _decide,
    "issue": _issue,
    "strike_off": _strike_off,
}
