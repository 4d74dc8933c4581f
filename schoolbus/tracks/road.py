"""Send a case down the real road: decode, resolve, keep, judge, commit, into a database of its own."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import chain

from core.settings import Settings
from gps_ingest import pipeline
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.pipeline import Committed
from gps_ingest.watermark import Reached
from gps_ingest.writer import Writer
from schoolbus.tracks.case import Case
from schoolbus.tracks.track import Message, Passed, frames, stream_of
from schoolbus.tracks.world import Bus

Events = Iterable[Message | Passed]
Cut = Callable[[Sequence[Message]], Iterable[Sequence[Message]]]


class Road:
    """The pipeline of the ingest, on one database; what it committed is in `committed`."""

    def __init__(self, case: Case, bus: Bus, settings: Settings) -> None:
        self.writer = Writer(settings)
        self.committed: list[Committed] = []
        self._case = case
        self._stream = stream_of(case.door, bus.device)
        self._frames = Frames(1)

    async def send(self, messages: Sequence[Message], reached: Reached | None = None) -> None:
        """One batch, through to its commit; time passes for the rules if it is said how far the doors have come."""
        decoded = decode(frames(messages, self._case.door, self._stream), knows=self.writer.knows)
        self.committed += await pipeline.see_through(decoded, reached or Reached(), self.writer, self._frames)

    async def drive(self, events: Events, cut: Cut = lambda messages: (messages,)) -> None:
        """All of it, in batches that end where time passes; `cut` may cut each of them further."""
        waiting: list[Message] = []
        for event in chain(events, (None,)):
            if isinstance(event, Message):
                waiting.append(event)
                continue
            *before, last = [list(piece) for piece in cut(waiting)] or [[]]
            for piece in before:
                await self.send(piece)
            if last or event is not None:
                await self.send(last, event.reached if event is not None else None)
            waiting = []

    async def reborn(self) -> None:
        """The process dies and another takes its place: all that it held is recalled from the database."""
        await self.writer.close()


@asynccontextmanager
async def road(case: Case, bus: Bus, database_url: str) -> AsyncIterator[Road]:
    """A road that is closed at the end."""
    made = Road(case, bus, Settings(database_url=database_url))
    try:
        yield made
    finally:
        await made.writer.close()
