"""How a run stands on the board, told from its plan and from how far it has come. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """In the order in which a person wants to be told."""

    NOT_STARTED = "not_started"
    DUE = "due"
    READY = "ready"
    UNDER_WAY = "under_way"
    AT_SCHOOL = "at_school"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Come:
    """How far a run has come: the state that its positions tell, the last stop that it came to (from 0) of how many."""

    state: str
    last_stop: int
    stops: int


def state_of(
    *, cancelled: bool, planned_start: datetime, to_school: bool, come: Come | None, in_order: bool, now: datetime
) -> State:
    """`in_order`: the papers of a run that has not begun are. At school is at the school's stop: the last there, the first home."""
    if come is not None and come.state == "ended":
        return State.ENDED
    if cancelled or (come is not None and come.state == "cancelled"):
        return State.CANCELLED
    if come is not None and come.state == "under_way":
        at = come.stops - 1 if to_school else 0
        return State.AT_SCHOOL if come.last_stop == at else State.UNDER_WAY
    if planned_start <= now:
        return State.NOT_STARTED
    return State.READY if in_order else State.DUE
