"""API shapes of what judging again led to."""

from uuid import UUID

from core.shapes import Id, Out, Utc


class RejudgementOut(Out):
    """One walk through history; the four counts are of findings."""

    id: Id
    since: Utc
    until: Utc
    rules: list[str] | None
    vehicles: list[Id] | None
    program: str
    fixes: int
    lasted_s: float
    same: int
    changed: int
    gone: int
    new: int
    created_at: Utc


class Side(Out):
    """What stands, or what is found now."""

    began: Utc
    ended: Utc | None
    measured: float | None
    allowed: float | None
    permit_version_id: Id | None


class DifferenceOut(Out):
    """A finding that stands and is not found any more (gone), the reverse (new), or one that differs (changed)."""

    id: Id
    kind: str
    rule: str
    vehicle_id: Id
    plate: str
    finding_id: UUID | None
    then: Side | None
    now: Side | None
