"""How labels are reached: with the vehicle on whose sign they are."""

from sqlalchemy import ColumnElement, select

from core.access import Viewer, Way, everywhere, seen_with, visible
from fleet.access import OPERATOR, SCHOOL
from fleet.models import Vehicle
from permits.label.models import Label
from permits.models import Sign


def _of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    seen = select(Sign.id).join(Vehicle, Vehicle.id == Sign.vehicle_id).where(visible(viewer, "vehicle"))
    return Label.sign_id.in_(seen.correlate(None))


WAYS: tuple[Way, ...] = (
    everywhere("label"),
    seen_with("label", "vehicle", OPERATOR | SCHOOL, _of_visible_vehicle),
)
