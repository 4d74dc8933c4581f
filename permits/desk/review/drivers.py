"""The second condition of REG 14: each driver named is qualified (REG 23, 25, 26; LIC 89, 90; VEH 65). Pure.

By the same arithmetic (`permits.drivers.papers`) as the rules R05 to R10 of a departure; beyond them it asks that what police
told is no older than the monthly query.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic
from permits.drivers.papers import DriverPapers, experienced_on, lawful_days, scored, years_after

NAMED = topic("driver_named", "14(2)", "已指定驾驶人", "A driver is named")
ENDORSED = topic("endorsed", "25", "驾驶资格与车型相符", "Endorsed for this class")
AGE = topic("age", "23(1)", "年龄", "Age")
YEARS = topic("years_of_driving", "23(1)", "驾驶经历", "Years of driving")
SCORE = topic("full_score", "23(2)", "未被记满分", "No full score")
OFFENCES = topic("offences", "23(4)", "无严重违法记录", "No serious offence")
REVIEWED = topic("reviewed", "26; LIC 90", "按期审验", "Reviewed in time")

QUERIED_WITHIN = timedelta(days=31)  # VEH 65: asked every month


@dataclass(frozen=True, slots=True)
class Ages:
    """The youngest and the oldest a driver may be, in years: dated settings (REG 23(1))."""

    youngest_years: int = 25
    oldest_years: int = 60


def drivers_qualified(drivers: tuple[DriverPapers, ...], needed: str | None, today: date, ages: Ages) -> list[Check]:
    """Every check of every driver named; `needed` is the class that the vehicle asks for."""
    if not drivers:
        return [not_met(NAMED, "没有指定驾驶人", "no driver is named")]
    named = met(NAMED, "已指定驾驶人", "drivers are named", saw("人数", "how many", len(drivers)))
    return [named] + [
        check
        for one in drivers
        for check in (
            is_endorsed(one, needed), is_of_age(one, today, ages), has_driven_long_enough(one, today),
            has_no_full_score(one, today), has_no_serious_offence(one, today), is_reviewed(one, today),
        )
    ]  # fmt: skip


def is_endorsed(driver: DriverPapers, needed: str | None) -> Check:
    """Nobody drives a school bus without an endorsement in force for that class."""
    about = driver.name
    if driver.classes is None:
        return not_met(ENDORSED, "没有有效的校车驾驶资格", "holds no endorsement in force", about=about)
    seen = (
        saw("签注车型", "endorsed for", "、".join(sorted(driver.classes))),
        saw("要求车型", "class needed", needed),
    )
    if needed is None:
        return cannot_tell(
            ENDORSED, "该车要求的准驾车型没有登记", "the class that this bus needs is not on record", *seen, about=about
        )
    if needed in driver.classes:
        return met(
            ENDORSED, "资格有效，车型相符", "the endorsement is in force and covers the class", *seen, about=about
        )
    return not_met(ENDORSED, "资格不含该车型", "the endorsement does not cover the class", *seen, about=about)


def is_of_age(driver: DriverPapers, today: date, ages: Ages) -> Check:
    """From the 25th birthday to the 60th, both included (不超过60周岁)."""
    if driver.born_on is None:
        return cannot_tell(AGE, "出生日期没有登记", "the date of birth is not on record", about=driver.name)
    first, last = lawful_days(driver.born_on, ages.youngest_years, ages.oldest_years)
    seen = (
        saw("出生日期", "born on", driver.born_on),
        saw(f"满{ages.youngest_years}周岁", f"{ages.youngest_years} years old on", first),
        saw("可驾驶至", "may drive until", last),
    )
    if today < first:
        return not_met(AGE, "未达到最低年龄", "is too young", *seen, about=driver.name)
    if today > last:
        return not_met(AGE, "超过最高年龄", "is too old", *seen, about=driver.name)
    return met(AGE, "年龄符合", "is of the age that the law asks for", *seen, about=driver.name)


def has_driven_long_enough(driver: DriverPapers, today: date) -> Check:
    """The licence is held for three years."""
    first = driver.licence_first_on
    if first is None:
        return cannot_tell(
            YEARS, "初次领证日期没有登记", "the date of the first licence is not on record", about=driver.name
        )
    full = experienced_on(first)
    seen = (saw("初次领证", "first licence", first), saw("满3年", "three years on", full))
    if today < full:
        return not_met(YEARS, "驾驶经历不足3年", "has driven for less than three years", *seen, about=driver.name)
    return met(YEARS, "驾驶经历3年以上", "has driven for three years or more", *seen, about=driver.name)


def has_no_full_score(driver: DriverPapers, today: date) -> Check:
    """No twelve points in the last three cycles, nor in the one that runs; the last of them ended within a year."""
    cycles = scored(driver.cycles, today)
    seen = tuple(saw(f"周期至 {one.ends}", f"cycle to {one.ends}", one.points) for one in cycles.looked_at)
    if cycles.is_full:
        return not_met(SCORE, "有记满12分的周期", "had twelve points in a cycle", *seen, about=driver.name)
    if not cycles.is_whole:
        return cannot_tell(
            SCORE,
            "三个记分周期的记分没有登记齐全",
            "the points of three cycles are not all on record",
            *seen,
            about=driver.name,
        )
    if today > years_after(cycles.over[-1].ends, 1):
        return cannot_tell(
            SCORE, "记分登记已过时", "the newest cycle on record ended over a year ago", *seen, about=driver.name
        )
    return met(SCORE, "三个周期均未记满分", "had no twelve points in three cycles", *seen, about=driver.name)


def has_no_serious_offence(driver: DriverPapers, today: date) -> Check:
    """No drink-driving ever, no serious offence within a year; an answer of police that is older than a month is stale."""
    found = [one for one in driver.offences if one.counts(today)]
    seen = [saw("最近查询", "police last asked on", driver.offences_queried_on)]
    seen += [saw("违法行为", "offence", f"{one.on} {one.kind}") for one in found]
    if found:
        return not_met(OFFENCES, "有严重违法记录", "has a serious offence on record", *seen, about=driver.name)
    if driver.offences_queried_on is None:
        return cannot_tell(
            OFFENCES, "没有查询过违法记录", "police were never asked for offences", *seen, about=driver.name
        )
    if today - driver.offences_queried_on > QUERIED_WITHIN:
        return cannot_tell(
            OFFENCES, "查询已逾一个月", "police were last asked over a month ago", *seen, about=driver.name
        )
    return met(OFFENCES, "无严重违法记录", "has no serious offence on record", *seen, about=driver.name)


def is_reviewed(driver: DriverPapers, today: date) -> Check:
    """Reviewed within thirty days after each cycle (LIC 90)."""
    over = scored(driver.cycles, today).over
    if not over:
        return cannot_tell(
            REVIEWED, "没有登记已结束的记分周期", "no scoring cycle that ended is on record", about=driver.name
        )
    last = over[-1]
    seen = (
        saw("记分周期结束", "cycle ended", last.ends),
        saw("应于何日前审验", "review due by", last.review_due),
        saw("审验日期", "reviewed on", last.reviewed_on),
    )
    if today > years_after(last.ends, 1):
        return cannot_tell(
            REVIEWED, "记分周期登记已过时", "the newest cycle on record ended over a year ago", *seen, about=driver.name
        )
    if last.reviewed_on is not None:
        return met(REVIEWED, "已审验", "is reviewed", *seen, about=driver.name)
    if today <= last.review_due:
        return met(REVIEWED, "尚在审验期内", "the time for the review has not passed", *seen, about=driver.name)
    return not_met(REVIEWED, "逾期未审验", "the review is overdue", *seen, about=driver.name)
