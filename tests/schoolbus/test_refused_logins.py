"""A device that the broker does not let in is listed, as well as the broker says who it was."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from core.metrics import make_metrics
from core.settings import Settings
from gps_ingest.knocks import Knock
from schoolbus.door.keeper import Doorkeeper
from schoolbus.door.limits import Limits
from schoolbus.door.strangers import knocks_of
from schoolbus.stack.child import LOG_KEPT_BYTES, Child
from schoolbus.stack.refused_logins import Log, Refused
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.schoolbus.test_stack_servers import is_let_in

PATIENCE_S = 60.0


def heard(*lines: str) -> list[tuple[str | None, str | None]]:
    """Device and address of the refused logins in a log, a second a line."""
    log = Log()
    for second, line in enumerate(lines):
        log.hear(line, float(second))
    return [(each.device, each.address) for each in log.take()]


def test_each_version_of_the_broker_is_understood() -> None:
    """2.0.11 says neither name nor address of a refused client, 2.0.15 its name, 2.1 both."""
    came = "2026-11-26T13:07:15: New connection from 10.1.2.3:50059 on port 11883."
    assert heard(came, "2026-11-26T13:07:15: Client <unknown> disconnected, not authorised.") == [(None, "10.1.2.3")]
    assert heard(came, "1665642425: Client bus-0001 disconnected, not authorised.") == [("bus-0001", "10.1.2.3")]
    assert heard("Client bus-0001 [fd00::5:45875] disconnected: not authorised.") == [("bus-0001", "fd00::5")]


def test_who_got_in_explains_no_refusal_and_where_two_may_be_meant_none_is_named() -> None:
    """Nobody is listed for a neighbour's mistake."""
    first, second = (f"New connection from 10.0.0.{last}:50059 on port 11883." for last in (1, 2))
    got_in = "New client connected from 10.0.0.1:50059 as bus-0001 (p2, c1, k60, u'bus-0001')."
    refused = "Client <unknown> disconnected, not authorised."
    assert heard(first, second, got_in, refused) == [(None, "10.0.0.2")]
    assert heard(first, second, refused) == []
    assert heard(first, first, refused, refused) == [(None, "10.0.0.1")] * 2
    assert heard(first, *[""] * 9, refused) == []


@pytest.mark.parametrize(
    "line",
    [
        "Client bus-0001 disconnected.", "Client <unknown> closed its connection.", "",
        "New client connected from 10.0.0.1:1 as x disconnected, not authorised. (p2, c1, k60, u'x').",
    ],
)  # fmt: skip
def test_other_lines_say_nothing_of_refusals(line: str) -> None:
    """Also where a client's name is made to look like one."""
    assert heard("New connection from 10.0.0.1:1 on port 11883.", line) == []


def test_a_name_that_can_be_no_device_s_is_not_listed() -> None:
    """Only its address is."""
    assert heard("Client a b; c [10.0.0.1:5] disconnected: not authorised.") == [(None, "10.0.0.1")]


def test_refusals_are_counted_by_device_and_what_is_known_is_said() -> None:
    """A registered device with a wrong password is told apart from a stranger, for the officer alone."""
    refused = [Refused("bus-0001", None, 1.0), Refused("bus-0001", "10.0.0.1", 2.0), Refused("bus-0009", None, 3.0),
               Refused(None, "10.0.0.7", 4.0)]  # fmt: skip
    listed = [
        (each.device, each.address, each.detail, each.first_s, each.last_s, each.times)
        for each in knocks_of(refused, {"bus-0001"})
    ]
    assert listed == [
        ("bus-0001", "10.0.0.1", {"why": "wrong_secret"}, 1.0, 2.0, 2),
        ("bus-0009", None, {"why": "unknown"}, 3.0, 3.0, 1),
        ("?10.0.0.7", "10.0.0.7", {"why": "unnamed"}, 4.0, 4.0, 1),
    ]


def columns_of(knock: Knock) -> tuple[object, ...]:
    return knock.device, knock.address, knock.detail, knock.first_s, knock.last_s, knock.times


@dataclass
class Here:
    """The suite's broker beside a database of the test's own."""

    database_url: str
    mqtt_url: str
    stack: Stack
    broker_disk: Path
    broker_is_ours: bool = True

    @property
    def broker_life(self) -> int | None:
        return self.stack.broker_life

    def let_in(self, devices: dict[str, str]) -> None:
        self.stack.let_in(devices)


def test_a_refused_login_is_listed_with_its_address(stack: Stack, mqtt: Broker, database_url: str) -> None:
    """A device that nobody registered tries to connect: the officer sees that it did, and from where."""
    here = Here(database_url, mqtt.url, stack, stack.places.servers)
    limits, gauges = Limits.of(Settings()), make_metrics().broker
    door = Doorkeeper(here, limits, unknown_max=100, say=print, gauges=gauges)

    rows: list[Any] = []
    deadline = time.monotonic() + PATIENCE_S
    with psycopg.connect(database_url, autocommit=True) as connection:
        while not rows:
            assert time.monotonic() < deadline, "the refused login is not listed"
            assert not is_let_in(mqtt.device_url, "bus-0009", "guess")
            door.look()
            rows = connection.execute("SELECT door, device, address, times > 0 FROM unknown_device").fetchall()
    door.close()
    assert len(rows) == 1
    assert rows[0][0] == "mqtt"
    assert rows[0][1] in {"bus-0009", "?127.0.0.1"} or rows[0][1].startswith("auto-")
    assert rows[0][2:] == ("127.0.0.1", True)


def test_a_log_that_grows_too_long_is_begun_anew_while_its_program_writes(tmp_path: Path) -> None:
    """A client that is refused every second must not fill the disk; the older half is kept."""
    log = tmp_path / "broker.log"
    child = Child("writer", ["cat", "/proc/self/stat"], log, tmp_path / "pid", tmp_path)
    log.write_bytes(b"x" * (LOG_KEPT_BYTES + 1))
    with log.open("ab") as written:
        child.trim_log()
        written.write(b"after\n")
    assert log.read_bytes() == b"after\n"
    assert (tmp_path / "broker.old.log").stat().st_size == LOG_KEPT_BYTES + 1
    child.trim_log()
    assert log.read_bytes() == b"after\n"
