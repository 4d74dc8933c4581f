"""What the API gives of permits and signs."""

from datetime import date
from typing import Literal

from core.shapes import Id, Out, Utc
from fleet.schemas import Direction

PermitState = Literal["in_force", "expired", "not_yet"]


class PermitLineOut(Out):
    """A line that a permit version approves."""

    id: Id
    version_id: Id
    name: str
    name_en: str | None
    direction: Direction


class PermitDriverOut(Out):
    """A driver whom a permit version names."""

    id: Id
    name: str
    phone_masked: str | None


class SignOut(Out):
    """A school-bus sign."""

    number: str
    valid_to: date


class PermitOut(Out):
    """A permit by its newest version: that in force, else the last that was, else the first that will be."""

    id: Id
    number: str
    vehicle_id: Id
    plate: str
    holder_id: Id
    holder_name: str
    version_id: Id
    version: int
    state: PermitState
    seats: int
    granted_on: date
    valid_from: date
    valid_to: date | None


class PermitDetail(PermitOut):
    """A permit with its terms and when this version ruled."""

    lines: list[PermitLineOut]
    drivers: list[PermitDriverOut]
    in_force_since: Utc | None
    in_force_until: Utc | None


class PermitOnCard(Out):
    """The permit of a vehicle as its card shows it."""

    id: Id
    number: str
    version_id: Id
    valid_from: date
    valid_to: date | None
    state: PermitState
    lines: list[PermitLineOut]
