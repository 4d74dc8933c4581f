"""What is done for the evidence while nobody looks: the track around each finding is kept with it."""

import structlog
from celery import shared_task

from core.settings import get_settings
from findings.evidence import keep

log = structlog.get_logger(__name__)


@shared_task(name="findings.keep_evidence")
def keep_evidence() -> int:
    """Every five minutes, by beat."""
    kept = keep.keep_due(get_settings().database_url)
    if kept:
        log.info("evidence_kept", findings=kept)
    return kept


@shared_task(name="findings.renew_evidence")
def renew_evidence() -> int:
    """Daily, by beat, before old tracks are let go."""
    renewed = keep.keep_changed(get_settings().database_url)
    log.info("evidence_renewed", findings=renewed)
    return renewed
