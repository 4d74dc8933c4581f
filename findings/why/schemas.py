"""What the API gives to "why was nothing raised?": what each rule saw of a bus at a moment."""

from typing import Literal

from core.shapes import Id, Out, Utc
from findings.rulebook.schemas import Mode
from findings.schemas import Both
from fleet.geojson import Point

Reason = Literal[
    "off", "not_main_device", "not_asked", "open", "patience", "exempt", "no_run", "not_aboard", "nothing_to_measure",
    "not_here", "in_order",
]  # fmt: skip


class SeenOut(Out):
    """The fix that was looked at, and what was known of the bus at it.

    `main` says whether its device is the one by which the bus was judged; `delayed` that it came after later ones, and was
    judged for the record alone. Versions are ids of what was in force then.
    """

    time: Utc
    received_at: Utc
    device_id: str
    main: bool
    delayed: bool
    unproven: bool
    point: Point
    speed_kmh: float
    run_id: Id | None
    aboard: bool
    service: bool
    exempt: bool
    posted_kmh: float | None
    off_line_m: float | None
    versions: dict[str, int | None]


class LastedOut(Out):
    """A breach that did not become a finding within the minutes before: how long it lasted, and what was worst."""

    since: Utc
    seconds: float
    metres: float
    fixes: int
    measured: float | None
    allowed: float | None


class SawOut(Out):
    """What one rule saw. The patience so far (`seconds`, `metres`, `fixes`) beside what must be outlasted (`wanted_…`).

    `finding_id` names the finding where one is open; `nearest` the longest breach of the last minutes that became none.
    """

    rule: str
    article: str
    title: Both
    mode: Mode
    judged: bool
    breach: bool
    reason: Reason
    measured: float | None
    allowed: float | None
    unit: str | None
    seconds: float
    metres: float
    fixes: int
    wanted_seconds: float
    wanted_metres: float
    wanted_fixes: int
    finding_id: Id | None
    nearest: LastedOut | None


class Why(Out):
    """The answer for one bus and moment, from its stored fixes since `replayed_since` judged again.

    By the world as it is known now for that time: permits, places, parameters and modes of the moment. `seen` is null where
    no fix is stored in that time.
    """

    vehicle_id: Id
    plate: str
    at: Utc
    replayed_since: Utc
    fixes: int
    nearest_within_s: float
    seen: SeenOut | None
    rules: list[SawOut]
