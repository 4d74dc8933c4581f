"""The clocks of an application in the database: begun, stopped, reckoned anew, and what is due of them next."""

from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.calendar import Calendar
from core.models import Parameter
from permits.desk.models import Application, ApplicationClock, ApplicationPause
from permits.procedure.clocks import EXTENSION_DAYS, Pause, days_of, due


async def bound_to(session: AsyncSession, at: datetime) -> dict[str, int]:
    """The terms to which a dated setting binds the office: `clock.<name>` to working days."""
    newest = (
        select(Parameter.name, Parameter.value)
        .where(Parameter.name.like("clock.%"), Parameter.since <= at)
        .ext(distinct_on(Parameter.name))
        .order_by(Parameter.name, Parameter.since.desc())
    )
    return {name: int(value) for name, value in (await session.execute(newest)).all()}


async def start(session: AsyncSession, one: Application, names: tuple[str, ...], *, on: date, at: datetime) -> None:
    """Begin clocks; one of a name that runs already begins anew."""
    if not names:
        return
    await stop(session, one, names, on=on)
    terms = await bound_to(session, at)
    for name in names:
        days = days_of(name, terms)
        session.add(
            ApplicationClock(
                application_id=one.id, name=name, days=days, began_on=on, stopped_on=None, due_on=on, provisional=False
            )
        )
    await session.flush()


async def stop(session: AsyncSession, one: Application, names: tuple[str, ...] | None, *, on: date) -> None:
    """Stop clocks that run; None: all of them. What an office did before a clock began ends it on its first day."""
    statement = (
        update(ApplicationClock)
        .where(ApplicationClock.application_id == one.id, ApplicationClock.stopped_on.is_(None))
        .values(stopped_on=func.greatest(ApplicationClock.began_on, on))
        .execution_options(synchronize_session=False)
    )
    if names is not None:
        statement = statement.where(ApplicationClock.name.in_(names))
    await session.execute(statement)


async def extend(session: AsyncSession, one: Application) -> None:
    """Ten working days more for the whole (行政许可法 42)."""
    await session.execute(
        update(ApplicationClock)
        .where(
            ApplicationClock.application_id == one.id,
            ApplicationClock.name == "whole",
            ApplicationClock.stopped_on.is_(None),
        )
        .values(days=ApplicationClock.days + EXTENSION_DAYS)
        .execution_options(synchronize_session=False)
    )


async def pause(
    session: AsyncSession,
    one: Application,
    *,
    since: date,
    clock: str | None = None,
    expected_until: date | None = None,
    note: str | None = None,
) -> None:
    """Let all clocks stand, or one."""
    session.add(
        ApplicationPause(
            application_id=one.id, clock=clock, since=since, expected_until=expected_until, until=None, note=note
        )
    )
    await session.flush()


async def resume(session: AsyncSession, one: Application, *, on: date, clock: str | None = None) -> None:
    """Let them run again."""
    same = ApplicationPause.clock.is_(None) if clock is None else ApplicationPause.clock == clock
    await session.execute(
        update(ApplicationPause)
        .where(ApplicationPause.application_id == one.id, ApplicationPause.until.is_(None), same)
        .values(until=func.greatest(ApplicationPause.since, on))
        .execution_options(synchronize_session=False)
    )


async def is_paused(session: AsyncSession, one: Application) -> bool:
    """Whether all clocks of it stand."""
    found = select(ApplicationPause.id).where(
        ApplicationPause.application_id == one.id, ApplicationPause.until.is_(None), ApplicationPause.clock.is_(None)
    )
    return await session.scalar(found.limit(1)) is not None


async def running(session: AsyncSession, one: Application) -> list[ApplicationClock]:
    """Its clocks that run, what is due first at the head."""
    statement = (
        select(ApplicationClock)
        .where(ApplicationClock.application_id == one.id, ApplicationClock.stopped_on.is_(None))
        .order_by(ApplicationClock.due_on, ApplicationClock.id)
        .execution_options(populate_existing=True)
    )
    return list(await session.scalars(statement))


async def pauses(session: AsyncSession, one: Application) -> list[ApplicationPause]:
    """Its pauses, in order."""
    statement = select(ApplicationPause).where(ApplicationPause.application_id == one.id).order_by(ApplicationPause.id)
    return list(await session.scalars(statement.execution_options(populate_existing=True)))


async def reckon(session: AsyncSession, one: Application, *, calendar: Calendar, today: date) -> bool:
    """Reckon what is due when, by the calendar and the pauses as they are; the application says what is due first.

    Whether that is another day than before.
    """
    before = one.due_on, one.due_clock, one.provisional
    stood = await pauses(session, one)
    runs = await running(session, one)
    for clock in runs:
        found = due(calendar, clock.began_on, clock.days, today, pauses=pauses_of(stood, clock.name))
        clock.due_on, clock.provisional = found.on, found.provisional
    first = min(runs, key=lambda clock: (clock.due_on, clock.id), default=None)
    one.due_on = None if first is None else first.due_on
    one.due_clock = None if first is None else first.name
    one.provisional = first is not None and first.provisional
    return before != (one.due_on, one.due_clock, one.provisional)


def pauses_of(stood: list[ApplicationPause], name: str) -> list[Pause]:
    """The pauses in which a clock stands."""
    return [Pause(each.since, each.until) for each in stood if each.clock in (None, name)]
