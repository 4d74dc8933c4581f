"""The table of steps: what it lists is allowed, everything else is refused, for every role and every state."""

from itertools import product

import pytest

from core.errors import Refused
from core.models import ROLES
from findings.desk.steps import ACTS, DESK, FIRST, OF_THE_FIRST_LINE, STATES, STEPS, Facts, allowed, check

# Written by hand, not derived: who may take which step from where. The table is held to this.
OFFICERS, FIRST_LINE, OFFICES = {"admin", "officer"}, {"operator", "school"}, {"police", "transport", "government"}
LISTED: dict[str, tuple[set[str], set[str], str]] = {
    "acknowledge": (OFFICERS | FIRST_LINE, {"open"}, "acknowledged"),
    "assign": (OFFICERS | FIRST_LINE, {"open", "acknowledged", "assigned"}, "assigned"),
    "take_over": (OFFICERS, {"open", "acknowledged", "assigned"}, "assigned"),
    "answer": (FIRST_LINE, {"open", "acknowledged", "assigned"}, "handled"),
    "handle": (OFFICERS, {"acknowledged", "assigned"}, "handled"),
    "send_back": (OFFICERS, {"handled"}, "open"),
    "verify": (OFFICERS, {"handled"}, "closed"),
    "close": (OFFICERS, {"handled"}, "closed"),
    "reject": (OFFICERS, {"open", "acknowledged", "assigned", "handled", "quiet", "record"}, "rejected"),
    "reopen": (OFFICERS, {"closed", "rejected"}, "open"),
    "take_up": (OFFICERS, {"record"}, "open"),
    "silence": (OFFICERS, {"open", "acknowledged", "assigned"}, "quiet"),
    "wake": (OFFICERS, {"quiet"}, "open"),
    "result": (OFFICERS | OFFICES, {"acknowledged", "assigned", "handled", "closed"}, ""),
    "call": (OFFICERS | FIRST_LINE, {"open", "acknowledged", "assigned", "handled", "quiet"}, ""),
    "note": (OFFICERS | FIRST_LINE | OFFICES, set(STATES), ""),
    "attach": (
        OFFICERS | FIRST_LINE | OFFICES,
        {"open", "acknowledged", "assigned", "handled", "closed", "quiet"},
        "",
    ),
}


def test_the_table_is_the_one_that_the_office_agreed_on() -> None:
    """Step by step: who, from which states, to which."""
    assert {name: (set(step.who), set(step.since), step.to) for name, step in STEPS.items()} == LISTED


@pytest.mark.parametrize(("role", "state"), list(product(ROLES, STATES)))
def test_what_the_table_does_not_list_is_refused_with_what_is_allowed(role: str, state: str) -> None:
    """For every role, every state and every step, also one that nobody has heard of."""
    facts = Facts(state)
    may = {name for name, (who, since, _) in LISTED.items() if role in who and state in since}
    assert {step.name for step in allowed(role, facts)} == may
    for name in (*STEPS, "erase"):
        if name in may:
            assert check(name, role, facts).name == name
            continue
        with pytest.raises(Refused) as refused:
            check(name, role, facts)
        assert refused.value.status == 409
        for other in may:
            assert STEPS[other].words.zh in refused.value.detail.zh
            assert STEPS[other].words.en in refused.value.detail.en


@pytest.mark.parametrize("state", STATES)
def test_what_the_bureau_has_taken_over_the_first_line_no_longer_answers(state: str) -> None:
    """It may still telephone, note and attach; the bureau's own steps stay what they were."""
    for role in ROLES:
        before = {step.name for step in allowed(role, Facts(state))}
        after = {step.name for step in allowed(role, Facts(state, taken_over=True))}
        assert after == (before - OF_THE_FIRST_LINE if role in FIRST else before)


def test_nobody_but_those_who_act_has_any_step() -> None:
    """An auditor, a parent, a driver changes nothing, in whatever state."""
    for role in set(ROLES) - ACTS:
        assert not any(list(allowed(role, Facts(state))) for state in STATES)
    assert DESK == OFFICERS
