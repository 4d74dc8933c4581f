"""The statutory clocks of a permit: how long each runs, from which article, and when it is due. Pure.

A term of working days begins on the day after what starts it (民法典 201) and is counted by `core.calendar`: a year whose
holidays nobody has announced makes the answer provisional. A day in a pause is not counted. Source: domain sections 1.3, 13, 13a.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import ONE_DAY, Calendar
from core.errors import Text


@dataclass(frozen=True, slots=True)
class Clock:
    """A term that an office has. `days` is what the article says; a dated setting may bind the office to less, and where the
    article is a local one (`local`) to what the place has.

    `silence` says what follows from the term's passing: nothing but a reminder (""), or what the law then takes for done.
    """

    name: str
    words: Text
    days: int
    article: str
    silence: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """While it lasts the clock stands: the day on which it began is counted, the day on which it ended is not."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is not counted."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term. Of one that stands still now (`stopped`) it is the day that would be due, did it go on today.

    `left` are the working days from today to the last one: 0 on the day itself, below 0 once it is over.
    """

    on: date
    left: int
    provisional: bool
    stopped: bool = False


def clock(name: str, zh: str, en: str, days: int, article: str, *, silence: str = "", local: bool = False) -> Clock:
    """A line of the table."""
    return Clock(name, Text(zh, en), days, article, silence=silence, local=local)


CLOCKS: dict[str, Clock] = {
    one.name: one
    for one in (
        clock("completeness", "受理审查", "completeness", 5, "行政许可法 32", silence="accept"),
        clock("send", "送征求意见", "sending for opinions", 3, "REG 15"),
        clock("call", "通知交验车辆", "calling the vehicle", 1, "VEH 58"),
        clock("inspect", "查验车辆", "inspecting the vehicle", 2, "VEH 59"),
        clock("police_reply", "公安交管回复", "the traffic police's reply", 3, "REG 15; VEH 59"),
        clock("transport_reply", "交通运输回复", "the transport office's reply", 3, "REG 15"),
        clock("review", "提出审查意见", "the review's opinion", 5, "REG 15"),
        clock("decide", "政府决定", "the government's decision", 7, "LYG17", local=True),
        clock("whole", "许可总时限", "the whole permit", 20, "行政许可法 42"),
        clock("deliver", "送达许可证件", "delivering the certificate", 10, "行政许可法 44"),
        clock("sign", "核发标牌", "issuing the sign", 3, "VEH 60"),
        clock("sign_at_inspection", "检验换发标牌", "the sign at inspection", 1, "VEH 62"),
        clock("sign_again", "补换标牌", "a lost or damaged sign", 3, "VEH 66"),
        clock("ask_hearing", "申请听证", "asking for a hearing", 5, "行政处罚法 64, 85", silence="no hearing"),
        clock("call_hearing", "通知听证", "notice before the hearing", 7, "行政处罚法 64, 85"),
    )
}
EXTENSION_DAYS = 10  # 行政许可法 42: with the approval of the head of the body, and the reasons told
RENEWAL_ASKED_BEFORE = timedelta(days=30)  # 行政许可法 50


def due(
    calendar: Calendar,
    began: date,
    days: int,
    today: date,
    *,
    pauses: Iterable[Pause] = (),
) -> Deadline:
    """When a term that began on a day is due, as it is seen today. Raises ValueError for a term of no days."""
    if days < 1:
        raise ValueError("a term has at least one day")
    stopped, day, left, provisional = tuple(pauses), began, days, False
    stands = any(pause.until is None and pause.since <= today for pause in stopped)
    # one that stands goes on after today at the earliest
    closed = tuple(Pause(one.since, max(one.since, today)) if one.until is None else one for one in stopped)
    while left:
        day += ONE_DAY
        counts, guessed = calendar.is_working_day(day)
        if any(pause.holds(day) for pause in closed):
            continue
        provisional |= guessed
        left -= counts
    return Deadline(day, days_left(calendar, day, today), provisional, stands)


def days_left(calendar: Calendar, on: date, today: date) -> int:
    """Working days from today to a day, today not counted; negative once it is over."""
    first, last, sign = (today, on, 1) if today <= on else (on, today, -1)
    between = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sign * sum(calendar.is_working_day(day)[0] for day in between)


def days_of(name: str, settings: Mapping[str, int]) -> int:
    """How long a clock runs here: by the setting `clock.<name>` where there is one, never longer than the law says."""
    one = CLOCKS[name]
    asked = settings.get(f"clock.{name}", one.days)
    return asked if one.local else min(one.days, asked)


def renewal_asked_by(valid_to: date) -> date:
    """The last day on which a renewal is asked for in time."""
    return valid_to - RENEWAL_ASKED_BEFORE


def is_deemed_renewed(*, asked_on: date, valid_to: date, decided_on: date | None, today: date) -> bool:
    """Whether a renewal is granted by silence (视为准予延续): asked for in time, and not decided when the permit's last day
    was over (行政许可法 50).
    """
    undecided = decided_on is None or decided_on > valid_to
    return asked_on <= renewal_asked_by(valid_to) and undecided and today > valid_to


def longest_inspection(today: date) -> date:
    """The last day until which an inspection can be valid. A school bus has one every half year (REG 20); a bus that was none yet
    may come with one of a year, which ends with its month.
    """
    return date(today.year + 1, today.month, monthrange(today.year + 1, today.month)[1])


def sign_valid_to(*, inspection_to: date, permit_to: date | None) -> date:
    """The last day of a sign: that of the vehicle's inspection, and never beyond the permit's (VEH 61)."""
    return inspection_to if permit_to is None else min(inspection_to, permit_to)
