"""How a run stands, told from its plan and from how far it has come."""

from datetime import UTC, datetime, timedelta

import pytest

from findings.board.state import Come, State, state_of

SEVEN = datetime(2026, 11, 30, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def told(
    *, come: Come | None = None, cancelled: bool = False, to_school: bool = True, in_order: bool = True, now: datetime = SEVEN
) -> State:  # fmt: skip
    """The state of a run that leaves at seven."""
    return state_of(
        cancelled=cancelled, planned_start=SEVEN, to_school=to_school, come=come, in_order=in_order, now=now
    )


def test_before_its_time_a_run_is_ready_with_papers_in_order_and_only_due_without() -> None:
    assert told(now=SEVEN - SECOND) is State.READY
    assert told(now=SEVEN - SECOND, in_order=False) is State.DUE


def test_from_the_very_moment_at_which_it_is_due_a_run_that_has_not_begun_has_not_started() -> None:
    assert told() is State.NOT_STARTED
    assert told(now=SEVEN + timedelta(days=1), in_order=False) is State.NOT_STARTED


@pytest.mark.parametrize(
    ("to_school", "last_stop", "state"),
    [
        (True, 0, State.UNDER_WAY), (True, 3, State.UNDER_WAY), (True, 4, State.AT_SCHOOL),
        (False, 0, State.AT_SCHOOL), (False, 1, State.UNDER_WAY), (False, 4, State.UNDER_WAY),
    ],
)  # fmt: skip
def test_a_bus_is_at_school_at_the_last_stop_of_the_way_there_and_the_first_of_the_way_home(
    to_school: bool, last_stop: int, state: State
) -> None:
    assert told(come=Come("under_way", last_stop, 5), to_school=to_school) is state


def test_a_run_that_is_over_is_over_even_if_it_was_cancelled_meanwhile_and_a_cancelled_one_is_not_waited_for() -> None:
    assert told(come=Come("ended", 4, 5), cancelled=True) is State.ENDED
    assert told(cancelled=True) is State.CANCELLED
