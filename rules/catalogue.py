"""Every rule there is, in the order in which they were made; what is not listed here is not judged."""

from dataclasses import dataclass

from rules.law.aboard import (
    attendants_are_trained,
    front_seat_without_pupils,
    has_an_attendant,
    has_attendants_enough,
    nobody_else_aboard,
    within_approved_number,
)
from rules.law.articles import ARTICLES
from rules.law.driver import no_refuelling_with_pupils, rested, shows_nothing_when_empty, stays_in_the_seat
from rules.law.leaving import all_got_off, boarded_and_in_class, swept
from rules.law.line import on_approved_line
from rules.law.permit import permit_and_sign_in_force
from rules.law.silence import heard_during_run
from rules.law.speed import speed_in_risk_segment, speed_on_motorway, speed_on_other_road
from rules.law.stops import serves_every_stop, stands_at_a_stop
from rules.law.terminal import attentive, door_shut_while_driving, emergency, keeps_distance, tracker_fit
from rules.rule import Rule

RULES: tuple[Rule, ...] = (
    permit_and_sign_in_force,
    speed_on_motorway,
    speed_on_other_road,
    speed_in_risk_segment,
    on_approved_line,
    heard_during_run,
    emergency,
    door_shut_while_driving,
    rested,
    attentive,
    keeps_distance,
    tracker_fit,
    stands_at_a_stop,
    serves_every_stop,
    shows_nothing_when_empty,
    no_refuelling_with_pupils,
    stays_in_the_seat,
    within_approved_number,
    has_an_attendant,
    has_attendants_enough,
    attendants_are_trained,
    front_seat_without_pupils,
    nobody_else_aboard,
    all_got_off,
    swept,
    boarded_and_in_class,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A rule of the table that no function here raises, for what it asks is told in another way; `where` names the code."""

    id: str
    zh: str
    en: str
    where: str


ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere(
        "R19",
        "超员幅度：R18 报警所附信息，超过核定人数不足 20% 记 6 分，20% 以上记 12 分。",
        "How far over the approved number: an information on R18's finding, 6 points below a fifth, 12 from it.",
        "rules/law/points.py",
    ),
    Elsewhere(
        "R25",
        "超速须持续 30 秒，并按记分办法分级：R22、R23 报警所附信息；城市快速路与高速公路同等分级。",
        "Speeding counts when it lasts 30 s and is graded by the points table: an information on R22's and R23's finding;"
        " urban expressways are graded with motorways.",
        "rules/law/points.py",
    ),
    Elsewhere(
        "R29",
        "早晚点：班次各站的时刻与地图上的状态，从不单独构成违规。",
        "Early or late: the times of the run's stops and a state on the map, never a breach by itself.",
        "rules/states.py",
    ),
    Elsewhere(
        "R41",
        "数据合格：每个定位点的取值范围，计入数据合格率。",
        "Record quality: the ranges of every fix, counted in the qualified records.",
        "fleet/quality/classify.py",
    ),
    Elsewhere(
        "R42",
        "漂移：推算速度超过 160 公里/小时的孤立点，计入漂移车辆率。",
        "Drift: the lone fix to which a bus would need more than 160 km/h, counted in the vehicles drifting.",
        "fleet/quality/drift.py",
    ),
    Elsewhere(
        "R43",
        "时钟误差：终端时间与接收时间相差超过 300 秒或超前，逐点标记并计数。",
        "Clock skew: a device's time more than 300 s off or in the future, marked at every fix and counted.",
        "fleet/quality/classify.py",
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as the page and docs/rules.md show it."""

    id: str
    article: str
    severity: str
    unit: str | None
    title_zh: str
    title_en: str
    sentence_zh: str
    sentence_en: str
    article_text_zh: str


CATALOGUE: tuple[Entry, ...] = tuple(
    Entry(
        rule.id,
        rule.article,
        rule.severity,
        rule.unit,
        rule.title.zh,
        rule.title.en,
        rule.sentence.zh,
        rule.sentence.en,
        ARTICLES[rule.article],
    )
    for rule in RULES
)
