"""What is done for the ledger while nobody looks: what is past its deadline goes up."""

import structlog
from celery import shared_task

from core import clock
from core.settings import get_settings
from geofences.hazards.overdue import raise_overdue

log = structlog.get_logger(__name__)


@shared_task(name="hazards.escalate")
def escalate_hazards() -> tuple[int, int]:
    """Hourly, by beat: how many hazards were told to the bureau, how many put under listed supervision."""
    settings = get_settings()
    raised = raise_overdue(settings.database_url, now=clock.now(), today=clock.today(settings.zone))
    if raised.escalated or raised.supervised:
        log.info("hazards_escalated", escalated=raised.escalated, supervised=raised.supervised)
    return raised.escalated, raised.supervised
