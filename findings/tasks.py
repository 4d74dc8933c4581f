"""What is done for the findings while nobody looks: the old are let go, what nobody answered goes a level up."""

import psycopg
import structlog
from celery import shared_task

from core import clock
from core.forgetting import in_steps
from core.settings import get_settings
from findings.desk.watch.escalate import escalate

log = structlog.get_logger(__name__)
AT_ONCE = 1000  # rows in one transaction
# Counted from whatever came last: the breach, its end, or that it was found (a late upload). What is sealed stays.
OLD = """DELETE FROM finding WHERE id IN (SELECT f.id FROM finding f
    WHERE f.began < now() - make_interval(days => %(days)s)
    AND greatest(f.began, f.ended, f.found_at) < now() - make_interval(days => %(days)s)
    AND NOT EXISTS (SELECT FROM tracks_to_keep() k
        WHERE k.vehicle_id = f.vehicle_id AND k.during && tstzrange(f.began, greatest(f.began, f.ended), '[]'))
    LIMIT %(most)s)"""


def delete_findings(database_url: str, *, older_than_days: int) -> int:
    """Delete the findings older than so many days, a few at a time; returns how many there were."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        return in_steps(connection, OLD, older_than_days=older_than_days, at_once=AT_ONCE)


@shared_task(name="findings.forget")
def forget_findings() -> int:
    """Daily, by beat."""
    settings = get_settings()
    deleted = delete_findings(settings.database_url, older_than_days=settings.finding_retention_days)
    log.info("findings_forgotten", deleted=deleted, older_than_days=settings.finding_retention_days)
    return deleted


@shared_task(name="findings.escalate")
def escalate_cases() -> tuple[int, int, int]:
    """Every minute, by beat: how many cases went up, how many people were named, how many quiet cases were closed."""
    settings, now = get_settings(), clock.now()
    offset = now.astimezone(settings.zone).utcoffset()
    done = escalate(settings.database_url, now=now, offset_s=0.0 if offset is None else offset.total_seconds())
    if done.raised or done.summoned or done.closed:
        log.info("cases_escalated", raised=done.raised, summoned=done.summoned, closed=done.closed)
    return done.raised, done.summoned, done.closed
