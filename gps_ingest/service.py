"""The ingest process: its doors, its one pipeline, and how it starts and stops."""

import asyncio
import signal
from typing import Protocol

import prometheus_client
import structlog
import uvloop
from redis.asyncio import Redis

from core import clock, garbage, log, open_files
from core.metrics import Metrics, make_metrics
from core.settings import Settings
from gps_ingest import pipeline
from gps_ingest.batches import Frames
from gps_ingest.doors.jt808.door import Jt808
from gps_ingest.doors.jt809.door import Jt809
from gps_ingest.doors.mqtt import Mqtt
from gps_ingest.doors.nmea_tcp import NmeaTcp
from gps_ingest.doors.nmea_udp import NmeaUdp
from gps_ingest.doors.osmand import Osmand
from gps_ingest.doors.parked import Parked
from gps_ingest.keys import Keys
from gps_ingest.tell import Listeners, Teller
from gps_ingest.unknown import Unknown
from gps_ingest.watermark import Watermark
from gps_ingest.writer import AwayError, Writer

logger = structlog.get_logger(__name__)
MARK_EVERY_S = 1.0
REDIS_S = 2.0
LEAVE_S = 20.0  # for what stands in the queue when we are told to stop


class Door(Protocol):
    """A way in for devices. It puts what it reads into the queue and knows nothing of what becomes of it."""

    name: str

    async def open(self) -> None:
        """Be reachable. Raises OSError."""

    async def tend(self) -> None:
        """Whatever has to be done for ever; cancelled at the end."""

    async def close(self) -> None:
        """Take nothing more."""

    def mark(self, sent_s: float) -> None:
        """Have a mark put into the queue behind all that the door was sent before now."""


def main(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT: then the batch is finished and acknowledged, and what was taken is committed."""
    log.configure(settings)
    open_files.allow_most()
    garbage.look_rarely()
    uvloop.run(serve(settings, make_metrics()))


async def serve(settings: Settings, metrics: Metrics) -> None:
    """The process. Returns when it was told to stop and nothing is left in the queue."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    frames = Frames(settings.ingest_queue_size, settings.ingest_queue_bytes)
    keys = Keys(settings)
    unknown = Unknown(settings)
    doors = doors_of(settings, frames, keys, unknown)
    watermark = Watermark(door.name for door in doors)
    writer = Writer(settings)
    redis = Redis.from_url(settings.redis_url, socket_timeout=REDIS_S, socket_connect_timeout=REDIS_S)
    teller = Teller(
        redis,
        metrics,
        settings.ingest_share,
        frames,
        lambda: behind_s(frames, watermark),
        lambda: writer.trouble,
    )
    if settings.ingest_metrics_port:
        prometheus_client.start_http_server(settings.ingest_metrics_port, "127.0.0.1", metrics.registry)
    try:
        async with asyncio.TaskGroup() as group:
            for door in doors:
                await door.open()
            background = [
                group.create_task(each)
                for each in (
                    *(keys.tend(), unknown.tend(), teller.speak(), teller.beat(), _mark(doors, watermark)),
                    *(door.tend() for door in doors),
                )
            ]
            road = pipeline.run(frames, writer, watermark, Listeners((teller, unknown)), pipeline.Limits.of(settings))
            await _until(stop, asyncio.create_task(road), frames, doors)
            await _end(background)
    finally:
        await writer.close()
        await redis.aclose()


def doors_of(settings: Settings, frames: Frames, keys: Keys, unknown: Unknown) -> list[Door]:
    """The doors that the settings open. `keys` says to those that ask for a secret who may speak, `unknown` is told who not."""
    doors: list[Door] = [
        Mqtt(settings, frames),
        Parked(settings, frames),
        Osmand(settings, frames, keys, unknown),
        Jt808(settings, frames, keys, unknown.note),
    ]
    if settings.nmea_plain:
        doors += [NmeaTcp(settings, frames), NmeaUdp(settings, frames)]
    if settings.jt809:
        doors.append(Jt809(settings, frames, keys, unknown))
    return doors


async def _until(stop: asyncio.Event, road: asyncio.Task[None], frames: Frames, doors: list[Door]) -> None:
    """Let the road run until told to stop; then shut the doors and see what was taken through to its end."""
    told = asyncio.create_task(stop.wait())
    await asyncio.wait((told, road), return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    for door in doors:
        await door.close()
    frames.close()
    try:
        async with asyncio.timeout(LEAVE_S):
            await road
    except (AwayError, TimeoutError) as error:
        logger.warning("left without committing what was taken; none of it is acknowledged", error=str(error))
    logger.info("the ingest leaves")


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel until all are done: a library that is cancelled may raise an error of its own in its place, once."""
    while any(not task.done() for task in tasks):
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=1.0)


async def _mark(doors: list[Door], watermark: Watermark) -> None:
    """Send a mark through every door each second, for ever."""
    while True:
        now = clock.epoch()
        for door in doors:
            watermark.sent(door.name, now)
            door.mark(now)
        await asyncio.sleep(MARK_EVERY_S)


def behind_s(frames: Frames, watermark: Watermark) -> float:
    """How far our own pipeline is behind: the age of the oldest frame not committed, or of a door's unreturned mark."""
    now, oldest = clock.epoch(), frames.oldest_s()
    return max(watermark.behind_s(now), 0.0 if oldest is None else now - oldest)
