"""Night work one by one: each in a transaction of its own, and one at fault keeps no other waiting; it is tried again next time."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.errors import Failure

T = TypeVar("T")
log = structlog.get_logger(__name__)


async def one_by_one(
    sessions: async_sessionmaker[AsyncSession], found: Iterable[T], act: Callable[[AsyncSession, T], Awaitable[None]]
) -> int:
    """Do it with each; how many were refused by our own rules or by the database, each of which is in the log."""
    failed = 0
    for one in found:
        try:
            async with sessions() as session, session.begin():
                await act(session, one)
        except (Failure, DBAPIError):
            failed += 1
            log.exception("night_work_failed", of=one)
    return failed
