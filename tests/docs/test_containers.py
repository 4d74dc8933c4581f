"""The containers run the same processes, told the same things, as the private stack."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.settings import Settings
from schoolbus.cli import app
from schoolbus.container import DATA, FILES, SharedBroker
from schoolbus.parts import DEMO_PROCESSES, PROCESSES
from schoolbus.stack import places
from schoolbus.stack.credentials import ACCESS_FILE, PASSWORD_FILE
from schoolbus.stack.mosquitto import Mosquitto
from schoolbus.stack.postgres import Postgres
from schoolbus.stack.redis_server import RedisServer
from tests.docs.tracked import ROOT

MQTT_URL = "mqtt://ingest.secret:word@mqtt:1884"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return found


@pytest.fixture
def broker_files(tmp_path: Path) -> Path:
    """What the doorkeeper writes for the broker's container."""
    SharedBroker(tmp_path, Settings(mqtt_url=MQTT_URL), device_port=1883).prepare()
    return tmp_path


def lines(configuration: str) -> set[str]:
    """What a configuration says, without comments."""
    return {line for line in configuration.splitlines() if line and not line.startswith("#")}


def test_the_containers_run_every_process_of_the_program_and_its_three_servers(services: dict[str, Any]) -> None:
    assert {"db", "redis", "mqtt", "migrate", "doorkeeper", *DEMO_PROCESSES} == set(services)
    assert {name for name in services if "profiles" not in services[name]} >= set(PROCESSES)
    commands = {info.name or getattr(info.callback, "__name__", "") for info in app.registered_commands}
    for name, service in services.items():
        if service.get("image") == "schoolbus":
            assert service["command"][0] in commands, name


def test_the_broker_in_a_container_is_told_what_the_private_one_is_told(tmp_path: Path, broker_files: Path) -> None:
    """But for where its files lie and on which addresses it listens."""
    private = Mosquitto(places.find(tmp_path / "private"), 11883, 11884)
    own = private._configuration(devices_too=True).replace(f"{private.folder}/", "FOLDER/")
    theirs = (broker_files / "mosquitto.conf").read_text()
    theirs = theirs.replace(f"{FILES}/", "FOLDER/").replace(f"{DATA}/", "FOLDER/")
    assert {line for line in lines(own) ^ lines(theirs) if not line.startswith("listener")} == set()
    assert [line for line in theirs.splitlines() if line.startswith("listener")] == ["listener 1884", "listener 1883"]
    assert "listener 1883" not in (broker_files / "first.conf").read_text()


def test_the_brokers_container_takes_every_file_that_the_doorkeeper_writes(broker_files: Path) -> None:
    """A file renamed on one side fails here."""
    script = (ROOT / "docker" / "mqtt").read_text()
    for name in ("first.conf", "mosquitto.conf", PASSWORD_FILE, ACCESS_FILE, "session"):
        assert (broker_files / name).exists()
        assert re.search(rf"\b{re.escape(name)}\b", script), name


def test_a_doorkeeper_without_the_brokers_password_says_so() -> None:
    with pytest.raises(Exception, match="names no user and password"):
        SharedBroker(Path(), Settings(mqtt_url="mqtt://mqtt:1884"), device_port=1883)


def test_postgresql_and_redis_in_containers_promise_what_the_private_ones_promise(
    services: dict[str, Any], tmp_path: Path
) -> None:
    """What is acknowledged is on the disk, here as there."""
    private = lines(Postgres(places.find(tmp_path), 15432)._configuration())
    told = [word for word in services["db"]["command"][1:] if word != "-c"]
    assert {"fsync=on", "synchronous_commit=on", "full_page_writes=on"} <= set(told)
    assert {word.replace("=", " = ", 1) for word in told} <= private
    assert services["db"]["environment"]["LANG"] == "C.UTF-8"  # what initdb is told there: psycopg needs UTF-8

    own = RedisServer(places.find(tmp_path), 16379)._configuration()
    words = services["redis"]["command"]
    for name in ("appendonly", "appendfsync"):
        assert f"{name} {words[words.index(f'--{name}') + 1]}" in own
    assert words[words.index("--save") + 1] == ""
    assert 'save ""' in own


def test_who_keeps_photographs_and_who_deletes_them_see_the_same_files(services: dict[str, Any]) -> None:
    """The API takes a report's photographs; the worker deletes them in their time (findings.forget_reporters)."""
    files = {name for name, service in services.items() if "files:/data" in service.get("volumes", [])}
    assert files == {"api", "worker"}


def test_every_port_is_on_this_machine_alone_and_every_secret_must_be_given(services: dict[str, Any]) -> None:
    """Whoever wants it otherwise says so in .env."""
    for service in services.values():
        for port in service.get("ports", []):
            assert port.startswith(("127.0.0.1:", "${DEVICE_ADDRESS:-127.0.0.1}:")), port
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for secret in ("SCHOOLBUS_SECRET_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{secret}:?" in text


def unless_told(text: str) -> str:
    """A value as it is where `.env` says nothing: of `${NAME:-default}`, also of one within another, the default."""
    while (plain := re.sub(r"\$\{\w+:-([^${}]*)\}", r"\1", text)) != text:
        text = plain
    return text


def test_the_environment_of_the_containers_is_one_that_production_takes(services: dict[str, Any]) -> None:
    """With the secrets that docker/secrets makes; every name is a setting."""
    for name, service in services.items():
        if service.get("image") != "schoolbus":
            continue
        given = {key: unless_told(str(value)) for key, value in service["environment"].items()}
        fields = {key.removeprefix("SCHOOLBUS_").lower(): value for key, value in given.items()}
        assert set(fields) <= set(Settings.model_fields), name
        secrets = dict.fromkeys(("secret_key", "personal_key"), "0123456789abcdef" * 2)
        settings = Settings.model_validate(fields | secrets | {"environment": "production"})
        assert settings.demo is False
        assert settings.public_origin == "http://127.0.0.1:8000"
