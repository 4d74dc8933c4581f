"""Where the vehicle already has a tracker: how much of its last thirty days ran along the proposed lines. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic

ALONG = topic("last_days", "14(3)", "近30日行驶与方案", "Its last thirty days along the plan")

DAYS = 30
FEWEST_FIXES = 300  # ours: at a fix every ten seconds, less than an hour of driving says nothing
FEWEST_DAYS = 5  # ours: a school week
STALE_AFTER = timedelta(days=7)
MOST_PART = 0.8  # ours: a bus that is driven from its depot and back is off its line for a part of the time


@dataclass(frozen=True, slots=True)
class Driven:
    """Fixes of the vehicle while it moved, on weekdays of the last days, in the hours of the plan. `along`: near a line."""

    fixes: int
    along: int
    days: int
    last_on: date | None


def ran_along_the_plan(driven: Driven | None, today: date) -> Check:
    """Whether most of it was along the plan. `driven` None: the plan has no line or the application no vehicle."""
    if driven is None:
        return cannot_tell(ALONG, "没有车辆或线路可比对", "there is no vehicle or no line to compare")
    seen = [
        saw("行驶中的定位点", "fixes while moving", driven.fixes),
        saw("天数", "days", driven.days),
        saw("最近一日", "last day", driven.last_on),
    ]
    if driven.fixes < FEWEST_FIXES or driven.days < FEWEST_DAYS:
        return cannot_tell(ALONG, "定位点太少", "there are too few fixes", *seen)
    if driven.last_on is None or today - driven.last_on > STALE_AFTER:
        return cannot_tell(ALONG, "近7日没有行驶记录", "it has not driven at these hours for seven days", *seen)
    share = driven.along / driven.fixes
    seen.insert(0, saw("沿方案线路的比例", "share along the lines", f"{share:.0%}"))
    if share < MOST_PART:
        return not_met(ALONG, "同一时段多数时间不在方案线路上", "at these hours it mostly drove elsewhere", *seen)
    return met(ALONG, "同一时段多数时间在方案线路上", "at these hours it mostly drove the proposed lines", *seen)
