"""Known faults (已知故障): declared with an end, listed, ended when repaired; meanwhile what they cause keeps quiet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Text, field
from core.models import Account
from core.pagination import PageQuery, page_rows
from findings.desk.cases import who
from findings.desk.models import CaseEvent, CaseFinding, DeskCase, KnownFault
from findings.desk.steps import WAITING
from findings.desk.terms import AT_ONCE
from findings.desk.watch.lasting import check_end
from findings.desk.watch.schemas import FaultIn, FaultOut
from findings.models import Finding
from fleet.models import Binding, Device, Vehicle
from rules.catalogue import RULES

# Which cases of the bus a fault explains, as in GROW: those of its rule, those that no other device has seen.
OF_ITS_RULE = or_(KnownFault.rule == DeskCase.rule, and_(KnownFault.rule.is_(None), DeskCase.rule.not_in(AT_ONCE)))
BOUND_THEN = exists(
    select(Binding.id).where(
        Binding.device_no == KnownFault.device_no,
        Binding.vehicle_id == KnownFault.vehicle_id,
        Binding.during.contains(Finding.began),
    )
)
OF_ANOTHER_DEVICE = (
    select(Finding.id)
    .join(CaseFinding, CaseFinding.finding_id == Finding.id)
    .where(CaseFinding.case_id == DeskCase.id, Finding.device_no.is_distinct_from(KnownFault.device_no))
    .where(or_(Finding.device_no.is_not(None), ~BOUND_THEN))
)
OF_ITS_DEVICE = or_(KnownFault.device_no.is_(None), ~exists(OF_ANOTHER_DEVICE))


async def faults(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, is_now: bool | None, now: datetime
) -> tuple[list[FaultOut], str | None]:
    """Known faults, the newest first; `is_now` those that hold, or that do not."""
    statement = _faults().where(visible(viewer, "known_fault"))
    if is_now is not None:
        holds = KnownFault.during.contains(now)
        statement = statement.where(holds if is_now else ~holds)
    rows, following = await page_rows(
        session, statement, query, keys={"id": KnownFault.id}, default="-id", unique=KnownFault.id
    )
    return [_shown(row, now) for row in rows], following


async def declare(
    session: AsyncSession, *, viewer: Viewer, wish: FaultIn, now: datetime, address: str | None
) -> FaultOut:
    """Declare a fault from now on; the waiting cases that it explains go quiet. Raises Invalid, Missing."""
    vehicle = await session.scalar(select(Vehicle).where(Vehicle.id == wish.vehicle_id, visible(viewer, "vehicle")))
    if vehicle is None:
        raise Invalid(field("vehicle_id", zh="没有这辆车", en="there is no such vehicle"))
    if wish.rule is not None and wish.rule not in {rule.id for rule in RULES}:
        raise Invalid(field("rule", zh="没有这条规则", en="there is no such rule"))
    device_no = None
    if wish.device_id is not None:
        device_no = await session.scalar(
            select(Device.no).where(Device.id == wish.device_id, visible(viewer, "device"))
        )
        if device_no is None:
            raise Invalid(field("device_id", zh="没有这个终端", en="there is no such device"))
    check_end(now, wish.until, Text("现在", "now"))
    fault = KnownFault(
        vehicle_id=vehicle.id, rule=wish.rule, device_no=device_no, during=Range(now, wish.until), reason=wish.reason,
        account_id=viewer.account_id,
    )  # fmt: skip
    session.add(fault)
    await session.flush()
    await _quieten(session, viewer, fault)
    await audit.record(session, viewer=viewer, action="fault.declare", kind="known_fault", id=fault.id, address=address)
    return await _one(session, fault.id, now)


async def end(
    session: AsyncSession, *, viewer: Viewer, fault_id: int, until: datetime | None, now: datetime, address: str | None
) -> FaultOut:
    """It is repaired: from then on the desk hears of it again; one that is over stays as it is. Raises Missing, Invalid."""
    fault = await session.scalar(
        select(KnownFault).where(KnownFault.id == fault_id, visible(viewer, "known_fault")).with_for_update()
    )
    if fault is None:
        raise Missing("known_fault", fault_id)
    since, last = fault.during.lower, fault.during.upper
    assert since is not None
    assert last is not None
    ends = until or now
    if last <= now:
        return await _one(session, fault.id, now)
    if not since < ends <= last:
        raise Invalid(
            field("until", zh="只能提前，且晚于开始时间", en="only earlier than planned, and after its beginning")
        )
    fault.during = Range(since, ends)
    await audit.record(session, viewer=viewer, action="fault.end", kind="known_fault", id=fault.id, address=address)
    await session.flush()
    return await _one(session, fault.id, now)


async def _quieten(session: AsyncSession, viewer: Viewer, fault: KnownFault) -> None:
    """The waiting cases that the fault explains go quiet, and say why."""
    statement = (
        select(DeskCase)
        .join(KnownFault, KnownFault.vehicle_id == DeskCase.vehicle_id)
        .where(KnownFault.id == fault.id, DeskCase.state.in_(WAITING), OF_ITS_RULE, OF_ITS_DEVICE)
        .order_by(DeskCase.id)
        .with_for_update(of=DeskCase)
    )
    for case in await session.scalars(statement):
        session.add(
            CaseEvent(
                case_id=case.id, account_id=viewer.account_id, step="silence", from_state=case.state, to_state="quiet",
                note=fault.reason, detail={"fault": str(fault.id)},
            )
        )  # fmt: skip
        case.state, case.due_at, case.version = "quiet", None, case.version + 1
    await session.flush()


async def _one(session: AsyncSession, fault_id: int, now: datetime) -> FaultOut:
    return _shown((await session.execute(_faults().where(KnownFault.id == fault_id))).one(), now)


def _faults() -> Select[*tuple[Any, ...]]:
    quiet = (
        select(func.coalesce(func.sum(DeskCase.findings), 0))
        .where(DeskCase.vehicle_id == KnownFault.vehicle_id, DeskCase.state == "quiet")
        .where(OF_ITS_RULE)
        .scalar_subquery()
    )
    return (
        select(KnownFault, Vehicle.plate, Device.id.label("device_id"), Account, quiet.label("findings"))
        .join(Vehicle, Vehicle.id == KnownFault.vehicle_id)
        .join(Account, Account.id == KnownFault.account_id)
        .outerjoin(Device, Device.no == KnownFault.device_no)
    )


def _shown(row: Row[*tuple[Any, ...]], now: datetime) -> FaultOut:
    fault: KnownFault = row[0]
    since, until = fault.during.lower, fault.during.upper
    assert since is not None
    assert until is not None
    return FaultOut(
        id=str(fault.id), vehicle_id=str(fault.vehicle_id), plate=row.plate, rule=fault.rule, device_id=row.device_id,
        since=since, until=until, reason=fault.reason, by=who(row.Account), now=since <= now < until, findings=row.findings,
    )  # fmt: skip
