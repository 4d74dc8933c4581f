"""That nobody is left behind: REG 39(5), judged after a run has ended; fixes and ticks alike, for a parked bus is silent."""

from dataclasses import replace

import numpy as np

from fleet.fixes import Bools, Ints
from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen

AFTERWARDS = Patience(fixes=1, calm_s=0.0, gap_s=np.inf)


@rule(
    "R32",
    article="39",
    severity="A1",
    patience=AFTERWARDS,
    state=None,
    needs=[Need.KNOWN],
    title=("上下车人数不符", "Pupils got on and not all got off"),
)
def all_got_off(seen: Seen) -> Verdict:
    """随车照管人员核实学生下车人数，确认乘车学生已经全部离车。
    The attendant verifies how many got off: as many as got on, stops on the way included.
    """
    boarded, alighted = (seen.count(name, seen.known_before) for name in ("boarded", "alighted"))
    differ = (boarded >= 0) & (alighted >= 0) & (boarded != alighted)
    return _afterwards(seen, differ & _over_since(seen, "R32.after_s"), alighted, boarded)


@rule(
    "R33",
    article="39",
    severity="A1",
    patience=AFTERWARDS,
    state=None,
    needs=[Need.KNOWN],
    title=("未确认车内无人", "No proof that nobody was left aboard"),
)
def swept(seen: Seen) -> Verdict:
    """随车照管人员确认乘车学生已经全部离车后本人方可离车；到达后规定时间内应有清车记录。
    The attendant leaves last, once all pupils have left; a proof of that is there within minutes of the arrival.
    """
    owed = (seen.count("swept", seen.known_before) == 0) & (seen.count("boarded", seen.known_before) != 0)
    return _afterwards(seen, owed & _over_since(seen, "R33.after_s"))


@rule(
    "R34",
    article="39",
    severity="A1",
    patience=AFTERWARDS,
    state=None,
    needs=[Need.KNOWN],
    title=("已上车而班级点名缺席", "Counted aboard and absent from class"),
)
def boarded_and_in_class(seen: Seen) -> Verdict:
    """随车照管人员核实学生下车人数；已登记上车而班级点名缺席的学生，即时查找。
    Who was counted aboard and is called absent by the class is looked for at once, first of all in the bus.
    """
    now, before = seen.count("absent"), seen.count("absent", seen.known_before)
    verdict = _afterwards(seen, (now > 0) | (before > 0), np.maximum(now, before), np.zeros(len(seen), np.int64))
    under_way = now > 0
    since_s = np.where(before > 0, seen.run_ended_s, np.nan)
    since_s[under_way] = np.nan
    return replace(verdict, since_s=since_s, run=np.where(under_way, seen.run_id, seen.run_before))


def _over_since(seen: Seen, name: str) -> Bools:
    """Whether the run before has been over for longer than a parameter says."""
    late: Bools = seen.time_s - seen.run_ended_s > seen.parameter(name)
    return late


def _afterwards(seen: Seen, breach: Bools, measured: Ints | None = None, allowed: Ints | None = None) -> Verdict:
    """Of the run that ended last; it begins with the arrival, and stays until it is put right or the next run has ended."""
    none = np.full(len(seen), np.nan)
    told, asked = (none if each is None else each.astype(np.float64) for each in (measured, allowed))
    return Verdict(
        ~seen.delayed,
        breach,
        told,
        asked,
        since_s=np.where(breach, seen.run_ended_s, np.nan),
        run=seen.run_before,
    )
