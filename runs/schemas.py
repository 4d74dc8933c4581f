"""What the API gives of runs."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Utc
from fleet.people import PersonOut
from fleet.schemas import Direction

RunState = Literal["planned", "under_way", "ended", "cancelled"]


class RunOut(Out):
    """A run as planned, and how far it has come; `late_s` behind the approved time, negative when early."""

    id: Id
    day: date
    vehicle_id: Id
    plate: str
    line_id: Id
    line_name: str
    direction: Direction
    permit_version_id: Id | None
    planned_start: Utc
    planned_end: Utc
    state: RunState
    started_at: Utc | None
    ended_at: Utc | None
    late_s: int | None


class RunStopOut(Out):
    """A stop of a run: when it should be there and when it was."""

    seq: int
    name: str
    name_en: str | None
    planned: Utc
    arrived: Utc | None


class RunDetail(RunOut):
    """A run with its people and its stops."""

    driver: PersonOut | None
    attendant: PersonOut | None
    next_stop: str | None
    stops: list[RunStopOut]
