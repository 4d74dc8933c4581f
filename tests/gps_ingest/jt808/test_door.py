"""A terminal at the door: who is let in, what is acknowledged when, what is kept, what is told back."""

import json
import struct
import time
from collections.abc import Iterator

import psycopg
import pytest

from core import clock
from fleet.secrets import broker_hash
from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, until
from tests.gps_ingest.jt808.terminal import Terminal, bcd_time, place, register_body

PHONE, OTHER = "13900000001", "13900000002"


@pytest.fixture
def house(ingest: Ingest, fleet: Fleet) -> Iterator[Ingest]:
    """An ingest that knows two terminals of one bus and of another."""
    for plate, phone in (("苏GX2001", PHONE), ("苏GX2002", OTHER)):
        fleet.bus(plate, phone)
        with psycopg.connect(ingest.database_url, autocommit=True) as connection:
            connection.execute(
                "UPDATE device SET protocol = 'jt808', secret_hash = %s WHERE id = %s", (broker_hash(SECRET), phone)
            )
    ingest.start()
    ingest.ready()
    yield ingest
    assert ingest.process is not None
    assert ingest.process.poll() is None, ingest.log.read_text()


@pytest.fixture
def terminal(house: Ingest) -> Iterator[Terminal]:
    """A terminal that has just connected."""
    made = Terminal(house.jt808_port, PHONE).connect()
    yield made
    made.leave()


def test_a_terminal_registers_gets_a_code_authenticates_and_its_place_is_kept(
    house: Ingest, terminal: Terminal
) -> None:
    result, code = terminal.register(register_body())
    assert (result, len(code)) == (0, 32)
    assert terminal.authenticate(code) == 0
    now = int(clock.epoch())
    assert terminal.report(place(now, items=b"\x01\x04\x00\x00\x00\x64\xe1\x02\xab\xcd")) == 0
    (row,) = house.rows(
        "SELECT extract(epoch FROM fix_time)::int8, round(speed_mps * 36), alarm, status, items FROM position"
    )
    assert row == (now, 300, 0, 3, b"\x01\x04\x00\x00\x00\x64\xe1\x02\xab\xcd")
    pinned, hashed = house.rows("SELECT registration, code_hash FROM device WHERE id = %s", PHONE)[0]
    assert (pinned["terminal_id"], pinned["plate"], pinned["maker"]) == ("T000001", "苏GX2001", "MAKER")
    assert code not in hashed


def test_another_terminal_of_the_same_number_gets_no_code_and_a_number_nobody_knows_none_either(
    house: Ingest, terminal: Terminal
) -> None:
    assert terminal.register(register_body())[0] == 0
    assert terminal.register(register_body(terminal=b"T999999")) == (3, "")
    stranger = Terminal(house.jt808_port, "13999999999").connect()
    assert stranger.register(register_body()) == (4, "")
    stranger.leave()


def test_a_terminal_that_works_by_its_secret_is_not_taken_over_by_who_knows_its_number_alone(
    house: Ingest, terminal: Terminal
) -> None:
    """Nor after it has gone: that it works by its secret is noted with the device."""
    assert terminal.authenticate(SECRET) == 0
    for _ in range(2):
        stranger = Terminal(house.jt808_port, PHONE).connect()
        assert stranger.register(register_body(terminal=b"T999999")) == (3, "")
        stranger.leave()
        terminal.leave()
        house.stop()
        house.start()
        house.ready()
    assert house.one("SELECT code_hash FROM device WHERE id = %s", PHONE) is None
    again = Terminal(house.jt808_port, PHONE).connect()
    assert again.authenticate(SECRET) == 0
    again.leave()


def test_a_terminal_that_has_shown_its_secret_may_register_on_that_connection_and_is_pinned(
    house: Ingest, terminal: Terminal
) -> None:
    assert terminal.authenticate(SECRET) == 0
    result, code = terminal.register(register_body())
    assert (result, terminal.authenticate(code)) == (0, 0)
    assert house.one("SELECT registration ->> 'terminal_id' FROM device WHERE id = %s", PHONE) == "T000001"
    other = Terminal(house.jt808_port, PHONE).connect()
    assert other.register(register_body(terminal=b"T999999")) == (3, "")
    other.leave()


