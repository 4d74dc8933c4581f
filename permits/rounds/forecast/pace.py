"""When a file will be done at today's pace, and whether that is too late for the first day of term. Pure.

A file passes stages in the order of `STAGES`, from what its state says to the sign. How long each takes, in working days, is
the median of those stages of all applications that ended within the last days that the caller looks back over; where fewer
than `ENOUGH` ended, it is what the law gives the office (the dated setting where there is one), for what lies with the
applicant (a draft, missing papers) nothing. The stage that a file is in ends that many working days after the day on which it
began; if that day is past, it ends today at the earliest; of a vehicle that is called for, not before its appointment. Clocks
that stand are taken to go on today, or on the day that was told. The following stages each begin on the day on which the one
before ended; sending for opinions, whose term begins with the receipt as that of the completeness does, adds only what it takes
longer than that. A file misses its day when its sign comes on that day or later: the bus leaves in the morning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from core.calendar import Calendar

STAGES = ("draft", "correction", "submitted", "accepted", "consulting", "reviewing", "government", "granted", "sign")
# Which clock runs in a stage: its length is what the law gives, and how long it ran is what was needed. The longer of two counts.
CLOCKS_OF: Mapping[str, tuple[str, ...]] = {
    "submitted": ("completeness",),
    "accepted": ("send",),
    "consulting": ("police_reply", "transport_reply"),
    "reviewing": ("review",),
    "government": ("decide",),
    "granted": ("deliver",),
    "sign": ("sign",),
}
AFTER: Mapping[str, tuple[str, ...]] = {
    "draft": STAGES[2:],
    "correction": STAGES[2:],
    **{stage: STAGES[n + 1 :] for n, stage in enumerate(STAGES) if n > 1},
}
LOOK_BACK_DAYS = 90
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Ran:
    """How often a clock ran from one day to another."""

    clock: str
    began_on: date
    stopped_on: date
    times: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a stage takes, in working days; `seen` clocks of it were looked at, 0: it is what the law gives."""

    days: int
    seen: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file is: its stage since a day. `not_before`: an appointment, or the day on which its clocks go on."""

    stage: str
    since: date
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day on which its sign comes; `provisional`: a year in between has no announced holidays yet."""

    on: date
    misses: bool
    provisional: bool


def paces(ran: Iterable[Ran], lawful: Mapping[str, int], calendar: Calendar) -> dict[str, Pace]:
    """The pace of each stage. `lawful`: working days that each clock has here."""
    took: dict[str, list[int]] = {}
    for one in ran:
        days = _working_days(calendar, one.began_on, one.stopped_on)
        took.setdefault(one.clock, []).extend([days] * one.times)
    found: dict[str, Pace] = {}
    for stage in STAGES:
        each = [_pace_of(took.get(name, []), lawful[name]) for name in CLOCKS_OF.get(stage, ())]
        found[stage] = max(each, key=lambda one: one.days, default=Pace(0, 0))
    return found


def forecast(at: Standing, *, pace: Mapping[str, Pace], target_on: date, calendar: Calendar, today: date) -> Forecast:
    """When a file that is under way is done."""
    day, provisional = calendar.add_working_days(at.since, pace[at.stage].days)
    day = max(day, today, at.not_before or today)
    for stage in AFTER[at.stage]:
        days = pace[stage].days - (pace["submitted"].days if stage == "accepted" else 0)
        if days <= 0:
            continue
        day, guessed = calendar.add_working_days(day, days)
        provisional |= guessed
    return Forecast(day, day >= target_on, provisional)


def _pace_of(took: list[int], lawful: int) -> Pace:
    return Pace(median_low(took), len(took)) if len(took) >= ENOUGH else Pace(lawful, 0)


def _working_days(calendar: Calendar, began: date, ended: date) -> int:
    """After the first day to the last: as terms are counted."""
    count, day = 0, began
    while day < ended:
        day = date.fromordinal(day.toordinal() + 1)
        count += calendar.is_working_day(day)[0]
    return count
