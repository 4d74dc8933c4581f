"""What is done for the tables of the road in while nobody looks: old parked frames are let go, quality is reckoned."""

import psycopg
import structlog
from celery import shared_task

from core.settings import get_settings
from gps_ingest.quality.reckon import reckon

AT_ONCE = 10_000  # rows in one transaction: a month of a mad device is no long lock
log = structlog.get_logger(__name__)


def delete_parked(database_url: str, *, older_than_days: int) -> int:
    """Delete the parked frames received more than so many days ago; returns how many there were."""
    deleted = 0
    with psycopg.connect(database_url, autocommit=True) as connection:
        while True:
            count = connection.execute(
                "DELETE FROM parked WHERE id IN (SELECT id FROM parked"
                " WHERE received_at < now() - make_interval(days => %s) ORDER BY received_at LIMIT %s)",
                [older_than_days, AT_ONCE],
            ).rowcount
            deleted += count
            if count < AT_ONCE:
                return deleted


@shared_task(name="gps_ingest.forget_parked")
def forget_parked() -> int:
    """Daily, by beat."""
    settings = get_settings()
    deleted = delete_parked(settings.database_url, older_than_days=settings.parked_retention_days)
    log.info("parked_forgotten", deleted=deleted, older_than_days=settings.parked_retention_days)
    return deleted


@shared_task(name="gps_ingest.reckon_quality")
def reckon_quality() -> int:
    """Hourly, by beat: the figures of today, and of every day that ended or got fixes since."""
    written = reckon(get_settings())
    log.info("quality_reckoned", vehicle_days=written)
    return written
