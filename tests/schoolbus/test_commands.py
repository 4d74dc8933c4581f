"""What a person meets at the command line: exit codes and sentences, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

from schoolbus import runfile
from schoolbus.runfile import RunFile, Running
from schoolbus.stack import identity

KEYS = {
    "web", "mqtt", "nmea_tcp", "nmea_udp", "jt808_tcp", "osmand_http", "database", "redis", "accounts", "devices", "pids",
}  # fmt: skip


def schoolbus(data_dir: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on a data directory of the test's."""
    return subprocess.run(
        [sys.executable, "-m", "schoolbus", *arguments],
        env={**os.environ, "SCHOOLBUS_DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_info_exits_with_3_and_says_how_to_start_when_no_stack_runs(tmp_path: Path) -> None:
    for arguments in (("info",), ("info", "--json")):
        result = schoolbus(tmp_path, *arguments)
        assert (result.returncode, result.stdout) == (3, "")
        assert "schoolbus demo" in result.stderr


def test_info_of_a_stack_that_was_killed_is_that_of_none(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    RunFile(Running(), identity.of(gone.pid) or runfile.ourselves()).save(tmp_path)
    gone.kill()
    gone.communicate()
    assert schoolbus(tmp_path, "info").returncode == 3


def test_info_as_json_has_every_promised_key_and_null_for_what_is_not_there(tmp_path: Path) -> None:
    running = Running(
        web="http://127.0.0.1:8000", accounts=[{"username": "officer", "password": "x", "role": "officer"}]
    )
    RunFile(running, runfile.ourselves(), ready=True).save(tmp_path)
    result = schoolbus(tmp_path, "info", "--json")
    told = json.loads(result.stdout)
    assert result.returncode == 0
    assert told.keys() >= KEYS
    assert told["web"] == "http://127.0.0.1:8000"
    assert told["jt808_tcp"] is None


def test_the_file_with_the_passwords_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    RunFile(Running(), runfile.ourselves()).save(tmp_path)
    assert (tmp_path / runfile.NAME).stat().st_mode & 0o777 == 0o600


def test_down_without_a_stack_says_so_and_is_content(tmp_path: Path) -> None:
    result = schoolbus(tmp_path, "down")
    assert (result.returncode, result.stdout) == (0, "no stack runs here\n")


def test_a_wrong_setting_is_named_in_one_sentence(tmp_path: Path) -> None:
    result = schoolbus(tmp_path, "up", SCHOOLBUS_HTTP_PORT="eighty")
    assert result.returncode == 1
    assert result.stderr.startswith("schoolbus: the setting SCHOOLBUS_HTTP_PORT is wrong: ")
    assert "Traceback" not in result.stderr


def test_a_database_that_does_not_answer_is_said_with_what_to_do(tmp_path: Path) -> None:
    result = schoolbus(tmp_path, "migrate", SCHOOLBUS_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert result.returncode == 1
    assert result.stderr.startswith("schoolbus: the database does not answer (")
    assert result.stderr.count("\n") == 1
    assert "Traceback" in (tmp_path / "log" / "errors.log").read_text()  # for whoever has to find out why


def test_the_doctor_names_what_is_wrong_and_its_exit_code_says_so(tmp_path: Path) -> None:
    RunFile(
        Running(web="http://127.0.0.1:1", nmea_tcp="127.0.0.1:1"),
        runfile.ourselves(),
        environment={
            "SCHOOLBUS_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
            "SCHOOLBUS_REDIS_URL": "redis://127.0.0.1:1/0",
            "SCHOOLBUS_MQTT_URL": "mqtt://127.0.0.1:1",
        },
    ).save(tmp_path)
    result = schoolbus(tmp_path, "doctor")
    assert result.returncode == 1
    wrong = {line.split(":")[0].removeprefix("WRONG").strip() for line in result.stdout.splitlines() if "WRONG" in line}
    assert wrong >= {"database", "Redis answers", "broker", "web server", "JT/T 808"}
    right = {line.split(":")[0].removeprefix("ok").strip() for line in result.stdout.splitlines() if line[:2] == "ok"}
    assert right >= {"Python", "PostgreSQL and PostGIS", "Redis", "Mosquitto", "disk", "clock"}
