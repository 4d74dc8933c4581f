"""A file held while it is changed: whose it is, who may write, that nobody wrote since it was read; and the line of the change.

The version of a file is the last line that its changes left in the audit trail.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Missing, NotAllowed, Text
from core.models import Account, AuditEntry, Organisation
from core.settings import Settings
from core.steps import changed_meanwhile
from fleet.models import Person, Vehicle
from permits.registers.kinds import FIELD_WORDS, OWN

Held = TypeVar("Held", Vehicle, Person, Organisation)
NOUNS: dict[type[Any], tuple[str, str]] = {  # the word of the file, the noun by which it is reached
    Vehicle: ("vehicle", "vehicle"),
    Person: ("person", "person"),
    Organisation: ("organisation", "organisation_file"),
}
CHANGED = Text("改动了档案", "changed the file")
NOW = Text("已改动", "changed")
NOT_YOURS = Text(
    "只能修改本单位自己的车辆、人员和资料；其他的请联系教育局经办人。",
    "You may change only your own organisation's vehicles, people and papers; for others ask the bureau's clerk.",
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, when, on which local day, from where."""

    viewer: Viewer
    now: datetime
    today: date
    zone: ZoneInfo
    settings: Settings
    address: str | None = None


def file_kind(subject: type[Any]) -> str:
    """Under which kind the changes of a file stand in the audit trail."""
    return f"{NOUNS[subject][0]}_file"


async def seen(session: AsyncSession, viewer: Viewer, of: type[Held], id: int) -> Held:  # noqa: A002
    """A vehicle, a person or an organisation whose file the viewer may read. Raises Missing."""
    noun, reached = NOUNS[of]
    found = await session.scalar(select(of).where(of.id == id, visible(viewer, reached)))
    if found is None:
        raise Missing(noun, id)
    return found


async def write_view(session: AsyncSession, hand: Hand, kind: str, id: int) -> None:  # noqa: A002
    """That the viewer saw a file (`vehicle`, `person`, `organisation`) or a paper of one, once a day; no change of it."""
    since = datetime.combine(hand.today, time(), hand.zone)
    await audit.record_view(session, viewer=hand.viewer, kind=kind, id=id, since=since, address=hand.address)


async def held(session: AsyncSession, hand: Hand, of: type[Held], id: int, version: int | None) -> Held:  # noqa: A002
    """The same, held until the transaction ends, for who may write in it. Raises Missing, NotAllowed, Refused.

    `version` None: what is only added to a file overwrites nothing.
    """
    noun, reached = NOUNS[of]
    statement = select(of).where(of.id == id, visible(hand.viewer, reached)).with_for_update(of=of, key_share=True)
    found = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise Missing(noun, id)
    if hand.viewer.role in OWN and not is_own(hand.viewer, found):
        raise NotAllowed("register.edit", code="not_yours", detail=NOT_YOURS)
    if version is not None:
        await _refuse_changed(session, hand, of, id, version)
    return found


def is_own(viewer: Viewer, one: Vehicle | Person | Organisation) -> bool:
    """Whether it belongs to the viewer's organisation: its bus, its employee, itself."""
    if isinstance(one, Vehicle):
        ids = (one.operator_id, one.school_id)
    else:
        ids = (one.organisation_id if isinstance(one, Person) else one.id, None)
    return viewer.organisation_id is not None and viewer.organisation_id in ids


async def version_of(session: AsyncSession, of: type[Any], id: int) -> int:  # noqa: A002
    """The number of the last change of a file; 0 for one that was never changed."""
    statement = select(func.max(AuditEntry.id)).where(*_lines(of, id))
    return await session.scalar(statement) or 0


async def write_down(
    session: AsyncSession, hand: Hand, one: Vehicle | Person | Organisation, action: str, detail: dict[str, Any]
) -> int:
    """Add the line of a change to the audit trail: the file's version now."""
    of = type(one)
    await audit.record(
        session, viewer=hand.viewer, action=f"register.{action}", kind=file_kind(of), id=one.id, detail=detail,
        address=hand.address,
    )  # fmt: skip
    return await version_of(session, of, one.id)


def refuse_fields(hand: Hand, allowed: dict[str, frozenset[str]], given: set[str]) -> None:
    """Raise NotAllowed, with the fields that the role may not write."""
    wrong = [FIELD_WORDS[name] for name in allowed if name in given and hand.viewer.role not in allowed[name]]
    if wrong:
        zh, en = "、".join(one.zh for one in wrong), ", ".join(one.en for one in wrong)
        raise NotAllowed(
            "register.edit",
            detail=Text(
                f"以下各项不由您修改：{zh}。请把凭证上传到档案，由教育局经办人登记。",
                f"These are not yours to change: {en}. Put the paper into the file and the bureau's clerk enters it.",
            ),
        )


def plain(row: Any) -> dict[str, Any]:
    """A row's columns as JSON."""
    return {attribute.key: _plain(getattr(row, attribute.key)) for attribute in inspect(row).mapper.column_attrs}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


async def _refuse_changed(session: AsyncSession, hand: Hand, of: type[Any], id: int, version: int) -> None:  # noqa: A002
    statement = (
        select(AuditEntry, Account.display_name)
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(*_lines(of, id))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is not None and row[0].id != version:
        raise changed_meanwhile(who=row[1], did=CHANGED, at=row[0].at.astimezone(hand.zone), state=NOW)


def _lines(of: type[Any], id: int) -> tuple[Any, ...]:  # noqa: A002
    return (AuditEntry.object_kind == file_kind(of), AuditEntry.object_id == str(id))
