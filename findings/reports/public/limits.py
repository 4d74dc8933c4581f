"""How much is taken from strangers: reports of one address and of all, codes that did not fit; and that the count stays small.

An address is kept as keyed hashes, an IPv6 address as those of its /56 and its /48, for as long as the window lasts; a /48 may
send and guess WIDER times as much as one address. The rows of reports are at most
`report_max_per_window`, those of wrong codes MOST_GUESSES.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import clock, tries
from core.database import session_scope
from core.errors import Text, TooMany
from core.settings import Settings
from core.whence import WIDER, Whence, whence
from findings.reports.models import ReportAttempt

LOCK = 0x5342_5250  # "SBRP": counted one after the other, so that many at once are many
MOST_GUESSES = 5000


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted, and what is said past it."""

    what: str
    code: str
    words: Text


OF_ADDRESS = Limit(
    "report",
    "too_many_reports",
    Text("您所在的网络刚才已发来多件举报", "Your network has sent several reports just now"),
)
OF_ALL = Limit(
    "report",
    "too_many_reports_of_all",
    Text("此刻举报过多，暂时不能再收", "Too many reports arrive at this moment"),
)
GUESSES = Limit(
    "guess",
    "too_many_guesses",
    Text("编号与查询码多次不符", "Number and code did not fit too many times"),
)


class Enough(TooMany):
    """Too many for now, in words that say of what and until when."""

    def __init__(self, limit: Limit, *, retry_after_s: int) -> None:
        super().__init__(limit.code, retry_after_s=retry_after_s)
        minutes = max(1, -(-retry_after_s // 60))
        self.detail = Text(
            f"{limit.words.zh}，请约 {minutes} 分钟后再试；已填写的内容会保留。紧急情况请拨打 110、120。",
            f"{limit.words.en}. Try again in about {minutes} min; nothing that you wrote is lost. In danger call 110 or 120.",
        )


async def count_report(sessions: async_sessionmaker[AsyncSession], settings: Settings, address: str | None) -> None:
    """Count a report before it is kept. Raises Enough."""
    here = whence("report", address, settings)
    async with session_scope(sessions) as session:
        now = await _begin(session, settings)
        await _refuse_address(session, OF_ADDRESS, settings.report_max_per_address, here, now, settings)
        await _refuse_past(session, OF_ALL, settings.report_max_per_window, None, now, settings)
        session.add(ReportAttempt(at=now, what=OF_ALL.what, address_hash=here.narrow, wide_hash=here.wide))


async def count_guess(sessions: async_sessionmaker[AsyncSession], settings: Settings, address: str | None) -> int:
    """Count a code before it is compared: it does not fit until it has. Raises Enough."""
    here = whence("report", address, settings)
    async with session_scope(sessions) as session:
        now = await _begin(session, settings)
        await _refuse_address(session, GUESSES, settings.report_max_guesses_per_address, here, now, settings)
        newest = select(ReportAttempt.id).where(ReportAttempt.what == GUESSES.what).order_by(ReportAttempt.at.desc())
        await session.execute(delete(ReportAttempt).where(ReportAttempt.id.in_(newest.offset(MOST_GUESSES - 1))))
        attempt = ReportAttempt(at=now, what=GUESSES.what, address_hash=here.narrow, wide_hash=here.wide)
        session.add(attempt)
        await session.flush()
        return attempt.id


async def take_back(sessions: async_sessionmaker[AsyncSession], attempt_id: int) -> None:
    """The code fitted: it was no guess."""
    async with session_scope(sessions) as session:
        await session.execute(delete(ReportAttempt).where(ReportAttempt.id == attempt_id))


async def _begin(session: AsyncSession, settings: Settings) -> datetime:
    """One after the other; what has left the window is forgotten."""
    await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    now = clock.now()
    await session.execute(
        delete(ReportAttempt).where(ReportAttempt.at < now - timedelta(seconds=settings.report_window_s))
    )
    return now


async def _refuse_address(
    session: AsyncSession, limit: Limit, most: int, here: Whence, now: datetime, settings: Settings
) -> None:
    await _refuse_past(session, limit, most, ReportAttempt.address_hash == here.narrow, now, settings)
    await _refuse_past(session, limit, WIDER * most, ReportAttempt.wide_hash == here.wide, now, settings)


async def _refuse_past(
    session: AsyncSession, limit: Limit, most: int, whose: ColumnElement[bool] | None, now: datetime, settings: Settings
) -> None:
    """Raise Enough when `most` lie in the window, until the oldest of them has left it."""
    counted = (ReportAttempt.what == limit.what, *(() if whose is None else (whose,)))
    wait_s = await tries.wait_s(
        session, ReportAttempt.at, *counted, most=most, window_s=settings.report_window_s, now=now
    )
    if wait_s is not None:
        raise Enough(limit, retry_after_s=wait_s)
