"""What is done for training while nobody looks: reminders of what ends soon."""

import asyncio

import structlog
from celery import shared_task

from core import clock
from core.database import make_engine, make_sessions
from core.settings import Settings, get_settings
from permits.training.reminders import remind

log = structlog.get_logger(__name__)


@shared_task(name="permits.remind_of_training")
def remind_of_training() -> int:
    """Nightly, by beat: how many were told that their training ends."""
    told = asyncio.run(_remind(get_settings()))
    if told:
        log.info("training_reminders", told=told)
    return told


async def _remind(settings: Settings) -> int:
    engine = make_engine(settings)
    try:
        async with make_sessions(engine)() as session, session.begin():
            return await remind(session, today=clock.today(settings.zone))
    finally:
        await engine.dispose()
