"""What is done for the fleet's tables while nobody looks: time partitions made before they are needed."""

import psycopg
import structlog
from celery import shared_task

from core.settings import get_settings

AHEAD = "8 weeks"
log = structlog.get_logger(__name__)


def ensure_position_partitions(database_url: str) -> int:
    """Make the weekly partitions of `position` from last week to eight weeks ahead; returns how many were missing."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "SELECT ensure_position_partitions((now() - interval '1 week')::date, (now() + %s::interval)::date)",
            [AHEAD],
        ).fetchone()
    return 0 if row is None else int(row[0])


@shared_task(name="fleet.ensure_partitions")
def ensure_partitions() -> int:
    """Daily, by beat."""
    made = ensure_position_partitions(get_settings().database_url)
    log.info("position_partitions", made=made)
    return made
