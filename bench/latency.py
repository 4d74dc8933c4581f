"""From publish to WebSocket: at 1,000 fixes a second, how old is a fix when the page's socket shows it?"""

import asyncio
import time
from contextlib import suppress
from datetime import datetime

import httpx
import orjson
import psycopg
from pwdlib import PasswordHash
from websockets.asyncio.client import connect

from bench.figures import PERMITS, ZONES, Figure
from bench.generator import drain, mqtt_socket, publish_packet, sentence
from bench.places import Ground, wait_for
from bench.town import Town, build
from core import clock
from schoolbus.stack.ports import any_free

BUSES = 1000
RATE = 1000  # fixes a second
WARM_S = 3.0
PASSWORD = "of-the-bench-officer"


def live_latency(ground: Ground, seconds: float) -> list[Figure]:
    """p50 and p99 of the seconds from a fix's making (it is published at once) to its arrival at a WebSocket."""
    database = ground.database()
    town = build(database, BUSES, PERMITS, ZONES)
    _officer(database)
    ground.let_in(town)
    port = any_free()
    environment = {
        "SCHOOLBUS_DATABASE_URL": database,
        "SCHOOLBUS_REDIS_URL": ground.stack.redis_url,
        "SCHOOLBUS_MQTT_URL": ground.stack.mqtt_url,
        "SCHOOLBUS_HTTP_PORT": str(port),
    }
    base = f"http://127.0.0.1:{port}"
    with ground.ingest(database), ground.process("schoolbus", "api", **environment):
        wait_for(lambda: _answers(base), "the API")
        ages = asyncio.run(_watch(base, port, ground.device_port, town, min(seconds, 30.0)))
    ages.sort()
    p50, p99 = ages[len(ages) // 2], ages[int(len(ages) * 0.99)]
    says = f"publish to WebSocket at {RATE:,} fixes/s, {len(ages):,} seen"
    return [
        Figure("live_latency_p50", p50, "s", None, "-", says),
        Figure("live_latency_p99", p99, "s", None, "< 1 s", says),
    ]


async def _watch(base: str, port: int, broker: int, town: Town, seconds: float) -> list[float]:
    """Publish from a thread, listen here; the age of every fix when it is first shown, after the warm-up."""
    async with httpx.AsyncClient(base_url=base) as client:
        answer = await client.post("/api/v1/session", json={"username": "bench", "password": PASSWORD})
        answer.raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    ages: list[float] = []
    shown: set[tuple[int, str]] = set()
    headers = {"Cookie": cookie, "Origin": base}
    async with connect(f"ws://127.0.0.1:{port}/api/v1/live", additional_headers=headers, max_size=None) as live:
        publishing = asyncio.create_task(asyncio.to_thread(_publish, broker, town, seconds + WARM_S))
        warm = clock.epoch() + WARM_S
        while not publishing.done():
            with suppress(TimeoutError):
                message = orjson.loads(await asyncio.wait_for(live.recv(), 1.0))
                now = clock.epoch()
                for bus in message["buses"]:
                    fix = bus["id"], bus["fix_time"]
                    if fix not in shown and now >= warm:  # a bus is told again when its state changes without a fix
                        ages.append(now - _epoch(bus["fix_time"]))
                    shown.add(fix)
        await publishing
    return ages


def _publish(port: int, town: Town, seconds: float) -> None:
    """RATE fixes a second, evenly, each bus in turn; a fix's own time is the moment of its sending."""
    connections = [mqtt_socket("127.0.0.1", port, device) for device in town.devices]
    began, number = time.monotonic(), 0
    while (elapsed := time.monotonic() - began) < seconds:
        while number < elapsed * RATE:
            bus = number % len(town.devices)
            packet_id = number // len(town.devices) % 65535 + 1
            line = sentence(town, bus, clock.epoch())
            connections[bus].sendall(publish_packet(f"bus/{town.devices[bus]}/nmea".encode(), line, packet_id))
            number += 1
        time.sleep(0.002)
    drain(connections)
    for connection in connections:
        connection.close()


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
