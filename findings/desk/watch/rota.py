"""The watch: turns on the rota, who has it now, taking it over with what is open."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Text, field
from core.models import Account
from core.pagination import PageQuery, page, page_rows
from findings.desk.cases import who
from findings.desk.models import DeskCase
from findings.desk.schemas import Who
from findings.desk.steps import DESK
from findings.desk.watch.lasting import check_end
from findings.desk.watch.models import Duty, Handover
from findings.desk.watch.schemas import DutyIn, DutyOut, HandoverOut, WatchOut
from fleet.models import Vehicle

HANDED_OVER = ("open", "acknowledged", "assigned", "handled")
MOST = 500


async def duties(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    since: datetime | None,
    until: datetime | None,
    now: datetime,
) -> tuple[list[DutyOut], str | None]:
    """Turns that touch a stretch of time, the earliest first."""
    statement: Select[*tuple[Any, ...]] = (
        select(Duty, Account).join(Account, Account.id == Duty.account_id).where(visible(viewer, "duty"))
    )
    if since is not None:
        statement = statement.where(func.upper(Duty.during) > since)
    if until is not None:
        statement = statement.where(func.lower(Duty.during) < until)
    rows, following = await page_rows(session, statement, query, keys={"id": Duty.id}, default="id", unique=Duty.id)
    pairs: list[tuple[Duty, Account]] = [tuple(row[:2]) for row in rows]
    return [_duty(duty, account, now) for duty, account in pairs], following


async def add_duty(
    session: AsyncSession, *, viewer: Viewer, wish: DutyIn, now: datetime, address: str | None
) -> DutyOut:
    """Plan a turn. Raises Invalid."""
    account = await session.get(Account, wish.account_id)
    if account is None or account.disabled or account.role not in DESK:
        raise Invalid(field("account_id", zh="请选择在用的值班员账户", en="choose an officer's account in use"))
    check_end(wish.since, wish.until, Text("开始时间", "since"))
    duty = Duty(account_id=account.id, during=Range(wish.since, wish.until), rank=wish.rank)
    session.add(duty)
    await session.flush()
    await audit.record(session, viewer=viewer, action="duty.add", kind="duty", id=duty.id, address=address)
    return _duty(duty, account, now)


async def officers(session: AsyncSession) -> list[Who]:
    """The accounts that may have the watch; asked by those who plan it."""
    statement = select(Account).where(Account.role.in_(DESK), Account.disabled.is_(False))
    return [who(one) for one in await session.scalars(statement.order_by(Account.display_name, Account.id))]


async def drop_duty(session: AsyncSession, *, viewer: Viewer, duty_id: int, address: str | None) -> None:
    """Take a turn off the rota; one that is not there is off it already."""
    duty = await session.scalar(select(Duty).where(Duty.id == duty_id, visible(viewer, "duty")))
    if duty is None:
        return
    await session.delete(duty)
    await audit.record(session, viewer=viewer, action="duty.drop", kind="duty", id=duty_id, address=address)


async def watch(session: AsyncSession, *, viewer: Viewer, now: datetime) -> WatchOut:
    """Who has the watch, and who should have it."""
    last = (await session.execute(_handovers().where(visible(viewer, "handover")).limit(1))).one_or_none()
    on_duty = await session.scalars(
        select(Account)
        .join(Duty, Duty.account_id == Account.id)
        .where(Duty.during.contains(now), visible(viewer, "duty"))
        .order_by(Duty.rank, Duty.id)
    )
    open_cases = await session.scalar(
        select(func.count()).select_from(DeskCase).where(DeskCase.state.in_(HANDED_OVER), visible(viewer, "case"))
    )
    return WatchOut(
        holder=None if last is None else who(last[1]),
        since=None if last is None else last[0].at,
        on_duty=[who(one) for one in on_duty],
        open_cases=open_cases or 0,
    )


async def handovers(session: AsyncSession, *, viewer: Viewer, query: PageQuery) -> tuple[list[HandoverOut], str | None]:
    """What was handed over, the newest first."""
    statement = select(Handover).where(visible(viewer, "handover"))
    found, following = await page(
        session, statement, query, keys={"id": Handover.id}, default="-id", unique=Handover.id
    )
    names = {one.id: one for one in await session.scalars(select(Account).where(Account.id.in_(_of(found))))}
    return [_handover(one, names) for one in found], following


async def take_over(session: AsyncSession, *, viewer: Viewer, note: str, address: str | None) -> HandoverOut:
    """Take the watch over: the list of what is open is made now, and kept with the note."""
    before = await session.scalar(select(Handover.to_id).order_by(Handover.id.desc()).limit(1))
    rows = await session.execute(
        select(DeskCase, Vehicle.plate)
        .join(Vehicle, Vehicle.id == DeskCase.vehicle_id)
        .where(DeskCase.state.in_(HANDED_OVER))
        .order_by(DeskCase.id)
        .limit(MOST)
    )
    listed = [
        {"id": str(one.id), "plate": plate, "rule": one.rule, "severity": one.severity, "state": one.state}
        for one, plate in rows
    ]
    made = Handover(from_id=before, to_id=viewer.account_id, note=note, cases=listed)
    session.add(made)
    await session.flush()
    await session.refresh(made)
    await audit.record(session, viewer=viewer, action="duty.take_over", kind="handover", id=made.id, address=address)
    names = {one.id: one for one in await session.scalars(select(Account).where(Account.id.in_(_of([made]))))}
    return _handover(made, names)


def _handovers() -> Select[*tuple[Any, ...]]:
    return select(Handover, Account).join(Account, Account.id == Handover.to_id).order_by(Handover.id.desc())


def _of(found: list[Handover]) -> set[int]:
    return {id_ for one in found for id_ in (one.from_id, one.to_id) if id_ is not None}


def _handover(one: Handover, names: dict[int, Account]) -> HandoverOut:
    before = None if one.from_id is None else who(names[one.from_id])
    return HandoverOut(
        id=str(one.id), at=one.at, by=who(names[one.to_id]), before=before, note=one.note, cases=one.cases
    )


def _duty(duty: Duty, account: Account, now: datetime) -> DutyOut:
    since, until = duty.during.lower, duty.during.upper
    assert since is not None
    assert until is not None
    return DutyOut(
        id=str(duty.id), who=who(account), since=since, until=until, rank=duty.rank, now=since <= now < until
    )
