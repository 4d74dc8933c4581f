"""The header of both editions, and what is no header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.header import Header, header_of, read
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import one, tricky, wire


def reason_of(content: bytes) -> str:
    """Why a content is none."""
    with pytest.raises(BadFrame) as bad:
        header_of(content)
    return bad.value.reason


def test_a_2013_header_has_a_phone_of_six_bytes() -> None:
    """The second vector of the domain reference: authentication with 13 digits."""
    raw = bytes.fromhex("7E 0102 000D 002002604325 0001 38333030323030323630343332 13 7E")
    header, body = read(one(raw))
    assert header == Header(0x0102, "2002604325", 1, 0, False, 0, 0)
    assert body == b"8300200260432"


def test_a_2019_header_tells_its_version_and_has_a_phone_of_ten_bytes() -> None:
    """Bit 14 of the property says that it is one."""
    content = bytes.fromhex("0002 4000 01 00000000017299841738 FFFF")
    header, body = header_of(content)
    assert header == Header(0x0002, "17299841738", 0xFFFF, 1, False, 0, 0)
    assert body == b""


def test_a_2019_header_without_a_version_is_still_2019() -> None:
    """Its layout is what counts."""
    header, _ = header_of(bytes.fromhex("0002 4000 00 00000000017299841738 0001"))
    assert header.version == 1


def test_a_part_tells_which_of_how_many_it_is() -> None:
    """Two words follow the serial."""
    header, body = header_of(bytes.fromhex("0801 2005 001234567890 02DE 001A 0002 2808000102"))
    assert (header.total, header.number, body) == (26, 2, bytes.fromhex("2808000102"))


def test_an_encrypted_body_is_told_as_such() -> None:
    """Any of bits 10 to 12."""
    for bit in (10, 11, 12):
        header, _ = header_of(
            bytes.fromhex("0200") + (1 << bit | 1).to_bytes(2) + bytes.fromhex("001234567890 0001 FF")
        )
        assert header.encrypted


def test_a_phone_of_zeros_is_one_zero() -> None:
    """An identity is never empty."""
    assert header_of(bytes.fromhex("0002 0000 000000000000 0001"))[0].phone == "0"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("0002 0000 01234567890A 0001", "bad_identity"),
        ("0002 0001 012345678901 0001", "bad_length"),
        ("0002 0000 012345678901 0001 FF", "bad_length"),
        ("0002 0000 012345678901 00", "bad_length"),
        ("0002 4000 01 000000000172998417 0001", "bad_length"),
        ("0002 2000 012345678901 0001 0001 00", "bad_length"),
        ("0002 2000 012345678901 0001 0002 0000", "bad_part"),
        ("0002 2000 012345678901 0001 0002 0003", "bad_part"),
        ("0002 2000 012345678901 0001 0000 0000", "bad_part"),
        ("0002", "bad_length"),
        ("", "bad_length"),
    ],
)
def test_what_is_no_header_is_refused_with_its_reason(content: str, reason: str) -> None:
    """Each with a word that it is parked under."""
    assert reason_of(bytes.fromhex(content)) == reason


REASONS = {
    "checksum": "bad_checksum",
    "escape": "bad_escape",
    "length": "bad_length",
    "phone": "bad_identity",
    "part": "bad_part",
}
contents = st.builds(
    lambda id_, property_, rest, length: (
        id_ + ((property_ & ~1023) | (max(len(rest) - length, 0) & 1023)).to_bytes(2) + rest
    ),
    st.sampled_from([b"\x02\x00", b"\x01\x02", b"\x08\x01"]),
    st.integers(0, 0xFFFF),
    st.lists(st.one_of(st.integers(0, 9), st.integers(0, 255)), max_size=40).map(bytes),
    st.sampled_from([8, 12, 13, 17, 8, 12, 13, 17, 3]),
)


@given(st.one_of(contents.map(lambda content: wire(content)[1:-1]), tricky))
def test_any_bytes_are_a_message_or_a_bad_frame_as_the_second_decoder_says(raw: bytes) -> None:
    """Both decoders agree on every field, or on the reason."""
    try:
        expected = second.message(raw)
    except second.WrongError as wrong:
        reason = REASONS[str(wrong)]
        with pytest.raises(BadFrame, match=reason):
            read(raw)
        return
    header, body = read(raw)
    assert body == expected["body"]
    assert (header.version > 0) == (expected["edition"] == 2019)
    for name in ("id", "phone", "serial", "encrypted", "total", "number"):
        assert getattr(header, name) == expected[name]
