"""The queue between the doors and the pipeline: bounded, so that doors stop reading, and cut into batches."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from core import clock
from gps_ingest.frames import Frame, Mark


@dataclass(slots=True)
class Batch:
    """What is decoded, judged and committed together, in order of arrival; it ends with the marks that follow it."""

    frames: list[Frame] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def acknowledge(self) -> None:
        """Tell every sender that waits for it; to be called after the commit."""
        for frame in self.frames:
            if frame.receipt is not None:
                frame.receipt.give()
        for mark in self.marks:
            if mark.receipt is not None:
                mark.receipt.give()


class Frames:
    """The queue. Doors put, and stop reading while it is full; only one pipeline takes.

    `limit` counts sentences, `bytes_limit` what they are long together. A door may overshoot them by what it had read.
    """

    def __init__(self, limit: int, bytes_limit: int = 1 << 40) -> None:
        self._limit = limit
        self._bytes_limit = bytes_limit
        self._items: deque[Frame | Mark] = deque()
        self._weight = 0
        self._bytes = 0
        self._taken_s: float | None = None
        self._arrived = asyncio.Event()
        self._on_full: list[Callable[[], None]] = []
        self._on_room: list[Callable[[], None]] = []
        self.full = False
        self.closed = False
        self.received: Counter[str] = Counter()  # frames by door
        self.throttled: Counter[str] = Counter()  # frames past their device's rate, by door
        self.connected: dict[str, int] = {}  # open connections by door
        self.turned_away: Counter[tuple[str, str]] = Counter()  # by door and reason: what never became a frame

    def watch(self, *, on_full: Callable[[], None], on_room: Callable[[], None]) -> None:
        """Have a door told when to stop reading and when to go on."""
        self._on_full.append(on_full)
        self._on_room.append(on_room)

    def put(self, item: Frame | Mark) -> None:
        """Append; never refuses what was already read."""
        self._items.append(item)
        if isinstance(item, Frame):
            self._weight += item.weight
            self._bytes += len(item.raw)
            self.received[item.door] += 1
        self._arrived.set()
        if not self.full and (self._weight >= self._limit or self.heavy):
            self.full = True
            for told in self._on_full:
                told()

    @property
    def heavy(self) -> bool:
        """Whether what waits is longer than may be held."""
        return self._bytes >= self._bytes_limit

    def close(self) -> None:
        """No more will come; what stands in the queue is still taken."""
        self.closed = True
        self._arrived.set()

    def settled(self) -> None:
        """What was taken last is committed."""
        self._taken_s = None

    def oldest_s(self) -> float | None:
        """When the oldest frame that is not committed was received (seconds since 1970), None when there is none."""
        if self._taken_s is not None:
            return self._taken_s
        return _oldest(self._items)

    def __len__(self) -> int:
        return self._weight

    async def arrival(self, more_than: int) -> None:
        """Until more than so many sentences wait, or a mark, or no more will come."""
        while not self.closed and self._weight <= more_than and not (self._items and isinstance(self._items[-1], Mark)):
            self._arrived.clear()
            await self._arrived.wait()

    def take(self, size: int) -> Batch:
        """The next batch: at most about `size` sentences, cut after a mark."""
        batch, weight, length = Batch(), 0, 0
        while self._items:
            item = self._items[0]
            if isinstance(item, Mark):
                batch.marks.append(item)
            elif batch.marks or (batch.frames and weight + item.weight > size):
                break
            else:
                batch.frames.append(item)
                weight += item.weight
                length += len(item.raw)
            self._items.popleft()
        self._taken_s = _oldest(batch.frames)
        self._weight -= weight
        self._bytes -= length
        if self.full and self._weight <= self._limit // 2 and self._bytes <= self._bytes_limit // 2:
            self.full = False
            for told in self._on_room:
                told()
        return batch


def _oldest(items: Iterable[Frame | Mark]) -> float | None:
    """When the first frame was received; one that is read again is nothing that waits since then."""
    return next((item.received_s for item in items if isinstance(item, Frame) and not item.again), None)


async def in_batches(frames: Frames, *, size: int, wait_s: float) -> AsyncIterator[Batch]:
    """Batches of about `size` sentences, or of what came within `wait_s` after the first; ends when the queue is closed.

    What has waited so long already, while the batch before it was committed, waits no more.
    """
    while True:
        await frames.arrival(more_than=0)
        oldest_s = frames.oldest_s()
        left_s = wait_s if oldest_s is None else wait_s - max(0.0, clock.epoch() - oldest_s)
        if left_s > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await frames.arrival(more_than=size - 1)
        batch = frames.take(size)
        if batch.frames or batch.marks:
            yield batch
        elif frames.closed:
            return
