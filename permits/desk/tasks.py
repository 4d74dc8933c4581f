"""What is done at the permit desk while nobody looks: terms that have passed, offices that are reminded, clocks reckoned."""

import asyncio
from dataclasses import asdict, astuple

import structlog
from celery import shared_task

from core import clock
from core.calendar import load_calendar
from core.database import make_engine, make_sessions
from core.settings import Settings, get_settings
from permits.desk.happening import Hand
from permits.desk.nightly import Night, pass_night
from permits.held.nightly import HeldNight, pass_held_night

log = structlog.get_logger(__name__)


@shared_task(name="permits.pass_night")
def pass_the_night() -> tuple[int, ...]:
    """Hourly, by beat: what was accepted and renewed by silence, chased, reckoned anew; what befell permits by their days."""
    night, held = asyncio.run(_pass(get_settings()))
    if night.accepted or night.renewed or night.chased:
        log.info("applications_by_time", accepted=night.accepted, renewed=night.renewed, chased=night.chased)
    if any(astuple(held)):
        log.info("permits_by_time", **asdict(held))
    return astuple(night) + astuple(held)


async def _pass(settings: Settings) -> tuple[Night, HeldNight]:
    engine = make_engine(settings)
    try:
        sessions = make_sessions(engine)
        async with sessions() as session:
            calendar = await load_calendar(session)
        hand = Hand(None, clock.now(), clock.today(settings.zone), settings.zone, settings, calendar)
        return await pass_night(sessions, hand), await pass_held_night(sessions, hand)
    finally:
        await engine.dispose()
