"""The tables of the procedure: what they list, and that everything else is refused, for every state, step, role and condition."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from core.errors import Refused
from core.models import ROLES
from permits.procedure.acts import GUARDS, SYSTEM, Facts, Procedure
from permits.procedure.application import APPLICATION, KINDS
from permits.procedure.clocks import CLOCKS
from permits.procedure.granted import PENALTY, SIGN
from permits.procedure.lives import PROCEDURES
from permits.procedure.page import DOCS, ROLE_WORDS, pages
from tests.permits.procedure.listed import rows

WHO = (*ROLES, SYSTEM)
CLERK, ANOTHER = 7, 8
# For each condition the facts under which it does not hold, and those under which it does.
FAILS: dict[str, dict[str, Any]] = {
    "mine": {"is_mine": False},
    "first_time": {"corrected": True},
    "other_person": {"recommended_by": CLERK},
    "all_replied": {"all_replied": False},
    "lapsed": {"lapsed": False},
    "in_time": {"lapsed": True},
    "running": {"paused": True},
    "paused": {"paused": False},
    "not_extended": {"extended": True},
    "renewal": {"kind": "new"},
    "ending": {"kind": "renewal"},
    "not_ending": {"kind": "ending"},
}
HOLDS: dict[str, dict[str, Any]] = {
    "all_replied": {"all_replied": True},
    "lapsed": {"lapsed": True},
    "paused": {"paused": True},
    "renewal": {"kind": "renewal"},
    "ending": {"kind": "ending"},
}
each = pytest.mark.parametrize("of", PROCEDURES, ids=lambda one: one.name)


def _facts(state: str, guards: set[str]) -> Facts:
    facts = Facts(state, account=CLERK, recommended_by=ANOTHER)
    for guard in sorted(guards):
        facts = replace(facts, **HOLDS.get(guard, {}))
    return facts


@each
def test_the_table_is_the_one_that_the_offices_agreed_on(of: Procedure) -> None:
    """Step by step: who, from which states, to which, what holds it back."""
    found = {name: (set(act.who), set(act.since), act.to, set(act.guards)) for name, act in of.life.steps.items()}
    assert found == rows(of.name, list(of.life.states))


@each
def test_every_step_that_the_table_does_not_list_is_refused_in_words(of: Procedure) -> None:
    """The whole of state by step by role, each step with its conditions met; also a step that nobody has heard of."""
    listed = rows(of.name, list(of.life.states))
    for state, role, name in product(of.life.states, WHO, (*of.life.steps, "erase")):
        roles, since, _, guards = listed.get(name, (set(), set(), "", set()))
        facts = _facts(state, guards)
        if role in roles and state in since:
            assert of.check(name, role, facts).name == name
            assert name in {act.name for act in of.allowed(role, facts)}
            continue
        with pytest.raises(Refused) as refused:
            of.check(name, role, facts)
        assert refused.value.status == 409
        assert name not in {act.name for act in of.allowed(role, facts)}
        for other in of.allowed(role, facts):
            assert other.words.zh in refused.value.detail.zh
            assert other.words.en in refused.value.detail.en


@each
def test_a_step_is_held_back_by_each_of_its_conditions(of: Procedure) -> None:
    """For every role and state that may take it; the words of the condition are in the answer."""
    for name, (roles, since, _, guards) in rows(of.name, list(of.life.states)).items():
        for guard, role, state in product(guards, roles, since):
            facts = replace(_facts(state, guards), **FAILS[guard])
            act = of.life.steps[name]
            at_the_desk = role not in ("school", "operator")
            spared = (
                (guard == "mine" and at_the_desk)
                or (guard == "other_person" and act.is_recorded_by(role))
                or (guard == "in_time" and act.on_paper and at_the_desk)  # the paper's day says it
            )
            if spared:
                assert of.check(name, role, facts).name == name
                continue
            with pytest.raises(Refused) as refused:
                of.check(name, role, facts)
            assert GUARDS[guard].words.zh in refused.value.detail.zh
            assert GUARDS[guard].words.en in refused.value.detail.en


def test_whoever_recommends_does_not_decide_but_may_write_down_what_the_government_decided() -> None:
    """REG 15: two people; the clerk who has the government's paper records it with its number and date."""
    facts = Facts("government", account=CLERK, recommended_by=CLERK)
    with pytest.raises(Refused):
        APPLICATION.check("grant", "government", facts)
    act = APPLICATION.check("grant", "clerk", facts)
    assert act.is_recorded_by("clerk")
    assert not act.is_recorded_by("government")
    assert act.needs_of("government") == ("document_number", "dated_on")
    assert act.needs_of("clerk") == ("document_number", "dated_on", "document_id")


