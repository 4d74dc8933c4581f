"""Bodies of what terminals send: by hand, and any bytes as the second decoder reads them."""

import math
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808 import driver as drivers
from gps_ingest.decode.jt808 import media as medias
from gps_ingest.decode.jt808 import terminal
from gps_ingest.decode.jt808.fields import text
from gps_ingest.decode.jt808.header import read
from tests.gps_ingest.jt808 import second, second_bodies
from tests.gps_ingest.jt808.frames import one

PLATE = "苏G12345".encode("gbk")
NAME, AUTHORITY = "张无忌".encode("gbk"), "连云港市公安局".encode("gbk")
WHERE = bytes.fromhex("0020 02BF")  # Jiangsu, Lianyun District


def padded(words: bytes, size: int) -> bytes:
    """Filled up with zeros."""
    return words.ljust(size, b"\0")


def registering(maker: int, model: int, terminal_id: int, colour: int, plate: bytes) -> bytes:
    """A register with fields of those sizes."""
    return (
        WHERE
        + padded(b"70901", maker)
        + padded(b"GF-06", model)
        + padded(b"AB12345", terminal_id)
        + bytes([colour])
        + plate
    )


@pytest.mark.parametrize(("edition", "sizes"), [(2011, (5, 8, 7)), (2013, (5, 20, 7)), (2019, (11, 30, 30))])
def test_a_terminal_registers_in_each_edition(edition: int, sizes: tuple[int, int, int]) -> None:
    """The three differ in the sizes of their fields alone."""
    said = terminal.register(registering(*sizes, 2, PLATE), 1 if edition == 2019 else 0)
    assert said == terminal.Register(edition, 32, 703, "70901", "GF-06", "AB12345", 2, "苏G12345", "")


@pytest.mark.parametrize(("edition", "sizes"), [(2011, (5, 8, 7)), (2013, (5, 20, 7)), (2019, (11, 30, 30))])
def test_a_vehicle_without_a_plate_registers_by_its_vin(edition: int, sizes: tuple[int, int, int]) -> None:
    """Colour 0; a VIN makes a register of 2011 as long as one of 2013, and still it is read as what it is."""
    said = terminal.register(registering(*sizes, 0, b"LZYTBGBW5C1000123"), 1 if edition == 2019 else 0)
    assert (said.edition, said.plate, said.vin) == (edition, "", "LZYTBGBW5C1000123")


def test_a_2013_register_under_a_2019_header_is_read() -> None:
    """Terminals that were updated by half do so."""
    said = terminal.register(registering(5, 20, 7, 1, PLATE), 1)
    assert (said.edition, said.plate) == (2013, "苏G12345")


def test_a_2013_register_may_be_as_long_as_one_of_2019() -> None:
    """A plate filled up with zeros; which edition it is says the header first."""
    said = terminal.register(registering(5, 20, 7, 1, padded(PLATE, 60)), 0)
    assert (said.edition, said.plate) == (2013, "苏G12345")


def test_text_is_freed_of_what_fills_it_up() -> None:
    """Zeros on either side, what follows a zero, blanks, and bytes that are no GBK."""
    assert text(b"\0\0" + PLATE + b" \0\xff\x12old") == "苏G12345"
    assert text(b"\xffAB\x07C\xff") == "ABC"
    assert text(b"") == ""


def test_the_second_vector_authenticates_with_its_code() -> None:
    """The whole body is the code, before 2019."""
    header, body = read(one(bytes.fromhex("7E 0102 000D 002002604325 0001 38333030323030323630343332 13 7E")))
    assert terminal.authenticate(body, header.version) == terminal.Authenticate("8300200260432", "", "")


def test_a_2019_terminal_authenticates_with_code_imei_and_software() -> None:
    """The code has a length; a terminal that leaves out the rest is let in by its code all the same."""
    body = b"\x04code" + b"868123456789012" + padded(b"V1.2.3", 20)
    assert terminal.authenticate(body, 1) == terminal.Authenticate("code", "868123456789012", "V1.2.3")
    assert terminal.authenticate(body[:20], 1) == terminal.Authenticate("code", "868123456789012", "")
    assert terminal.authenticate(b"\x04code", 1) == terminal.Authenticate("code", "", "")
    with pytest.raises(BadFrame, match="bad_length"):
        terminal.authenticate(b"\x05code", 1)


def test_a_terminal_answers_us() -> None:
    """Serial, id and result of what it answers."""
    assert terminal.answer(bytes.fromhex("007B 8103 03")) == terminal.Answer(0x7B, 0x8103, 3)


def test_a_batch_holds_reports_one_behind_the_other() -> None:
    """And says whether they were made up for; one that is cut off spoils it as a whole, so that all is parked together."""
    body = bytes.fromhex("0002 01 0003 AABBCC 0001 DD")
    assert terminal.batch(body) == terminal.Batch(1, (b"\xaa\xbb\xcc", b"\xdd"))
    with pytest.raises(BadFrame, match="bad_length"):
        terminal.batch(body[:-1])


