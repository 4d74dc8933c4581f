"""What the API gives of the board of runs."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Utc
from findings.departure.schemas import MayDepart
from findings.schemas import Both
from fleet.schemas import Direction

BoardState = Literal["not_started", "due", "ready", "under_way", "at_school", "ended", "cancelled"]


class AmissOut(Out):
    """A rule of papers that stands in the way of a departure ("breach"), or cannot be answered; `missing`: what is not recorded."""

    rule: str
    title: Both
    said: Literal["breach", "unknown"]
    missing: Both | None


class BoardRun(Out):
    """How a run stands. `waits_s`: since when it should have left, of one that has not; `papers` null once it has begun or is off.

    `reason`: why it is cancelled, or leaves at another time than approved. `attendant` null: nobody is recorded.
    """

    id: Id
    vehicle_id: Id
    plate: str
    operator: str | None
    line_id: Id
    line_name: str
    line_name_en: str | None
    school_id: Id
    school: str
    school_en: str | None
    direction: Direction
    planned_start: Utc
    planned_end: Utc
    state: BoardState
    waits_s: int | None
    late_s: int | None
    started_at: Utc | None
    ended_at: Utc | None
    stop: int | None
    stops: int
    driver: str | None
    attendant: str | None
    papers: MayDepart | None
    amiss: list[AmissOut]
    reason: Both | None


class DayOfRuns(Out):
    """What the day is in the district, for a school in that school. `no_term`: the working days of the office decide."""

    classes: bool
    decided: Literal["school", "stage", "district", "term", "office"]
    no_term: bool
    unsaid: bool
    note: str | None


class Board(Out):
    """The runs of a day, those first that want somebody. `counts` are of all that were asked for, whatever their state.

    `made_at`: when the runs of the day were made last, null while they are not; `cut`: there are more than are shown.
    """

    day: date
    now: Utc
    made_at: Utc | None
    calendar: DayOfRuns
    counts: dict[BoardState, int]
    papers_amiss: int
    items: list[BoardRun]
    cut: bool
