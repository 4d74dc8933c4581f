"""What is done for the tables of the road in while nobody looks: old parked frames are let go, quality is reckoned."""

import psycopg
import structlog
from celery import shared_task

from core.forgetting import in_steps
from core.settings import get_settings
from gps_ingest.quality.reckon import reckon

AT_ONCE = 10_000  # rows in one transaction: a month of a mad device is no long lock
OLD = """DELETE FROM parked WHERE id IN (SELECT id FROM parked
    WHERE received_at < now() - make_interval(days => %(days)s)
    AND NOT EXISTS (SELECT FROM parked_to_keep() k WHERE k.device = parked.device AND k.during @> parked.received_at)
    ORDER BY received_at LIMIT %(most)s)"""
log = structlog.get_logger(__name__)


def delete_parked(database_url: str, *, older_than_days: int) -> int:
    """Delete the parked frames received more than so many days ago, but for what is sealed; returns how many there were."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return in_steps(connection, OLD, older_than_days=older_than_days, at_once=AT_ONCE)


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
