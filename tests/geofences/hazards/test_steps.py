"""The table of steps: who may take which from where; what it does not list is refused with what is allowed."""

import pytest

from core.errors import Refused
from core.models import ROLES
from geofences.hazards.steps import ACTS, BUREAU, LIVE, OWNERS, STATES, STEPS, SUPERVISED, Facts, allowed, check

# state -> what the bureau may do, and what the organisation that is to remove it may do, beside noting and attaching
EXPECTED = {
    "found": ({"grade", "dismiss"}, set()),
    "graded": ({"grade", "assign", "dismiss"}, set()),
    "assigned": ({"assign", "begin", "submit", "supervise", "regrade"}, {"begin", "submit"}),
    "rectifying": ({"assign", "submit", "supervise", "regrade"}, {"submit"}),
    "submitted": ({"verify", "send_back", "supervise", "regrade"}, set()),
    "verified": ({"close", "send_back", "supervise", "regrade"}, set()),
    "closed": ({"reopen"}, set()),
    "dismissed": ({"restore"}, set()),
}


def names(role: str, facts: Facts) -> set[str]:
    """What a role may do, beside noting and attaching."""
    return {step.name for step in allowed(role, facts)} - {"note", "attach"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_each_role_may_do_in_each_state_what_the_table_says_and_nothing_else(state: str, role: str) -> None:
    of_bureau, of_owner = EXPECTED[state]
    assert names(role, Facts(state, is_owner=True)) == (
        of_bureau if role in BUREAU else of_owner if role in OWNERS else set()
    )
    assert names(role, Facts(state)) == (of_bureau if role in BUREAU else set())
    assert ("attach" in {step.name for step in allowed(role, Facts(state, is_owner=True))}) == (
        role in ACTS and state in LIVE
    )


def test_what_is_supervised_is_not_put_under_supervision_again() -> None:
    assert "supervise" not in names("officer", Facts("assigned", level=SUPERVISED))


def test_a_police_officer_who_found_a_hazard_may_add_photographs_to_it_and_another_may_not() -> None:
    assert "attach" in {step.name for step in allowed("police", Facts("found", is_finder=True))}
    assert "attach" not in {step.name for step in allowed("police", Facts("found"))}


def test_a_step_that_is_not_allowed_is_refused_with_what_is() -> None:
    with pytest.raises(Refused) as refused:
        check("close", "officer", Facts("graded"))
    assert refused.value.code == "step_not_allowed"
    assert refused.value.detail.zh == "“已定级”的隐患不能由您“销号”；现在可以：定级、交办、认定不构成隐患、备注、附件。"
    with pytest.raises(Refused):
        check("invent", "admin", Facts("found"))


def test_every_step_leads_to_a_state_that_is_one_and_every_state_but_the_last_two_leads_on() -> None:
    assert {step.to for step in STEPS.values()} - {""} <= set(STATES)
    assert all(any(state in step.since and step.to not in ("", state) for step in STEPS.values()) for state in STATES)
