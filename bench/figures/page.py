"""The officer's page with 5,000 moving buses and 20,000 open findings: its own work for an update, its frames, its memory."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench.figure import Figure
from bench.figures.latency import BUSES, PASSWORD, RATE, an_officer, answers
from bench.figures.rates import PLACES
from bench.ground.ingest import wait_for
from bench.ground.places import Ground
from bench.ground.town import Town, build
from bench.load.shared import ALLOWED, STOP
from bench.page.stream import Recorded, Teller, cookie_of, record, snapshot, teller
from bench.page.window import window
from schoolbus.stack.ports import any_free

FINDINGS = 20_000
WARM_S, RECORDED_S = 5.0, 15.0
SHIFT_HOURS = 8
SETTLE_S = 5.0
DRAWN_MS = 500  # a frame takes a processor a third of a second: 28,800 of them would last three hours
AT_ONCE = 100  # updates between two looks at how far the page is


def page_work(ground: Ground, seconds: float) -> list[Figure]:
    """The main thread's work for a live update (median and p95), and frames with the buses moving to frames with them still."""
    with _recorded(ground) as (base, cookie, recorded):
        return asyncio.run(_work(base, cookie, recorded, min(seconds, 30.0)))


def page_shift(ground: Ground) -> list[Figure]:
    """Memory after an eight-hour shift of one update a second to what it was after its first hour, without a reload."""
    with _recorded(ground) as (base, cookie, recorded):
        return [asyncio.run(_shift(base, cookie, recorded))]


@contextmanager
def _recorded(ground: Ground) -> Iterator[tuple[str, str, Recorded]]:
    """An API with the buses and the findings, and what its live socket told while every bus was moving."""
    with ground.database() as database:
        town = build(database, BUSES, PLACES, protocol="nmea_mqtt")
        an_officer(database)
        ground.let_in(town)
        cookie, recorded = _record(ground, database, town)
        _findings(database)
        with _api(ground, database) as base:
            yield base, cookie, recorded


def _record(ground: Ground, database: str, town: Town) -> tuple[str, Recorded]:
    shared = ground.shared()
    with ground.ingest(database), _api(ground, database) as base, ground.steady(town, shared, RATE):
        cookie = asyncio.run(cookie_of(base, "bench", PASSWORD))
        recorded = asyncio.run(record(base, cookie, warm_s=WARM_S, seconds=RECORDED_S))
        shared.put(ALLOWED, STOP)
    return cookie, recorded


@contextmanager
def _api(ground: Ground, database: str) -> Iterator[str]:
    port = any_free()
    environment = {
        "SCHOOLBUS_DATABASE_URL": database,
        "SCHOOLBUS_REDIS_URL": ground.stack.redis_url,
        "SCHOOLBUS_MQTT_URL": ground.stack.mqtt_url,
        "SCHOOLBUS_HTTP_PORT": str(port),
    }
    base = f"http://127.0.0.1:{port}"
    with ground.process("schoolbus", "api", **environment):
        wait_for(lambda: answers(base), "the API")
        yield base


async def _work(base: str, cookie: str, recorded: Recorded, seconds: float) -> list[Figure]:
    async with teller(await snapshot(base, cookie)) as live, window(base, cookie, live.url) as page:
        await asyncio.sleep(SETTLE_S)
        still = asyncio.create_task(live.idle(seconds))
        standing = await page.frames_per_s(seconds)
        await still
        frames = asyncio.create_task(page.frames_per_s(seconds))
        await live.tell(recorded, frames.done)
        moving = await frames
        await page.measuring(True)
        told = await _told_for(live, recorded, seconds)
        updates, pieces, tasks = sorted(await page.updates_ms()), await page.pieces_ms(), await page.tasks_ms()
    buses = sum(len(_list(message, "buses")) for _, message in recorded.messages) / len(recorded.messages)
    parts = ", ".join(f"{name} {_at(some, 0.5):.1f}/{_at(some, 0.95):.1f}" for name, some in pieces.items() if some)
    says = f"{BUSES:,} buses, {FINDINGS:,} findings, {len(updates)} of {told} updates of {buses:,.0f} buses; median/p95 {parts} ms"
    long = f"{len(tasks)} tasks over 50 ms, the longest {tasks[-1] if tasks else 0:.0f} ms, drawing by the processor among them"
    return [
        Figure("page_update_p50", _at(updates, 0.5), "ms", None, "≤ 8 ms", says),
        Figure("page_update_p95", _at(updates, 0.95), "ms", None, "≤ 8 ms", f"longest {updates[-1]:.1f} ms; {long}"),
        Figure(
            "page_frames",
            moving,
            "frames/s",
            standing,
            "ratio ≥ 0.8",
            "moving; ceiling: the same standing",
        ),
    ]


async def _shift(base: str, cookie: str, recorded: Recorded) -> Figure:
    heaps: list[float] = []
    async with (
        teller(await snapshot(base, cookie)) as live,
        window(base, cookie, live.url, drawn_ms=DRAWN_MS) as page,
    ):
        told = 0
        for hour in range(SHIFT_HOURS):
            for _ in range(3600):
                await live.say(recorded.messages[told % len(recorded.messages)][1])
                told += 1
                if told % AT_ONCE == 0:
                    await page.taken(live.seq)
            heaps.append(await page.heap_bytes())
            print(f"  hour {hour + 1} of {SHIFT_HOURS}: {heaps[-1] / 2**20:.0f} MiB", flush=True)
    told_mib = ", ".join(f"{heap / 2**20:.0f}" for heap in heaps)
    says = f"{told:,} updates without a reload; MiB after each hour: {told_mib}"
    return Figure("page_shift", heaps[-1] / 2**20, "MiB", heaps[0] / 2**20, "flat", says)


async def _told_for(live: Teller, recorded: Recorded, seconds: float) -> int:
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    return await live.tell(recorded, lambda: loop.time() >= end)


def _at(values: list[float], part: float) -> float:
    return values[int(len(values) * part)] if values else float("nan")


def _list(message: dict[str, object], key: str) -> list[object]:
    found = message[key]
    assert isinstance(found, list)
    return found


def _findings(database_url: str) -> None:
    """Open findings spread over the buses and the last day."""
    with psycopg.connect(database_url) as connection:
        connection.execute(_OPEN, {"findings": FINDINGS})


_OPEN = """
INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, geom, delayed, evidence, batch)
SELECT gen_random_uuid(), 'R25', '35', 'major', v.id, now() - (n * interval '4 seconds'), 66, 60, 'km/h',
    ST_SetSRID(ST_MakePoint(119.38, 34.72), 4326), false, '{"aboard": "presumed", "versions": {}}', 0
FROM generate_series(1, %(findings)s) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) k FROM vehicle) v ON v.k = 1 + n %% (SELECT count(*) FROM vehicle)
"""
