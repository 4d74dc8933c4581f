"""What time does to applications: what the law takes for done once a term has passed, what is chased, the clocks reckoned anew."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.one_by_one import one_by_one
from permits.desk import clocks
from permits.desk.act import by_itself
from permits.desk.happening import Hand
from permits.desk.models import Application, ApplicationClock, Consultation
from permits.desk.opinions import ANSWERED, chase
from permits.models import PermitVersion
from permits.procedure.application import UNDECIDED
from permits.procedure.clocks import is_deemed_renewed

REPLY_TERMS = {"police": "police_reply", "transport": "transport_reply"}


@dataclass
class Night:
    """What was done: how many were accepted and renewed by silence, how many replies chased, how many clocks reckoned anew; and
    how often something failed.
    """

    accepted: int = 0
    renewed: int = 0
    chased: int = 0
    reckoned: int = 0
    failed: int = 0


async def pass_night(sessions: async_sessionmaker[AsyncSession], hand: Hand) -> Night:
    """Each application in a transaction of its own, so that one at fault keeps no other waiting. Twice a day does nothing new."""
    night = Night()
    for asked, act in (
        (_under_way(), _reckon),
        (_unanswered(hand.today), _accept),
        (_to_renew(), _renew),
        (_overdue_replies(hand.today), _chase),
    ):
        await _each(sessions, hand, night, asked, act)
    return night


Act = Callable[[AsyncSession, Application, Hand, Night], Awaitable[None]]


async def _each(
    sessions: async_sessionmaker[AsyncSession], hand: Hand, night: Night, asked: Select[int], act: Act
) -> None:
    async with sessions() as session:
        found = list(await session.scalars(asked))

    async def do(session: AsyncSession, id_: int) -> None:
        statement = select(Application).where(Application.id == id_).with_for_update(skip_locked=True)
        one = (await session.scalars(statement)).first()  # whoever works on one just now is not waited for
        if one is not None:
            await act(session, one, hand, night)

    night.failed += await one_by_one(sessions, found, do)


async def _reckon(session: AsyncSession, one: Application, hand: Hand, night: Night) -> None:
    """By the calendar as it is now; what stands still is due a day later each day."""
    night.reckoned += await clocks.reckon(session, one, calendar=hand.calendar, today=hand.today)


async def _accept(session: AsyncSession, one: Application, hand: Hand, night: Night) -> None:
    """行政许可法 32: not told within five working days what is missing, it is accepted."""
    runs = {clock.name: clock.due_on for clock in await clocks.running(session, one)}
    lapsed = "completeness" in runs and runs["completeness"] < hand.today
    night.accepted += await by_itself(session, one, "accept_by_silence", hand, lapsed=lapsed)


async def _renew(session: AsyncSession, one: Application, hand: Hand, night: Night) -> None:
    """行政许可法 50: asked for in time and not decided when the permit was over, it is renewed."""
    valid_to = await _last_day(session, one)
    lapsed = (
        valid_to is not None
        and one.received_on is not None
        and is_deemed_renewed(asked_on=one.received_on, valid_to=valid_to, decided_on=None, today=hand.today)
    )
    night.renewed += await by_itself(session, one, "renew_by_silence", hand, lapsed=lapsed)


async def _chase(session: AsyncSession, one: Application, hand: Hand, night: Night) -> None:
    """Once a day for each office whose reply is over time."""
    runs = {clock.name: clock.due_on for clock in await clocks.running(session, one)}
    for office, term in REPLY_TERMS.items():
        if term in runs and runs[term] < hand.today:
            night.chased += await chase(session, one, office, hand)


async def _last_day(session: AsyncSession, one: Application) -> date | None:
    """The last day of the permit that is to be renewed."""
    newest = (
        select(PermitVersion.valid_to)
        .where(PermitVersion.permit_id == one.permit_id)
        .order_by(PermitVersion.version.desc())
        .limit(1)
    )
    return (await session.scalars(newest)).first()


def _under_way() -> Select[int]:
    return select(Application.id).where(Application.due_on.is_not(None)).order_by(Application.id)


def _unanswered(today: date) -> Select[int]:
    late = exists().where(
        ApplicationClock.application_id == Application.id,
        ApplicationClock.name == "completeness",
        ApplicationClock.stopped_on.is_(None),
        ApplicationClock.due_on < today,
    )
    return select(Application.id).where(Application.state == "submitted", late).order_by(Application.id)


def _to_renew() -> Select[int]:
    return (
        select(Application.id)
        .where(Application.kind == "renewal", Application.state.in_(UNDECIDED.split()))
        .order_by(Application.id)
    )


def _overdue_replies(today: date) -> Select[int]:
    late = exists().where(
        ApplicationClock.application_id == Application.id,
        ApplicationClock.name.in_(REPLY_TERMS.values()),
        ApplicationClock.stopped_on.is_(None),
        ApplicationClock.due_on < today,
    )
    asked = exists().where(Consultation.application_id == Application.id, Consultation.state.not_in(ANSWERED))
    return select(Application.id).where(late, asked).order_by(Application.id)
