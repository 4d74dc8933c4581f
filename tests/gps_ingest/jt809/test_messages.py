"""The header of both editions, what is said of the links, registrations, alarms, and our answers: against bytes made by hand."""

import pytest

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809 import links
from gps_ingest.decode.jt809.alarm import Alarm, alarm, static_info
from gps_ingest.decode.jt809.cipher import Cipher
from gps_ingest.decode.jt809.framing import Unframer, opened
from gps_ingest.decode.jt809.header import Edition, Header, first_words, plain, read, wire
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.links import Login, Verdict
from gps_ingest.decode.jt809.vehicle import refusal, registered, registration, vehicle
from tests.gps_ingest.jt809.wire import Speaker, number, octets

Y2011, Y2019 = Edition.Y2011, Edition.Y2019
SECRETS = (30_000_000, 20_000_000, 20_000_000)


def content(raw: bytes) -> bytes:
    """The opened content of the only frame of a stream."""
    (only,) = Unframer(100_000).feed(raw)
    assert isinstance(only, bytes)
    return opened(only)


def reason_of(call: object, *arguments: object) -> str:
    """Why something cannot be read."""
    assert callable(call)
    with pytest.raises(BadFrame) as bad:
        call(*arguments)
    return bad.value.reason


def test_a_2011_header_has_22_bytes() -> None:
    """Length, serial, type, access code, version, encryption, key, each where the table has it."""
    raw = bytes.fromhex("00000048 00000085 1001 0133EFB8 010000 00 0000270F") + bytes(46)
    header, body = read(raw, Y2011, None)
    assert header == Header(Kind.UP_CONNECT_REQ, 133, 20180920, False, 9999, 0)
    assert body == bytes(46)
    assert first_words(raw) == (0x1001, 20180920)


def test_a_2019_header_has_the_time_of_sending_behind() -> None:
    """Eight bytes more; the example of the standard's note is 2010-01-10 01:07:54 UTC."""
    raw = bytes.fromhex("00000023 00000001 1005 00052DF1 010000 00 00000000 000000004B49286A")
    header, body = read(raw, Y2019, None)
    assert header == Header(Kind.UP_LINKTEST_REQ, 1, 0x52DF1, False, 0, 1_263_085_674)
    assert body == b""


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("secrets", [None, SECRETS])
def test_what_a_lower_platform_sends_is_read_in_clear_and_encrypted(
    edition: Edition, secrets: tuple[int, int, int] | None
) -> None:
    """The header stays clear: by its access code we know which cipher reads the body."""
    speaker = Speaker(int(edition), 70_000_001, secrets)
    raw = content(speaker.vehicle("苏G12345", 0x1202, b"where it is"))
    header, body = read(raw, edition, None if secrets is None else Cipher(*secrets))
    assert (header.kind, header.access_code, header.serial) == (Kind.UP_EXG_MSG, 70_000_001, 1)
    assert header.encrypted == (secrets is not None)
    assert vehicle(body)[:4] == ("苏G12345", "yellow", Sub.REAL_LOCATION, b"where it is")


def test_an_encrypted_message_of_a_platform_without_a_cipher_is_told() -> None:
    """It cannot be read, and nobody guesses."""
    raw = content(Speaker(2011, 1, SECRETS).vehicle("苏G12345", 0x1202, b"x"))
    assert reason_of(read, raw, Y2011, None) == "encrypted"


@pytest.mark.parametrize("edition", Edition)
def test_what_we_send_is_what_the_table_says(edition: Edition) -> None:
    """The length counts 5B, header, body, CRC and 5D; encrypted or not, it is read back."""
    cipher = Cipher(*SECRETS)
    header = Header(Kind.DOWN_CONNECT_REQ, 7, 1001, time_s=1_263_085_674 if edition == Y2019 else 0, key=5)
    for sealed in (None, cipher):
        raw = content(wire(header, b"\x00\x00\x30\x39", edition, sealed))
        assert int.from_bytes(raw[:4]) == len(raw) + 4
        again, body = read(raw, edition, cipher)
        assert (again.kind, again.serial, again.access_code, again.time_s) == (header.kind, 7, 1001, header.time_s)
        assert again.encrypted == (sealed is not None)
        assert body == b"\x00\x00\x30\x39"
    kept = plain(header, b"body", edition)
    assert read(kept, edition, None)[1] == b"body"


