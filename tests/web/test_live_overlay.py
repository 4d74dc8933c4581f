"""When a bus is drawn silent or parked: at, just under and just over the limits."""

import pytest

from web.live_overlay import BEHIND_LIMIT_S, by_its_papers, shown_state

HEARD_S = 1_800_000_000.0
STATES = ("in_order", "late", "breach", "no_permit", "parked")


def after(
    quiet_s: float,
    *,
    state: str = "in_order",
    on_run: bool = True,
    moving: bool = False,
    silent_after_s: float = 90.0,
    behind_s: float = 0.0,
) -> str:
    """How a bus looks when everything up to `quiet_s` after its last fix has been delivered."""
    return shown_state(
        state,
        on_run=on_run,
        moving=moving,
        fix_s=HEARD_S,
        silent_after_s=silent_after_s,
        watermark_s=HEARD_S + quiet_s,
        behind_s=behind_s,
    )


@pytest.mark.parametrize(("quiet_s", "shown"), [(89.999, "in_order"), (90.0, "in_order"), (90.001, "silent")])
def test_a_bus_on_a_run_is_silent_when_not_heard_of_for_more_than_ninety_seconds(quiet_s: float, shown: str) -> None:
    assert after(quiet_s) == shown


@pytest.mark.parametrize(("quiet_s", "shown"), [(300.0, "in_order"), (300.001, "silent")])
def test_a_device_may_be_allowed_a_longer_silence(quiet_s: float, shown: str) -> None:
    assert after(quiet_s, silent_after_s=300.0) == shown


def test_a_bus_off_duty_that_was_last_seen_moving_is_silent_too() -> None:
    assert after(91.0, on_run=False, moving=True) == "silent"


def test_a_bus_off_duty_that_stands_is_parked_whatever_its_age() -> None:
    assert after(91.0, on_run=False) == "parked"
    assert after(30 * 86_400.0, on_run=False) == "parked"


@pytest.mark.parametrize("state", STATES)
def test_silence_on_a_run_is_drawn_over_every_state(state: str) -> None:
    assert after(91.0, state=state) == "silent"


@pytest.mark.parametrize("state", ["breach", "no_permit"])
def test_an_open_breach_is_not_hidden_by_parking(state: str) -> None:
    assert after(91.0, state=state, on_run=False) == state


@pytest.mark.parametrize(
    ("behind_s", "shown"),
    [(BEHIND_LIMIT_S - 0.001, "silent"), (BEHIND_LIMIT_S, "in_order"), (BEHIND_LIMIT_S + 0.001, "in_order")],
)
def test_no_bus_is_called_silent_while_our_own_pipeline_is_behind(behind_s: float, shown: str) -> None:
    assert after(3600.0, behind_s=behind_s) == shown


@pytest.mark.parametrize("state", STATES)
def test_without_knowing_how_far_the_doors_have_delivered_nobody_is_silent(state: str) -> None:
    shown = shown_state(
        state, on_run=True, moving=True, fix_s=HEARD_S, silent_after_s=90.0, watermark_s=None, behind_s=0.0
    )
    assert shown == state


@pytest.mark.parametrize("state", STATES)
def test_without_papers_a_bus_on_a_run_has_no_permit_whatever_its_last_fix_was(state: str) -> None:
    assert by_its_papers(state, permitted=False, on_run=True, breaching=False) == "no_permit"
    assert by_its_papers(state, permitted=False, on_run=False, breaching=False) == state


@pytest.mark.parametrize("state", STATES)
def test_where_nobody_judges_by_the_papers_they_change_nothing(state: str) -> None:
    assert by_its_papers(state, permitted=None, on_run=True, breaching=False) == state


@pytest.mark.parametrize(("breaching", "shown"), [(False, "in_order"), (True, "breach")])
def test_with_papers_again_a_bus_is_drawn_by_its_other_breaches(breaching: bool, shown: str) -> None:
    assert by_its_papers("no_permit", permitted=True, on_run=True, breaching=breaching) == shown


@pytest.mark.parametrize("state", ["in_order", "late", "breach", "parked"])
def test_papers_in_force_leave_every_other_state_as_it_is(state: str) -> None:
    assert by_its_papers(state, permitted=True, on_run=True, breaching=False) == state
