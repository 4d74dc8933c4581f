"""One-time links: given out for an office without an account, withdrawn, and opened by their token alone."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.errors import Missing, Refused
from core.sessions import token_hash
from core.settings import Settings
from geofences.hazards.act import locked, write_event
from geofences.hazards.models import Hazard, HazardLink
from geofences.hazards.steps import ANSWERABLE, STATE_WORDS

TOKEN_CHARS, ALPHABET = (
    26,
    "abcdefghjkmnpqrstuvwxyz23456789",
)  # 128 bits that may be typed from paper: no 0 and o, 1 and l
AFTER_DUE = timedelta(days=30)  # an office that is late is still to answer
MOST_ALIVE = 5  # of one hazard
PATH = "/answer/"


async def issue(
    session: AsyncSession,
    *,
    viewer: Viewer,
    hazard_id: int,
    how: str,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> tuple[Hazard, str]:
    """The hazard and the token of a new link, which is told this once. Raises Missing, Refused. `how`: link or letter."""
    hazard = await locked(session, viewer=viewer, hazard_id=hazard_id)
    if hazard.state not in ANSWERABLE:
        state = STATE_WORDS[hazard.state]
        raise Refused(
            "nothing_to_answer",
            zh=f"只有已交办、整改中的隐患才能发出答复链接，现为“{state.zh}”。",
            en=f"A link is given out for a hazard that is assigned or being rectified; this one is {state.en}.",
        )
    alive = (
        select(func.count())
        .select_from(HazardLink)
        .where(HazardLink.hazard_id == hazard.id, HazardLink.ended_at.is_(None), HazardLink.expires_at > now)
    )
    if (await session.scalar(alive) or 0) >= MOST_ALIVE:
        raise Refused(
            "too_many_links",
            zh=f"已有 {MOST_ALIVE} 个有效链接，请先收回不用的。",
            en=f"{MOST_ALIVE} links are alive already: withdraw those that nobody needs.",
        )
    token = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_CHARS))
    link = HazardLink(
        hazard_id=hazard.id, token_hash=token_hash(token, settings), created_at=now, created_by=viewer.account_id,
        expires_at=expires_at(hazard, now, settings),
    )  # fmt: skip
    session.add(link)
    await session.flush()
    await write_event(
        session, hazard=hazard, viewer=viewer, step="link", before=hazard.state, note=None, now=now, address=address,
        detail={"link": str(link.id), "how": how, "expires_at": link.expires_at.isoformat()},
    )  # fmt: skip
    return hazard, token


def expires_at(hazard: Hazard, now: datetime, settings: Settings) -> datetime:
    """So long after the deadline; counted from now where that has passed."""
    local = now.astimezone(settings.zone)
    due = (
        local
        if hazard.due_on is None
        else local.replace(
            year=hazard.due_on.year,
            month=hazard.due_on.month,
            day=hazard.due_on.day,
            hour=23,
            minute=59,
            second=59,
            microsecond=0,
        )
    )
    return max(now, due) + AFTER_DUE


async def withdraw(
    session: AsyncSession, *, viewer: Viewer, hazard_id: int, link_id: int, now: datetime, address: str | None
) -> None:
    """Nobody answers over this link any more; done twice it does nothing new. Raises Missing."""
    hazard = await locked(session, viewer=viewer, hazard_id=hazard_id)
    link = await session.scalar(select(HazardLink).where(HazardLink.id == link_id, HazardLink.hazard_id == hazard.id))
    if link is None:
        raise Missing("link", link_id)
    if link.ended_at is not None:
        return
    link.ended_at, link.ended_by = now, viewer.account_id
    await write_event(
        session, hazard=hazard, viewer=viewer, step="unlink", before=hazard.state, note=None, now=now, address=address,
        detail={"link": str(link.id)},
    )  # fmt: skip


async def find(session: AsyncSession, *, token: str, settings: Settings) -> HazardLink | None:
    """The link of a token, alive or not."""
    return await session.scalar(select(HazardLink).where(HazardLink.token_hash == token_hash(token, settings)))


async def refuse_dead(session: AsyncSession, link: HazardLink, *, now: datetime) -> None:
    """Raise Refused when the link has ended or expired."""
    if link.ended_at is not None:
        raise Refused(
            "link_ended",
            zh="此链接已结束：整改已通过验收，或链接已被收回。如有疑问请联系发出单位。",
            en="This link has ended: the answer was accepted, or the link was withdrawn. Ask the office that sent it.",
        )
    if link.expires_at <= now:
        raise Refused(
            "link_expired",
            zh="此链接已过期，请联系发出单位重新发送。",
            en="This link has expired: ask the office that sent it for a new one.",
        )
