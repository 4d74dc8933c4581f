"""What the terminal of a bus itself reports: emergency, doors, its own faults, what its cameras warn of."""

import numpy as np

from fleet.signals import Signal
from rules.rule import Patience, Verdict, rule
from rules.seen import Seen

AT_ONCE = Patience(fixes=1, calm_s=60.0, gap_s=900.0)  # a report is no measurement: one is enough
LASTING = Patience(seconds=60.0, calm_s=60.0, gap_s=900.0)  # a plug that shakes is no fault
CALLS = (Signal.SOS, Signal.COLLISION, Signal.ROLLOVER)
DOORS = (Signal.DOOR_OPEN, Signal.ILLEGAL_DOOR)
DISTRACTIONS = (Signal.TELEPHONE, Signal.SMOKING, Signal.DISTRACTION, Signal.DRIVER_ABNORMAL)
COLLISIONS = (
    Signal.FORWARD_COLLISION, Signal.TOO_CLOSE, Signal.PEDESTRIAN, Signal.LANE_DEPARTURE, Signal.BLIND_SPOT,
)  # fmt: skip
FAULTS = (Signal.POWER_CUT, Signal.POWER_LOW, Signal.ANTENNA, Signal.GNSS_FAULT)


@rule(
    "R38",
    article="42",
    severity="A1",
    patience=AT_ONCE,
    signals=CALLS,
    title=("紧急报警、碰撞或侧翻", "Emergency button, collision or rollover"),
)
def emergency(seen: Seen) -> Verdict:
    """校车发生交通事故，驾驶人、随车照管人员应当立即报警；终端报告的紧急报警、碰撞、侧翻即时提示。
    In an accident the driver and the attendant call for help at once; what the terminal reports of one is shown at once.
    """
    return _reported(seen, *CALLS)


@rule(
    "R30",
    article="39",
    severity="A1",
    unit="km/h",
    patience=Patience(fixes=2, calm_s=10.0),
    signals=DOORS,
    title=("车门未关行驶", "Driving with a door open"),
)
def door_shut_while_driving(seen: Seen) -> Verdict:
    """随车照管人员确认车门关闭后示意驾驶人启动校车；载有学生时车门开启不得行驶。
    The attendant makes sure that the door is shut before the bus starts; with pupils aboard it does not drive with one open.
    """
    allowed_kmh = seen.parameter("R30.speed_kmh")
    open_ = seen.signal(*DOORS)
    return Verdict(~seen.tick, seen.aboard & open_ & (seen.speed_kmh > allowed_kmh), seen.speed_kmh, allowed_kmh)


@rule(
    "R63",
    article="27",
    severity="A1",
    patience=AT_ONCE,
    signals=DISTRACTIONS,
    title=("驾驶人分心驾驶", "Driver on the telephone, smoking or distracted"),
)
def attentive(seen: Seen) -> Verdict:
    """校车驾驶人应当严格按照驾驶操作规范安全驾驶；终端报告的接打电话、吸烟、分神、姿态异常即时提示。
    A driver drives safely by the rules of the craft; telephone, smoking and distraction that the terminal reports are shown.
    """
    return _reported(seen, *DISTRACTIONS)


@rule(
    "R64",
    article="27",
    severity="A2",
    patience=AT_ONCE,
    state=None,
    signals=COLLISIONS,
    title=("碰撞预警", "Collision warning"),
)
def keeps_distance(seen: Seen) -> Verdict:
    """校车驾驶人应当严格按照机动车道路通行规则安全驾驶；终端报告的前向碰撞、车距过近、行人碰撞、车道偏离预警。
    A driver keeps the rules of the road; forward collision, short distance, pedestrian and lane warnings of the terminal.
    """
    return _reported(seen, *COLLISIONS)


@rule(
    "R40",
    article="21",
    severity="A2",
    patience=LASTING,
    state=None,
    signals=FAULTS,
    title=("终端故障", "Tracker not fit"),
)
def tracker_fit(seen: Seen) -> Verdict:
    """校车应当按照规定配备具有行驶记录功能的卫星定位装置；主电源断电或欠压、天线或定位模块故障即为不完好。
    A school bus carries a working positioning device; one without power, antenna or receiver is not fit.
    """
    return _reported(seen, *FAULTS)


def _reported(seen: Seen, *signals: Signal) -> Verdict:
    """Breach while any of the signals is reported; the evidence names them. A tick without a report says nothing."""
    none = np.full(len(seen), np.nan)
    notes = tuple((str(each.name).lower(), seen.signal(each)) for each in signals)
    return Verdict(~seen.tick | (seen.signals != 0), seen.signal(*signals), none, none, notes=notes)
