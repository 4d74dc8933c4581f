"""What all senders do alike: connect, speak and listen at once, and after any break repeat what was not acknowledged."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import httpx

from faults.senders.outbox import Outbox

AGAIN_S = (0.3, 1.5)
BROKEN = (OSError, EOFError, TimeoutError, httpx.HTTPError)


class RefusedError(ConnectionError):
    """The other side is there and said no; the message is what it said."""


async def keep_sending(
    outbox: Outbox, converse: Callable[[Outbox], Awaitable[None]], refusals: Counter[str], chance: random.Random
) -> None:
    """One conversation after the other, for ever; what was refused with which words is counted."""
    while True:
        outbox.again()
        with suppress(*BROKEN):
            try:
                await converse(outbox)
            except RefusedError as refused:
                refusals[f"{outbox.bus.way}: {refused}"] += 1
        await asyncio.sleep(chance.uniform(*AGAIN_S))


async def until_one_ends(*coroutines: Coroutine[Any, Any, None]) -> None:
    """Run them until the first ends, then none; raises what that one raised."""
    tasks = [asyncio.create_task(each) for each in coroutines]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
