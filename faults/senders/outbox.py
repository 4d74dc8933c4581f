"""What a device has made and was not yet told that it is kept; at the end, the list that the table is held against."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from core import clock
from faults.town import Bus, Fix

ANSWER_S = 10.0  # so long without an answer, and a device says it again


@dataclass(slots=True)
class Outbox:
    """Fixes by number, in order. `acknowledged`: when which of them was (seconds since 1970); `sendings` counts each time."""

    bus: Bus
    made: list[Fix] = field(default_factory=list)
    acknowledged: dict[int, float] = field(default_factory=dict)
    sendings: int = 0
    _held: dict[int, float | None] = field(default_factory=dict)  # number -> when it was sent on this connection
    _unsent: deque[int] = field(default_factory=deque)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def make_until(self, now_s: float) -> None:
        """Make the fixes that are due."""
        while self.bus.due_s(len(self.made)) <= now_s:
            self.make()

    def make(self) -> int:
        """One more, its number."""
        number = len(self.made)
        self.made.append(self.bus.fix(number))
        self._held[number] = None
        self._unsent.append(number)
        self._news.set()
        return number

    def again(self) -> None:
        """A new connection: all that was not acknowledged is to be sent, the oldest first."""
        self._held = dict.fromkeys(self._held)
        self._unsent = deque(self._held)

    async def news(self, wait_s: float = 1.0) -> None:
        """Until there is something to send, at most so long. Raises TimeoutError when an answer is overdue."""
        if not self._unsent:
            self._news.clear()
            try:
                async with asyncio.timeout(wait_s):
                    await self._news.wait()
            except TimeoutError:
                pass
        oldest = next(iter(self._held.values()), None)
        if oldest is not None and time.monotonic() - oldest > ANSWER_S:
            raise TimeoutError(f"{self.bus.device} waits in vain for an answer")

    @property
    def unsent(self) -> int:
        return len(self._unsent)

    def take(self, most: int) -> list[int]:
        """The oldest that are to be sent."""
        return self._taken(self._unsent.popleft, most)

    def take_newest(self) -> list[int]:
        """The newest one."""
        return self._taken(self._unsent.pop, 1)

    def acknowledge(self, number: int) -> None:
        """It is kept, whoever said so."""
        self.acknowledged.setdefault(number, clock.epoch())
        self._held.pop(number, None)

    @property
    def empty(self) -> bool:
        """Whether all is acknowledged."""
        return not self._held

    def _taken(self, take: Callable[[], int], most: int) -> list[int]:
        numbers = [take() for _ in range(min(most, len(self._unsent)))]
        now = time.monotonic()
        for number in numbers:
            if number in self._held:
                self._held[number] = now
        self.sendings += len(numbers)
        return numbers
