"""Few strangers at once reach the database: who waits behind them holds none of its connections, and not all may wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI

from core.errors import Busy

AT_ONCE = 2
MOST_WAITING = 32
RETRY_AFTER_S = 5


@dataclass(slots=True)
class Bulkhead:
    """Turns of one process: AT_ONCE have one, MOST_WAITING wait for one."""

    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    waiting: int = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One's turn, in the order of coming. Raises Busy when too many wait."""
        if self.waiting >= MOST_WAITING:
            raise Busy("too_many_at_once", retry_after_s=RETRY_AFTER_S)
        self.waiting += 1
        try:
            await self.turns.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.turns.release()


@asynccontextmanager
async def living_bulkhead(app: FastAPI) -> AsyncIterator[None]:
    """The bulkhead before the database, as long as the app lives."""
    app.state.bulkhead = Bulkhead()
    yield
