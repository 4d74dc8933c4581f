"""What the API takes and gives of seals."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from core.shapes import BIGINT_MAX, Id, In, Out, Utc
from findings.seals.models import LEAST_REASON
from fleet.schemas import BodyId

Kind = Literal["vehicle", "run", "person"]
State = Literal["sealed", "lifting", "lifted"]
Reason = Annotated[str, StringConstraints(min_length=LEAST_REASON, max_length=500)]
BigBodyId = Annotated[int, Field(ge=1, le=BIGINT_MAX)]


class SealIn(In):
    """What to seal: a bus or a person from `since` to `until`, or a run, whose time is its own. Nothing yet to come is sealed."""

    kind: Kind
    vehicle_id: BodyId | None = None
    run_id: BodyId | None = None
    person_id: BodyId | None = None
    since: Utc | None = None
    until: Utc | None = None
    reason: Reason
    finding_id: UUID | None = None

    @model_validator(mode="after")
    def _names_it(self) -> Self:
        named = {"vehicle": self.vehicle_id, "run": self.run_id, "person": self.person_id}
        if named[self.kind] is None or sum(one is not None for one in named.values()) > 1:
            raise PydanticCustomError("names_what_it_seals", "exactly the id that belongs to the kind must be given")
        if (self.kind != "run") != (self.since is not None and self.until is not None):
            raise PydanticCustomError(
                "time_of_it", "a bus and a person are sealed from since to until, a run for its own time"
            )
        return self


class ReleaseIn(In):
    """Why a seal may be lifted."""

    reason: Reason


class Stretch(Out):
    """A bus and the time of it that is frozen."""

    vehicle_id: Id
    plate: str
    since: Utc
    until: Utc


class Release(Out):
    """Who wants it lifted, and why."""

    account_id: Id
    by: str
    at: Utc
    reason: str


class SealOut(Out):
    """A seal. `subject` is the plate, the line and plate of the run, or the person's name; the counts are of what there was then.

    state  sealed; lifting: one person wants it lifted; lifted: two do
    """

    id: Id
    kind: Kind
    subject: str
    since: Utc
    until: Utc
    reason: str
    finding_id: Id | None
    sealed_by: str
    sealed_at: Utc
    state: State
    fixes: int
    findings: int
    parked: int
    stretches: list[Stretch]
    releases: list[Release]


class SealPersonOut(Out):
    """A person whose runs can be sealed."""

    id: Id
    name: str
    kind: str
    organisation_name: str


class SealPeople(Out):
    """Who was found, by name."""

    items: list[SealPersonOut]