def test_a_driver_puts_in_the_card() -> None:
    """2013: status, time, result, name, certificate, authority, validity; the identity card of 2019 behind it is not read."""
    body = bytes.fromhex("01 250901 070000 00 06") + NAME + padded(b"320703198001011234", 20) + bytes([len(AUTHORITY)])
    body += AUTHORITY + bytes.fromhex("20291231")
    said = drivers.driver(body)
    assert said == drivers.driver(body + padded(b"320703198001011234", 20))
    assert said == drivers.Driver(
        True, 1756681200.0, 0, "张无忌", "320703198001011234", "连云港市公安局", date(2029, 12, 31)
    )  # fmt: skip


def test_a_driver_takes_out_the_card() -> None:
    """Nothing need follow the time."""
    said = drivers.driver(bytes.fromhex("02 250901 173000"))
    assert (said.inserted, said.result, said.name, said.time_s) == (False, drivers.UNREAD, "", 1756719000.0)


def test_a_card_that_cannot_be_read_tells_no_name() -> None:
    """Results 1 to 4 of the reader."""
    said = drivers.driver(bytes.fromhex("01 250901 070000 02"))
    assert (said.inserted, said.result, said.name) == (True, 2, "")
    with pytest.raises(BadFrame, match="bad_length"):
        drivers.driver(bytes.fromhex("01 250901 070000 00"))  # read well, and then no name


def test_a_2011_card_has_neither_status_nor_time() -> None:
    """Name, identity card, certificate of 40 bytes, authority."""
    body = bytes([len(NAME)]) + NAME + padded(b"id", 20) + padded(b"licence", 40) + bytes([len(AUTHORITY)]) + AUTHORITY
    said = drivers.driver(body)
    assert (said.inserted, said.name, said.licence, said.authority) == (True, "张无忌", "licence", "连云港市公安局")
    assert math.isnan(said.time_s)
    with pytest.raises(BadFrame, match="bad_field"):
        drivers.driver(body + b"x")


def test_a_picture_comes_with_the_place_it_was_taken_at() -> None:
    """28 bytes of a location report; a terminal that sends none begins with the JPEG at once."""
    head, place, jpeg = bytes.fromhex("0000007B 00 00 04 02"), bytes(range(28)), b"\xff\xd8\xff\xe0picture"
    event = medias.MediaEvent(123, 0, 0, 4, 2)
    assert medias.media_event(head) == event
    assert medias.media(head + place + jpeg) == medias.Media(event, place, jpeg)
    assert medias.media(head + jpeg) == medias.Media(event, b"", jpeg)


def test_a_camera_answers_with_the_ids_of_its_pictures() -> None:
    """Only where it took any."""
    assert medias.camera(bytes.fromhex("0021 00 0002 00000001 00000002")) == medias.Camera(0x21, 0, (1, 2))
    assert medias.camera(bytes.fromhex("0021 02")) == medias.Camera(0x21, 2, ())


def plain(said: Any) -> dict[str, Any]:
    """A parsed body as the second decoder puts it."""
    told = asdict(said)
    if "time_s" in told:
        time_s = told.pop("time_s")
        told["time"] = None if math.isnan(time_s) else time_s
    return told


PARSERS: dict[int, tuple[Callable[[bytes, int], Any], Callable[[bytes, int], dict[str, Any]]]] = {
    0x0001: (lambda body, _: terminal.answer(body), lambda body, _: second_bodies.answer(body)),
    0x0100: (lambda body, edition: terminal.register(body, int(edition == 2019)), second_bodies.register),
    0x0102: (lambda body, edition: terminal.authenticate(body, int(edition == 2019)), second_bodies.authenticate),
    0x0104: (lambda body, _: terminal.parameters(body), lambda body, _: second_bodies.parameters(body)),
    0x0201: (lambda body, _: terminal.queried_location(body), lambda body, _: second_bodies.queried_location(body)),
    0x0702: (lambda body, _: drivers.driver(body), lambda body, _: second_bodies.driver(body)),
    0x0704: (lambda body, _: terminal.batch(body), lambda body, _: second_bodies.batch(body)),
    0x0800: (lambda body, _: medias.media_event(body), lambda body, _: second_bodies.media_event(body)),
    0x0801: (lambda body, _: medias.media(body), lambda body, _: second_bodies.media(body)),
    0x0805: (lambda body, _: medias.camera(body), lambda body, _: second_bodies.camera(body)),
}


def alike(id_: int, body: bytes, edition: int) -> bool:
    """Both decoders read the body alike, or both refuse it; whether they read it."""
    ours, theirs = PARSERS[id_]
    try:
        expected = theirs(body, edition)
    except second.WrongError:
        with pytest.raises(BadFrame) as bad:
            ours(body, edition)
        assert bad.value.reason in {"bad_length", "bad_field"}
        return False
    assert plain(ours(body, edition)) == expected
    return True


small = st.integers(0, 6).map(lambda number: bytes([number]))
pieces = st.lists(
    st.one_of(
        small,
        small,
        st.binary(max_size=6),
        st.sampled_from([PLATE, NAME, AUTHORITY, b"\0" * 4, b"\xff\xd8\xff", bytes(20)]),
    ),
    max_size=24,
).map(b"".join)


@pytest.mark.parametrize("id_", PARSERS)
@given(body=pieces, edition=st.sampled_from([2013, 2019]))
def test_any_bytes_are_a_body_or_a_bad_frame_as_the_second_decoder_says(id_: int, body: bytes, edition: int) -> None:
    """Nothing else comes out of any parser."""
    alike(id_, body, edition)
