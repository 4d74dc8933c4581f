"""The six metrics of the assessment (考核指标) as arithmetic: each a share of sums. Pure.

Formulas: 《全国重点营运车辆联网联控系统考核管理办法》(交运发〔2014〕267号) as applied in monthly notices; `definitions.py` says
of each where it is from and what is ours in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    numerator: float
    denominator: float

    @property
    def rate(self) -> float | None:
        """Their quotient; None of nothing."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Connected:
    """How long the platform was open, of how long; and how often it was not in between."""

    share: Share
    breaks: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of some vehicles over some days; `online_days` and `drift_days` are days of a vehicle each."""

    registered: int = 0
    networked: int = 0
    online: int = 0
    received: int = 0
    qualified: int = 0
    complete_m: float = 0.0
    total_m: float = 0.0
    online_days: int = 0
    drift_days: int = 0


def connected(stretches: Iterable[tuple[float, float]], since_s: float, until_s: float) -> Connected:
    """平台连通率: seconds open / seconds of the period. `stretches` are (since, until) in seconds since 1970, in any order.

    A break is a time within the period that was not open, at its beginning or end too.
    """
    length = max(until_s - since_s, 0.0)
    clipped = sorted((max(a, since_s), min(b, until_s)) for a, b in stretches if b > since_s and a < until_s)
    if not length or not clipped:
        return Connected(Share(0.0, length), 1 if length else 0)
    starts, ends = np.array(clipped).T
    reached = np.maximum.accumulate(np.r_[since_s, ends])
    gaps = np.r_[starts, until_s] - reached
    closed = gaps[gaps > 0]
    return Connected(Share(length - float(closed.sum()), length), len(closed))


def networked(totals: Totals) -> Share:
    """车辆入网率: vehicles that have ever sent a qualified record / vehicles registered."""
    return Share(totals.networked, totals.registered)


def online(totals: Totals) -> Share:
    """车辆上线率: vehicles that sent in the period / networked vehicles."""
    return Share(totals.online, totals.networked)


def complete(totals: Totals) -> Share:
    """轨迹完整率: metres of whole track / metres of all track."""
    return Share(totals.complete_m, totals.total_m)


def qualified(totals: Totals) -> Share:
    """数据合格率: qualified records / records received."""
    return Share(totals.qualified, totals.received)


def drifting(totals: Totals) -> Share:
    """卫星定位漂移车辆率: days of a vehicle with drift / days of a vehicle online."""
    return Share(totals.drift_days, totals.online_days)
