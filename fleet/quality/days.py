"""Days of the office: a day of quality is a local one, from midnight to midnight. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from fleet.fixes import Floats, Ints

HOUR_S, DAY_S = 3600.0, 86_400.0
FIRST = date(1970, 1, 1)
ONE_DAY = timedelta(days=1)


def span(day: date, zone: ZoneInfo) -> tuple[float, float]:
    """When a day begins and ends, in seconds since 1970."""
    return _midnight(day, zone), _midnight(day + ONE_DAY, zone)


def local_days(time_s: Floats, zone: ZoneInfo) -> Ints:
    """The local day of each moment, as days since 1970-01-01."""
    hours, index = np.unique(
        np.floor(time_s / HOUR_S), return_inverse=True
    )  # an offset changes at a full hour, if ever
    offsets = [_offset_s(float(hour) * HOUR_S, zone) for hour in hours]
    days: Ints = np.floor((time_s + np.array(offsets)[index]) / DAY_S).astype(np.int64)
    return days


def date_of(number: int) -> date:
    """The date of a number of `local_days`."""
    return FIRST + timedelta(days=number)


def _midnight(day: date, zone: ZoneInfo) -> float:
    return datetime.combine(day, time(), zone).timestamp()


def _offset_s(epoch_s: float, zone: ZoneInfo) -> float:
    offset = datetime.fromtimestamp(epoch_s, zone).utcoffset()
    assert offset is not None
    return offset.total_seconds()