def test_a_login_tells_who_where_and_at_which_port() -> None:
    """46 bytes in 2011; 50 with the access code in 2019, and in what some programs send as 2011."""
    said = Login(20180920, "20180920", "127.0.0.1", 809)
    body = bytes.fromhex("0133EFB8") + b"20180920" + octets("127.0.0.1", 32) + bytes.fromhex("0329")
    assert links.login(body) == said
    assert links.login(body[:12] + number(1001, 4) + body[12:]) == said
    for wrong in (b"", body[:-1], body + bytes(2), body + bytes(5)):
        assert reason_of(links.login, wrong) == "bad_length"


def test_the_answer_to_a_login_has_its_verdict_and_the_code_for_the_slave_link() -> None:
    """ "Other" has a number of its own in each edition."""
    assert links.login_answer(Verdict.WELCOME, 0x01020304, Y2011) == bytes.fromhex("0001020304")
    assert links.login_answer(Verdict.WRONG_PASSWORD, 0, Y2019) == bytes.fromhex("0400000000")
    assert links.login_answer(Verdict.OTHER, 0, Y2011)[0] == 0x06
    assert links.login_answer(Verdict.OTHER, 0, Y2019)[0] == 0xFF


def test_a_result_or_a_reason_is_one_byte() -> None:
    """0x9002, 0x1007, 0x1008; and what we say on the links."""
    assert links.first_byte(b"\x01") == 1
    assert reason_of(links.first_byte, b"") == "bad_length"
    assert links.verify(12345) == bytes.fromhex("00003039")
    assert links.received(10_000, 1, 2) == bytes.fromhex("00002710 0000000000000001 0000000000000002")


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (1, "blue"),
        (2, "yellow"),
        (3, "black"),
        (4, "white"),
        (5, "green"),
        (93, "green"),
        (94, "green"),
        (9, ""),
        (91, ""),
    ],
)
def test_a_plates_colour_is_told_in_our_words(code: int, word: str) -> None:
    """JT/T 697.7; "other" and tractors' plates are no word of ours."""
    body = octets("苏G12345", 21) + number(code, 1) + bytes.fromhex("1202 00000000")
    assert vehicle(body).colour == word


def test_a_vehicles_message_that_is_cut_short_is_told() -> None:
    """By its own length."""
    body = octets("苏G12345", 21) + bytes.fromhex("02 1202 00000004") + b"abcd"
    assert vehicle(body).data == b"abcd"
    assert vehicle(body + b"what nobody announced").data == b"abcd"
    for short in (b"", body[:27], body[:-1]):
        assert reason_of(vehicle, short) == "bad_length"


def test_a_plate_that_is_no_gbk_is_still_a_plate() -> None:
    """Shown with U+FFFD, and nobody's bus."""
    assert vehicle(b"\xff\xff12345" + bytes(14) + bytes.fromhex("02 1202 00000000")).plate == "\ufffd\ufffd12345"


def test_a_registration_names_platform_maker_model_terminal_and_sim() -> None:
    """The lengths of the 2011 text, of its supplement, and of 2019."""
    said = {
        "platform_id": "32070000001",
        "maker": "44030070001",
        "model": "M-8",
        "terminal_id": "T000001",
        "sim": "013912345678",
    }
    fields = [octets(said["platform_id"], 11), octets(said["maker"], 11)]
    for size in (8, 20):
        data = b"".join([*fields, octets("M-8", size), octets("T000001", 7), octets("013912345678", 12)])
        assert registration(data) == said
    data = b"".join(
        [*fields, octets("M-8", 30), octets("868120", 15), octets("T000001", 30), octets("013912345678", 13)]
    )
    assert registration(data) == said | {"imei": "868120"}
    assert reason_of(registration, data[:-1]) == "bad_length"


