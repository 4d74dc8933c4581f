"""What is done for the reporters while nobody looks: contacts, photographs and hashes of addresses are let go in time."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import structlog
from celery import shared_task

from core import clock
from core.forgetting import in_steps
from core.settings import Settings, get_settings
from findings.reports.public.darkroom import path_of

log = structlog.get_logger(__name__)
AT_ONCE = 500
A_DAY = timedelta(days=1)
# A report that nobody ended, though nothing happened to it for long, counts as ended then.
CONTACTS = """DELETE FROM report_contact WHERE report_id IN (SELECT c.report_id FROM report_contact c
    JOIN public_report r ON r.id = c.report_id
    WHERE coalesce(r.ended_at, (SELECT max(e.at) FROM report_event e WHERE e.report_id = r.id)
        + make_interval(days => %(untouched_days)s)) < now() - make_interval(days => %(days)s) LIMIT %(most)s)"""
# What is sealed stays: photographs of a vehicle of ours at the time of which it is sealed.
PHOTOS = """DELETE FROM report_photo WHERE id IN (SELECT p.id FROM report_photo p
    JOIN public_report r ON r.id = p.report_id
    WHERE coalesce(r.ended_at, (SELECT max(e.at) FROM report_event e WHERE e.report_id = r.id)
        + make_interval(days => %(untouched_days)s)) < now() - make_interval(days => CASE r.state
        WHEN 'refused' THEN least(%(refused_days)s, %(days)s) ELSE %(days)s END)
    AND NOT EXISTS (SELECT FROM tracks_to_keep() k
        WHERE k.vehicle_id = r.vehicle_id AND k.during @> coalesce(r.happened_at, r.received_at)) LIMIT %(most)s)"""


def forget(settings: Settings, *, now: datetime) -> tuple[int, int]:
    """Delete contacts, photographs and attempts whose time is over, and files that no row names; how many of the first two."""
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        contacts = in_steps(
            connection, CONTACTS, older_than_days=settings.report_contact_days, at_once=AT_ONCE,
            untouched_days=settings.report_untouched_days,
        )  # fmt: skip
        photos = in_steps(
            connection, PHOTOS, older_than_days=settings.report_photo_days, at_once=AT_ONCE,
            untouched_days=settings.report_untouched_days, refused_days=settings.report_refused_photo_days,
        )  # fmt: skip
        window_s = settings.report_window_s
        connection.execute("DELETE FROM report_attempt WHERE at < now() - make_interval(secs => %s)", [window_s])
        _sweep(connection, settings, now)
    return contacts, photos


def _sweep(connection: psycopg.Connection[tuple[object, ...]], settings: Settings, now: datetime) -> None:
    """Files go after their rows. One of today may be on its way to its row."""
    named = {path_of(settings, _as_uuid(row[0])) for row in connection.execute("SELECT file FROM report_photo")}
    for path in (settings.data_dir / "report-photos").glob("*/*"):
        if path not in named and not _is_of_today(path, now):
            path.unlink(missing_ok=True)


def _as_uuid(value: object) -> uuid.UUID:
    assert isinstance(value, uuid.UUID)
    return value


def _is_of_today(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime > (now - A_DAY).timestamp()


@shared_task(name="findings.forget_reporters")
def forget_reporters() -> tuple[int, int]:
    """Hourly, by beat."""
    contacts, photos = forget(get_settings(), now=clock.now())
    log.info("reporters_forgotten", contacts=contacts, photos=photos)
    return contacts, photos
