"""How findings are reached: with the vehicle they are of."""

from sqlalchemy import ColumnElement, select

from core.access import Viewer, Way, everywhere, seen_with, visible
from findings.models import Finding
from fleet.access import OPERATOR, SCHOOL
from fleet.models import Vehicle


def _of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return Finding.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


WAYS: tuple[Way, ...] = (
    everywhere("finding"),
    everywhere("rejudgement"),
    everywhere("seal"),
    seen_with("finding", "vehicle", OPERATOR | SCHOOL, _of_visible_vehicle),
)
