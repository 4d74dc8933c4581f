"""What is done for suspects while nobody looks: the score renewed each hour, sightings that nobody needs deleted each night."""

import psycopg
import structlog
from celery import shared_task

from core import clock
from core.forgetting import in_steps
from core.settings import get_settings
from findings.suspects.score.run import score_now

log = structlog.get_logger(__name__)
AT_ONCE = 5000  # rows in one transaction
# What a live suspect was seen doing stays with it, and what was found illegal as long as records of violations do.
OLD = """DELETE FROM sighting WHERE id IN (SELECT s.id FROM sighting s
    WHERE greatest(s.seen_at, s.created_at) < now() - make_interval(days => %(days)s)
    AND NOT EXISTS (SELECT FROM suspect p WHERE p.plate = s.plate
        AND (p.state IN ('new', 'watched', 'handed') OR p.result = 'illegal'))
    LIMIT %(most)s)"""
OLD_OF_ALL = """DELETE FROM sighting WHERE id IN (SELECT s.id FROM sighting s
    WHERE greatest(s.seen_at, s.created_at) < now() - make_interval(days => %(days)s) LIMIT %(most)s)"""
OVER = "DELETE FROM known_plate WHERE until < %s"


@shared_task(name="findings.score_suspects")
def score_suspects() -> tuple[int, int, int]:
    """Every hour, by beat: how many plates were scored, newly listed, let go."""
    done = score_now(get_settings())
    log.info("suspects_scored", scored=done.scored, listed=done.listed, dropped=done.dropped)
    return done.scored, done.listed, done.dropped


def delete_sightings(database_url: str, *, older_than_days: int, all_older_than_days: int) -> int:
    """Delete old sightings, a few at a time: those that no suspect needs, then all. Returns how many there were."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        deleted = in_steps(connection, OLD, older_than_days=older_than_days, at_once=AT_ONCE)
        return deleted + in_steps(connection, OLD_OF_ALL, older_than_days=all_older_than_days, at_once=AT_ONCE)


@shared_task(name="findings.forget_sightings")
def forget_sightings() -> int:
    """Daily, by beat; plates whose time on a list is over go too."""
    settings = get_settings()
    days, longest = settings.sighting_retention_days, settings.finding_retention_days
    deleted = delete_sightings(settings.database_url, older_than_days=days, all_older_than_days=longest)
    with psycopg.connect(settings.database_url) as connection:
        over = connection.execute(OVER, [clock.today(settings.zone)]).rowcount
    log.info("sightings_forgotten", deleted=deleted, older_than_days=days, known_plates=over)
    return deleted
