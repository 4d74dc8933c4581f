"""The process that drives the demo's buses: each with a connection of its own, for ever, keeping what it cannot send."""

import asyncio
import signal
from collections.abc import Mapping
from contextlib import suppress

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core import clock, log
from core.database import make_plain_engine
from core.settings import Settings, get_settings
from schoolbus.demo import memo, plan, seed
from schoolbus.demo.district import load
from schoolbus.demo.journey import Journey
from schoolbus.demo.links import BROKEN, Link, over_mqtt, over_tcp
from schoolbus.demo.memo import Memo
from schoolbus.demo.sow_fleet import OVER_TCP
from schoolbus.simulate.district import District as Simulated
from schoolbus.simulate.district import Part
from schoolbus.simulate.district import load as load_simulated

AWAY_S = 900.0  # nobody has driven for so long (the machine slept): the scenario begins anew
LOOK_EVERY_S = 20.0
PLAN_LEFT_S = 2 * 3600.0  # when less is planned ahead, more is
RETRY_S = (0.5, 1.0, 2.0, 5.0)
UNSURE_S = 15.0  # what a broken stream may have lost is sent again: a repetition changes nothing
logger = structlog.get_logger(__name__)


def main(settings: Settings) -> None:
    """Drive until SIGTERM or SIGINT."""
    log.configure(settings)
    asyncio.run(run(settings))


async def run(settings: Settings) -> None:
    """Drive scenario after scenario until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine, simulated = make_plain_engine(settings), load_simulated()
    told = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            scenario = asyncio.create_task(_scenario(settings, engine, simulated))
            await asyncio.wait((told, scenario), return_when=asyncio.FIRST_COMPLETED)
            if scenario.done():
                scenario.result()
            else:
                scenario.cancel()
                with suppress(asyncio.CancelledError):
                    await scenario
    finally:
        told.cancel()
        engine.dispose()
    logger.info("the drive ends")


async def _scenario(settings: Settings, engine: Engine, simulated: Simulated) -> None:
    """One scenario; returns when it has to begin anew."""
    known = memo.load(settings.data_dir)
    kept = await asyncio.to_thread(_last_kept, engine)
    newest = max([known.started_s or 0.0, *kept.values()])
    if known.started_s is None or clock.epoch() - newest > AWAY_S:
        known = await asyncio.to_thread(seed.begin, settings, engine, simulated, now_s=clock.epoch())
        kept = dict(known.heard_until_s)
    assert known.started_s is not None
    logger.info("the scenario is driven", since_s=round(clock.epoch() - known.started_s), buses=len(simulated.parts))
    async with asyncio.TaskGroup() as group:
        buses = [
            group.create_task(_bus(_journey(part, simulated, known, kept), link_of(part, settings, known.secrets)))
            for part in simulated.parts
        ]
        await _look_after(settings, engine, simulated, known.started_s)
        for bus in buses:
            bus.cancel()


def link_of(part: Part, settings: Settings, secrets: Mapping[str, str]) -> Link:
    """The way of one bus's tracker to us."""
    if part.vehicle in OVER_TCP:
        return over_tcp(settings.nmea_tcp_host, settings.nmea_tcp_port, part.device)
    return over_mqtt(settings.mqtt_device_url or settings.mqtt_url, part.device, secrets[part.device])


async def _bus(journey: Journey, link: Link) -> None:
    """One tracker, for ever: connect, send what is due, in order; when the line breaks keep everything and try again."""
    tried = 0
    while True:
        try:
            async with link() as send:
                while True:
                    due = journey.due(clock.epoch())
                    if not due:
                        await asyncio.sleep(max(journey.next_s() - clock.epoch(), 0.05))
                        continue
                    await send(due)
                    journey.delivered(due)
                    journey.forget(clock.epoch() - UNSURE_S)
                    tried = 0
        except BROKEN as error:
            if tried == 0:
                logger.info("a tracker lost its line and keeps its fixes", device=journey.part.device, error=str(error))
            if journey.part.vehicle in OVER_TCP:
                journey.again()
            await asyncio.sleep(RETRY_S[min(tried, len(RETRY_S) - 1)])
            tried += 1


async def _look_after(settings: Settings, engine: Engine, simulated: Simulated, start_s: float) -> None:
    """Plan ahead for ever; returns when the clock has jumped so far that the scenario has to begin anew."""
    planned_until_s, looked_s = start_s + seed.PLANNED_AHEAD_S, clock.epoch()
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        now_s = clock.epoch()
        if abs(now_s - looked_s) > AWAY_S:
            logger.info("nobody drove for a while, the scenario begins anew", away_s=round(now_s - looked_s))
            return
        looked_s = now_s
        if planned_until_s - now_s > PLAN_LEFT_S:
            continue
        until_s = now_s + seed.PLANNED_AHEAD_S
        try:
            await asyncio.to_thread(_plan_until, settings, engine, simulated, start_s, until_s)
            planned_until_s = until_s
        except OperationalError as error:
            logger.warning("the database is away, planning waits", error=str(error.orig))


def _plan_until(settings: Settings, engine: Engine, simulated: Simulated, start_s: float, until_s: float) -> None:
    with Session(engine) as session, session.begin():
        plan.plan(session, load(), simulated, start_s=start_s, until_s=until_s, zone=settings.zone)


def _last_kept(engine: Engine) -> dict[str, float]:
    with Session(engine) as session:
        return seed.last_kept(session, load())


def _journey(part: Part, simulated: Simulated, known: Memo, kept: Mapping[str, float]) -> Journey:
    assert known.started_s is not None
    return Journey(
        part,
        simulated.lines,
        start_s=known.started_s,
        heard_until_s=known.heard_until_s.get(part.vehicle),
        after_s=kept.get(part.vehicle),
    )


if __name__ == "__main__":
    main(get_settings())
