"""What is done for the fleet's tables while nobody looks: time partitions made ahead, old tracks let go."""

import psycopg
import structlog
from celery import shared_task

from core.settings import get_settings
from fleet import retention

log = structlog.get_logger(__name__)


@shared_task(name="fleet.ensure_partitions")
def ensure_partitions() -> int:
    """Daily, by beat."""
    made = retention.ensure_position_partitions(get_settings().database_url)
    log.info("position_partitions", made=made)
    return made


@shared_task(name="fleet.forget_tracks")
def forget_tracks() -> int:
    """Daily, by beat. What is in use now is left for the next night."""
    settings = get_settings()
    days = settings.track_retention_days
    try:
        dropped = retention.drop_old_partitions(settings.database_url, older_than_days=days)
    except psycopg.errors.LockNotAvailable as error:
        log.warning("old tracks are in use and stay for another night", error=str(error))
        return 0
    deleted = retention.delete_old_fixes(settings.database_url, older_than_days=days)
    log.info("tracks_forgotten", partitions=dropped, fixes_without_partition=deleted, older_than_days=days)
    return len(dropped)
