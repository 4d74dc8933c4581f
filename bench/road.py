"""The road alone, in one process, on frames made beforehand: where the processor's time goes. `python -m bench.road --profile`.

Counted is the time of the processor, not of the wall: it says the same on a machine that does other things beside.
"""

import argparse
import asyncio
import cProfile
import pstats
import time
from collections.abc import Iterator

import psycopg
import uvloop
from redis.asyncio import Redis

from bench.figures.rates import BUSES, PLACES
from bench.ground import processor
from bench.ground.places import Ground, ground
from bench.ground.town import Town, build
from bench.load.reports import locations, sentences
from core import clock, garbage
from core.metrics import make_metrics
from core.settings import Settings
from gps_ingest import pipeline
from gps_ingest.batches import Batch, Frames
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Frame, Stream
from gps_ingest.tell import Teller
from gps_ingest.watermark import Reached
from gps_ingest.writer import Writer

HEADER = bytes.fromhex("0200002340" + "00" * 7)
MARK_EVERY = 20_000  # fixes: about what comes in the second between two marks
BACKEND = (
    "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'schoolbus ingest%' AND datname = current_database()"
)


def main() -> None:
    """Print microseconds of processor time a fix, of this process by step and of the database's backend."""
    parser = argparse.ArgumentParser(prog="python -m bench.road", description=__doc__)
    parser.add_argument("door", nargs="?", choices=("nmea", "jt808"), default="nmea")
    parser.add_argument("--batch", type=int, default=Settings.model_fields["ingest_batch_size"].default)
    parser.add_argument("--fixes", type=int, default=120_000)
    parser.add_argument("--profile", action="store_true", help="print where the time of this process goes")
    asked = parser.parse_args()
    garbage.look_rarely()  # as the ingest does
    with ground() as where:
        spend(where, asked.door, asked.batch, asked.fixes, profile=asked.profile)


def spend(where: Ground, door: str, size: int, fixes: int, *, profile: bool) -> None:
    """Drive `fixes` down the road in batches of `size`, after a fifth to warm up."""
    with where.database() as database:
        settings = Settings(database_url=database, redis_url=where.stack.redis_url)
        town = build(database, BUSES, PLACES)
        made = _frames(town, door, fixes)
        batches = [made[start : start + size] for start in range(0, fixes, size)]
        uvloop.run(_drive(settings, batches, cProfile.Profile(time.process_time) if profile else None))


def _frames(town: Town, door: str, fixes: int) -> list[Frame]:
    """Each bus in turn, a second between two fixes of it."""
    streams, since_s = [Stream(device=device, proven=True) for device in town.devices], clock.epoch() - 100.0

    def endless() -> Iterator[Frame]:
        at_s = since_s
        while True:
            if door == "nmea":
                for stream, line in zip(streams, sentences(town, at_s), strict=True):
                    yield Frame("nmea_tcp", stream, line + b"\r\n", at_s)
            else:
                for stream, body in zip(streams, locations(town, at_s), strict=True):
                    yield Frame("jt808", stream, HEADER + body, at_s, format="jt808", start=len(HEADER))
            at_s += 1.0

    return [frame for frame, _ in zip(endless(), range(fixes), strict=False)]


async def _drive(settings: Settings, batches: list[list[Frame]], profiler: cProfile.Profile | None) -> None:
    writer, redis = Writer(settings), Redis.from_url(settings.redis_url)
    teller = Teller(redis, make_metrics(), 0, Frames(1), lambda: 0.0, lambda: "")
    speaking = asyncio.create_task(teller.speak())
    warm, marks = len(batches) // 5, max(1, MARK_EVERY // len(batches[0]))
    for frames in batches[:warm]:
        await _batch(Batch(frames), writer, teller, {}, marked=False)
    spent: dict[str, float] = {}
    backend = _backend(settings.database_url)
    of_backend, of_us = processor.seconds(backend), time.process_time()
    if profiler:
        profiler.enable()
    for number, frames in enumerate(batches[warm:]):
        await _batch(Batch(frames), writer, teller, spent, marked=number % marks == 0)
    if profiler:
        profiler.disable()
    fixes = sum(map(len, batches[warm:]))
    spent["process"] = time.process_time() - of_us
    spent["database"] = processor.seconds(backend) - of_backend
    for step, seconds in spent.items():
        print(f"{step:<12}{seconds / fixes * 1e6:8.2f} µs of processor a fix")
    if profiler:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(40)
    speaking.cancel()
    await writer.close()
    await redis.aclose()


async def _batch(batch: Batch, writer: Writer, teller: Teller, spent: dict[str, float], *, marked: bool) -> None:
    """As `pipeline.run` does it, with the time that each step took."""

    def lap(step: str, since: float) -> float:
        now = time.process_time()
        spent[step] = spent.get(step, 0.0) + now - since
        return now

    at = time.process_time()
    decoded = decode(batch.frames, knows=writer.knows)
    at = lap("decode", at)
    reached = Reached(clock.epoch(), clock.epoch() - 1) if marked else Reached()
    committed = await pipeline.commit(decoded, reached, writer)
    at = lap("commit", at)
    batch.acknowledge()
    at = lap("acknowledge", at)
    teller.tell(committed)
    await asyncio.sleep(0)
    lap("tell", at)


def _backend(database: str) -> int:
    """The process of the database that serves the ingest."""
    with psycopg.connect(database) as connection:
        row = connection.execute(BACKEND).fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    main()
