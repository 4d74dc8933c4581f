"""How vehicles, devices, people and lines are reached."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from core.access import Viewer, Way, everywhere, owned, visible
from fleet.models import Binding, Device, Line, Person, Vehicle

OPERATOR = frozenset({"operator"})
SCHOOL = frozenset({"school"})


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """What decides who sees a vehicle: `school_ids` are the school of the vehicle and those of its permit's lines."""

    vehicle_id: int
    operator_id: int | None
    school_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """The operators of the vehicles that a device was ever bound to."""

    operator_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """For whom a person works."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Whose pupils a line carries, who holds a permit for it, and who drew it."""

    school_id: int
    operator_ids: frozenset[int]
    proposed_by_id: int | None


def own(viewer: Viewer, organisation_id: int | None) -> bool:
    """Whether it is the viewer's own organisation; nobody's is nobody's."""
    return organisation_id is not None and viewer.organisation_id == organisation_id


def _bound_to_visible(viewer: Viewer) -> ColumnElement[bool]:
    bound = select(Binding.device_no).join(Vehicle, Vehicle.id == Binding.vehicle_id).where(visible(viewer, "vehicle"))
    return Device.no.in_(bound.correlate(None))


WAYS: tuple[Way, ...] = (
    everywhere("vehicle"),
    Way(
        "vehicle",
        OPERATOR,
        lambda viewer, facts: own(viewer, facts.operator_id),
        lambda viewer: owned(viewer, Vehicle.operator_id),
    ),
    Way(
        "vehicle",
        SCHOOL,
        lambda viewer, facts: viewer.organisation_id in facts.school_ids,
        lambda viewer: owned(viewer, Vehicle.school_id),
    ),
    everywhere("device"),
    Way("device", OPERATOR, lambda viewer, facts: viewer.organisation_id in facts.operator_ids, _bound_to_visible),
    everywhere("person"),
    Way(
        "person",
        OPERATOR | SCHOOL,
        lambda viewer, facts: own(viewer, facts.organisation_id),
        lambda viewer: owned(viewer, Person.organisation_id),
    ),
    everywhere("line"),
    Way(
        "line",
        SCHOOL,
        lambda viewer, facts: own(viewer, facts.school_id),
        lambda viewer: owned(viewer, Line.school_id),
    ),
    Way(
        "line",
        OPERATOR | SCHOOL,
        lambda viewer, facts: own(viewer, facts.proposed_by_id),
        lambda viewer: owned(viewer, Line.proposed_by_id),
    ),
)
