"""Use cases of commands: have a terminal told or asked something, see what became of it. The ingest sends and writes answers."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock
from core.access import Viewer
from core.errors import Refused
from core.models import Account
from core.pagination import PageQuery, page_rows
from fleet.devices.bindings import visible_device
from gps_ingest.desk.command_schemas import ALARMS, CommandOut, CommandState, ConfirmIn
from gps_ingest.desk.command_schemas import CommandIn as Given
from gps_ingest.models import COMMAND_LAPSES_S, Command

LAPSES_AFTER = timedelta(seconds=COMMAND_LAPSES_S)
MOST_WAITING = 20
RESULTS: dict[int, CommandState] = {0: "done", 1: "failed", 2: "wrong", 3: "unsupported"}


async def give(
    session: AsyncSession, *, viewer: Viewer, device_id: str, given: Given, address: str | None
) -> CommandOut:
    """Have a terminal told or asked. Raises Missing, Refused("not_jt808", "device_disabled", "too_many_waiting")."""
    device = await visible_device(session, viewer, device_id)
    if device.protocol != "jt808":
        raise Refused(
            "not_jt808",
            zh="只有 JT/T 808 终端能接收指令。",
            en="Only terminals that speak JT/T 808 take commands.",
        )
    if device.disabled:
        raise Refused(
            "device_disabled", zh="该终端已停用，请先启用。", en="The device is disabled; let it in again first."
        )
    now = clock.now()
    waiting = select(func.count()).where(
        Command.device_no == device.no, Command.sent_at.is_(None), Command.created_at > now - LAPSES_AFTER
    )
    if (await session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Refused(
            "too_many_waiting",
            zh="该终端已有许多指令在等待发送，请等它上线。",
            en="Many commands already wait for this terminal; wait until it is connected.",
        )
    body = _body(given)
    made = Command(device_no=device.no, kind=given.kind, body=body, account_id=viewer.account_id, created_at=now)
    session.add(made)
    await session.flush()
    await audit.record(
        session,
        viewer=viewer,
        action="device.command",
        kind="device",
        id=device_id,
        detail={"command": str(made.id), "kind": made.kind, **body},
        address=address,
    )
    return _shown(made, viewer.display_name, now)


async def list_commands(
    session: AsyncSession, *, viewer: Viewer, device_id: str, query: PageQuery
) -> tuple[list[CommandOut], str | None]:
    """Of a device, the newest first. Raises Missing."""
    device = await visible_device(session, viewer, device_id)
    statement: Select[*tuple[Any, ...]] = (
        select(Command, Account.display_name.label("given_by"))
        .join(Account, Account.id == Command.account_id)
        .where(Command.device_no == device.no)
    )
    keys = {"id": Command.id, "created_at": Command.created_at}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-id", unique=Command.id)
    now = clock.now()
    return [_shown(row[0], row.given_by, now) for row in rows], following


def _body(given: Given) -> dict[str, Any]:
    """What the sender needs of it (`doors/jt808/downlink.py`)."""
    body = given.model_dump(mode="json", exclude={"kind"})
    if isinstance(given, ConfirmIn):
        body["alarms"] = sum({ALARMS[name] for name in given.alarms})
    return body


def _shown(command: Command, by: str, now: datetime) -> CommandOut:
    return CommandOut(
        id=str(command.id),
        kind=command.kind,
        body=command.body,
        state=_state(command, now),
        by=by,
        created_at=command.created_at,
        sent_at=command.sent_at,
        answered_at=command.answered_at,
        result=command.result,
        answer=command.answer,
    )


def _state(command: Command, now: datetime) -> CommandState:
    if command.result is not None:
        return RESULTS.get(command.result, "failed")
    if command.answered_at is not None:
        return "done"
    if command.sent_at is not None:
        return "sent"
    return "waiting" if command.created_at > now - LAPSES_AFTER else "lapsed"
