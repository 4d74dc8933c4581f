"""What we send, byte by byte as the tables say, and read again by our own codec."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.header import Header, read
from tests.gps_ingest.jt808 import second
from tests.gps_ingest.jt808.frames import one, phones, words


def test_the_third_vector_is_our_general_answer() -> None:
    """0x8001 to the location report 0x00EE, byte by byte with its checksum."""
    body = platform.general_answer(0x00EE, 0x0200, platform.OK)
    sent = platform.message(0x8001, "2002604323", 9, body, 0)
    assert sent == bytes.fromhex("7E 80 01 00 05 00 20 02 60 43 23 00 09 00 EE 02 00 00 43 7E")


def test_a_2019_terminal_gets_a_2019_header() -> None:
    """Bit 14, its version, a phone of ten bytes: as recorded of another platform."""
    sent = platform.message(0x8104, "14419999999", 0x19, b"", 1)
    assert sent == bytes.fromhex("7E 8104 4000 01 00000000014419999999 0019 18 7E")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (platform.general_answer(1, 0x0200, platform.ALARM_CONFIRMED), "0001 0200 04"),
        (platform.register_answer(2, platform.OK, "秘1"), "0002 00 C3D8 31"),
        (platform.register_answer(2, platform.NO_TERMINAL, "not told"), "0002 04"),
        (platform.resend(0x1099, [1, 3], 0), "1099 02 0001 0003"),
        (platform.resend(0x1099, [1, 3], 1), "1099 0002 0001 0003"),
        (platform.server_time(1756656000.5), "250831160000"),
        (platform.set_parameters({platform.DEFAULT_INTERVAL_S: 10}), "01 00000029 04 0000000A"),
        (
            platform.set_parameters({0x0031: 200, 0x0084: 2, 0x0083: "苏G1", platform.HEARTBEAT_S: 60}),
            "04 00000031 02 00C8 00000084 01 02 00000083 04 CBD54731 00000001 04 0000003C",
        ),
        (platform.query_parameters([1, 0x29]), "02 00000001 00000029"),
        (platform.query_parameters(), ""),
        (platform.query_location(), ""),
        (platform.query_driver(), ""),
        (platform.track(5, 600), "0005 00000258"),
        (platform.track(0, 600), "0000"),
        (platform.confirm_alarm(0x7B, 1 << 0 | 1 << 20), "007B 00100001"),
        (platform.text(platform.URGENT | platform.READ_ALOUD, "停车", 0), "09 CDA3B3B5"),
        (
            platform.text(platform.URGENT_2019 | platform.DISPLAY | platform.READ_ALOUD, "停车", 1, platform.SERVICE),
            "0E 02 CDA3B3B5",
        ),
        (platform.camera(1, 1), "01 0001 0000 00 02 05 7F 40 40 7F"),
        (platform.camera(2, 0xFFFF, 30, keep=True, shot=platform.Shot(quality=1)), "02 FFFF 001E 01 02 01 7F 40 40 7F"),
        (platform.media_answer(0xC15F, [1, 9]), "0000C15F 02 0001 0009"),
        (platform.media_answer(0xC15F), "0000C15F"),
    ],
)
def test_bodies_are_as_the_tables_say(body: bytes, expected: str) -> None:
    """Each field where it belongs."""
    assert body == bytes.fromhex(expected)


def test_no_more_than_255_parts_are_asked_for_at_once() -> None:
    """The number of them is one byte in 2013; the rest is asked for the next time."""
    numbers = list(range(1, 1000))
    for version in (0, 1):
        body = platform.resend(1, numbers, version)
        assert body[-2:] == (255).to_bytes(2)
        assert platform.message(0x8003, "1", 1, body, version)
    assert platform.media_answer(1, numbers)[4] == 255


def test_a_text_that_gbk_does_not_know_is_sent_with_question_marks() -> None:
    """It is better read in part than not at all."""
    assert platform.text(0, "停🚌", 0) == bytes.fromhex("00 CDA3 3F")


def test_what_does_not_fit_is_our_own_mistake() -> None:
    """A body over 1,023 bytes, a phone with letters or with too many digits."""
    for phone, body in (("1", bytes(1024)), ("12345678901a", b""), ("1234567890123", b""), ("²", b"")):
        with pytest.raises(ValueError, match=r"bytes|phone"):
            platform.message(0x8300, phone, 1, body, 0)
    assert platform.message(0x8300, "1234567890123", 1, bytes(1023), 1)


@given(words, phones, words, st.binary(max_size=300), st.integers(0, 3))
def test_whatever_we_send_reads_the_same_again(id_: int, phone: str, serial: int, body: bytes, version: int) -> None:
    """By our own codec and by the second decoder."""
    sent = one(platform.message(id_, phone, serial, body, version))
    assert read(sent) == (Header(id_, phone, serial, version, False, 0, 0), body)
    assert second.message(sent) == {
        "id": id_, "edition": 2019 if version else 2013, "serial": serial, "encrypted": False, "total": 0, "number": 0,
        "body": body, "phone": phone,
    }  # fmt: skip