@each
def test_every_step_of_another_office_may_be_recorded_by_the_desk(of: Procedure) -> None:
    """With the document, its number and its own date, whatever else the step needs."""
    for act in of.life.steps.values():
        assert (act.who >= {"clerk", "admin"}) or not act.office
        if act.office:
            assert {"document_id", "document_number", "dated_on"} <= set(act.needs_of("clerk"))
            assert act.needs_of(act.office) == act.needs


@each
def test_every_state_is_reached_and_every_unfinished_one_is_left(of: Procedure) -> None:
    """No state is a dead end that is not meant to be one."""
    reached, more = {of.begins}, {of.begins}
    while more:
        more = {act.to for act in of.life.steps.values() if act.to and act.since & more} - reached
        reached |= more
    assert reached == set(of.life.states)
    ends = {
        "application": {"issued", "struck_off", "not_accepted", "refused", "withdrawn", "discarded"},
        "police": {"ended"}, "transport": {"ended"}, "permit": {"struck_off"}, "penalty": {"decided", "dropped"},
        "sign": {"replaced", "returned", "taken_back", "not_issued"}, "qualification": set(),
    }  # fmt: skip
    assert set(of.ends) - {"replied"} == ends[of.name]


def test_each_clock_is_started_and_stopped_by_some_step() -> None:
    """And each clock, condition and role that the tables name is known."""
    acts = [act for one in PROCEDURES for act in one.life.steps.values()]
    started = {name for act in acts for name in act.starts}
    stopped = {name for act in acts for name in act.stops}
    by_their_lists = {"sign_at_inspection"}  # police renew by list, without an application
    assert started | by_their_lists == set(CLOCKS)
    assert stopped == set(CLOCKS)
    assert {name for act in acts for name in act.guards} == set(GUARDS) == set(FAILS)
    assert {role for act in acts for role in act.who} == set(ROLE_WORDS)
    assert {act.office for act in acts} == {"", "police", "transport", "government"}


def test_the_kinds_of_applications_share_the_way() -> None:
    """An ending is struck off and not consulted on; the others are never struck off here."""
    for kind in KINDS:
        may = {act.name for act in APPLICATION.allowed("clerk", Facts("accepted", kind=kind))}
        assert ("strike_off" in may) == (kind == "ending")
        assert ("consult" in may) == (kind != "ending")


def test_nobody_else_has_any_step() -> None:
    """A parent, a driver, an auditor, the office for emergencies, an officer at the map: in no life and no state."""
    others = set(ROLES) - set(ROLE_WORDS)
    assert others >= {"parent", "driver", "attendant", "auditor", "teacher", "officer", "emergency"}
    for one, role in product(PROCEDURES, sorted(others)):
        assert not any(list(one.allowed(role, _facts(state, set(HOLDS)))) for state in one.life.states)


def test_a_revocation_waits_for_the_time_in_which_a_hearing_may_be_asked_for() -> None:
    """行政处罚法 64: five days; who has asked is heard first."""
    with pytest.raises(Refused):
        PENALTY.check("review", "government", Facts("told"))
    assert PENALTY.check("review", "government", Facts("told", lapsed=True)).to == "legal_review"
    with pytest.raises(Refused):
        PENALTY.check("review", "government", Facts("hearing", lapsed=True))


def test_what_an_applicant_hands_in_on_paper_is_entered_with_the_papers_day() -> None:
    """行政处罚法 64: a hearing that was asked for in time is held, also when the desk enters it after the term."""
    act = PENALTY.check("ask_hearing", "clerk", Facts("waived", lapsed=True))
    assert (act.needs_of("clerk"), act.needs_of("operator")) == (("dated_on",), ())
    with pytest.raises(Refused):
        PENALTY.check("ask_hearing", "operator", Facts("waived", lapsed=True))


def test_a_sign_is_made_by_police_alone() -> None:
    """REG 15: others may write down what police issued, with police's paper."""
    for role in ROLES:
        may = {act.name for act in SIGN.allowed(role, Facts("filed"))}
        assert ("issue" in may) == (role in {"police", "clerk", "admin"})


def test_the_pages_are_made_from_the_tables() -> None:
    """`make docs` writes them; a step changed without it fails here."""
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, name
