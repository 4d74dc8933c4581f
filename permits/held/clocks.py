"""The clocks of a revocation, or of a sign that is made again: begun, stopped, reckoned anew by the calendar as it is."""

from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from permits.desk.clocks import bound_to
from permits.desk.happening import Hand
from permits.held.models import PermitClock
from permits.held.schemas import PermitClockOut
from permits.procedure.acts import Act
from permits.procedure.clocks import CLOCKS, days_left, days_of, due


async def turn(session: AsyncSession, act: Act, hand: Hand, *, on: date, **of: int) -> None:
    """Stop and start what the step says; `of` is `penalty_id` or `sign_id`."""
    await stop(session, (*act.stops, *act.starts), on=on, **of)
    terms = await bound_to(session, hand.now) if act.starts else {}
    columns: dict[str, int | None] = {"penalty_id": None, "sign_id": None} | of
    for name in act.starts:
        days = days_of(name, terms)
        found = due(hand.calendar, on, days, hand.today)
        session.add(
            PermitClock(
                name=name, days=days, began_on=on, stopped_on=None, due_on=found.on, provisional=found.provisional, **columns
            )
        )  # fmt: skip
    await session.flush()


async def stop(session: AsyncSession, names: tuple[str, ...], *, on: date, **of: int) -> None:
    """Stop those of these names that run; what was done before one began ends it on its first day."""
    if names:
        await session.execute(
            update(PermitClock)
            .where(_of(**of), PermitClock.name.in_(names), PermitClock.stopped_on.is_(None))
            .values(stopped_on=func.greatest(PermitClock.began_on, on))
            .execution_options(synchronize_session=False)
        )


async def stop_all(session: AsyncSession, *, on: date, **of: int) -> None:
    """Nothing is due any more."""
    await session.execute(
        update(PermitClock)
        .where(_of(**of), PermitClock.stopped_on.is_(None))
        .values(stopped_on=func.greatest(PermitClock.began_on, on))
        .execution_options(synchronize_session=False)
    )


async def reckon(session: AsyncSession, hand: Hand, **of: int) -> bool:
    """Those that run, by the calendar as it is now; whether one is due on another day than before."""
    changed = False
    for clock in await of_one(session, **of):
        if clock.stopped_on is None:
            found = due(hand.calendar, clock.began_on, clock.days, hand.today)
            changed |= (clock.due_on, clock.provisional) != (found.on, found.provisional)
            clock.due_on, clock.provisional = found.on, found.provisional
    await session.flush()
    return changed


async def has_lapsed(session: AsyncSession, name: str, today: date, **of: int) -> bool:
    """Whether a clock that runs is over."""
    found = select(PermitClock.id).where(
        _of(**of), PermitClock.name == name, PermitClock.stopped_on.is_(None), PermitClock.due_on < today
    )
    return await session.scalar(found.limit(1)) is not None


async def term(session: AsyncSession, name: str, hand: Hand, **of: int) -> tuple[date, date]:
    """The first and the last day of the newest clock of a name, running or not, by the calendar as it is now."""
    newest = select(PermitClock).where(_of(**of), PermitClock.name == name).order_by(PermitClock.id.desc()).limit(1)
    clock = (await session.scalars(newest)).one()
    return clock.began_on, due(hand.calendar, clock.began_on, clock.days, hand.today).on


async def of_one(session: AsyncSession, **of: int) -> list[PermitClock]:
    """Its clocks, those that run first."""
    statement = (
        select(PermitClock)
        .where(_of(**of))
        .order_by(PermitClock.stopped_on.is_not(None), PermitClock.due_on, PermitClock.id)
        .execution_options(populate_existing=True)
    )
    return list(await session.scalars(statement))


def shown(clock: PermitClock, hand: Hand) -> PermitClockOut:
    """A clock as the page shows it."""
    return PermitClockOut(
        name=clock.name,
        article=CLOCKS[clock.name].article,
        days=clock.days,
        began_on=clock.began_on,
        stopped_on=clock.stopped_on,
        due_on=clock.due_on,
        days_left=None if clock.stopped_on is not None else days_left(hand.calendar, clock.due_on, hand.today),
        provisional=clock.provisional,
    )


def _of(*, penalty_id: int | None = None, sign_id: int | None = None) -> ColumnElement[bool]:
    return PermitClock.sign_id == sign_id if penalty_id is None else PermitClock.penalty_id == penalty_id
