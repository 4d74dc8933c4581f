"""How long the stages of applications took of late, read from the clocks that have stopped."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from permits.desk import clocks
from permits.desk.happening import Hand
from permits.desk.models import Application, ApplicationClock
from permits.procedure.clocks import days_of
from permits.rounds.forecast.pace import CLOCKS_OF, LOOK_BACK_DAYS, Pace, Ran, paces

NAMES = tuple(name for of in CLOCKS_OF.values() for name in of)
CUT_SHORT = ("withdrawn", "discarded", "not_accepted")  # what ended early says nothing of the pace


async def pace_now(session: AsyncSession, hand: Hand) -> dict[str, Pace]:
    """The pace of each stage as of today."""
    since = hand.today - timedelta(days=LOOK_BACK_DAYS)
    clock = ApplicationClock
    rows = await session.execute(
        select(clock.name, clock.began_on, clock.stopped_on, func.count())
        .join(Application, Application.id == clock.application_id)
        .where(clock.stopped_on >= since, clock.name.in_(NAMES), Application.state.not_in(CUT_SHORT))
        .group_by(clock.name, clock.began_on, clock.stopped_on)
    )
    ran = [Ran(name, began, stopped, times) for name, began, stopped, times in rows if stopped is not None]
    bound = await clocks.bound_to(session, hand.now)
    return paces(ran, {name: days_of(name, bound) for name in NAMES}, hand.calendar)
