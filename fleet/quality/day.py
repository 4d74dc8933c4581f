"""What one day of one vehicle comes to: the figures of which every month's metrics are sums. Pure NumPy."""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Fixes
from fleet.quality.classify import classify
from fleet.quality.reasons import UNQUALIFYING, counted
from fleet.quality.track import segments


@dataclass(frozen=True, slots=True)
class Day:
    """Of the fixes kept: how many, how many qualify, how many drift, how many have each reason (by its word), metres of
    track that are whole, metres of all track, the first and last time (seconds since 1970; None where there is no fix).
    """

    kept: int
    qualified: int
    drift: int
    reasons: dict[str, int]
    complete_m: float
    total_m: float
    first_s: float | None
    last_s: float | None


def of_day(fixes: Fixes, since_s: float, until_s: float) -> Day:
    """The figures of the fixes with since_s <= time < until_s. Some of before and after may stand beside them, as neighbours
    of the first and the last; a segment belongs to the day in which it ends.
    """
    reasons = classify(fixes)
    ways = segments(fixes, reasons)
    within = (fixes.time_s >= since_s) & (fixes.time_s < until_s)
    ended = (ways.end_s >= since_s) & (ways.end_s < until_s)
    own, times = reasons[within], fixes.time_s[within]
    by_reason = counted(own)
    return Day(
        kept=len(own),
        qualified=int(np.count_nonzero((own & int(UNQUALIFYING)) == 0)),
        drift=by_reason.get("drift", 0),
        reasons=by_reason,
        complete_m=float(ways.metres[ended & ways.whole].sum()),
        total_m=float(ways.metres[ended].sum()),
        first_s=float(times.min()) if len(own) else None,
        last_s=float(times.max()) if len(own) else None,
    )
