"""How often an address may try links that do not open: counted before the link is looked at, as a login is."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import tries
from core.database import session_scope
from core.errors import TooMany
from core.settings import Settings
from geofences.hazards.models import LinkAttempt

TRIES_LOCK = 0x5342_4C4E  # "SBLN": tries are counted one after the other, so that many at once are many


async def begin_try(
    sessions: async_sessionmaker[AsyncSession], settings: Settings, *, address: str | None, now: datetime
) -> int | None:
    """Count a try: it is a failure until it has succeeded. Raises TooMany. None for a caller without an address."""
    if address is None:
        return None
    window = timedelta(seconds=settings.login_window_s)
    async with session_scope(sessions) as session:
        await session.execute(select(func.pg_advisory_xact_lock(TRIES_LOCK)))
        await session.execute(delete(LinkAttempt).where(LinkAttempt.at < now - window))
        wait_s = await tries.wait_s(
            session, LinkAttempt.at, LinkAttempt.address == address, most=settings.login_attempts_per_address,
            window_s=settings.login_window_s, now=now,
        )  # fmt: skip
        if wait_s is not None:
            raise TooMany("too_many_attempts", retry_after_s=wait_s)
        attempt = LinkAttempt(at=now, address=address)
        session.add(attempt)
        await session.flush()
        return attempt.id


async def took(sessions: async_sessionmaker[AsyncSession], attempt_id: int | None) -> None:
    """The link opened: the try is none."""
    if attempt_id is not None:
        async with session_scope(sessions) as session:
            await session.execute(delete(LinkAttempt).where(LinkAttempt.id == attempt_id))
