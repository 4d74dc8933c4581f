"""Whatever the bytes: nothing but BadFrame leaves the codec, and a decoder raises nothing at all."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.frames import decode
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809 import links
from gps_ingest.decode.jt809.alarm import alarm, static_info
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.framing import Unframer, opened
from gps_ingest.decode.jt809.header import Edition, first_words, read
from gps_ingest.decode.jt809.location import locations
from gps_ingest.decode.jt809.vehicle import refusal, registration, vehicle
from gps_ingest.frames import Frame, Stream
from tests.gps_ingest.jt809.wire import Fix, Speaker

editions = st.sampled_from(list(Edition))
subs = st.sampled_from([0x1201, 0x1202, 0x1203, 0x1207, 0x1209, 0x120C, 0x1402, 0xFFFF])
kinds = st.sampled_from([0x1001, 0x1200, 0x1400, 0x1600, 0x9101, 0xFFFF])
data = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda edition, more: Speaker(edition).location(Fix(1_795_505_400)) + more, editions, st.binary(max_size=60)),
    st.builds(lambda count, more: bytes([count]) + more, st.integers(0, 255), st.binary(max_size=300)),
)  # fmt: skip
cipher = Cipher(30_000_000, 20_000_000, 20_000_000)


def harmless(call: Callable[..., Any], *arguments: Any) -> Any:
    """What a call gives, None where it raises BadFrame; anything else that it raises fails the test."""
    with suppress(BadFrame):
        return call(*arguments)
    return None


@given(st.binary(max_size=400), editions)
def test_noise_on_the_wire_is_no_message_and_no_accident(stream: bytes, edition: Edition) -> None:
    """From the bytes of a connection to the header."""
    for frame in Unframer(64).feed(b"\x5b" + stream + b"\x5d"):
        if not isinstance(frame, Skipped):
            content = harmless(opened, frame)
            for each in (frame, content or b""):
                harmless(first_words, each)
                harmless(read, each, edition, cipher)
                harmless(read, each, edition, None)


@given(data, editions, subs)
def test_noise_in_a_body_is_a_bad_frame_or_something_readable(body: bytes, edition: Edition, sub: int) -> None:
    """Every reader of every body."""
    for call in (links.login, links.first_byte, registration):
        harmless(call, body)
    harmless(alarm, body, edition)
    static_info(body, edition)
    harmless(lambda: list(locations(sub, body, edition)))
    said = harmless(vehicle, body)
    if said is not None:
        refusal(said, 1, edition)


@given(st.lists(st.tuples(kinds, subs, data, editions, st.sampled_from([0, 22, 30])), max_size=6))
def test_a_decoder_raises_nothing_and_loses_no_frame_in_silence(
    messages: list[tuple[int, int, bytes, Edition, int]],
) -> None:
    """Each frame ends as fixes, as bad, or as a location without satellites."""
    frames = []
    for kind, sub, body, edition, start in messages:
        speaker = Speaker(int(edition))
        raw = opened(
            speaker.vehicle("苏G12345", sub, body)[1:-1] if kind == 0x1200 else speaker.message(kind, body)[1:-1]
        )
        frames.append(Frame("jt809", Stream(device="p1-1"), raw, 1_795_505_400.0, format="jt809", start=start))
    decoded = decode(frames, knows=())
    assert len(decoded) + len(decoded.bad) + decoded.no_fix >= len(frames) - sum(
        1 for kind, sub, body, *_ in messages if (kind, sub, body[:1]) == (0x1200, 0x1203, b"\x00")
    )
