"""Telephones over HTTP, into a real ingest: what 200, 400, 401 and 503 promise."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import httpx
import psycopg
import pytest

from tests.gps_ingest.conftest import SECRET, Fleet, Ingest, until

START = 1_795_505_400.0  # 2026-11-24T07:30:00Z


@pytest.fixture
def phone(ingest: Ingest, fleet: Fleet) -> Iterator[httpx.Client]:
    """A running ingest that knows one telephone, and a client of its door."""
    fleet.bus("苏G00001", "phone-01")
    ingest.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{ingest.http_port}", timeout=30, trust_env=False) as client:
        until(lambda: answers(client), f"the HTTP door\n{ingest.log.read_text()}")
        ingest.ready()
        yield client


def answers(client: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return client.get("/").status_code == 401
    return False


def report(number: int = 0, **fields: Any) -> dict[str, Any]:
    """A report of the telephone, so many seconds after START."""
    good = {
        "id": "phone-01",
        "token": SECRET,
        "timestamp": int(START) + number,
        "lat": 34.72,
        "lon": 119.38,
        "speed": 10,
    }
    return good | fields


def more_than(numbers: list[int], reached: int) -> bool:
    return len(numbers) > reached


def kept(ingest: Ingest) -> list[tuple[Any, ...]]:
    return ingest.rows(
        "SELECT extract(epoch FROM fix_time)::float8, round(ST_X(geom)::numeric, 4)::float8, round(speed_mps::numeric, 2)::float8,"
        " flags FROM position ORDER BY 1"
    )


def test_a_fix_is_there_once_its_sender_reads_200(phone: httpx.Client, ingest: Ingest) -> None:
    """By query, by form and by JSON, on both paths, with the token wherever an app can put it; proven, for it was asked for."""
    assert phone.get("/", params=report()).status_code == 200
    assert kept(ingest) == [(START, 119.38, 5.14, 0)]
    assert phone.post("/ingest/osmand", data=report(1)).status_code == 200
    location = {
        "timestamp": "2026-11-24T07:30:02Z",
        "coords": {"latitude": 34.72, "longitude": 119.38, "speed": 7, "heading": -1},
    }
    body = {"location": location, "device_id": "phone-01"}
    assert phone.post("/", params={"token": SECRET}, json=body).status_code == 200
    location["timestamp"] = "2026-11-24T07:30:03Z"
    assert phone.post("/", headers={"Authorization": f"Bearer {SECRET}"}, json=body).status_code == 200
    assert phone.get("/", params=report(4, token=None, id=None), auth=("phone-01", SECRET)).status_code == 200
    assert phone.get("/", params=report(5, token=None, password=SECRET)).text.startswith("stored\n已保存")
    several = {
        "location": [location | {"timestamp": f"2026-11-24T07:30:0{n}Z"} for n in (6, 7)],
        "device_id": "phone-01",
    }
    assert phone.post("/", params={"key": SECRET}, json=several).status_code == 200
    assert [row[0] - START for row in kept(ingest)] == list(range(8))
    assert {row[3] for row in kept(ingest)} == {0}


def test_what_is_sent_again_is_there_once(phone: httpx.Client, ingest: Ingest) -> None:
    """A telephone that did not hear our answer sends the same once more, and is told that it is stored."""
    for _ in range(3):
        assert phone.get("/", params=report()).status_code == 200
    assert len(kept(ingest)) == 1


def test_a_wrong_token_is_refused_without_a_word_on_why_and_listed(phone: httpx.Client, ingest: Ingest) -> None:
    """Wrong token, unknown id, none at all: one answer. The officer reads who it was, from where, how often."""
    refused = [
        phone.get("/", params=report(token="wrong")),
        phone.get("/", params=report(token="wrong")),
        phone.get("/", params=report(id="phone-99")),
        phone.get("/", params=report(token=None)),
        phone.get("/", params=report(token=None), headers={"Authorization": "Basic ?"}),
        phone.post("/", params={"token": "wrong"}, json={"device_id": "phone-98", "location": {}}),
        phone.get("/", params=report(id="no id at all", token="wrong")),
    ]
    assert {answer.status_code for answer in refused} == {401}
    assert len({answer.text for answer in refused}) == 1
    listed = "SELECT device, address, times, detail->>'why' FROM unknown_device WHERE door = 'osmand' ORDER BY 1"
    until(lambda: len(ingest.rows(listed)) == 3, "the three to be listed")
    assert ingest.rows(listed) == [
        ("phone-01", "127.0.0.1", 2, "wrong_secret"),
        ("phone-98", "127.0.0.1", 1, "unknown"),
        ("phone-99", "127.0.0.1", 1, "unknown"),
    ]
    assert kept(ingest) == []
    assert ingest.parked() == {}


def test_who_guesses_is_made_to_wait_and_those_who_are_known_are_not(phone: httpx.Client) -> None:
    """After thirty refusals an address waits; a telephone behind it that has shown its token once goes on."""
    assert phone.get("/", params=report()).status_code == 200
    for _ in range(30):
        assert phone.get("/", params=report(token="guess")).status_code == 401
    tired = phone.get("/", params=report(token="guess"))
    assert tired.status_code == 429
    assert 0 < int(tired.headers["Retry-After"]) <= 61
    assert phone.get("/", params=report(1)).status_code == 200


def test_a_telephone_far_past_its_rate_keeps_what_it_has_and_comes_again(ingest: Ingest, fleet: Fleet) -> None:
    """429 with a time, and nothing of it stored; after that time it is taken. The flood is listed once."""
    fleet.bus("苏G00001", "phone-01")
    ingest.environment |= {"SCHOOLBUS_DEVICE_RATE_MAX_PER_S": "2", "SCHOOLBUS_DEVICE_RATE_BURST": "5"}
    ingest.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{ingest.http_port}", timeout=30, trust_env=False) as client:
        until(lambda: answers(client), f"the HTTP door\n{ingest.log.read_text()}")
        ingest.ready()
        taken, number = 0, 0
        while (answer := client.get("/", params=report(number))).status_code == 200:
            taken, number = taken + 1, number + 1
        assert answer.status_code == 429
        assert taken >= 5
        assert len(kept(ingest)) == taken
        time.sleep(int(answer.headers["Retry-After"]))
        assert client.get("/", params=report(number)).status_code == 200
    assert len(kept(ingest)) == taken + 1
    assert ingest.parked() == {"flooding": 1}


def test_a_new_token_counts_and_an_old_one_no_longer(phone: httpx.Client, ingest: Ingest) -> None:
    """Changed in the database, ruling at the door a moment later, also for a telephone that was let in before."""
    assert phone.get("/", params=report()).status_code == 200
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("UPDATE device SET disabled = true")
    until(lambda: phone.get("/", params=report(1)).status_code == 401, "the door to hear that the device is shut out")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("UPDATE device SET disabled = false")
    until(lambda: phone.get("/", params=report(2)).status_code == 200, "the door to hear that it is not")


@pytest.mark.parametrize(
    ("fields", "reason", "words"),
    [
        ({"lat": "abc"}, "bad_field", "a field cannot be read (lat: abc)"),
        ({"lat": 95}, "bad_position", "no such place on earth"),
        ({"lon": None}, "empty_field", "a field is missing (lon)"),
        ({"timestamp": "soon"}, "bad_time", "the time cannot be read (soon)"),
    ],
)
def test_what_cannot_be_read_is_answered_400_with_the_reason_once_it_is_parked(
    phone: httpx.Client, ingest: Ingest, fields: dict[str, Any], reason: str, words: str
) -> None:
    """The person who sets a telephone up reads what is wrong; what was sent is there to look at, without the token."""
    answer = phone.get("/", params={k: v for k, v in report(**fields).items() if v is not None})
    assert answer.status_code == 400
    assert words in answer.text
    assert ingest.rows("SELECT reason, device, door FROM parked") == [(reason, "phone-01", "osmand")]
    raw = bytes(ingest.one("SELECT raw FROM parked"))
    assert raw.startswith(b"id=phone-01&")
    assert SECRET.encode() not in raw


def test_broken_json_is_answered_400_and_parked_when_its_sender_is_known(phone: httpx.Client, ingest: Ingest) -> None:
    """Of nobody we know nothing is kept."""
    broken = b'{"location": {"timestamp": "2026-11-24T07:30:02Z"}, '
    nobody = phone.post("/", content=broken)
    assert nobody.status_code == 400
    assert "this is no JSON" in nobody.text
    assert ingest.parked() == {}
    assert phone.post("/", auth=("phone-01", SECRET), content=broken).status_code == 400
    assert ingest.parked() == {"not_json": 1}


def test_a_possible_request_with_an_impossible_fix_is_parked_and_not_repeated_for_ever(
    phone: httpx.Client, ingest: Ingest
) -> None:
    """The apps repeat what is not answered 2xx and send nothing behind it: a clock gone wrong must not silence a bus."""
    ahead = phone.get("/", params=report(timestamp=int(time.time()) + 86_400))
    assert ahead.status_code == 200
    assert "set aside, not on the track: its time lies ahead of ours" in ahead.text
    assert phone.get("/", params=report(lat=0, lon=0)).status_code == 200
    assert (
        phone.get("/", params={"id": "phone-01", "token": SECRET, "timestamp": int(START), "batt": 50}).status_code
        == 200
    )
    assert ingest.parked() == {"future": 1, "no_position": 1}
    assert kept(ingest) == []


def test_a_device_without_a_vehicle_is_answered_and_its_fixes_are_parked(phone: httpx.Client, ingest: Ingest) -> None:
    """It is no fault of the telephone's; whoever binds it finds what it sent."""
    assert phone.get("/", params=report(timestamp=1_000_000_000)).status_code == 200  # 2001: bound since 2005
    assert ingest.parked() == {"not_bound": 1}


