"""From publish to WebSocket: at 5,000 fixes a second, how old is a fix, and how old a finding, when the page's socket shows it?"""

import asyncio
from contextlib import suppress
from datetime import datetime

import httpx
import orjson
import psycopg
from pwdlib import PasswordHash

from bench.figure import Figure
from bench.figures.rates import PLACES
from bench.ground.ingest import wait_for
from bench.ground.places import Ground
from bench.ground.processor import Costs
from bench.ground.town import build
from bench.load.shared import ALLOWED, SENT, STOP
from bench.page.stream import cookie_of, listening
from core import clock
from schoolbus.stack.ports import any_free

BUSES = RATE = 5000  # fixes a second: each bus sends one
BENDS = 2000  # more places where a bus is too fast, so that there are findings enough
WARM_S = 5.0
MOST_S = 30.0
PASSWORD = "of-the-bench-officer"


def live_latency(ground: Ground, seconds: float) -> list[Figure]:
    """p50 and p99 of the seconds from a fix's making (it is published at once) to its arrival at a WebSocket.

    The same of findings: from the making of the fix that proved it. That is the bus's second fix in a risk segment, one
    round after the one at which the finding began, and a round takes BUSES / RATE seconds.
    """
    with ground.database() as database:
        town = build(database, BUSES, PLACES, protocol="nmea_mqtt", bends=BENDS)
        an_officer(database)
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
            wait_for(lambda: answers(base), "the API")
            with ground.steady(town, shared, RATE) as generator:
                pids = ground.stack.pids
                costs = Costs(
                    ingest=ingest.pid, database=pids["postgres"], broker=pids["mosquitto"], redis=pids["redis"],
                    api=api.pid, generator=generator,
                )  # fmt: skip
                ages, of_findings = asyncio.run(_watch(base, min(seconds, MOST_S)))
                sent = shared.get(SENT)
                says = f"MQTT publish to WebSocket at {RATE:,} fixes/s, {len(ages):,} seen; {costs.of(sent)}"
                shared.put(ALLOWED, STOP)
    ages.sort()
    of_findings.sort()
    found = f"{len(of_findings):,} findings of risk segments, from the fix that proves one; {BUSES:,} buses, one socket"
    return [
        Figure("live_latency_p50", ages[len(ages) // 2], "s", None, "-", says),
        Figure("live_latency_p99", ages[int(len(ages) * 0.99)], "s", None, "≤ 0.5 s", says),
        Figure("finding_latency_p99", of_findings[int(len(of_findings) * 0.99)], "s", None, "≤ 1 s", found),
    ]


async def _watch(base: str, seconds: float) -> tuple[list[float], list[float]]:
    """Listen; the age of every fix, and of every finding, when it is first shown, after the warm-up."""
    cookie = await cookie_of(base, "bench", PASSWORD)
    ages: list[float] = []
    of_findings: list[float] = []
    shown: dict[str, str] = {}
    known: set[str] = set()
    async with listening(base, cookie) as live:
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
                fresh = [one for one in message["findings"] if one["rule"] == "R24" and one["id"] not in known]
                known.update(one["id"] for one in fresh)
                if now >= warm:
                    of_findings += [now - _epoch(one["began"]) - BUSES / RATE for one in fresh]
    return ages, of_findings


def _epoch(rfc3339: str) -> float:
    return datetime.fromisoformat(rfc3339).timestamp()


def answers(base: str) -> bool:
    """Whether the API is ready."""
    with suppress(httpx.HTTPError):
        return httpx.get(f"{base}/readyz", timeout=2.0).status_code == 200
    return False


def an_officer(database_url: str) -> None:
    """Somebody who may log in."""
    with psycopg.connect(database_url) as connection:
        connection.execute(
            """INSERT INTO organisation (slug, kind, name) VALUES ('office', 'education', 'office') RETURNING id"""
        )
        connection.execute(
            """INSERT INTO account (username, password_hash, display_name, role, organisation_id)
            SELECT 'bench', %s, 'bench', 'officer', id FROM organisation WHERE slug = 'office'""",
            (PasswordHash.recommended().hash(PASSWORD),),
        )
