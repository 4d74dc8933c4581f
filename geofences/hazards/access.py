"""How a hazard is reached: the offices see all; an operator or school what it is to remove, and what is of its own."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from core.access import Viewer, Way, everywhere, may_see, owned, visible
from fleet.access import OPERATOR, SCHOOL, PersonFacts, VehicleFacts, own
from fleet.models import Person, Vehicle
from geofences.hazards.models import Hazard


@dataclass(frozen=True, slots=True)
class HazardFacts:
    """What decides who sees a hazard: who removes it, and of what it is: an organisation, a vehicle, a person, or a road."""

    owner_id: int | None = None
    organisation_id: int | None = None
    vehicle: VehicleFacts | None = None
    person: PersonFacts | None = None


def _is_theirs(viewer: Viewer, facts: HazardFacts) -> bool:
    return (
        own(viewer, facts.owner_id)
        or own(viewer, facts.organisation_id)
        or (facts.vehicle is not None and may_see(viewer, "vehicle", facts.vehicle))
        or (facts.person is not None and may_see(viewer, "person", facts.person))
    )


def _theirs(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        owned(viewer, Hazard.owner_id),
        owned(viewer, Hazard.organisation_id),
        Hazard.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None)),
        Hazard.person_id.in_(select(Person.id).where(visible(viewer, "person")).correlate(None)),
    )


WAYS: tuple[Way, ...] = (everywhere("hazard"), Way("hazard", OPERATOR | SCHOOL, _is_theirs, _theirs))
