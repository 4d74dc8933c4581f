"""The only place that knows what time it is; everything else is told."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def epoch() -> float:
    """This moment in seconds since 1970-01-01T00:00:00Z."""
    return time.time()


def today(zone: ZoneInfo) -> date:
    """The day it is in `zone`: the office's day, not UTC's."""
    return datetime.now(zone).date()
