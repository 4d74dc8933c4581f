"""The opinions of traffic police and of the transport office on an application: their steps, and the review once both are in."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Missing
from permits.desk import clocks
from permits.desk.happening import LIVES, Hand, day_of, happen, locked, refuse_changed
from permits.desk.models import Application, ApplicationEvent, Consultation
from permits.desk.schemas import Deed
from permits.procedure.acts import SYSTEM, Act, Facts
from permits.procedure.application import APPLICATION

ANSWERED = ("replied", "ended")
POLICE_TERM = "police_reply"  # it stands while the applicant has not presented the vehicle (VEH 59)


async def take_opinion_step(
    session: AsyncSession, *, hand: Hand, application_id: int, office: str, name: str, version: int, deed: Deed
) -> Application:
    """Take a step of an office's opinion; `version` is the application's. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    one = await locked(session, viewer=hand.viewer, application_id=application_id)
    await refuse_changed(session, one, version, hand.zone)
    opinion = await opinion_of(session, one, office)
    act = LIVES[office].check(name, hand.role, Facts(opinion.state, account=hand.account_id))
    on = await day_of(session, one, act, deed, hand)
    await _apply(session, one, opinion, act, deed, hand, on)
    if act.to == "replied":
        await gather(session, one, hand, on)
    return one


async def opinion_of(session: AsyncSession, one: Application, office: str) -> Consultation:
    """The office's opinion. Raises Missing when it has not been asked."""
    statement = select(Consultation).where(Consultation.application_id == one.id, Consultation.office == office)
    found = (await session.scalars(statement.execution_options(populate_existing=True))).first()
    if found is None:
        raise Missing("opinion", office)
    return found


async def outstanding(session: AsyncSession, one: Application) -> bool:
    """Whether an office has not replied yet."""
    statement = select(Consultation.id).where(
        Consultation.application_id == one.id, Consultation.state.not_in(ANSWERED)
    )
    return await session.scalar(statement.limit(1)) is not None


async def gather(session: AsyncSession, one: Application, hand: Hand, on: date) -> None:
    """All opinions are in: the review begins by itself, on the day of the later reply."""
    if one.state != "consulting" or await outstanding(session, one):
        return
    act = APPLICATION.life.steps["gather"]
    days = await session.scalars(select(Consultation.replied_on).where(Consultation.application_id == one.id))
    latest = max((day for day in days if day is not None), default=on)
    before, one.state = one.state, act.to
    await happen(session, one, act, Deed(), hand.let_go(), on=latest, before=before, after=one.state)


async def chase(session: AsyncSession, one: Application, office: str, hand: Hand) -> bool:
    """Remind an office whose reply is over time, once a day; silence is never consent. Whether it was reminded."""
    opinion = await opinion_of(session, one, office)
    allowed = LIVES[office].allowed(hand.role, Facts(opinion.state, account=hand.account_id))
    act = next((each for each in allowed if each.name == "chase"), None)
    today = select(ApplicationEvent.id).where(
        ApplicationEvent.application_id == one.id,
        ApplicationEvent.subject == office,
        ApplicationEvent.step == "chase",
        ApplicationEvent.dated_on == hand.today,
    )
    if act is None or await session.scalar(today.limit(1)) is not None:
        return False
    await _apply(session, one, opinion, act, Deed(), hand, hand.today)
    return True


async def end_opinions(session: AsyncSession, one: Application, hand: Hand) -> None:
    """The application is over: nobody is asked any more."""
    statement = select(Consultation).where(Consultation.application_id == one.id, Consultation.state.not_in(ANSWERED))
    for opinion in await session.scalars(statement):
        act = next(each for each in LIVES[opinion.office].allowed(SYSTEM, Facts(opinion.state)) if each.name == "end")
        await _apply(session, one, opinion, act, Deed(), hand.let_go(), hand.today)


async def _apply(
    session: AsyncSession, one: Application, opinion: Consultation, act: Act, deed: Deed, hand: Hand, on: date
) -> None:
    before = opinion.state
    if before == "waiting" and act.to != "waiting":
        await clocks.resume(session, one, on=on, clock=POLICE_TERM)
    match act.name:
        case "call":
            opinion.appointment = deed.appointment
        case "absent":
            await clocks.pause(session, one, since=on, clock=POLICE_TERM)
        case "reply" | "amend":
            opinion.opinion, opinion.note, opinion.replied_on = deed.opinion, deed.note, on
    opinion.state = act.to or opinion.state
    await happen(
        session, one, act, deed, hand, on=on, before=before, after=opinion.state, subject=opinion.office
    )  # fmt: skip