def test_what_registers_again_and_again_never_voids_the_secret_that_the_page_showed(
    house: Ingest, terminal: Terminal
) -> None:
    codes = [terminal.register(register_body())[1] for _ in range(2)]
    assert [terminal.authenticate(code) for code in (*codes, SECRET)] == [1, 0, 0]


def test_before_its_code_nothing_else_is_taken_and_a_wrong_code_is_refused(house: Ingest, terminal: Terminal) -> None:
    assert terminal.report(place(clock.epoch())) == 1
    assert terminal.result(terminal.send(0x0002)) == 1
    assert terminal.authenticate("wrong") == 1
    assert terminal.authenticate(SECRET) == 0  # what we gave out with the device is a code too
    assert terminal.report(place(clock.epoch())) == 0
    assert house.count() == 1


def test_a_terminal_cannot_speak_for_another_on_its_connection(house: Ingest, terminal: Terminal) -> None:
    assert terminal.authenticate(SECRET) == 0
    terminal.phone = OTHER
    assert terminal.report(place(clock.epoch())) == 1
    assert house.count() == 0


def test_who_is_refused_again_and_again_is_cut_off(terminal: Terminal) -> None:
    for _ in range(20):
        terminal.send(0x0200, place(clock.epoch()))
    until(lambda: not terminal.listen(), "the platform to hang up")


def test_a_second_connection_of_the_same_terminal_takes_over(house: Ingest, terminal: Terminal) -> None:
    assert terminal.authenticate(SECRET) == 0
    again = Terminal(house.jt808_port, PHONE).connect()
    assert again.authenticate(SECRET) == 0
    until(lambda: not terminal.listen(), "the first connection to be cut off")
    assert again.report(place(clock.epoch())) == 0
    again.leave()


def test_what_was_made_up_for_is_kept_each_fix_once_and_marked_as_delayed(house: Ingest, terminal: Terminal) -> None:
    """Blind-area make-up (0x0704, 盲区补报) behind a fix that is later, sent twice."""
    terminal.authenticate(SECRET)
    now = int(clock.epoch())
    assert terminal.report(place(now)) == 0
    bodies = [place(now - 100 + n) for n in range(30)]
    batch = struct.pack(">HB", len(bodies), 1) + b"".join(struct.pack(">H", len(body)) + body for body in bodies)
    for _ in range(2):
        assert terminal.result(terminal.send(0x0704, batch)) == 0
    assert house.rows("SELECT count(*)::int, sum((flags & 1)::int)::int FROM position")[0] == (31, 30)


