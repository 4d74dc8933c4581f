"""A risk segment that was passed between two fixes: the mean speed in it, where no two fixes inside tell (R24)."""

from dataclasses import replace

import numpy as np

from rules.rule import Verdict
from rules.seen import Seen

EPSILON_KMH = 1e-3  # of metres along a line, not of the law


def by_passage(seen: Seen, verdict: Verdict, allowed_kmh: float) -> Verdict:
    """The verdict on the fixes inside, and beside it the passages over the limit that the fixes before and behind prove.

    A row that is in breach by its own speed in a segment stays what it is. See `rules.watch.passage` for what is proven.
    """
    own = verdict.breach
    passed = ~own & (seen.passage_kmh > allowed_kmh + EPSILON_KMH)
    if not passed.any():
        return verdict
    place = seen.risk_place if verdict.place is None else verdict.place
    return replace(
        verdict,
        breach=own | passed,
        measured=np.where(passed, seen.passage_kmh, verdict.measured),
        allowed=np.where(passed, allowed_kmh, verdict.allowed),
        place=np.where(passed, seen.passage_place, place),
        since_s=np.where(passed, seen.passage_since_s, np.nan if verdict.since_s is None else verdict.since_s),
        notes=(*verdict.notes, ("mean_speed", passed)),
        at_once=passed,
    )
