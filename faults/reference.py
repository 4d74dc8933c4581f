"""What an undisturbed service would have found: the sender's list, down the same road, into a fresh database."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from struct import pack

import psycopg
from psycopg import sql

from core.settings import Settings
from faults.senders import wire
from faults.town import Bus, Fix, Way
from gps_ingest import pipeline
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Frame, Stream
from gps_ingest.watermark import Reached
from gps_ingest.writer import Writer
from schoolbus.migrate import upgrade

NAME = "faults_reference"
BATCH = 2000


def prepare(database_url: str) -> str:
    """A migrated database beside that one: its URL."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    url = f"{database_url.rpartition('/')[0]}/{NAME}"
    upgrade(url)
    return url


async def judge(database_url: str, sent: Sequence[tuple[Bus, Fix]]) -> None:
    """Decode, resolve, keep, judge and commit, in the order in which the fixes were made."""
    writer = Writer(Settings(database_url=database_url))
    streams = {bus.device: Stream(device=bus.device, proven=True) for bus, _ in sent}
    queue = Frames(1)
    try:
        for some in _batches(sorted(sent, key=lambda each: (each[1].time_s, each[0].number))):
            frames = [_frame(bus, fix, streams[bus.device]) for bus, fix in some]
            await pipeline.see_through(decode(frames, knows=writer.knows), Reached(), writer, queue)
    finally:
        await writer.close()


def _frame(bus: Bus, fix: Fix, stream: Stream) -> Frame:
    """As the door of its way would put it into the queue."""
    if bus.way is Way.JT808:
        return Frame("jt808", stream, pack(">H", 0x0200) + wire.report(fix), fix.time_s, format="jt808", start=2)
    if bus.way is Way.PHONE:
        return Frame("osmand", stream, wire.query(fix).encode(), fix.time_s, whole=True, format="osmand")
    return Frame("mqtt", stream, wire.rmc(fix), fix.time_s, whole=True)


def _batches(sent: Iterable[tuple[Bus, Fix]]) -> Iterator[list[tuple[Bus, Fix]]]:
    rest = iter(sent)
    while some := list(islice(rest, BATCH)):
        yield some
