"""What the driver does: REG 17 (nothing of a school bus is shown when empty), 27 (rested), 41 (fuel, and who leaves the seat)."""

import numpy as np

from fleet.fixes import Floats
from fleet.signals import Signal
from rules.rule import Patience, Verdict, rule
from rules.seen import STANDING_KMH, Need, Seen

DAY_S, HOUR_S = 86_400.0, 3_600.0
FATIGUE_POINTS = 9  # PTS 9: medium and larger passenger vehicles, driven on too long


@rule(
    "R31",
    article="17",
    severity="I",
    patience=Patience(seconds=60.0, calm_s=60.0, gap_s=900.0),
    state=None,
    signals=[Signal.SIGN_LAMP, Signal.STOP_SIGN],
    title=("空驶使用校车标志灯、停车指示标志", "School-bus lamp or stop sign used when empty"),
)
def shows_nothing_when_empty(seen: Seen) -> Verdict:
    """校车未运载学生上道路行驶的，不得使用校车标牌、校车标志灯和停车指示标志。
    A bus that drives without pupils uses neither its sign nor the school-bus lamp nor the stop sign.
    """
    used = seen.signal(Signal.SIGN_LAMP, Signal.STOP_SIGN)
    empty = ~seen.service | (seen.pupils == 0)
    none = np.full(len(seen), np.nan)
    notes = (("sign_lamp", seen.signal(Signal.SIGN_LAMP)), ("stop_sign", seen.signal(Signal.STOP_SIGN)))
    return Verdict(~seen.tick, used & empty & (seen.speed_kmh > STANDING_KMH), none, none, notes=notes)


@rule(
    "R35",
    article="41",
    severity="A1",
    patience=Patience(seconds=90.0, calm_s=30.0),
    needs=[Need.FUEL],
    title=("载有学生时加油", "Refuelling with pupils aboard"),
)
def no_refuelling_with_pupils(seen: Seen) -> Verdict:
    """校车驾驶人不得在校车载有学生时给车辆加油。
    No driver refuels while pupils are aboard: a stand at a petrol station during a run.
    """
    none = np.full(len(seen), np.nan)
    return Verdict(~seen.tick, seen.fuel_place >= 0, none, none, place=seen.fuel_place)


@rule(
    "R36",
    article="41",
    severity="A2",
    patience=Patience(seconds=10.0, calm_s=10.0),
    signals=[Signal.DRIVER_DOOR],
    title=("发动机未熄火驾驶人离座", "Driver left the seat with the engine on"),
)
def stays_in_the_seat(seen: Seen) -> Verdict:
    """校车驾驶人不得在校车发动机引擎熄灭前离开驾驶座位。
    No driver leaves the seat before the engine is off: his door open at a stand, engine on, pupils aboard.
    """
    none = np.full(len(seen), np.nan)
    leaves = seen.signal(Signal.DRIVER_DOOR) & (seen.ignition == 1) & (seen.speed_kmh < STANDING_KMH)
    return Verdict(~seen.tick, seen.aboard & leaves, none, none)


@rule(
    "R37",
    article="27",
    severity="A1",
    unit="s",
    patience=Patience(fixes=1, calm_s=60.0, gap_s=1800.0),
    signals=[Signal.FATIGUE],
    needs=[Need.DRIVING],
    title=("疲劳驾驶", "Fatigued driving"),
)
def rested(seen: Seen) -> Verdict:
    """校车驾驶人应当严格按照驾驶操作规范安全驾驶；连续驾驶日间不超过4小时、夜间不超过2小时，终端报告的疲劳驾驶即时提示。
    A driver is rested: at most four hours on end by day and two by night; fatigue that the terminal reports is shown at once.

    A rest is twenty minutes. By night only the driving since nightfall counts against the two hours. While he stands for less
    than a rest nothing is said: what was begun goes on. Who drives is not known, and the evidence says so.
    """
    tired = seen.signal(Signal.FATIGUE)
    driven_s, night_s = seen.driving_s, _since_nightfall_s(seen)
    by_day = driven_s > seen.parameter("R37.day_s")
    by_night = np.minimum(driven_s, night_s) > seen.parameter("R37.night_s")
    long = by_day | by_night
    night = by_night & ~by_day
    measured = np.where(night, np.minimum(driven_s, night_s), np.where(by_day, driven_s, np.nan))
    allowed = np.where(night, seen.parameter("R37.night_s"), np.where(by_day, seen.parameter("R37.day_s"), np.nan))
    heard, held = ~seen.tick | (seen.signals != 0), long & ~seen.drives & ~tired
    return Verdict(
        heard & ~held,
        long | tired,
        measured,
        allowed,
        notes=(("fatigue", tired), ("driving_time", long), ("driver_not_known", long)),
        points=np.where(long, FATIGUE_POINTS, 0),
    )


def _since_nightfall_s(seen: Seen) -> Floats:
    """Seconds since the night began, NaN by day; a night goes over midnight."""
    falls, ends = (seen.parameter(name) * HOUR_S for name in ("R37.night_from_h", "R37.night_to_h"))
    since = (seen.local_s - falls) % DAY_S
    return np.where(since < (ends - falls) % DAY_S, since, np.nan)
