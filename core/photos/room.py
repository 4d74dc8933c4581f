"""Where photographs of strangers are received and drawn anew, few at once so that memory is bounded; one room a process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from fastapi import FastAPI, Request

from core.errors import BadRequest, Busy
from core.photos.drawing import Print, develop

AT_ONCE = 2
MOST_INSIDE = 8  # files in memory at once, those that are being received with them
RETRY_AFTER_S = 10
MOST_S = 120.0  # for the bytes of one photograph


@dataclass(slots=True)
class Darkroom:
    """Turns at drawing, and places for files."""

    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    inside: int = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Room for one file, to be had before any of it is received. Raises Busy."""
        if self.inside >= MOST_INSIDE:
            raise Busy("darkroom_full", retry_after_s=RETRY_AFTER_S)
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    async def develop(self, data: bytes) -> Print:
        """The photograph in a file. Raises BadRequest 415 (none that we take), 413 (too many pixels)."""
        async with self.turns:
            return await asyncio.to_thread(develop, data)


@asynccontextmanager
async def living_darkroom(app: FastAPI) -> AsyncIterator[None]:
    """The darkroom, as long as the app lives."""
    app.state.darkroom = Darkroom()
    yield


async def received(request: Request) -> bytes:
    """The file that is sent, which may not take for ever. Raises BadRequest 408."""
    try:
        async with asyncio.timeout(MOST_S):
            return await request.body()
    except TimeoutError as error:
        raise BadRequest(
            408, "photo_too_slow", zh="照片没有在两分钟内传完，请在网络好些时再发。",
            en="The photo did not arrive within two minutes; send it again when the network is better.",
        ) from error  # fmt: skip
