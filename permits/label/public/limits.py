"""How often strangers may ask: labels of one address; receipts that did not fit, of one address and of one number."""

import hashlib
import hmac
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import clock, tries
from core.database import session_scope
from core.errors import TooMany
from core.settings import Settings
from core.whence import WIDER, whence
from permits.label.models import PublicTry

LOCK = 0x5342_4C42  # "SBLB": counted one after the other, so that many at once are many
MOST_KEPT = 20_000


async def count_check(sessions: async_sessionmaker[AsyncSession], settings: Settings, address: str | None) -> None:
    """Count a label that is checked. Raises TooMany."""
    await _count(sessions, settings, address, what="label", most=settings.label_checks_per_address, about=None)


async def count_receipt(
    sessions: async_sessionmaker[AsyncSession], settings: Settings, address: str | None, number: str
) -> int:
    """Count a receipt before its telephone is compared; what to `take_back` once it fits. Raises TooMany."""
    key = settings.secret_key.get_secret_value().encode()
    about = hmac.digest(key, f"receipt-number:{number}".encode(), hashlib.sha256)
    most = settings.receipt_misses_per_address
    return await _count(sessions, settings, address, what="receipt", most=most, about=about)


async def take_back(sessions: async_sessionmaker[AsyncSession], try_id: int) -> None:
    """It fitted: it was no guess."""
    async with session_scope(sessions) as session:
        await session.execute(delete(PublicTry).where(PublicTry.id == try_id))


async def _count(
    sessions: async_sessionmaker[AsyncSession],
    settings: Settings,
    address: str | None,
    *,
    what: str,
    most: int,
    about: bytes | None,
) -> int:
    here = whence(what, address, settings)
    async with session_scope(sessions) as session:
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
        now = clock.now()
        await session.execute(delete(PublicTry).where(PublicTry.at < now - timedelta(seconds=settings.public_window_s)))
        of_what = PublicTry.what == what
        limits: list[tuple[int, ColumnElement[bool]]] = [
            (most, PublicTry.address_hash == here.narrow),
            (WIDER * most, PublicTry.wide_hash == here.wide),
        ]
        if about is not None:
            limits.append((settings.receipt_misses_per_number, PublicTry.about == about))
        for many, whose in limits:
            wait_s = await tries.wait_s(
                session, PublicTry.at, of_what, whose, most=many, window_s=settings.public_window_s, now=now
            )
            if wait_s is not None:
                raise TooMany("too_many_attempts", retry_after_s=wait_s)
        newest = select(PublicTry.id).where(of_what).order_by(PublicTry.at.desc()).offset(MOST_KEPT - 1)
        await session.execute(delete(PublicTry).where(PublicTry.id.in_(newest)))
        one = PublicTry(at=now, what=what, address_hash=here.narrow, wide_hash=here.wide, about=about)
        session.add(one)
        await session.flush()
        return one.id
