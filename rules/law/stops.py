"""Where pupils get on and off: REG 32, at the approved stops; and that none of these is left out."""

import numpy as np

from fleet.signals import Signal
from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen


@rule(
    "R27",
    article="32",
    severity="A2",
    unit="m",
    patience=Patience(seconds=10.0, calm_s=30.0),
    needs=[Need.STAND],
    title=("未在站点停靠上下学生", "Pupils got on or off away from a stop"),
)
def stands_at_a_stop(seen: Seen) -> Verdict:
    """校车上下学生，应当在校车停靠站点停靠；未设校车停靠站点的路段可以在公共交通站台停靠。
    Pupils get on and off at school-bus stops; on a section without one a public-transport stop will do.

    A stand is no proof that anybody gets on: buses stand at red lights and in jams. What tells is a door. Where the terminal
    reports its doors, an open one (the driver's own aside) at a stand is the breach and a shut one is none, however long.
    Where it has never reported any, a stand alone says nothing until it is longer than any light or jam lets one expect
    (`R27.no_door_s`); then an officer should look, and the evidence says that no door was told.
    """
    far = seen.stop_m > seen.parameter("R27.stop_m")
    opened = seen.signal(Signal.DOOR_OPEN) & ~seen.signal(Signal.DRIVER_DOOR)
    long = ~seen.door_told & ~opened & (seen.standing_s > seen.parameter("R27.no_door_s"))
    return Verdict(
        ~seen.tick,
        far & (opened | long),
        seen.stop_m,
        seen.parameter("R27.stop_m"),
        since_s=np.where(long, seen.time_s - seen.standing_s, np.nan),
        notes=(("door_open", opened), ("door_not_told", long)),
    )


@rule(
    "R28",
    article="16",
    severity="A2",
    patience=Patience(fixes=1, calm_s=0.0, gap_s=np.inf),
    state=None,
    needs=[Need.MISSED],
    title=("未停靠审核站点", "An approved stop was not served"),
)
def serves_every_stop(seen: Seen) -> Verdict:
    """校车标牌载明停靠站点；班次经过审核站点而未停靠的，予以提示。
    The sign states the stops; a run that passed an approved stop without standing there is shown.
    """
    none = np.zeros(len(seen))
    return Verdict(
        ~seen.tick & ~seen.delayed, seen.missed > 0, seen.missed.astype(np.float64), none, run=seen.missed_run
    )