def test_a_registration_is_answered_as_a_real_upper_platform_does() -> None:
    """A recorded 0x9201 has neither plate nor colour: type, length, what it answers, its serial, 1 for registered."""
    assert registered(0x400, known=True) == bytes.fromhex("9201 00000007 1201 00000400 01")
    assert registered(0x400, known=False)[-1] == 0


def test_a_platform_that_asks_for_positions_gets_none() -> None:
    """0x1207, 0x1208, 0x1209 are answered: no data; 2019 repeats what was asked."""
    head = octets("苏G12345", 21) + b"\x02"
    for asked, answer, result in ((0x1207, 0x9207, 1), (0x1208, 0x9208, 1), (0x1209, 0x9209, 2)):
        said = vehicle(head + number(asked, 2) + number(0, 4))
        assert refusal(said, 9, Y2011) == head + number(answer, 2) + bytes.fromhex("00000001") + number(result, 1)
        in_2019 = head + number(answer, 2) + number(7, 4) + number(asked, 2) + number(9, 4) + number(result, 1)
        assert refusal(said, 9, Y2019) == in_2019
    for other in (0x1202, 0x1205, 0x1206, 0xABCD):
        assert refusal(vehicle(head + number(other, 2) + number(0, 4)), 9, Y2019) is None


def test_an_alarm_of_2011_follows_the_plate() -> None:
    """Source, kind, time, number, text."""
    text = "超速".encode("gbk")
    data = bytes.fromhex("01 0001 000000005BAC3F40 00000007") + number(len(text), 4) + text
    body = octets("苏G12345", 21) + b"\x02" + number(0x1402, 2) + number(len(data), 4) + data
    assert alarm(body, Y2011) == Alarm("苏G12345", 1, 1_538_015_040, "超速")
    assert reason_of(alarm, body[:22] + number(0x1402, 2) + number(3, 4) + b"abc", Y2011) == "bad_length"


@pytest.mark.parametrize("times", [3, 2])
def test_an_alarm_of_2019_has_its_plate_within(times: int) -> None:
    """As the table has it with three times; a real platform sends two, in milliseconds."""
    text = "终端异常".encode("gbk")
    data = (
        b"32070000001" + number(0xA00A, 2) + number(1_756_279_200_352, 8) * times + octets("苏G12345", 21) + b"\x02"
        + bytes(11) + number(0, 4) + number(len(text), 4) + text
    )  # fmt: skip
    body = number(0x1402, 2) + number(len(data), 4) + data
    assert alarm(body, Y2019) == Alarm("苏G12345", 0xA00A, 1_756_279_200.352, "终端异常")
    assert reason_of(alarm, body[:-1], Y2019) == "bad_length"
    assert reason_of(alarm, number(0x1402, 2) + number(9, 4) + bytes(9), Y2019) == "bad_length"
    assert alarm(number(0x1401, 2) + number(1, 4) + b"x", Y2019) is None


def test_what_is_known_of_a_vehicle_comes_as_names_and_values() -> None:
    """In 2019 behind six bytes that name the question."""
    text = "VIN:=苏G12345;VEHICLE_COLOR:=2;OWERS_NAME:=连云公交;OWERS_TEL:=;broken".encode("gbk")
    said = {"VIN": "苏G12345", "VEHICLE_COLOR": "2", "OWERS_NAME": "连云公交", "OWERS_TEL": ""}
    assert static_info(text, Y2011) == said
    assert static_info(bytes(6) + text, Y2019) == said


def test_a_word_ends_at_a_zero_so_that_a_table_can_take_it() -> None:
    """What stands behind a zero is what the buffer held before; PostgreSQL takes no zero, and would take nothing behind it."""
    assert links.octets(b"\0\0ABC\0x\0") == "ABC"
    assert registration(b"32\0x".ljust(49, b"\0"))["platform_id"] == "32"
    assert static_info(b"VIN:=AB\0C;N:=1", Y2011) == {"VIN": "AB"}
