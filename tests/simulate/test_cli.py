"""`schoolbus simulate` writes sentences that any parser reads."""

from pathlib import Path

import pynmea2
import pytest
import typer
from typer.testing import CliRunner

from schoolbus.simulate.cli import simulate


@pytest.fixture
def app() -> typer.Typer:
    program = typer.Typer()
    program.command()(simulate)
    return program


def test_a_line_is_written_to_standard_output(app: typer.Typer) -> None:
    """An RMC every five seconds from the start that was asked for."""
    arguments = [
        "--line",
        "l06-to",
        "--start",
        "2026-09-22T22:50:00",
        "--interval",
        "5",
        "--sentences",
        "RMC",
        "--talker",
        "BD",
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    messages = [pynmea2.parse(line, check=True) for line in result.stdout.splitlines()]
    assert {message.talker for message in messages} == {"BD"}
    assert messages[0].datetime.isoformat() == "2026-09-22T22:50:00+00:00"
    assert (messages[-1].datetime - messages[0].datetime).total_seconds() > 600


def test_a_bus_of_the_demo_is_written_to_a_file(app: typer.Typer, tmp_path: Path) -> None:
    """Two minutes of the speeding bus, five sentences every two seconds, each ended by CR LF."""
    file = tmp_path / "bus.nmea"
    result = CliRunner().invoke(app, ["--bus", "bus-13", "--minutes", "2", "--out", str(file)])
    assert result.exit_code == 0
    lines = file.read_bytes().split(b"\r\n")
    assert lines[-1] == b""
    assert 295 <= len(lines) - 1 <= 305


def test_what_does_not_exist_is_said_in_one_sentence(app: typer.Typer) -> None:
    """An unknown line is a usage error that says how to find the known ones."""
    result = CliRunner().invoke(app, ["--line", "l99-to"])
    assert result.exit_code == 2
    assert "l99-to" in result.output
    assert "Traceback" not in result.output


def test_without_a_choice_the_choices_are_listed(app: typer.Typer) -> None:
    """Neither a line nor a bus: both lists."""
    result = CliRunner().invoke(app, [])
    assert "l01-to" in result.output
    assert "bus-24" in result.output
