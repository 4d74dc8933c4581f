"""What makes the runs while nobody looks."""

import asyncio
from dataclasses import asdict

import structlog
from celery import shared_task

from core import clock
from core.database import make_engine, make_sessions
from core.settings import Settings, get_settings
from runs.making.write import make_runs

log = structlog.get_logger(__name__)


@shared_task(name="runs.make")
def make_the_runs() -> int:
    """Every other minute, by beat, for today and a week ahead: how many days had to be made. Cheap when nothing changed."""
    return asyncio.run(_make(get_settings()))


async def _make(settings: Settings) -> int:
    engine = make_engine(settings)
    try:
        made = await make_runs(make_sessions(engine), now=clock.now(), zone=settings.zone)
    finally:
        await engine.dispose()
    for day, one in made.items():
        if one.added or one.changed or one.cancelled:
            log.info("runs_made", day=day.isoformat(), **asdict(one))
    return len(made)
