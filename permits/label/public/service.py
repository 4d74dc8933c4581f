"""Whether a label is valid as of now: its signature first, then the label's own row, then sign, permit and what is in force."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from permits.label.check import checked
from permits.label.code import Said
from permits.label.models import Label, LabelKey
from permits.label.schemas import CheckedOut, KeyOut, KeysOut, LineOut, SaidOut
from permits.label.standing import standings


async def keys(session: AsyncSession) -> KeysOut:
    """All public keys, the newest first."""
    rows = await session.scalars(select(LabelKey).order_by(LabelKey.since.desc(), LabelKey.id))
    return KeysOut(keys=[KeyOut(id=one.id, public=one.public.hex(), since=one.since, until=one.until) for one in rows])


async def check(session: AsyncSession, *, code: str, now: datetime, today: date) -> CheckedOut:
    """What a stranger is told of a code. A code whose signature is not genuine is told nothing of."""
    public = {one.id: one.public for one in await session.scalars(select(LabelKey))}
    found = checked(code, public)
    if found.opened is None or found.problem:
        return CheckedOut.model_validate(
            {"valid": False, "reason": found.problem, "signature": "not_genuine", "at": now, "said": None}
        )
    said = found.opened.said
    label_id = await session.scalar(select(Label.id).where(Label.serial == said.serial, Label.code == code))
    reason = "unknown_label"
    if label_id is not None:
        reason = (await standings(session, label_ids=[label_id], now=now, today=today))[label_id]
    return CheckedOut.model_validate(
        {"valid": reason == "valid", "reason": reason, "signature": "genuine", "at": now, "said": _told(said)}
    )


def _told(said: Said) -> SaidOut:
    return SaidOut(
        serial=said.serial,
        plate=said.plate,
        permit_number=said.permit_number,
        version=said.version,
        issuer=said.issuer,
        valid_from=said.valid_from,
        valid_to=said.valid_to,
        sign_number=said.sign_number,
        lines=[LineOut(name=one.name, times=list(one.times)) for one in said.lines],
        lines_left_out=said.lines_left_out,
    )
