"""How often something may be tried within a window: until when there is to wait, by the rows that tell of the tries."""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute


async def wait_s(
    session: AsyncSession,
    at: InstrumentedAttribute[datetime],
    *whose: ColumnElement[bool],
    most: int,
    window_s: float,
    now: datetime,
) -> int | None:
    """Whole seconds until one more may be tried, None where it may be now.

    `at` is the column that holds when each try was, `whose` says which tries count. When `most` of them lie in the window, there
    is to wait until the oldest of these has left it. Whoever counts holds a lock, so that many at once are many.
    """
    window = timedelta(seconds=window_s)
    nth = await session.scalar(
        select(at).where(*whose, at > now - window).order_by(at.desc()).offset(most - 1).limit(1)
    )
    return None if nth is None else max(1, ceil((nth + window - now).total_seconds()))
