"""Frames of JT/T 809 out of a stream, however it is cut, and back; their CRC and their encryption."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.framing import Unframer, escape, frame, opened, unescape
from tests.gps_ingest.jt809 import wire

# Bytes among which those that are escaped are as common as all others together.
tricky = st.lists(
    st.one_of(st.sampled_from([0x5A, 0x5B, 0x5D, 0x5E, 0x01, 0x02]), st.integers(0, 255)), max_size=80
).map(bytes)
words = st.integers(0, 2**32 - 1)


def fed(chunks: list[bytes], frame_max: int = 4096) -> list[bytes | Skipped]:
    """The frames of a stream that comes in these pieces."""
    unframer = Unframer(frame_max)
    return [each for chunk in chunks for each in unframer.feed(chunk)]


@given(tricky.filter(bool))
def test_what_we_send_is_framed_as_the_standard_says(content: bytes) -> None:
    """CRC, the four escapes, 5B and 5D; read back it is the same."""
    sent = frame(content)
    assert sent == wire.framed(content)
    assert (sent.count(b"\x5b"), sent.count(b"\x5d")) == (1, 1)
    (only,) = fed([sent])
    assert isinstance(only, bytes)
    assert opened(only) == content


@given(tricky)
def test_escapes_there_and_back_change_nothing(content: bytes) -> None:
    """Whatever is escaped reads the same when it is unescaped."""
    assert unescape(escape(content)) == content


def test_the_crc_is_the_one_of_a_real_frame() -> None:
    """A supervision order that a public program has as its example: BA D8 stands behind it."""
    raw = bytes.fromhex(
        "5B000000920000068294000133EFB8010000000000270FD4C1413132333435000000000000000000000000000294010000005C010002000000"
        "005A01AC3F40123FFAA1000000005A01AC4D5003736D616C6C6368690000000000000000313233343536373839303100000000000000000031"
        "32333435364071712E636F6D00000000000000000000000000000000000000BAD85D"
    )
    (only,) = fed([raw])
    assert isinstance(only, bytes)
    content = opened(only)
    assert len(content) == 0x92 - 4
    assert wire.crc(content) == 0xBAD8
    assert wire.framed(content) == raw


def test_a_wrong_crc_is_told() -> None:
    """One bit, and it is no frame."""
    good = bytearray(wire.framed(b"a location")[1:-1])
    good[3] ^= 1
    with pytest.raises(BadFrame) as bad:
        opened(bytes(good))
    assert bad.value.reason == "bad_checksum"


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\xff\xff"])
def test_a_frame_without_a_header_is_told(raw: bytes) -> None:
    """Nothing, or a CRC alone."""
    with pytest.raises(BadFrame) as bad:
        opened(raw)
    assert bad.value.reason == "bad_length"


@given(st.lists(tricky.filter(bool), max_size=8), st.lists(st.integers(0, 2000), max_size=40))
def test_a_stream_gives_the_same_frames_however_it_is_cut(contents: list[bytes], places: list[int]) -> None:
    """Segments are the network's business; noise between frames is nobody's."""
    stream = b"noise".join(map(wire.framed, contents)) + b"more"
    cuts = sorted({0, len(stream), *(place % (len(stream) + 1) for place in places)})
    chunks = [stream[start:end] for start, end in pairwise(cuts)]
    frames = fed(chunks)
    assert frames == fed([stream])
    assert [opened(each) for each in frames if isinstance(each, bytes)] == contents


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=20))
def test_noise_gives_the_same_however_it_is_cut(stream: bytes, places: list[int]) -> None:
    """Also what is no frame at all."""
    cuts = sorted({0, len(stream), *(place % (len(stream) + 1) for place in places)})
    assert fed([stream[start:end] for start, end in pairwise(cuts)], 20) == fed([stream], 20)


def test_a_frame_that_a_new_one_cuts_off_is_told_and_the_new_one_read() -> None:
    """A 5B within a frame: the sender began anew."""
    assert fed([b"\x5bhalf a fr\x5bwhole\x5d"]) == [b"half a fr", b"whole"]


def test_a_frame_longer_than_it_may_be_keeps_only_its_head() -> None:
    """A megabyte without an end is counted, not collected, and the stream goes on behind it."""
    unframer = Unframer(1024)
    assert unframer.feed(b"\x5b") == []
    for _ in range(1024):
        assert unframer.feed(b"x" * 1024) == []
        assert unframer.held <= 1024
    assert unframer.feed(b"\x5d\x5bok\x5d") == [Skipped(b"x" * 1024, 1024 * 1024), b"ok"]


@given(st.binary(max_size=300), words, words, words, words)
def test_encryption_is_the_standards_and_undoes_itself(body: bytes, key: int, m1: int, ia1: int, ic1: int) -> None:
    """Table 9, for any M1, IA1, IC1; the same once more is the clear text."""
    cipher = Cipher(m1, ia1, ic1)
    hidden = cipher.apply(body, key)
    assert hidden == wire.encrypted(body, key, m1 or 1, ia1, ic1)
    assert cipher.apply(hidden, key) == body


def test_a_login_that_another_program_encrypted_is_read() -> None:
    """A public test vector: M1 30,000,000, IA1 and IC1 20,000,000, key 256,178."""
    hidden = bytes.fromhex(
        "D37D9CC4900C77DC78F8676527D8AE12243CFB64CC2FBA619AEFAD33ACCB3256F67BFF19DF33097841098665703F"
    )
    clear = Cipher(30_000_000, 20_000_000, 20_000_000).apply(hidden, 256_178)
    assert clear == wire.number(20180920, 4) + b"20180920" + wire.octets("127.0.0.1", 32) + wire.number(809, 2)
