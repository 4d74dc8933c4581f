"""That a bus is heard: REG 21, the positioning device that every school bus carries, judged on ticks."""

import numpy as np

from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen


@rule(
    "R39",
    article="21",
    severity="A1",
    unit="s",
    patience=Patience(fixes=1, calm_s=0.0, gap_s=np.inf),
    state=None,
    needs=[Need.TICK],
    title=("班次中定位失联", "Tracker silent during a run"),
)
def heard_during_run(seen: Seen) -> Verdict:
    """校车应当按照规定配备具有行驶记录功能的卫星定位装置；班次进行中超过规定时间无定位即为失联。
    A school bus carries a working positioning device; one that is unheard of for too long during a run is silent.
    """
    since_s = np.fmax(seen.heard_s, seen.planned_s)  # a bus that waits for its time with the engine off reports seldom
    unheard_s = np.where(seen.tick, seen.time_s - since_s, 0.0)
    allowed_s = seen.parameter("R39.silent_s")
    breach = seen.tick & (seen.run >= 0) & (unheard_s > allowed_s)
    said = ~seen.delayed & (
        ~seen.tick | breach | (seen.run < 0)
    )  # a tick finds silence; a fix or the run's end ends it
    return Verdict(said, breach, unheard_s, allowed_s, since_s=np.where(breach, since_s, np.nan))
