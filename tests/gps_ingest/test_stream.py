"""A byte stream over TCP, cut anywhere, and the queue behind it."""

import asyncio
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from gps_ingest.batches import Frames, in_batches
from gps_ingest.decode.frames import decode
from gps_ingest.doors.nmea_tcp import Connection
from gps_ingest.frames import Bad, Decoded, Frame, Mark, Stream
from tests.gps_ingest.conftest import rmc, sentence

NOW = 1_795_505_400.0
GGA = sentence("GNGGA,073001.00,3442.0000,N,11924.0000,E,1,14,0.8,12.5,M,7.1,M,,")
LINES = [
    b"bus-0001", rmc(NOW), GGA, rmc(NOW + 1), rmc(NOW + 2)[:40], b"\x00\xfe noise", b"x" * 9000, rmc(NOW + 3),
    sentence("PGID,bus-0002"), rmc(NOW + 4), b"", rmc(NOW + 5)[:-2] + b"zz", rmc(NOW + 6),
]  # fmt: skip


def through(chunks: list[bytes]) -> Decoded:
    """The chunks as one connection delivers them, decoded frame by frame."""
    frames = Frames(10**9)
    connection = Connection(1024, frames, lambda *_: True, lambda _: None)
    for chunk in chunks:
        connection.data_received(chunk)
    connection.connection_lost(None)
    return decode(frames.take(10**9).frames, knows=())


def summary(result: Decoded) -> tuple[list[object], list[tuple[str, str, bytes, int]]]:
    """What of it must not depend on the cut."""
    fixes: list[object] = [repr(getattr(result, name).tolist()) for name in ("time_s", "lat", "lon", "altitude_m")]
    return [*fixes, [source.device for source in result.sources]], [_bad(bad) for bad in result.bad]


def _bad(bad: Bad) -> tuple[str, str, bytes, int]:
    return bad.device, bad.reason, bad.raw, bad.size


def cut(data: bytes, places: list[int]) -> Iterator[bytes]:
    """The data in pieces that end at the places."""
    before = 0
    for place in sorted({place % (len(data) + 1) for place in places}):
        yield data[before:place]
        before = place
    yield data[before:]


@settings(deadline=None)
@given(st.lists(st.integers(0, 20_000), max_size=60), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_a_stream_gives_the_same_however_it_is_cut(places: list[int], end: bytes) -> None:
    """Segments are the network's business: fixes, parked lines and their sizes are those of the stream as a whole."""
    data = end.join(LINES) + end
    assert summary(through([piece for piece in cut(data, places) if piece])) == summary(through([data]))


def test_a_stream_is_read_as_what_it_is() -> None:
    """Five fixes of two devices, and three lines that are none: cut, noise, too long, and one with a broken end."""
    result = through([b"\r\n".join(LINES) + b"\r\n"])
    assert result.time_s.tolist() == [NOW, NOW + 1, NOW + 3, NOW + 4, NOW + 6]
    assert [source.device for source in result.sources] == ["bus-0001"] * 3 + ["bus-0002"] * 2
    assert sorted(bad.reason for bad in result.bad) == ["no_checksum", "not_nmea", "not_nmea", "too_long"]
    assert [bad.size for bad in result.bad if bad.reason == "too_long"] == [9000]


def test_a_megabyte_without_an_end_keeps_only_its_head() -> None:
    """What has no line end is counted, not collected, and the stream goes on behind it."""
    frames = Frames(10**9)
    connection = Connection(1024, frames, lambda *_: True, lambda _: None)
    connection.data_received(b"bus-0001\n")
    for _ in range(1024):
        connection.data_received(b"x" * 1024)
        assert connection.held <= 8192
    connection.data_received(b"\n" + rmc(NOW) + b"\n")
    result = decode(frames.take(10**9).frames, knows=())
    assert [(bad.reason, bad.size, len(bad.raw)) for bad in result.bad] == [("too_long", 1_048_576, 4096)]
    assert len(result) == 1


def test_a_last_line_without_its_end_counts_when_its_checksum_does() -> None:
    """A device that leaves after its last sentence, without CR LF, has still sent it."""
    assert len(through([b"bus-0001\n" + rmc(NOW)])) == 1


def frame(number: int, weight: int = 1) -> Frame:
    return Frame("test", Stream(), str(number).encode(), float(number), weight=weight)


async def test_a_full_queue_tells_the_doors_to_stop_and_a_half_empty_one_to_go_on() -> None:
    """Back-pressure: past the limit nobody reads, and the doors are told when there is room."""
    told: list[str] = []
    frames = Frames(10)
    frames.watch(on_full=lambda: told.append("full"), on_room=lambda: told.append("room"))
    for number in range(12):
        frames.put(frame(number))
    assert told == ["full"]
    assert len(frames.take(6).frames) == 6
    assert told == ["full"]
    frames.take(6)
    assert told == ["full", "room"]


async def test_a_batch_ends_with_the_mark_behind_it_and_order_is_kept() -> None:
    """What a mark vouches for lies in its batch or before it, never behind."""
    frames = Frames(1000)
    for item in (frame(1), frame(2), Mark("mqtt", 5.0), Mark("nmea_tcp", 5.0), frame(3)):
        frames.put(item)
    first, second = frames.take(100), frames.take(100)
    assert [each.received_s for each in first.frames] == [1.0, 2.0]
    assert [mark.door for mark in first.marks] == ["mqtt", "nmea_tcp"]
    assert [each.received_s for each in second.frames] == [3.0]


async def test_batches_are_cut_by_size_and_by_patience_and_end_when_the_doors_are_closed() -> None:
    """Under load a batch is full at once; else it waits a little for company; closing empties the queue first."""
    frames = Frames(1000)
    for number in range(25):
        frames.put(frame(number))
    sizes = []

    async def take() -> None:
        async for batch in in_batches(frames, size=10, wait_s=0.01):
            sizes.append(len(batch.frames))  # noqa: PERF401 - looked at while it grows

    taking = asyncio.create_task(take())
    await asyncio.sleep(0.1)
    assert sizes == [10, 10, 5]
    frames.put(frame(99))
    frames.close()
    await taking
    assert sizes == [10, 10, 5, 1]


async def test_the_oldest_uncommitted_frame_is_known_until_it_is_settled() -> None:
    """How far we are behind counts from receipt to commit, also for what was taken and waits for the database."""
    frames = Frames(100)
    frames.put(frame(7))
    assert frames.oldest_s() == 7.0
    frames.take(10)
    assert frames.oldest_s() == 7.0
    frames.settled()
    assert frames.oldest_s() is None


async def test_what_is_read_again_is_nothing_that_we_are_behind_with() -> None:
    """A fix of last week, set aside then and read now, does not make us a week late."""
    frames = Frames(100)
    frames.put(Frame("nmea_tcp", Stream(), b"", 7.0, again=True))
    assert frames.oldest_s() is None
    frames.put(frame(9))
    assert frames.oldest_s() == 9.0
    assert len(frames.take(1).frames) == 1
    assert frames.oldest_s() == 9.0
