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
