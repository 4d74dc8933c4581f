"""Records of a file: a policy, a thing aboard, a line of maintenance, what police confirmed, a duty; added, changed, taken out.

Each in one transaction with its line in the audit trail, which keeps what was there before.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Field, Invalid, Missing, NotAllowed, Refused, field
from core.models import Organisation
from fleet.models import Person, Vehicle
from permits.registers.hold import Hand, held, plain, write_down
from permits.registers.kinds import DESK, RECORDS
from permits.registers.models import Confirmation, Equipment, Insurance, Maintenance, RegisterFile, SafetyDuty
from permits.registers.schemas import (
    Changed,
    ConfirmationIn,
    DutyIn,
    EquipmentIn,
    InsuranceIn,
    MaintenanceIn,
    Removal,
)

Given = InsuranceIn | EquipmentIn | MaintenanceIn | ConfirmationIn | DutyIn
Record = Insurance | Equipment | Maintenance | Confirmation | SafetyDuty
# record -> its table, whose file it stands in, the column that says so
TABLES: dict[str, tuple[Any, Any, str]] = {
    "insurance": (Insurance, Vehicle, "vehicle_id"),
    "equipment": (Equipment, Vehicle, "vehicle_id"),
    "maintenance": (Maintenance, Vehicle, "vehicle_id"),
    "confirmation": (Confirmation, Person, "person_id"),
    "duty": (SafetyDuty, Organisation, "organisation_id"),
}
NOT_COLUMNS = {"record", "subject_id", "version"}
PAST = {"equipment": "checked_on", "maintenance": "done_on", "confirmation": "confirmed_on", "duty": "done_on"}
# what a file holds one of: another is a change of that one
ALONE = {
    "insurance": ("kind", "number"),
    "equipment": ("kind",),
    "duty": ("kind", "since", "counterpart_id"),
}


async def add(session: AsyncSession, *, hand: Hand, given: Given) -> Changed:
    """Add a record. Raises Missing, NotAllowed, Refused, Invalid."""
    _refuse_role(hand, given.record)
    table, of, column = TABLES[given.record]
    subject = await held(session, hand, of, given.subject_id, given.version)
    await _refuse_bad(session, hand, given, column)
    _refuse_own_term(hand, given, None)
    await _refuse_second(session, given, but=None)
    row = table(**{column: subject.id}, **_columns(given))
    session.add(row)
    await session.flush()
    version = await write_down(
        session, hand, subject, f"{given.record}.add", {"record": row.id, "before": None, "after": plain(row)}
    )
    return Changed(id=str(row.id), version=version)


async def change(session: AsyncSession, *, hand: Hand, record_id: int, given: Given) -> Changed:
    """Put other content into a record. Raises Missing, NotAllowed, Refused, Invalid."""
    _refuse_role(hand, given.record)
    _, of, column = TABLES[given.record]
    subject = await held(session, hand, of, given.subject_id, given.version)
    row = await _row(session, given, record_id)
    await _refuse_bad(session, hand, given, column)
    _refuse_own_term(hand, given, row)
    await _refuse_second(session, given, but=row.id)
    before = plain(row)
    for name, value in _columns(given).items():
        setattr(row, name, value)
    await session.flush()
    version = await write_down(
        session, hand, subject, f"{given.record}.change", {"record": row.id, "before": before, "after": plain(row)}
    )
    return Changed(id=str(row.id), version=version)


def _refuse_own_term(hand: Hand, given: Given, row: Record | None) -> None:
    """Until when a duty is to be done is the bureau's to say, not that of whoever owes it."""
    if not isinstance(given, DutyIn) or hand.viewer.role in DESK:
        return
    said = row.due_on if isinstance(row, SafetyDuty) else None
    if given.due_on != said:
        raise Invalid(field("due_on", zh="办理期限由教育部门确定", en="is for the bureau to say"))


async def take_out(session: AsyncSession, *, hand: Hand, record_id: int, given: Removal) -> Changed:
    """Take a record out of its file; the audit trail keeps it. Raises Missing, NotAllowed, Refused."""
    _refuse_role(hand, given.record)
    _, of, _ = TABLES[given.record]
    subject = await held(session, hand, of, given.subject_id, given.version)
    row = await _row(session, given, record_id)
    before = plain(row)
    await session.delete(row)
    await session.flush()
    version = await write_down(
        session, hand, subject, f"{given.record}.remove", {"record": record_id, "before": before, "after": None}
    )
    return Changed(id=str(record_id), version=version)


async def _row(session: AsyncSession, given: Given | Removal, record_id: int) -> Any:
    table, _, column = TABLES[given.record]
    statement = select(table).where(table.id == record_id, getattr(table, column) == given.subject_id)
    row = await session.scalar(statement)
    if row is None:
        raise Missing(given.record, record_id)
    return row


def _columns(given: Given) -> dict[str, Any]:
    return {name: getattr(given, name) for name in type(given).model_fields if name not in NOT_COLUMNS}


def _refuse_role(hand: Hand, record: str) -> None:
    if hand.viewer.role not in RECORDS[record]:
        raise NotAllowed("register.edit")


async def _refuse_bad(session: AsyncSession, hand: Hand, given: Given, column: str) -> None:
    wrong: list[Field] = []
    name = PAST.get(given.record)
    on = None if name is None else getattr(given, name)
    if name is not None and on is not None and on > hand.today:
        wrong.append(field(name, zh="日期不能晚于今天", en="must not be after today"))
    file_id = getattr(given, "file_id", None)
    if file_id is not None:
        of_it = (RegisterFile.id == file_id, getattr(RegisterFile, column) == given.subject_id)
        if await session.scalar(select(RegisterFile.id).where(*of_it)) is None:
            wrong.append(field("file_id", zh="本档案没有这份材料", en="this file has no such paper"))
    if isinstance(given, InsuranceIn) and given.valid_to < given.valid_from:
        wrong += [
            field(each, zh="起止日期相互矛盾：止日不能早于起日", en="valid_from and valid_to contradict each other")
            for each in ("valid_from", "valid_to")
        ]
    if isinstance(given, DutyIn):
        wrong += await _bad_counterpart(session, given)
    if wrong:
        raise Invalid(*wrong)


async def _bad_counterpart(session: AsyncSession, given: DutyIn) -> list[Field]:
    is_letter = given.kind == "responsibility_letter"
    if is_letter != (given.counterpart_id is not None):
        return [
            field(
                "counterpart_id",
                zh="责任书须写明校车服务提供者，其他各项不写",
                en="a letter names the provider, nothing else does",
            )
        ]
    if given.counterpart_id is None:
        return []
    known = select(Organisation.id).where(Organisation.id == given.counterpart_id, Organisation.kind == "operator")
    if await session.scalar(known) is None:
        return [field("counterpart_id", zh="没有这个服务提供者", en="there is no such provider")]
    return []


async def _refuse_second(session: AsyncSession, given: Given, but: int | None) -> None:
    """What there is one of is changed, not added again."""
    alone = ALONE.get(given.record)
    if alone is None:
        return
    table, _, column = TABLES[given.record]
    same = [getattr(table, name).is_not_distinct_from(getattr(given, name)) for name in alone]
    statement = select(table.id).where(getattr(table, column) == given.subject_id, *same)
    if but is not None:
        statement = statement.where(table.id != but)
    if await session.scalar(statement) is not None:
        raise Refused(
            "already_on_record",
            zh="档案里已有这一项，请修改原有的一条。",
            en="The file has this already: change what is there.",
        )