def test_other_paths_and_methods_and_bodies_without_end_are_refused(phone: httpx.Client, ingest: Ingest) -> None:
    """Each in words, and the door stays open for others."""
    assert phone.get("/other", params=report()).status_code == 404
    assert phone.put("/", params=report()).status_code == 405
    assert phone.post("/", params={"token": SECRET}, content=b"x" * 300_000).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            yield b"x" * 1000

    with suppress(httpx.WriteError):
        assert phone.post("/", params={"token": SECRET}, content=endless()).status_code == 413
    with socket.create_connection(("127.0.0.1", ingest.http_port), timeout=30) as connection, suppress(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\n")
        for _ in range(1000):
            connection.sendall(b"x: " + b"y" * 1000 + b"\r\n")
        assert connection.recv(1000) == b""
    assert phone.get("/", params=report()).status_code == 200


def test_while_nothing_can_be_committed_nothing_is_promised(phone: httpx.Client, ingest: Ingest) -> None:
    """503 and when to try again; once it can be the same request is stored, once."""
    with ThreadPoolExecutor(1) as pool, psycopg.connect(ingest.database_url, autocommit=True) as connection:
        connection.execute("BEGIN")
        connection.execute("LOCK TABLE position IN ACCESS EXCLUSIVE MODE")
        waiting = pool.submit(phone.get, "/", params=report())
        answer = waiting.result(30)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert phone.get("/", params=report()).status_code == 503
        connection.execute("COMMIT")
    until(lambda: phone.get("/", params=report()).status_code == 200, "the door to promise again")
    assert [row[0] for row in kept(ingest)] == [START]


def test_every_200_is_in_the_table_once_after_kill_9(phone: httpx.Client, ingest: Ingest) -> None:
    """Four telephones' worth of requests, the ingest killed three times in mid-stream; senders repeat, as the apps do."""
    acknowledged: list[int] = []

    def send(numbers: range) -> None:
        with httpx.Client(base_url=phone.base_url, timeout=30, trust_env=False) as client:
            for number in numbers:
                until(partial(stored, client, number), f"{number} to be acknowledged")
                acknowledged.append(number)

    def stored(client: httpx.Client, number: int) -> bool:
        with suppress(httpx.TransportError):
            return client.get("/", params=report(number)).status_code == 200
        return False

    with ThreadPoolExecutor(4) as pool:
        sending = [pool.submit(send, range(first, 400, 4)) for first in range(4)]
        for reached in (60, 150, 250):
            until(partial(more_than, acknowledged, reached), "some to be acknowledged")
            ingest.kill()
            ingest.start()
        for each in sending:
            each.result()
    assert [row[0] - START for row in kept(ingest)] == list(range(400))


def test_sigterm_answers_who_waits_and_lets_nobody_in(phone: httpx.Client, ingest: Ingest) -> None:
    """An orderly stop: exit code 0, and each 200 that was read stands in the table."""
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(phone.get, "/", params=report(number)) for number in range(200)]
        until(lambda: len(kept(ingest)) > 20, "some to be stored")
        assert ingest.stop() == 0
        outcomes = []
        for each in sent:
            with suppress(httpx.TransportError):
                outcomes.append(each.result().status_code)
    stored = len(kept(ingest))
    assert set(outcomes) <= {200, 503}
    assert outcomes.count(200) <= stored
