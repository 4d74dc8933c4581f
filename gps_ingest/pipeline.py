"""The road of a position, on one page: decode, resolve, keep, judge, commit; then acknowledge; then tell."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import structlog

from core import clock
from core.settings import Settings
from findings.record import record
from findings.world import World
from fleet.fixes import Fixes
from gps_ingest import notes, store
from gps_ingest.batches import Frames, in_batches
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Bad, Decoded
from gps_ingest.resolve import resolve
from gps_ingest.watermark import Reached, Watermark
from gps_ingest.writer import AwayError, Held, RefusedError, Writer
from rules.judge import Judgement, judge
from rules.ticks import due

log = structlog.get_logger(__name__)
RETRY_S = (0.1, 0.2, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Committed:
    """What one transaction did: its number, the fixes it kept, what it parked, and what was judged by which world.

    `unlisted` is what could not be used and was only counted, being too much.
    """

    number: int
    fresh: Fixes
    by_door: Counter[str]
    parked: Sequence[Bad]
    unlisted: Sequence[Bad]
    repeated: int
    no_fix: int
    judgement: Judgement
    world: World
    reached: Reached


@dataclass(frozen=True, slots=True)
class Limits:
    """Most frames in a batch, seconds that a batch waits for more, how far ahead a fix may be, bytes of a line."""

    size: int
    wait_s: float
    future_s: float
    line_max: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings name."""
        return cls(
            settings.ingest_batch_size,
            settings.ingest_batch_wait_ms / 1000,
            settings.future_max_s,
            settings.nmea_line_max_bytes,
        )


class Out(Protocol):
    """Whoever wants to hear of what is committed. Never raises, never waits."""

    def tell(self, committed: Committed) -> None:
        """Hear of one transaction."""


async def run(frames: Frames, writer: Writer, watermark: Watermark, out: Out, limits: Limits) -> None:
    """One way, one batch at a time, until the doors are closed and the queue is empty. Raises AwayError if that cannot be."""
    async for batch in in_batches(frames, size=limits.size, wait_s=limits.wait_s):
        decoded = decode(batch.frames, knows=writer.knows, future_s=limits.future_s, line_max=limits.line_max)
        reached = watermark.after(batch.marks)
        committed = await see_through(decoded, reached, writer, frames)
        batch.acknowledge()
        frames.settled()
        for each in committed:
            out.tell(each)


async def see_through(decoded: Decoded, reached: Reached, writer: Writer, frames: Frames) -> list[Committed]:
    """Commit all of it: again when the database was away, in halves what it refuses, until the one at fault is parked."""
    pieces, committed, tried = [decoded], list[Committed](), 0
    while pieces:
        piece = pieces.pop(0)
        try:
            committed.append(await commit(piece, Reached() if pieces else reached, writer))
            tried = 0
        except RefusedError as error:
            if (
                not pieces and reached.watermark_s is not None
            ):  # first see whether it is the passing of time that is refused
                log.warning("a batch is tried again without the passing of time", error=str(error))
                reached = Reached()
                pieces = [piece]
            elif len(piece) or piece.notes:
                pieces[:0] = piece.halves() if piece.divisible else [piece.refused(str(error))]
            else:  # no fix is to blame
                pieces.insert(0, piece)
                tried = await _later(error, tried)
        except AwayError as error:
            if frames.closed:
                raise
            pieces.insert(0, piece)
            tried = await _later(error, tried)
    return committed


async def commit(decoded: Decoded, reached: Reached, writer: Writer) -> Committed:
    """One transaction: whose fixes, what is bad set aside, what is new kept and judged, and what that led to recorded."""
    async with writer.transaction() as held:
        tx = held.conn
        world, fixes, strangers = await _whose(held, decoded, reached)
        now_s = clock.epoch()
        parked = writer.parking.admit([*decoded.bad, *strangers], world.roster.known, now_s)
        await store.park(tx, [*parked.listed, *parked.counted])
        await store.shut_out(tx, parked.listed, writer.shut_s)
        await notes.keep(tx, decoded.notes, world.roster)
        fresh, newest = await store.keep(tx, fixes.take(~fixes.placeless), held.last)
        ticks = due(world.rules, held.memory, reached.watermark_s, reached.up_since_s)
        ticks = ticks.with_reports(fixes.take(fixes.placeless))
        judgement = judge(fresh, ticks, world.rules, held.memory)
        number = await store.number(tx, writer.share, now_s, reached.watermark_s)
        await held.ledger.write(tx, fixes, fresh, now_s, reached.watermark_s)
        await record(tx, judgement, number, world.rules.utc_offset_s)
    held.world = world
    held.last.put(newest)
    writer.parking.settle(parked)
    if judgement.changed is not None:
        held.memory = held.memory.put(judgement.changed)
    by_door = Counter([decoded.sources[row].frame.door for row in fresh.frame.tolist()])
    repeated = len(fixes) - int(fixes.placeless.sum()) - len(fresh)
    unlisted = [bad for _, bad in parked.unlisted]
    return Committed(
        number, fresh, by_door, parked.listed, unlisted, repeated, decoded.no_fix, judgement, world, reached
    )


async def _whose(held: Held, decoded: Decoded, reached: Reached) -> tuple[World, Fixes, list[Bad]]:
    """The world as it is in this transaction, and the fixes by its roster."""
    at = [] if reached.watermark_s is None else [reached.watermark_s]
    world = held.world
    while True:
        roster = world.roster
        fixes, strangers = resolve(decoded, roster)
        world = await world.refresh(held.conn, np.append(fixes.time_s, at))
        if world.roster is roster:
            return world, fixes, strangers


async def _later(error: Exception, tried: int) -> int:
    """Wait a little longer each time; says once that it waits."""
    if tried == 0:
        log.warning("the database does not take the batch now; it is tried again until it does", error=str(error))
    await asyncio.sleep(RETRY_S[min(tried, len(RETRY_S) - 1)])
    return tried + 1
