"""From publish to WebSocket: at 5,000 fixes a second, how old is a fix when the page's socket shows it?"""

import asyncio
from contextlib import suppress
from datetime import datetime

import httpx
import orjson
import psycopg
from pwdlib import PasswordHash
from websockets.asyncio.client import connect

from bench.figure import Figure
from bench.figures.rates import BUSES, PLACES
from bench.ground.ingest import wait_for
from bench.ground.places import Ground
from bench.ground.processor import Costs
from bench.ground.town import build
from bench.load.shared import ALLOWED, SENT, STOP
from core import clock
from schoolbus.stack.ports import any_free

RATE = 5000  # fixes a second
WARM_S = 5.0
MOST_S = 30.0
PASSWORD = "of-the-bench-officer"


def live_latency(ground: Ground, seconds: float) -> list[Figure]:
    """p50 and p99 of the seconds from a fix's making (it is published at once) to its arrival at a WebSocket."""
    with ground.database() as database:
        town = build(database, BUSES, PLACES, protocol="nmea_mqtt")
        _officer(database)
        ground.let_in(town)
        port, shared = any_free(), ground.shared()
        environment = {
            "SCHOOLBUS_DATABASE_URL": database,
            "SCHOOLBUS_REDIS_URL": ground.stack.redis_url,
            "SCHOOLBUS_MQTT_URL": ground.stack.mqtt_url,
            "SCHOOLBUS_HTTP_PORT": str(port),
        }
        base = f"http://127.0.0.1:{port}"
        with ground.ingest(database) as ingest, ground.process("schoolbus", "api", **environment) as api:
            wait_for(lambda: _answers(base), "the API")
            with ground.steady(town, shared, RATE) as generator:
                pids = ground.stack.pids
                costs = Costs(
                    ingest=ingest.pid, database=pids["postgres"], broker=pids["mosquitto"], redis=pids["redis"],
                    api=api.pid, generator=generator,
                )  # fmt: skip
                ages = asyncio.run(_watch(base, port, min(seconds, MOST_S)))
                sent = shared.get(SENT)
                says = f"MQTT publish to WebSocket at {RATE:,} fixes/s, {len(ages):,} seen; {costs.of(sent)}"
                shared.put(ALLOWED, STOP)
    ages.sort()
    return [
        Figure("live_latency_p50", ages[len(ages) // 2], "s", None, "-", says),
        Figure("live_latency_p99", ages[int(len(ages) * 0.99)], "s", None, "≤ 0.5 s", says),
    ]


async def _watch(base: str, port: int, seconds: float) -> list[float]:
    """Listen; the age of every fix when it is first shown, after the warm-up."""
    async with httpx.AsyncClient(base_url=base) as client:
        answer = await client.post("/api/v1/session", json={"username": "bench", "password": PASSWORD})
        answer.raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    ages: list[float] = []
    shown: dict[str, str] = {}
    headers = {"Cookie": cookie, "Origin": base}
    async with connect(f"ws://127.0.0.1:{port}/api/v1/live", additional_headers=headers, max_size=None) as live:
        warm = clock.epoch() + WARM_S
        while clock.epoch() < warm + seconds:
            with suppress(TimeoutError):
                message = orjson.loads(await asyncio.wait_for(live.recv(), 1.0))
                now = clock.epoch()
                for bus in message["buses"]:
                    if (
                        shown.get(bus["id"]) != bus["fix_time"]
                    ):  # a bus is told again when its state changes without a fix
                        shown[bus["id"]] = bus["fix_time"]
                        if now >= warm:
                            ages.append(now - _epoch(bus["fix_time"]))
    return ages


def _epoch(rfc3339: str) -> float:
    return datetime.fromisoformat(rfc3339).timestamp()


def _answers(base: str) -> bool:
    with suppress(httpx.HTTPError):
        return httpx.get(f"{base}/readyz", timeout=2.0).status_code == 200
    return False


def _officer(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            """INSERT INTO organisation (slug, kind, name) VALUES ('office', 'education', 'office') RETURNING id"""
        )
        connection.execute(
            """INSERT INTO account (username, password_hash, display_name, role, organisation_id)
            SELECT 'bench', %s, 'bench', 'officer', id FROM organisation WHERE slug = 'office'""",
            (PasswordHash.recommended().hash(PASSWORD),),
        )