def test_what_is_no_place_says_so_and_what_nobody_supports_is_kept_raw(house: Ingest, terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    now = clock.epoch()
    assert terminal.report(place(now, status=0b01)) == 0  # no fix, nothing signalled: only that it lives
    assert terminal.report(place(now, lat=0.0, lon=0.0)) == 0
    assert terminal.report(place(now + 3600)) == 0
    assert terminal.report(place(now, kmh=400.0)) == 0
    assert terminal.report(place(now)[:20]) == 0
    assert terminal.result(terminal.send(0x0900, b"\xf0maker's own")) == 3
    assert house.count() == 0
    assert house.parked() == {"no_position": 1, "future": 1, "too_fast": 1, "bad_length": 1, "unsupported": 1}
    raw = bytes(house.one("SELECT raw FROM parked WHERE reason = 'unsupported'"))
    assert raw.endswith(b"\xf0maker's own")


def test_noise_between_frames_harms_no_neighbour(house: Ingest, terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    assert terminal.connection is not None
    broken = bytearray(terminal.message(0x0200, place(clock.epoch()), 77))
    broken[20] ^= 0x01
    terminal.connection.sendall(bytes(range(127, 256)) + bytes(broken) + b"\x7e" + b"x" * 100_000 + b"\x7e")
    assert terminal.report(place(clock.epoch())) == 0
    assert house.count() == 1
    assert set(house.parked()) == {"bad_checksum", "too_long"}


def test_an_emergency_button_becomes_a_finding_also_without_a_place(house: Ingest, terminal: Terminal) -> None:
    """Alarm bit 0 (Art 42); in a tunnel the terminal has no fix and says so."""
    terminal.authenticate(SECRET)
    now = int(clock.epoch())
    assert terminal.report(place(now - 5)) == 0
    assert terminal.report(place(now, alarm=1, status=0b01)) == 0
    until(lambda: house.rows("SELECT FROM finding"), "the finding")
    rule, article, notes, lon = house.rows(
        "SELECT rule, article, evidence->'notes', round(ST_X(geom)::numeric, 4)::float FROM finding"
    )[0]
    assert (rule, article, notes, lon) == ("R38", "42", ["sos"], 119.4)
    assert house.count() == 1
    assert house.parked() == {"no_fix": 1}


PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 8


def media(number: int, data: bytes, time_s: float) -> bytes:
    """A body of 0x0801: a photograph of channel 1 that we asked for."""
    return struct.pack(">IBBBB", number, 0, 0, 0, 1) + place(time_s)[:28] + data


def test_a_photograph_in_parts_is_kept_once_and_what_does_not_come_is_asked_for(
    house: Ingest, terminal: Terminal
) -> None:
    terminal.authenticate(SECRET)
    body = media(7, PHOTO, clock.epoch())
    parts = [body[start : start + 800] for start in range(0, len(body), 800)]
    first = terminal.serial + 1
    for number, part in enumerate(parts, 1):
        if number == 2:
            terminal.serial += 1  # it is lost on its way
        else:
            terminal.send(0x0801, part, total=len(parts), number=number)
    asked = terminal.wait(0x8003)
    assert asked == struct.pack(">HBH", first, 1, 2)
    assert terminal.connection is not None
    terminal.connection.sendall(terminal.message(0x0801, parts[1], first + 1, total=len(parts), number=2))
    assert terminal.wait(0x8800) == struct.pack(">I", 7)
    kind, data, vehicle = house.rows("SELECT kind, data, vehicle_id FROM media")[0]
    assert (kind, bytes(data), vehicle) == ("photo", PHOTO, 1)


def test_a_drivers_card_is_kept_with_the_bus(house: Ingest, terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    name, authority = "王师傅".encode("gbk"), "连云港市".encode("gbk")
    body = (
        b"\x01" + bcd_time(clock.epoch()) + b"\x00" + bytes([len(name)]) + name + b"320700000000000001\0\0"
        + bytes([len(authority)]) + authority + bytes.fromhex("20281231")
    )  # fmt: skip
    for _ in range(2):
        assert terminal.result(terminal.send(0x0702, body)) == 0
    rows = house.rows("SELECT vehicle_id, inserted, name, licence, authority, valid_to::text FROM driver_card")
    assert rows == [(1, True, "王师傅", "320700000000000001", "连云港市", "2028-12-31")]


def test_a_text_to_the_driver_is_sent_and_its_answer_is_noted(house: Ingest, terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO account (username, display_name, role, password_hash) VALUES ('o', 'o', 'officer', '')"
        )
        for kind, body in (
            ("text", {"text": "请减速慢行"}),
            ("locate", {}),
            ("interval", {"interval_s": 10}),
            ("confirm_alarm", {"alarms": 1}),
        ):
            connection.execute(
                "INSERT INTO command (device_no, kind, body, account_id)"
                " SELECT no, %s, %s, (SELECT max(id) FROM account) FROM device WHERE id = %s",
                (kind, json.dumps(body), PHONE),
            )
    assert terminal.wait(0x8300)[1:].decode("gbk") == "请减速慢行"
    assert terminal.wait(0x8103) == b"\x01\x00\x00\x00\x29\x04\x00\x00\x00\x0a"
    assert terminal.wait(0x8201) == b""
    assert terminal.wait(0x8203) == b"\x00\x00\x00\x00\x00\x01"
    for id_, result in ((0x8300, 0), (0x8103, 2)):
        serial = next(serial for said, serial, _ in terminal.said if said == id_)
        terminal.send(0x0001, struct.pack(">HHB", serial, id_, result))
    serial = next(serial for said, serial, _ in terminal.said if said == 0x8201)
    terminal.send(0x0201, struct.pack(">H", serial) + place(clock.epoch()))
    until(
        lambda: (
            house.rows("SELECT kind, result FROM command WHERE answered_at IS NOT NULL ORDER BY id")
            == [("text", 0), ("locate", 0), ("interval", 2)]
        ),
        "the answers to be noted",
    )
    assert house.count() == 1


def test_a_terminal_that_deregisters_has_no_code_any_more(house: Ingest, terminal: Terminal) -> None:
    _, code = terminal.register(register_body())
    assert terminal.authenticate(code) == 0
    assert terminal.result(terminal.send(0x0003)) == 0
    assert terminal.authenticate(code) == 1
    assert house.one("SELECT registration FROM device WHERE id = %s", PHONE) is None


def test_the_server_says_its_time(terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    terminal.send(0x0004)
    assert len(terminal.wait(0x8004)) == 6


def test_a_disabled_terminal_is_let_in_no_more(house: Ingest, terminal: Terminal) -> None:
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute("UPDATE device SET disabled = true WHERE id = %s", (PHONE,))
    until(lambda: terminal.authenticate(SECRET) == 1, "the code to be refused")


def test_after_kill_9_every_fix_that_was_acknowledged_is_there_once(house: Ingest) -> None:
    """0x8001 is said after the commit: what it was said of survives, what it was not said of the terminal sends again."""
    now, sent, acknowledged = int(clock.epoch()) - 5000, list[int](), set[int]()
    for life in range(3):
        terminal = Terminal(house.jt808_port, PHONE).connect()
        until(lambda: terminal.authenticate(SECRET) == 0, "the terminal to be let in")  # noqa: B023 - called at once
        serials = dict[int, int]()
        todo = [n for n in range((life + 1) * 700) if n not in acknowledged]
        for n in todo:
            if n == todo[-300] and life < 2:  # it dies with these under way
                until(lambda: terminal.listen(0.05) and len(terminal.acknowledged()) > 300, "some to be acknowledged")  # noqa: B023
            serials[terminal.send(0x0200, place(now + n))] = n
            sent.append(n)
        if life < 2:
            house.kill()
        else:
            until(lambda: terminal.listen() and terminal.acknowledged() >= set(serials), "all to be acknowledged")  # noqa: B023
        while terminal.listen(0.05) and life < 2:
            pass
        acknowledged |= {serials[serial] for serial in terminal.acknowledged() if serial in serials}
        terminal.leave()
        if life < 2:
            kept = {t - now for (t,) in house.rows("SELECT extract(epoch FROM fix_time)::int8 FROM position")}
            assert acknowledged <= kept
            house.start()
    assert acknowledged == set(range(2100))
    assert house.rows("SELECT count(*)::int, count(DISTINCT fix_time)::int FROM position")[0] == (2100, 2100)
    assert len(sent) > 2100  # some were sent again


def test_sigterm_answers_what_was_taken(house: Ingest, terminal: Terminal) -> None:
    terminal.authenticate(SECRET)
    now = int(clock.epoch())
    for n in range(500):
        terminal.send(0x0200, place(now - 500 + n))
    time.sleep(0.3)
    assert house.stop() == 0
    while terminal.listen(0.2):
        pass
    kept = house.count()
    assert len(terminal.acknowledged()) - 1 == kept > 0  # one of them is the code's
    house.start()
