"""How one's own file stands, for who has the receipt's number and knows the applicant's telephone."""

import hmac
import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Missing, field
from core.models import Organisation
from permits.desk.models import Application, ApplicationEvent, ApplicationPause
from permits.procedure.application import APPLICATION
from permits.procedure.clocks import CLOCKS
from permits.published.guide import said
from permits.published.schemas import ReceiptIn, ReceiptOut, Stage

NOT_DIGITS = re.compile(r"\D")
LAST = 4
NOT_FOUND = field(
    "number",
    zh="没有找到：请核对收件编号与申请单位登记电话的末四位。",
    en="Not found: compare the receipt's number, and the last four digits of the applicant's telephone on record.",
).message


class NoSuchReceipt(Missing):
    """Number and telephone do not belong together, and not which of them is wrong."""

    def __init__(self) -> None:
        super().__init__("application", "-")
        self.code = "no_such_receipt"
        self.detail = NOT_FOUND


async def standing(session: AsyncSession, *, asked: ReceiptIn, now: datetime) -> ReceiptOut:
    """How the file stands. Raises NoSuchReceipt, in the same words for a wrong number and a wrong telephone."""
    found = await session.execute(
        select(Application, Organisation.phone)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .where(Application.number == asked.number)
    )
    row = found.one_or_none()
    known = NOT_DIGITS.sub("", (row.phone or "") if row else "")[-LAST:]
    if not hmac.compare_digest(known, asked.phone_last4) or row is None:
        raise NoSuchReceipt
    one: Application = row.Application
    return ReceiptOut.model_validate(
        {
            "number": one.number,
            "kind": one.kind,
            "state": one.state,
            "words": said(APPLICATION.life.states[one.state]),
            "received_on": one.received_on,
            "due_on": one.due_on,
            "due_words": None if one.due_clock is None else said(CLOCKS[one.due_clock].words),
            "provisional": one.provisional,
            "stands": await _stands(session, one.id),
            "decided_on": one.decided_on,
            "decision_number": one.decision_number,
            "stages": await _stages(session, one.id),
            "at": now,
        }
    )


async def _stands(session: AsyncSession, application_id: int) -> bool:
    paused = select(ApplicationPause.id).where(
        ApplicationPause.application_id == application_id, ApplicationPause.until.is_(None), ApplicationPause.clock.is_(None)
    )  # fmt: skip
    return await session.scalar(paused.limit(1)) is not None


async def _stages(session: AsyncSession, application_id: int) -> list[Stage]:
    rows = await session.execute(
        select(ApplicationEvent.to_state, ApplicationEvent.dated_on)
        .where(
            ApplicationEvent.application_id == application_id,
            ApplicationEvent.subject == "application",
            ApplicationEvent.from_state.is_distinct_from(ApplicationEvent.to_state),
            ApplicationEvent.to_state != "draft",
        )
        .order_by(ApplicationEvent.id)
    )
    return [Stage.model_validate({"seq": seq, "state": state, "on": on}) for seq, (state, on) in enumerate(rows, 1)]
