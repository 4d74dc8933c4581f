"""Times in BCD, as JT/T 808 writes them: two digits a byte, YYMMDDhhmmss, GMT+8."""

import numpy as np
from numpy.typing import NDArray

from fleet.fixes import Bools, Floats, Ints

GMT8_S = 8 * 3600.0
FIRST_DAY = 10_957  # 2000-01-01 in days since 1970-01-01
BEFORE_MONTH = np.array([0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334], np.int64)
DAYS_IN_MONTH = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
LAST = np.array([99, 12, 31, 23, 59, 60], np.int64)  # a 60th second: leap seconds are sent as such
FIRST = np.array([0, 1, 1, 0, 0, 0], np.int64)


def times(bcd: NDArray[np.uint8]) -> Floats:
    """(N, 6) bytes of BCD time as seconds since 1970 UTC; NaN where they are no date and time of 2000 to 2099."""
    digits = bcd.astype(np.int64)
    high, low = digits >> 4, digits & 15
    fields = high * 10 + low
    good: Bools = np.all((high <= 9) & (low <= 9) & (fields >= FIRST) & (fields <= LAST), axis=1)
    year, month, day, hour, minute, second = np.where(good[:, None], fields, FIRST).T
    leap = year % 4 == 0  # also 2000
    good &= day <= DAYS_IN_MONTH[month] + (leap & (month == 2))
    days: Ints = FIRST_DAY + 365 * year + (year + 3) // 4 + BEFORE_MONTH[month] + (leap & (month > 2)) + day - 1
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return np.where(good, seconds - GMT8_S, np.nan)
