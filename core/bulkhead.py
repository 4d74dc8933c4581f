"""Few at once do what is heavy, or what strangers ask: who waits behind them holds nothing yet, and not all may wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from core.errors import Text, TooMany

RETRY_AFTER_S = 5


class Busy(TooMany):
    """So many at this moment that one more is sent away before anything is done for him."""

    def __init__(self, code: str, *, retry_after_s: int) -> None:
        super().__init__(code, retry_after_s=retry_after_s)
        self.detail = Text(
            f"此刻使用的人太多，请 {retry_after_s} 秒后再试；已填写的内容会保留。",
            f"Too many people at this moment. Try again in {retry_after_s} s; nothing that you wrote is lost.",
        )


@dataclass(slots=True)
class Bulkhead:
    """Turns of one process: `at_once` have one, `most_waiting` wait for one."""

    at_once: int
    most_waiting: int
    waiting: int = 0
    _turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._turns = asyncio.Semaphore(self.at_once)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One's turn, in the order of coming. Raises Busy when too many wait."""
        if self.waiting >= self.most_waiting:
            raise Busy("too_many_at_once", retry_after_s=RETRY_AFTER_S)
        self.waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._turns.release()
