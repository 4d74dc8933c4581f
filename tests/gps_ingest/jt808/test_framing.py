"""Frames out of a stream, however it is cut, and back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import Skipped, Unframer, escape, frame, opened, unescape
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import bodies, one, tricky, unframed, wire


@given(bodies)
def test_what_we_send_is_escaped_as_the_standard_says(content: bytes) -> None:
    """7D becomes 7D 01, 7E becomes 7D 02, in the checksum too; nothing between the two 7E is a 7E."""
    sent = frame(content)
    assert sent == wire(content)
    assert sent.count(b"\x7e") == 2
    assert opened(one(sent)) == content


@given(tricky)
def test_escapes_there_and_back_change_nothing(content: bytes) -> None:
    """Whatever is escaped reads the same when it is unescaped."""
    assert unescape(escape(content)) == content
    assert second.unescaped(escape(content)) == content


@given(tricky)
def test_a_7d_must_be_followed_by_01_or_02(raw: bytes) -> None:
    """Anything else is no frame, also a 7D at the very end."""
    try:
        expected = second.unescaped(raw)
    except second.WrongError:
        with pytest.raises(BadFrame) as bad:
            unescape(raw)
        assert bad.value.reason == "bad_escape"
    else:
        assert unescape(raw) == expected


@pytest.mark.parametrize("raw", ["7D", "7D00", "7D03", "7DFF", "7D7D01", "01027D", "7D017D"])
def test_escapes_that_the_standard_does_not_know_are_refused(raw: str) -> None:
    """Only 01 and 02 follow a 7D."""
    with pytest.raises(BadFrame, match="bad_escape"):
        unescape(bytes.fromhex(raw))


def test_a_wrong_checksum_is_refused() -> None:
    """One bit of one byte is enough."""
    good = one(frame(b"\x00\x02\x00\x00\x01\x23\x45\x67\x89\x01\x00\x01"))
    for at in range(len(good)):
        spoilt = bytearray(good)
        spoilt[at] ^= 0x40
        with pytest.raises(BadFrame) as bad:
            opened(bytes(spoilt))
        assert bad.value.reason == "bad_checksum"


def test_an_empty_frame_is_refused() -> None:
    """Nothing is too little."""
    with pytest.raises(BadFrame) as bad:
        opened(b"")
    assert bad.value.reason == "bad_length"


@given(st.lists(tricky, max_size=8), st.lists(st.integers(0, 400), max_size=12), st.integers(1, 3))
def test_frames_are_the_same_however_the_stream_is_cut(contents: list[bytes], cuts: list[int], run: int) -> None:
    """Network segments mean nothing; one 7E may end a frame and begin the next, and a run of them is no frame."""
    stream = b"\x7e" * run + (b"\x7e" * run).join(wire(content)[1:-1] for content in contents) + b"\x7e"
    expected = [wire(content)[1:-1] for content in contents]
    assert unframed(stream) == expected == second.frames(stream)
    unframer, got = Unframer(), []
    bounds = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    for since, until in pairwise(bounds):
        got += unframer.feed(stream[since:until])
    assert got == expected
    bytewise = Unframer()
    assert [done for byte in stream for done in bytewise.feed(bytes([byte]))] == expected
    assert unframer.rest() is None


@given(st.binary(max_size=60), st.integers(1, 20), st.integers(1, 9))
def test_nothing_longer_than_allowed_is_kept(noise: bytes, frame_max: int, step: int) -> None:
    """A frame that is too long is told with its first bytes and its whole size, and the next one is read as ever."""
    stream = noise + b"\x7e" + b"\x01" + b"\x7e"
    whole, stepwise = unframed(stream, frame_max), []
    unframer = Unframer(frame_max)
    for at in range(0, len(stream), step):
        stepwise += unframer.feed(stream[at : at + step])
    expected = [
        Skipped(piece[:frame_max], len(piece)) if len(piece) > frame_max else piece for piece in second.frames(stream)
    ]
    assert whole == stepwise == expected
    assert whole[-1] == b"\x01"


def test_a_megabyte_without_a_7e_is_one_skipped_frame() -> None:
    """Fed byte by byte it takes no more memory than a frame may."""
    unframer = Unframer(1000)
    for _ in range(1_000_000):
        assert unframer.feed(b"\x55") == []
    assert unframer.feed(b"\x7e\x01\x7e") == [Skipped(b"\x55" * 1000, 1_000_000), b"\x01"]


def test_what_stands_behind_the_last_7e_can_be_had_when_the_connection_ends() -> None:
    """A frame that was cut off is parked and not forgotten."""
    unframer = Unframer(4)
    assert unframer.feed(b"\x7e\x01\x7e\x02\x03") == [b"\x01"]
    assert unframer.rest() == b"\x02\x03"
    assert unframer.rest() is None
    unframer.feed(b"\x01\x02\x03\x04\x05")
    assert unframer.rest() == Skipped(b"\x01\x02\x03\x04", 5)
