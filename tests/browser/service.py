"""A whole service for the browser: the suite's servers, the demo district, and the program's own processes."""

import json
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from sqlalchemy import Engine

from core.database import make_plain_engine
from core.settings import Settings
from fleet.secrets import broker_hash
from schoolbus import parts, ready
from schoolbus.demo import accounts, memo
from schoolbus.demo.seed import seed
from schoolbus.stack import mqtt_probe
from schoolbus.stack.broker_conf import SESSION_TOPICS
from schoolbus.stack.places import Places
from schoolbus.stack.ports import LOCALHOST, any_free
from schoolbus.stack.stack import Stack
from tests.conftest import stand_up

STATIC = Path(__file__).resolve().parents[2] / "web" / "static"
PATIENCE_S = 60.0  # the machine may be busy; no promise is measured by it
PROCESSES = (*parts.FIRST, parts.DRIVER)


@dataclass(frozen=True)
class Service:
    """A running service. `web` is its address, `secrets` are its devices' by id."""

    web: str
    settings: Settings
    engine: Engine
    secrets: Mapping[str, str]

    def ask(self, path: str, **query: Any) -> Any:
        """What the API answers the officer."""
        with httpx.Client(base_url=self.web, timeout=PATIENCE_S, trust_env=False) as client:
            client.post("/api/v1/session", json=account("officer")).raise_for_status()
            return client.get(f"/api/v1{path}", params=query).raise_for_status().json()

    def finding(self, rule: str) -> Any:
        """The newest finding of a rule; the demo makes each within three minutes of its start, so it is waited for."""
        deadline = time.monotonic() + 2 * PATIENCE_S
        while not (found := self.ask("/findings", rule=rule)["items"]):
            assert time.monotonic() < deadline, f"the demo made no finding of {rule}"
            time.sleep(0.5)
        return found[0]


def account(role: str) -> dict[str, str]:
    """The body of a login in the demo."""
    listed = next(one for one in accounts.listed() if one["role"] == role)
    return {"username": listed["username"], "password": listed["password"]}


@contextmanager
def running(stack: Stack, database_url: str, data_dir: Path) -> Iterator[Service]:
    """The service with its demo on a database of its own; everything that is started here ends with it."""
    if not (STATIC / "index.html").exists():
        pytest.fail("there is no page in web/static: `make test` builds it before the tests, `make page` alone too")
    with redis.Redis.from_url(stack.redis_url) as client:
        client.flushall()
    stand_up(stack)
    mqtt_probe.forget_session(stack.mqtt_url)
    mqtt_probe.keep_session(stack.mqtt_url, SESSION_TOPICS)
    settings = _settings(stack, database_url, data_dir)
    engine = make_plain_engine(settings)
    with ExitStack() as ends:
        ends.callback(engine.dispose)
        seed(settings)
        secrets = memo.load(data_dir).secrets
        stack.let_in({device: broker_hash(secret) for device, secret in secrets.items()})
        ends.callback(stack.let_in, {})
        places = Places(data_dir=data_dir, servers=data_dir)
        for name in PROCESSES:
            child = parts.child(name, places, _environment(settings))
            child.start()
            ends.callback(child.stop)
        web = f"http://{LOCALHOST}:{settings.http_port}"
        officer = account("officer")
        _wait(lambda: ready.answers(web), places)
        _wait(lambda: ready.buses_are_live(web, officer["username"], officer["password"]), places)
        yield Service(web, settings, engine, secrets)


def _settings(stack: Stack, database_url: str, data_dir: Path) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database_url,
            "redis_url": stack.redis_url,
            "mqtt_url": stack.mqtt_url,
            "mqtt_device_url": stack.mqtt_device_url,
            "data_dir": data_dir,
            "http_port": any_free(),
            "nmea_plain": True,
            "nmea_tcp_port": any_free(),
            "nmea_udp_port": any_free(kind=socket.SOCK_DGRAM),
            "osmand_port": any_free(),
            "jt808_port": any_free(),
            "jt809": True,
            "jt809_port": any_free(),
            "demo_accounts": accounts.listed(),
        }
    )


def _environment(settings: Settings) -> dict[str, str]:
    """The same settings for the processes."""
    metrics = settings.data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    told = settings.model_dump(mode="json", include=set(settings.model_fields_set))
    return {
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        **{
            f"SCHOOLBUS_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
            for name, value in told.items()
        },
    }


def _wait(happened: Callable[[], bool], places: Places) -> None:
    if not ready.wait_until(happened, PATIENCE_S, lambda: None):
        logs = {log.name: log.read_text(errors="replace")[-2000:] for log in places.log.glob("*.log")}
        pytest.fail(f"the service is not ready: {logs}")
