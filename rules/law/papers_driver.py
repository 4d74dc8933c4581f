"""The papers of who drives: endorsement, age, years, points, offences, review. REG 23, 25, 26; LIC 89, 90, 92."""

from permits.drivers.papers import LICENCE_YEARS, experienced_on, lawful_days, scored
from rules.papers.paper import Answer, Of, cannot_tell, fact, held, paper_rule
from rules.papers.papers import Papers

NOBODY = ("班次没有指定驾驶人", "no driver is named for the run")


@paper_rule("R05", article="25", severity="B", of=Of.DRIVER, title=("驾驶资格与车型相符", "Endorsed for this class"))
def endorsed_for_the_class(papers: Papers) -> Answer:
    """机动车驾驶人未取得校车驾驶资格，不得驾驶校车；签注应与所驾车型相符。
    Nobody drives a school bus without the endorsement for school buses of that vehicle class.
    """
    driver, needed = papers.driver, papers.vehicle.licence_class
    if driver is None:
        return cannot_tell(*NOBODY)
    if driver.classes is None:
        return held(False, fact("驾驶人", "driver", driver.name), fact("校车驾驶资格", "endorsement", "—"))
    facts = (fact("驾驶人", "driver", driver.name), fact("签注车型", "endorsed for", "、".join(sorted(driver.classes))))
    if needed is None:
        return cannot_tell("未登记该车要求的准驾车型", "the class that this bus needs is not recorded", *facts)
    return held(needed in driver.classes, *facts, fact("要求车型", "needed", needed))


@paper_rule("R06", article="23", severity="B", of=Of.DRIVER, title=("驾驶人年龄", "The driver's age"))
def of_lawful_age(papers: Papers) -> Answer:
    """校车驾驶人年龄应在25周岁以上、不超过60周岁。
    A school-bus driver is at least 25 and not past the 60th birthday (both are dated settings).
    """
    driver = papers.driver
    if driver is None:
        return cannot_tell(*NOBODY)
    if driver.born_on is None:
        return cannot_tell("未登记出生日期", "the date of birth is not recorded", fact("驾驶人", "driver", driver.name))
    first, last = lawful_days(driver.born_on, papers.youngest_years, papers.oldest_years)
    return held(
        first <= papers.day <= last,
        fact("出生日期", "born on", driver.born_on),
        fact(f"满{papers.youngest_years}周岁", f"{papers.youngest_years} years old on", first),
        fact("可驾驶至", "may drive until", last),
    )


@paper_rule("R07", article="23", severity="B", of=Of.DRIVER, title=("驾驶经历", "Years of driving"))
def three_years_of_driving(papers: Papers) -> Answer:
    """取得相应准驾车型驾驶证并具有3年以上驾驶经历。
    The driver has held the licence for at least three years.
    """
    driver = papers.driver
    if driver is None:
        return cannot_tell(*NOBODY)
    if driver.licence_first_on is None:
        return cannot_tell("未登记初次领证日期", "the date of the first licence is not recorded")
    full = experienced_on(driver.licence_first_on)
    return held(
        papers.day >= full,
        fact("初次领证", "first licence", driver.licence_first_on),
        fact(f"满{LICENCE_YEARS}年", f"{LICENCE_YEARS} years on", full),
    )


@paper_rule("R08", article="23", severity="B", of=Of.DRIVER, title=("未被记满分", "No full score"))
def no_full_score(papers: Papers) -> Answer:
    """最近连续3个记分周期内没有被记满分（12分）记录。
    In none of the last three scoring cycles, nor in the one that runs, does the driver have twelve points.
    """
    driver = papers.driver
    if driver is None:
        return cannot_tell(*NOBODY)
    seen = scored(driver.cycles, papers.day)
    facts = tuple(
        fact(f"周期至 {cycle.ends}", f"cycle to {cycle.ends}", "—" if cycle.points is None else f"{cycle.points} 分")
        for cycle in seen.looked_at
    )
    if seen.is_full:
        return held(False, *facts)
    if not seen.is_whole:
        return cannot_tell("三个记分周期的记分未登记齐全", "the points of three cycles are not all recorded", *facts)
    return held(True, *facts)


@paper_rule("R09", article="23", severity="B", of=Of.DRIVER, title=("无严重违法记录", "No serious offence"))
def no_serious_offence(papers: Papers) -> Answer:
    """无饮酒、醉酒驾驶记录，最近1年内无驾驶客运车辆超员、超速等严重交通违法行为记录。
    No drink-driving ever, and no serious offence such as overload or speeding in a passenger vehicle within a year.
    """
    driver = papers.driver
    if driver is None:
        return cannot_tell(*NOBODY)
    found = [one for one in driver.offences if one.counts(papers.day)]
    asked = driver.offences_queried_on
    facts = [fact("最近查询", "police last asked on", asked or "—")]
    facts += [fact("违法行为", "offence", f"{one.on} {one.kind}") for one in found]
    if not found and asked is None:
        return cannot_tell("未查询过该驾驶人的违法记录", "police were never asked for the driver's offences", *facts)
    return held(not found, *facts)


@paper_rule("R10", article="26", severity="B", of=Of.DRIVER, title=("按期审验", "Reviewed in time"))
def reviewed_after_the_cycle(papers: Papers) -> Answer:
    """校车驾驶人应当每年接受审验：在每个记分周期结束后三十日内（驾驶证规定第九十条）。
    A school-bus driver is reviewed every year, within thirty days after each scoring cycle ends (LIC 90).
    """
    driver = papers.driver
    if driver is None:
        return cannot_tell(*NOBODY)
    over = scored(driver.cycles, papers.day).over
    if not over:
        return cannot_tell("未登记记分周期", "no scoring cycle is recorded")
    last = over[-1]
    return held(
        last.reviewed_on is not None or papers.day <= last.review_due,
        fact("记分周期结束", "cycle ended", last.ends),
        fact("应于何日前审验", "review due by", last.review_due),
        fact("审验日期", "reviewed on", last.reviewed_on or "—"),
    )
