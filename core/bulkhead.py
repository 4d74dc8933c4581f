"""Few at once do what is heavy, or what strangers ask: who waits behind them holds nothing yet, and not all may wait."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI

from core.errors import Busy

RETRY_AFTER_S = 5


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


def living_bulkhead(
    name: str, *, at_once: int, most_waiting: int
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifetime: `app.state.<name>` is a bulkhead as long as the app lives."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        setattr(app.state, name, Bulkhead(at_once, most_waiting))
        yield

    return living
