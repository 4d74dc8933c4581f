"""What time does to permits: expired, reminded of, superseded; signs past their last day; hearings that nobody asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.one_by_one import one_by_one
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application, SignFile
from permits.held import clocks
from permits.held.life import LIVING, by_itself, last_day, supersede
from permits.held.listed import FIRST_REMINDER, renewal_under_way
from permits.held.models import Penalty, PermitClock
from permits.held.penalties import OVER, waive
from permits.held.signs.inspection import in_use_uninspected
from permits.held.signs.steps import expire
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.application import UNDECIDED
from permits.procedure.clocks import RENEWAL_ASKED_BEFORE, renewal_asked_by

REMINDED = (FIRST_REMINDER, timedelta(days=7), timedelta(0))  # before the last day on which it is asked for in time
Act = Callable[[AsyncSession, Permit, int, Hand], Awaitable[int]]


@dataclass
class HeldNight:
    """How many permits expired, were reminded of or superseded, how many signs expired, how many hearings were waived, of how many
    signs the clocks were reckoned anew; and how often something failed.
    """

    expired: int = 0
    reminded: int = 0
    superseded: int = 0
    signs: int = 0
    waived: int = 0
    reckoned: int = 0
    failed: int = 0


async def pass_held_night(sessions: async_sessionmaker[AsyncSession], hand: Hand) -> HeldNight:
    """Each permit in a transaction of its own, so that one at fault keeps no other waiting. Twice a day does nothing new."""
    night = HeldNight()
    night.waived = await _each(sessions, hand, night, _penalties(), _waive)
    night.reckoned = await _each(sessions, hand, night, _sign_clocks(), _reckon)
    night.expired = await _each(sessions, hand, night, _over(hand.today), _expire)
    night.superseded = await _each(sessions, hand, night, _living(), _supersede)
    night.reminded = await _each(sessions, hand, night, _to_renew(hand.today), _remind)
    night.signs = await _each(sessions, hand, night, _signs(hand), _sign)
    return night


async def _each(
    sessions: async_sessionmaker[AsyncSession], hand: Hand, night: HeldNight, asked: Select[int, int], act: Act
) -> int:
    """`asked` gives a permit and what of it is meant."""
    async with sessions() as session:
        found = (await session.execute(asked)).all()
    done: list[int] = []

    async def do(session: AsyncSession, pair: tuple[int, int]) -> None:
        permit_id, of = pair
        statement = select(Permit).where(Permit.id == permit_id).with_for_update(skip_locked=True)
        permit = (await session.scalars(statement)).first()  # whoever works on one just now is not waited for
        if permit is not None:
            done.append(await act(session, permit, of, hand))

    night.failed += await one_by_one(sessions, ((permit_id, of) for permit_id, of in found), do)
    return sum(done)


async def _expire(session: AsyncSession, permit: Permit, _of: int, hand: Hand) -> int:
    last = await last_day(session, permit.id)
    return await by_itself(session, permit, "expire", hand, lapsed=last is not None and last < hand.today)


async def _supersede(session: AsyncSession, _permit: Permit, vehicle_id: int, hand: Hand) -> int:
    return await supersede(session, vehicle_id, hand)


async def _remind(session: AsyncSession, permit: Permit, _of: int, hand: Hand) -> int:
    """Called to mind once for each of the days on which it is."""
    last = await last_day(session, permit.id)
    if last is None:
        return 0
    by = renewal_asked_by(last)
    due = [by - before for before in REMINDED if by - before <= hand.today]
    if not due or (permit.reminded_on is not None and permit.reminded_on >= max(due)):
        return 0
    permit.reminded_on = hand.today
    return await by_itself(session, permit, "remind", hand, detail={"renew_by": by.isoformat()})


async def _sign(session: AsyncSession, permit: Permit, sign_id: int, hand: Hand) -> int:
    return await expire(session, permit, await session.get_one(Sign, sign_id), hand)


async def _waive(session: AsyncSession, permit: Permit, penalty_id: int, hand: Hand) -> int:
    one = await session.get_one(Penalty, penalty_id, with_for_update=True)
    await clocks.reckon(session, hand, penalty_id=one.id)
    return await waive(session, permit, one, hand)


async def _reckon(session: AsyncSession, _permit: Permit, sign_id: int, hand: Hand) -> int:
    """By the calendar as it is now."""
    return await clocks.reckon(session, hand, sign_id=sign_id)


def _newest_day() -> Select[date | None]:
    return (
        select(PermitVersion.valid_to)
        .where(PermitVersion.permit_id == Permit.id)
        .order_by(PermitVersion.version.desc())
        .limit(1)
        .correlate(Permit)
    )


def _over(today: date) -> Select[int, int]:
    """Past their last day; not those whose renewal was asked for in time and is not issued yet (行政许可法 50)."""
    newest = _newest_day().scalar_subquery()
    in_time = exists().where(
        Application.permit_id == Permit.id,
        Application.kind == "renewal",
        Application.state.in_((*UNDECIDED.split(), "granted")),
        Application.received_on <= newest - RENEWAL_ASKED_BEFORE.days,
    )
    return select(Permit.id, Permit.id).where(Permit.state.in_(LIVING), newest < today, ~in_time).order_by(Permit.id)


def _to_renew(today: date) -> Select[int, int]:
    newest = _newest_day().scalar_subquery()
    soon = today + RENEWAL_ASKED_BEFORE + FIRST_REMINDER
    return (
        select(Permit.id, Permit.id)
        .where(Permit.state.in_(LIVING), newest.between(today, soon), ~renewal_under_way())
        .order_by(Permit.id)
    )


def _living() -> Select[int, int]:
    """Of vehicles that have more than one permit that is alive."""
    many = (
        select(Permit.vehicle_id).where(Permit.state.in_(LIVING)).group_by(Permit.vehicle_id).having(func.count() > 1)
    )
    return (
        select(func.min(Permit.id), Permit.vehicle_id)
        .where(Permit.vehicle_id.in_(many), Permit.state.in_(LIVING))
        .group_by(Permit.vehicle_id)
    )


def _signs(hand: Hand) -> Select[int, int]:
    """Past their own last day, or in use past their vehicle's inspection."""
    return (
        select(PermitVersion.permit_id, Sign.id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
        .outerjoin(SignFile, SignFile.sign_id == Sign.id)
        .where(or_(SignFile.id.is_(None), SignFile.state == "issued"))
        .where(or_(Sign.valid_to < hand.today, in_use_uninspected(hand)))
        .order_by(Sign.id)
    )


def _sign_clocks() -> Select[int, int]:
    """Signs that are to be made again."""
    return (
        select(PermitVersion.permit_id, Sign.id)
        .join(Sign, Sign.permit_version_id == PermitVersion.id)
        .where(exists().where(PermitClock.sign_id == Sign.id, PermitClock.stopped_on.is_(None)))
        .order_by(Sign.id)
    )


def _penalties() -> Select[int, int]:
    return select(Penalty.permit_id, Penalty.id).where(Penalty.state.not_in(OVER)).order_by(Penalty.id)
