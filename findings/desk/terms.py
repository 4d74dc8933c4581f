"""How long each has for a case, by severity: the program's defaults; dated rows of `parameter` go before them.

A name is `desk.answer_s.A1`: seconds that the first line has to answer, `desk.bureau_s.A1` that the bureau has before the next on
the rota is told. 0 means until the end of the day. Source: ours; the law sets no time, A1 is "alarm now", A2 "same day".
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Float, Text, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

ANSWER_S: dict[str, float] = {"A1": 1800.0, "B": 1800.0, "A2": 0.0}
BUREAU_S: dict[str, float] = {"A1": 1800.0, "B": 900.0, "A2": 0.0}
SAMPLE_PERCENT = 20.0  # of what the first line answered, drawn for the bureau to verify; the gravest always
GRAVE = frozenset({"A1", "B"})
AT_ONCE = frozenset(
    {"R33", "R34", "R38"}
)  # SOS, a rollover, a child perhaps left behind: no fault of everything explains it


def is_at_once(severity: str, rule: str) -> bool:
    """Whether a case is the bureau's turn from the beginning, at the same time as the first line's."""
    return severity == "B" or rule in AT_ONCE


async def due_at(session: AsyncSession, *, name: str, severity: str, at: datetime, zone: ZoneInfo) -> datetime:
    """When a turn that begins at `at` is over; `name` is answer_s or bureau_s."""
    otherwise = (ANSWER_S if name == "answer_s" else BUREAU_S).get(severity, 0.0)
    offset = at.astimezone(zone).utcoffset()
    offset_s = 0.0 if offset is None else offset.total_seconds()
    reckoned = func.desk_due(cast(name, Text), cast(severity, Text), at, cast(otherwise, Float), cast(offset_s, Float))
    due: datetime | None = await session.scalar(select(reckoned))
    assert due is not None
    return due
