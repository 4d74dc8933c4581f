"""Days and times of day as spreadsheets and people of this country write them. Pure."""

import re
from datetime import date, datetime, time, timedelta

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{5}(\.\d+)?")  # days since the spreadsheets' day nought: 18264 to 99999 are 1950 to 2173
DAY_NOUGHT = date(1899, 12, 30)
LEAST_SERIAL = 18264
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
CLOCK = re.compile(r"(\d{1,2})\s*[:：时點点]\s*(\d{2})?\s*(?:分)?(?::(\d{2}))?")


def day_of(cell: str | datetime) -> date:
    """2026-09-01, 2026/9/1, 2026.9.1, 2026年9月1日, 20260901, or a spreadsheet's serial. Raises ValueError."""
    day = cell.date() if isinstance(cell, datetime) else _day_written(cell.strip())
    if not FIRST <= day <= LAST:
        raise ValueError("out of reach")
    return day


def _day_written(text: str) -> date:
    text = text.removesuffix(" 00:00:00").removesuffix("T00:00:00").strip()
    found = DAY.fullmatch(text) or COMPACT.fullmatch(text)
    if found is not None:
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if SERIAL.fullmatch(text) and float(text) >= LEAST_SERIAL:
        return DAY_NOUGHT + timedelta(days=int(float(text)))
    raise ValueError("not a day")


def time_of(text: str) -> time:
    """07:30, 7:30, 7：30, 7时30分, or 07:30:00. Raises ValueError."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError("not a time of day")
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)
