"""Decoding alone, on one core: from bytes as they came to columns. Counted is the processor's time of this one thread."""

import time
from collections.abc import Callable, Sequence

from bench.figure import Figure
from bench.ground.town import Town
from bench.load.reports import reports, sentences
from core import clock
from gps_ingest.decode.frames import decode
from gps_ingest.decode.jt808.framing import Unframer, opened
from gps_ingest.decode.jt808.header import header_of
from gps_ingest.frames import Frame, Stream

BUSES, ROUNDS, REPEATS = 2000, 40, 3
RMC_SAYS = "proved equal to pynmea2 and pynmeagps by tests/gps_ingest/test_decode.py"
LOCATION_SAYS = "unframed, unescaped, checked; proved equal to a second decoder by tests/gps_ingest/jt808"


def decode_rmc() -> Figure:
    """Sentences a second, each a message of its own."""
    town = Town([f"13{number:09d}" for number in range(BUSES)], [(119.0, 34.0)] * BUSES, clock.epoch())
    streams = [Stream(device=device, proven=True) for device in town.devices]

    def read(lines: Sequence[bytes]) -> list[Frame]:
        return [Frame("mqtt", stream, line, now_s, whole=True) for stream, line in zip(streams, lines, strict=True)]

    now_s = clock.epoch()
    rounds = [list(sentences(town, now_s - number)) for number in range(ROUNDS)]
    return Figure("decode_rmc", _rate(rounds, read), "/s", None, "≥ 150,000", RMC_SAYS)


def decode_0200() -> Figure:
    """Frames a second, from the wire's bytes: what the door does with them, then the decoder."""
    town = Town([f"13{number:09d}" for number in range(BUSES)], [(119.0, 34.0)] * BUSES, clock.epoch())
    ends = [(Stream(device=device, proven=True), Unframer()) for device in town.devices]

    def read(wire: Sequence[bytes]) -> list[Frame]:
        frames = []
        for (stream, unframer), data in zip(ends, wire, strict=True):
            for frame in unframer.feed(data):
                assert isinstance(frame, bytes)
                content = opened(frame)
                _, body = header_of(content)
                frames.append(Frame("jt808", stream, content, now_s, format="jt808", start=len(content) - len(body)))
        return frames

    now_s = clock.epoch()
    rounds = [list(reports(town, now_s - number, number)) for number in range(ROUNDS)]
    return Figure("decode_0200", _rate(rounds, read), "/s", None, "≥ 200,000", LOCATION_SAYS)


def _rate(rounds: Sequence[Sequence[bytes]], read: Callable[[Sequence[bytes]], list[Frame]]) -> float:
    """Fixes a second of processor time, the best of a few times over all rounds. Raises RuntimeError where one is lost."""
    best = 0.0
    for _ in range(REPEATS):
        began, fixes = time.thread_time(), 0
        for data in rounds:
            fixes += len(decode(read(data), knows=()))
        best = max(best, fixes / (time.thread_time() - began))
        if fixes != BUSES * ROUNDS:
            raise RuntimeError(f"{fixes} fixes of {BUSES * ROUNDS} messages")
    return best
