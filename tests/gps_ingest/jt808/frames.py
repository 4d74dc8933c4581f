"""Frames for the tests: the vectors of the domain reference, recorded ones of others, and generated ones."""

from functools import reduce
from operator import xor
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from gps_ingest.decode.jt808.framing import Skipped, Unframer

RECORDED = Path(__file__).resolve().parents[4] / "shared" / "inputs" / "jt808" / "frames.tsv"


class Row(NamedTuple):
    """One frame that someone else recorded, with what they say of it."""

    where: str
    id: int
    edition: int
    split: bool
    checksum_ok: bool
    length_ok: bool
    raw: bytes


def recorded() -> list[Row]:
    """Every frame of the recording; skips where it is absent."""
    if not RECORDED.exists():
        pytest.skip(f"the recorded JT/T 808 frames are not here: {RECORDED}")
    rows = []
    for line in RECORDED.read_text().splitlines()[1:]:
        source, file, nth, id_, edition, split, checksum_ok, length_ok, _, raw = line.split("\t")
        rows.append(
            Row(
                f"{source} {file}:{nth}", int(id_, 16), int(edition), split == "1", checksum_ok == "1", length_ok == "1",
                bytes.fromhex(raw),
            )
        )  # fmt: skip
    return rows


def wire(content: bytes) -> bytes:
    """Header and body as a terminal sends them, made without our codec."""
    checked = content + bytes([reduce(xor, content, 0)])
    return (
        b"\x7e"
        + b"".join({0x7D: b"\x7d\x01", 0x7E: b"\x7d\x02"}.get(byte, bytes([byte])) for byte in checked)
        + b"\x7e"
    )


def unframed(stream: bytes, frame_max: int = 4096) -> list[bytes | Skipped]:
    """All frames of a stream that comes in one piece."""
    return Unframer(frame_max).feed(stream)


def one(raw: bytes) -> bytes:
    """The only frame of a stream."""
    (frame,) = unframed(raw)
    assert isinstance(frame, bytes)
    return frame


# Bytes among which those that are escaped are as common as all others together.
tricky = st.lists(st.one_of(st.sampled_from([0x7D, 0x7E, 0x01, 0x02]), st.integers(0, 255)), max_size=80).map(bytes)
bodies = st.one_of(tricky, st.binary(max_size=200))
phones = st.integers(0, 10**12 - 1).map(str)
words = st.integers(0, 0xFFFF)
